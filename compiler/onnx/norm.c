/* norm.c: which norm the network has, if the file has not folded all of them into convolutions. */
#include "network.h"

static bool take_norm(Network *n, const Part *part) {
    NormKind kind = part->kind == OP_GROUP_NORM ? NORM_GROUP : NORM_BATCH;
    if (part->kind != OP_GROUP_NORM && part->kind != OP_NORM) return true;
    if (n->spec.norm != NORM_NONE && n->spec.norm != kind)
        return refuse_node(n->r->model, part->node, "expected batch norms alone, or group norms alone");
    if ((n->spec.norm == NORM_NONE || n->spec.eps == 0) && !part->affine) n->spec.eps = part->eps;
    if (kind == NORM_GROUP) n->spec.eps = part->eps;
    n->spec.norm = kind;
    if (!n->spec.norm_groups) n->spec.norm_groups = part->groups;
    return true;
}

static bool take_path(Network *n, Path path) {
    for (int i = 0; i < path.count; i++)
        if (!take_norm(n, path_part(n, path, i))) return false;
    return true;
}

bool guess_norm(Network *n) {
    n->spec.norm = NORM_NONE;
    n->spec.eps = 0;
    if (!take_path(n, n->stem) || !take_path(n, n->tail)) return false;
    for (int i = 0; i < n->block_count; i++) {
        const Block *block = &n->blocks[i];
        if ((i > 0 && !take_path(n, block->common)) || !take_path(n, block->branch) ||
            !take_path(n, block->shortcut))
            return false;
    }
    if (n->spec.norm == NORM_BATCH && n->spec.eps == 0) n->spec.eps = 1e-5;
    return true;
}
