/* long_run.c: 8 threads open models of all precisions in the library, run them and close them, again and
 * again: no answer is another one than at first, and memory does not grow. usage: long_run MINUTES
 * AUTO_CALIBRATION, from the top folder
 * (`make test-long MINUTES=30`). */
#include "library/resnetc_jit.h"

#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 8, KINDS = 6, RUNS = 10, MOST_GROWTH = 8 << 20 };

typedef struct {
    const char *precision, *target, *calibration;
    int threads;
    float *input, *expected; /* of the first time */
    size_t outputs;
} Kind;

static Kind kinds[KINDS] = { { .precision = "fp32" },
                             { .precision = "fp32", .threads = 2 },
                             { .precision = "fp32", .target = "scalar" },
                             { .precision = "bf16" },
                             { .precision = "int8", .calibration = "tests/golden/tiny-calibration.json" },
                             { .precision = "auto" } };
static atomic_long opened, ran, wrong;
static atomic_int stop;

static ResnetJit *open_kind(const Kind *kind) {
    const ResnetJitOptions options = { .precision = kind->precision,
                                       .target = kind->target,
                                       .threads = kind->threads,
                                       .calibration.path = kind->calibration };
    ResnetJitError error;
    ResnetJit *model = resnet_jit_open("specs/tiny.json", "random:1", &options, &error);
    if (!model) fprintf(stderr, "%s: %s\n", kind->precision, error.message);
    return model;
}

static int learn(Kind *kind) {
    ResnetJit *model = open_kind(kind);
    if (!model) return 0;
    const size_t inputs = resnet_jit_input_floats(model);
    kind->outputs = resnet_jit_output_floats(model);
    kind->input = malloc(inputs * sizeof(float));
    kind->expected = malloc(kind->outputs * sizeof(float));
    for (size_t i = 0; i < inputs; i++) kind->input[i] = (float)(i * 37 % 101) / 50 - 1;
    const int good = resnet_jit_run(model, kind->input, kind->expected, NULL);
    resnet_jit_close(model);
    return good;
}

static void use(const Kind *kind, float *output) {
    ResnetJit *model = open_kind(kind);
    opened++;
    if (!model) {
        wrong++;
        return;
    }
    for (int i = 0; i < RUNS; i++, ran++)
        wrong += !resnet_jit_run(model, kind->input, output, NULL) ||
                 memcmp(output, kind->expected, kind->outputs * sizeof *output);
    resnet_jit_close(model);
}

static void *work(void *object) {
    float *output = malloc(1 << 20);
    for (int turn = *(int *)object; !stop; turn++) use(&kinds[turn % KINDS], output);
    free(output);
    return NULL;
}

static long resident(void) {
    long pages = 0, all;
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &all, &pages) != 2) abort();
    fclose(file);
    return pages * sysconf(_SC_PAGESIZE);
}

/* For so long; returns what is resident behind it, without what malloc merely keeps. */
static long run_all(double seconds) {
    pthread_t threads[THREADS];
    int first[THREADS];
    stop = 0;
    for (int i = 0; i < THREADS; i++) {
        first[i] = i;
        if (pthread_create(&threads[i], NULL, work, &first[i])) abort();
    }
    nanosleep(&(struct timespec){ .tv_sec = (time_t)seconds,
                                  .tv_nsec = (long)((seconds - (double)(time_t)seconds) * 1e9) },
              NULL);
    stop = 1;
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    malloc_trim(0);
    return resident();
}

/* Memory is compared with what a tenth of the time took: allocators first fill their pools. */
int main(int argc, char **argv) {
    const double seconds = argc > 1 ? 60 * atof(argv[1]) : 0;
    if (argc < 3 || seconds <= 0) return fputs("usage: long_run MINUTES AUTO_CALIBRATION\n", stderr), 2;
    kinds[KINDS - 1].calibration = argv[2];
    for (int i = 0; i < KINDS; i++)
        if (!learn(&kinds[i])) return 1;
    const long before = run_all(seconds / 10), growth = run_all(seconds * 9 / 10) - before;
    printf("%d threads, %.0f s: %ld models opened, run %ld times, %ld wrong answers; resident %.1f MiB, "
           "growth %.2f MiB\n",
           THREADS, seconds, (long)opened, (long)ran, (long)wrong, (double)before / (1 << 20),
           (double)growth / (1 << 20));
    const int failed = (wrong > 0) + (growth > MOST_GROWTH) + (ran == 0);
    printf("%d passed, %d failed\n", 3 - failed, failed);
    for (int i = 0; i < KINDS; i++) free(kinds[i].input), free(kinds[i].expected);
    return failed > 0;
}
