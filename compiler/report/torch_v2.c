/* torch_v2.c: timm's ResNetV2, whose norms have their activation inside. */
#include "torch_tree.h"

/* Without norms the activation stands alone, by its own name. */
static void print_norm_act(Tree *tree, const char *index, const Op *op, int channels) {
    Arena *arena = tree->text->arena;
    const char *activation = torch_activation(arena, tree->graph->spec, channels);
    if (!op) {
        tree_leaf(tree, arena_printf(arena, "act%s", index), activation);
        return;
    }
    tree_open(tree, arena_printf(arena, "norm%s", index),
              op->kind == OP_GROUP_NORM ? "GroupNormAct" : "BatchNormAct2d");
    tree_line(tree, torch_norm_arguments(arena, op));
    tree_leaf(tree, "drop", "Identity()");
    tree_leaf(tree, "act", activation);
    tree_close(tree);
}

/* Three convolutions, norms and activations between them: the graph calls these "conv1.0", "conv1.1", ... */
static void print_deep(Tree *tree) {
    Arena *arena = tree->text->arena;
    const Op *op, *before = NULL;
    for (int part = 0, i = 1; (op = torch_find(tree, "conv1.", arena_printf(arena, "%d", part))); part++) {
        const char *index = arena_printf(arena, "%d", i);
        if (op->kind == OP_CONV) tree_op(tree, arena_printf(arena, "conv%d", i), op);
        if (op->kind == OP_ACTIVATION)
            print_norm_act(tree, index, before && before->kind != OP_CONV ? before : NULL, op->out_channels);
        i += op->kind == OP_ACTIVATION;
        before = op;
    }
}

static void print_stem(Tree *tree) {
    const Op *pool = torch_find(tree, "", "maxpool");
    tree_open(tree, "stem", "Sequential");
    tree_op(tree, "conv", torch_find(tree, "", "conv1"));
    print_deep(tree);
    if (pool) tree_pool(tree, "pool", pool);
    tree_sequential(tree, "pool", "maxpool.");
    tree_close(tree);
}

static void print_shortcut(Tree *tree, const char *prefix) {
    bool averages = tree->graph->spec->shortcut == SHORTCUT_AVG_DOWN;
    const Op *pool = averages ? torch_find(tree, prefix, "downsample.0") : NULL;
    const Op *conv = torch_find(tree, prefix, averages ? "downsample.1" : "downsample.0");
    if (!conv) return;
    tree_open(tree, "downsample", averages ? "DownsampleAvg" : "DownsampleConv");
    if (averages && !pool) tree_leaf(tree, "pool", "Identity()");
    tree_op(tree, "pool", pool);
    tree_op(tree, "conv", conv);
    tree_leaf(tree, "norm", "Identity()");
    tree_close(tree);
}

static void print_block(Tree *tree, int stage, int block) {
    Arena *arena = tree->text->arena;
    bool basic = tree->graph->spec->block == BLOCK_BASIC;
    const char *prefix = arena_printf(arena, "layer%d.%d.", stage + 1, block);
    torch_enter(tree, stage, block);
    tree_open(tree, arena_printf(arena, "%d", block), basic ? "PreActBasic" : "PreActBottleneck");
    print_shortcut(tree, prefix);
    for (int i = 1; i <= (basic ? 2 : 3); i++) {
        const char *index = arena_printf(arena, "%d", i);
        const Op *conv = torch_find(tree, prefix, arena_printf(arena, "conv%d", i));
        print_norm_act(tree, index, torch_find(tree, prefix, arena_printf(arena, "bn%d", i)),
                       conv->in_channels);
        if (i == (basic ? 2 : 3)) tree_op(tree, "aa", torch_find(tree, prefix, "aa"));
        tree_op(tree, arena_printf(arena, "conv%d", i), conv);
    }
    tree_attention(tree, prefix);
    tree_leaf(tree, "drop_path", "Identity()");
    tree_close(tree);
}

static void print_stages(Tree *tree) {
    const Spec *spec = tree->graph->spec;
    tree_open(tree, "stages", "Sequential");
    for (int s = 0; s < spec->stages; s++) {
        tree_open(tree, arena_printf(tree->text->arena, "%d", s), "ResNetStage");
        tree_open(tree, "blocks", "Sequential");
        for (int b = 0; b < spec->repeats[s]; b++) print_block(tree, s, b);
        tree_close(tree);
        tree_close(tree);
    }
    tree_close(tree);
}

static void print_head(Tree *tree) {
    const Graph *graph = tree->graph;
    const Op *fc = torch_find(tree, "", "fc");
    tree_open(tree, "head", "ClassifierHead");
    tree_leaf(tree, "global_pool",
              arena_printf(tree->text->arena, "SelectAdaptivePool2d(pool_type=%s, flatten=Identity())",
                           head_names[graph->spec->head]));
    tree_leaf(tree, "drop", "Dropout(p=0.0, inplace=False)");
    tree_leaf(tree, "fc", fc ? torch_conv(tree->text->arena, fc, true) : "Identity()");
    tree_leaf(tree, "flatten", "Flatten(start_dim=1, end_dim=-1)");
    tree_close(tree);
}

/* What the class does not have (attention, anti-aliasing, a flattened head) stands as in timm's and
 * insightface's. */
void print_torch_v2(Tree *tree) {
    tree_open(tree, NULL, "ResNetV2");
    print_stem(tree);
    print_stages(tree);
    torch_enter(tree, -1, -1);
    const Op *named = torch_find(tree, "", "act1"), *act = named ? named : torch_find(tree, "", "relu");
    if (act) print_norm_act(tree, "", torch_find(tree, "", "norm"), act->out_channels);
    if (tree->graph->pool >= 0)
        print_head(tree);
    else
        tree_features(tree);
    tree_close(tree);
}
