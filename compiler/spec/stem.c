/* stem.c: the convolution, and perhaps the max pool, before the stages. */
#include "keys.h"

#include <string.h>

enum { STEM_IMAGENET, STEM_CIFAR, STEM_DEEP };

static Stem stem_of_type(int type, const Spec *spec) {
    if (type == STEM_CIFAR) return (Stem){ .kernel = 3, .stride = 1, .width = spec->widths[0] };
    return (Stem){ .kernel = 7, .stride = 2, .width = 64, .max_pool = true };
}

static void check_deep(const Node *stem, int type) {
    int widths[3];
    Node node = member(stem, "widths"), name = member(stem, "type");
    if (node.value && type != STEM_DEEP) fail_expected(&node, "\"widths\" only with \"type\": \"deep\"");
    read_integers(stem, "widths", " (one a convolution)", 3, 1, MAX_CHANNELS, widths);
    if (type == STEM_DEEP) fail_unsupported(&name, "");
}

static void read_pool(const Node *stem, bool *max_pool) {
    Node pool = member(stem, "pool");
    if (!pool.value) return;
    bool max = json_is_string(pool.value) && !strcmp(json_string_value(pool.value), "max");
    if (!max && !json_is_null(pool.value)) fail_expected(&pool, "\"max\" or null");
    *max_pool = max;
}

void read_stem(const Node *root, Spec *spec) {
    static const char *const keys[] = { "type", "kernel", "stride", "width", "pool", "widths", NULL };
    static const char *const types[] = { "imagenet", "cifar", "deep", NULL };
    Node stem = read_object(root, "stem", keys), kernel = member(&stem, "kernel");
    int type = STEM_IMAGENET;
    read_choice(&stem, "type", types, &type);
    spec->stem = stem_of_type(type, spec);
    read_integer(&stem, "kernel", 1, 31, &spec->stem.kernel);
    if (spec->stem.kernel % 2 == 0) fail_expected(&kernel, "an odd number");
    read_integer(&stem, "stride", 1, 8, &spec->stem.stride);
    read_integer(&stem, "width", 1, MAX_CHANNELS, &spec->stem.width);
    read_pool(&stem, &spec->stem.max_pool);
    check_deep(&stem, type);
}
