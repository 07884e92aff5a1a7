/* stem.c: the convolutions, and perhaps a pool, before the stages. */
#include "keys.h"

#include <string.h>

enum { STEM_IMAGENET, STEM_CIFAR, STEM_DEEP };

static const StemPool no_pool = { .kind = STEM_POOL_NONE },
                      usual_pool = { .kind = STEM_POOL_MAX,
                                     .kernel = 3,
                                     .stride = 2,
                                     .before = 1,
                                     .behind = 1 },
                      conv_pool = { .kind = STEM_POOL_CONV, .kernel = 3, .stride = 2 };

static Stem stem_of_type(int type, const Spec *spec) {
    if (type == STEM_CIFAR)
        return (Stem){ .kernel = 3, .stride = 1, .width = spec->widths[0], .pool = no_pool };
    if (type == STEM_DEEP)
        return (Stem){
            .deep = true, .widths = { 32, 32, 64 }, .kernel = 3, .stride = 2, .width = 64, .pool = usual_pool
        };
    return (Stem){ .kernel = 7, .stride = 2, .width = 64, .pool = usual_pool };
}

static void read_deep(const Node *stem, int type, Stem *to) {
    Node widths = member(stem, "widths"), width = member(stem, "width"), kernel = member(stem, "kernel");
    if (widths.value && type != STEM_DEEP) fail_expected(&widths, "\"widths\" only with \"type\": \"deep\"");
    if (width.value && type == STEM_DEEP)
        fail_expected(&width, "\"widths\", not \"width\", with \"type\": \"deep\"");
    if (type == STEM_DEEP && to->kernel != 3) fail_expected(&kernel, "3 with \"type\": \"deep\"");
    read_integers(stem, "widths", " (one a convolution)", 3, 1, MAX_CHANNELS, to->widths);
    if (type == STEM_DEEP) to->width = to->widths[2];
}

/* Zeros before and behind, as TensorFlow and Caffe have them: they stand in the windows. */
static void read_padded_pool(const Node *pool, StemPool *to) {
    static const char *const keys[] = { "kernel", "stride", "padding", NULL };
    int padding[2] = { 0, 0 };
    Node node = member(pool, "padding");
    if (!check_object(pool, keys)) return;
    *to = (StemPool){ .kind = STEM_POOL_MAX, .kernel = 3, .stride = 2, .zeros = true };
    read_integer(pool, "kernel", 1, 31, &to->kernel);
    read_integer(pool, "stride", 1, 8, &to->stride);
    read_integers(pool, "padding", " (before, behind)", 2, 0, 30, padding);
    for (size_t i = 0; i < 2; i++) {
        Node side = item(&node, i);
        if (padding[i] >= to->kernel) fail_expected(&side, "a padding below the kernel (%d)", to->kernel);
    }
    to->before = padding[0];
    to->behind = padding[1];
}

static void read_pool(const Node *stem, StemPool *to) {
    static const char *const names[] = { "max", "max_fixed", "conv", NULL };
    Arena *arena = stem->source->arena;
    Node pool = member(stem, "pool");
    if (!pool.value) return;
    int choice = json_is_string(pool.value) ? find_name(names, json_string_value(pool.value)) : -1;
    if (json_is_null(pool.value))
        *to = no_pool;
    else if (json_is_object(pool.value))
        read_padded_pool(&pool, to);
    else if (choice < 0)
        fail_choice(&pool, arena_printf(arena, "%s, an object or null", alternatives(arena, names)), names);
    else
        *to = choice == 2 ? conv_pool : usual_pool;
    if (choice == 1) to->zeros = true;
}

/* What comes behind a pool that is replaced is its own: a blur, an average. */
static void check_antialias(const Node *stem, const Spec *spec) {
    Node pool = member(stem, "pool");
    const StemPool *p = &spec->stem.pool;
    if (spec->antialias && p->kind == STEM_POOL_MAX && (p->zeros || p->kernel != 3 || p->stride != 2))
        fail_expected(&pool, "\"max\", \"conv\" or null with \"antialias\"");
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
    read_deep(&stem, type, &spec->stem);
    read_pool(&stem, &spec->stem.pool);
    check_antialias(&stem, spec);
}
