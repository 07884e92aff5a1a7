/* interface.c: the header: sizes, statuses, functions. */
#include "parts.h"

#include <limits.h>

enum { UNUSUAL_THREADS = 256 };

static size_t output_floats(const Plan *plan, int output) {
    return (size_t)plan->spec->batch * shape_floats(plan->shapes[plan->graph->outputs[output]]);
}

static const char *shape_text(Arena *arena, const Plan *plan, int value) {
    Shape s = plan->shapes[value];
    if (operators[plan->graph->ops[value].kind].vector)
        return arena_printf(arena, "[%d][%d]", plan->spec->batch, s.channels);
    return arena_printf(arena, "[%d][%d][%d][%d]", plan->spec->batch, s.channels, s.height, s.width);
}

static void emit_output_sizes(Out *out, const Emission *e) {
    const Plan *plan = e->plan;
    const Spec *spec = plan->spec;
    Arena *arena = out->text.arena;
    const char *only = spec->output_count > 1
                           ? "all outputs, one after another"
                           : arena_printf(arena, "%s, %s", spec->outputs[0].name,
                                          shape_text(arena, plan, plan->graph->outputs[0]));
    line(out, "#define %s_OUTPUT_FLOATS %zu /* %s */", e->macro, plan_output_floats(plan), only);
    size_t offset = 0;
    for (int i = 0; i < spec->output_count && spec->output_count > 1; i++) {
        line(out, "#define %s_%s_OFFSET %zu /* %s */", e->macro, upper_case(arena, spec->outputs[i].name),
             offset, shape_text(arena, plan, plan->graph->outputs[i]));
        offset += output_floats(plan, i);
    }
}

/* What each thread needs for itself, behind what all share. */
static const char *threads_text(Arena *arena, const Emission *e) {
    size_t bytes = workspace_bytes(&e->workspace, 1) - e->workspace.common;
    return bytes && takes_threads(e)
               ? arena_printf(arena, " + %s_MAX_THREADS * %zu%s", e->macro, bytes, thread_bytes_suffix(bytes))
               : "";
}

/* Of all threads. */
static size_t common_bytes(const Emission *e) {
    return takes_threads(e) ? e->workspace.common : workspace_bytes(&e->workspace, 1);
}

const char *workspace_text(Arena *arena, const Emission *e) {
    const char *threads = threads_text(arena, e);
    return arena_printf(arena, *threads ? "(%zu%s)" : "%zu%s", common_bytes(e), threads);
}

/* Items of a layer are no more than numbers of its value; shares.c multiplies them by threads, as ints. */
static size_t most_threads(const Plan *plan) {
    size_t most = 1;
    for (int v = 0; v < plan->layers->count; v++) {
        const size_t numbers = (size_t)plan->layouts[v].run * shape_floats(plan->layers->layers[v].shape);
        if (numbers > most) most = numbers;
    }
    return INT_MAX / (most < MOST_ITEMS ? most : MOST_ITEMS);
}

/* Of usual networks there is nothing to be said: no machine has so many. */
static void emit_thread_limit(Out *out, const Emission *e) {
    const size_t most = most_threads(e->plan);
    if (most >= UNUSUAL_THREADS) return;
    label_line(out, "#elif %s_MAX_THREADS > %zu", e->macro, most);
    line(out, "#error %s_MAX_THREADS must be at most %zu", e->macro, most);
}

void emit_max_threads(Out *out, const Emission *e) {
    if (e->names->family) {
        label_line(out, "#ifdef %s_MAX_THREADS", e->names->family);
        line(out, "#define %s_MAX_THREADS %s_MAX_THREADS", e->macro, e->names->family);
        label_line(out, "#endif");
    }
    label_line(out, "#ifndef %s_MAX_THREADS", e->macro);
    line(out, "#define %s_MAX_THREADS 1", e->macro);
    label_line(out, "#elif %s_MAX_THREADS < 1", e->macro);
    line(out, "#error %s_MAX_THREADS must be 1 or more", e->macro);
    emit_thread_limit(out, e);
    label_line(out, "#endif");
}

static void emit_workspace_size(Out *out, const Emission *e) {
    const char *threads = threads_text(out->text.arena, e);
    label_line(out, "#ifdef %s_TRACE", e->macro);
    line(out, "#define %s_WORKSPACE_BYTES (%zu%s + %zu)", e->macro, common_bytes(e), threads,
         e->workspace.copy);
    label_line(out, "#else");
    line(out, "#define %s_WORKSPACE_BYTES %s", e->macro, workspace_text(out->text.arena, e));
    label_line(out, "#endif");
}

static void emit_input_size(Out *out, const Emission *e) {
    const Spec *spec = e->plan->spec;
    if (takes_pixels(e->plan->spec))
        line(out, "#define %s_INPUT_BYTES %zu /* [%d][%d][%d][%d] */", e->macro, plan_input_bytes(e->plan),
             spec->batch, spec->height, spec->width, spec->channels);
    else
        line(out, "#define %s_INPUT_FLOATS %zu /* %s */", e->macro, plan_input_floats(e->plan),
             shape_text(out->text.arena, e->plan, 0));
    const struct {
        const char *name;
        int value;
    } sizes[] = { { "BATCH", spec->batch },
                  { "CHANNELS", spec->channels },
                  { "HEIGHT", spec->height },
                  { "WIDTH", spec->width },
                  { "CLASSES", spec->classes } };
    for (int i = 0; i < COUNT_OF(sizes); i++)
        line(out, "#define %s_%s %d", e->macro, sizes[i].name, sizes[i].value);
}

