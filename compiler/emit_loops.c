/* emit_loops.c: perfect loop nests, shared out to threads. */
#include <string.h>

#include "emit.h"

static bool is_printed(const Loop *loop) { return strcmp(loop->variable, "0") != 0; }

static void emit_pragma(Out *out, Share share, int depth, size_t iterations) {
    label_line(out, "#ifdef _OPENMP");
    const char *collapse = depth > 1 ? arena_printf(out->text.arena, " collapse(%d)", depth) : "";
    label_line(out, "#pragma omp parallel for%s schedule(dynamic, CHUNK(%zu, %d)) num_threads(THREADS)",
               collapse, iterations, (int)share);
    label_line(out, "#endif");
}

void open_loops(Out *out, Share share, int count, Loop *const *loops) {
    int depth = 0, last = -1;
    size_t iterations = 1;
    for (int i = 0; i < count; i++) {
        if (is_number(loops[i]->count, 1)) loops[i]->variable = "0";
        if (!is_printed(loops[i])) continue;
        iterations *= loops[i]->count.name ? 1 : loops[i]->count.value;
        last = i;
        depth++;
    }
    if (depth && share) emit_pragma(out, share, depth, iterations);
    for (int i = 0; i < count; i++) {
        if (!is_printed(loops[i])) continue;
        const char *v = loops[i]->variable, *brace = i == last ? " {" : "";
        line(out, "for (int %s = 0; %s < %s; %s++)%s", v, v, extent_text(out, loops[i]->count), v, brace);
        out->depth++;
    }
}

void close_loops(Out *out, int count, Loop *const *loops) {
    int depth = 0;
    for (int i = 0; i < count; i++) depth += is_printed(loops[i]);
    if (!depth) return;
    out->depth--;
    line(out, "}");
    out->depth -= depth - 1;
}
