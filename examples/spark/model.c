/* model.c: from a decoded picture to its class: what a Python worker calls through ctypes.
 *
 * build.sh compiles it with the network's C into model.so: one object for all of a cluster's processors. */
#include "net.h"
#include "net_preprocess.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { HUGE_PAGE = 2 << 20, PIXEL = NET_CHANNELS == 1 ? 1 : 3 };

_Static_assert(NET_BATCH == 1, "build.sh sets the batch to 1: tasks have any number of pictures");
_Static_assert(NET_CLASSES > 0, "expected a network with a classifier");

/* A Python worker is one process with one thread: a model is all that it needs. */
typedef struct Model {
    const net_code *code;
    void *weights, *workspace;
    float input[NET_INPUT_FLOATS], probabilities[NET_OUTPUT_FLOATS];
} Model;

int model_channels(void) { return PIXEL; }

/* The target that this processor takes; NULL: none of those compiled. */
const char *model_target(void) { return net_choose() ? net_choose()->target : NULL; }

/* Memory in huge pages, where the system has them. */
static void *huge(size_t bytes) {
    const size_t size = (bytes + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
    void *memory = aligned_alloc(HUGE_PAGE, size);
    if (memory) madvise(memory, size, MADV_HUGEPAGE);
    return memory;
}

/* NULL: no target for this processor, weights that are damaged, no memory. A worker copies the weights: read
 * where they lie in the file, a call takes a tenth longer (ResNet-18). */
Model *model_open(void) {
    const net_code *code = net_choose();
    Model *model = malloc(sizeof *model);
    if (!code || !model || code->weights_check(code->weights, code->weights_bytes) != NET_OK) return NULL;
    model->code = code;
    model->workspace = huge(code->workspace_bytes);
    model->weights = huge(code->weights_bytes);
    if (!model->workspace || !model->weights) return NULL;
    memcpy(model->weights, code->weights, code->weights_bytes);
    return model;
}

/* pixels: rows without gaps, model_channels() bytes a pixel. The class and its probability; -1: the picture
 * is too large. */
int model_classify(Model *model, const unsigned char *pixels, int width, int height, float *probability) {
    const size_t bytes = net_preprocess_bytes(width, height);
    void *room = bytes ? malloc(bytes) : NULL;
    if (!room) return -1;
    net_preprocess(pixels, width, height, (size_t)width * PIXEL, room, model->input);
    free(room);
    model->code->run(model->weights, model->workspace, model->input, model->probabilities);
    int best = 0;
    for (int i = 1; i < NET_CLASSES; i++)
        if (model->probabilities[i] > model->probabilities[best]) best = i;
    *probability = model->probabilities[best];
    return best;
}
