/* norm.c: what normalises values, and filters. */
#include "keys.h"

static void read_group_norm(const Node *norm, Spec *spec, int type) {
    Node groups = member(norm, "groups");
    spec->norm = type == 1 ? NORM_GROUP : NORM_BATCH;
    spec->norm_groups = 32;
    if (groups.value && type != 1) fail_expected(&groups, "\"groups\" only with \"type\": \"group\"");
    read_integer(norm, "groups", 1, MAX_CHANNELS, &spec->norm_groups);
}

static void read_standardization(const Node *root, Spec *spec) {
    Node node = member(root, "weight_standardization");
    spec->standardized = -1;
    if (!node.value || json_is_null(node.value)) return;
    if (!json_is_number(node.value))
        fail_expected(&node, "a number or null");
    else
        read_number(root, "weight_standardization", 0, 1, &spec->standardized);
}

void read_norm(const Node *root, Spec *spec) {
    static const char *const keys[] = { "eps", "type", "groups", NULL };
    static const char *const types[] = { "batch", "group", NULL };
    Node norm = member(root, "norm");
    int type = 0;
    spec->eps = 1e-5;
    read_standardization(root, spec);
    if (norm.value && json_is_null(norm.value)) {
        spec->norm = NORM_NONE;
        return;
    }
    if (norm.value && !json_is_object(norm.value)) fail_expected(&norm, "an object or null");
    norm = read_object(root, "norm", keys);
    read_choice(&norm, "type", types, &type);
    read_group_norm(&norm, spec, type);
    read_number(&norm, "eps", 0, 1, &spec->eps);
}

static void check_groups(const Node *root, const Spec *spec, const char *what, int stage, int channels) {
    Node norm = member(root, "norm"), groups = member(&norm, "groups");
    if (channels % spec->norm_groups == 0) return;
    const char *where =
        stage < 0 ? what : arena_printf(root->source->arena, "%s of stage %d", what, stage + 1);
    fail_expected(groups.value ? &groups : &norm, "groups that divide the channels of every norm (%s has %d)",
                  where, channels);
}

/* The channels of each norm that there is: the graph's builder makes no others. */
void check_norm(const Node *root, const Spec *spec) {
    if (spec->norm != NORM_GROUP) return;
    if (spec->stem.deep)
        for (int i = 0; i < 2; i++) check_groups(root, spec, "the stem", -1, spec->stem.widths[i]);
    check_groups(root, spec, "the stem", -1, spec->stem.width);
    if (spec->head == HEAD_FLATTEN && spec->head_norm && spec->classes > 0)
        check_groups(root, spec, "the head", -1, spec->classes);
    for (int s = 0; s < spec->stages; s++) {
        int width = spec->block == BLOCK_BOTTLENECK ? inner_channels(spec, s) : spec->widths[s];
        check_groups(root, spec, "a block's first convolution", s, width / spec->reduce_first);
        if (spec->block == BLOCK_BOTTLENECK) check_groups(root, spec, "a block", s, width);
        check_groups(root, spec, "the output", s, spec->widths[s] * spec->expansion);
    }
}
