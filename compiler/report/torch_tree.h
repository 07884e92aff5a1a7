/* torch_tree.h: the module tree as PyTorch's print(model) shows it: what all classes share. */
#ifndef RESNETC_REPORT_TORCH_TREE_H
#define RESNETC_REPORT_TORCH_TREE_H

#include "report.h"

typedef struct {
    Text *text;
    const Graph *graph;
    int indent;
    int begin, end; /* the operators that torch_find() looks at */
} Tree;

/* "(name): Class(" and what closes it; children stand deeper. A root has no name. */
void tree_open(Tree *tree, const char *name, const char *class);
void tree_close(Tree *tree);
void tree_line(Tree *tree, const char *line);                     /* as it stands */
void tree_leaf(Tree *tree, const char *name, const char *module); /* "(name): module" */
/* An operator's module, with its arguments; nothing where it has none, or where op is NULL. */
void tree_op(Tree *tree, const char *name, const Op *op);
void tree_pool(Tree *tree, const char *name, const Op *op); /* a max pool's, and its zeros' before it */

const char *torch_activation(Arena *arena, const Spec *spec, int channels);
const char *torch_norm_arguments(Arena *arena, const Op *op);
const char *torch_conv(Arena *arena, const Op *op, bool bias); /* "Conv2d(...)" */

/* ---- Operators by name: "layer2.0." and "conv1"; NULL where there is none ---- */

const Op *torch_find(const Tree *tree, const char *prefix, const char *name);
/* Looks only at this block's, which stand behind those of the block before; a stage of -1: at all again. */
void torch_enter(Tree *tree, int stage, int block);

/* ---- Parts: torch_parts.c ---- */

/* What begins with a prefix like "layer1.0.downsample."; nothing where nothing does. */
void tree_sequential(Tree *tree, const char *name, const char *prefix);
void tree_attention(Tree *tree, const char *prefix); /* a block's, if it has one */
void tree_features(Tree *tree);                      /* the classifier; of a flattened head its norms, too */

/* ---- The classes ---- */

void print_torch_v1(Tree *tree); /* torch_v1.c: torchvision's and timm's ResNet, insightface's IResNet */
void print_torch_v2(Tree *tree); /* torch_v2.c: timm's ResNetV2 */

#endif
