/* family.c: what a block is: two convolutions or three; activations behind the sum, or in front of each. */
#include "network.h"

static bool begins_with(const Network *n, Path path, OpKind kind) {
    return path.count && path_part(n, path, 0)->kind == kind;
}

/* An activation stands behind each sum. */
static bool is_usual(const Network *n) {
    for (int i = 1; i < n->block_count; i++)
        if (!begins_with(n, n->blocks[i].common, OP_ACTIVATION)) return false;
    return begins_with(n, n->tail, OP_ACTIVATION);
}

/* Else: an activation before a block's first convolution, or none. */
static bool is_preactivated(const Network *n) {
    for (int i = 0; i < n->block_count; i++) {
        Path branch = n->blocks[i].branch;
        int activation = path_find(n, branch, OP_ACTIVATION), conv = path_find(n, branch, OP_CONV);
        if (activation >= 0 && activation < conv) return true;
        if (i > 0 && path_find(n, n->blocks[i].common, OP_ACTIVATION) >= 0) return true;
    }
    return path_find(n, n->tail, OP_ACTIVATION) >= 0;
}

static bool find_convs(Network *n, Block *block) {
    block->stride = 1;
    for (int i = 0; i < block->branch.count; i++) {
        const Part *part = path_part(n, block->branch, i);
        block->stride *= part->stride[0];
        if (block->stride > 64) return refuse_node(n->r->model, part->node, "expected strides of 8 or less");
        if (part->kind != OP_CONV) continue;
        if (block->conv_count == 3)
            return refuse_node(n->r->model, part->node, "expected two or three convolutions in a block");
        block->convs[block->conv_count++] = block->branch.at[i];
    }
    return true;
}

/* What a projection and the branch share where the block begins with a norm is the block's. */
static void shorten_stem(Network *n) {
    int count = n->stem.count;
    if (!n->blocks[0].shortcut.count) return;
    if (count && path_part(n, n->stem, count - 1)->kind == OP_ACTIVATION) count--;
    if (count && path_part(n, n->stem, count - 1)->kind == OP_NORM) count--;
    if (count && path_part(n, n->stem, count - 1)->kind == OP_GROUP_NORM) count--;
    n->stem.count = count;
}

bool guess_family(Network *n) {
    bool usual = is_usual(n);
    n->spec.preactivation = !usual && is_preactivated(n);
    for (int i = 0; i < n->block_count; i++)
        if (!find_convs(n, &n->blocks[i])) return false;
    int count = n->blocks[0].conv_count;
    for (int i = 0; i < n->block_count; i++) {
        const Block *block = &n->blocks[i];
        if (block->conv_count != count || count < 2)
            return refuse_node(n->r->model, n->r->parts[block->add].node,
                               "expected %d convolutions in the block that it ends, as in the first, got %d",
                               count < 2 ? 2 : count, block->conv_count);
    }
    bool ir = !usual && !n->spec.preactivation;
    if (ir && count != 2)
        return refuse_node(n->r->model, n->r->parts[n->blocks[0].add].node,
                           "expected an activation behind it, or before each convolution");
    n->spec.block = ir ? BLOCK_IR : count == 3 ? BLOCK_BOTTLENECK : BLOCK_BASIC;
    if (n->spec.preactivation) shorten_stem(n);
    return true;
}
