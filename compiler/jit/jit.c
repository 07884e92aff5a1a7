/* jit.c: C text -> function pointer, by libtcc (tcc.c) or the system's compiler (cc.c), or -> a program of
 * another machine (emulated.c).
 *
 * All get the same text: a macro or two in front and a few lines behind, through which the host finds what
 * it needs. The trace goes through two pointers of the compiled code's own, so that no state of the host's is
 * global and two compiled networks do not share one. */
#include "catalogue/catalogue.h"
#include "emit/emit.h"
#include "emulated.h"
#include "plan/plan.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static void add_trace(Text *text, const char *name) {
    text_printf(text, "void (*%s_jit_trace)(void *, const char *, const float *, int, int, int, int);\n",
                name);
    text_printf(text, "void *%s_jit_context;\n", name);
    text_printf(text,
                "void %s_trace(const char *layer, const float *value, int images, int channels, int height, "
                "int width) {\n",
                name);
    text_printf(text, "    %s_jit_trace(%s_jit_context, layer, value, images, channels, height, width);\n}\n",
                name, name);
}

static Text complete_text(Arena *arena, const char *name, const char *c_text, JitKind kind, int threads,
                          bool trace) {
    const char *upper = upper_case(arena, name);
    Text text = { .arena = arena };
    if (kind == JIT_TCC) text_printf(&text, "#define RESNETC_FREESTANDING 1\n");
    if (trace) text_printf(&text, "#define %s_TRACE 1\n", upper);
    if (threads > 1) text_printf(&text, "#define %s_MAX_THREADS %d\n", upper, threads);
    text_append(&text, c_text, strlen(c_text));
    text_printf(&text, "\nconst unsigned long %s_jit_workspace = %s_WORKSPACE_BYTES;\n", name, upper);
    if (trace && kind != JIT_EMULATED) add_trace(&text, name); /* there driver.c has it */
    return text;
}

static void *find(const JitJob *job, JitLookup *lookup, void *code, const char *suffix, Diag *diag) {
    char symbol[512];
    int length = snprintf(symbol, sizeof symbol, "%s_%s", job->name, suffix);
    void *address = (size_t)length < sizeof symbol ? lookup(code, symbol) : NULL;
    if (!address) diag_fail(diag, STATUS_SYSTEM, "compiled in memory: %s_%s is missing", job->name, suffix);
    return address;
}

bool jit_connect(const JitJob *job, JitLookup *lookup, void *code, Jit *jit, Diag *diag) {
    void *run = find(job, lookup, code, job->run, diag);
    void *workspace = find(job, lookup, code, "jit_workspace", diag);
    if (!run || !workspace) return false;
    memcpy(&jit->run, &run, sizeof run); /* ISO C has no cast from object to function */
    jit->workspace_bytes = *(const unsigned long *)workspace;
    if (!job->trace) return true;
    void *hook = find(job, lookup, code, "jit_trace", diag);
    void *context = find(job, lookup, code, "jit_context", diag);
    if (!hook || !context) return false;
    memcpy(hook, &job->trace, sizeof job->trace);
    memcpy(context, &job->context, sizeof job->context);
    return true;
}

/* Without a name, the best for this processor that there are kernels for. */
static const Target *best_target(void) {
    for (int i = 0; i < target_count; i++)
        if (target_suits_here(targets[i]) && catalogue_find(targets[i])) return targets[i];
    return target_find("scalar");
}

const Target *jit_target(Arena *arena, const Target *target, Diag *diag) {
    if (!target) target = best_target();
    if (target->lanes == 1) return target;
    if (catalogue_find(target)) return catalogue_target(arena, target);
    diag_fail(diag, STATUS_SYSTEM, "--jit tcc: resnetc was built without kernels for %s: try --jit cc",
              target->name);
    return NULL;
}

const char *jit_text(Arena *arena, const Plan *plan, Diag *diag) {
    if (!plan->target->catalogue) return emit_c(arena, plan, &(EmitNames){ .options = "" });
    int lacking = catalogue_lacks(arena, plan);
    if (lacking < 0) return emit_calls(arena, plan);
    diag_fail(diag, STATUS_SYSTEM, "%s: --jit tcc has no kernel for this layer: try --jit cc",
              plan->layers->layers[lacking].name);
    return NULL;
}

static bool (*const ways[])(Arena *, const JitJob *, Jit *, Diag *) = {
    [JIT_TCC] = jit_tcc,
    [JIT_CC] = jit_cc,
    [JIT_EMULATED] = jit_emulated,
};

const Jit *jit_compile(Arena *arena, const Plan *plan, const char *c_text, JitKind kind, TraceFunction *trace,
                       void *context, Diag *diag) {
    double since = seconds_now();
    const bool alone = kind == JIT_TCC && !plan->target->catalogue; /* what libtcc compiles whole */
    const int threads = plan->threads && !alone ? plan->threads : 1;
    Text text = complete_text(arena, plan->spec->name, c_text, kind, threads, trace != NULL);
    const bool named = kind != JIT_TCC && threads > 1 && plan->workspace.team; /* emit/interface.c */
    JitJob job = { .name = plan->spec->name,
                   .run = named ? arena_printf(arena, "run_%d_threads", threads) : "run",
                   .target = plan->target,
                   .text = text.bytes,
                   .length = text.length,
                   .trace = trace,
                   .context = context,
                   .threads = threads,
                   .plan = plan,
                   .weights = low_weights(plan) };
    Jit *jit = arena_alloc(arena, sizeof *jit);
    assert(!plan->target->machine == (kind != JIT_EMULATED));
    bool good = ways[kind](arena, &job, jit, diag);
    jit->compile_seconds = seconds_now() - since;
    return good ? jit : NULL;
}

bool jit_run(const Jit *jit, const void *weights, void *workspace, const void *input, float *output,
             Diag *diag) {
    if (jit->emulated) return emulated_run(jit->emulated, weights, input, output, diag);
    jit->run(weights, workspace, input, output);
    return true;
}

JitKind jit_kind(const Target *target) { return target->machine ? JIT_EMULATED : JIT_CC; }
