/* main.c: the same picture through every model; their answers are one another's. */
#include "bytes.h"
#include "family.h"
#include "implied.h"
#include "inside.h"
#include "mapped.h"
#include "small.h"
#include "threads.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static float input[INSIDE_INPUT_FLOATS], expected[INSIDE_OUTPUT_FLOATS], output[INSIDE_OUTPUT_FLOATS];
static int failures;

static void compare(const char *name, float most) {
    float worst = 0, largest = 0;
    for (int i = 0; i < INSIDE_OUTPUT_FLOATS; i++) {
        const float error = fabsf(output[i] - expected[i]);
        worst = error <= worst ? worst : error;
        largest = fmaxf(largest, fabsf(expected[i]));
    }
    printf("%s: %.1e\n", name, (double)(worst / largest));
    failures += !(largest > 1 && worst / largest <= most);
}

static void *room(size_t bytes) { return aligned_alloc(64, (bytes + 63) / 64 * 64); }

static void *read_file(const char *path, size_t bytes) {
    void *content = room(bytes);
    FILE *file = fopen(path, "rb");
    if (!file || fread(content, bytes, 1, file) != 1) perror(path), exit(3);
    fclose(file);
    return content;
}

int main(void) {
    for (int i = 0; i < INSIDE_INPUT_FLOATS; i++) input[i] = (float)(i * 7919 % 1009) / 504.5f - 1;
    inside_run(inside_weights, room(INSIDE_WORKSPACE_BYTES), input, expected);

    const void *weights = read_file(WEIGHTS, MAPPED_WEIGHTS_BYTES);
    failures += mapped_weights_check(weights, MAPPED_WEIGHTS_BYTES) != MAPPED_OK;
    mapped_run(weights, room(MAPPED_WORKSPACE_BYTES), input, output);
    compare("mapped", 0);

    const family_code *code = family_choose();
    if (!code || !code->weights) return fputs("no target, or no weights inside\n", stderr), 1;
    code->run(code->weights, room(code->workspace_bytes), input, output);
    compare(code->target, 5e-5f);

    threads_run(threads_weights, room(THREADS_WORKSPACE_BYTES), input, output);
    compare("threads", 5e-5f);
    bytes_run(bytes_weights, room(BYTES_WORKSPACE_BYTES), input, output);
    compare("bytes", 0.5f);
    implied_run(implied_weights, room(IMPLIED_WORKSPACE_BYTES), input, output);
    compare("implied", 5e-5f);

    static float tiny[SMALL_INPUT_FLOATS], logits[SMALL_OUTPUT_FLOATS];
    small_run(small_weights, room(SMALL_WORKSPACE_BYTES), tiny, logits);
    return failures != 0;
}
