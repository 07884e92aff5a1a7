/* print.c: the catalogue's C: a kernel for each of its rows, and what calls it. */
#include "emit/emit.h"
#include "layers/layers.h"
#include "rows.h"

typedef struct {
    Out out;
    const Target *target;
    Text entries; /* of the list at the end */
} Catalogue;

static void add_entry(Catalogue *c, const char *name) {
    text_printf(&c->entries, "    { \"%s\", (CatalogueFunction *)%s },\n", name, name);
}

static ConvKernel tile_kernel(Catalogue *c, const Variant *v, int vectors) {
    ConvKernel k = { .target = c->target,
                     .weights.vectors = vectors,
                     .catalogue = true,
                     .ending.plain = v->plain,
                     .ending.residual = v->residual,
                     .ending.activation = v->activation,
                     .sum.lane_group = v->lane_group,
                     .sum.pairs = v->pairs,
                     .weights.number = v->weights,
                     .sum.in_lanes = v->planar ? 1 : c->target->lanes };
    name_parameters(c->out.text.arena, &conv_parameters, "k->", &k);
    if (v->kernel) k.sum.kernel = number(v->kernel);
    if (v->step) k.plane.x_column = number(v->step * variant_input_pixel(v, c->target));
    if (v->step) k.plane.y_column = number((size_t)c->target->lanes);
    if (v->planar) k.sum.tap_column = number(1);
    if (v->planar) k.fetch.lines = number(0);
    return k;
}

static void emit_tiles_of(Catalogue *c, const Variant *v, int vectors) {
    if (!takes_weights(c->target, v->weights, vectors)) return;
    const ConvKernel k = tile_kernel(c, v, vectors);
    for (int columns = 1; columns <= most_pixels(c->target, v->pairs, vectors); columns++) {
        const char *name = variant_tile_name(c->out.text.arena, v, vectors, columns);
        emit_conv_tile(&c->out, name, &k, columns);
        add_entry(c, name);
    }
}

static int most_vectors(const Catalogue *c, const Variant *v) {
    if (!v->lane_group) return COUNT_OF(c->target->pixels);
    return v->lane_group < c->target->lanes ? 1 : 0;
}

static void emit_all_tiles(Catalogue *c) {
    for (const Variant *v = catalogue_variants; v->name; v++)
        for (int vectors = 1; vectors <= most_vectors(c, v); vectors++) emit_tiles_of(c, v, vectors);
}

/* The pixels of the target's largest tile in pairs; 0: it has none. */
static int widest_pairs(const Target *target) {
    int most = 0;
    for (int vectors = 1; vectors <= COUNT_OF(target->pair_pixels); vectors++)
        if (most_pixels(target, true, vectors) > most) most = most_pixels(target, true, vectors);
    return most;
}

/* Of tiles whose inputs lie side by side, and of any others. */
static void emit_all_sums(Catalogue *c) {
    static const Variant point = { .kernel = 1, .step = 1, .pairs = true }, any = { .pairs = true };
    for (int columns = 1; columns <= widest_pairs(c->target); columns++)
        for (int i = 0; i < 2; i++) {
            ConvKernel k = tile_kernel(c, i ? &any : &point, 1);
            k.plane.rows.big = number(1);
            const char *name = catalogue_sums(c->out.text.arena, &k, columns);
            emit_catalogue_sums(&c->out, name, &k, columns);
            add_entry(c, name);
        }
}

