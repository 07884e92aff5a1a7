/* trace.c: what a program sees of a run, where it asks to: each layer's value, or only that it is done. */
#include "walk.h"

const char *quantum_text(Arena *arena, const Plan *plan, int v) {
    if (!number_types[plan->layouts[v].number].integers) return "";
    const Quantum *quantum = &plan->quantized->quanta[v];
    bool pixels = plan->layers->layers[v].kind == LAYER_INPUT; /* a scale a channel: as they are */
    return arena_printf(arena, ", %s, %d", float_constant(arena, pixels ? 1 : (double)quantum->scale),
                        pixels ? 0 : quantum->zero);
}

void emit_trace(Out *out, const Plan *plan, int v, const char *macro) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *l = &plan->layouts[v];
    line(out, "%s(\"%s\", to_nchw%s, %s, %d, %d, %d, %d, %d, %d, %zu%s);", macro, layer->name,
         number_suffix(out->text.arena, l->number), value_name(out->text.arena, plan, v), l->run,
         layer->shape.channels, layer->shape.height, layer->shape.width, l->halo, plane_lanes(l), l->tail,
         quantum_text(out->text.arena, plan, v));
}

/* Floats to a trace's copy, behind all that the threads share or have. */
static const char *copy_text(Arena *arena, const Emission *e) {
    const size_t common = floats_in(e->workspace.common),
                 each = floats_in(e->workspace.line + e->workspace.scratch);
    return each && takes_threads(e) ? arena_printf(arena, "%zu + %s_MAX_THREADS * %zu%s", common, e->macro,
                                                   each, thread_floats_suffix(each))
                                    : arena_printf(arena, "%zu", common + each);
}

/* What of the threads' scratch does not lie among the values. */
static void emit_scratch(Out *out, const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++) {
        if (!plan->choices[v].scratch || scratch_lies_among(plan, v)) continue;
        line(out, "#define SCRATCH (memory + %zu)", floats_in(plan->placement->values));
        return;
    }
}

void emit_trace_macro(Out *out, const Emission *e) {
    label_line(out, "#ifdef %s_TRACE /* hands out each layer's value in NCHW */", e->macro);
    line(out, "#define COPY (memory + %s)", copy_text(out->text.arena, e));
    label_line(out, "#define TRACE(layer, nchw, value, images, channels, height, width, ...) \\");
    label_line(out, "    %s(nchw(value, COPY, images, channels, height, width, __VA_ARGS__), \\", alone(e));
    label_line(out, "     %s_trace(layer, COPY, images, channels, height, width))%s", e->prefix,
               e->workspace.team ? "; WAIT(memory)" : "");
    label_line(out, "#elif defined %s_PROFILE", e->macro);
    label_line(out,
               "#define TRACE(layer, nchw, value, images, channels, height, width, ...) %s%s_profile(layer)",
               alone(e), e->prefix);
    label_line(out, "#else");
    label_line(out, "#define TRACE(layer, nchw, value, images, channels, height, width, ...) ((void)0)");
    label_line(out, "#endif");
    if (e->workspace.team) {
        label_line(out, "/* Behind a layer that others wait for. */");
        label_line(out, "#define DONE(...) WAIT(memory); TRACE(__VA_ARGS__)");
    }
    emit_scratch(out, e->plan);
    blank(out);
}
