/* catalogue.c: every kernel of the catalogue gives the bits of the one that is emitted for a shape.
 *
 * Small networks whose layers are given each register tile in turn are compiled twice: as one file by the
 * system's compiler, with the flags that the catalogue was built with, and by libtcc over the catalogue. All
 * values of all layers must be equal, bit for bit, also where all layers, small as they are, are shared out
 * to three threads. The same in int8 with the kernels of integers, which are a catalogue of their own. A row
 * of the catalogue that no network used is a failure: a new row fails until a network here needs it, on every
 * processor.
 *
 * usage: catalogue [NUMBER|share]   NUMBER: s8, bf16 or f32, only what multiplies by these; share: the
 * system's compiler, which takes nearly all of the time, compiles each third network */
#include "catalogue/rows.h"
#include "engine.h"
#include "integers.h"
#include "measure/measure.h"
#include "noise.h"
#include "tally.h"
#include "workers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ENTRIES = 2000, MOST_CASES = 4000 };

typedef enum {
    BOTTLENECK,
    BASIC,
    GROUPS,
    STEM,
    PLANAR,
    BOTTLENECK_PAIRS,
    BASIC_PAIRS,
    RAW,
    NARROW,
    KINDS,
    PASSES = KINDS, /* over all pixels */
    POOLS
} Kind;

/* Activation by activation. Each row of passes is in one of them. */
static const char *const pass_specs[] = {
    "\"block\":\"basic\",\"preactivation\":true,\"attention\":{\"type\":\"se\"}",
    "\"block\":\"bottleneck\",\"attention\":{\"type\":\"eca\"}",
    "\"block\":\"ir\"",
    "\"block\":\"ir\",\"antialias\":\"blur\",\"head\":{\"type\":\"flatten\",\"norm\":false}",
    "\"block\":\"basic\",\"preactivation\":true,\"norm\":null",
    "\"block\":\"bottleneck\",\"norm\":{\"type\":\"group\",\"groups\":4}",
    "\"block\":\"ir\",\"norm\":{\"type\":\"group\",\"groups\":2}",
};

static bool in_pairs(Kind kind) { return kind == BOTTLENECK_PAIRS || kind == BASIC_PAIRS; }

/* A network whose tiles are to have `columns` pixels and one less, and `vectors`; with raw filters, so many
 * image tiles of F(vectors, 3); of passes the spec and the activation; with pools, one of pool_specs[]. */
typedef struct {
    const Target *target;
    Kind kind;
    int vectors, columns;
    Activation activation; /* tiles that serve any ending are in question; 0: those of ReLU */
    NumberKind low;        /* of a lower precision: what it multiplies by; else NUMBER_F32 */
    bool by_libtcc;        /* only, on one thread and three */
} Case;

typedef struct {
    int layers;
    bool done, wrong;
    char message[200];
    unsigned char used[MOST_ENTRIES]; /* [entry of the target's catalogue, of that precision] */
} Outcome;

/* ---- Networks ---- */

/* What has no weights, between few convolutions; the first of them takes pixels. */
static const char *const pool_specs[] = {
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[16,24],\"strides\":[1,1],\"dilations\":[1,2],"
    "\"shortcut\":\"avg_down\",\"antialias\":\"blur\",\"stem\":{\"type\":\"cifar\"},\"classes\":5,"
    "\"input\":{\"height\":9,\"width\":8},\"preprocess\":{\"input\":\"u8_nhwc\",\"order\":\"bgr\"},"
    "\"head\":{\"pool\":\"avgmax\"},\"batch\":2}",
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[16,37],\"shortcut\":\"avg_down\",\"antialias\":"
    "\"blur\","
    "\"classes\":5,\"input\":{\"height\":33,\"width\":30},\"head\":{\"pool\":\"catavgmax\"}}",
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[16,22],\"shortcut\":\"zero_pad\",\"classes\":5,"
    "\"stem\":{\"pool\":{\"kernel\":3,\"stride\":2,\"padding\":[0,1]}},\"input\":{\"height\":32,\"width\":37}"
    ","
    "\"head\":{\"pool\":\"max\"},\"batch\":2}",
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[32,64],\"shortcut\":\"zero_pad\",\"classes\":5,"
    "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":9,\"width\":7},\"head\":{\"pool\":\"catavgmax\"}}",
    "{\"block\":\"basic\",\"repeats\":[1],\"classes\":0,\"outputs\":[\"stem\"],\"preactivation\":true,"
    "\"stem\":{\"type\":\"deep\",\"widths\":[8,8,24],\"pool\":\"max\"},\"input\":{\"height\":19,\"width\":17}"
    "}",
};

