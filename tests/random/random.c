/* random.c: networks over the whole language of specs, each by gcc, by clang and by libtcc, on a target and
 * in a precision that are drawn, held layer by layer against the interpreter. What fails is made as small as
 * it can be.
 *
 * usage: random COUNT [FIRST [every]]    that many networks from a seed on; each on every target
 *        random print SEED       a network's spec
 *        random SPEC.json TARGET gcc|clang|libtcc|cross fp32|bf16|int8|auto fast|tight
 *               speed|size|weights|workspace THREADS LEVEL
 *                               one, once more */
#include "random.h"
#include "random_spec.h"
#include "tally.h"
#include "workers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_MACS 2e7                 /* of a call: the interpreter's are slow */
enum { BATCH = 20, BATCH_EVERY = 2 }; /* networks: what was tried is told after each */

typedef struct {
    uint64_t first;
    bool every; /* target by every compiler */
} Batch;

static int tries_of(const Batch *batch) { return batch->every ? every_setting_count() : TRIES; }

static uint64_t seed_of(const Batch *batch, int index) {
    return batch->first + (uint64_t)(index / tries_of(batch));
}

static Setting setting_of(const Batch *batch, int index) {
    const uint64_t seed = seed_of(batch, index);
    const int try = index % tries_of(batch);
    return batch->every ? every_setting(seed, try) : setting_draw(seed, try);
}

static void job(void *context, int index, void *result) {
    const uint64_t seed = seed_of(context, index);
    const Setting setting = setting_of(context, index);
    Arena arena = { 0 };
    try_in_time(random_whole_text(&arena, seed, MOST_MACS), &setting, seed, result);
    arena_free(&arena);
}

/* ---- What failed ---- */

typedef struct {
    const Setting *setting;
    uint64_t seed;
} Failing;

static bool fails(void *context, const char *text) {
    const Failing *f = context;
    const Outcome outcome = try_alone(text, f->setting, f->seed);
    return failure_of(&outcome) != NULL;
}

static void tell_failure(const Batch *batch, int index, const char *message) {
    Arena arena = { 0 };
    const uint64_t seed = seed_of(batch, index);
    const Setting setting = setting_of(batch, index);
    const char *text = random_whole_text(&arena, seed, MOST_MACS), *how = setting_text(&arena, &setting);
    printf("FAILED: seed %llu, %s: %s\n%s\n", (unsigned long long)seed, how, message, text);
    fflush(stdout);
    const char *least = shrink(&arena, text, fails, &(Failing){ &setting, seed });
    const Outcome outcome = try_alone(least, &setting, seed);
    message = failure_of(&outcome);
    printf("as small as it can be: %s\necho '%s' >net.json && build/tests/random/random %s %s\n",
           message ? message : "it is well now", least, "net.json", how);
    fflush(stdout);
    arena_free(&arena);
}

/* ---- All of them ---- */

typedef struct {
    int tried[4][PRECISION_COUNT], refused;
} Counts;

static void count(Counts *counts, const Setting *setting, const Outcome *outcome) {
    static const char letters[] = "gclx"; /* gcc, clang, libtcc, cross */
    const char letter = !strcmp(setting->compiler, "clang")   ? 'c'
                        : !strcmp(setting->compiler, "cross") ? 'x'
                                                              : *setting->compiler;
    counts->refused += outcome->refused;
    if (!outcome->refused) counts->tried[strchr(letters, letter) - letters][setting->precision]++;
}

static void print_counts(const Counts *counts) {
    static const char *const names[] = { "gcc", "clang", "libtcc", "other machines" };
    for (int i = 0; i < COUNT_OF(names); i++) {
        printf("%-14s", names[i]);
        for (int p = 0; p < PRECISION_COUNT; p++) printf(" %6d %s", counts->tried[i][p], precision_names[p]);
        printf("\n");
    }
    printf("%-14s %6d (int8: group norms, sums too large; kernels that the catalogue lacks)\n", "refused",
           counts->refused);
}

static void run_batch(const Batch *batch, int networks, Tally *tally, Counts *counts) {
    const int tries = networks * tries_of(batch);
    const Outcome *outcomes = run_jobs(tries, job, (void *)(uintptr_t)batch, sizeof(Outcome));
    for (int i = 0; i < tries; i++) {
        const Setting setting = setting_of(batch, i);
        const char *failure = failure_of(&outcomes[i]);
        count(counts, &setting, &outcomes[i]);
        tally->passed += !failure && !outcomes[i].refused;
        tally->failed += failure != NULL;
        if (failure) tell_failure(batch, i, failure);
    }
}

static int run_all(int networks, uint64_t first, bool every) {
    Tally tally = { 0, 0 };
    Counts counts = { .refused = 0 };
    const int most = every ? BATCH_EVERY : BATCH;
    for (int done = 0, count; done < networks; done += count) {
        const Batch batch = { first + (uint64_t)done, every };
        count = networks - done < most ? networks - done : most;
        run_batch(&batch, count, &tally, &counts);
        printf("seeds %llu to %llu: %d passed, %d failed so far\n", (unsigned long long)first,
               (unsigned long long)batch.first + (unsigned)count - 1, tally.passed, tally.failed);
        fflush(stdout);
    }
    print_counts(&counts);
    return tally_close(&tally);
}

static int run_one(const char *path, const char *const *words) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Setting setting;
    FileView file;
    if (!setting_parse(words, &setting) || !file_read(&arena, path, &file, &diag)) {
        fprintf(stderr, "%s\n", diag.message ? diag.message : "no such setting");
        return 2;
    }
    const Outcome outcome = try_alone((const char *)file.bytes, &setting, 0);
    const char *failure = failure_of(&outcome);
    printf("%s\n", failure ? failure : outcome.refused ? "refused" : "well");
    return failure != NULL;
}

static int print_spec(uint64_t seed) {
    Arena arena = { 0 };
    puts(random_whole_text(&arena, seed, MOST_MACS));
    arena_free(&arena);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 3 && !strcmp(argv[1], "print")) return print_spec(strtoull(argv[2], NULL, 10));
    if (argc == 2 + SETTING_WORDS) return run_one(argv[1], (const char *const *)argv + 2);
    const bool every = argc == 4 && !strcmp(argv[3], "every");
    if (argc < 2 || argc > 3 + every) return 2;
    return run_all(atoi(argv[1]), argc > 2 ? strtoull(argv[2], NULL, 10) : 1, every);
}
