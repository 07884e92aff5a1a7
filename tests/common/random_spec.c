/* random_spec.c: specs drawn key by key: narrow and odd widths, groups, strides, stems, odd image sizes. */
#include "random_spec.h"

#include <string.h>

enum { ATTEMPTS = 8 };

typedef struct {
    uint64_t state;
} Draw;

static int between(Draw *draw, int low, int high) {
    return low + (int)(split_mix(&draw->state) % (uint64_t)(high - low + 1));
}

#define PICK(draw, ...)                                                                                      \
    ((const int[]){ __VA_ARGS__ })[between(draw, 0, COUNT_OF(((const int[]){ __VA_ARGS__ })) - 1)]

/* "key": [...], one integer a stage */
static void add_list(Text *text, const char *key, const int *values, int count) {
    text_printf(text, ", \"%s\": [", key);
    for (int i = 0; i < count; i++) text_printf(text, "%s%d", i ? ", " : "", values[i]);
    text_printf(text, "]");
}

/* Every width is at least 2, so that 32 a group still leaves one channel. */
static void add_block(Text *text, Draw *draw, int stages) {
    bool bottleneck = between(draw, 0, 1);
    int repeats[MAX_STAGES], widths[MAX_STAGES], strides[MAX_STAGES];
    for (int s = 0; s < stages; s++) {
        repeats[s] = PICK(draw, 1, 1, 2, 3);
        widths[s] = PICK(draw, 2, 4, 7, 8, 12, 16, 20, 24, 32, 33, 48, 64);
        strides[s] = PICK(draw, 1, 1, 2, 2, 3);
    }
    text_printf(text, "{\"block\": \"%s\"", bottleneck ? "bottleneck" : "basic");
    add_list(text, "repeats", repeats, stages);
    if (between(draw, 0, 9)) add_list(text, "widths", widths, stages);
    if (between(draw, 0, 2)) add_list(text, "strides", strides, stages);
    if (between(draw, 0, 1)) text_printf(text, ", \"expansion\": %d", PICK(draw, 1, 1, 2, 3, 4));
    if (!bottleneck) return;
    if (between(draw, 0, 1)) text_printf(text, ", \"groups\": %d", PICK(draw, 2, 3, 4, 5, 8, 16));
    if (between(draw, 0, 1)) text_printf(text, ", \"width_per_group\": %d", PICK(draw, 32, 64, 96));
    if (between(draw, 0, 2) == 0) text_printf(text, ", \"stride_in\": \"1x1\"");
}

static void add_stem(Text *text, Draw *draw) {
    switch (between(draw, 0, 3)) {
    case 0:
        text_printf(text, ", \"stem\": {\"type\": \"imagenet\", \"width\": %d}", PICK(draw, 4, 8, 12, 32));
        break;
    case 1:
        text_printf(text, ", \"stem\": {\"type\": \"cifar\"}");
        break;
    case 2:
        text_printf(text, ", \"stem\": {\"kernel\": %d, \"stride\": %d, \"width\": %d, \"pool\": %s}",
                    PICK(draw, 1, 3, 5, 7, 9), PICK(draw, 1, 2, 3), PICK(draw, 3, 8, 17, 40),
                    between(draw, 0, 1) ? "\"max\"" : "null");
        break;
    default: /* the default: ImageNet's, 64 channels */
        break;
    }
}

/* One to three different ones in any order. */
static void add_outputs(Text *text, Draw *draw, int stages, int classes) {
    static const char *const names[] = { "logits", "probabilities", "pool",   "stem",  "layer1",
                                         "layer2", "layer3",        "layer4", "layer5" };
    int first = classes ? 0 : 2, last = 3 + stages, wanted = between(draw, 1, 3);
    bool taken[COUNT_OF(names)] = { false };
    text_printf(text, ", \"outputs\": [");
    for (int i = 0; i < wanted; i++) {
        int name = between(draw, first, last);
        if (taken[name]) continue;
        taken[name] = true;
        text_printf(text, "%s\"%s\"", i ? ", " : "", names[name]);
    }
    text_printf(text, "]");
}

/* ---- What the wider family has ---- */

static void add_activation(Text *text, Draw *draw) {
    static const char *const activations[] = {
        "\"relu6\"",     "\"silu\"",  "\"gelu\"",       "\"gelu_tanh\"",
        "\"hardswish\"", "\"prelu\"", "\"leaky_relu\"", "{\"type\": \"leaky_relu\", \"slope\": 0.25}"
    };
    text_printf(text, ", \"activation\": %s", activations[between(draw, 0, COUNT_OF(activations) - 1)]);
}

static void add_shortcut(Text *text, Draw *draw) {
    static const char *const shortcuts[] = { "zero_pad", "projection_all", "avg_down" };
    text_printf(text, ", \"shortcut\": \"%s\"", shortcuts[between(draw, 0, COUNT_OF(shortcuts) - 1)]);
    if (between(draw, 0, 3) == 0) text_printf(text, ", \"shortcut_norm\": false");
}

