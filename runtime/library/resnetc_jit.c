/* resnetc_jit.c: the compiler's passes behind the library's interface. */
#include "catalogue/catalogue.h"
#include "choose/choose.h"
#include "import/import.h"
#include "model.h"
#include "plain.h"
#include "report/report.h"
#include "tensors/tensors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    ResnetJitSource spec, weights;
    ResnetJitOptions options;
} Request;

/* One line, which a terminal may have: paths have any bytes. */
void set_error(ResnetJitError *error, int status, const char *message) {
    char shown[SHOWN_BYTES];
    if (!error) return;
    error->status = status;
    size_t at = 0;
    while (*message && at + SHOWN_BYTES <= sizeof error->message) {
        message += printable_character(shown, message, strnlen(message, 4));
        memcpy(error->message + at, shown, strlen(shown));
        at += strlen(shown);
    }
    error->message[at] = '\0';
}

/* What bytes name beside them would be files of this machine, and the bytes may be a stranger's. `files`:
 * those that were read. */
static bool stands_alone(const ResnetJitSource *from, const char *path, const char *const *files,
                         Diag *diag) {
    const bool is_index = from->bytes && shards_recognise((FileView){ from->bytes, from->size });
    return !from->bytes || (!files && !is_index) ||
           diag_fail(diag, STATUS_INPUT, "%s: reads files beside it: expected a path, got bytes", path);
}

static const Target *find_target(Arena *arena, const Request *request, Diag *diag) {
    const char *name = request->options.target;
    const Target *target = name ? target_find(name) : NULL;
    if (name && !target) return diag_fail(diag, STATUS_USAGE, "%s: no such target", name), NULL;
    if (target && target->machine && request->options.emulator)
        return target_emulated(arena, target, request->options.emulator);
    if (target && !target_runs_here(target))
        return diag_fail(diag, STATUS_USAGE, "%s: not on this processor", name), NULL;
    if (!request->options.system_cc) return jit_target(arena, target, diag);
    return target ? target : target_find("native");
}

static bool is_given(const ResnetJitSource *source) { return source && (source->path || source->bytes); }

/* A spec, or a weights file in its place. */
static bool load_network(Arena *arena, const Request *request, Network *network, Diag *diag) {
    const ResnetJitSource *from = is_given(&request->spec) ? &request->spec : &request->weights;
    NetworkSource source = { .path = from->path               ? from->path
                                     : from == &request->spec ? "spec"
                                                              : "weights",
                             .file = { from->bytes, from->size },
                             .names = { request->options.names, request->options.strict },
                             .set = request->options.set };
    if (!from->bytes && !weights_map(arena, source.path, &source.file, diag)) return false;
    if (!stands_alone(from, source.path, NULL, diag) || !network_read(arena, &source, network, diag))
        return false;
    if (network->tensors && !stands_alone(from, source.path, network->tensors->files, diag)) return false;
    return network->tensors || is_given(&request->weights) ||
           diag_fail(diag, STATUS_USAGE, "expected weights, or a weights file in the spec's place");
}

static bool load_tuned(Arena *arena, const ResnetJitSource *from, const Tuned **tuned, Diag *diag) {
    if (!from->path && !from->bytes) return true;
    const char *path = from->path ? from->path : "tuned", *cpu = processor_name(arena);
    *tuned = from->bytes ? tuned_parse(arena, from->bytes, from->size, path, cpu, diag)
                         : tuned_load(arena, path, cpu, diag);
    return *tuned;
}

static bool find_precision(const char *name, Precision *precision, Diag *diag) {
    for (int p = 0; p < PRECISION_COUNT; p++)
        if (!strcmp(name ? name : "fp32", precision_names[p])) {
            *precision = (Precision)p;
            return true;
        }
    return diag_fail(diag, STATUS_USAGE, "%s: no such precision", name);
}

