/* threads.c: how the emitted code's threads work together (decisions 015, 016). A call has one parallel
 * region: every thread of it walks through all layers, and they wait for each other behind each. What they
 * share of a layer: shares.c. */
#include "parts.h"

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
         "/* Returns when all of the team have called it as often as the caller. Looks for about as long as "
         "the "
         "shortest sleep takes, then sleeps between its looks: its core may be what another thread of the "
         "team waits for. */");
    block(out, "NOINLINE static void wait_for_team(Word *arrived)") {
        line(out, "const Word size = (Word)TEAM_SIZE;");
        line(out, "const Word mine = __atomic_add_fetch(arrived, 1, __ATOMIC_ACQ_REL);");
        line(out, "const Word all = (mine + size - 1) / size * size;");
        line(out,
             "for (int look = 0; look < LOOKS && __atomic_load_n(arrived, __ATOMIC_ACQUIRE) < all; look++)");
        line(out, "    pause_briefly();");
        line(out, "while (__atomic_load_n(arrived, __ATOMIC_ACQUIRE) < all) usleep(1);");
    }
}

static void emit_line(Out *out) {
    line(out, "typedef unsigned long long Word;");
    line(out,
         "/* A cache line of the workspace. The first one's word counts arrivals, those behind it say what "
         "is left of each thread's share: the round, the next item, the end. */");
    open_block(out, "typedef struct");
    line(out, "Word word;");
    line(out, "char rest[%d];", LINE_BYTES - 8);
    close_type(out, "Line");
    blank(out);
}

static void emit_with_openmp(Out *out, const Emission *e) {
    line(out, "int omp_get_thread_num(void);");
    line(out, "int omp_get_num_threads(void);");
    line(out, "int usleep(unsigned); /* POSIX */");
    line(out, "#define THREADS %s_MAX_THREADS", e->macro);
    line(out, "#define TEAM_SIZE omp_get_num_threads()");
    line(out, "#define THREAD ((size_t)omp_get_thread_num())");
    line(out, "#define AHEAD (THREADS %% 2 ? 1 : 2)");
    line(out, "#define LOOKS 2000 /* 60 us on AMD Zen 3, 33 on Intel Emerald Rapids */");
    line(out, "#define PRAGMA(directive) _Pragma(#directive)");
    label_line(out, "#define TEAM(workspace) \\");
    label_line(out, "    memset(LINES(workspace), 0, (1 + THREADS) * sizeof(Line)); \\");
    label_line(out, "    PRAGMA(omp parallel num_threads(THREADS))");
    line(out, "#define ALONE if (THREAD == 0)");
    line(out, "#define WAIT(workspace) wait_for_team(&LINES(workspace)->word)");
    blank(out);
    emit_wait(out);
    blank(out);
    emit_shares(out);
}

/* Behind the scratch of all threads. */
static const char *lines_text(Arena *arena, const Emission *e) {
    const char *begin = arena_printf(arena, "%zu", lines_begin(&e->workspace));
    const size_t each = e->workspace.scratch;
    return each ? arena_printf(arena, "%s + %s_MAX_THREADS * %zu%s", begin, e->macro, each,
                               thread_bytes_suffix(each))
                : begin;
}

void emit_threads(Out *out, const Emission *e) {
    if (!e->workspace.team) return;
    line(out,
         "/* Threads: all of a TEAM walk through all layers. SHARED work they divide among them: ITEMS, in "
         "rounds. ALONE the first of them does something. Behind a layer they WAIT for each other, through a "
         "count of those who have arrived. AHEAD: how many times the lines that one thread would fetch each "
         "of two fetches that share the tiles. */");
    emit_line(out);
    label_line(out, "#define LINES(workspace) ((Line *)((char *)(workspace) + %s))",
               lines_text(out->text.arena, e));
    blank(out);
    emit_share_type(out);
    label_line(out, e->plan->target->prelude == PRELUDE_PLAIN
                        ? "#if defined _OPENMP && defined __GNUC__ /* whose atomics it takes */"
                        : "#ifdef _OPENMP");
    emit_with_openmp(out, e);
    label_line(out, "#else");
    line(out, "#define THREAD ((size_t)0)");
    line(out, "#define AHEAD 1");
    line(out, "#define TEAM(workspace)");
    line(out, "#define ALONE");
    line(out, "#define WAIT(workspace)");
    emit_lone_share(out);
    label_line(out, "#endif");
    blank(out);
}