static void add_attention(Text *text, Draw *draw) {
    if (between(draw, 0, 2))
        text_printf(text, ", \"attention\": {\"type\": \"se\", \"reduction\": %d}", PICK(draw, 2, 4, 16));
    else
        text_printf(text, ", \"attention\": {\"type\": \"eca\"}");
}

static void add_norm(Text *text, Draw *draw) {
    static const char *const norms[] = { "null", "{\"type\": \"group\", \"groups\": 1}",
                                         "{\"type\": \"group\", \"groups\": 4}" };
    text_printf(text, ", \"norm\": %s", norms[between(draw, 0, COUNT_OF(norms) - 1)]);
    if (between(draw, 0, 1)) text_printf(text, ", \"weight_standardization\": 1e-8");
}

static void add_head(Text *text, Draw *draw) {
    static const char *const heads[] = { "\"pool\": \"max\"", "\"pool\": \"avgmax\"",
                                         "\"pool\": \"catavgmax\"", "\"type\": \"flatten\"",
                                         "\"type\": \"flatten\", \"norm\": false" };
    text_printf(text, ", \"head\": {%s}", heads[between(draw, 0, COUNT_OF(heads) - 1)]);
}

static void add_other_block(Text *text, Draw *draw) {
    switch (between(draw, 0, 4)) {
    case 0:
        text_printf(text, ", \"preactivation\": true");
        break;
    case 1:
        text_printf(text, ", \"antialias\": \"%s\"", between(draw, 0, 1) ? "blur" : "average");
        break;
    case 2:
        text_printf(text, ", \"padding\": \"same\"");
        break;
    case 3:
        text_printf(text, ", \"down_kernel\": 3");
        break;
    default:
        text_printf(text, ", \"reduce_first\": 2");
    }
}

/* Each of these keys in a third of the specs. */
static void add_family(Text *text, Draw *draw) {
    static void (*const add[])(Text *, Draw *) = { add_activation, add_shortcut, add_attention,
                                                   add_norm,       add_head,     add_other_block };
    for (int i = 0; i < COUNT_OF(add); i++)
        if (between(draw, 0, 2) == 0) add[i](text, draw);
}

/* ---- A spec ---- */

static const Spec *parse(Arena *arena, const char *text, uint64_t seed, Diag *diag) {
    return spec_parse(arena, text, strlen(text), arena_printf(arena, "random %llu", (unsigned long long)seed),
                      diag);
}

/* Keys that do not fit each other are refused by the reader, sizes by the shapes. */
static bool is_valid(Arena *arena, const char *text, uint64_t seed) {
    Diag diag = { .arena = arena };
    const Spec *spec = parse(arena, text, seed, &diag);
    return spec && shape_infer(arena, graph_build(arena, spec), &diag);
}

static const char *basic_text(Arena *arena, uint64_t seed) {
    Draw draw = { seed * 0x632be59bd9b4e019u };
    Text text = { .arena = arena };
    int stages = PICK(&draw, 1, 2, 2, 3, 4, 5), classes = PICK(&draw, 0, 1, 2, 5, 10, 17, 33, 70);
    add_block(&text, &draw, stages);
    text_printf(&text, ", \"name\": \"random_%llu\"", (unsigned long long)seed);
    add_stem(&text, &draw);
    text_printf(&text, ", \"input\": {\"channels\": %d, \"height\": %d, \"width\": %d}",
                PICK(&draw, 1, 2, 3, 3, 3, 4, 19), between(&draw, 1, 45), between(&draw, 1, 45));
    text_printf(&text, ", \"batch\": %d, \"classes\": %d", PICK(&draw, 1, 1, 1, 2, 3, 5, 12), classes);
    if (between(&draw, 0, 3)) add_outputs(&text, &draw, stages, classes);
    int resize = between(&draw, 0, 1) ? between(&draw, 1, 90) : 0;
    text_printf(&text, ", \"preprocess\": {\"input\": \"%s\"", between(&draw, 0, 3) ? "f32_nchw" : "u8_nhwc");
    if (resize) text_printf(&text, ", \"resize\": %d, \"filter\": \"bicubic\"", resize);
    text_printf(&text, "}");
    return text.bytes;
}

/* Every other spec has keys of the wider family: the first of a few draws that is valid. */
const char *random_spec_text(Arena *arena, uint64_t seed) {
    const char *basic = basic_text(arena, seed);
    for (uint64_t attempt = 0; seed % 2 && attempt < ATTEMPTS; attempt++) {
        Draw draw = { (seed * ATTEMPTS + attempt) * 0x9e3779b97f4a7c15u };
        Text text = { .arena = arena };
        text_printf(&text, "%s", basic);
        add_family(&text, &draw);
        text_printf(&text, "}");
        if (is_valid(arena, text.bytes, seed)) return text.bytes;
    }
    return arena_printf(arena, "%s%s}", basic, seed % 4 ? "" : ", \"norm\": {\"eps\": 0.001}");
}

const Spec *random_spec(Arena *arena, uint64_t seed, Diag *diag) {
    return parse(arena, random_spec_text(arena, seed), seed, diag);
}