/* Channels that 1, 2, 3 and 4 vectors divide; batches of 1 and 2; sizes that make tiles of both sizes. */
static const char *spec_text(Arena *arena, const Case *c) {
    static const char *const stems[] = { "\"kernel\":3,\"stride\":2", "\"kernel\":3,\"stride\":1",
                                         "\"kernel\":7,\"stride\":2", "\"kernel\":5,\"stride\":1" };
    int channels = 12 * c->target->lanes, width = 2 * c->columns - 1;
    int turn = c->columns / 2 + c->vectors, batch = 1 + turn % 2;
    const char *stem = stems[turn % COUNT_OF(stems)], *pool = turn / 4 % 2 ? "null" : "\"max\"";
    const char *tail = arena_printf(
        arena, "\"batch\":%d,\"classes\":%d,\"outputs\":[\"probabilities\",\"layer1\"]}", batch, channels);
    switch (c->kind) {
    case BOTTLENECK:
    case BOTTLENECK_PAIRS:
    case NARROW:
        return arena_printf(arena,
                            "{\"block\":\"bottleneck\",\"expansion\":1,\"repeats\":[1,1,1],\"strides\":[1,2,"
                            "1],\"widths\":[%d,%d,%d],\"stem\":"
                            "{\"type\":\"cifar\"},\"input\":{\"height\":5,\"width\":%d},%s",
                            channels, channels, channels, 2 * width, tail);
    case BASIC:
    case BASIC_PAIRS:
        return arena_printf(arena,
                            "{\"block\":\"basic\",\"repeats\":[1,1],\"strides\":[2,1],\"widths\":[%d,%d],"
                            "\"stem\":{\"kernel\":1,\"stride\":1,"
                            "\"pool\":\"max\"},\"input\":{\"height\":10,\"width\":%d},%s",
                            channels, 2 * channels, 4 * width, tail);
    case GROUPS:
        return arena_printf(
            arena,
            "{\"block\":\"bottleneck\",\"repeats\":[1,1,1,1],\"widths\":[1,2,4,8],\"strides\":[1,1,1,1],"
            "\"groups\":%d,\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":3,\"width\":%d},"
            "\"batch\":%d,\"classes\":9}",
            c->target->lanes, width, batch);
    case RAW: /* blocks of channels that are multiplied by twos, and one by one */
        return arena_printf(arena,
                            "{\"block\":\"basic\",\"repeats\":[1],\"stem\":{\"type\":\"cifar\",\"width\":%d},"
                            "\"widths\":[%d],\"input\":{\"height\":5,\"width\":%d},%s",
                            (2 + turn % 2) * c->target->lanes, (2 + turn % 2) * c->target->lanes,
                            2 * c->vectors * width, tail);
    case PASSES:
        return arena_printf(
            arena,
            "{%s,\"activation\":\"%s\",\"repeats\":[2,1],\"widths\":[12,20],\"stem\":{\"kernel\":3,"
            "\"stride\":1,\"pool\":null,\"width\":12},\"input\":{\"height\":11,\"width\":14},\"batch\":2,"
            "\"classes\":9}",
            pass_specs[c->vectors], activation_row((Activation)c->columns)->name);
    case POOLS:
        return pool_specs[c->columns];
    case STEM:
        return arena_printf(
            arena,
            "{\"block\":\"basic\",\"repeats\":[1],\"classes\":0,\"outputs\":[\"stem\"],\"stem\":{%s,\"pool\":"
            "%s,\"width\":%d},\"input\":{\"height\":9,\"width\":%d},\"batch\":%d}",
            stem, pool, channels, (strstr(stem, ":2") ? 8 : 4) * width, batch);
    default:
        return arena_printf(
            arena,
            "{\"block\":\"basic\",\"repeats\":[1],\"classes\":0,\"outputs\":[\"stem\"],\"stem\":{\"kernel\":"
            "1,"
            "\"stride\":%d,\"pool\":null,\"width\":%d},\"input\":{\"height\":5,\"width\":%d},\"batch\":%d}",
            batch, channels, batch * width, batch);
    }
}

