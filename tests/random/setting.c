/* setting.c: see random.h. */
#include "integers.h"
#include "noise.h"
#include "random.h"
#include "workers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { MINUTES = 4, MOST_MINUTES = 60, MOST_TARGETS = 64, OTHERS = 8, GUARDED = 5, MOST_WALKERS = 5 };

static const char *const compilers[] = { "gcc", "clang", "libtcc", "cross", NULL };
static const char *const accuracies[] = { "fast", "tight", NULL };
static const char *const wishes[] = { "speed", "size", "weights", "workspace", NULL };

/* ---- What is drawn ---- */

static size_t below(uint64_t *state, size_t count) { return (size_t)(split_mix(state) % count); }

typedef struct {
    const Target *at[MOST_TARGETS];
    size_t count;
} Candidates;

/* What runs here, by itself or by an emulator. */
static Candidates list_targets(bool foreign) {
    Candidates those = { .count = 0 };
    Arena arena = { 0 };
    for (int i = 0; i < (foreign ? foreign_target_count : target_count); i++) {
        const Target *target = foreign ? foreign_targets[i] : targets[i];
        if (foreign ? !jit_lacks(&arena, target) : target_runs_here(target)) those.at[those.count++] = target;
    }
    arena_free(&arena);
    return those;
}

static const Target *draw_target(uint64_t *state, bool foreign) {
    const Candidates those = list_targets(foreign);
    return those.count ? those.at[below(state, those.count)] : NULL;
}

/* Compilers take four fifths of the time at -O2, and a fault of ours is in what they are given. */
static int level_of(uint64_t seed) {
    static const int levels[] = { 0, 1, 0, 2 };
    return levels[below(&seed, COUNT_OF(levels))];
}

Setting setting_draw(uint64_t seed, int try) {
    uint64_t state = seed * TRIES + (uint64_t)try;
    const bool foreign = try == 0 && below(&state, OTHERS) == 0;
    const Target *target = draw_target(&state, foreign), *here = target ? target : draw_target(&state, false);
    return (Setting){ .target = here,
                      .compiler = foreign && target ? "cross" : compilers[try],
                      .precision = (Precision)below(&state, PRECISION_COUNT),
                      .accuracy = below(&state, 2) ? ACCURACY_TIGHT : ACCURACY_FAST,
                      .threads = 1 + (int)below(&state, MOST_WALKERS),
                      .wish = (Wish)below(&state, COUNT_OF(wishes) - 1),
                      .level = level_of(seed) };
}

int every_setting_count(void) { return (int)(list_targets(false).count * TRIES + list_targets(true).count); }

Setting every_setting(uint64_t seed, int index) {
    uint64_t state = seed ^ (uint64_t)index << 32;
    const Candidates here = list_targets(false), others = list_targets(true);
    const size_t i = (size_t)index, ours = here.count * TRIES;
    Setting setting = setting_draw(split_mix(&state), 1);
    setting.target = i < ours ? here.at[i / TRIES] : others.at[i - ours];
    setting.compiler = i < ours ? compilers[i % TRIES] : "cross";
    setting.level = level_of(seed);
    return setting;
}

const char *setting_text(Arena *arena, const Setting *s) {
    return arena_printf(arena, "%s %s %s %s %s %d %d", s->target->name, s->compiler,
                        precision_names[s->precision], s->accuracy == ACCURACY_TIGHT ? "tight" : "fast",
                        wishes[s->wish], s->threads, s->level);
}

static int find(const char *const *names, int count, const char *name) {
    for (int i = 0; i < count && names[i]; i++)
        if (!strcmp(names[i], name)) return i;
    return -1;
}

bool setting_parse(const char *const *words, Setting *s) {
    const int compiler = find(compilers, COUNT_OF(compilers), words[1]),
              precision = find(precision_names, PRECISION_COUNT, words[2]),
              accuracy = find(accuracies, COUNT_OF(accuracies), words[3]),
              wish = find(wishes, COUNT_OF(wishes), words[4]);
    if (compiler < 0 || precision < 0 || accuracy < 0 || wish < 0 || !target_find(words[0])) return false;
    *s = (Setting){ target_find(words[0]),
                    compilers[compiler],
                    (Precision)precision,
                    accuracy ? ACCURACY_TIGHT : ACCURACY_FAST,
                    (Wish)wish,
                    atoi(words[5]),
                    atoi(words[6]) };
    return true;
}

/* ---- Tried ---- */

static int threads_of(const Target *target, const Setting *s) {
    const bool alone = !strcmp(s->compiler, "libtcc") && !target->catalogue;
    return alone || (target->machine && !target->machine->threads) ? 1 : s->threads;
}

static size_t an_eighth_more(size_t least, size_t most) {
    return least + (most > least ? most - least : 0) / 8;
}

