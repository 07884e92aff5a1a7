/* pools.c: kernels without weights against their definitions: max pools, averages of windows, blurs,
 * shortcuts and pools over the image, of any size, stride and padding, on every target and by libtcc.
 *
 * A network is three convolutions of 1x1 and the operator, which is drawn: the graph of a stem whose pool is
 * replaced. What it reads may be negative, or NaN. */
#include "draw.h"
#include "engine.h"
#include "noise.h"
#include "skipped.h"
#include "tally.h"
#include "workers.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { DRAWS = 16, MOST_SIZE = 20, MOST_CHANNELS = 70 };

typedef struct {
    bool good;
    char message[200];
} Outcome;

/* ---- The operator ---- */

static void draw_window(Op *op, uint64_t *state) {
    op->kernel = draw_between(state, 1, draw_between(state, 0, 3) ? 5 : 31);
    op->stride = draw_between(state, 1, 4);
    op->zeros = draw_between(state, 0, 1);
    op->same = draw_between(state, 0, 4) == 0;
    op->ceil = draw_between(state, 0, 2) == 0;
    op->padding = draw_between(state, 0, op->zeros ? 40 : op->kernel - 1);
    op->behind = draw_between(state, 0, op->zeros ? 40 : op->kernel - 1);
}

static void draw_usual_pool(Op *op) {
    op->kernel = 3;
    op->stride = 2;
    op->padding = op->behind = 1;
    op->same = op->ceil = op->zeros = false;
}

static void draw_operator(Op *op, uint64_t *state) {
    static const OpKind kinds[] = { OP_MAX_POOL,       OP_MAX_POOL,   OP_MAX_POOL,    OP_WINDOW_AVERAGE,
                                    OP_BLUR,           OP_BLUR,       OP_ZERO_PAD,    OP_ZERO_PAD,
                                    OP_WINDOW_AVERAGE, OP_GLOBAL_MAX, OP_AVERAGE_MAX, OP_AVERAGE_AND_MAX };
    op->kind = kinds[draw_between(state, 0, COUNT_OF(kinds) - 1)];
    op->out_channels = op->in_channels;
    draw_window(op, state);
    if (op->kind == OP_MAX_POOL && draw_between(state, 0, 3) == 0) draw_usual_pool(op);
    if (op->kind == OP_BLUR) {
        draw_usual_pool(op);
        op->stride = draw_between(state, 1, 2);
    }
    if (op->kind == OP_ZERO_PAD) op->out_channels += draw_between(state, 0, MOST_CHANNELS);
    if (op->kind == OP_AVERAGE_AND_MAX) op->out_channels *= 2;
}

/* Until its windows fit the image. */
static void draw_fitting(Op *op, Shape in, uint64_t *state) {
    bool windows;
    do {
        draw_operator(op, state);
        windows = op->kind == OP_MAX_POOL || op->kind == OP_WINDOW_AVERAGE;
    } while ((windows && (op_windows(op, in.height).count < 1 || op_windows(op, in.width).count < 1)) ||
             (op->kind == OP_BLUR && (in.height < 2 || in.width < 2)));
}

static const Graph *draw_graph(Arena *arena, const Spec *spec, uint64_t *state) {
    Graph *graph = arena_alloc(arena, sizeof *graph);
    *graph = *graph_build(arena, spec);
    Op *ops = arena_array(arena, Op, graph->op_count);
    memcpy(ops, graph->ops, sizeof *ops * (size_t)graph->op_count);
    draw_fitting(&ops[graph->stem], (Shape){ 0, spec->height, spec->width }, state);
    graph->ops = ops;
    return graph;
}

/* ---- The network ---- */

/* Without an activation the operator reads numbers below zero. */
static const Spec *draw_spec(Arena *arena, uint64_t *state, Diag *diag) {
    const char *text = arena_printf(
        arena,
        "{\"block\":\"basic\",\"repeats\":[1],\"classes\":0,\"outputs\":[\"stem\"],\"preactivation\":%s,"
        "\"stem\":{\"type\":\"deep\",\"stride\":1,\"widths\":[4,4,%d],\"pool\":\"max\"},"
        "\"batch\":%d,"
        "\"input\":{\"channels\":2,\"height\":%d,\"width\":%d}}",
        draw_between(state, 0, 1) ? "true" : "false", draw_between(state, 1, MOST_CHANNELS),
        draw_between(state, 0, 1) ? 1 : 3, draw_between(state, 1, MOST_SIZE),
        draw_between(state, 1, MOST_SIZE));
    const Spec *parsed = spec_parse(arena, text, strlen(text), "pools", diag);
    if (!parsed) return NULL;
    Spec *spec = arena_alloc(arena, sizeof *spec);
    *spec = *parsed;
    spec->stem.kernel = 1;
    return spec;
}

