/* blocks.c: what blocks have beside their convolutions. */
#include "network.h"

/* ---- Shortcuts ---- */

static Shortcut kind_of(const Network *n, Path shortcut) {
    if (path_find(n, shortcut, OP_ZERO_PAD) >= 0) return SHORTCUT_ZERO_PAD;
    if (path_find(n, shortcut, OP_WINDOW_AVERAGE) >= 0) return SHORTCUT_AVG_DOWN;
    return SHORTCUT_PROJECTION;
}

/* Where neither size nor channels change, a shortcut of another kind has none. */
static bool needs_none(const Network *n, const Block *block) {
    const Part *parts = n->r->parts;
    int fork = parts[block->branch.at[0]].in[0];
    return block->stride == 1 && parts[fork].shape.channels == parts[block->add].shape.channels;
}

static void guess_shortcut(Network *n) {
    int with = 0, without = 0; /* a norm */
    for (int i = 0; i < n->block_count; i++) {
        Path shortcut = n->blocks[i].shortcut;
        Shortcut kind = kind_of(n, shortcut);
        int conv = path_find(n, shortcut, OP_CONV);
        if (kind != SHORTCUT_PROJECTION && !n->spec.shortcut) n->spec.shortcut = kind;
        if (conv < 0) continue;
        with += conv + 1 < shortcut.count;
        without += conv + 1 == shortcut.count;
        if (n->blocks[i].stage > 0) n->spec.down_kernel = path_part(n, shortcut, conv)->kernel[0];
        if (kind == SHORTCUT_PROJECTION && needs_none(n, &n->blocks[i]))
            n->spec.shortcut = SHORTCUT_PROJECTION_ALL;
    }
    n->spec.shortcut_norm = with > 0 || without == 0;
}

/* ---- Anti-aliasing: a blur, an average, anywhere but in a shortcut ---- */

static Antialias antialias_of(const Network *n, Path path) {
    if (path_find(n, path, OP_BLUR) >= 0) return ANTIALIAS_BLUR;
    return path_find(n, path, OP_WINDOW_AVERAGE) >= 0 ? ANTIALIAS_AVERAGE : ANTIALIAS_NONE;
}

static void guess_antialias(Network *n) {
    n->spec.antialias = antialias_of(n, n->stem);
    for (int i = 0; i < n->block_count && !n->spec.antialias; i++)
        n->spec.antialias = antialias_of(n, n->blocks[i].branch);
}

/* ---- The activation: of the first block's branch ---- */

static bool guess_activation(Network *n) {
    const Path paths[] = { n->blocks[0].branch, n->blocks[0].common, n->tail };
    for (int i = 0; i < COUNT_OF(paths); i++) {
        int at = path_find(n, paths[i], OP_ACTIVATION);
        if (at < 0) continue;
        const Part *part = path_part(n, paths[i], at);
        n->spec.activation = part->activation;
        n->spec.slope = part->slope;
        return part->activation != ACTIVATION_SIGMOID ||
               refuse_node(n->r->model, part->node, "expected ReLU or its kin, got a sigmoid");
    }
    return refuse_node(n->r->model, n->r->parts[n->blocks[0].add].node,
                       "expected an activation in the block that it ends");
}

/* ---- TensorFlow's padding: a convolution that is not padded by half its kernel ---- */

static bool is_half(const Part *conv) {
    for (int i = 0; i < 2; i++)
        if (conv->before[i] != conv->kernel[i] / 2 * conv->dilation[i]) return false;
    return true;
}

static void guess_padding(Network *n) {
    for (int i = 0; i < n->stem.count; i++) {
        const Part *part = path_part(n, n->stem, i);
        if (part->kind == OP_CONV && !is_half(part)) n->spec.same_padding = true;
    }
    for (int i = 0; i < n->block_count; i++)
        for (int k = 0; k < n->blocks[i].conv_count; k++)
            if (!is_half(&n->r->parts[n->blocks[i].convs[k]])) n->spec.same_padding = true;
}

bool guess_blocks(Network *n) {
    n->spec.down_kernel = 1;
    guess_shortcut(n);
    guess_antialias(n);
    guess_padding(n);
    return guess_activation(n);
}
