/* print_winograd.c: the catalogue's Winograd convolutions: transforms, products, and what shares them out. */
#include "print.h"
#include "rows.h"

static WinogradKernel winograd_of(Catalogue *c) {
    WinogradKernel k = { .target = c->target,
                         .catalogue = true,
                         .over_below = true,
                         .over_right = true,
                         .short_strip = true,
                         .ending.residual = true };
    name_parameters(c->out.text.arena, &winograd_parameters, "k->", &k);
    name_parameters(c->out.text.arena, &conv_parameters, "k->products.", &k.products);
    k.products.plane.columns.has_small = true;
    return k;
}

static void emit_transforms(Catalogue *c, int outputs, int stride) {
    Arena *arena = c->out.text.arena;
    WinogradKernel k = winograd_of(c);
    k.outputs = outputs;
    k.stride = stride;
    const char *input = transform_name(arena, "input", &k);
    emit_winograd_input(&c->out, input, &k);
    add_entry(c, input);
    for (const TransformEnding *e = catalogue_endings; e < catalogue_endings + CATALOGUE_ENDINGS; e++) {
        if (!has_transform_ending(e, stride)) continue;
        set_transform_ending(&k.ending, e);
        const char *output = transform_name(arena, "output", &k);
        emit_winograd_output(&c->out, output, &k);
        add_entry(c, output);
    }
}

static void emit_raw_filters(Catalogue *c, int outputs) {
    Arena *arena = c->out.text.arena;
    WinogradKernel k = winograd_of(c);
    k.outputs = outputs;
    k.stride = 1;
    k.raw = true;
    const char *input = transform_name(arena, "input", &k);
    emit_winograd_input(&c->out, input, &k);
    add_entry(c, input);
    for (int tiles = 1; catalogue_filters(arena, &k, tiles); tiles++) {
        const char *name = catalogue_filters(arena, &k, tiles);
        emit_filter_tiles(&c->out, name, &k, tiles);
        add_entry(c, name);
    }
}

/* Any 3x3 convolution by F(m, 3), shared out so. */
static void emit_division(Catalogue *c, Division division) {
    const char *name = catalogue_division(division);
    WinogradKernel k = winograd_of(c);
    k.division = division;
    if (division != DIVIDE_STRIPS) {
        k.images = k.strips = number(1);
        k.short_strip = false;
    }
    emit_winograd(&c->out, name, "/* Any 3x3 convolution by F(m, 3); r as above. */", &k);
    add_entry(c, name);
}

void emit_catalogue_winograd(Catalogue *c) {
    for (const Transform *t = catalogue_transforms; t->outputs; t++) {
        emit_transforms(c, t->outputs, t->stride);
        if (t->stride == 1) emit_raw_filters(c, t->outputs);
    }
    const WinogradKernel k = winograd_of(c);
    emit_filters(&c->out, "filter_products", &k);
    emit_division(c, DIVIDE_STRIPS);
    emit_division(c, DIVIDE_GROUPS);
    emit_division(c, DIVIDE_BOTH);
}
