/* wound.c: see wound.h. */
#include "wound.h"
#include "noise.h"
#include "reach.h"

#include <math.h>
#include <stdio.h>

float *wounded_input(Arena *arena, const Plan *plan, const Wound *wound) {
    const Spec *spec = plan->spec;
    float *input = noise(arena, 1, plan_input_floats(plan));
    const int channel = (spec->batch - 1) * spec->channels + wound->channel;
    input[((size_t)channel * (size_t)spec->height + (size_t)wound->y) * (size_t)spec->width +
          (size_t)wound->x] = wound->value;
    return input;
}

static int output_layer(const Plan *plan, int output) {
    for (int v = 0; v < plan->layers->count; v++)
        if (plan->layers->layers[v].kind == LAYER_OUTPUT && plan->layers->layers[v].output == output)
            return v;
    return -1;
}

static double largest_number(const double *values, size_t count) {
    double largest = 0;
    for (size_t i = 0; i < count; i++)
        if (isfinite(values[i])) largest = fmax(largest, fabs(values[i]));
    return largest;
}

static bool agrees(float got, double expected, double most, bool reached) {
    if (isnan(got)) return reached;
    if (!isfinite(expected)) return got == expected;
    return fabs(got - expected) <= most;
}

/* An image's output. `reached` is NULL where the image is whole. */
static bool compare(const float *got, const double *expected, Shape shape, double most, const bool *reached,
                    Scar *scar) {
    int pixels = shape.height * shape.width;
    for (int i = 0; i < shape.channels * pixels; i++) {
        bool here = reached && reached[i % pixels];
        if (!agrees(got[i], expected[i], most, here)) {
            snprintf(scar->message, sizeof scar->message, "%g instead of %g at channel %d, %d, %d, %s",
                     (double)got[i], expected[i], i / pixels, i % pixels / shape.width, i % shape.width,
                     here ? "reached" : "out of reach");
            return false;
        }
        scar->no_numbers += reached && !isfinite(got[i]);
        scar->spared += reached && isfinite(got[i]);
    }
    return true;
}

static bool compare_outputs(Arena *arena, const Plan *plan, const float *got, const float *input,
                            const Wound *wound, double bound, Scar *scar) {
    const double *const *expected = interpret(arena, plan->graph, plan->shapes, plan->weights->data, input);
    const int images = plan->spec->batch;
    bool *start = arena_array(arena, bool, plan->spec->height * plan->spec->width);
    start[wound->y * plan->spec->width + wound->x] = true;
    const bool *const *reached = reach(arena, plan, start);
    for (int o = 0; o < plan->spec->output_count; o++) {
        int v = output_layer(plan, o);
        Shape shape = plan->layers->layers[v].shape;
        size_t size = shape_floats(shape);
        const double *values = expected[plan->graph->outputs[o]];
        double most = bound * largest_number(values, (size_t)images * size);
        for (int image = 0; image < images; image++, got += size, values += size)
            if (!compare(got, values, shape, most, image == images - 1 ? reached[v] : NULL, scar))
                return false;
    }
    return true;
}

bool wound_once(const Network *network, const Wound *wound, double bound, Scar *scar) {
    Arena arena = { 0 };
    const float *input = wounded_input(&arena, network->plan, wound);
    const float *got = network_run(&arena, network, input);
    bool good = compare_outputs(&arena, network->plan, got, input, wound, bound, scar);
    arena_free(&arena);
    return good;
}

bool wound_everywhere(const Network *network, double bound, Scar *scar) {
    static const float values[] = { NAN, INFINITY, -INFINITY };
    const Spec *spec = network->plan->spec;
    int below = spec->height - 1, right = spec->width - 1, last = spec->channels - 1;
    const Wound places[] = { { 0, 0, 0, 0 },
                             { 0, last / 2, below / 2, right / 2 },
                             { 0, last, below, right } };
    for (int i = 0; i < COUNT_OF(values) * COUNT_OF(places); i++) {
        Wound wound = places[i / COUNT_OF(values)];
        wound.value = values[i % COUNT_OF(values)];
        if (!wound_once(network, &wound, bound, scar)) return false;
    }
    return true;
}
