/* weights.c: packed weights, given to the emitted code of two small networks (weights.json): what its
 * weights_check() accepts, whatever numbers are in it, leads nowhere out of the buffers. */
#include "fuzz.h"
#include "library/resnet_rt.h"

#include "floats.h"
#include "integers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SUM = 24, SUMMED = 32 }; /* where the sum stands, and what it is of begins */

static const ResnetModel models[] = { RESNET_MODEL(floats, FLOATS), RESNET_MODEL(integers, INTEGERS) };

static void run(const ResnetModel *model, const void *weights) {
    float *in = aligned_alloc(64, model->input_floats * sizeof *in),
          *out = malloc(model->output_floats * sizeof *out);
    void *workspace = aligned_alloc(64, model->workspace_bytes);
    for (size_t i = 0; i < model->input_floats; i++) in[i] = (float)(i % 17) - 8;
    memset(workspace, 0xff, model->workspace_bytes); /* NaN */
    model->run(weights, workspace, in, out);
    free(workspace);
    free(out);
    free(in);
}

/* One bit more, anywhere, and it is refused. */
static void check_damage(const ResnetModel *model, unsigned char *weights) {
    size_t at = fnv1a(FNV_BASIS, weights, model->weights_bytes) % model->weights_bytes;
    weights[at] ^= 1 << at % 8;
    fuzz_check(model->weights_check(weights, model->weights_bytes) != RESNET_OK,
               "damaged weights are accepted");
}

static bool try_model(const ResnetModel *model, FileView input) {
    unsigned char *weights = aligned_alloc(64, (input.size + 63) / 64 * 64 + 64);
    if (input.size) memcpy(weights, input.bytes, input.size);
    bool good = model->weights_check(weights, input.size) == RESNET_OK;
    fuzz_check(!good || input.size == model->weights_bytes, "weights of another size are accepted");
    if (good) run(model, weights);
    if (good) check_damage(model, weights);
    free(weights);
    return good;
}

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    (void)arena;
    for (int i = 0; i < COUNT_OF(models); i++)
        if (try_model(&models[i], input)) return true;
    return diag_fail(diag, STATUS_INPUT, "refused");
}

/* The numbers change, and the sum of the words with them. */
bool mutate(Mutation *m) {
    uint64_t word, sum = FNV_BASIS;
    if (m->size <= SUMMED || m->size % 8) return false;
    for (size_t left = 1 + mutate_below(m, 8); left--;) {
        const uint32_t edges[] = { 0,          0x80000000, 0x7fc00000, 0x7f800000,
                                   0x7f7fffff, 0xffffffff, 0x7fffffff, 1 };
        uint32_t value =
            mutate_below(m, 2) ? edges[mutate_below(m, COUNT_OF(edges))] : (uint32_t)split_mix(&m->state);
        memcpy(m->bytes + SUMMED + 4 * mutate_below(m, (m->size - SUMMED) / 4), &value, sizeof value);
    }
    for (size_t i = SUMMED; i < m->size; i += 8) {
        memcpy(&word, m->bytes + i, 8);
        sum = (sum ^ word) * FNV_PRIME;
        sum ^= sum >> 32;
    }
    memcpy(m->bytes + SUM, &sum, sizeof sum);
    return true;
}
