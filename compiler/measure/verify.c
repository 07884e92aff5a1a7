/* verify.c: emitted code against the interpreter, layer by layer, through the trace; int8 against the
 * reference in integers, which it must equal. Where layers in floats stand beside those in integers, both are
 * held against what they should make of what they read. */
#include "expected.h"
#include "measure.h"
#include "media/media.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* What is allowed, relative to a value's magnitude (expected.h). Decision 028 has what networks need. */
#define BOUND_TIGHT 2e-6
#define BOUND_FAST  5e-6
/* Filters, and maybe what they meet, are rounded to bf16 behind a transform: twice the rounding of one, since
 * few channels average little (2.3e-3 where there are 8). */
#define BOUND_BF16 4e-3

typedef struct {
    const Plan *plan;
    const void *given;            /* the user's input */
    const float *input;           /* as the first layer should make it: NCHW */
    const IntegerValue *integers; /* [layer]: what an int8 network should have; else NULL */
    float **values;               /* [layer]: what it made, NCHW */
    int *seen;                    /* [layer]: images of it so far */
    Verdict *verdict;
    double *errors; /* the verdict's, writable */
    double share;   /* the worst error's, of what was allowed */
    bool stranger;  /* a layer was traced that the plan does not have, or of another shape */
} Check;

static int find_layer(const Layers *layers, const char *name) {
    for (int i = 0; i < layers->count; i++)
        if (!strcmp(layers->layers[i].name, name)) return i;
    return -1;
}

/* Beyond the rounding of the value itself, relative to the magnitude; infinite for a number where there
 * should be none, or none where there should be one. NaN may stand for an infinity: it is what a transform
 * makes of one. */
static double relative_error(double value, double expected, double magnitude, NumberKind number) {
    const double least =
        FLT_MIN / BOUND_TIGHT; /* below it floats are spaced by more than they are accurate */
    if (isnan(expected) || isnan(value)) return isnan(value) && !isfinite(expected) ? 0 : INFINITY;
    if (value == expected) return 0;
    const double rounding = rounding_of(number, expected);
    return fmax(fabs(value - expected) - rounding, 0) / fmax(magnitude, least);
}

static void note_worst(Verdict *verdict, const Layer *layer, double error, size_t index) {
    size_t width = (size_t)layer->shape.width, height = (size_t)layer->shape.height,
           channels = (size_t)layer->shape.channels;
    verdict->worst = error;
    verdict->worst_layer = layer->name;
    verdict->worst_x = (int)(index % width);
    verdict->worst_y = (int)(index / width % height);
    verdict->worst_channel = (int)(index / width / height % channels);
    verdict->worst_image = (int)(index / width / height / channels);
}

/* Transforms round relative to all that they add up of a channel: each magnitude there is the largest. */
static const double *spread(Arena *arena, const double *magnitude, size_t planes, size_t plane) {
    double *largest = arena_array(arena, double, planes *plane);
    for (size_t p = 0; p < planes; p++) {
        double most = 0;
        for (size_t i = p * plane; i < (p + 1) * plane; i++)
            if (isfinite(magnitude[i])) most = fmax(most, magnitude[i]);
        for (size_t i = p * plane; i < (p + 1) * plane; i++) largest[i] = most;
    }
    return largest;
}

static bool transforms(const Choice *choice) {
    return choice->algorithm == ALGORITHM_WINOGRAD || choice->algorithm == ALGORITHM_STEM || choice->pairs;
}

static const double *allowed(Arena *arena, const Plan *plan, int index, const double *magnitude) {
    Shape s = plan->layers->layers[index].shape;
    size_t planes = (size_t)plan->spec->batch * (size_t)s.channels;
    return transforms(&plan->choices[index]) ? spread(arena, magnitude, planes, (size_t)(s.height * s.width))
                                             : magnitude;
}

/* What adding so many terms one after another may come to in floats: twice the root of their number, times
 * half a unit in the last place (Higham, Mary 2019). More than the bounds from some 280 and 1,800 terms on.
 */
