/* energy.c: signal and noise of values, over some images. */
#include "energy.h"
#include "feed.h"

#include <math.h>

/* So few images tell it: noise is made by thousands of numbers of each. */
enum { MOST_IMAGES = 32, FEWEST_IMAGES = 2 };
#define MOST_MACS 8e9 /* measure_harm runs them for each layer */

void add_energy(Energy *e, const float *floats, const float *low, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const double difference = (double)low[i] - (double)floats[i];
        e->signal += (double)floats[i] * (double)floats[i];
        e->noise += difference * difference;
    }
}

double decibels(Energy e) {
    return e.noise > 0 ? 10 * log10(e.signal / e.noise) : e.signal > 0 ? INFINITY : NAN;
}

static int images_of(const Layers *layers) {
    double macs = 0;
    for (int v = 0; v < layers->count; v++) macs += layer_macs(&layers->layers[v]);
    return (int)fmin(MOST_IMAGES, fmax(FEWEST_IMAGES, MOST_MACS / macs));
}

bool feed_some(Arena *arena, const Plan *plan, const ImageSource *source,
               bool (*batch)(void *context, const void *in, const int *images, int filled), void *context,
               Diag *diag) {
    int unreadable;
    Diag quiet = { .arena = diag->arena }; /* notes of pictures that cannot be read are given elsewhere */
    const Feed feed = { source, plan->spec, batch, context, NULL, &quiet, images_of(plan->layers) };
    return feed_images(arena, &feed, &unreadable) || diag_fail(diag, quiet.status, "%s", quiet.message);
}

size_t scores_offset(const Plan *plan) {
    size_t offset = 0;
    for (int i = 0; i < ranking_output(plan->spec); i++)
        offset += (size_t)plan->spec->batch * shape_floats(plan->shapes[plan->graph->outputs[i]]);
    return offset;
}