/* m of Winograd's F(m, 3), by turns; 0 for a direct convolution. The first stage's width is right for m of 2.
 */
static int winograd_outputs(const Case *c, const Layer *layer) {
    int turn = c->columns / 2;
    if (c->kind == BASIC && layer->stage == 1 && layer->residual >= 0) return 2 + turn % 5;
    if (c->kind != BOTTLENECK && c->kind != NARROW) return 0;
    return layer->stage == 0 ? 2 : layer->stride == 2 ? 2 + 2 * (turn % 2) : 3 + turn % 4;
}

/* The tile in question wherever a layer can have it. */
static const Choice *choose(Arena *arena, const Case *c, const Plan *plan) {
    Choice *choices = arena_array(arena, Choice, plan->layers->count);
    memcpy(choices, plan->choices, sizeof *choices * (size_t)plan->layers->count);
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        Choice choice = { .algorithm = ALGORITHM_DIRECT,
                          .tile = { 1, c->columns, c->vectors },
                          .order = (v + c->columns / 2) % 2 ? ORDER_PIXELS : ORDER_CHANNELS,
                          .prefetch = c->columns / 2 % 3 == 0,
                          .pairs = in_pairs(c->kind) };
        if (!has_weights(layer) || c->kind == POOLS) continue;
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        if (suits_stem(&q)) {
            choice.algorithm = ALGORITHM_STEM;
            choice.strip = choices[v].strip;
        }
        if (suits_winograd(&q) && winograd_outputs(c, layer)) {
            choice.algorithm = ALGORITHM_WINOGRAD;
            choice.outputs = winograd_outputs(c, layer);
            choice.strip = choice.group = 1;
            if (c->kind == NARROW && suits_weights(&q, ACCURACY_FAST, &choice, NUMBER_S24))
                choice.weights = NUMBER_S24;
        }
        if (c->kind == RAW && suits_winograd(&q))
            choice = (Choice){ .algorithm = ALGORITHM_WINOGRAD,
                               .tile = { 1, c->columns, 1 },
                               .outputs = c->vectors,
                               .raw = true,
                               .strip = 1,
                               .group = 1 };
        if (!complete_choice(arena, &q, ACCURACY_FAST, &choice)) choices[v] = choice;
    }
    return choices;
}

/* ---- Running both ---- */

static void keep(void *context, const char *layer, const float *value, int images, int channels, int height,
                 int width) {
    Text *values = context;
    (void)layer;
    text_append(values, (const char *)value,
                sizeof *value * (size_t)images * (size_t)channels * (size_t)height * (size_t)width);
}

static bool run(Arena *arena, const Plan *plan, const char *text, JitKind kind, const void *input,
                Text *values, Diag *diag) {
    const Jit *jit = text ? jit_compile(arena, plan, text, kind, keep, values, diag) : NULL;
    if (!jit) return false;
    size_t bytes = sizeof(float) * plan_output_floats(plan);
    float *output = arena_alloc(arena, bytes);
    jit->run(plan->blob->bytes, arena_alloc(arena, jit->workspace_bytes), input, output);
    text_append(values, (const char *)output, bytes);
    return true;
}

static const CatalogueEntry *entries_of(const Target *target, NumberKind low) {
    return low ? catalogue_built_low(target, low) : catalogue_built(target);
}

static void note_used(const Case *c, const char *text, Outcome *outcome) {
    const CatalogueEntry *entries = entries_of(c->target, c->low);
    for (int i = 0; entries[i].name && i < MOST_ENTRIES; i++)
        for (const char *at = strstr(text, entries[i].name); at; at = strstr(at + 1, entries[i].name)) {
            const char *end = at + strlen(entries[i].name);
            if ((*end == ',' || *end == '(') && strncmp(at - 5, "void ", 5)) outcome->used[i] = 1;
        }
}

