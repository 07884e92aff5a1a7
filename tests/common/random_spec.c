/* random_spec.c: specs drawn key by key: narrow and odd widths, groups, strides, stems, odd image sizes. */
#include "random_spec.h"
#include "random_keys.h"

#include <math.h>
#include <string.h>

enum { ATTEMPTS = 12 };

typedef enum { BASIC, BOTTLENECK, IR } Block;

/* Every width is at least 2, so that 32 a group still leaves one channel. */
static void add_block(Text *text, Draw *draw, Block block) {
    static const char *const names[] = { "basic", "bottleneck", "ir" };
    int repeats[MAX_STAGES], widths[MAX_STAGES], strides[MAX_STAGES];
    for (int s = 0; s < draw->stages; s++) {
        repeats[s] = draw->stages > 5 ? 1 : PICK(draw, 1, 1, 2, 3);
        widths[s] =
            draw->whole ? between(draw, 1, 130) : PICK(draw, 2, 4, 7, 8, 12, 16, 20, 24, 32, 33, 48, 64);
        strides[s] = EITHER(draw, (1, 1, 1, 2, 2, 3, 5, 8), (1, 1, 2, 2, 3));
    }
    text_printf(text, "\"block\": \"%s\"", names[block]);
    add_list(text, "repeats", repeats, draw->stages);
    if (draw->stages > 5 || between(draw, 0, 9)) add_list(text, "widths", widths, draw->stages);
    if (between(draw, 0, 2)) add_list(text, "strides", strides, draw->stages);
    if (one_in(draw, 2))
        text_printf(text, ", \"expansion\": %d", EITHER(draw, (1, 1, 2, 3, 7, 16), (1, 1, 2, 3, 4)));
    if (block != BOTTLENECK) return;
    if (one_in(draw, 2))
        text_printf(text, ", \"groups\": %d", EITHER(draw, (2, 3, 8, 17, 32, 64, 96), (2, 3, 4, 5, 8, 16)));
    if (one_in(draw, 2)) /* few: a channel a group */
        text_printf(text, ", \"width_per_group\": %d", EITHER(draw, (1, 2, 4, 32, 100), (32, 64, 96)));
    if (one_in(draw, 3)) text_printf(text, ", \"stride_in\": \"%s\"", WORD(draw, "1x1", "1x1", "3x3"));
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
                    EITHER(draw, (1, 3, 5, 7, 9, 13, 23, 31), (1, 3, 5, 7, 9)),
                    EITHER(draw, (1, 2, 3, 5, 8), (1, 2, 3)), PICK(draw, 3, 8, 17, 40),
                    WORD(draw, "\"max\"", "null"));
        break;
    default: /* the default: ImageNet's, 64 channels */
        break;
    }
}

