/* attention.c: a factor a channel, made of the value itself. */
#include "builder.h"

#include <math.h>

static int add_fixed_activation(Builder *b, Activation activation, const char *name, int in) {
    int value = add_op(b, OP_ACTIVATION, name, in, channels_of(b, in));
    b->ops[value].activation = activation;
    return value;
}

/* timm's make_divisible with a round_limit of 0. */
int squeezed_channels(int channels, int reduction) {
    int rounded = (int)((double)channels / reduction + 4) / 8 * 8;
    return rounded < 8 ? 8 : rounded;
}

/* Hu et al. 2018 */
static int add_squeeze_excitation(Builder *b, int in) {
    int channels = channels_of(b, in), hidden = squeezed_channels(channels, b->spec->reduction);
    int value = add_op(b, OP_AVERAGE_POOL, "se.pool", in, channels);
    value = add_linear(b, "se.fc1", value, hidden, true);
    value = add_fixed_activation(b, ACTIVATION_RELU, "se.act", value);
    value = add_linear(b, "se.fc2", value, channels, true);
    return add_fixed_activation(b, ACTIVATION_SIGMOID, "se.gate", value);
}

/* Wang et al. 2020: the kernel is an odd number near (log2 C + 1) / 2, 3 at least. */
static int channel_kernel(int channels) {
    int t = (int)(fabs(log2(channels) + 1) / 2), odd = t % 2 ? t : t + 1;
    return odd < 3 ? 3 : odd;
}

static int add_efficient(Builder *b, int in) {
    int channels = channels_of(b, in);
    int value = add_op(b, OP_AVERAGE_POOL, "se.pool", in, channels);
    value = add_channel_conv(b, "se.conv", value, channel_kernel(channels));
    return add_fixed_activation(b, ACTIVATION_SIGMOID, "se.gate", value);
}

int add_attention(Builder *b, int in) {
    if (b->spec->attention == ATTENTION_NONE) return in;
    int gate = b->spec->attention == ATTENTION_SE ? add_squeeze_excitation(b, in) : add_efficient(b, in);
    return add_binary(b, OP_GATE, "se", in, gate);
}
