/* mix.c: conversions between layers in integers and layers in floats. */
#include "mix.h"

typedef struct {
    Arena *arena;
    const Layers *from;
    const Ranges *ranges;
    bool *in_floats; /* [layer of from]: what it computes in */
    int *made;       /* [layer of from]: its place in the result */
    int *converted;  /* [layer of from]: its value's, as the other kind; -1: nobody reads it so */
    Layer *layers;   /* the result */
    Range *to;
    int count;
} Mixing;

bool is_chosen(const Layers *layers, int v) { return has_weights(&layers->layers[v]); }

static bool reads(const Layer *layer, int v) {
    return layer->in == v || layer->residual == v || layer->gate == v;
}

/* ---- Kinds ---- */

/* One layer in floats is enough: pixels of a picture that lie side by side have no conversion. */
static bool input_in_floats(const Layers *layers, const bool *floats) {
    for (int v = 1; v < layers->count; v++)
        if (layers->layers[v].in == 0 && (!is_chosen(layers, v) || floats[v])) return true;
    return false;
}

static bool stays(const Mixing *m, const bool *floats, int v) {
    const Layer *layer = &m->from->layers[v];
    if (layer->kind == LAYER_GROUP_NORM) return true;
    if (layer->kind == LAYER_INPUT) return input_in_floats(m->from, floats);
    if (layer->in == 0) return m->in_floats[0];
    return is_chosen(m->from, v) ? floats[v] : m->in_floats[layer->in];
}

/* Outputs, and softmax, which reads a classifier's floats. */
static bool reads_any(const Layer *layer) {
    return layer->kind == LAYER_OUTPUT || layer->kind == LAYER_SOFTMAX;
}

static bool needs_conversion(const Mixing *m, int v) {
    for (int u = v + 1; u < m->from->count; u++) {
        const Layer *reader = &m->from->layers[u];
        if (reads(reader, v) && !reads_any(reader) && m->in_floats[u] != m->in_floats[v]) return true;
    }
    return false;
}

/* ---- The result ---- */

static int add(Mixing *m, const Layer *layer, int v) {
    m->layers[m->count] = *layer;
    m->to[m->count] = m->ranges->ranges[v];
    return m->count++;
}

/* Where layer v finds what it read. */
static int found(const Mixing *m, int v, int source) {
    if (source < 0) return source;
    bool other = m->in_floats[source] != m->in_floats[v] && !reads_any(&m->from->layers[v]);
    return other ? m->converted[source] : m->made[source];
}

static void add_layer(Mixing *m, int v) {
    Layer layer = m->from->layers[v];
    layer.in_floats = m->in_floats[v];
    layer.in = found(m, v, layer.in);
    layer.residual = found(m, v, layer.residual);
    layer.gate = found(m, v, layer.gate);
    m->made[v] = add(m, &layer, v);
}

static void add_conversion(Mixing *m, int v) {
    const Layer *from = &m->from->layers[v];
    const bool down = m->in_floats[v];
    const Layer layer = { .kind = LAYER_CONVERT,
                          .name = arena_printf(m->arena, "%s.%s", from->name, down ? "u8" : "f32"),
                          .in = m->made[v],
                          .residual = -1,
                          .gate = -1,
                          .op = from->op,
                          .stage = from->stage,
                          .in_shape = from->shape,
                          .shape = from->shape,
                          .conv_shape = from->shape,
                          .stride = 1,
                          .dilation = 1,
                          .groups = 1,
                          .in_floats = !down,
                          .magnitude = from->magnitude };
    m->converted[v] = needs_conversion(m, v) ? add(m, &layer, v) : -1;
}

Mixed mix_layers(Arena *arena, const Layers *layers, const Ranges *ranges, const bool *floats) {
    const int count = layers->count;
    Mixing m = { .arena = arena,
                 .from = layers,
                 .ranges = ranges,
                 .in_floats = arena_array(arena, bool, count),
                 .made = arena_array(arena, int, count),
                 .converted = arena_array(arena, int, count),
                 .layers = arena_array(arena, Layer, 2 * count),
                 .to = arena_array(arena, Range, 2 * count) };
    if (!floats) floats = arena_array(arena, bool, count);
    for (int v = 0; v < count; v++) m.in_floats[v] = stays(&m, floats, v);
    for (int v = 0; v < count; v++) {
        add_layer(&m, v);
        add_conversion(&m, v);
    }
    Layers *mixed = arena_alloc(arena, sizeof *mixed);
    Ranges *of_mixed = arena_alloc(arena, sizeof *of_mixed);
    *mixed = (Layers){ m.layers, m.count };
    *of_mixed = (Ranges){ m.to, m.count };
    return (Mixed){ mixed, of_mixed };
}