static double rounding_of_sum(const Layer *layer) {
    return has_weights(layer) ? 2 * sqrt((double)filter_floats(layer)) * 0x1p-24 : 0;
}

static double bound_of(const Plan *plan, int index) {
    const Choice *choice = &plan->choices[index];
    if (choice->algorithm == ALGORITHM_WINOGRAD && choice->weights == NUMBER_BF16) return BOUND_BF16;
    return fmax(plan->accuracy == ACCURACY_TIGHT ? BOUND_TIGHT : BOUND_FAST,
                rounding_of_sum(&plan->layers->layers[index]));
}

/* What is integers must be equal: a difference counts as much as it is in steps, but 1 at least. */
static double integer_error(const Expected *expected, const float *values, size_t i) {
    const double difference = fabs(values[i] - expected->value[i]);
    if (expected->magnitude)
        return relative_error(values[i], expected->value[i], expected->magnitude[i], NUMBER_F32);
    if (values[i] == expected->value[i]) return 0;
    return isfinite(difference) ? fmax(1, difference / expected->step) : INFINITY;
}

/* Held against the reference the first layer that differs is told: the layers behind read it. Held against
 * what it read itself, the one that differs most of what is allowed. */
static bool is_worse(const Check *check, double error) {
    if (!check->verdict->worst_layer) return true;
    return check->integers ? error > 0 && check->verdict->worst == 0 : error / BOUND_FAST > check->share;
}

/* Of a layer the first number that differs. */
static void compare_integers(Arena *arena, Check *check, int index) {
    const Layer *layer = &check->plan->layers->layers[index];
    const Expected expected = check->integers ? expect_integers(arena, check->plan, check->integers, index)
                                              : expect_from_trace(arena, check->plan, check->given,
                                                                  (const float *const *)check->values, index);
    size_t count = (size_t)check->plan->spec->batch * shape_floats(layer->shape), first = count;
    for (size_t i = count; i-- > 0;)
        if (integer_error(&expected, check->values[index], i) > BOUND_FAST) first = i;
    double error = first < count ? integer_error(&expected, check->values[index], first) : 0;
    check->verdict->layers++;
    check->errors[index] = error;
    const bool worse = is_worse(check, error);
    check->share = fmax(check->share, error / BOUND_FAST);
    if (!worse) return;
    check->verdict->bound = check->integers || !expected.magnitude ? 0 : BOUND_FAST;
    note_worst(check->verdict, layer, error, first < count ? first : 0);
}

static void compare(Arena *arena, Check *check, int index) {
    const Layer *layer = &check->plan->layers->layers[index];
    const Expected expected =
        expect_layer(arena, check->plan, check->input, (const float *const *)check->values, index);
    const double *scale = allowed(arena, check->plan, index, expected.magnitude);
    size_t count = (size_t)check->plan->spec->batch * shape_floats(layer->shape), worst = 0;
    double error = 0;
    for (size_t i = 0; i < count; i++) {
        double here = relative_error(check->values[index][i], expected.value[i], scale[i], layer->number);
        if (here > error) error = here, worst = i;
    }
    check->verdict->layers++;
    check->errors[index] = error;
    const double bound = bound_of(check->plan, index);
    if (error / bound < check->share) return;
    check->share = error / bound;
    check->verdict->bound = bound;
    note_worst(check->verdict, layer, error, worst);
}

static void keep(Check *check, int index, const float *value, int images) {
    size_t image = shape_floats(check->plan->layers->layers[index].shape);
    memcpy(check->values[index] + (size_t)check->seen[index] * image, value,
           (size_t)images * image * sizeof *value);
    check->seen[index] += images;
}

/* A TraceFunction, called with a few images of the batch at a time. */
static void see_layer(void *context, const char *name, const float *value, int images, int channels,
                      int height, int width) {
    Check *check = context;
    const Plan *plan = check->plan;
    int index = find_layer(plan->layers, name);
    Shape shape = index < 0 ? (Shape){ 0 } : plan->layers->layers[index].shape;
    if (index >= 0 && check->seen[index] + images <= plan->spec->batch && channels == shape.channels &&
        height == shape.height && width == shape.width)
        keep(check, index, value, images);
    else
        check->stranger = true;
}

