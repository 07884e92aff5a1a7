/* integers.c: see integers.h. */
#include "integers.h"
#include "media/media.h"
#include "noise.h"
#include "observed.h"

static size_t image_floats(const Spec *spec) {
    return shape_floats((Shape){ spec->channels, spec->height, spec->width });
}

const void *drawn_input(Arena *arena, const Spec *spec, uint64_t seed) {
    const size_t count = (size_t)spec->batch * image_floats(spec);
    float *floats = noise(arena, seed, count);
    if (!takes_pixels(spec)) return floats;
    unsigned char *pixels = arena_array(arena, unsigned char, count);
    for (size_t i = 0; i < count; i++) pixels[i] = (unsigned char)(128 + 127 * floats[i]);
    return pixels;
}

static const float *as_floats(Arena *arena, const Spec *spec, const void *input) {
    if (!takes_pixels(spec)) return input;
    const size_t image = image_floats(spec);
    float *floats = arena_array(arena, float, (size_t)spec->batch *image);
    for (int i = 0; i < spec->batch; i++)
        picture_normalise(spec, (const unsigned char *)input + (size_t)i * image, floats + (size_t)i * image);
    return floats;
}

const Ranges *seen_ranges(Arena *arena, const Spec *spec, const char *weights, const void *input,
                          Diag *diag) {
    const Graph *graph = graph_build(arena, spec);
    const Shape *shapes = shape_infer(arena, graph, diag);
    const Weights *parameters =
        shapes ? weights_load(arena, graph, weights, (NameRules){ .file = NULL }, diag) : NULL;
    const Layers *layers = parameters ? fold_layers(arena, graph, shapes, parameters, true, diag) : NULL;
    if (!layers) return NULL;
    const double *const *values =
        interpret(arena, graph, shapes, parameters->data, as_floats(arena, spec, input));
    return observed_ranges(arena, graph, shapes, layers, values);
}

/* Three of four layers may be lowered. */
static const bool *drawn_table(Arena *arena, int layers, uint64_t seed) {
    bool *floats = arena_array(arena, bool, layers);
    for (int v = 0; v < layers; v++) floats[v] = (split_mix(&seed) & 3) == 0;
    return floats;
}

bool order_integers(Arena *arena, const Spec *spec, PlanOrder *order, const void *input, uint64_t seed,
                    Diag *diag) {
    order->ranges = seen_ranges(arena, spec, order->weights, input, diag);
    if (order->ranges && order->precision == PRECISION_AUTO)
        order->floats = drawn_table(arena, order->ranges->count, seed);
    return order->ranges;
}

const Plan *plan_mixed(Arena *arena, const Spec *spec, const Target *target, const char *weights, int threads,
                       const void *input, uint64_t seed, Diag *diag) {
    PlanOrder order = { .weights = weights, .precision = PRECISION_AUTO, .threads = threads };
    return order_integers(arena, spec, &order, input, seed, diag)
               ? plan_to_order(arena, spec, target, &order, diag)
               : NULL;
}

const Plan *plan_integers(Arena *arena, const Spec *spec, const Target *target, const char *weights,
                          int threads, const void *input, Diag *diag) {
    PlanOrder order = { .weights = weights, .precision = PRECISION_INT8, .threads = threads };
    return order_integers(arena, spec, &order, input, 0, diag)
               ? plan_to_order(arena, spec, target, &order, diag)
               : NULL;
}