static bool find_economy(const ResnetJitOptions *o, Economy *economy, Diag *diag) {
    *economy = (Economy){ PREFER_UNSAID, o->weights_limit, o->workspace_limit };
    for (int p = PREFER_SPEED; o->prefer && preference_names[p]; p++)
        if (!strcmp(o->prefer, preference_names[p])) economy->prefer = (Preference)p;
    if (o->prefer && !economy->prefer)
        return diag_fail(diag, STATUS_USAGE, "%s: expected \"speed\" or \"size\"", o->prefer);
    const bool scarce = economy->prefer == PREFER_SIZE || economy->weights || economy->workspace;
    return !scarce || !is_given(&o->tuned) ||
           diag_fail(diag, STATUS_USAGE, "tuned choices are for speed: expected no limits and no \"size\"");
}

/* Of the kept file, which is of the network's layers, whatever its weights. */
static bool load_ranges(Arena *arena, const Spec *spec, const ResnetJitSource *from, PlanOrder *order,
                        Diag *diag) {
    if (!is_given(from))
        return diag_fail(diag, STATUS_USAGE, "%s needs a calibration", precision_names[order->precision]);
    const char *path = from->path ? from->path : "calibration";
    FileView file = { from->bytes, from->size };
    if (!from->bytes && !file_map_kind(arena, path, &file_input, &file, diag)) return false;
    const Graph *graph = graph_build(arena, spec);
    const Shape *shapes = shape_infer(arena, graph, diag);
    if (!shapes) return false;
    const Calibrated network = { spec, graph, fold_layers(arena, graph, shapes, NULL, true, diag), 0 };
    const Calibration *kept = kept_parse(arena, &network, file, path, diag);
    if (!kept) return false;
    order->ranges = kept->ranges;
    order->floats = kept->floats;
    return order->precision != PRECISION_AUTO || kept->floats ||
           diag_fail(diag, STATUS_USAGE, "%s: was kept without --precision auto: no layers are chosen", path);
}

static const Plan *make_plan(Arena *arena, const Network *network, const Target *target,
                             const Request *request, Diag *diag) {
    const ResnetJitOptions *o = &request->options;
    bool own = !is_given(&request->spec) || !is_given(&request->weights);
    const FileView file = { request->weights.bytes, request->weights.size };
    PassTimes times = { .count = 0 };
    PlanOrder order = { .weights = request->weights.path ? request->weights.path : "weights",
                        .file = file.bytes ? &file : NULL,
                        .tensors = own ? network->tensors : NULL,
                        .names = { o->names, o->strict },
                        .accuracy = o->tight ? ACCURACY_TIGHT : ACCURACY_FAST,
                        .threads = o->threads,
                        .packing = { o->packing, o->context },
                        .times = &times };
    if (!find_economy(o, &order.economy, diag)) return NULL;
    if (!load_tuned(arena, &o->tuned, &order.tuned, diag)) return NULL;
    if (!find_precision(o->precision, &order.precision, diag)) return NULL;
    bool integers = order.precision == PRECISION_INT8 || order.precision == PRECISION_AUTO;
    if (integers && !load_ranges(arena, network->spec, &o->calibration, &order, diag)) return NULL;
    if (!stands_alone(&request->weights, order.weights, NULL, diag)) return NULL;
    const Plan *plan = plan_to_order(arena, network->spec, target, &order, diag);
    for (int i = 0; i < times.count && o->pass; i++) {
        const PassTime *pass = &times.passes[i];
        o->pass(o->context, pass->pass, pass->seconds, pass->size, pass->unit);
    }
    if (plan && plan->weights && !stands_alone(&request->weights, order.weights, plan->weights->files, diag))
        return NULL;
    return plan;
}

static bool load_labels(Arena *arena, const Spec *spec, const ResnetJitSource *from,
                        const char *const **labels, Diag *diag) {
    if (!from->path && !from->bytes) return true;
    const char *path = from->path ? from->path : "labels";
    *labels = from->bytes
                  ? labels_parse(arena, path, (FileView){ from->bytes, from->size }, spec->classes, diag)
                  : labels_load(arena, path, spec->classes, diag);
    return *labels;
}

static bool check_threads(const ResnetJitOptions *options, Diag *diag) {
    return (options->threads >= 0 && options->threads <= MOST_TEAM) ||
           diag_fail(diag, STATUS_USAGE, "expected 0 to %d threads, got %d", MOST_TEAM, options->threads);
}

