/* observation.c: each image's numbers are added up in an order of their own. */
#include "observation.h"

#include <math.h>

enum { LANES = 16 };

/* Sums as vectors would have them, so that they may be some; their order is the same everywhere. */
typedef struct {
    double sums[LANES];
    float least[LANES], most[LANES];
} Tally;

static void tally_one(Tally *t, int lane, float value) {
    t->sums[lane] += value;
    t->least[lane] = value < t->least[lane] ? value : t->least[lane];
    t->most[lane] = value > t->most[lane] ? value : t->most[lane];
}

FOR_EACH_PROCESSOR
static Tally tally(const float *values, size_t count) {
    Tally t = { .sums = { 0 } };
    size_t whole = count - count % LANES;
    for (int l = 0; l < LANES; l++) t.least[l] = t.most[l] = values[0];
    for (size_t i = 0; i < whole; i += LANES)
        for (int l = 0; l < LANES; l++) tally_one(&t, l, values[i + (size_t)l]);
    for (size_t i = whole; i < count; i++) tally_one(&t, (int)(i - whole), values[i]);
    return t;
}

Observation *observation_new(Arena *arena, Shape shape) {
    Observation *o = arena_alloc(arena, sizeof *o);
    *o = (Observation){ .shape = shape, .sums = arena_array(arena, double, shape.channels) };
    return o;
}

/* Infinity and NaN lie above all others. */
static bool all_finite(const float *values, size_t count) {
    return isfinite(largest_magnitude(values, count));
}

bool observe_image(Observation *o, const float *image) {
    size_t plane = (size_t)o->shape.height * (size_t)o->shape.width;
    float least = image[0], most = image[0];
    if (!all_finite(image, shape_floats(o->shape))) return false;
    for (int c = 0; c < o->shape.channels; c++) {
        Tally t = tally(image + (size_t)c * plane, plane);
        for (int l = 0; l < LANES; l++) {
            o->sums[c] += t.sums[l];
            least = fminf(least, t.least[l]);
            most = fmaxf(most, t.most[l]);
        }
    }
    histogram_add(&o->histogram, image, shape_floats(o->shape), least, most);
    o->images++;
    return true;
}

double observed_mean(const Observation *o, int channel) {
    double pixels = (double)o->shape.height * o->shape.width;
    return o->images > 0 ? o->sums[channel] / (pixels * o->images) : 0;
}
