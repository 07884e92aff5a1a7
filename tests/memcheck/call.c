/* call.c: a call for valgrind: every buffer a heap block of exactly its size, the workspace not initialised.
 * That each output is a number depends on all of its bits: where one is not initialised, valgrind says so.
 *
 * usage: call WEIGHTS; ends with 1 where an output is no number */
#include "net.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef NET_INPUT_BYTES
typedef unsigned char Number;
enum { INPUTS = NET_INPUT_BYTES };
#else
typedef float Number;
enum { INPUTS = NET_INPUT_FLOATS };
#endif

static void *load(const char *path) {
    void *weights = aligned_alloc(64, NET_WEIGHTS_BYTES);
    FILE *file = fopen(path, "rb");
    if (!weights || !file || fread(weights, NET_WEIGHTS_BYTES, 1, file) != 1 || fclose(file)) exit(2);
    return weights;
}

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    void *weights = load(argv[1]), *workspace = aligned_alloc(64, NET_WORKSPACE_BYTES);
    Number *input = malloc(INPUTS * sizeof *input);
    float *output = malloc(NET_OUTPUT_FLOATS * sizeof *output);
    if (!workspace || !input || !output) return 2;
    for (int i = 0; i < INPUTS; i++) input[i] = (Number)(i * 7 % 17);
    if (net_weights_check(weights, NET_WEIGHTS_BYTES) != NET_OK) return 2;
    net_run(weights, workspace, input, output);
    int numbers = 1;
    for (int i = 0; i < NET_OUTPUT_FLOATS; i++)
        if (!(fabsf(output[i]) <= 1e30f)) numbers = 0;
    free(weights), free(workspace), free(input), free(output);
    return !numbers;
}