/* One to three different ones in any order; of the whole language up to as many as were drawn. */
static void add_outputs(Text *text, Draw *draw, int classes) {
    static const char *const names[] = { "logits", "probabilities", "pool",   "stem",   "layer1", "layer2",
                                         "layer3", "layer4",        "layer5", "layer6", "layer7", "layer8" };
    int first = classes ? 0 : 2, last = 3 + draw->stages, wanted = between(draw, 1, draw->whole ? last : 3);
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

/* ---- The input ---- */

typedef struct {
    int channels, height, width;
} Size;

static Size draw_size(Draw *draw) {
    const int most = draw->whole ? 97 : 45;
    Size size = { EITHER(draw, (1, 2, 3, 3, 3, 4, 5, 16, 17, 64), (1, 2, 3, 3, 3, 4, 19)),
                  between(draw, 1, most), between(draw, 1, most) };
    if (one_in(draw, 6)) size.width = size.height;
    if (draw->whole && one_in(draw, 10))
        size.height = between(draw, 1, 2), size.width = between(draw, 1, 400);
    return size;
}

static void add_per_channel(Text *text, Draw *draw, const char *key, int channels) {
    text_printf(text, ", \"%s\": [", key);
    for (int c = 0; c < channels; c++) text_printf(text, "%s0.%d", c ? ", " : "", between(draw, 1, 9));
    text_printf(text, "]");
}

static void add_preprocess(Text *text, Draw *draw, Size size) {
    text_printf(text, ", \"preprocess\": {\"input\": \"%s\"",
                WORD(draw, "f32_nchw", "f32_nchw", "f32_nchw", "u8_nhwc"));
    if (one_in(draw, 2)) text_printf(text, ", \"resize\": %d", between(draw, 1, 90));
    if (one_in(draw, 2)) text_printf(text, ", \"filter\": \"%s\"", WORD(draw, "bicubic", "bilinear"));
    if (size.width == size.height) text_printf(text, ", \"crop\": %d", size.height);
    if (size.channels == 3 && one_in(draw, 3))
        text_printf(text, ", \"order\": \"%s\"", WORD(draw, "bgr", "rgb"));
    if (one_in(draw, 3)) add_per_channel(text, draw, "mean", size.channels);
    if (one_in(draw, 3)) add_per_channel(text, draw, "std", size.channels);
    text_printf(text, "}");
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

static const char *draw_text(Arena *arena, uint64_t seed, Draw *draw, bool wide) {
    Text text = { .arena = arena };
    const Size size = draw_size(draw);
    const int classes = EITHER(draw, (0, 1, 2, 5, 10, 17, 33, 257, 1000), (0, 1, 2, 5, 10, 17, 33, 70));
    draw->stages = wide ? PICK(draw, 1, 2, 2, 3, 4, 5, 8) : PICK(draw, 1, 2, 2, 3, 4, 5);
    text_printf(&text, "{%s", one_in(draw, 8) ? "\"$schema\": \"schema.json\", " : "");
    add_block(&text, draw, wide && one_in(draw, 4) ? IR : one_in(draw, 2) ? BOTTLENECK : BASIC);
    text_printf(&text, ", \"name\": \"random_%llu\"", (unsigned long long)seed);
    if (wide && one_in(draw, 2))
        add_wide_stem(&text, draw);
    else
        add_stem(&text, draw);
    text_printf(&text, ", \"input\": {\"channels\": %d, \"height\": %d, \"width\": %d}", size.channels,
                size.height, size.width);
    text_printf(&text, ", \"batch\": %d, \"classes\": %d",
                EITHER(draw, (1, 1, 1, 2, 3, 7, 16, 33), (1, 1, 1, 2, 3, 5, 12)), classes);
    if (between(draw, 0, 3)) add_outputs(&text, draw, classes);
    add_preprocess(&text, draw, size);
    if (wide)
        add_family(&text, draw);
    else if (one_in(draw, 4))
        text_printf(&text, ", \"norm\": {\"eps\": 0.001}");
    text_printf(&text, "}");
    return text.bytes;
}

/* Every other spec has keys of the wider family: the first of some draws that is valid. */
const char *random_spec_text(Arena *arena, uint64_t seed) {
    Draw draw = { .state = seed * 0x632be59bd9b4e019u };
    for (int attempt = 0; seed % 2 && attempt < ATTEMPTS; attempt++) {
        const char *text = draw_text(arena, seed, &draw, true);
        if (is_valid(arena, text, seed)) return text;
    }
    return draw_text(arena, seed, &draw, false);
}

/* ---- The whole language ---- */

double random_macs(Arena *arena, const char *text) {
    Diag diag = { .arena = arena };
    const Spec *spec = parse(arena, text, 0, &diag);
    const Graph *graph = spec ? graph_build(arena, spec) : NULL;
    const Shape *shapes = graph ? shape_infer(arena, graph, &diag) : NULL;
    double macs = 0;
    if (!shapes) return INFINITY;
    for (int v = 0; v < graph->op_count; v++) macs += op_macs(&graph->ops[v], shapes[v]);
    return macs * spec->batch;
}

const char *random_whole_text(Arena *arena, uint64_t seed, double most_macs) {
    Draw draw = { .state = fnv1a(FNV_BASIS, &seed, sizeof seed), .whole = true };
    for (;;) {
        const char *text = draw_text(arena, seed, &draw, seed % 4 != 0);
        if (random_macs(arena, text) <= most_macs) return text;
    }
}

const Spec *random_spec(Arena *arena, uint64_t seed, Diag *diag) {
    return parse(arena, random_spec_text(arena, seed), seed, diag);
}
