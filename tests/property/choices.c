/* choices.c: whatever choice a layer can have computes the same. Random small networks, each of whose layers
 * gets candidates of --tune and choices as a hand might write them into a file of choices, against the
 * reference; and between guard pages, from a workspace of NaN. */
#include "engine.h"
#include "guarded.h"
#include "noise.h"
#include "pairs.h"
#include "plan/plan.h"
#include "tally.h"
#include "workers.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { SPECS = 40, ROUNDS = 4 };

typedef struct {
    int verified, guarded, choices, winograd, raw, narrow, stem, direct_stem, pairs, candidates;
    int sliced, wrapped, gathered;
    int turned, broadcast; /* tiles that take rows of taps: groups inside a vector, or as wide as one */
    bool candidates_legal;
    double worst;
    char message[200];
} Outcome;

static int between(uint64_t *state, int low, int high) {
    return low + (int)(split_mix(state) % (uint64_t)(high - low + 1));
}

/* ---- Networks ---- */

/* Of a stage; of a group where there are several, every other time so narrow that it fits into a vector of
 * AVX2. */
static int draw_width(uint64_t *state, int groups) {
    static const int inside[] = { 1, 2, 4, 8 };
    if (groups > 1 && between(state, 0, 1)) return inside[between(state, 0, COUNT_OF(inside) - 1)];
    return between(state, groups, 70 / groups);
}

/* Images of 1 to 20 pixels, 1 to 70 channels, kernels of 1 to 7, strides of 1 to 3, batches of 1 to 3. */
static const Spec *draw_spec(Arena *arena, uint64_t *state, Diag *diag) {
    Text text = { .arena = arena };
    bool groups = between(state, 0, 2) == 0, bottleneck = groups || between(state, 0, 1);
    int stages = between(state, 1, 2), count = groups ? between(state, 2, 8) : 1;
    text_printf(&text, "{\"name\":\"drawn\",\"block\":\"%s\",\"expansion\":%d,\"repeats\":[1%s]",
                bottleneck ? "bottleneck" : "basic", between(state, 1, 2), stages > 1 ? ",1" : "");
    text_printf(&text, ",\"widths\":[%d", draw_width(state, count));
    if (stages > 1) text_printf(&text, ",%d", draw_width(state, count));
    text_printf(&text, "],\"strides\":[%d", between(state, 1, 2));
    if (stages > 1) text_printf(&text, ",%d", between(state, 1, 3));
    text_printf(&text, "],\"groups\":%d,\"width_per_group\":64", count);
    text_printf(&text, ",\"stem\":{\"kernel\":%d,\"stride\":%d,\"width\":%d,\"pool\":%s}",
                2 * between(state, 0, 3) + 1, between(state, 1, 3), between(state, 1, 70),
                between(state, 0, 3) ? "null" : "\"max\"");
    text_printf(&text, ",\"input\":{\"channels\":%d,\"height\":%d,\"width\":%d}", between(state, 1, 4),
                between(state, 1, 20), between(state, 1, 20));
    text_printf(&text, ",\"batch\":%d,\"classes\":%d}", between(state, 1, 3), between(state, 1, 40));
    return spec_parse(arena, text.bytes, text.length, text.bytes, diag);
}

/* ---- Choices ---- */

static int draw_divisor(uint64_t *state, int number) {
    int divisor = between(state, 1, number);
    while (number % divisor) divisor--;
    return divisor;
}

static Tile draw_tile(const Query *q, bool pairs, uint64_t *state) {
    int vectors;
    do vectors = between(state, 1, COUNT_OF(q->target->pixels));
    while (most_pixels(q->target, pairs, vectors) == 0 || q->out->blocks % vectors);
    int most = most_pixels(q->target, pairs, vectors), columns = between(state, 1, most);
    return (Tile){ between(state, 1, most / columns), columns, vectors };
}

static Choice draw_stem(const Query *q, uint64_t *state) {
    Choice c = { .algorithm = ALGORITHM_STEM, .tile = draw_tile(q, false, state) };
    c.tile.rows = 1;
    c.strip = between(state, 1, stem_pairs(q));
    return c;
}

