/* graph.c: Spec -> Graph: the blocks unrolled to named operators, in the order in which PyTorch would list
 * them. */
#include "builder.h"

/* The most that a block and what stands around the blocks have, generously. */
enum { OPS_A_BLOCK = 28, PARAMS_A_BLOCK = 48, OPS_AROUND = 32, PARAMS_AROUND = 48 };

static int output_value(const Graph *graph, const Output *output) {
    switch (output->kind) {
    case OUTPUT_LOGITS:
        return graph->logits;
    case OUTPUT_PROBABILITIES:
        return graph->probabilities;
    case OUTPUT_POOL:
        return graph->pool;
    case OUTPUT_STEM:
        return graph->stem;
    case OUTPUT_STAGE:
        return graph->stage_out[output->stage];
    }
    return -1;
}

static int count_blocks(const Spec *spec) {
    int blocks = 0;
    for (int s = 0; s < spec->stages; s++) blocks += spec->repeats[s];
    return blocks;
}

const Graph *graph_build(Arena *arena, const Spec *spec) {
    int blocks = count_blocks(spec);
    Graph *graph = arena_alloc(arena, sizeof *graph);
    Builder b = {
        .arena = arena,
        .spec = spec,
        .ops = arena_array(arena, Op, blocks * OPS_A_BLOCK + OPS_AROUND),
        .shapes = arena_array(arena, Shape, blocks * OPS_A_BLOCK + OPS_AROUND),
        .params = arena_array(arena, Param, blocks * PARAMS_A_BLOCK + PARAMS_AROUND),
        .stage = -1,
        .block = -1,
        .prefix = "",
    };
    int value = add_stem(&b, add_op(&b, OP_INPUT, "input", -1, spec->channels));
    graph->stem = value;
    for (int s = 0; s < spec->stages; s++) graph->stage_out[s] = value = add_stage(&b, value, s);
    for (int s = spec->stages; s < MAX_STAGES; s++) graph->stage_out[s] = -1;
    add_head(&b, graph, value);
    graph->spec = spec;
    graph->ops = b.ops;
    graph->op_count = b.op_count;
    graph->params = b.params;
    graph->param_count = b.param_count;
    for (int i = 0; i < spec->output_count; i++) graph->outputs[i] = output_value(graph, &spec->outputs[i]);
    return graph;
}
