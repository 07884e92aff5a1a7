/* products.c: weights as integers: of convolutions, linear layers and channel convolutions. */
#include "quantize.h"

#define MOST_WEIGHT 127

/* What a filter reads, a channel of the input. */
typedef struct {
    double *scale, *zero;
    const float *means; /* NULL: nobody knows */
} Source;

/* A filter: weights of an output channel times the scales of what they meet. */
typedef struct {
    double *weights;
    int *channels; /* [weight]: of the input */
    size_t count;
    double bias;
} Taps;

static Source source_of(const Quantizer *q, int v) {
    const Layer *layer = &q->layers->layers[v];
    const Quantum *in = &q->quanta[layer->in];
    int channels = layer->in_shape.channels;
    Source source = { arena_array(q->arena, double, channels), arena_array(q->arena, double, channels),
                      q->ranges->ranges[layer->in].means };
    for (int c = 0; c < channels; c++) {
        source.scale[c] = in->factors ? input_scale(in, c) : in->scale;
        source.zero[c] = in->factors ? input_zero(in, c) : in->zero;
    }
    return source;
}

/* The input channel that weight i of output channel c meets. A channel convolution's meet all of them. */
static int channel_read(const Layer *layer, int c, size_t i) {
    if (layer->kind == LAYER_CHANNEL_CONV) return 0;
    if (layer->kind == LAYER_LINEAR)
        return (int)(i / ((size_t)layer->in_shape.height * (size_t)layer->in_shape.width));
    int group_in = layer->in_shape.channels / layer->groups,
        group_out = layer->shape.channels / layer->groups;
    return c / group_out * group_in + (int)(i / (size_t)(layer->kernel * layer->kernel));
}

static void read_filter(const Layer *layer, const Source *source, int c, float *row, Taps *filter) {
    const float *weights = layer->weight;
    if (layer->kind != LAYER_CHANNEL_CONV) {
        layer_weights(layer, c, 0, filter->count, row);
        weights = row;
    }
    for (size_t i = 0; i < filter->count; i++) {
        filter->channels[i] = channel_read(layer, c, i);
        filter->weights[i] = weights[i] * source->scale[filter->channels[i]];
    }
    filter->bias = layer->bias ? layer->bias[c] : 0;
}

/* The residual's steps are whole units, so that it is exact: the weights become that little coarser. */
static double whole_residual(const Quantizer *q, int v, double unit) {
    int residual = q->layers->layers[v].residual;
    double units = residual < 0 ? 0 : floor(q->quanta[residual].scale / unit * (1 + 1e-12));
    return units >= 1 ? q->quanta[residual].scale / units : unit;
}

static double first_unit(const Quantizer *q, int v, const Taps *filter) {
    double largest = 0;
    for (size_t i = 0; i < filter->count; i++) largest = fmax(largest, fabs(filter->weights[i]));
    return whole_residual(q, v, fmax(largest / MOST_WEIGHT, least_unit(q, v, filter->bias)));
}

static double integer_weight(double weight, double unit) {
    return fmax(-MOST_WEIGHT, fmin(MOST_WEIGHT, rint(weight / unit)));
}

/* The bias takes off what rounding the weights adds on the average. */
static bool round_filter(Quantizer *q, int v, int c, const Taps *filter, const Source *source, double unit) {
    signed char *to = q->arrays.weights + (size_t)c * filter->count;
    double zeros = 0, error = 0, most = 0;
    for (size_t i = 0; i < filter->count; i++) {
        int from = filter->channels[i];
        double weight = integer_weight(filter->weights[i], unit);
        to[i] = (signed char)weight;
        zeros += weight * source->zero[from];
        most += 255 * fabs(weight);
        if (source->means)
            error += (weight * unit - filter->weights[i]) * source->means[from] / source->scale[from];
    }
    const Sum sum = { unit, (filter->bias - error) / unit - zeros, most };
    return end_channel(q, v, c, &sum);
}

/* Coarser, until the sums fit. */
static bool quantize_filter(Quantizer *q, int v, int c, const Taps *filter, const Source *source) {
    enum { MOST_TRIALS = 8 };
    double unit = first_unit(q, v, filter);
    for (int trial = 0; trial < MOST_TRIALS; trial++, unit *= 2)
        if (round_filter(q, v, c, filter, source, unit)) return true;
    return refuse(q, v, "sums that fit into 32 bits");
}

bool quantize_products(Quantizer *q, int v) {
    const Layer *layer = &q->layers->layers[v];
    const bool vector = layer->kind == LAYER_CHANNEL_CONV;
    const size_t count = vector ? (size_t)layer->kernel : filter_floats(layer);
    const int channels = vector ? 1 : layer->shape.channels;
    const Source source = source_of(q, v);
    Taps filter = { arena_array(q->arena, double, count), arena_array(q->arena, int, count), count, 0 };
    float *row = arena_array(q->arena, float, count);
    begin_ending(q, v, channels);
    q->arrays.weights = arena_array(q->arena, signed char, count *(size_t)channels);
    for (int c = 0; c < channels; c++) {
        read_filter(layer, &source, c, row, &filter);
        if (!quantize_filter(q, v, c, &filter, &source)) return false;
    }
    return true;
}
