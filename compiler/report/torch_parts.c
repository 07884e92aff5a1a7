/* torch_parts.c: parts of a module tree that several classes have. */
#include "torch_tree.h"

#include <string.h>

/* ---- Parts of several modules, "conv1.0", "conv1.1" or "downsample.0": a Sequential ---- */

static bool belongs(const Op *op, const char *prefix) { return !strncmp(op->name, prefix, strlen(prefix)); }

/* What follows a prefix like "layer1.0.downsample."; false where nothing does. */
static bool has_children(const Tree *tree, const char *prefix) {
    const Graph *graph = tree->graph;
    for (int v = tree->begin; v < tree->end; v++)
        if (belongs(&graph->ops[v], prefix) && *operators[graph->ops[v].kind].module) return true;
    return false;
}

void tree_sequential(Tree *tree, const char *name, const char *prefix) {
    const Graph *graph = tree->graph;
    if (!has_children(tree, prefix)) return;
    bool averages = !strcmp(name, "downsample") && graph->spec->shortcut == SHORTCUT_AVG_DOWN;
    tree_open(tree, name, "Sequential");
    if (averages && !torch_find(tree, prefix, "0")) tree_leaf(tree, "0", "Identity()");
    for (int v = tree->begin; v < tree->end; v++)
        if (belongs(&graph->ops[v], prefix))
            tree_op(tree, graph->ops[v].name + strlen(prefix), &graph->ops[v]);
    tree_close(tree);
}

/* ---- The attention ---- */

void tree_attention(Tree *tree, const char *prefix) {
    Arena *arena = tree->text->arena;
    const Op *first = torch_find(tree, prefix, "se.fc1"), *second = torch_find(tree, prefix, "se.fc2");
    const Op *conv = torch_find(tree, prefix, "se.conv");
    if (!first && !conv) return;
    tree_open(tree, "se", first ? "SEModule" : "EcaModule");
    if (first) {
        tree_leaf(tree, "fc1", torch_conv(arena, first, true));
        tree_leaf(tree, "bn", "Identity()");
        tree_leaf(tree, "act", "ReLU(inplace=True)");
        tree_leaf(tree, "fc2", torch_conv(arena, second, true));
    } else {
        tree_leaf(tree, "conv",
                  arena_printf(arena,
                               "Conv1d(1, 1, kernel_size=(%d,), stride=(1,), padding=(%d,), bias=False)",
                               conv->kernel, conv->kernel / 2));
    }
    tree_leaf(tree, "gate", "Sigmoid()");
    tree_close(tree);
}

/* ---- What stands behind the pool, or in its place ---- */

void tree_features(Tree *tree) {
    if (tree->graph->spec->head == HEAD_FLATTEN) {
        tree_op(tree, "bn2", torch_find(tree, "", "bn2"));
        tree_leaf(tree, "dropout", "Dropout(p=0, inplace=True)");
    }
    tree_op(tree, "fc", torch_find(tree, "", "fc"));
    tree_op(tree, "features", torch_find(tree, "", "features"));
}