/* What the caller gets, which no trace shows. */
static void see_outputs(Check *check, const float *output) {
    const Plan *plan = check->plan;
    for (int o = 0; o < plan->spec->output_count; o++)
        for (int i = 0; i < plan->layers->count; i++) {
            const Layer *layer = &plan->layers->layers[i];
            if (layer->kind != LAYER_OUTPUT || layer->output != o) continue;
            keep(check, i, output, check->plan->spec->batch);
            output += (size_t)plan->spec->batch * shape_floats(layer->shape);
        }
}

static bool run_checked(Arena *arena, const Plan *plan, JitKind kind, const void *input, Check *check,
                        Diag *diag) {
    const char *text = jit_text(arena, plan, diag);
    const Jit *jit = !text ? NULL : jit_compile(arena, plan, text, kind, see_layer, check, diag);
    if (!jit) return false;
    float *output = arena_array(arena, float, plan_output_floats(plan));
    void *workspace = memset(arena_alloc(arena, jit->workspace_bytes), 0xff, jit->workspace_bytes); /* NaN */
    if (!jit_run(jit, plan->blob->bytes, workspace, input, output, diag)) return false;
    see_outputs(check, output);
    return true;
}

static bool in_integers(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    return plan->quantized && (!layer->in_floats || layer->kind == LAYER_CONVERT);
}

/* Each layer on what it read itself: an error is told of where it is made, and of no layer behind. */
static void compare_all(Arena *arena, Check *check, const Progress *progress) {
    const Layers *layers = check->plan->layers;
    for (int v = 0; v < layers->count; v++) {
        if (check->seen[v] == check->plan->spec->batch)
            (in_integers(check->plan, v) ? compare_integers : compare)(arena, check, v);
        if (progress) progress->tell(progress->context, v + 1, layers->count);
    }
}

/* Pixels normalised. */
static const float *as_floats(Arena *arena, const Plan *plan, const void *input) {
    if (!takes_pixels(plan->spec)) return input;
    size_t image = plan_input_floats(plan) / (size_t)plan->spec->batch;
    float *floats = arena_array(arena, float, plan_input_floats(plan));
    for (int i = 0; i < plan->spec->batch; i++)
        picture_normalise(plan->spec, (const unsigned char *)input + (size_t)i * image,
                          floats + (size_t)i * image);
    return floats;
}

static Check make_check(Arena *arena, const Plan *plan, const void *input) {
    int layers = plan->layers->count;
    Check check = { .plan = plan,
                    .given = input,
                    .input = as_floats(arena, plan, input),
                    .values = arena_array(arena, float *, layers),
                    .seen = arena_array(arena, int, layers),
                    .verdict = arena_alloc(arena, sizeof(Verdict)),
                    .errors = arena_array(arena, double, layers) };
    for (int v = 0; v < layers; v++) {
        size_t count = (size_t)plan->spec->batch * shape_floats(plan->layers->layers[v].shape);
        check.values[v] = arena_array(arena, float, count);
        check.errors[v] = -1;
    }
    check.verdict->errors = check.errors;
    return check;
}

const Verdict *verify_network(Arena *arena, const Plan *plan, JitKind kind, const void *input,
                              const Progress *progress, Diag *diag) {
    if (progress) progress->tell(progress->context, 0, plan->layers->count);
    Check check = make_check(arena, plan, input);
    Verdict *verdict = check.verdict;
    verdict->exact = plan->precision == PRECISION_INT8;
    if (verdict->exact)
        check.integers = compute_integers(arena, plan->spec, plan->layers, plan->quantized, input);
    if (!run_checked(arena, plan, kind, input, &check, diag)) return NULL;
    compare_all(arena, &check, progress);
    verdict->agrees = verdict->layers == plan->layers->count && !check.stranger && check.share <= 1;
    return verdict;
}