/* Rows of the image as one, slices of the reduction: where they are possible, most of the
 * time. */
static void draw_slices(const Query *q, Choice *c, uint64_t *state) {
    Choice drawn = *c;
    if ((can_wrap(q) || can_gather(q)) && between(state, 0, 2)) {
        drawn.flat = true;
        drawn.tile.rows = 1;
        if (drawn.tile.columns > q->layer->shape.width) drawn.tile.columns = q->layer->shape.width;
    }
    drawn.flat = drawn.flat || is_flat(q);
    drawn.slices = draw_divisor(state, q->in->blocks);
    if (suits_slices(q, &drawn)) *c = drawn;
}

/* As written by hand. */
static Choice draw_choice(const Query *q, Accuracy accuracy, uint64_t *state) {
    if (suits_stem(q) && (q->layer->pool || between(state, 0, 2))) return draw_stem(q, state);
    bool pairs = suits_pairs(q, accuracy) && between(state, 0, 2);
    Choice c = { .algorithm = ALGORITHM_DIRECT, .tile = draw_tile(q, pairs, state), .pairs = pairs };
    c.order = ORDER_CHANNELS;
    if (between(state, 0, 1) == 0 || pairs_overflow(q, &c)) c.order = ORDER_PIXELS;
    c.prefetch = between(state, 0, 1);
    if (!pairs) draw_slices(q, &c, state);
    if (pairs || !suits_winograd(q) || between(state, 0, 3) == 0) return c;
    c.flat = false;
    c.algorithm = ALGORITHM_WINOGRAD;
    c.tile.rows = 1;
    int stride = q->layer->stride;
    c.outputs = 2 + stride * between(state, 0, (most_outputs(q, accuracy) - 2) / stride);
    c.strip = between(state, 1, image_tile_rows(q, c.outputs));
    if (suits_raw(q, c.outputs) && between(state, 0, 1)) {
        c.tile = (Tile){ 1, between(state, 1, most_raw_tiles(q->target, c.outputs)), 1 };
        c.raw = true;
        c.prefetch = false;
    }
    if (suits_weights(q, accuracy, &c, NUMBER_S24) && between(state, 0, 3)) c.weights = NUMBER_S24;
    c.group = draw_divisor(state, q->out->blocks / c.tile.vectors);
    return c;
}

static bool same(const Choice *a, const Choice *b) {
    return a->algorithm == b->algorithm && a->tile.rows == b->tile.rows &&
           a->tile.columns == b->tile.columns && a->tile.vectors == b->tile.vectors && a->order == b->order &&
           a->in_blocks == b->in_blocks && a->prefetch == b->prefetch && a->pairs == b->pairs &&
           a->raw == b->raw && a->weights == b->weights && a->flat == b->flat && a->slices == b->slices &&
           a->outputs == b->outputs && a->strip == b->strip && a->group == b->group && a->span == b->span &&
           a->lane_group == b->lane_group && a->scratch == b->scratch;
}

/* What the candidate's line in a file of choices comes back as. */
static bool survives_file(Arena *arena, const Query *q, Accuracy accuracy, const Choice *candidate) {
    Choice c = { .algorithm = candidate->algorithm,
                 .tile = candidate->tile,
                 .order = candidate->order,
                 .prefetch = candidate->prefetch,
                 .pairs = candidate->pairs,
                 .flat = candidate->flat,
                 .slices = candidate->slices,
                 .outputs = candidate->outputs,
                 .raw = candidate->raw,
                 .weights = candidate->weights,
                 .strip = candidate->strip,
                 .group = candidate->group };
    return !complete_choice(arena, q, accuracy, &c) && same(&c, candidate);
}

