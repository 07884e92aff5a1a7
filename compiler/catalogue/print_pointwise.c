/* print_pointwise.c: the catalogue's passes over all pixels, one for each of their endings; what makes gates.
 */
#include "print.h"
#include "rows.h"

static void emit_one_pointwise(Catalogue *c, bool affine, const Ending *ending) {
    PointwiseKernel k = { .target = c->target,
                          .catalogue = true,
                          .x = c->values,
                          .y = c->values,
                          .affine = affine,
                          .ending = *ending };
    const char *name = catalogue_pointwise(c->out.text.arena, &k);
    name_parameters(c->out.text.arena, &pointwise_parameters, "k->", &k);
    emit_pointwise(&c->out, name,
                   arena_printf(c->out.text.arena, "/* x%s%s. */", affine ? " * w + bias" : "",
                                ending_about(c->out.text.arena, ending)),
                   &k);
    add_entry(c, name);
}

static void emit_one_group_norm(Catalogue *c, const Ending *ending) {
    GroupNormKernel k = {
        .pass = { .target = c->target, .catalogue = true, .x = c->values, .y = c->values, .ending = *ending }
    };
    const char *name = catalogue_group_norm(c->out.text.arena, &k);
    name_parameters(c->out.text.arena, &group_norm_parameters, "k->", &k);
    emit_group_norm(
        &c->out, name,
        arena_printf(c->out.text.arena, "/* Group norm%s. */", ending_about(c->out.text.arena, ending)), &k);
    add_entry(c, name);
}

static void emit_with(Catalogue *c, Activation activation) {
    Ending ending = { .activation = activation };
    emit_one_group_norm(c, &ending);
    for (int i = 0; i < CATALOGUE_PASSES; i++) {
        const Pass *p = &catalogue_passes[i];
        ending.gate = p->gate;
        ending.residual = p->residual;
        if (p->activated == (activation != ACTIVATION_NONE)) emit_one_pointwise(c, p->affine, &ending);
    }
    ending.gate = false;
    ending.residual = true;
    emit_one_group_norm(c, &ending);
}

/* Of gates. */
static void emit_catalogue_channel_conv(Catalogue *c) {
    ChannelConvKernel k = { .target = c->target,
                            .catalogue = true,
                            .x = c->values,
                            .y = c->values,
                            .ending.activation = ACTIVATION_SIGMOID };
    const char *name = catalogue_channel_conv(c->out.text.arena, &k);
    if (!name) return;
    name_parameters(c->out.text.arena, &channel_conv_parameters, "k->", &k);
    emit_channel_conv(&c->out, name, "/* One filter along all channels, then sigmoid. */", &k);
    add_entry(c, name);
}

void emit_catalogue_pointwise(Catalogue *c) {
    emit_with(c, ACTIVATION_NONE);
    for (Activation a = ACTIVATION_NONE + 1; a < ACTIVATION_COUNT; a++)
        if (follows_pass(a)) emit_with(c, a);
    emit_catalogue_channel_conv(c);
}

/* ---- Of integers ---- */

static void emit_integer_pass(Catalogue *c, bool gate, bool residual, Activation activation) {
    PointwiseKernel k = { .target = c->target, .catalogue = true, .x = c->values, .y = c->values };
    name_parameters(c->out.text.arena, &pointwise_parameters, "k->", &k);
    k.x_column = k.y_column = number((size_t)c->target->lanes);
    k.ending.gate = gate;
    k.ending.residual = residual;
    k.ending.integers = catalogue_places(LAYER_POINTWISE, residual, activation);
    const char *name = catalogue_pointwise(c->out.text.arena, &k);
    if (!name) return;
    emit_integer_pointwise(&c->out, name, "/* (x * scale + bias) * factor, to the nearest. */", &k);
    add_entry(c, name);
}

void emit_integer_passes(Catalogue *c) {
    static const Activation each[] = { ACTIVATION_NONE, ACTIVATION_PRELU, ACTIVATION_SILU };
    ChannelConvKernel k = { .target = c->target, .catalogue = true, .x = c->values, .y = c->values };
    for (int i = 0; i < 4 * COUNT_OF(each); i++) emit_integer_pass(c, i & 1, i & 2, each[i / 4]);
    name_parameters(c->out.text.arena, &channel_conv_parameters, "k->", &k);
    k.ending.integers = catalogue_places(LAYER_CHANNEL_CONV, false, ACTIVATION_SIGMOID);
    const char *name = catalogue_channel_conv(c->out.text.arena, &k);
    emit_integer_channel_conv(&c->out, name, "/* One filter along all channels, then a table. */", &k);
    add_entry(c, name);
}