/* The passes of plan_network, of another graph. */
static bool make_plan(Arena *arena, Plan *plan, Diag *diag) {
    plan->shapes = shape_infer(arena, plan->graph, diag);
    if (!plan->shapes) return false;
    plan->weights = weights_load(arena, plan->graph, "random:1", (NameRules){ 0 }, diag);
    plan->layers = fold_layers(arena, plan->graph, plan->shapes, plan->weights, false, diag);
    if (!plan->layers) return false;
    plan->layouts = layout_values(arena, plan->layers, plan->target, plan->spec->batch);
    plan->choices =
        select_algorithms(arena, plan->layers, plan->layouts, plan->target, plan->accuracy, NULL, diag);
    plan->blob = pack_weights(arena, plan->layers, NULL, plan->layouts, plan->choices, plan->target, NULL);
    plan->placement = place_values(arena, plan->layers, plan->layouts);
    plan->kernels = make_kernels(arena, plan->layers, plan->layouts, plan->choices, plan->target);
    plan->workspace =
        size_workspace(plan->layers, plan->choices, plan->kernels, plan->placement, plan->spec->batch);
    return true;
}

static const float *draw_input(Arena *arena, const Plan *plan, uint64_t *state) {
    size_t count = plan_input_floats(plan);
    float *input = noise(arena, 3, count);
    if (draw_between(state, 0, 2) == 0) input[draw_between(state, 0, (int)count - 1)] = NAN;
    return input;
}

static const char *describe(Arena *arena, const Plan *plan) {
    const Op *op = &plan->graph->ops[plan->graph->stem];
    const Spec *spec = plan->spec;
    return arena_printf(arena, "%s %d/%d+%d+%d%s%s%s, %d -> %d channels at %dx%d, batch %d%s",
                        operators[op->kind].name, op->kernel, op->stride, op->padding, op->behind,
                        op->zeros ? " zeros" : "", op->same ? " same" : "", op->ceil ? " ceil" : "",
                        op->in_channels, op->out_channels, spec->height, spec->width, spec->batch,
                        spec->preactivation ? ", of any sign" : "");
}

static bool try(Arena *arena, const Engine *engine, uint64_t state, Outcome *outcome, Diag *diag) {
    const Target *target = engine->jit == JIT_TCC ? jit_target(arena, engine->target, diag) : engine->target;
    const Spec *spec = target ? draw_spec(arena, &state, diag) : NULL;
    if (!spec) return false;
    Plan plan = { .spec = spec, .target = target, .graph = draw_graph(arena, spec, &state) };
    snprintf(outcome->message, sizeof outcome->message, "%s", describe(arena, &plan));
    if (!make_plan(arena, &plan, diag)) return false;
    const Verdict *v =
        verify_network(arena, &plan, engine->jit, draw_input(arena, &plan, &state), NULL, diag);
    if (!v) return false;
    outcome->good = v->agrees;
    size_t length = strlen(outcome->message);
    snprintf(outcome->message + length, sizeof outcome->message - length, ": error %.1e at %s", v->worst,
             v->worst_layer);
    return true;
}

static void job(void *context, int index, void *result) {
    (void)context;
    Outcome *outcome = result;
    const Engine engine = engine_at(index % engine_count());
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    if (!engine_runs_here(&engine)) return;
    if (!try(&arena, &engine, (uint64_t)index, outcome, &diag))
        snprintf(outcome->message, sizeof outcome->message, "%s", diag.message);
    arena_free(&arena);
}

int main(void) {
    Tally tally = { 0, 0 };
    int jobs = DRAWS * engine_count();
    tell_skipped_engines("pools");
    const Outcome *outcomes = run_jobs(jobs, job, NULL, sizeof(Outcome));
    for (int i = 0; i < jobs; i++) {
        const Engine engine = engine_at(i % engine_count());
        if (engine_runs_here(&engine))
            check(&tally, outcomes[i].good, "%d on %s: %s", i, engine.name, outcomes[i].message);
    }
    return tally_close(&tally);
}