static void choose(Arena *arena, const Plan *plan, int v, bool by_hand, uint64_t *state, Choice *choice,
                   Outcome *outcome) {
    const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
    if (by_hand) {
        *choice = draw_choice(&q, plan->accuracy, state);
        const char *fault = complete_choice(arena, &q, plan->accuracy, choice);
        if (fault) snprintf(outcome->message, sizeof outcome->message, "%s", fault);
    } else {
        const Candidate *list;
        int count = list_candidates(arena, &q, plan->accuracy, &list);
        for (int i = 0; i < count; i++)
            if (!survives_file(arena, &q, plan->accuracy, &list[i].choice)) outcome->candidates_legal = false;
        *choice = list[between(state, 0, count - 1)].choice;
        outcome->candidates += count;
    }
    outcome->choices++;
    outcome->winograd += choice->algorithm == ALGORITHM_WINOGRAD;
    outcome->raw += choice->raw;
    outcome->narrow += choice->weights == NUMBER_S24;
    outcome->stem += choice->algorithm == ALGORITHM_STEM;
    outcome->direct_stem += suits_stem(&q) && choice->algorithm == ALGORITHM_DIRECT;
    outcome->pairs += choice->pairs;
    outcome->sliced += choice->slices > 1;
    outcome->wrapped += choice->flat && can_wrap(&q);
    outcome->gathered += choice->flat && can_gather(&q);
    outcome->broadcast += !choice->lane_group && shares_taps(q.layer, q.in, q.out, choice->tile.vectors);
    outcome->turned += choice->lane_group > 1;
}

static const Plan *draw_plan(Arena *arena, const Plan *plan, bool by_hand, uint64_t *state,
                             Outcome *outcome) {
    int count = plan->layers->count;
    Choice *choices = arena_array(arena, Choice, count);
    memcpy(choices, plan->choices, sizeof *choices * (size_t)count);
    for (int v = 0; v < count; v++)
        if (has_weights(&plan->layers->layers[v]))
            choose(arena, plan, v, by_hand, state, &choices[v], outcome);
    return plan_with_choices(arena, plan, choices);
}

/* ---- Runs ---- */

static void fail(Outcome *outcome, const char *format, const char *what, double number) {
    if (!*outcome->message) snprintf(outcome->message, sizeof outcome->message, format, what, number);
}

static void verify(Arena *arena, const Plan *plan, uint64_t seed, Outcome *outcome, Diag *diag) {
    const float *input = noise(arena, seed, plan_input_floats(plan));
    const Verdict *verdict = verify_network(arena, plan, JIT_CC, input, diag);
    if (!verdict) {
        fail(outcome, "%s (%g)", diag->message, 0);
        return;
    }
    if (verdict->worst > outcome->worst) outcome->worst = verdict->worst;
    if (verdict->agrees)
        outcome->verified++;
    else
        fail(outcome, "%s: error %.1e", verdict->worst_layer, verdict->worst);
}

static void run_guarded(Arena *arena, const Plan *plan, Outcome *outcome, Diag *diag) {
    const char *text = emit_c(arena, plan, &(EmitNames){ .options = "" });
    const Jit *jit = jit_compile(arena, plan, text, JIT_CC, NULL, NULL, diag);
    if (!jit) {
        fail(outcome, "%s (%g)", diag->message, 0);
        return;
    }
    size_t in = plan_input_floats(plan) * sizeof(float), count = plan_output_floats(plan);
    float *input = guarded_alloc(arena, in, FLUSH_END);
    float *output = guarded_alloc(arena, count * sizeof(float), FLUSH_END);
    void *weights = guarded_alloc(arena, plan->blob->size, FLUSH_END);
    void *workspace = guarded_alloc(arena, jit->workspace_bytes, FLUSH_END);
    memcpy(input, noise(arena, 1, plan_input_floats(plan)), in);
    memcpy(weights, plan->blob->bytes, plan->blob->size);
    memset(workspace, 0xff, jit->workspace_bytes);
    jit->run(weights, workspace, input, output);
    bool finite = true;
    for (size_t i = 0; i < count; i++) finite = finite && isfinite(output[i]);
    if (finite)
        outcome->guarded++;
    else
        fail(outcome, "%s: NaN or infinity (%g)", "between guard pages", 0);
}

