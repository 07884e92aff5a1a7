/* torch_v1.c: torchvision's ResNet, where it has all that the spec asks for; else timm's; insightface's
 * IResNet.
 */
#include "torch_tree.h"

#include <string.h>

static bool is_torchvision(const Spec *spec) {
    bool plain_block = spec->activation == ACTIVATION_RELU && !spec->attention && !spec->antialias &&
                       spec->shortcut != SHORTCUT_AVG_DOWN && spec->reduce_first == 1 &&
                       spec->down_kernel == 1;
    bool plain_stem = !spec->stem.deep && spec->stem.pool.kind != STEM_POOL_CONV && !spec->stem.pool.zeros;
    return plain_block && plain_stem && spec->norm != NORM_GROUP && spec->standardized < 0 &&
           spec->head == HEAD_AVERAGE;
}

static bool is_ir(const Spec *spec) { return spec->block == BLOCK_IR; }

/* ---- Blocks; `prefix` is "layer2.0." ---- */

static void print_part(Tree *tree, const char *prefix, const char *kind, int index) {
    const char *name = arena_printf(tree->text->arena, "%s%d", kind, index);
    tree_op(tree, name, torch_find(tree, prefix, name));
}

/* The single activation stands where the class makes it: behind bn1, or behind bn3. */
static void print_torchvision_block(Tree *tree, const char *prefix, int convs) {
    const Spec *spec = tree->graph->spec;
    for (int i = 1; i <= convs; i++) {
        print_part(tree, prefix, "conv", i);
        print_part(tree, prefix, "bn", i);
        if (i == (convs == 3 ? 3 : 1)) tree_leaf(tree, "relu", torch_activation(tree->text->arena, spec, 0));
    }
}

static void print_timm_block(Tree *tree, const char *prefix, int convs) {
    Arena *arena = tree->text->arena;
    for (int i = 1; i <= convs; i++) {
        const Op *conv = torch_find(tree, prefix, arena_printf(arena, "conv%d", i));
        const Op *aa = torch_find(tree, prefix, "aa");
        print_part(tree, prefix, "conv", i);
        print_part(tree, prefix, "bn", i);
        if (i == convs - 1) tree_leaf(tree, "drop_block", "Identity()");
        if (i == convs) tree_attention(tree, prefix);
        tree_leaf(tree, arena_printf(arena, "act%d", i),
                  torch_activation(arena, tree->graph->spec, conv->out_channels));
        if (i == convs - 1 && !aa) tree_leaf(tree, "aa", "Identity()");
        if (i == convs - 1) tree_op(tree, "aa", aa);
    }
}

static void print_ir_block(Tree *tree, const char *prefix) {
    static const char *const names[] = { "bn1", "conv1", "bn2", "prelu", "conv2", "bn3", "aa" };
    const char *activation = tree->graph->spec->activation == ACTIVATION_RELU ? "relu" : "act1";
    for (int i = 0; i < COUNT_OF(names); i++) {
        tree_op(tree, names[i], torch_find(tree, prefix, names[i]));
        if (!strcmp(names[i], "bn2")) tree_op(tree, activation, torch_find(tree, prefix, activation));
    }
    tree_attention(tree, prefix);
}

static void print_block(Tree *tree, int stage, int block) {
    const Spec *spec = tree->graph->spec;
    Arena *arena = tree->text->arena;
    const char *prefix = arena_printf(arena, "layer%d.%d.", stage + 1, block);
    const char *class = is_ir(spec)                  ? "IBasicBlock"
                        : spec->block == BLOCK_BASIC ? "BasicBlock"
                                                     : "Bottleneck";
    int convs = spec->block == BLOCK_BOTTLENECK ? 3 : 2;
    torch_enter(tree, stage, block);
    tree_open(tree, arena_printf(arena, "%d", block), class);
    if (is_ir(spec))
        print_ir_block(tree, prefix);
    else if (is_torchvision(spec))
        print_torchvision_block(tree, prefix, convs);
    else
        print_timm_block(tree, prefix, convs);
    tree_sequential(tree, "downsample", arena_printf(arena, "%sdownsample.", prefix));
    tree_close(tree);
}

/* ---- What stands around them ---- */

static void print_stem(Tree *tree) {
    const Graph *graph = tree->graph;
    const Spec *spec = graph->spec;
    bool ir = is_ir(spec) && spec->activation == ACTIVATION_PRELU;
    const char *activation = ir ? "prelu" : is_torchvision(spec) ? "relu" : "act1";
    const Op *pool = torch_find(tree, "", "maxpool");
    tree_op(tree, "conv1", torch_find(tree, "", "conv1"));
    tree_sequential(tree, "conv1", "conv1.");
    tree_op(tree, "bn1", torch_find(tree, "", "bn1"));
    tree_leaf(tree, activation, torch_activation(tree->text->arena, spec, spec->stem.width));
    if (pool) tree_pool(tree, "maxpool", pool);
    tree_sequential(tree, "maxpool", "maxpool.");
}

static void print_timm_pool(Tree *tree) {
    tree_leaf(tree, "global_pool",
              arena_printf(tree->text->arena,
                           "SelectAdaptivePool2d(pool_type=%s, flatten=Flatten(start_dim=1, end_dim=-1))",
                           head_names[tree->graph->spec->head]));
}

static void print_head(Tree *tree) {
    const Graph *graph = tree->graph;
    bool timm = !is_torchvision(graph->spec);
    if (graph->pool >= 0 && !timm)
        tree_op(tree, "avgpool", &graph->ops[graph->pool]);
    else if (graph->pool >= 0)
        print_timm_pool(tree);
    tree_features(tree);
    if (graph->pool >= 0 && timm && !graph->spec->classes) tree_leaf(tree, "fc", "Identity()");
}

void print_torch_v1(Tree *tree) {
    const Spec *spec = tree->graph->spec;
    tree_open(tree, NULL, is_ir(spec) ? "IResNet" : "ResNet");
    print_stem(tree);
    for (int s = 0; s < spec->stages; s++) {
        tree_open(tree, arena_printf(tree->text->arena, "layer%d", s + 1), "Sequential");
        for (int b = 0; b < spec->repeats[s]; b++) print_block(tree, s, b);
        tree_close(tree);
    }
    torch_enter(tree, -1, -1);
    print_head(tree);
    tree_close(tree);
}