static void emit_nest_of(Catalogue *c, const char *name, Order order, bool plain, bool pairs) {
    ConvKernel k = { .target = c->target,
                     .order = order,
                     .catalogue = true,
                     .shares.serial = plain,
                     .ending.plain = plain,
                     .sum.pairs = pairs,
                     .ending.residual = !plain };
    name_parameters(c->out.text.arena, &conv_parameters, "k->", &k);
    k.plane.rows.big = number(1);
    k.plane.columns.has_small = true;
    emit_conv(&c->out, name,
              plain   ? "/* Point by point: y[point] = x[point] * w[point]. */"
              : pairs ? "/* Any convolution that multiplies in pairs; r as below. */"
                      : "/* Any convolution; r may be y, and is not read where the tile adds nothing. */",
              &k);
    add_entry(c, name);
}

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
    for (int i = 0; i < CATALOGUE_ENDINGS; i++) {
        k.ending.residual = catalogue_endings[i].residual;
        k.ending.activation = catalogue_endings[i].activation;
        if (k.ending.residual && stride > 1) continue; /* what is added has the input's size */
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

static void emit_all_winograd(Catalogue *c) {
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

static StemKernel stem_of(Catalogue *c) {
    StemKernel k = { .target = c->target, .catalogue = true, .over_right = true, .odd_height = true };
    name_parameters(c->out.text.arena, &stem_parameters, "k->", &k);
    return k;
}

static void emit_stem_parts(Catalogue *c, int taps) {
    Arena *arena = c->out.text.arena;
    StemKernel k = stem_of(c);
    k.taps = taps;
    k.points = STEM_OUTPUTS + taps - 1;
    const char *input = catalogue_stem(arena, "input", &k);
    emit_stem_input(&c->out, input, &k);
    add_entry(c, input);
    for (const Activation *a = catalogue_stem_activations; *a; a++) {
        k.ending.activation = *a;
        const char *output = catalogue_stem(arena, "output", &k);
        emit_stem_output(&c->out, output, &k);
        add_entry(c, output);
    }
}

static void emit_all_stems(Catalogue *c) {
    StemKernel k = stem_of(c);
    for (const int *taps = catalogue_stem_taps; *taps; taps++) emit_stem_parts(c, *taps);
    emit_stem_pool(&c->out, "stem_pool", &k);
    add_entry(c, "stem_pool");
    emit_stem(&c->out, "conv_first", "/* A first convolution by F(4, taps) along its rows; r is not read. */",
              &k);
    add_entry(c, "conv_first");
    k.pool = true;
    emit_stem(&c->out, "conv_first_pooled", "/* And its max pool. */", &k);
    add_entry(c, "conv_first_pooled");
}

static void emit_others(Catalogue *c) {
    PoolKernel pool = { .catalogue = true };
    SoftmaxKernel softmax = { .target = c->target, .catalogue = true };
    name_parameters(c->out.text.arena, &pool_parameters, "k->", &pool);
    name_parameters(c->out.text.arena, &softmax_parameters, "k->", &softmax);
    emit_max_pool(&c->out, "max_pool", "/* 3x3 max pool of values that are not negative. */", &pool);
    emit_average_pool(&c->out, "average_pool", "/* Average over the image. */", &pool);
    emit_softmax(&c->out, "softmax_rows", "/* exp(x - max) / sum. */", &softmax);
    static const char *const names[] = { "max_pool",    "average_pool", "softmax_rows",
                                         "zero_border", "copy_input",   "to_nchw" };
    for (int i = 0; i < COUNT_OF(names); i++) add_entry(c, names[i]);
}

static void emit_guarded(Catalogue *c) {
    emit_library_prelude(&c->out, c->target);
    emit_parameter_types(&c->out);
    if (widest_pairs(c->target)) emit_pair_helpers(&c->out, c->target, all_activations());
    emit_all_tiles(c);
    if (widest_pairs(c->target)) {
        emit_all_sums(c);
        emit_nest_of(c, "pairs_pixels", ORDER_PIXELS, false, true);
        emit_nest_of(c, "pairs_channels", ORDER_CHANNELS, false, true);
    }
    emit_nest_of(c, "conv_pixels", ORDER_PIXELS, false, false);
    emit_nest_of(c, "conv_channels", ORDER_CHANNELS, false, false);
    emit_nest_of(c, "conv_products", ORDER_CHANNELS, true, false);
    emit_all_winograd(c);
    emit_all_stems(c);
    emit_others(c);
}

static const char *condition(Arena *arena, const Target *target) {
    Text text = { .arena = arena };
    for (int i = 0; i < COUNT_OF(target->macros) && target->macros[i]; i++)
        text_printf(&text, "%sdefined %s", i ? " && " : "", target->macros[i]);
    return text.length ? text.bytes : "1";
}

const char *emit_catalogue(Arena *arena, const Target *target) {
    Catalogue c = { .out = { .text = { .arena = arena }, .shares = true },
                    .target = target,
                    .entries = { .arena = arena } };
    line(&c.out,
         "/* The kernels of resnetc's catalogue for %s, made by its emitters. Strides are in floats. */",
         target->name);
    line(&c.out, "typedef void CatalogueFunction(void);");
    line(&c.out, "typedef struct { /* as catalogue.h has it */");
    line(&c.out, "    const char *name;");
    line(&c.out, "    CatalogueFunction *function;");
    line(&c.out, "} CatalogueEntry;");
    blank(&c.out);
    label_line(&c.out, "#if %s", condition(arena, target));
    emit_guarded(&c);
    label_line(&c.out, "#endif");
    line(&c.out, "extern const CatalogueEntry catalogue_%s[];", target->name);
    line(&c.out, "const CatalogueEntry catalogue_%s[] = {", target->name);
    label_line(&c.out, "#if %s", condition(arena, target));
    text_append(&c.out.text, c.entries.bytes, c.entries.length);
    label_line(&c.out, "#endif");
    line(&c.out, "    { 0, 0 },");
    line(&c.out, "};");
    return c.out.text.bytes;
}
