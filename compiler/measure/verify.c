/* verify.c: emitted code against the interpreter, layer by layer, through the trace. */
#include "measure.h"

#include <math.h>
#include <string.h>

/* What is allowed, relative to the layer's largest value before its activation: direct sums and F(2,3) stay
 * below the first in any network of fp32; --accuracy fast admits algorithms that add up to the second. */
#define BOUND_TIGHT 1e-5
#define BOUND_FAST  5e-5

typedef struct {
    const Plan *plan;
    const double *const *reference; /* [value] */
    Verdict *verdict;
    double *errors; /* the verdict's, writable */
    int *seen;      /* [layer]: images compared so far */
    bool stranger;  /* a layer was traced that the plan does not have, or of another shape */
} Check;

static int find_layer(const Layers *layers, const char *name) {
    for (int i = 0; i < layers->count; i++)
        if (!strcmp(layers->layers[i].name, name)) return i;
    return -1;
}

/* Of the finite ones. */
static double largest(const double *values, size_t count) {
    double most = 0;
    for (size_t i = 0; i < count; i++)
        if (isfinite(values[i])) most = fmax(most, fabs(values[i]));
    return most;
}

/* Relative to `scale`; infinite for a number where there should be none, or none where there should be one.
 * NaN may stand for an infinity: it is what a transform makes of one. */
static double relative_error(double value, double reference, double scale) {
    if (isnan(reference) || isnan(value)) return isnan(value) && !isfinite(reference) ? 0 : INFINITY;
    return value == reference ? 0 : fabs(value - reference) / scale;
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

static double largest_of(const Check *check, int op) {
    size_t batch = (size_t)check->plan->spec->batch;
    return largest(check->reference[op], batch * shape_floats(check->plan->shapes[op]));
}

/* Whether its result lies between the smallest and the largest that it reads. */
static bool is_pool(OpKind kind) {
    return kind == OP_MAX_POOL || kind == OP_WINDOW_AVERAGE || kind == OP_BLUR || kind == OP_AVERAGE_POOL ||
           kind == OP_GLOBAL_MAX || kind == OP_AVERAGE_MAX || kind == OP_AVERAGE_AND_MAX;
}

/* What the layer's errors are relative to: behind an activation, and pools behind that, there may be a
 * remainder only of what was computed. */
static double scale_of(const Check *check, const Layer *layer) {
    const Op *ops = check->plan->graph->ops;
    int op = layer->op;
    while (is_pool(ops[op].kind)) op = ops[op].in[0];
    if (ops[op].kind != OP_ACTIVATION) return largest_of(check, layer->op);
    return fmax(largest_of(check, ops[op].in[0]), largest_of(check, op));
}

/* The next `images` images of the batch. */
static void compare(Check *check, int index, const float *value, int images) {
    const Layer *layer = &check->plan->layers->layers[index];
    const double *reference = check->reference[layer->op];
    size_t image = shape_floats(layer->shape), worst = 0, start = (size_t)check->seen[index] * image;
    double scale = scale_of(check, layer), error = 0;
    for (size_t i = 0; i < (size_t)images * image; i++) {
        double here = relative_error(value[i], reference[start + i], scale);
        if (here > error) error = here, worst = start + i;
    }
    check->seen[index] += images;
    if (check->seen[index] == check->plan->spec->batch) check->verdict->layers++;
    if (error >= check->errors[index]) check->errors[index] = error;
    if (error >= check->verdict->worst) note_worst(check->verdict, layer, error, worst);
}

/* A TraceFunction, called with a few images of the batch at a time. A layer that the plan does not have, or
 * of another shape, is an infinite error. */
static void check_layer(void *context, const char *name, const float *value, int images, int channels,
                        int height, int width) {
    Check *check = context;
    const Plan *plan = check->plan;
    int index = find_layer(plan->layers, name);
    Shape shape = index < 0 ? (Shape){ 0 } : plan->layers->layers[index].shape;
    if (index >= 0 && check->seen[index] + images <= plan->spec->batch && channels == shape.channels &&
        height == shape.height && width == shape.width)
        compare(check, index, value, images);
    else
        check->stranger = true;
}

/* What the caller gets, which no trace shows. */
static void check_outputs(Check *check, const float *output) {
    const Plan *plan = check->plan;
    for (int o = 0; o < plan->spec->output_count; o++)
        for (int i = 0; i < plan->layers->count; i++) {
            const Layer *layer = &plan->layers->layers[i];
            if (layer->kind != LAYER_OUTPUT || layer->output != o) continue;
            compare(check, i, output, check->plan->spec->batch);
            output += (size_t)plan->spec->batch * shape_floats(layer->shape);
        }
}

/* Whether every layer that computes something was compared. */
static bool all_compared(const Check *check) {
    const Layers *layers = check->plan->layers;
    for (int i = 0; i < layers->count; i++)
        if (layers->layers[i].kind != LAYER_INPUT && check->seen[i] < check->plan->spec->batch) return false;
    return !check->stranger;
}

static bool run_checked(Arena *arena, const Plan *plan, JitKind kind, const float *input, Check *check,
                        Diag *diag) {
    const char *text = jit_text(arena, plan, diag);
    const Jit *jit = !text ? NULL : jit_compile(arena, plan, text, kind, check_layer, check, diag);
    if (!jit) return false;
    float *output = arena_array(arena, float, plan_output_floats(plan));
    void *workspace = memset(arena_alloc(arena, jit->workspace_bytes), 0xff, jit->workspace_bytes); /* NaN */
    jit->run(plan->blob->bytes, workspace, input, output);
    check_outputs(check, output);
    return true;
}

const Verdict *verify_network(Arena *arena, const Plan *plan, JitKind kind, const float *input, Diag *diag) {
    Verdict *verdict = arena_alloc(arena, sizeof *verdict);
    double *errors = arena_array(arena, double, plan->layers->count);
    for (int i = 0; i < plan->layers->count; i++) errors[i] = -1;
    *verdict =
        (Verdict){ .bound = plan->accuracy == ACCURACY_TIGHT ? BOUND_TIGHT : BOUND_FAST, .errors = errors };
    Check check = { .plan = plan,
                    .reference = interpret(arena, plan->graph, plan->shapes, plan->weights->data, input),
                    .verdict = verdict,
                    .errors = errors,
                    .seen = arena_array(arena, int, plan->layers->count) };
    if (!run_checked(arena, plan, kind, input, &check, diag)) return NULL;
    verdict->agrees = all_compared(&check) && verdict->worst <= verdict->bound;
    return verdict;
}
