/* loops.c: perfect loop nests, shared out to threads. */
#include <assert.h>
#include <string.h>

#include "kernels.h"

static bool is_printed(const Loop *loop) { return strcmp(loop->variable, "0") != 0; }

static const char *first_text(const Loop *loop) { return loop->first ? loop->first : "0"; }

static const char *end_text(Out *out, const Loop *loop) {
    return loop->end ? loop->end : extent_text(out, loop->count);
}

/* Items are numbered as the nest would walk them. All counts are parameters, so that all loops are printed.
 */
static void open_shared(Out *out, int count, Loop *const *loops) {
    Text total = { .arena = out->text.arena };
    for (int i = 0; i < count; i++)
        text_printf(&total, "%s(unsigned)%s", i ? " * " : "", extent_text(out, loops[i]->count));
    line(out, "for (Chunk range = { 0, 0 }; share_take(share, &range, %s);)", total.bytes);
    out->depth++;
    line(out, "for (unsigned item = range.first, rest = item; item < range.end; rest = ++item) {");
    out->depth++;
    for (int i = count - 1; i > 0; i--) {
        const char *v = loops[i]->variable, *n = extent_text(out, loops[i]->count);
        line(out, "const int %s = (int)(rest %% (unsigned)%s);", v, n);
        line(out, "rest /= (unsigned)%s;", n);
    }
    line(out, "const int %s = (int)rest;", loops[0]->variable);
    out->shared = loops[0];
}

/* The innermost runs fastest; loops of one iteration have no index. */
static void emit_indices(Out *out, int count, Loop *const *loops, const Loop *outer) {
    const char *rest = "item";
    for (int i = count - 1; loops[i] != outer; i--) {
        const char *n = extent_text(out, loops[i]->count);
        if (!is_printed(loops[i])) continue;
        line(out, "const int %s = %s %% %s;", loops[i]->variable, rest, n);
        rest = arena_printf(out->text.arena, "%s / %s", rest, n);
    }
    line(out, "const int %s = %s;", outer->variable, rest);
}

/* The same for the emitted code, where all counts are numbers (shares.c). */
static void open_items(Out *out, int count, Loop *const *loops) {
    Extent total = number(1);
    const Loop *outer = NULL;
    int depth = 0;
    for (int i = 0; i < count; i++) {
        if (!is_printed(loops[i])) continue;
        if (!depth++) outer = loops[i];
        total = product(out, total, loops[i]->count);
    }
    assert(outer);
    line(out, "SHARED(1, %s, 1)", extent_text(out, total));
    out->depth++;
    line(out, "ITEMS(%s, 0) {", depth > 1 ? "item" : outer->variable);
    out->depth++;
    if (depth > 1) emit_indices(out, count, loops, outer);
    out->shared = loops[0];
}

static void close_shared(Out *out) {
    out->shared = NULL;
    out->depth--;
    line(out, "}");
    out->depth--;
}

const char shared_parameters[] = "const Share *share, const void *sizes, const void *values, const void "
                                 "*weights, const float *bias, const void *residual, void *results, float "
                                 "*scratch";

void emit_shared_pointers(Out *out, const char *type, NumberKind x, NumberKind w, NumberKind y) {
    line(out, "const %s *k = sizes;", type);
    line(out, "const %s *x = values;", type_of(x));
    line(out, "const %s *w = weights;", type_of(w));
    line(out, "const %s *r = residual;", type_of(y));
    line(out, "%s *y = results;", type_of(y));
    line(out, "(void)r;");
}

void open_loops(Out *out, Sharing sharing, int count, Loop *const *loops) {
    int depth = 0, last = -1;
    for (int i = 0; i < count; i++) {
        if (is_number(loops[i]->count, 1) && !loops[i]->first && !loops[i]->round) loops[i]->variable = "0";
        if (!is_printed(loops[i])) continue;
        last = i;
        depth++;
    }
    if (depth && sharing == SHARED) {
        (out->shares ? open_shared : open_items)(out, count, loops);
        return;
    }
    for (int i = 0; i < count; i++) {
        if (!is_printed(loops[i])) continue;
        const char *v = loops[i]->variable, *brace = i == last ? " {" : "";
        if (loops[i]->round)
            line(out, "ITEMS(%s, %s)%s", v, loops[i]->round, brace);
        else
            line(out, "for (int %s = %s; %s < %s; %s++)%s", v, first_text(loops[i]), v,
                 end_text(out, loops[i]), v, brace);
        out->depth++;
    }
}

void close_loops(Out *out, int count, Loop *const *loops) {
    int depth = 0;
    if (out->shared == loops[0]) {
        close_shared(out);
        return;
    }
    for (int i = 0; i < count; i++) depth += is_printed(loops[i]);
    if (!depth) return;
    out->depth--;
    line(out, "}");
    out->depth -= depth - 1;
}