/* The text in which no layer is too small for the team. */
static const char *shared(Arena *arena, const char *calls) {
    static const char alone[] = "share_out(0, ";
    Text text = { .arena = arena };
    for (const char *at; (at = strstr(calls, alone)); calls = at + strlen(alone)) {
        text_append(&text, calls, (size_t)(at - calls));
        text_printf(&text, "share_out(&team, ");
    }
    text_append(&text, calls, strlen(calls));
    return text.bytes;
}

static bool same(const Text *a, const Text *b) {
    return a->length == b->length && !memcmp(a->bytes, b->bytes, a->length);
}

static bool run_all(Arena *arena, const Case *c, const Plan *plan, const char *calls, const void *input,
                    Outcome *outcome, Diag *diag) {
    const char *whole = emit_c(arena, plan, &(EmitNames){ .options = "" });
    Text ours = { .arena = arena }, theirs = { .arena = arena }, threads = { .arena = arena };
    Plan team = *plan;
    team.threads = 3;
    if (!run(arena, plan, calls, JIT_TCC, input, &ours, diag) ||
        !run(arena, &team, shared(arena, calls), JIT_TCC, input, &threads, diag) ||
        (!c->by_libtcc && !run(arena, plan, whole, JIT_CC, input, &theirs, diag)))
        return false;
    outcome->done = true;
    outcome->wrong = !same(&ours, &threads) || (!c->by_libtcc && !same(&ours, &theirs));
    return true;
}

/* A deep stem's kernels are 1x1: those that the catalogue has without an activation. */
static const Spec *point_stem(Arena *arena, const Spec *spec) {
    if (!spec || !spec->stem.deep) return spec;
    Spec *other = arena_alloc(arena, sizeof *other);
    *other = *spec;
    other->stem.kernel = 1;
    return other;
}

/* Nothing but the catalogue has these tiles: what they compute is held against the definition. */
static bool verify_any(Arena *arena, const Plan *plan, Outcome *outcome, Diag *diag) {
    const float *input = noise(arena, 3, plan_input_floats(plan));
    const Verdict *verdict = verify_network(arena, plan, JIT_TCC, input, NULL, diag);
    outcome->done = verdict != NULL;
    outcome->wrong = verdict && !verdict->agrees;
    return outcome->done;
}

static const char *with_activation(Arena *arena, const Case *c, const char *json) {
    if (!c->activation) return json;
    return arena_printf(arena, "{\"activation\":\"%s\",%s", activation_row(c->activation)->name, json + 1);
}

static const Plan *make_plan(Arena *arena, const Case *c, const Spec *spec, const void *input, Diag *diag) {
    const Target *target = catalogue_target(arena, c->target);
    const PlanOrder order = { .weights = "random:1",
                              .precision = c->low == NUMBER_BF16 ? PRECISION_BF16 : PRECISION_FP32 };
    if (c->low == NUMBER_S8) return plan_integers(arena, spec, target, "random:1", 0, input, diag);
    return plan_to_order(arena, spec, target, &order, diag);
}

/* Which kernels the network calls, on every processor; what they compute, where this one can run them. */
static bool compare(Arena *arena, const Case *c, Outcome *outcome, Diag *diag) {
    const char *json = with_activation(arena, c, spec_text(arena, c));
    const Spec *spec = point_stem(arena, spec_parse(arena, json, strlen(json), "spec", diag));
    if (!spec) return false;
    const void *input = c->low == NUMBER_S8 ? drawn_input(arena, spec, 3)
                                            : noise(arena, 3,
                                                    (size_t)spec->batch * (size_t)spec->channels *
                                                        (size_t)spec->height * (size_t)spec->width);
    const Plan *plan = make_plan(arena, c, spec, input, diag);
    if (!plan) return false;
    if (c->kind != PASSES) plan = plan_with_choices(arena, plan, choose(arena, c, plan));
    const char *calls = jit_text(arena, plan, diag);
    if (!calls) return false;
    note_used(c, calls, outcome);
    outcome->layers = plan->layers->count;
    if (!target_runs_here(plan->target)) return true;
    return c->activation && c->low != NUMBER_S8 ? verify_any(arena, plan, outcome, diag)
                                                : run_all(arena, c, plan, calls, input, outcome, diag);
}

