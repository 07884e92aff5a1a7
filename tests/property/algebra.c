/* algebra.c: what any convolution network must do, whatever its numbers: an impulse gives the mirrored
 * weights, scaled inputs give scaled outputs, and without clipping sums of inputs give sums of outputs. */
#include "engine.h"
#include "noise.h"
#include "pairs.h"
#include "skipped.h"
#include "tally.h"
#include "workers.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { STEMS = 6, SCALED = 5, JOBS = STEMS + SCALED };

typedef struct {
    bool done, good;
    char message[200];
} Outcome;

/* ---- Weights files changed: the blob is the caller's, and run() checks nothing ---- */

static Network with_bias(Arena *arena, Network network, float value) {
    float *floats;
    const Plan *plan = with_own_weights(arena, network.plan, &floats);
    for (int v = 0; v < plan->layers->count; v++)
        for (int c = 0; c < plan->layers->layers[v].shape.channels && plan->blob->bias[v]; c++)
            floats[plan->blob->bias[v] / sizeof *floats + (size_t)c] = value;
    network.plan = plan;
    return network;
}

/* ---- A stem alone ---- */

static const Spec *stem_spec(Arena *arena, int kernel, int stride, Diag *diag) {
    const char *text =
        arena_printf(arena,
                     "{\"block\": \"basic\", \"repeats\": [1], \"outputs\": [\"stem\"], \"name\": \"stem\", "
                     "\"stem\": {\"kernel\": %d, \"stride\": %d, \"width\": 21, \"pool\": null}, "
                     "\"input\": {\"channels\": 2, \"height\": 9, \"width\": 12}}",
                     kernel, stride);
    return spec_parse(arena, text, strlen(text), "stem", diag);
}

static const Layer *stem_of(const Network *network) {
    const Layers *layers = network->plan->layers;
    int v = 0;
    while (layers->layers[v].kind != LAYER_CONV) v++;
    return &layers->layers[v];
}

/* The weight that joins input pixel (y, x) to output pixel (i, j); 0 where the kernel does not reach. */
static float weight_between(const Layer *l, int out, int in, int y, int x, int i, int j) {
    int row = y - i * l->stride + l->top, column = x - j * l->stride + l->left;
    if (row < 0 || row >= l->kernel || column < 0 || column >= l->kernel) return 0;
    float weight;
    layer_weights(l, out, (size_t)((in * l->kernel + row) * l->kernel + column), 1, &weight);
    return weight;
}

/* Direct convolution exactly: all other products are zeros, and bias + weight is rounded once, in any order
 * of summation. Others, which the scalar target takes for stems too, within `tolerance`. */
static bool impulse_gives(const Layer *l, const float *output, int in, int y, int x, float sign,
                          float tolerance) {
    for (int c = 0; c < l->shape.channels; c++)
        for (int i = 0; i < l->shape.height; i++)
            for (int j = 0; j < l->shape.width; j++) {
                float expected = l->bias[c] + sign * weight_between(l, c, in, y, x, i, j);
                if (!(fabsf(*output++ - (expected > 0 ? expected : 0)) <= tolerance)) return false;
            }
    return true;
}

/* At a corner, at the middle, in each channel; with both signs ReLU shows every weight. */
static bool check_impulses(Arena *arena, const Network *network) {
    const Layer *l = stem_of(network);
    const Choice *choice = &network->plan->choices[l - network->plan->layers->layers];
    float tolerance = choice->algorithm == ALGORITHM_DIRECT ? 0 : 1e-4f;
    int height = l->in_shape.height, width = l->in_shape.width;
    const int places[][3] = { { 0, 0, 0 }, { 1, height / 2, width / 2 }, { 1, height - 1, width - 1 } };
    for (int p = 0; p < COUNT_OF(places); p++)
        for (float sign = -1; sign <= 1; sign += 2) {
            int in = places[p][0], y = places[p][1], x = places[p][2];
            float *input = arena_array(arena, float, plan_input_floats(network->plan));
            input[(in * height + y) * width + x] = sign;
            if (!impulse_gives(l, network_run(arena, network, input), in, y, x, sign, tolerance))
                return false;
        }
    return true;
}

