/* demo.c: what the demo's programs share. */
#include "demo.h"
#include "base/timing.h"
#include "media/labels.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_RUNS = 1000 };

static void fail(const char *what, const char *why) {
    fprintf(stderr, "demo: %s: %s\n", what, why);
    exit(EXIT_FAILURE);
}

static const void *map_file(const char *path, size_t *bytes) {
    struct stat status;
    int file = open(path, O_RDONLY);
    if (file < 0 || fstat(file, &status) != 0) fail(path, "cannot be read");
    *bytes = (size_t)status.st_size;
    const void *mapped = mmap(NULL, *bytes, PROT_READ, MAP_PRIVATE, file, 0);
    if (mapped == MAP_FAILED) fail(path, "cannot be mapped");
    close(file);
    return mapped;
}

Demo demo_begin(const ResnetModel *model, const char *weights) {
    size_t bytes;
    Demo demo = { .model = model, .weights = map_file(weights, &bytes) };
    if (!model->cpu_ok()) fail(model->name, "compiled for another processor");
    int status = model->weights_check(demo.weights, bytes);
    if (status != RESNET_OK) fail(weights, resnet_status_text(status));
    demo.workspace = aligned_alloc(64, (model->workspace_bytes + 63) / 64 * 64);
    demo.output = calloc(model->output_floats, sizeof(float));
    if (!demo.workspace || !demo.output) fail(model->name, "out of memory");
    return demo;
}

void demo_check(const Diag *diag) {
    if (diag->message) fail("input", diag->message);
}

const float *demo_run(const Demo *demo, const float *input) {
    demo->model->run(demo->weights, demo->workspace, input, demo->output);
    return demo->output;
}

void demo_print_best(const Demo *demo, int count, const char *const *names) {
    int classes = (int)demo->model->output_floats, best[5];
    double *probabilities = calloc((size_t)classes, sizeof *probabilities);
    if (!probabilities) fail(demo->model->name, "out of memory");
    softmax(demo->output, classes, probabilities);
    count = top_k(demo->output, classes, count < 5 ? count : 5, best);
    for (int i = 0; i < count; i++) {
        printf("  %d. %6.2f %%  class %d", i + 1, 100 * probabilities[best[i]], best[i]);
        printf(names ? ", %s\n" : "\n", names ? names[best[i]] : "");
    }
    free(probabilities);
}

typedef struct {
    const Demo *demo;
    const float *input;
} Call;

static void run_once(void *context) {
    const Call *call = context;
    demo_run(call->demo, call->input);
}

void demo_print_times(const Demo *demo, const float *input, double flop) {
    static const TimingPlan plan = { .warmups = 2, .least_runs = 30, .least_seconds = 1, .most_seconds = 10 };
    double samples[MAX_RUNS];
    Timing timing = time_calls(run_once, &(Call){ demo, input }, &plan, samples, MAX_RUNS);
    printf("  time    %.2f ms minimum, %.2f median of %d runs; one thread, %.0f GFLOP/s as direct "
           "convolutions count\n",
           1e3 * timing.minimum, 1e3 * timing.median, timing.runs, flop / timing.minimum / 1e9);
}

void demo_print_memory(const Demo *demo) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("  memory  %.2f MB workspace, %.2f MB weights, %.1f MB largest resident size of this process\n",
           (double)demo->model->workspace_bytes / 1e6, (double)demo->model->weights_bytes / 1e6,
           (double)usage.ru_maxrss * 1024 / 1e6);
}
