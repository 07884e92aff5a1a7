/* emit_threads.c: how the emitted code's threads work together (decisions 015, 016). A call has one parallel
 * region: every thread of it walks through all layers, and they wait for each other behind each. */
#include "emit.h"
#include "kernels.h"

/* A word of the walk and what it is with OpenMP; without, nothing. */
typedef struct {
    const char *word, *meaning;
} Word;

static const Word words[] = {
    { "TEAM(workspace)", "*ARRIVED(workspace) = 0; PRAGMA(omp parallel num_threads(THREADS))" },
    { "SHARED(loops)", "PRAGMA(omp for collapse(loops) schedule(static) nowait)" },
    { "ALONE", "if (THREAD == 0)" },
    { "WAIT(workspace)", "wait_for_team(ARRIVED(workspace))" },
};

static void emit_words(Out *out, bool with) {
    for (int i = 0; i < COUNT_OF(words); i++)
        line(out, with ? "#define %s %s" : "#define %s", words[i].word, words[i].meaning);
}

static void emit_pause(Out *out) {
    block(out, "static inline void pause_briefly(void)") {
        label_line(out, "#ifdef __x86_64__");
        line(out, "__builtin_ia32_pause();");
        label_line(out, "#endif");
    }
    blank(out);
}

/* One counter, not one of arrivals and one of rounds: who comes last then writes once, and all see it. */
static void emit_wait(Out *out) {
    emit_pause(out);
    line(out,
         "/* Returns when all of the team have called it as often as the caller. Looks for some 60 us, as "
         "long as the shortest sleep takes, then sleeps between its looks: its core may be what another "
         "thread of the team waits for. */");
    block(out, "NOINLINE static void wait_for_team(size_t *arrived)") {
        line(out, "const size_t size = (size_t)TEAM_SIZE;");
        line(out, "const size_t mine = __atomic_add_fetch(arrived, 1, __ATOMIC_ACQ_REL);");
        line(out, "const size_t all = (mine + size - 1) / size * size;");
        line(out,
             "for (int look = 0; look < LOOKS && __atomic_load_n(arrived, __ATOMIC_ACQUIRE) < all; look++)");
        line(out, "    pause_briefly();");
        line(out, "while (__atomic_load_n(arrived, __ATOMIC_ACQUIRE) < all) usleep(1);");
    }
}

/* What a thread reads, it then mostly wrote itself, since layers before and behind are divided alike. */
static void emit_parts(Out *out) {
    line(out,
         "/* What a thread does of a layer: some of the tiles of pixels, some of the panels of output "
         "channels. The threads stand in a grid of at most `most` rows, that have a part of the tiles each. "
         "*/");
    block(out, "typedef struct") { line(out, "int tile, end_tile, panel, end_panel;"); }
    line(out, "Part;");
    blank(out);
    block(out, "static inline Part part_of(int tiles, int panels, int most)") {
        line(out, "int rows = 1;");
        line(out, "while (2 * rows <= most && TEAM_SIZE %% (2 * rows) == 0) rows *= 2;");
        line(out,
             "const int columns = TEAM_SIZE / rows, row = (int)THREAD / columns, column = (int)THREAD %% "
             "columns;");
        line(out, "return (Part){ tiles * row / rows, tiles * (row + 1) / rows, panels * column / columns,");
        line(out, "               panels * (column + 1) / columns };");
    }
    blank(out);
}

static bool has_part(Arena *arena, const Plan *plan, int v) {
    LayerKind kind = plan->layers->layers[v].kind;
    Algorithm algorithm = plan->choices[v].algorithm;
    if (kind != LAYER_CONV && kind != LAYER_LINEAR) return false;
    if (algorithm == ALGORITHM_WINOGRAD) return winograd_kernel(plan, v).division == DIVIDE_TILES;
    if (algorithm != ALGORITHM_DIRECT) return false;
    ConvKernel k = conv_kernel(arena, plan, v);
    return has_parts(&k);
}

static bool needs_parts(Arena *arena, const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (has_part(arena, plan, v)) return true;
    return false;
}

static void emit_with_openmp(Out *out, const Emission *e) {
    line(out, "int omp_get_thread_num(void);");
    line(out, "int omp_get_num_threads(void);");
    line(out, "int usleep(unsigned); /* POSIX */");
    line(out, "#define THREADS %s_MAX_THREADS", e->macro);
    line(out, "#define TEAM_SIZE omp_get_num_threads()");
    line(out, "#define THREAD ((size_t)omp_get_thread_num())");
    line(out, "#define AHEAD (THREADS %% 2 ? 1 : 2)");
    line(out, "#define LOOKS 2000 /* some 60 us */");
    line(out, "#define ARRIVED(workspace) ((size_t *)((char *)(workspace) + %zu))",
         e->plan->placement->values);
    line(out, "#define PRAGMA(directive) _Pragma(#directive)");
    emit_words(out, true);
    blank(out);
    emit_wait(out);
}

void emit_threads(Out *out, const Emission *e) {
    if (!e->team) return;
    line(out,
         "/* Threads: all of a TEAM walk through all layers. SHARED loops they divide among them, ALONE the "
         "first of them does something; neither waits. Behind a layer they WAIT for each other, through a "
         "count of those who have ARRIVED, in the workspace. AHEAD: how many times the lines that one thread "
         "would fetch each of two fetches that share the tiles. */");
    label_line(out, "#ifdef _OPENMP");
    emit_with_openmp(out, e);
    label_line(out, "#else");
    line(out, "#define TEAM_SIZE 1");
    line(out, "#define THREAD ((size_t)0)");
    line(out, "#define AHEAD 1");
    emit_words(out, false);
    label_line(out, "#endif");
    blank(out);
    if (needs_parts(out->text.arena, e->plan)) emit_parts(out);
}