/* With a bias that keeps everything above zero: f(a + b) + f(0) = f(a) + f(b). */
static bool check_sums(Arena *arena, const Network *network) {
    const float offset = 64;
    const Network raised = with_bias(arena, *network, offset);
    size_t inputs = plan_input_floats(network->plan), outputs = plan_output_floats(network->plan);
    float *a = noise(arena, 1, inputs), *b = noise(arena, 2, inputs),
          *sum = arena_array(arena, float, inputs);
    for (size_t i = 0; i < inputs; i++) sum[i] = a[i] + b[i];
    const float *fa = network_run(arena, &raised, a), *fb = network_run(arena, &raised, b);
    const float *fsum = network_run(arena, &raised, sum);
    double difference = 0, largest = 0;
    for (size_t i = 0; i < outputs; i++) {
        if (!(fa[i] > 0 && fb[i] > 0 && fsum[i] > 0)) return false;
        difference = fmax(difference, fabs((double)fsum[i] + offset - fa[i] - fb[i]));
        largest = fmax(largest, fabs((double)fsum[i] - offset));
    }
    return largest > 1 && difference < 1e-4;
}

static bool check_stem(Arena *arena, int index, const Engine *engine, Diag *diag, bool *good) {
    static const int kernels[] = { 1, 3, 7 };
    Network network;
    const Spec *spec = stem_spec(arena, kernels[index / 2], index % 2 + 1, diag);
    if (!spec || !network_compile(arena, spec, "random:3", engine, ACCURACY_FAST, &network, diag))
        return false;
    *good = check_impulses(arena, &network) && check_sums(arena, &network);
    return true;
}

/* ---- Whole networks without biases: f(4 x) = 4 f(x), bit for bit, since scaling by 4 rounds nothing ---- */

static bool scales(Arena *arena, const Network *network) {
    Network plain = with_bias(arena, *network, 0);
    plain.plan = force_pairs(arena, plain.plan, false); /* those round sums of values and weights */
    size_t inputs = plan_input_floats(network->plan), outputs = plan_output_floats(network->plan),
           nonzero = 0;
    float *x = noise(arena, 5, inputs), *scaled = arena_array(arena, float, inputs);
    for (size_t i = 0; i < inputs; i++) scaled[i] = 4 * x[i];
    const float *f = network_run(arena, &plain, x), *g = network_run(arena, &plain, scaled);
    for (size_t i = 0; i < outputs; i++) {
        if (g[i] != 4 * f[i]) return false;
        nonzero += f[i] != 0;
    }
    return nonzero > 0;
}

static bool check_scaling(Arena *arena, int index, const Engine *engine, Diag *diag, bool *good) {
    static const char *const blocks[] = { "basic", "bottleneck" };
    Network network;
    const char *text =
        arena_printf(arena,
                     "{\"block\": \"%s\", \"repeats\": [2, 1], \"widths\": [16, 24], \"classes\": 7, "
                     "\"name\": \"scaled\", "
                     "\"outputs\": [\"logits\", \"layer1\"], \"stem\": {\"width\": 12}, \"batch\": %d, "
                     "\"input\": {\"height\": %d, \"width\": 45}}",
                     blocks[index % 2], index % 3 + 1, 30 + index);
    const Spec *spec = spec_parse(arena, text, strlen(text), "scaled", diag);
    if (!spec || !network_compile(arena, spec, "random:9", engine, ACCURACY_FAST, &network, diag))
        return false;
    *good = scales(arena, &network);
    return true;
}

static void job(void *context, int index, void *result) {
    (void)context;
    Outcome *outcome = result;
    const Engine engine = engine_at(index % engine_count());
    int which = index / engine_count();
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    if (!engine_runs_here(&engine)) return;
    outcome->done = which < STEMS ? check_stem(&arena, which, &engine, &diag, &outcome->good)
                                  : check_scaling(&arena, which - STEMS, &engine, &diag, &outcome->good);
    if (!outcome->done) snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    arena_free(&arena);
}

int main(void) {
    Tally tally = { 0, 0 };
    int jobs = JOBS * engine_count();
    tell_skipped_engines("algebra");
    const Outcome *outcomes = run_jobs(jobs, job, NULL, sizeof(Outcome));
    for (int i = 0; i < jobs; i++) {
        const Engine engine = engine_at(i % engine_count());
        int which = i / engine_count();
        if (!engine_runs_here(&engine)) continue;
        if (check(&tally, outcomes[i].done, "job %d on %s: %s", which, engine.name, outcomes[i].message))
            check(&tally, outcomes[i].good, "%s %d on %s", which < STEMS ? "impulse or sum, stem" : "scaling",
                  which < STEMS ? which : which - STEMS, engine.name);
    }
    return tally_close(&tally);
}
