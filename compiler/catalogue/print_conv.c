/* print_conv.c: the catalogue's direct convolutions: register tiles, and the loop nests that call them. */
#include "print.h"
#include "rows.h"

static ConvKernel tile_kernel(Catalogue *c, const Variant *v, int vectors) {
    const NumberKind low = number_types[c->values].weights;
    ConvKernel k = { .target = c->target,
                     .x = v->planar ? NUMBER_F32 : c->values,
                     .y = c->values,
                     .sum.together = channels_together(c->target, low),
                     .weights.vectors = vectors,
                     .catalogue = true,
                     .ending.plain = v->plain,
                     .ending.residual = v->residual,
                     .ending.activation = v->activation,
                     .ending.any = v->any,
                     .sum.lane_group = v->lane_group,
                     .sum.pairs = v->pairs,
                     .weights.number = number_types[c->values].integers ? low : v->weights,
                     .sum.in_lanes = v->planar ? 1 : c->target->lanes };
    name_parameters(c->out.text.arena, &conv_parameters, "k->", &k);
    if (v->kernel) k.sum.kernel = number(v->kernel);
    if (v->step) k.plane.x_column = number(v->step * variant_input_pixel(v, c->target));
    if (v->step) k.plane.y_column = number((size_t)c->target->lanes);
    if (v->step || !number_types[c->values].integers) k.sum.run.name = NULL; /* a whole pixel */
    if (v->planar) k.sum.tap_column = number(1);
    if (v->planar) k.fetch.lines = number(0);
    return k;
}

static void emit_tiles_of(Catalogue *c, const Variant *v, int vectors) {
    if (!c->values && !takes_weights(c->target, v->weights, vectors)) return;
    const ConvKernel k = tile_kernel(c, v, vectors);
    for (int columns = 1; columns <= most_pixels(c->target, v->pairs, c->values, vectors); columns++) {
        const char *name = variant_tile_name(c->out.text.arena, v, c->values, vectors, columns);
        emit_conv_tile(&c->out, name, &k, columns);
        add_entry(c, name);
    }
}

static int most_vectors(const Catalogue *c, const Variant *v) {
    if (!v->lane_group) return COUNT_OF(c->target->pixels);
    return v->lane_group < c->target->lanes ? 1 : 0;
}

static void emit_all_tiles(Catalogue *c, const Variant *variants) {
    for (const Variant *v = variants; v->name; v++)
        for (int vectors = 1; vectors <= most_vectors(c, v); vectors++) emit_tiles_of(c, v, vectors);
}

/* The pixels of the target's largest tile in pairs; 0: it has none. */
static int widest_pairs(const Target *target) {
    int most = 0;
    for (int vectors = 1; vectors <= COUNT_OF(target->pair_pixels); vectors++)
        if (most_pixels(target, true, NUMBER_F32, vectors) > most)
            most = most_pixels(target, true, NUMBER_F32, vectors);
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

/* x: what it reads; its results are the catalogue's values. */
static void emit_nest_of(Catalogue *c, const char *name, NumberKind x, Order order, bool plain, bool pairs) {
    ConvKernel k = { .target = c->target,
                     .x = x,
                     .y = c->values,
                     .weights.number = number_types[x].weights,
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

void emit_catalogue_convs(Catalogue *c) {
    if (widest_pairs(c->target)) emit_pair_helpers(&c->out, c->target, catalogue_activations());
    emit_all_tiles(c, catalogue_variants);
    if (widest_pairs(c->target)) {
        emit_all_sums(c);
        emit_nest_of(c, "pairs_pixels", NUMBER_F32, ORDER_PIXELS, false, true);
        emit_nest_of(c, "pairs_channels", NUMBER_F32, ORDER_CHANNELS, false, true);
    }
    emit_nest_of(c, "conv_pixels", NUMBER_F32, ORDER_PIXELS, false, false);
    emit_nest_of(c, "conv_channels", NUMBER_F32, ORDER_CHANNELS, false, false);
    emit_nest_of(c, "conv_products", NUMBER_F32, ORDER_CHANNELS, true, false);
}

static void emit_low_nests(Catalogue *c, const char *name, NumberKind x) {
    static const char *const orders[] = { [ORDER_PIXELS] = "pixels", [ORDER_CHANNELS] = "channels" };
    Arena *arena = c->out.text.arena;
    for (int order = 0; order < COUNT_OF(orders); order++)
        emit_nest_of(c, arena_printf(arena, "%s_%s%s", name, orders[order], number_suffix(arena, c->values)),
                     x, (Order)order, false, false);
}

void emit_low_convs(Catalogue *c) {
    const bool integers = number_types[c->values].integers;
    if (integers)
        emit_other_ending(&c->out, c->target, c->values);
    else
        emit_half_ending(&c->out, c->target);
    emit_all_tiles(c, integers ? catalogue_integer_variants : catalogue_half_variants);
    emit_low_nests(c, "conv", c->values);
    if (!integers) emit_low_nests(c, "first", NUMBER_F32);
}
