/* stages.c: the blocks: how many, how wide, how they stride. */
#include "keys.h"

enum { MOST_BLOCKS = 1000 }; /* of a stage, and of all */

static const char one_a_stage[] = " (one a stage)";

const char *const block_names[] = {
    [BLOCK_BASIC] = "basic", [BLOCK_BOTTLENECK] = "bottleneck", [BLOCK_IR] = "ir", NULL
};

static void read_block(const Node *root, Spec *spec) {
    int block = BLOCK_BASIC;
    if (!has(root, "block"))
        fail_node(root, "\"block\" is missing: expected %s", alternatives(root->source->arena, block_names));
    read_choice(root, "block", block_names, &block);
    spec->block = (BlockKind)block;
}

/* Also the number of stages, which other keys' lengths must equal: 1 where it is wrong. */
static void read_repeats(const Node *root, Spec *spec) {
    Node repeats = member(root, "repeats");
    spec->stages = 1;
    if (!repeats.value)
        fail_node(root, "\"repeats\" is missing: expected the number of blocks of each stage");
    else if (check_count(&repeats, "integer", one_a_stage, 1, MAX_STAGES))
        spec->stages = (int)json_array_size(repeats.value);
    else
        return;
    read_integers(root, "repeats", one_a_stage, spec->stages, 1, MOST_BLOCKS, spec->repeats);
    int blocks = 0;
    for (int i = 0; i < spec->stages; i++) blocks += spec->repeats[i];
    if (blocks > MOST_BLOCKS) fail_node(&repeats, "expected at most %d blocks, got %d", MOST_BLOCKS, blocks);
}

static void set_defaults(Spec *spec) {
    for (int i = 0; i < spec->stages; i++) {
        spec->widths[i] = 64 << i;
        spec->strides[i] = i == 0 ? 1 : 2;
        spec->dilations[i] = 1;
    }
    spec->expansion = spec->block == BLOCK_BOTTLENECK ? 4 : 1;
    spec->groups = spec->reduce_first = spec->down_kernel = 1;
    spec->width_per_group = 64;
}

/* As in torchvision, and 1x1 convolutions are what blocks of two 3x3 do not have. */
static void check_two_3x3(const Node *root, const Spec *spec) {
    const char *block = block_names[spec->block];
    Node groups = member(root, "groups"), width = member(root, "width_per_group");
    Node stride_in = member(root, "stride_in");
    if (spec->groups != 1) fail_expected(&groups, "1 with \"block\": \"%s\"", block);
    if (spec->width_per_group != 64) fail_expected(&width, "64 with \"block\": \"%s\"", block);
    if (spec->stride_in_1x1) fail_expected(&stride_in, "\"3x3\" with \"block\": \"%s\"", block);
}

/* It must leave channels, as many in each group. */
static void check_reduce_first(const Node *root, const Spec *spec, int stage) {
    Node node = member(root, "reduce_first");
    int width = spec->block == BLOCK_BOTTLENECK ? inner_channels(spec, stage) : spec->widths[stage];
    if (width / spec->reduce_first < 1)
        fail_expected(&node, "%d or less (the width of stage %d)", width, stage + 1);
    if (spec->reduce_first > 1 && width / spec->reduce_first % spec->groups)
        fail_expected(&node, "a number that leaves whole groups (stage %d has %d / %d channels in %d groups)",
                      stage + 1, width, spec->reduce_first, spec->groups);
}

static void read_down_kernel(const Node *root, Spec *spec) {
    Node node = member(root, "down_kernel");
    read_integer(root, "down_kernel", 1, 31, &spec->down_kernel);
    if (spec->down_kernel % 2 == 0) fail_expected(&node, "an odd number");
}

int inner_channels(const Spec *spec, int stage) {
    return (int)((int64_t)spec->widths[stage] * spec->width_per_group / 64 * spec->groups);
}

/* Blames the first of these keys that the spec has. */
static void blame(const Node *root, const char *const *keys, int stage, const char *expected) {
    while (*keys && !has(root, *keys)) keys++;
    Node node = member(root, *keys ? *keys : "repeats"), width = item(&node, (size_t)stage);
    fail_expected(json_is_array(node.value) ? &width : &node, "%s", expected);
}

/* Of a stage; in 64 bits, where the products of three checked factors fit. */
static void check_inner_channels(const Node *root, const Spec *spec, int stage) {
    static const char *const keys[] = { "groups", "width_per_group", NULL };
    int64_t group = (int64_t)spec->widths[stage] * spec->width_per_group / 64, inner = group * spec->groups;
    if (group < 1)
        blame(root, keys + 1, stage,
              arena_printf(root->source->arena, "1 channel a group or more (stage %d has %d * %d / 64)",
                           stage + 1, spec->widths[stage], spec->width_per_group));
    if (inner > MAX_CHANNELS)
        blame(root, keys, stage,
              arena_printf(root->source->arena, "%d channels or less in a 3x3 (stage %d has %lld)",
                           MAX_CHANNELS, stage + 1, (long long)inner));
}

static void check_outer_channels(const Node *root, const Spec *spec, int stage) {
    static const char *const keys[] = { "widths", "expansion", NULL };
    int64_t outer = (int64_t)spec->widths[stage] * spec->expansion;
    if (outer > MAX_CHANNELS)
        blame(root, keys, stage,
              arena_printf(root->source->arena, "%d channels or less out of a block (stage %d has %lld)",
                           MAX_CHANNELS, stage + 1, (long long)outer));
}

void read_stages(const Node *root, Spec *spec) {
    static const char *const stride_names[] = { "3x3", "1x1", NULL };
    int stride_in = 0;
    read_block(root, spec);
    read_repeats(root, spec);
    set_defaults(spec);
    read_integer(root, "expansion", 1, 64, &spec->expansion);
    read_integers(root, "widths", one_a_stage, spec->stages, 1, MAX_CHANNELS, spec->widths);
    read_integers(root, "strides", one_a_stage, spec->stages, 1, 8, spec->strides);
    read_integer(root, "groups", 1, MAX_CHANNELS, &spec->groups);
    read_integer(root, "width_per_group", 1, MAX_CHANNELS, &spec->width_per_group);
    read_integers(root, "dilations", one_a_stage, spec->stages, 1, 64, spec->dilations);
    read_integer(root, "reduce_first", 1, MAX_CHANNELS, &spec->reduce_first);
    read_down_kernel(root, spec);
    read_choice(root, "stride_in", stride_names, &stride_in);
    spec->stride_in_1x1 = stride_in == 1;
    if (spec->block != BLOCK_BOTTLENECK) check_two_3x3(root, spec);
    for (int i = 0; i < spec->stages; i++) {
        check_inner_channels(root, spec, i);
        check_outer_channels(root, spec, i);
        if (!root->source->diag->message) check_reduce_first(root, spec, i);
    }
}
