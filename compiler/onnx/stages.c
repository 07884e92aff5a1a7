/* stages.c: which blocks make a stage: it begins where the size or the number of channels changes. */
#include "network.h"

static const Part *conv(const Network *n, const Block *block, int index) {
    return &n->r->parts[block->convs[index]];
}

static bool begins_stage(const Network *n, const Block *block, const Block *before) {
    const Part *parts = n->r->parts;
    bool widens = parts[block->add].shape.channels != parts[before->add].shape.channels;
    return widens || block->stride > 1 ||
           conv(n, block, 0)->shape.channels != conv(n, before, 0)->shape.channels;
}

/* A block's 3x3: of a bottleneck the second, of two the one that has no stride. */
static int own_dilation(const Network *n, const Block *block) { return conv(n, block, 1)->dilation[0]; }

static int first_dilation(const Network *n, const Block *block) {
    return conv(n, block, n->spec.block == BLOCK_BOTTLENECK)->dilation[0];
}

/* A stage's first block has the dilation of the stage before; a bottleneck alone tells the next stage's. */
static void guess_dilation(Network *n, int first) {
    const Block *block = &n->blocks[first];
    int stage = block->stage, end = first;
    while (end < n->block_count && n->blocks[end].stage == stage) end++;
    bool alone = end == first + 1 && n->spec.block == BLOCK_BOTTLENECK;
    int dilation = own_dilation(n, &n->blocks[end - 1]);
    if (alone && end < n->block_count) dilation = first_dilation(n, &n->blocks[end]);
    n->spec.dilations[stage] = dilation;
}

bool guess_stages(Network *n) {
    int stage = -1;
    for (int i = 0; i < n->block_count; i++) {
        Block *block = &n->blocks[i];
        if (i == 0 || begins_stage(n, block, block - 1)) {
            if (++stage == MAX_STAGES)
                return refuse_node(n->r->model, conv(n, block, 0)->node, "expected %d stages or less",
                                   MAX_STAGES);
            n->spec.strides[stage] = block->stride;
        }
        n->spec.repeats[stage]++;
        block->stage = stage;
    }
    n->spec.stages = stage + 1;
    for (int i = 0; i < n->block_count; i++)
        if (i == 0 || n->blocks[i].stage != n->blocks[i - 1].stage) guess_dilation(n, i);
    return true;
}
