/* texts.c: what can be said of emitted C without compiling it: the same bytes each time, functions below
 * 1,000 lines, kernels shared by shape, so that a deeper network is longer by its calls only. */
#include "engine.h"
#include "folder.h"
#include "random_spec.h"
#include "tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_LINES = 1000, RANDOM_SPECS = 60 };

static const EmitNames names = {
    .spec_file = "spec.json", .options = "", .header_file = "spec.h", .weights_file = "spec.weights"
};

static const Plan *make_plan(Arena *arena, const char *path, uint64_t seed, const Target *target,
                             Diag *diag) {
    const Spec *spec = path ? spec_load(arena, path, diag) : random_spec(arena, seed, diag);
    return spec ? plan_network(arena, spec, target, seed ? "random:5" : NULL, NULL, ACCURACY_FAST, diag)
                : NULL;
}

/* Lines of the longest function: emitted ones end with a brace at the left margin. */
static int longest_function(const char *text) {
    int longest = 0, length = 0;
    for (const char *at = text; *at; at += strcspn(at, "\n") + (strchr(at, '\n') != NULL)) {
        length = *at == '\n' || *at == '#' ? length : length + 1;
        if (*at != '}') continue;
        if (length > longest) longest = length;
        length = 0;
    }
    return longest;
}

static int count_text(const char *text, const char *part) {
    int count = 0;
    for (; (text = strstr(text, part)); text += strlen(part)) count++;
    return count;
}

static int count_lines(const char *text) { return count_text(text, "\n"); }

/* From two arenas: nothing of where things lie in memory, of the time, or of the order of runs gets into it.
 */
static void check_twice(Tally *tally, const char *path, uint64_t seed, const Target *target) {
    Arena one = { 0 }, two = { 0 };
    Diag diag = { .arena = &one };
    arena_alloc(&two, 1000);
    const Plan *a = make_plan(&one, path, seed, target, &diag),
               *b = make_plan(&two, path, seed, target, &diag);
    if (check(tally, a && b, "%s", diag.message ? diag.message : "")) {
        const char *text = emit_c(&one, a, &names);
        int lines = longest_function(strstr(text, " */\n")); /* behind the head's table of contents */
        check(tally, !strcmp(text, emit_c(&two, b, &names)), "%s on %s: other C", a->spec->name,
              target->name);
        check(tally, !strcmp(emit_header(&one, a, &names), emit_header(&two, b, &names)),
              "%s on %s: another header", a->spec->name, target->name);
        check(tally, a->blob->size == b->blob->size && a->blob->fingerprint == b->blob->fingerprint,
              "%s on %s: another fingerprint", a->spec->name, target->name);
        check(tally, !a->blob->bytes || !memcmp(a->blob->bytes, b->blob->bytes, a->blob->size),
              "%s on %s: other weights", a->spec->name, target->name);
        check(tally, plan_embeds_weights(a, WEIGHTS_BY_SIZE) || lines < MOST_LINES,
              "%s on %s: a function of %d lines", a->spec->name, target->name, lines);
    }
    arena_free(&one);
    arena_free(&two);
}

/* Kernels of ResNet-152 are those of ResNet-50; the rest of its length is at most eight lines a layer, head
 * included.
 */
static void check_depth(Tally *tally, const Target *target) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Plan *small = make_plan(&arena, "specs/resnet50.json", 0, target, &diag),
               *large = make_plan(&arena, "specs/resnet152.json", 0, target, &diag);
    if (check(tally, small && large, "%s", diag.message ? diag.message : "")) {
        const char *a = emit_c(&arena, small, &names), *b = emit_c(&arena, large, &names);
        int layers = large->layers->count - small->layers->count;
        int more = count_lines(b) - count_lines(a);
        int kernels[] = { count_text(a, "NOINLINE static void conv"),
                          count_text(b, "NOINLINE static void conv") };
        printf("%s: ResNet-50 %d lines, ResNet-152 %d, %d and %d convolution kernels\n", target->name,
               count_lines(a), count_lines(b), kernels[0], kernels[1]);
        check(tally, kernels[0] == kernels[1] && kernels[0] > 10, "%s: %d and %d kernels", target->name,
              kernels[0], kernels[1]);
        check(tally, more <= 8 * layers + 20, "%s: %d layers more give %d lines more", target->name, layers,
              more);
    }
    arena_free(&arena);
}

/* texts [SHARE]: of the networks and targets one of SHARE, so that each network has its turn. */
int main(int argc, char **argv) {
    const int share = argc > 1 ? atoi(argv[1]) : 1;
    Arena arena = { 0 };
    Tally tally = { 0, 0 };
    int count;
    char **files = list_folder(&arena, "specs", "*.json", &count);
    for (int t = 0; t < target_count; t++) {
        for (int i = 0; i < count; i++)
            if (!strstr(files[i], "schema") && (i + t) % share == 0)
                check_twice(&tally, files[i], 0, targets[t]);
        if (t % share == 0) check_depth(&tally, targets[t]);
    }
    for (uint64_t seed = 1; seed <= RANDOM_SPECS; seed++)
        check_twice(&tally, NULL, seed, targets[seed % (uint64_t)target_count]);
    arena_free(&arena);
    return tally_close(&tally);
}
