/* resnetc_jit.c: the compiler's passes behind the library's interface. */
#include "resnetc_jit.h"
#include "plan.h"
#include "resnetc.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Workspace {
    struct Workspace *next;
    void *bytes;
} Workspace;

struct ResnetJit {
    Arena arena; /* everything below but the workspaces; grows under the mutex */
    const Plan *plan;
    const Jit *jit;
    pthread_mutex_t mutex;
    Workspace *idle;
};

/* What to open: paths, or memory. */
typedef struct {
    const char *spec, *weights;
    size_t spec_bytes;
    FileView file; /* of weights from memory */
    bool in_memory;
    ResnetJitOptions options;
} Request;

static void set_error(ResnetJitError *error, int status, const char *message) {
    if (!error) return;
    error->status = status;
    snprintf(error->message, sizeof error->message, "%s", message);
}

static const Target *find_target(Arena *arena, const Request *request, Diag *diag) {
    const char *name = request->options.target;
    const Target *target = name ? target_find(name) : NULL;
    if (name && !target) return diag_fail(diag, STATUS_USAGE, "%s: no such target", name), NULL;
    if (target && !target_runs_here(target))
        return diag_fail(diag, STATUS_USAGE, "%s: not on this processor", name), NULL;
    if (!request->options.system_cc) return jit_target(arena, target, diag);
    return target ? target : target_find("native");
}

static bool compile(ResnetJit *model, const Request *request, Diag *diag) {
    Arena *arena = &model->arena;
    const ResnetJitOptions *o = &request->options;
    const PlanOrder order = { .weights = request->in_memory ? "weights" : request->weights,
                              .file = request->in_memory ? &request->file : NULL,
                              .names = o->names,
                              .accuracy = o->tight ? ACCURACY_TIGHT : ACCURACY_FAST };
    const Target *target = find_target(arena, request, diag);
    if (!target) return false;
    const Spec *spec = request->in_memory
                           ? spec_parse(arena, request->spec, request->spec_bytes, "spec", diag)
                           : spec_load(arena, request->spec, diag);
    if (!spec) return false;
    model->plan = plan_to_order(arena, spec, target, &order, diag);
    const char *text = model->plan ? jit_text(arena, model->plan, diag) : NULL;
    if (!text) return false;
    model->jit = jit_compile(arena, model->plan, text, o->system_cc ? JIT_CC : JIT_TCC, NULL, NULL, diag);
    return model->jit;
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
    model->arena.no_memory = NULL;
    set_error(error, (int)diag.status, diag.message ? diag.message : "");
    return good;
}

static ResnetJit *open_model(const Request *request, ResnetJitError *error) {
    ResnetJit *model = calloc(1, sizeof *model);
    if (!model) return set_error(error, RESNET_JIT_SYSTEM, "out of memory"), NULL;
    pthread_mutex_init(&model->mutex, NULL);
    if (compile_guarded(model, request, error)) return model;
    resnet_jit_close(model);
    return NULL;
}

ResnetJit *resnet_jit_open(const char *spec, const char *weights, const ResnetJitOptions *options,
                           ResnetJitError *error) {
    Request request = { .spec = spec, .weights = weights };
    if (!spec || !weights) return set_error(error, RESNET_JIT_USAGE, "expected a spec and weights"), NULL;
    if (options) request.options = *options;
    return open_model(&request, error);
}

ResnetJit *resnet_jit_open_memory(const char *spec, size_t spec_bytes, const void *weights,
                                  size_t weights_bytes, const ResnetJitOptions *options,
                                  ResnetJitError *error) {
    Request request = {
        .spec = spec, .spec_bytes = spec_bytes, .file = { weights, weights_bytes }, .in_memory = true
    };
    if (!spec || !weights) return set_error(error, RESNET_JIT_USAGE, "expected a spec and weights"), NULL;
    if (options) request.options = *options;
    return open_model(&request, error);
}

size_t resnet_jit_input_floats(const ResnetJit *model) { return plan_input_floats(model->plan); }

size_t resnet_jit_output_floats(const ResnetJit *model) { return plan_output_floats(model->plan); }

int resnet_jit_batch(const ResnetJit *model) { return model->plan->spec->batch; }

const char *resnet_jit_name(const ResnetJit *model) { return model->plan->spec->name; }

static const char *describe(Arena *arena, const Plan *plan, const char *form) {
    if (!strcmp(form, "table")) return describe_table(arena, plan);
    if (!strcmp(form, "json")) return describe_json(arena, plan);
    return strcmp(form, "torch") ? NULL : describe_torch(arena, plan->graph);
}

static const char *describe_guarded(ResnetJit *model, const char *form) {
    jmp_buf no_memory;
    const char *text = NULL;
    model->arena.no_memory = &no_memory;
    if (!setjmp(no_memory)) text = describe(&model->arena, model->plan, form);
    model->arena.no_memory = NULL;
    return text;
}

const char *resnet_jit_describe(ResnetJit *model, const char *form) {
    if (!form) return NULL;
    pthread_mutex_lock(&model->mutex);
    const char *text = describe_guarded(model, form);
    pthread_mutex_unlock(&model->mutex);
    return text;
}

static void free_workspace(Workspace *workspace) {
    if (!workspace) return;
    free(workspace->bytes);
    free(workspace);
}

static Workspace *new_workspace(size_t bytes) {
    Workspace *workspace = calloc(1, sizeof *workspace);
    if (workspace) workspace->bytes = aligned_alloc(64, (bytes + 63) / 64 * 64 + 64);
    if (workspace && workspace->bytes) return workspace;
    free_workspace(workspace);
    return NULL;
}

static Workspace *take_workspace(ResnetJit *model) {
    pthread_mutex_lock(&model->mutex);
    Workspace *workspace = model->idle;
    if (workspace) model->idle = workspace->next;
    pthread_mutex_unlock(&model->mutex);
    return workspace ? workspace : new_workspace(model->jit->workspace_bytes);
}

static void give_back(ResnetJit *model, Workspace *workspace) {
    pthread_mutex_lock(&model->mutex);
    workspace->next = model->idle;
    model->idle = workspace;
    pthread_mutex_unlock(&model->mutex);
}

int resnet_jit_run(ResnetJit *model, const float *input, float *output, ResnetJitError *error) {
    Workspace *workspace = take_workspace(model);
    if (!workspace) return set_error(error, RESNET_JIT_SYSTEM, "out of memory"), 0;
    model->jit->run(model->plan->blob->bytes, workspace->bytes, input, output);
    give_back(model, workspace);
    set_error(error, RESNET_JIT_OK, "");
    return 1;
}

void resnet_jit_close(ResnetJit *model) {
    if (!model) return;
    while (model->idle) {
        Workspace *next = model->idle->next;
        free_workspace(model->idle);
        model->idle = next;
    }
    arena_free(&model->arena);
    pthread_mutex_destroy(&model->mutex);
    free(model);
}
