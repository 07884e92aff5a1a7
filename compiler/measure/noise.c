/* noise.c: how far values of lower precision are from those of floats. */
#include "feed.h"
#include "precision.h"
#include "traced.h"

#include <math.h>

/* So few images tell it: noise is made by thousands of numbers of each. */
enum { MOST_IMAGES = 32 };
#define MOST_MACS 16e9 /* of the reference in integers, which takes some seconds for so many */

typedef struct {
    double signal, noise;
} Energy;

static double decibels(Energy e) {
    return e.noise > 0 ? 10 * log10(e.signal / e.noise) : e.signal > 0 ? INFINITY : NAN;
}

static void add_energy(Energy *e, const float *floats, const float *low, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const double difference = (double)low[i] - (double)floats[i];
        e->signal += (double)floats[i] * (double)floats[i];
        e->noise += difference * difference;
    }
}

/* The first images of a source. */
static const ImageSource *first_images(Arena *arena, const ImageSource *source, int count) {
    ImageSource *few = arena_alloc(arena, sizeof *few);
    *few = *source;
    if (few->count > count) few->count = count;
    return few;
}

static const double *in_decibels(Arena *arena, const Energy *energies, int count) {
    double *noise = arena_array(arena, double, count);
    for (int v = 0; v < count; v++) noise[v] = decibels(energies[v]);
    return noise;
}

static bool feed_some(Arena *arena, const Plan *plan, const ImageSource *source, int most,
                      bool (*batch)(void *, const void *, const int *, int), void *context, Diag *diag) {
    int unreadable;
    Diag quiet = { .arena = diag->arena }; /* notes of unreadable pictures were given before */
    const Feed feed = { first_images(arena, source, most), plan->spec, batch, context, NULL, &quiet };
    return feed_images(arena, &feed, &unreadable) || diag_fail(diag, quiet.status, "%s", quiet.message);
}

/* ---- In the network ---- */

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
    return feed_some(arena, low->plan, source, MOST_IMAGES, compare_batch, &p, diag)
               ? in_decibels(arena, p.energies, layers->count)
               : NULL;
}

/* ---- Alone ---- */

typedef struct {
    const Runnable *of;
    const Layers *mixed;
    const Quantized *quantized;
    Traced *floats;
    Energy *energies; /* [layer of floats] */
    Arena *arena;     /* of a batch */
} Alone;

/* What floats have for a layer's value, by the graph's value that it is. */
static const float *value_of(const Alone *a, int v) {
    const Layers *layers = a->of->plan->layers;
    for (int u = 0; u < layers->count; u++)
        if (layers->layers[u].kind != LAYER_OUTPUT && layers->layers[u].op == a->mixed->layers[v].op)
            return a->floats->values[u];
    return NULL;
}

static IntegerValue as_integers(const Alone *a, int v) {
    const Quantum *quantum = &a->quantized->quanta[v];
    const size_t count = (size_t)a->of->plan->spec->batch * shape_floats(a->mixed->layers[v].shape);
    const float *floats = value_of(a, v);
    unsigned char *integers = arena_array(a->arena, unsigned char, count);
    for (size_t i = 0; i < count; i++) {
        double q = quantum->zero + rint((double)floats[i] / (double)quantum->scale);
        integers[i] = (unsigned char)(q < 0 ? 0 : q > 255 ? 255 : q);
    }
    return (IntegerValue){ .integers = integers };
}

static IntegerValue read_value(const Alone *a, const void *in, int v) {
    if (a->mixed->layers[v].kind != LAYER_INPUT) return as_integers(a, v);
    return compute_layer(a->arena, a->of->plan->spec, a->mixed, a->quantized, in, NULL, v);
}

static const float *as_floats(const Alone *a, IntegerValue value, int v) {
    const Quantum *quantum = &a->quantized->quanta[v];
    const size_t count = (size_t)a->of->plan->spec->batch * shape_floats(a->mixed->layers[v].shape);
    if (quantum->number == NUMBER_F32) return value.floats;
    float *floats = arena_array(a->arena, float, count);
    for (size_t i = 0; i < count; i++)
        floats[i] = (float)(value.integers[i] - quantum->zero) * quantum->scale;
    return floats;
}

static void add_layer_alone(const Alone *a, const void *in, int filled, int v, int twin) {
    const Layer *layer = &a->mixed->layers[v];
    IntegerValue *read = arena_array(a->arena, IntegerValue, a->mixed->count);
    const int sources[] = { layer->in, layer->residual, layer->gate };
    for (int i = 0; i < COUNT_OF(sources); i++)
        if (sources[i] >= 0) read[sources[i]] = read_value(a, in, sources[i]);
    const IntegerValue made = compute_layer(a->arena, a->of->plan->spec, a->mixed, a->quantized, in, read, v);
    add_energy(&a->energies[twin], a->floats->values[twin], as_floats(a, made, v),
               (size_t)filled * shape_floats(layer->shape));
}

static bool alone_batch(void *context, const void *in, const int *images, int filled) {
    Alone *a = context;
    const Layers *layers = a->of->plan->layers;
    (void)images;
    traced_run(a->floats, in);
    for (int v = 0; v < a->mixed->count; v++) {
        Arena arena = { .no_memory = a->arena->no_memory }, *whole = a->arena;
        int twin = layer_named(layers, a->mixed->layers[v].name);
        a->arena = &arena;
        if (twin >= 0 && is_chosen(layers, twin)) add_layer_alone(a, in, filled, v, twin);
        a->arena = whole;
        arena_free(&arena);
    }
    return true;
}

static double macs_of(const Layers *layers) {
    double sum = 0;
    for (int v = 0; v < layers->count; v++) sum += layer_macs(&layers->layers[v]);
    return sum;
}

const double *noise_alone(Arena *arena, const Runnable *floats, const Layers *mixed,
                          const Quantized *quantized, const ImageSource *source, Diag *diag) {
    const Layers *layers = floats->plan->layers;
    const double few = fmin(MOST_IMAGES, fmax(2, MOST_MACS / macs_of(layers)));
    Alone a = { .of = floats,
                .mixed = mixed,
                .quantized = quantized,
                .floats = traced_open(arena, floats->plan, floats->kind, diag),
                .energies = arena_array(arena, Energy, layers->count),
                .arena = arena };
    if (!a.floats) return NULL;
    return feed_some(arena, floats->plan, source, (int)few, alone_batch, &a, diag)
               ? in_decibels(arena, a.energies, layers->count)
               : NULL;
}
