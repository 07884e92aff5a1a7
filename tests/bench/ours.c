/* ours.c: the emitted network as a contender: ours INPUT.f32.
 *
 * Compiled with -DNETWORK=resnet18 -DNETWORK_UPPER=RESNET18 -DHEADER="resnet18.h", the weights bundled; they
 * are copied into huge pages, as docs/embedding.md advises. */
#include "serve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include HEADER

#define JOIN(a, b)   JOIN_(a, b)
#define JOIN_(a, b)  a##b
#define SIZE(name)   JOIN(NETWORK_UPPER, name)
#define SYMBOL(name) JOIN(NETWORK, name)

enum { HUGE_PAGE = 2 << 20 };

typedef struct {
    void *weights, *workspace;
    float *input, *output;
} Run;

static void call(void *context) {
    Run *run = context;
    SYMBOL(_run)(run->weights, run->workspace, run->input, run->output);
}

static int fail(const char *reason) {
    printf("absent %s\n", reason);
    return 1;
}

static int read_input(const char *path, float *input) {
    FILE *file = fopen(path, "rb");
    if (!file) return 0;
    size_t count = fread(input, sizeof(float), SIZE(_INPUT_FLOATS), file);
    fclose(file);
    return count == SIZE(_INPUT_FLOATS);
}

static void *room(size_t bytes) { return aligned_alloc(64, (bytes + 63) / 64 * 64); }

static void *copy_weights(void) {
    size_t room = (SIZE(_WEIGHTS_BYTES) + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    void *weights = aligned_alloc(HUGE_PAGE, room);
    if (!weights) return NULL;
    madvise(weights, room, MADV_HUGEPAGE);
    return memcpy(weights, SYMBOL(_weights), SIZE(_WEIGHTS_BYTES));
}

int main(int argc, char **argv) {
    Run run = { copy_weights(), room(SIZE(_WORKSPACE_BYTES)), room(SIZE(_INPUT_FLOATS) * sizeof(float)),
                room(SIZE(_OUTPUT_FLOATS) * sizeof(float)) };
    if (!run.weights || !run.workspace || !run.input || !run.output) return fail("no memory");
    if (!SYMBOL(_cpu_ok)()) return fail("not on this processor");
    if (SYMBOL(_weights_check)(run.weights, SIZE(_WEIGHTS_BYTES))) return fail("wrong weights");
    if (argc != 2 || !read_input(argv[1], run.input)) return fail("wrong input");
    int status = serve(&(Served){ call, &run, run.output, SIZE(_OUTPUT_FLOATS) }, "");
    free(run.weights), free(run.workspace), free(run.input), free(run.output);
    return status;
}