/* Where the catalogue lacks a kernel, by libtcc alone: slow, but it needs no compiler of the system's. */
static const Plan *plan_to_run(Arena *arena, const Network *network, const Target *target,
                               const Request *request, Diag *diag) {
    const Plan *plan = make_plan(arena, network, target, request, diag);
    if (!plan || !plan->target->catalogue || request->options.target) return plan;
    const int lacking = catalogue_lacks(arena, plan);
    if (lacking < 0) return plan;
    diag_note(diag, "%s: no kernel for this layer in this build: all are compiled as scalar C",
              plan->layers->layers[lacking].name);
    return make_plan(arena, network, target_find("scalar"), request, diag);
}

static bool compile(ResnetJit *model, const Request *request, Diag *diag) {
    Arena *arena = &model->arena;
    const ResnetJitOptions *o = &request->options;
    const Target *target = check_threads(o, diag) ? find_target(arena, request, diag) : NULL;
    Network network;
    if (!target || !load_network(arena, request, &network, diag)) return false;
    if (!load_labels(arena, network.spec, &o->labels, &model->labels, diag)) return false;
    model->spec = spec_pretty(arena, &network.source, diag);
    model->plan = plan_to_run(arena, &network, target, request, diag);
    const char *text = model->plan ? jit_text(arena, model->plan, diag) : NULL;
    if (!text) return false;
    const JitKind kind = target->machine ? JIT_EMULATED : o->system_cc ? JIT_CC : JIT_TCC;
    model->jit = jit_compile(arena, model->plan, text, kind, NULL, NULL, diag);
    if (model->jit && o->pass) o->pass(o->context, "jit", model->jit->compile_seconds, 1, "function");
    return model->jit;
}

static void tell_notes(const ResnetJitOptions *options, const Diag *diag) {
    for (int i = 0; i < diag->note_count && options->note; i++)
        options->note(options->context, printable_text(diag->arena, diag->notes[i]));
}

/* A function of its own: longjmp leaves the caller's variables as they are. */
static bool compile_guarded(ResnetJit *model, const Request *request, ResnetJitError *error) {
    jmp_buf no_memory;
    Diag diag = { .arena = &model->arena };
    model->arena.no_memory = &no_memory;
    if (setjmp(no_memory)) {
        model->arena.no_memory = NULL;
        set_error(error, RESNET_JIT_SYSTEM, "out of memory");
        return false;
    }
    bool good = compile(model, request, &diag);
    tell_notes(&request->options, &diag);
    model->arena.no_memory = NULL;
    set_error(error, (int)diag.status, diag.message ? diag.message : "");
    return good;
}

static ResnetJit *open_model(const Request *request, ResnetJitError *error) {
    ResnetJit *model = calloc(1, sizeof *model);
    if (!model) return set_error(error, RESNET_JIT_SYSTEM, "out of memory"), NULL;
    pthread_mutex_init(&model->mutex, NULL);
    workspaces_init(&model->workspaces);
    const locale_t before = plain_locale();
    const bool good = compile_guarded(model, request, error);
    uselocale(before);
    if (good) return model;
    resnet_jit_close(model);
    return NULL;
}

ResnetJit *resnet_jit_open_from(const ResnetJitSource *spec, const ResnetJitSource *weights,
                                const ResnetJitOptions *options, ResnetJitError *error) {
    static const ResnetJitOptions defaults;
    static const ResnetJitSource none;
    if (!is_given(spec) && !is_given(weights))
        return set_error(error, RESNET_JIT_USAGE, "expected a spec and weights, or a weights file"), NULL;
    if (!is_given(spec) && !weights->bytes && !strncmp(weights->path, "random:", strlen("random:")))
        return set_error(error, RESNET_JIT_USAGE, "expected a spec: random weights imply none"), NULL;
    const Request request = { spec ? *spec : none, weights ? *weights : none, options ? *options : defaults };
    return open_model(&request, error);
}

ResnetJit *resnet_jit_open(const char *spec, const char *weights, const ResnetJitOptions *options,
                           ResnetJitError *error) {
    return resnet_jit_open_from(&(ResnetJitSource){ .path = spec }, &(ResnetJitSource){ .path = weights },
                                options, error);
}