static void job(void *context, int index, void *result) {
    const Case *c = (const Case *)context + index;
    Outcome *outcome = result;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    if (!compare(&arena, c, outcome, &diag))
        snprintf(outcome->message, sizeof outcome->message, "%s", diag.message ? diag.message : "no result");
    arena_free(&arena);
}

/* ---- All of them ---- */

/* Whether no earlier target has the same kernels. */
static bool is_first(int target) {
    const CatalogueEntry *entries = catalogue_built(targets[target]);
    for (int t = 0; t < target; t++)
        if (catalogue_built(targets[t]) == entries) return false;
    return entries != NULL;
}

static bool is_first_low(int target, NumberKind low) {
    return low_owner(targets[target], low) == targets[target] && catalogue_built_low(targets[target], low);
}

/* The same tiles with another activation than ReLU, by turns. */
static int add_cases(Case *cases, int count, Case c) {
    static const Activation any[] = { ACTIVATION_SILU, ACTIVATION_PRELU, ACTIVATION_GELU, ACTIVATION_RELU6 };
    if (count + 2 > MOST_CASES) return count;
    cases[count++] = c;
    if (c.kind == NARROW) return count;
    c.activation = any[(c.columns / 2 + c.vectors) % COUNT_OF(any)];
    cases[count++] = c;
    return count;
}

/* Integers tell activations apart by what stands behind the biases. */
static bool is_telling(Activation a, NumberKind low) {
    return follows_pass(a) && (low == NUMBER_BF16 || a == ACTIVATION_PRELU || a == ACTIVATION_SILU);
}

static int add_low_passes(Case *cases, int count, const Target *target, NumberKind low) {
    for (int a = ACTIVATION_NONE + 1; a < ACTIVATION_COUNT; a++)
        for (int i = 0; is_telling((Activation)a, low) && i < COUNT_OF(pass_specs); i++)
            if (low == NUMBER_BF16 || !strstr(pass_specs[i], "\"group\""))
                cases[count++] = (Case){ target, PASSES, i, a, 0, low, false };
    for (int spec = 0; spec < COUNT_OF(pool_specs); spec++)
        cases[count++] = (Case){ target, POOLS, 1, spec, 0, low, false };
    return count;
}

/* Tiles by turns in both kinds of blocks, passes and pools as of floats. */
static int add_low(Case *cases, int count, const Target *target, NumberKind low) {
    static const Activation any[] = { ACTIVATION_NONE, ACTIVATION_PRELU, ACTIVATION_SILU };
    for (int vectors = 1; vectors <= COUNT_OF(target->pixels); vectors++) {
        int most = most_pixels(target, false, low_values(target, low), vectors);
        for (int columns = 2 - most % 2; columns <= most; columns += 2) {
            const Kind kind = columns / 2 % 2 ? BASIC : BOTTLENECK;
            Case c = { target, kind, vectors, columns, any[columns / 2 % COUNT_OF(any)], low, false };
            if (low == NUMBER_BF16) {
                c.activation = 0, count = add_cases(cases, count, c);
                c.kind = PLANAR, cases[count++] = c;
            } else
                cases[count++] = c;
        }
    }
    return add_low_passes(cases, count, target, low);
}

static int list_cases(Case *cases) {
    int count = 0;
    for (int t = 0; t < target_count; t++) {
        const Target *target = targets[t];
        if (!is_first(t)) continue;
        for (int vectors = 1; vectors <= COUNT_OF(target->pixels); vectors++)
            for (int kind = 0; kind < KINDS; kind++) {
                int most = kind == RAW ? 0 : most_pixels(target, in_pairs((Kind)kind), NUMBER_F32, vectors);
                if (kind == GROUPS && vectors > 1) continue;
                if (kind == NARROW && !takes_weights(target, NUMBER_S24, vectors)) continue;
                for (int columns = 2 - most % 2; columns <= most; columns += 2)
                    count =
                        add_cases(cases, count, (Case){ target, (Kind)kind, vectors, columns, 0, 0, false });
            }
        for (int a = ACTIVATION_NONE + 1; a < ACTIVATION_COUNT; a++)
            for (int i = 0; follows_pass((Activation)a) && i < COUNT_OF(pass_specs); i++)
                if (all_activations().has[ACTIVATION_SIGMOID] || !strstr(pass_specs[i], "attention"))
                    cases[count++] = (Case){ target, PASSES, i, a, 0, 0, false };
        for (int spec = 0; spec < COUNT_OF(pool_specs); spec++)
            cases[count++] = (Case){ target, POOLS, 1, spec, 0, 0, false };
        for (int m = 2; m <= WINOGRAD_LARGEST; m++)
            for (int tiles = 1; tiles <= most_raw_tiles(target, m); tiles++)
                count = add_cases(cases, count, (Case){ target, RAW, m, tiles, 0, 0, false });
    }
    for (int t = 0; t < target_count; t++)
        for (int n = 0; n < CATALOGUE_LOW; n++)
            if (is_first_low(t, catalogue_low_weights[n]))
                count = add_low(cases, count, targets[t], catalogue_low_weights[n]);
    return count;
}

