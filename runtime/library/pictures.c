/* pictures.c: from a picture to what a model reads, and on to its classes. */
#include "model.h"
#include "plain.h"

ResnetJitInput resnet_jit_input(const ResnetJit *model) {
    const Spec *spec = model->plan->spec;
    const Preprocess *p = &spec->preprocess;
    return (ResnetJitInput){ .channels = spec->channels,
                             .height = spec->height,
                             .width = spec->width,
                             .is_pixels = takes_pixels(spec),
                             .resize = p->resize,
                             .filter = filter_names[p->filter],
                             .order = channel_orders[p->bgr],
                             .mean = p->mean,
                             .std = p->std };
}

int resnet_jit_classes(const ResnetJit *model) { return model->plan->spec->classes; }

/* What a call asks for, and the memory that it has until it ends. */
typedef struct {
    ResnetJit *model;
    const ResnetJitSource *picture; /* a file, or what is in it; */
    Picture pixels;                 /* or, where that is NULL, decoded */
    ResnetJitClass *classes;
    int count;
    Arena arena;
    Diag diag;
} Call;

/* As of an array (media/source.h): what has the input's size is neither resized nor cropped. */
static bool prepare_pixels(Call *call, void *image) {
    const Spec *spec = call->model->plan->spec;
    Picture picture = call->pixels;
    if (picture.width < 1 || picture.height < 1 || picture.width > IMAGE_MAX_PIXELS / picture.height)
        return diag_fail(&call->diag, STATUS_INPUT, "expected a picture of 1 to %d pixels, got %dx%d",
                         IMAGE_MAX_PIXELS, picture.width, picture.height);
    const bool fits = picture.width == spec->width && picture.height == spec->height;
    if (!fits && !picture_fit(&call->arena, spec, "picture", &picture, &call->diag)) return false;
    picture_store(spec, picture.pixels, image);
    return true;
}

static bool prepare(Call *call, void *image) {
    if (!call->picture) return prepare_pixels(call, image);
    const char *path = call->picture->path ? call->picture->path : "picture";
    FileView file = { call->picture->bytes, call->picture->size };
    if (!call->picture->path && !file.bytes)
        return diag_fail(&call->diag, STATUS_USAGE, "expected a picture: a path or bytes");
    if (!file.bytes && !file_map_kind(&call->arena, path, &file_input, &file, &call->diag)) return false;
    return picture_prepare(&call->arena, call->model->plan->spec, path, file, image, &call->diag);
}

/* The images of the batch but the first are black, or zeros. */
static const float *run_picture(Call *call) {
    const Plan *plan = call->model->plan;
    void *input = arena_alloc(&call->arena, plan_input_bytes(plan));
    float *output = arena_array(&call->arena, float, plan_output_floats(plan));
    ResnetJitError error;
    if (!prepare(call, input)) return NULL;
    if (run_model(call->model, input, output, &error)) return output;
    diag_fail(&call->diag, (Status)error.status, "%s", error.message);
    return NULL;
}

static size_t output_start(const Plan *plan, int output) {
    size_t start = 0;
    for (int i = 0; i < output; i++)
        start += (size_t)plan->spec->batch * shape_floats(plan->shapes[plan->graph->outputs[i]]);
    return start;
}

static int rank(Call *call, int output, const float *values) {
    const Spec *spec = call->model->plan->spec;
    int *best = arena_array(&call->arena, int, call->count),
        count = top_k(values, spec->classes, call->count, best);
    double *probabilities = arena_array(&call->arena, double, spec->classes);
    for (int i = 0; i < spec->classes; i++) probabilities[i] = values[i];
    if (spec->outputs[output].kind == OUTPUT_LOGITS) softmax(values, spec->classes, probabilities);
    for (int i = 0; i < count; i++)
        call->classes[i] = (ResnetJitClass){ best[i], probabilities[best[i]],
                                             call->model->labels ? call->model->labels[best[i]] : NULL };
    return count;
}

static int classify(Call *call) {
    const Plan *plan = call->model->plan;
    int output = ranking_output(plan->spec);
    if (output < 0)
        return diag_fail(
            &call->diag, STATUS_USAGE,
            "the network has no class scores: neither logits nor probabilities are among its outputs");
    if (call->count < 1)
        return diag_fail(&call->diag, STATUS_USAGE, "expected room for 1 class or more, got %d", call->count);
    if (call->count > plan->spec->classes) call->count = plan->spec->classes;
    const float *values = run_picture(call);
    return values ? rank(call, output, values + output_start(plan, output)) : 0;
}

/* A function of its own: longjmp leaves the caller's variables as they are. `image` NULL: classify. */
static int guarded(Call *call, void *image) {
    jmp_buf no_memory;
    call->arena.no_memory = &no_memory;
    if (setjmp(no_memory)) {
        call->arena.no_memory = NULL;
        call->diag = (Diag){ .status = STATUS_SYSTEM, .message = "out of memory" };
        return 0;
    }
    int result = image ? prepare(call, image) : classify(call);
    call->arena.no_memory = NULL;
    return result;
}

static int run_call(Call *call, void *image, ResnetJitError *error) {
    call->diag.arena = &call->arena;
    const locale_t before = plain_locale();
    int result = guarded(call, image);
    uselocale(before);
    set_error(error, (int)call->diag.status, call->diag.message ? call->diag.message : "");
    arena_free(&call->arena);
    return result;
}

int resnet_jit_prepare(ResnetJit *model, const ResnetJitSource *picture, void *image, ResnetJitError *error) {
    Call call = { .model = model, .picture = picture };
    return run_call(&call, image, error);
}

int resnet_jit_prepare_pixels(ResnetJit *model, const unsigned char *pixels, int height, int width,
                              void *image, ResnetJitError *error) {
    Call call = { .model = model, .pixels = { width, height, model->plan->spec->channels, pixels } };
    return run_call(&call, image, error);
}

int resnet_jit_classify(ResnetJit *model, const ResnetJitSource *picture, ResnetJitClass *classes, int count,
                        ResnetJitError *error) {
    Call call = { .model = model, .picture = picture, .classes = classes, .count = count };
    return run_call(&call, NULL, error);
}