static void job(void *context, int index, void *result) {
    (void)context;
    Outcome *outcome = result;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    uint64_t state = (uint64_t)index * 7919 + 1;
    const Target *target = targets[index % target_count];
    if (!target_runs_here(target)) return;
    const Spec *spec = draw_spec(&arena, &state, &diag);
    const Plan *plan =
        spec ? plan_network(&arena, spec, target, "random:5", NULL, ACCURACY_FAST, &diag) : NULL;
    if (!plan) fail(outcome, "%s (%g)", diag.message, 0);
    outcome->candidates_legal = true;
    for (int round = 0; plan && round < ROUNDS; round++) {
        const Plan *other = draw_plan(&arena, plan, round % 2, &state, outcome);
        const int turn = index / target_count + round;
        if (turn % 3) other = force_pairs(&arena, other, turn % 3 == 1);
        if (!*outcome->message) verify(&arena, other, (uint64_t)round, outcome, &diag);
        if (!*outcome->message && round == index / target_count % ROUNDS)
            run_guarded(&arena, other, outcome, &diag);
    }
    arena_free(&arena);
}

int main(void) {
    Tally tally = { 0, 0 };
    Outcome sum = { .verified = 0 };
    const Outcome *outcomes = run_jobs(SPECS, job, NULL, sizeof(Outcome));
    for (int i = 0; i < SPECS; i++) {
        const Outcome *o = &outcomes[i];
        const char *name = targets[i % target_count]->name;
        if (!target_runs_here(targets[i % target_count])) continue;
        check(&tally, o->verified == ROUNDS && !*o->message, "network %d on %s: %s", i, name,
              *o->message ? o->message : "crashed");
        check(&tally, o->guarded == 1, "network %d on %s: left its buffers", i, name);
        check(&tally, o->candidates_legal, "network %d on %s: a candidate is not legal", i, name);
        sum.choices += o->choices;
        sum.winograd += o->winograd;
        sum.stem += o->stem;
        sum.direct_stem += o->direct_stem;
        sum.pairs += o->pairs;
        sum.raw += o->raw;
        sum.narrow += o->narrow;
        sum.sliced += o->sliced;
        sum.wrapped += o->wrapped;
        sum.gathered += o->gathered;
        sum.broadcast += o->broadcast;
        sum.turned += o->turned;
        if (o->worst > sum.worst) sum.worst = o->worst;
    }
    check(&tally, sum.winograd > sum.choices / 20, "only %d of %d choices were winograd", sum.winograd,
          sum.choices);
    int few = sum.choices / 100;
    check(&tally, sum.sliced > few && sum.wrapped > few && sum.gathered > few,
          "only %d choices had slices, %d tiles over rows, %d gathered pixels", sum.sliced, sum.wrapped,
          sum.gathered);
    check(&tally, sum.turned >= 5 && sum.broadcast > 0,
          "only %d rows of taps turned vectors, %d broadcast values", sum.turned, sum.broadcast);
    check(&tally, !target_runs_here(target_find("zen5")) || sum.narrow >= 3,
          "only %d of %d choices had narrow filters", sum.narrow, sum.choices);
    check(&tally, sum.raw > sum.choices / 100, "only %d of %d choices had raw filters", sum.raw, sum.choices);
    check(&tally, sum.stem > sum.choices / 40 && sum.direct_stem > 0,
          "only %d of %d choices were a stem's, %d a stem computed directly", sum.stem, sum.choices,
          sum.direct_stem);
    check(&tally, !target_runs_here(target_find("zen5")) || sum.pairs > sum.choices / 50,
          "only %d of %d choices were in pairs", sum.pairs, sum.choices);
    printf("%d with slices, %d with tiles over rows, %d with gathered pixels, %d turned and %d broadcast for "
           "rows of taps; ",
           sum.sliced, sum.wrapped, sum.gathered, sum.turned, sum.broadcast);
    printf("choices: %d, %d of them winograd, %d with raw filters, %d with narrow ones, %d a stem's, %d a "
           "stem's directly, %d in "
           "pairs; worst error %.1e\n",
           sum.choices, sum.winograd, sum.raw, sum.narrow, sum.stem, sum.direct_stem, sum.pairs, sum.worst);
    return tally_close(&tally);
}
