/* ending.c: bias, residual and factors: how a channel's sums become its values. */
#include "quantize.h"

#define MOST_RESIDUAL 32767.0
#define MOST_UNITS                                                                                           \
    (double)(1 << 22) /* of a step of the value: finer ones, of weights near 0, gain nothing                 \
                       */
#define MOST_BIAS    (double)(1 << 26) /* units */
#define MOST_PRODUCT (double)(1 << 30) /* |sum * factor|: it is rounded to an int */

int nearest(double x) {
    double whole = rint(x);
    return whole > INT_MAX ? INT_MAX : whole < -INT_MAX ? -INT_MAX : (int)whole;
}

bool refuse(const Quantizer *q, int v, const char *what) {
    return diag_fail(q->diag, STATUS_INPUT,
                     "%s: %s: --precision int8: expected %s; --precision bf16 can do it", q->spec->path,
                     q->layers->layers[v].name, what);
}

void begin_ending(Quantizer *q, int v, int channels) {
    const Layer *layer = &q->layers->layers[v];
    q->steps = rounded_to(q, v);
    q->arrays = (Arrays){ .bias = arena_array(q->arena, int, channels),
                          .factor = arena_array(q->arena, float, channels) };
    if (has_slope(layer)) q->arrays.below = arena_array(q->arena, float, channels);
    if (layer->residual >= 0) q->arrays.residual = arena_array(q->arena, short, channels);
}

double least_unit(const Quantizer *q, int v, double bias) {
    int residual = q->layers->layers[v].residual;
    double least = fmax(q->steps.scale / MOST_UNITS, fabs(bias) / MOST_BIAS);
    return residual < 0 ? least : fmax(least, q->quanta[residual].scale / MOST_RESIDUAL);
}

bool end_channel(Quantizer *q, int v, int c, const Sum *sum) {
    const Layer *layer = &q->layers->layers[v];
    const Quantum *added = layer->residual < 0 ? NULL : &q->quanta[layer->residual];
    double residual = added ? rint(added->scale / sum->unit) : 0, factor = sum->unit / q->steps.scale;
    double slope = q->arrays.below ? layer->slope[c] : 1, bias = sum->offset;
    if (added) bias -= residual * added->zero;
    if (!q->arrays.below) bias += q->steps.zero / factor;
    double most = fabs(bias) + sum->most + 255 * residual;
    if (residual > MOST_RESIDUAL || most >= INT_MAX) return false;
    if (most * factor * fmax(1, fabs(slope)) >= MOST_PRODUCT) return false;
    q->arrays.bias[c] = nearest(bias);
    q->arrays.factor[c] = (float)factor;
    if (q->arrays.below) q->arrays.below[c] = (float)(factor * slope);
    if (added) q->arrays.residual[c] = (short)residual;
    return true;
}
