/* feature.c: which choices have a feature, which targets, and a network for each. */
#include "feature.h"
#include "draw.h"
#include "measure/measure.h"
#include "pairs.h"

#include <string.h>

/* At the most 158 were needed (gathered pixels, scalar): what so many do not give, no draw gives. */
enum { MOST_DRAWS = 20000 };

/* ---- Whether a choice has it ---- */

static bool is_direct(const Choice *c) { return c->algorithm == ALGORITHM_DIRECT; }

/* Filters transformed ahead, as floats. */
static bool is_winograd(const Choice *c) {
    return c->algorithm == ALGORITHM_WINOGRAD && !c->raw && c->weights == NUMBER_F32;
}

static bool has_stem(const Query *q, const Choice *c) { return (void)q, c->algorithm == ALGORITHM_STEM; }
static bool has_direct_stem(const Query *q, const Choice *c) { return suits_stem(q) && is_direct(c); }
static bool has_winograd(const Query *q, const Choice *c) { return is_winograd(c) && q->layer->stride == 1; }
static bool has_strided(const Query *q, const Choice *c) { return is_winograd(c) && q->layer->stride == 2; }
static bool has_raw(const Query *q, const Choice *c) { return (void)q, c->raw; }
static bool has_narrow(const Query *q, const Choice *c) { return (void)q, c->weights == NUMBER_S24; }
static bool has_pairs(const Query *q, const Choice *c) { return (void)q, c->pairs; }
static bool has_slices(const Query *q, const Choice *c) { return (void)q, c->slices > 1; }
static bool has_wrapped(const Query *q, const Choice *c) { return is_direct(c) && c->flat && can_wrap(q); }
static bool has_gathered(const Query *q, const Choice *c) { return is_direct(c) && c->flat && can_gather(q); }
static bool has_single(const Query *q, const Choice *c) { return (void)q, c->lane_group == 1; }
static bool has_turned(const Query *q, const Choice *c) { return (void)q, c->lane_group > 1; }

static bool has_broadcast(const Query *q, const Choice *c) {
    return is_direct(c) && !c->lane_group && shares_taps(q->layer, q->in, q->out, c->tile.vectors);
}

/* ---- Whether a target has it ---- */

static bool has_vectors(const Target *target) { return target->lanes > 1; }
static bool has_wide_vectors(const Target *target) { return target->lanes > 2; }
static bool has_narrow_filters(const Target *target) { return target->gains[NUMBER_S24]; }

static bool has_raw_filters(const Target *target) {
    return target->lanes > 1 && most_raw_tiles(target, 2) > 0;
}

static bool multiplies_in_pairs(const Target *target) {
    for (int i = 0; i < COUNT_OF(target->pair_pixels); i++)
        if (target->pair_pixels[i]) return true;
    return false;
}

/* ---- The table ---- */

const Feature features[] = {
    { .name = "a stem by rows", .has = has_stem, .output = "stem" },
    { .name = "a stem directly", .has = has_direct_stem, .output = "stem" },
    { .name = "winograd", .has = has_winograd },
    { .name = "winograd with a stride", .has = has_strided, .stride = 2 },
    { .name = "raw filters", .has = has_raw, .of_target = has_raw_filters },
    { .name = "narrow filters", .has = has_narrow, .of_target = has_narrow_filters },
    { .name = "pairs", .has = has_pairs, .of_target = multiplies_in_pairs },
    { .name = "pairs refused", .has = has_pairs, .of_target = multiplies_in_pairs, .refused = true },
    { .name = "slices", .has = has_slices },
    { .name = "tiles over rows", .has = has_wrapped },
    { .name = "gathered pixels", .has = has_gathered, .stride = 2 },
    { .name = "groups of one channel", .has = has_single, .of_target = has_vectors, .group = 1 },
    { .name = "turned vectors", .has = has_turned, .of_target = has_wide_vectors, .group = 2 },
    { .name = "broadcast values", .has = has_broadcast, .of_target = has_vectors, .group = OF_A_VECTOR },
};
const int feature_count = COUNT_OF(features);

bool target_has(const Target *target, const Feature *feature) {
    return !feature->of_target || feature->of_target(target);
}

/* ---- Its network ---- */

/* Four vectors of channels but for one channel; with groups, two. Images of two strips of any Winograd. */
static const Spec *feature_spec(Arena *arena, const Target *target, const Feature *feature,
                                Activation activation, Diag *diag) {
    int lanes = target->lanes, group = feature->group == OF_A_VECTOR ? lanes : feature->group;
    const char *text =
        arena_printf(arena,
                     "{\"name\":\"featured\",\"block\":\"bottleneck\",\"expansion\":1,\"repeats\":[1],"
                     "\"widths\":[%d],\"groups\":%d,\"width_per_group\":64,\"strides\":[%d],\"classes\":0,"
                     "\"outputs\":[\"%s\"],\"stem\":{\"type\":\"cifar\",\"width\":%d},\"batch\":2,"
                     "\"activation\":\"%s\",\"input\":{\"height\":9,\"width\":7}}",
                     group ? group : 4 * lanes - 1, group ? 2 * lanes / group : 1,
                     feature->stride ? feature->stride : 1, feature->output ? feature->output : "layer1",
                     group ? group : 4 * lanes - 1, activation_row(activation)->name);
    return spec_parse(arena, text, strlen(text), feature->name, diag);
}

/* By turns for each layer with weights. Returns the layer; -1 where no draw has the feature, or one is not
 * legal. */
static int draw_feature(Arena *arena, const Plan *plan, const Feature *feature, Choice *choice, Diag *diag) {
    uint64_t state = 1;
    for (int turn = 0; turn < MOST_DRAWS; turn++) {
        int v = turn % plan->layers->count;
        if (!has_weights(&plan->layers->layers[v])) continue;
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        *choice = draw_choice(&q, plan->accuracy, &state);
        const char *fault = complete_choice(arena, &q, plan->accuracy, choice);
        if (fault) return diag_fail(diag, STATUS_INPUT, "drawn, but not legal: %s", fault), -1;
        if (feature->has(&q, choice)) return v;
    }
    diag_fail(diag, STATUS_INPUT, "%d draws do not give it to a layer", MOST_DRAWS);
    return -1;
}

const Plan *plan_with_feature(Arena *arena, const Target *target, const Feature *feature,
                              Activation activation, int *layer, Diag *diag) {
    const Spec *spec = feature_spec(arena, target, feature, activation, diag);
    const Plan *plan = spec ? plan_network(arena, spec, target, "random:5", NULL, ACCURACY_FAST, diag) : NULL;
    if (!plan) return NULL;
    Choice *choices = arena_array(arena, Choice, plan->layers->count), drawn;
    memcpy(choices, plan->choices, sizeof *choices * (size_t)plan->layers->count);
    *layer = draw_feature(arena, plan, feature, &drawn, diag);
    if (*layer < 0) return NULL;
    choices[*layer] = drawn;
    return force_pairs(arena, plan_with_choices(arena, plan, choices), !feature->refused);
}
