/* norm.c: batch norms have running statistics, group norms have none. */
#include "look.h"

#include <string.h>

/* What has one number a channel and is called weight, but for the slopes of PReLU, is a norm's. */
static bool is_norm_weight(const char *name, const Tensor *tensor) {
    static const char *const parts[] = { "layer", "bn1.", "conv1.", "norm.", "maxpool." };
    bool own = false;
    for (int i = 0; i < COUNT_OF(parts); i++) own |= !strncmp(name, parts[i], strlen(parts[i]));
    return own && tensor->rank == 1 && ends_with(name, ".weight") && !strstr(name, "prelu") &&
           !strstr(name, "act");
}

static int common_divisor(int a, int b) { return b ? common_divisor(b, a % b) : a; }

/* 32, as everywhere, where that divides all of them; else the largest number below that does. */
static int likely_groups(const Look *l) {
    int common = 0, groups = 32;
    for (int i = 0; i < l->file->count; i++)
        if (is_norm_weight(l->names[i], &l->file->tensors[i]))
            common = common_divisor(common, dimension(&l->file->tensors[i], 0));
    while (common % groups) groups--;
    return groups;
}

void imply_norm(const Look *l, Spec *spec) {
    bool batch = look(l, "layer1.0.bn1.running_mean"), affine = look(l, "layer1.0.bn1.weight");
    spec->norm = batch ? NORM_BATCH : affine ? NORM_GROUP : NORM_NONE;
    spec->norm_groups = spec->norm == NORM_GROUP ? likely_groups(l) : 32;
    spec->eps = 1e-5;
    spec->standardized = -1;
}