size_t resnet_jit_input_floats(const ResnetJit *model) { return plan_input_floats(model->plan); }

size_t resnet_jit_output_floats(const ResnetJit *model) { return plan_output_floats(model->plan); }

int resnet_jit_batch(const ResnetJit *model) { return model->plan->spec->batch; }

const char *resnet_jit_name(const ResnetJit *model) { return model->plan->spec->name; }

int resnet_jit_output_count(const ResnetJit *model) { return model->plan->spec->output_count; }

ResnetJitOutput resnet_jit_output(const ResnetJit *model, int index) {
    const Plan *plan = model->plan;
    Shape shape = plan->shapes[plan->graph->outputs[index]];
    return (ResnetJitOutput){ plan->spec->outputs[index].name, shape.channels, shape.height, shape.width };
}

static const char *describe(ResnetJit *model, const char *form) {
    Arena *arena = &model->arena;
    const Plan *plan = model->plan;
    if (!strcmp(form, "spec")) return model->spec;
    if (!strcmp(form, "table")) return describe_table(arena, plan, (Description){ 0 });
    if (!strcmp(form, "json")) return describe_json(arena, plan, NULL);
    return strcmp(form, "torch") ? NULL : describe_torch(arena, plan->graph);
}

static const char *describe_guarded(ResnetJit *model, const char *form) {
    jmp_buf no_memory;
    const char *text = NULL;
    model->arena.no_memory = &no_memory;
    if (!setjmp(no_memory)) text = describe(model, form);
    model->arena.no_memory = NULL;
    return text;
}

const char *resnet_jit_describe(ResnetJit *model, const char *form) {
    if (!form) return NULL;
    pthread_mutex_lock(&model->mutex);
    const locale_t before = plain_locale();
    const char *text = describe_guarded(model, form);
    uselocale(before);
    pthread_mutex_unlock(&model->mutex);
    return text;
}

/* What an emulator needs is freed behind it; nothing else allocates. */
static bool run_guarded(const ResnetJit *model, void *workspace, const void *input, float *output,
                        ResnetJitError *error) {
    jmp_buf no_memory;
    Arena arena = { .no_memory = &no_memory };
    Diag diag = { .arena = &arena };
    if (setjmp(no_memory)) {
        arena_free(&arena);
        set_error(error, RESNET_JIT_SYSTEM, "out of memory");
        return false;
    }
    const bool done = jit_run(model->jit, model->plan->blob->bytes, workspace, input, output, &diag);
    set_error(error, (int)diag.status, done ? "" : diag.message);
    arena_free(&arena);
    return done;
}

int run_model(ResnetJit *model, const void *input, float *output, ResnetJitError *error) {
    Workspace *workspace = workspace_take(&model->workspaces, model->jit->workspace_bytes);
    if (!workspace) return set_error(error, RESNET_JIT_SYSTEM, "out of memory"), 0;
    const locale_t before = plain_locale();
    const bool done = run_guarded(model, workspace->bytes, input, output, error);
    uselocale(before);
    workspace_give_back(&model->workspaces, workspace);
    return done;
}

static int run(ResnetJit *model, InputKind kind, const void *input, float *output, ResnetJitError *error) {
    if (model->plan->spec->preprocess.input != kind)
        return set_error(error, RESNET_JIT_USAGE,
                         kind == INPUT_F32_NCHW ? "the model takes pixels: call resnet_jit_run_u8"
                                                : "the model takes floats: call resnet_jit_run"),
               0;
    return run_model(model, input, output, error);
}

int resnet_jit_run(ResnetJit *model, const float *input, float *output, ResnetJitError *error) {
    return run(model, INPUT_F32_NCHW, input, output, error);
}

int resnet_jit_run_u8(ResnetJit *model, const unsigned char *input, float *output, ResnetJitError *error) {
    return run(model, INPUT_U8_NHWC, input, output, error);
}

void resnet_jit_close(ResnetJit *model) {
    if (!model) return;
    workspaces_free(&model->workspaces);
    arena_free(&model->arena);
    pthread_mutex_destroy(&model->mutex);
    free(model);
}