/* Never broken, as a #define may not be. */
static void emit_preprocessing(Out *out, const Emission *e) {
    const Spec *spec = e->plan->spec;
    const Preprocess *p = &spec->preprocess;
    Arena *arena = out->text.arena;
    line(
        out,
        "/* What becomes of a picture: its short side resized, antialiased, to %s_RESIZE; of that the middle "
        "%s_HEIGHT x %s_WIDTH pixels; each channel, in this order, (pixel / 255 - mean) / std%s. */",
        e->macro, e->macro, e->macro,
        takes_pixels(e->plan->spec) ? arena_printf(arena, ", by %s_run itself", e->prefix) : "");
    label_line(out, "#define %s_RESIZE %d", e->macro, p->resize);
    label_line(out, "#define %s_FILTER \"%s\"", e->macro, filter_names[p->filter]);
    label_line(out, "#define %s_ORDER \"%s\"", e->macro, channel_orders[p->bgr]);
    label_line(out, "#define %s_MEAN %s", e->macro, float_constants(arena, p->mean, spec->channels));
    label_line(out, "#define %s_STD %s", e->macro, float_constants(arena, p->std, spec->channels));
}

static void emit_sizes(Out *out, const Emission *e) {
    const Plan *plan = e->plan;
    emit_input_size(out, e);
    emit_output_sizes(out, e);
    if (takes_threads(e)) {
        line(out, "/* Threads of a call, where the C file is compiled with -fopenmp: define it alike in all "
                  "files, or they do not link. */");
        emit_max_threads(out, e);
    }
    line(out, "/* A multiple of 64, to be 64-byte aligned; what is in it does not matter. */");
    emit_workspace_size(out, e);
    line(out, "#define %s_WEIGHTS_BYTES %zu /* of the weights file, header included; %zu-byte aligned */",
         e->macro, plan->blob->size, weights_alignment(plan->target));
    emit_preprocessing(out, e);
    blank(out);
}

void emit_statuses(Out *out, const Emission *e) {
    const char *m = e->macro;
    line(out,
         "enum { %s_OK, %s_BAD_SIZE, %s_BAD_MAGIC, %s_BAD_FINGERPRINT, %s_BAD_CHECKSUM, %s_BAD_ALIGNMENT };",
         m, m, m, m, m, m);
}

/* What the caller's input is. */
static const char *input_about(Arena *arena, const Emission *e) {
    const Preprocess *p = &e->plan->spec->preprocess;
    bool plain = true;
    for (int c = 0; c < e->plan->spec->channels; c++) plain = plain && p->mean[c] == 0 && p->std[c] == 1;
    if (takes_pixels(e->plan->spec)) return "pixels as a picture has them, [images][height][width][channels]";
    const char *order = p->bgr ? ", channels blue, green, red" : "";
    return plain ? arena_printf(arena, "NCHW%s", order)
                 : arena_printf(arena, "NCHW%s, normalised by %s_MEAN and %s_STD", order, e->macro, e->macro);
}

static void emit_checks(Out *out, const Emission *e) {
    line(out,
         "/* %s_OK where `bytes` bytes at `weights` are this network's weights as packed for this code; else "
         "what is wrong. */",
         e->macro);
    line(out, "int %s_weights_check(const void *weights, size_t bytes);", e->prefix);
    line(out, "/* 1 where this processor can run it, else 0. */");
    line(out, "int %s_cpu_ok(void);", e->prefix);
}

/* A caller whose workspace is that of another number of threads finds no such function. */
static void emit_run_name(Out *out, const Emission *e) {
    if (!e->workspace.team) return;
    label_line(out, "#if %s_MAX_THREADS > 1 /* the number is part of the symbol: %s_run_2_threads */",
               e->macro, e->prefix);
    label_line(out, "#define %s_RUN_OF(threads) %s_run_##threads##_threads", e->macro, e->prefix);
    label_line(out, "#define %s_RUN_BY(threads) %s_RUN_OF(threads)", e->macro, e->macro);
    label_line(out, "#define %s_run %s_RUN_BY(%s_MAX_THREADS)", e->prefix, e->macro, e->macro);
    label_line(out, "#endif");
}

/* What run() says of itself. */
static const char cannot_fail[] =
    "Cannot fail; but a pointer that is not aligned so ends the program before anything is written "
    "(__builtin_trap, by gcc and clang without -DNDEBUG).";

