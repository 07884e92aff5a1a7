/* noise.c: how far values of lower precision are from those of floats. */
#include "energy.h"
#include "traced.h"

#include <math.h>

static const double *in_decibels(Arena *arena, const Energy *energies, int count) {
    double *noise = arena_array(arena, double, count);
    for (int v = 0; v < count; v++) noise[v] = decibels(energies[v]);
    return noise;
}

typedef struct {
    Traced *floats, *low;
    int *twin; /* [layer of low]: of floats; -1: none */
    Energy *energies;
} Pair;

static bool compare_batch(void *context, const void *in, const int *images, int filled) {
    const Pair *p = context;
    const Layers *layers = p->low->plan->layers;
    (void)images;
    traced_run(p->floats, in);
    traced_run(p->low, in);
    for (int v = 0; v < layers->count; v++)
        if (p->twin[v] >= 0)
            add_energy(&p->energies[v], p->floats->values[p->twin[v]], p->low->values[v],
                       (size_t)filled * shape_floats(layers->layers[v].shape));
    return true;
}

/* The input is what the user gave; an output is another layer's value. */
static bool is_compared(const Layer *layer) {
    return layer->kind != LAYER_INPUT && layer->kind != LAYER_OUTPUT;
}

const double *noise_in_network(Arena *arena, const Runnable *floats, const Runnable *low,
                               const ImageSource *source, Diag *diag) {
    const Layers *layers = low->plan->layers;
    Pair p = { .floats = traced_open(arena, floats->plan, floats->kind, diag),
               .low = traced_open(arena, low->plan, low->kind, diag),
               .twin = arena_array(arena, int, layers->count),
               .energies = arena_array(arena, Energy, layers->count) };
    if (!p.floats || !p.low) return NULL;
    for (int v = 0; v < layers->count; v++)
        p.twin[v] =
            is_compared(&layers->layers[v]) ? layer_named(floats->plan->layers, layers->layers[v].name) : -1;
    return feed_some(arena, low->plan, source, compare_batch, &p, diag)
               ? in_decibels(arena, p.energies, layers->count)
               : NULL;
}