/* `only`: "s8", of what is multiplied; NULL: all. */
static bool is_wanted(NumberKind low, const char *only) {
    return !only || !strcmp(number_types[low].name, only);
}

static int keep_cases(Case *cases, int count, const char *only) {
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (is_wanted(cases[i].low, only)) cases[kept++] = cases[i];
    return kept;
}

static void check_coverage(Tally *tally, const Target *target, NumberKind low, const Case *cases,
                           const Outcome *outcomes, int count) {
    const CatalogueEntry *entries = entries_of(target, low);
    for (int i = 0; entries[i].name; i++) {
        bool used = false;
        for (int j = 0; j < count; j++)
            used |= cases[j].target == target && cases[j].low == low && outcomes[j].used[i];
        /* What all networks call, and what other kernels call. */
        bool inner = !strcmp(entries[i].name, "conv_products");
        check(tally, used || inner, "%s: no network uses %s", target->name, entries[i].name);
    }
}

static bool is_good(const Case *c, const Outcome *o) {
    Arena arena = { 0 };
    const bool runs = target_runs_here(target_extended(&arena, c->target, c->low));
    arena_free(&arena);
    return o->layers > 0 && o->done == runs && !o->wrong && !*o->message;
}

static void tell_skipped(void) {
    for (int t = 0; t < target_count; t++) {
        const char *name = targets[t]->name;
        if (targets[t]->lanes > 1 && !catalogue_built(targets[t]))
            printf("SKIPPED: the catalogue, not in this build: %s\n", name);
        else if (is_first(t) && !target_runs_here(targets[t]))
            printf("SKIPPED: running the catalogue, not on this processor: %s\n", name);
    }
}

int main(int argc, char **argv) {
    static const char *const kinds[] = { "bottleneck",     "basic",       "groups",
                                         "stem",           "planar",      "bottleneck in pairs",
                                         "basic in pairs", "raw filters", "narrow filters",
                                         "passes",         "pools" };
    static Case cases[MOST_CASES];
    Tally tally = { 0, 0 };
    const bool share = argc > 1 && !strcmp(argv[1], "share");
    const char *only = argc > 1 && !share ? argv[1] : NULL;
    int count = keep_cases(cases, list_cases(cases), only);
    for (int i = 0; i < count; i++) cases[i].by_libtcc = share && i % 3;
    tell_skipped();
    const Outcome *outcomes = run_jobs(count, job, cases, sizeof(Outcome));
    for (int i = 0; i < count; i++)
        check(&tally, is_good(&cases[i], &outcomes[i]), "%s, %s, %s, tiles of %d x %d vectors, %s: %s",
              cases[i].target->name, number_types[cases[i].low].name, kinds[cases[i].kind], cases[i].columns,
              cases[i].vectors, activation_row(cases[i].activation)->name,
              outcomes[i].wrong ? "other bits" : outcomes[i].message);
    for (int t = 0; t < target_count; t++)
        if (is_first(t) && is_wanted(NUMBER_F32, only))
            check_coverage(&tally, targets[t], NUMBER_F32, cases, outcomes, count);
    for (int t = 0; t < target_count; t++)
        for (int n = 0; n < CATALOGUE_LOW; n++)
            if (is_first_low(t, catalogue_low_weights[n]) && is_wanted(catalogue_low_weights[n], only))
                check_coverage(&tally, targets[t], catalogue_low_weights[n], cases, outcomes, count);
    return tally_close(&tally);
}
