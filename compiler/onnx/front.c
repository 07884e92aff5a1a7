/* front.c: a normalisation of the image in front of the network is what is done to a picture before. */
#include "network.h"

#include <math.h>

/* Of one that has statistics the scale and shift that they make. */
static bool scale_and_shift(Network *n, const Part *norm, double *scale, double *shift) {
    int channels = norm->shape.channels;
    const double *numbers[ROLE_COUNT] = { 0 };
    for (int i = 0; !norm->affine && i < ROLE_COUNT; i++)
        if (!(numbers[i] = tensor_doubles(n->r->model, norm->param[i]))) return false;
    for (int c = 0; c < channels; c++) {
        if (norm->affine) {
            scale[c] = norm->scale ? norm->scale[c] : 1;
            shift[c] = norm->shift ? norm->shift[c] : 0;
            continue;
        }
        scale[c] = numbers[ROLE_WEIGHT][c] / sqrt(numbers[ROLE_VARIANCE][c] + norm->eps);
        shift[c] = numbers[ROLE_BIAS][c] - numbers[ROLE_MEAN][c] * scale[c];
    }
    return true;
}

/* A spec's mean and std are of pixels from 0 to 1. These are of pixels to 255 where they are that large. */
static double unit_of(const double *mean, const double *std, int channels) {
    for (int c = 0; c < channels; c++)
        if (fabs(mean[c]) > 4 || std[c] > 4) return 255;
    return 1;
}

static bool set_preprocess(Network *n, const Part *norm) {
    int channels = norm->shape.channels;
    double *mean = arena_array(n->r->arena, double, channels),
           *std = arena_array(n->r->arena, double, channels);
    double *scale = arena_array(n->r->arena, double, channels),
           *shift = arena_array(n->r->arena, double, channels);
    bool known = scale_and_shift(n, norm, scale, shift);
    for (int c = 0; c < channels; c++) {
        if (!known || !(scale[c] > 1e-6 && scale[c] < 1e6) || !(fabs(shift[c]) < 1e6))
            return refuse_node(n->r->model, norm->node,
                               "expected to normalise by a mean and a positive deviation");
        mean[c] = (0 - shift[c]) / scale[c];
        std[c] = 1 / scale[c];
    }
    double unit = unit_of(mean, std, channels);
    for (int c = 0; c < channels; c++) {
        mean[c] /= unit;
        std[c] /= unit;
    }
    n->mean = mean;
    n->std = std;
    diag_note(n->r->model->diag,
              "%s: the normalisation in front became the spec's preprocess%s: the compiled "
              "network reads what is normalised",
              n->r->model->path, unit > 1 ? ", of pixels to 255" : "");
    return true;
}

bool guess_front(Network *n) {
    const Part *input = &n->r->parts[n->start];
    n->spec.channels = input->shape.channels;
    n->spec.height = input->shape.height;
    n->spec.width = input->shape.width;
    n->spec.batch = n->r->batch;
    if (!n->stem.count || path_part(n, n->stem, 0)->kind != OP_NORM) return true;
    n->start = n->stem.at[0];
    n->stem = (Path){ n->stem.at + 1, n->stem.count - 1 };
    return set_preprocess(n, &n->r->parts[n->start]);
}
