/* random_keys.c: see random_keys.h. */
#include "random_keys.h"

int between(Draw *draw, int low, int high) {
    return low + (int)(split_mix(&draw->state) % (uint64_t)(high - low + 1));
}

bool one_in(Draw *draw, int count) { return between(draw, 1, count) == 1; }

void add_list(Text *text, const char *key, const int *values, int count) {
    text_printf(text, ", \"%s\": [", key);
    for (int i = 0; i < count; i++) text_printf(text, "%s%d", i ? ", " : "", values[i]);
    text_printf(text, "]");
}

static void add_activation(Text *text, Draw *draw) {
    const char *name =
        WORD(draw, "relu", "relu6", "leaky_relu", "silu", "gelu", "gelu_tanh", "hardswish", "prelu");
    if (one_in(draw, 6))
        text_printf(text, ", \"activation\": {\"type\": \"leaky_relu\", \"slope\": %s}",
                    draw->whole ? WORD(draw, "0.25", "-1.5", "0", "2", "1", "-16", "16", "1e-30")
                                : WORD(draw, "0.25", "-1.5", "0", "2"));
    else
        text_printf(text,
                    one_in(draw, 4) ? ", \"activation\": {\"type\": \"%s\"}" : ", \"activation\": \"%s\"",
                    name);
}

static void add_shortcut(Text *text, Draw *draw) {
    text_printf(text, ", \"shortcut\": \"%s\"",
                WORD(draw, "projection", "zero_pad", "projection_all", "avg_down"));
    if (one_in(draw, 3)) text_printf(text, ", \"shortcut_norm\": %s", WORD(draw, "true", "false", "false"));
}

static void add_attention(Text *text, Draw *draw) {
    if (one_in(draw, 10))
        text_printf(text, ", \"attention\": null");
    else if (one_in(draw, 3))
        text_printf(text, ", \"attention\": {\"type\": \"eca\"}");
    else
        text_printf(text, ", \"attention\": {\"type\": \"se\", \"reduction\": %d}",
                    EITHER(draw, (1, 2, 7, 16, 65536), (1, 2, 4, 16)));
}

static void add_norm(Text *text, Draw *draw) {
    if (draw->whole && one_in(draw, 3))
        text_printf(text, ", \"norm\": {\"type\": \"group\", \"groups\": %d, \"eps\": %s}",
                    PICK(draw, 1, 2, 3, 8, 16), WORD(draw, "1e-5", "1"));
    else
        text_printf(text, ", \"norm\": %s",
                    WORD(draw, "null", "{\"type\": \"group\", \"groups\": 1}",
                         "{\"type\": \"group\", \"groups\": 4}",
                         "{\"type\": \"group\", \"groups\": 2, \"eps\": 0.01}",
                         "{\"type\": \"batch\", \"eps\": 0.1}"));
    if (one_in(draw, 2))
        text_printf(text, ", \"weight_standardization\": %s", WORD(draw, "1e-8", "0.1", "null"));
}

static void add_head(Text *text, Draw *draw) {
    text_printf(text, ", \"head\": {%s}",
                WORD(draw, "\"pool\": \"avg\"", "\"pool\": \"max\"", "\"pool\": \"avgmax\"",
                     "\"pool\": \"catavgmax\"", "\"type\": \"flatten\"",
                     "\"type\": \"flatten\", \"norm\": false", "\"type\": \"flatten\", \"norm\": true"));
}

/* One stage's may be more than its image. */
static void add_dilations(Text *text, Draw *draw) {
    int dilations[8];
    for (int s = 0; s < draw->stages; s++)
        dilations[s] = EITHER(draw, (1, 1, 2, 3, 5, 13, 64), (1, 1, 2, 3, 4, 7));
    add_list(text, "dilations", dilations, draw->stages);
}

static void add_windows(Text *text, Draw *draw) {
    if (one_in(draw, 3)) text_printf(text, ", \"padding\": \"%s\"", WORD(draw, "same", "same", "torch"));
    if (one_in(draw, 2))
        text_printf(text, ", \"antialias\": %s", WORD(draw, "\"blur\"", "\"average\"", "null"));
}

static void add_block_kind(Text *text, Draw *draw) {
    if (one_in(draw, 2)) text_printf(text, ", \"preactivation\": %s", WORD(draw, "true", "true", "false"));
    if (one_in(draw, 3))
        text_printf(text, ", \"down_kernel\": %d", EITHER(draw, (1, 3, 3, 5, 31), (1, 3, 3, 5, 9)));
    if (one_in(draw, 3)) text_printf(text, ", \"reduce_first\": %d", PICK(draw, 1, 2, 2, 3));
}

/* Padding of any size below the kernel's. */
static void add_any_pool(Text *text, Draw *draw) {
    const int kernel = PICK(draw, 1, 2, 3, 3, 4, 5, 6, 9, 31);
    text_printf(text, ", \"pool\": {\"kernel\": %d, \"stride\": %d, \"padding\": [%d, %d]}", kernel,
                PICK(draw, 1, 2, 2, 3, 5, 8), between(draw, 0, kernel - 1), between(draw, 0, kernel - 1));
}

static void add_pool(Text *text, Draw *draw) {
    if (one_in(draw, 2))
        text_printf(text, ", \"pool\": %s", WORD(draw, "\"max\"", "\"max_fixed\"", "\"conv\"", "null"));
    else if (one_in(draw, 8))
        text_printf(text, ", \"pool\": {}");
    else if (draw->whole)
        add_any_pool(text, draw);
    else
        text_printf(text, ", \"pool\": {\"kernel\": %d, \"stride\": %d, \"padding\": [%d, %d]}",
                    PICK(draw, 2, 3, 3, 4, 5), PICK(draw, 1, 2, 2, 3), PICK(draw, 0, 0, 1),
                    PICK(draw, 0, 1, 1));
}

void add_wide_stem(Text *text, Draw *draw) {
    bool deep = one_in(draw, 2);
    text_printf(text, ", \"stem\": {\"type\": \"%s\"", deep ? "deep" : WORD(draw, "imagenet", "cifar"));
    if (!deep)
        text_printf(text, ", \"width\": %d, \"kernel\": %d", PICK(draw, 4, 9, 16),
                    EITHER(draw, (1, 3, 5, 11, 15, 31), (1, 3, 5, 11, 15)));
    if (deep && !one_in(draw, 4))
        text_printf(text, ", \"widths\": [%d, %d, %d]", PICK(draw, 4, 8, 13, 24), PICK(draw, 8, 17),
                    PICK(draw, 8, 16, 32));
    if (one_in(draw, 3)) text_printf(text, ", \"stride\": %d", EITHER(draw, (1, 2, 3, 5, 8), (1, 2, 3)));
    if (!one_in(draw, 4)) add_pool(text, draw);
    text_printf(text, "}");
}

void add_family(Text *text, Draw *draw) {
    static void (*const add[])(Text *, Draw *) = { add_activation, add_shortcut,  add_attention,
                                                   add_norm,       add_head,      add_dilations,
                                                   add_windows,    add_block_kind };
    for (int i = 0; i < COUNT_OF(add); i++)
        if (one_in(draw, 3)) add[i](text, draw);
}
