/* identity.c: layers in words, by which a kept calibration knows its network. */
#include "kept.h"

bool is_kept(const Layer *layer) { return layer->kind != LAYER_OUTPUT; }

static void add_numbers(Text *text, const char *what, const double *values, int count) {
    text_printf(text, ", %s", what);
    for (int i = 0; i < count; i++) text_printf(text, " %.9g", values[i]);
}

static void add_input(Text *text, const Spec *spec) {
    text_printf(text, ", %s", channel_orders[spec->preprocess.bgr]);
    add_numbers(text, "mean", spec->preprocess.mean, spec->channels);
    add_numbers(text, "std", spec->preprocess.std, spec->channels);
}

static void add_windows(Text *text, const Layer *l) {
    if (l->kernel > 0) text_printf(text, " %dx%d", l->kernel, l->kernel);
    if (l->stride > 1) text_printf(text, " stride %d", l->stride);
    if (l->dilation > 1) text_printf(text, " dilation %d", l->dilation);
    if (l->groups > 1) text_printf(text, " groups %d", l->groups);
    if (l->top || l->left || l->bottom || l->right)
        text_printf(text, " padding %d %d %d %d", l->top, l->left, l->bottom, l->right);
}

/* The names of what it reads: how the network hangs together. */
static void add_sources(Text *text, const Layers *layers, const Layer *l) {
    if (l->in >= 0) text_printf(text, ", of %s", layers->layers[l->in].name);
    if (l->gate >= 0) text_printf(text, ", times %s", layers->layers[l->gate].name);
    if (l->residual >= 0) text_printf(text, ", plus %s", layers->layers[l->residual].name);
}

const char *layer_identity(Arena *arena, const Calibrated *network, int layer) {
    const Layer *l = &network->layers->layers[layer];
    Text text = { .arena = arena };
    text_printf(&text, "%s", layer_kind_name(l->kind));
    if (l->kind != LAYER_INPUT) add_windows(&text, l);
    add_sources(&text, network->layers, l);
    if (l->activation) text_printf(&text, ", %s", activation_row(l->activation)->name);
    if (l->pool) text_printf(&text, ", max_pool");
    text_printf(&text, ": %dx%dx%d", l->shape.channels, l->shape.height, l->shape.width);
    if (l->kind == LAYER_INPUT) add_input(&text, network->spec);
    return text.bytes;
}