static void emit_run(Out *out, const Emission *e) {
    line(out,
         "/* Runs the network. weights: checked, only read; workspace: %s_WORKSPACE_BYTES, "
         "64-byte aligned, "
         "one for each call at a time; input: %s; output: as above; %s4-byte aligned, not overlapping. "
         "%s",
         e->macro, input_about(out->text.arena, e), takes_pixels(e->plan->spec) ? "" : "both ", cannot_fail);
    line(out, " * Safe to call from several threads. */");
    line(out, "void %s_run(const void *weights, void *workspace, const %s *input, float *output);", e->prefix,
         input_type(e->plan));
}

static void emit_weights_name(Out *out, const Emission *e) {
    if (embeds_weights(e))
        line(out, "/* The weights, %s_WEIGHTS_BYTES. */", e->macro);
    else
        line(out, "/* The weights, where the C file is compiled with -D%s_BUNDLE_WEIGHTS. */", e->macro);
    line(out, "extern const unsigned char %s_weights[];", e->prefix);
}

/* What the program defines where it is to see a run. */
static void emit_callbacks(Out *out, const Emission *e) {
    label_line(out, "#ifdef %s_TRACE", e->macro);
    line(out, "/* Yours to define: called after each layer, by one of the call's threads, with its value, "
              "[images][channels][height][width]. */");
    line(out,
         "void %s_trace(const char *layer, const float *value, int images, int channels, int height, int "
         "width);",
         e->prefix);
    label_line(out, "#elif defined %s_PROFILE", e->macro);
    line(out, "/* Yours to define: called after each layer, by one of the call's threads. */");
    line(out, "void %s_profile(const char *layer);", e->prefix);
    label_line(out, "#endif");
}

static void emit_includes(Out *out, const Emission *e) {
    label_line(out, "#ifdef RESNETC_FREESTANDING");
    if (e->names->header_file) emit_size_type(out, e->plan->target);
    label_line(out, "#else");
    label_line(out, "#include <stddef.h>");
    label_line(out, "#endif");
    blank(out);
}

static void emit_head_of_header(Out *out, const Emission *e) {
    label_line(out, "#ifndef %s_H", e->macro);
    label_line(out, "#define %s_H", e->macro);
    blank(out);
    emit_includes(out, e);
    label_line(out, "#ifdef __cplusplus");
    label_line(out, "extern \"C\" {");
    label_line(out, "#endif");
    blank(out);
}

static void emit_end_of_header(Out *out) {
    blank(out);
    label_line(out, "#ifdef __cplusplus");
    label_line(out, "}");
    label_line(out, "#endif");
    blank(out);
    label_line(out, "#endif");
    blank(out);
}

void emit_interface(Out *out, const Emission *e) {
    emit_head_of_header(out, e);
    emit_sizes(out, e);
    emit_statuses(out, e);
    blank(out);
    emit_checks(out, e);
    emit_run_name(out, e);
    emit_run(out, e);
    emit_weights_name(out, e);
    emit_callbacks(out, e);
    emit_end_of_header(out);
}

/* ---- Of several targets' files ---- */

void emit_member(Out *out, const Emission *e) {
    const char *p = e->prefix;
    if (takes_threads(e)) emit_max_threads(out, e);
    emit_workspace_size(out, e);
    emit_run_name(out, e);
    line(out, "int %s_cpu_ok(void);", p);
    line(out, "int %s_weights_check(const void *weights, size_t bytes);", p);
    line(out, "void %s_run(const void *weights, void *workspace, const %s *input, float *output);", p,
         input_type(e->plan));
    if (embeds_weights(e)) line(out, "extern const unsigned char %s_weights[];", p);
    blank(out);
}

static void emit_code_type(Out *out, const Emission *e) {
    line(out, "/* The network as compiled for one target. */");
    open_block(out, "typedef struct");
    line(out, "const char *target;           /* \"avx2\" */");
    line(out, "size_t workspace_bytes;       /* to be 64-byte aligned; content does not matter */");
    line(out, "size_t weights_bytes;         /* to be %zu-byte aligned; each target has its own */",
         weights_alignment(e->plan->target));
    line(out, "const char *weights_file;     /* that has them; NULL: there is none */");
    line(out, "const unsigned char *weights; /* inside the program; NULL: in the file alone */");
    line(out, "/* %s_OK where `bytes` bytes at `weights` are this target's, else what is wrong. */",
         e->macro);
    line(out, "int (*weights_check)(const void *weights, size_t bytes);");
    line(out,
         "/* weights: checked, only read; workspace: one for each call at a time; input: %s; output as "
         "above. %s Safe to call from several threads. */",
         input_about(out->text.arena, e), cannot_fail);
    line(out, "void (*run)(const void *weights, void *workspace, const %s *input, float *output);",
         input_type(e->plan));
    close_type(out, arena_printf(out->text.arena, "%s_code", e->prefix));
    blank(out);
    line(out,
         "/* The first of them that this processor can run; NULL: none. Ask once and keep the answer. */");
    line(out, "const %s_code *%s_choose(void);", e->prefix, e->prefix);
}

void emit_family_interface(Out *out, const Emission *e) {
    emit_head_of_header(out, e);
    emit_input_size(out, e);
    emit_output_sizes(out, e);
    emit_preprocessing(out, e);
    blank(out);
    emit_statuses(out, e);
    blank(out);
    emit_code_type(out, e);
    emit_end_of_header(out);
}
