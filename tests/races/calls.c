/* calls.c: emitted code called by several threads at once, each with a workspace of its own that holds
 * signalling NaN; code, weights and input are shared. All get the same bits, call after call, or it ends with
 * DIFFERENT.
 *
 * usage: calls WEIGHTS [CALLERS [ROUNDS [LEFT_OUT [WAITS]]]]   LEFT_OUT: nobody waits at that one of a call's
 * WAITS, -1: at any prints how many waits a call has */
#include "net.h"
#include "watched.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef NET_INPUT_BYTES
typedef unsigned char Number;
enum { INPUTS = NET_INPUT_BYTES };
#else
typedef float Number;
enum { INPUTS = NET_INPUT_FLOATS };
#endif
enum { MOST = 8, OUTPUTS = NET_OUTPUT_FLOATS, SIGNALLING = 0x7fa07fa0, DIFFERENT = 3, NONE = -2, ALL = -1 };

static Number input[INPUTS];
static float outputs[MOST][OUTPUTS];
static const void *weights;
static int rounds = 1, left_out = NONE, waits_a_call = 1;

/* ---- Waits: all threads of a call come to all of them ---- */

static __thread int waits;

int leaves_out_wait(void) {
    const int wait = waits++;
    return left_out == ALL || (left_out >= 0 && wait % waits_a_call == left_out);
}

/* ---- Calls ---- */

static void *aligned(size_t bytes) {
    void *memory = aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (!memory) abort();
    return memory;
}

static const void *load(const char *path) {
    void *memory = aligned(NET_WEIGHTS_BYTES);
    FILE *file = fopen(path, "rb");
    if (!file || fread(memory, NET_WEIGHTS_BYTES, 1, file) != 1 || fclose(file)) abort();
    return memory;
}

/* As floats, and as pairs of bf16, too. */
static void fill(int *workspace) {
    for (size_t i = 0; i < NET_WORKSPACE_BYTES / sizeof *workspace; i++) workspace[i] = SIGNALLING;
}

static void expect_same(const float *output, const float *first) {
    if (memcmp(output, first, OUTPUTS * sizeof *first)) _Exit(DIFFERENT);
}

static void *call(void *argument) {
    float *output = argument, *first = aligned(OUTPUTS * sizeof *first);
    int *workspace = aligned(NET_WORKSPACE_BYTES);
    for (int i = 0; i < rounds; i++) {
        fill(workspace);
        if (!net_cpu_ok() || net_weights_check(weights, NET_WEIGHTS_BYTES)) abort();
        net_run(weights, workspace, input, output);
        if (i == 0) memcpy(first, output, OUTPUTS * sizeof *first);
        expect_same(output, first);
    }
    free(workspace);
    free(first);
    return NULL;
}

int main(int argc, char **argv) {
    pthread_t ids[MOST];
    const int callers = argc > 2 ? atoi(argv[2]) : 1;
    if (argc < 2 || callers < 1 || callers > MOST) return 2;
    if (argc > 3) rounds = atoi(argv[3]);
    if (argc > 4) left_out = atoi(argv[4]);
    if (argc > 5) waits_a_call = atoi(argv[5]);
    weights = load(argv[1]);
    for (int i = 0; i < INPUTS; i++) input[i] = (Number)(i * 7 % 17);
    for (int i = 1; i < callers; i++)
        if (pthread_create(&ids[i], NULL, call, outputs[i])) abort();
    call(outputs[0]);
    for (int i = 1; i < callers; i++) pthread_join(ids[i], NULL);
    for (int i = 1; i < callers; i++) expect_same(outputs[i], outputs[0]);
    printf("%d\n", waits / rounds);
    return 0;
}
