/* attention.c: the factor a channel that a branch ends with, if it does. */
#include "network.h"

enum { MOST_REDUCTION = 1024, MOST_STEPS = 16 };

/* As timm rounds. */
static int hidden_channels(int channels, int reduction) {
    int rounded = (int)((double)channels / reduction + 4) / 8 * 8;
    return rounded < 8 ? 8 : rounded;
}

/* The layer that squeezes: the one behind the pool, which is near; -1: along the channels. */
static int gate_channels(const Network *n, const Part *gate) {
    const Part *parts = n->r->parts, *at = &parts[gate->in[1]], *last = at;
    int layers = 0, steps = 0;
    for (; steps++ < MOST_STEPS && at->in[0] >= 0 && !is_global_average(n->r, at); at = &parts[at->in[0]]) {
        if (at->kind == OP_CHANNEL_CONV) return -1;
        if (at->kind != OP_LINEAR && at->kind != OP_CONV) continue;
        last = at;
        layers++;
    }
    return layers ? last->shape.channels : 0;
}

static bool fits_all(const Network *n, int reduction) {
    for (int i = 0; i < n->block_count; i++) {
        int at = path_find(n, n->blocks[i].branch, OP_GATE);
        if (at < 0) return false;
        const Part *gate = path_part(n, n->blocks[i].branch, at);
        if (gate_channels(n, gate) != hidden_channels(gate->shape.channels, reduction)) return false;
    }
    return true;
}

/* Often several do: the usual one, powers of two, any. */
static bool find_reduction(Network *n) {
    for (int power = 0; power < 9; power++) {
        n->spec.reduction = power == 0 ? 16 : 1 << power;
        if (fits_all(n, n->spec.reduction)) return true;
    }
    for (n->spec.reduction = 1; n->spec.reduction <= MOST_REDUCTION; n->spec.reduction++)
        if (fits_all(n, n->spec.reduction)) return true;
    return false;
}

bool guess_attention(Network *n) {
    n->spec.reduction = 16;
    for (int i = 0; i < n->block_count; i++) {
        int at = path_find(n, n->blocks[i].branch, OP_GATE);
        if (at < 0) continue;
        const Part *gate = path_part(n, n->blocks[i].branch, at);
        n->spec.attention = gate_channels(n, gate) < 0 ? ATTENTION_ECA : ATTENTION_SE;
        if (n->spec.attention == ATTENTION_ECA || find_reduction(n)) return true;
        return refuse_node(n->r->model, gate->node,
                           "expected in every block a gate whose hidden channels are the "
                           "block's / one reduction, rounded to a multiple of 8");
    }
    return true;
}
