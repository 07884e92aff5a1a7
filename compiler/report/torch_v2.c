/* torch_v2.c: timm's ResNetV2, whose norms have their activation inside. */
#include "torch_tree.h"

static void print_norm_act(Tree *tree, const char *name, const Op *op) {
    Arena *arena = tree->text->arena;
    if (!op) return;
    tree_open(tree, name, op->kind == OP_GROUP_NORM ? "GroupNormAct" : "BatchNormAct2d");
    tree_line(tree, torch_norm_arguments(arena, op));
    tree_leaf(tree, "drop", "Identity()");
    tree_leaf(tree, "act", torch_activation(arena, tree->graph->spec, op->out_channels));
    tree_close(tree);
}

/* Of three convolutions, their norms between them; the graph calls them "conv1.0", "conv1.1", ... */
static void print_stem(Tree *tree) {
    static const struct {
        const char *name, *own;
        bool norm;
    } deep[] = { { "conv1", "conv1.0", false },
                 { "norm1", "conv1.1", true },
                 { "conv2", "conv1.3", false },
                 { "norm2", "conv1.4", true },
                 { "conv3", "conv1.6", false } };
    const Op *pool = torch_find(tree, "", "maxpool");
    tree_open(tree, "stem", "Sequential");
    tree_op(tree, "conv", torch_find(tree, "", "conv1"));
    for (int i = 0; tree->graph->spec->stem.deep && i < COUNT_OF(deep); i++)
        (deep[i].norm ? print_norm_act : tree_op)(tree, deep[i].name, torch_find(tree, "", deep[i].own));
    if (pool) tree_pool(tree, "pool", pool);
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
        const char *conv = arena_printf(arena, "conv%d", i);
        print_norm_act(tree, arena_printf(arena, "norm%d", i),
                       torch_find(tree, prefix, arena_printf(arena, "bn%d", i)));
        tree_op(tree, conv, torch_find(tree, prefix, conv));
    }
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
    if (fc) tree_leaf(tree, "fc", torch_conv(tree->text->arena, fc, true));
    tree_leaf(tree, "flatten", "Flatten(start_dim=1, end_dim=-1)");
    tree_close(tree);
}

void print_torch_v2(Tree *tree) {
    tree_open(tree, NULL, "ResNetV2");
    print_stem(tree);
    print_stages(tree);
    torch_enter(tree, -1, -1);
    print_norm_act(tree, "norm", torch_find(tree, "", "norm"));
    if (tree->graph->pool >= 0) print_head(tree);
    tree_close(tree);
}
