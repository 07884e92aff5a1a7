/* clothes.c: pictures of clothes through a network that the build compiled, beside PyTorch's logits.
 * clothes IMAGES.npy LOGITS.npy: uint8 [1000][28][28], float32 [1000][10]. Exit status 0 where they agree. */
#include "fashion.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { PICTURES = 1000, FASHION_PIXELS = FASHION_HEIGHT * FASHION_WIDTH };

/* What is in a .npy file of version 1 behind its head. */
static void load(const char *path, void *values, size_t bytes) {
    unsigned char head[10];
    FILE *file = fopen(path, "rb");
    if (!file || fread(head, sizeof head, 1, file) != 1 ||
        fseek(file, head[8] + 256 * head[9], SEEK_CUR) != 0 || fread(values, bytes, 1, file) != 1)
        fprintf(stderr, "%s: missing or too short\n", path), exit(3);
    fclose(file);
}

static void normalise(const unsigned char *pixels, float *input) {
    const float mean[] = FASHION_MEAN, std[] = FASHION_STD;
    for (int i = 0; i < FASHION_PIXELS; i++) input[i] = ((float)pixels[i] / 255.0f - mean[0]) / std[0];
}

int main(int argc, char **argv) {
    static unsigned char images[PICTURES][FASHION_PIXELS];
    static float expected[PICTURES][FASHION_CLASSES], input[FASHION_INPUT_FLOATS],
        logits[FASHION_OUTPUT_FLOATS];
    void *workspace = aligned_alloc(64, FASHION_WORKSPACE_BYTES);
    if (argc != 3 || !workspace) return fputs("usage: clothes IMAGES.npy LOGITS.npy\n", stderr), 2;
    if (!fashion_cpu_ok()) return fputs("this processor lacks the target's instructions\n", stderr), 1;
    load(argv[1], images, sizeof images);
    load(argv[2], expected, sizeof expected);

    float worst = 0, largest = 0;
    for (int i = 0; i < PICTURES; i++) {
        normalise(images[i], input);
        fashion_run(fashion_weights, workspace, input, logits);
        for (int c = 0; c < FASHION_CLASSES; c++) {
            const float error = fabsf(logits[c] - expected[i][c]);
            worst = error <= worst ? worst : error; /* NaN, too */
            largest = fmaxf(largest, fabsf(expected[i][c]));
        }
    }
    free(workspace);
    printf("%d pictures, logits within %.1e of PyTorch's largest\n", PICTURES, (double)(worst / largest));
    return !(worst / largest <= 5e-5f); /* what resnetc promises */
}
