/* stages.c: which blocks make a stage: it begins where the size or the number of channels changes. */
#include "network.h"

static const Part *conv(const Network *n, const Block *block, int index) {
    return &n->r->parts[block->convs[index]];
}

/* Of a bottleneck's 3x3; of two the one without a stride. */
static int own_dilation(const Network *n, const Block *block) { return conv(n, block, 1)->dilation[0]; }

static int first_dilation(const Network *n, const Block *block) {
    return conv(n, block, n->spec.block == BLOCK_BOTTLENECK)->dilation[0];
}

/* By its channels, or its stride. */
static bool changes(const Network *n, const Block *block, const Block *before) {
    const Part *parts = n->r->parts;
    bool widens = parts[block->add].shape.channels != parts[before->add].shape.channels;
    return widens || block->stride > 1 ||
           conv(n, block, 0)->shape.channels != conv(n, before, 0)->shape.channels;
}

/* A stage's first block has the dilation of the stage before, so that a stage that changes nothing else is
 * seen by what follows that block. */
static void find_firsts(const Network *n, bool *first) {
    for (int i = 0; i < n->block_count; i++)
        first[i] = i == 0 || changes(n, &n->blocks[i], &n->blocks[i - 1]);
    for (int i = 1; i < n->block_count; i++) {
        const Block *block = &n->blocks[i];
        if (first_dilation(n, block) != own_dilation(n, block)) first[i] = true;
        if (first_dilation(n, block) != own_dilation(n, block - 1) && !first[i]) first[i - 1] = true;
    }
}

/* A bottleneck alone tells the next stage's dilation, not its own. */
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
    bool *first = arena_array(n->r->arena, bool, n->block_count);
    find_firsts(n, first);
    for (int i = 0; i < n->block_count; i++) {
        Block *block = &n->blocks[i];
        if (first[i] && ++stage == MAX_STAGES)
            return refuse_node(n->r->model, conv(n, block, 0)->node, "expected %d stages or less",
                               MAX_STAGES);
        if (first[i]) n->spec.strides[stage] = block->stride;
        n->spec.repeats[stage]++;
        block->stage = stage;
    }
    n->spec.stages = stage + 1;
    for (int i = 0; i < n->block_count; i++)
        if (first[i]) guess_dilation(n, i);
    return true;
}
