/* widths.c: the numbers of channels, as width, expansion, groups and the like make them. */
#include "network.h"

enum { MOST_EXPANSION = 64, MOST_PER_GROUP = 65536 };

/* Of a stage's first block. */
typedef struct {
    int first, inner, out; /* channels behind the first convolution, the 3x3, the block */
    const OnnxNode *node;  /* the first convolution */
} StageChannels;

static void find_channels(const Network *n, StageChannels *stages) {
    for (int s = 0; s < MAX_STAGES; s++) stages[s] = (StageChannels){ 1, 1, 1, NULL };
    const Part *parts = n->r->parts;
    for (int i = n->block_count - 1; i >= 0; i--) {
        const Block *block = &n->blocks[i];
        const Part *first = &parts[block->convs[0]];
        stages[block->stage] = (StageChannels){ first->shape.channels, parts[block->convs[1]].shape.channels,
                                                parts[block->add].shape.channels, first->node };
    }
}

/* ---- Two convolutions: the first has the width, or a part of it ---- */

static bool guess_two(Network *n, const StageChannels *stages) {
    int more = stages[0].out / stages[0].first, less = stages[0].first / stages[0].out;
    n->spec.expansion = more > 1 ? more : 1;
    for (int s = 0; s < n->spec.stages; s++) {
        n->spec.widths[s] = stages[s].out / n->spec.expansion;
        if (less > 1 || n->spec.widths[s] * n->spec.expansion != stages[s].out ||
            n->spec.widths[s] != stages[s].first)
            return refuse_node(
                n->r->model, stages[s].node, "expected %d channels, of which %d make the block's %d, got %d",
                stages[s].out / n->spec.expansion, n->spec.expansion, stages[s].out, stages[s].first);
    }
    return true;
}

/* ---- A bottleneck: inner = floor(width * width_per_group / 64) * groups ---- */

static bool fits_all(const Network *n, const StageChannels *stages, int expansion, int per_group) {
    int groups = n->spec.groups;
    for (int s = 0; s < n->spec.stages; s++) {
        int64_t width = stages[s].out / expansion;
        if (width < 1 || width * expansion != stages[s].out ||
            width * per_group / 64 * groups != stages[s].inner)
            return false;
    }
    return true;
}

/* The smallest number that may do for the first stage, up to the largest. */
static bool find_per_group(Network *n, const StageChannels *stages, int expansion) {
    int width = stages[0].out / expansion, group = stages[0].inner / n->spec.groups;
    if (width < 1 || group < 1) return false;
    if (fits_all(n, stages, expansion, 64)) return n->spec.width_per_group = 64, true;
    int64_t least = ((int64_t)group * 64 + width - 1) / width,
            end = ((int64_t)(group + 1) * 64 + width - 1) / width;
    for (int64_t per = least; per < end && per <= MOST_PER_GROUP; per++)
        if (fits_all(n, stages, expansion, (int)per)) return n->spec.width_per_group = (int)per, true;
    return false;
}

static bool guess_bottleneck(Network *n, const StageChannels *stages) {
    const Part *grouped = &n->r->parts[n->blocks[0].convs[1]];
    n->spec.groups = grouped->groups;
    n->spec.reduce_first = stages[0].inner / stages[0].first;
    if (n->spec.reduce_first < 1) n->spec.reduce_first = 1;
    for (int i = 0; i <= MOST_EXPANSION; i++) {
        int expansion = i == 0 ? 4 : i; /* the usual one first */
        if (!find_per_group(n, stages, expansion)) continue;
        n->spec.expansion = expansion;
        for (int s = 0; s < n->spec.stages; s++) n->spec.widths[s] = stages[s].out / expansion;
        return true;
    }
    return refuse_node(n->r->model, stages[0].node,
                       "expected channels of one proportion in all stages, got %d inside "
                       "of %d in the first",
                       stages[0].inner, stages[0].out);
}

bool guess_widths(Network *n) {
    StageChannels stages[MAX_STAGES];
    find_channels(n, stages);
    n->spec.groups = n->spec.reduce_first = 1;
    n->spec.width_per_group = 64;
    if (n->spec.block != BLOCK_BOTTLENECK) return guess_two(n, stages);
    for (int i = 0; i < n->block_count; i++)
        if (n->r->parts[n->blocks[i].convs[0]].stride[0] > 1) n->spec.stride_in_1x1 = true;
    return guess_bottleneck(n, stages);
}