/* Of the same network by speed, and by size. */
static Economy economy_of(Arena *arena, const Plan *fast, Wish wish) {
    const Footprint most = plan_footprint(fast), least = least_footprint(arena, fast);
    return wish == WISH_WEIGHTS ? (Economy){ .weights = an_eighth_more(least.weights, most.weights) }
                                : (Economy){ .workspace = an_eighth_more(least.workspace, most.workspace) };
}

static const Plan *plan_of(Arena *arena, const Spec *spec, const Target *target, const Setting *s,
                           const void *input, uint64_t seed, Diag *diag) {
    const bool integers = s->precision == PRECISION_INT8 || s->precision == PRECISION_AUTO;
    PlanOrder order = { .weights = arena_printf(arena, "random:%d", (int)(seed % 1000)),
                        .accuracy = s->accuracy,
                        .precision = s->precision,
                        .threads = threads_of(target, s),
                        .economy.prefer = s->wish == WISH_SIZE ? PREFER_SIZE : PREFER_SPEED };
    if (integers && !order_integers(arena, spec, &order, input, seed, diag)) return NULL;
    const Plan *plan = plan_to_order(arena, spec, target, &order, diag);
    if (!plan || s->wish < WISH_WEIGHTS) return plan;
    order.economy = economy_of(arena, plan, s->wish);
    return plan_to_order(arena, spec, target, &order, diag);
}

static JitKind kind_of(const Setting *s) {
    return s->target->machine ? JIT_EMULATED : !strcmp(s->compiler, "libtcc") ? JIT_TCC : JIT_CC;
}

static void verify(Arena *arena, const Plan *plan, const Setting *s, const void *input, Trial *trial) {
    Diag diag = { .arena = arena };
    const Verdict *v = verify_network(arena, plan, kind_of(s), input, NULL, &diag);
    if (!v)
        trial_fail(trial, "%s", diag.message);
    else if (!v->agrees)
        trial_fail(trial, "%s, image %d, channel %d, y %d, x %d: %.2g, allowed %.2g", v->worst_layer,
                   v->worst_image, v->worst_channel, v->worst_y, v->worst_x, v->worst, v->bound);
    trial->verified += v && v->agrees;
}

static bool is_refused(const Diag *diag) {
    return diag->message && (strstr(diag->message, "got a group norm") ||
                             strstr(diag->message, "expected sums that fit into 32 bits"));
}

static void try_setting(const char *text, const Setting *s, uint64_t seed, Outcome *outcome) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Spec *spec = spec_parse(&arena, text, strlen(text), "random.json", &diag);
    const Target *target = kind_of(s) == JIT_TCC ? jit_target(&arena, s->target, &diag) : s->target;
    const void *input = spec ? drawn_input(&arena, spec, seed) : NULL;
    const Plan *plan = spec && target ? plan_of(&arena, spec, target, s, input, seed, &diag) : NULL;
    outcome->refused = is_refused(&diag) || (plan && target->catalogue && catalogue_lacks(&arena, plan) >= 0);
    if (!plan && !outcome->refused) trial_fail(&outcome->trial, "%s", diag.message);
    if (plan && !outcome->refused) verify(&arena, plan, s, input, &outcome->trial);
    if (plan && kind_of(s) == JIT_CC && seed % GUARDED == 0) trial_guard(&outcome->trial, &arena, plan);
    outcome->done = true;
    arena_free(&arena);
}

/* ---- In a child process ---- */

static void set_clocks(int minutes, int most) {
    setitimer(ITIMER_PROF, &(struct itimerval){ .it_value.tv_sec = 60 * minutes }, NULL);
    alarm(60 * (unsigned)most);
}

/* Flags of $CC stand in front of resnetc's -O2: what shall win stands behind it. */
static void set_compiler(const Setting *s) {
    char command[80];
    snprintf(command, sizeof command, "sh tests/random/at_level.sh %s %d", s->compiler, s->level);
    setenv("CC", command, 1);
}

void try_in_time(const char *text, const Setting *setting, uint64_t seed, Outcome *outcome) {
    set_clocks(MINUTES, MOST_MINUTES);
    if (kind_of(setting) == JIT_CC) set_compiler(setting);
    try_setting(text, setting, seed, outcome);
    set_clocks(0, 0);
}

typedef struct {
    const char *text;
    const Setting *setting;
    uint64_t seed;
} Case;

static void job(void *context, int index, void *result) {
    (void)index;
    const Case *c = context;
    try_in_time(c->text, c->setting, c->seed, result);
}

Outcome try_alone(const char *text, const Setting *setting, uint64_t seed) {
    Case c = { text, setting, seed };
    return *(Outcome *)run_jobs(1, job, &c, sizeof(Outcome));
}

const char *failure_of(const Outcome *outcome) {
    if (*outcome->trial.message) return outcome->trial.message;
    return outcome->done ? NULL : "crashed, or took minutes";
}
