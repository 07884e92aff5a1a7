/* test_op.c: every operator's row has what it must have, and fits what graphs make of such operators. A new
 * operator needs a network here that has it. */
#include "fixture.h"

#include <math.h>

static void every_row_is_whole(void **state) {
    (void)state;
    for (OpKind kind = 0; kind < OP_COUNT; kind++) {
        const Operator *row = &operators[kind];
        if (!row->name) fail_msg("row %d has no name", (int)kind);
        if (!row->module) fail_msg("%s: no module; \"\" where torchvision has none", row->name);
        if (!row->shape) fail_msg("%s: no shape", row->name);
        if (!row->macs) fail_msg("%s: no macs", row->name);
        if (!row->moment) fail_msg("%s: no moment", row->name);
        if (!row->run != (kind == OP_INPUT)) fail_msg("%s: run: all have it but the input", row->name);
    }
}

static void names_are_unique(void **state) {
    (void)state;
    for (OpKind a = 0; a < OP_COUNT; a++)
        for (OpKind b = 0; b < a; b++) assert_string_not_equal(operators[a].name, operators[b].name);
}

/* ---- Networks that have every operator ---- */

static const char *const networks[] = {
    "{\"block\":\"bottleneck\",\"repeats\":[1,1],\"widths\":[8,16],\"stem\":{\"width\":8},\"classes\":5,"
    "\"input\":{\"height\":20,\"width\":24},\"outputs\":[\"probabilities\"]}",
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[8,16],\"stem\":{\"width\":8},\"classes\":5,"
    "\"input\":{\"height\":20,\"width\":24},\"shortcut\":\"zero_pad\",\"activation\":\"prelu\","
    "\"norm\":{\"type\":\"group\",\"groups\":4},\"attention\":{\"type\":\"se\"},\"head\":{\"pool\":"
    "\"avgmax\"}}",
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[8,16],\"stem\":{\"width\":8},\"classes\":5,"
    "\"input\":{\"height\":20,\"width\":24},\"shortcut\":\"avg_down\",\"antialias\":\"blur\","
    "\"attention\":{\"type\":\"eca\"},\"head\":{\"pool\":\"max\"}}",
    "{\"block\":\"basic\",\"repeats\":[1],\"stem\":{\"type\":\"cifar\"},\"widths\":[8],\"classes\":5,"
    "\"input\":{\"height\":6,\"width\":7},\"weight_standardization\":1e-8,\"head\":{\"pool\":\"catavgmax\"}}",
};

typedef struct {
    const Graph *graph;
    const Shape *shapes;
} Network;

static Network network_of(Fixture *f, const char *json) {
    const Graph *graph = make_graph(f, json);
    return (Network){ graph, shape_infer(&f->arena, graph, &f->diag) };
}

/* Calls `check` for every operator of the networks; fails where a row was not among them. */
static void for_each_operator(Fixture *f, void (*check)(Fixture *f, const Network *net, int v)) {
    bool seen[OP_COUNT] = { false };
    for (int i = 0; i < COUNT_OF(networks); i++) {
        Network net = network_of(f, networks[i]);
        for (int v = 0; v < net.graph->op_count; v++) {
            seen[net.graph->ops[v].kind] = true;
            check(f, &net, v);
        }
    }
    for (OpKind kind = 0; kind < OP_COUNT; kind++)
        if (!seen[kind]) fail_msg("%s: no network of this test has it", operators[kind].name);
}

/* ---- Random parameters: a row draws what its operators have, within bounds that mean something ---- */

static void check_draw(Fixture *f, const Network *net, int v) {
    (void)f;
    const Op *op = &net->graph->ops[v];
    const Signal signal = { .in = { 1, 1 }, .centred = true, .gain = 2, .scale = 1 };
    double moment = operators[op->kind].moment(&signal);
    if (!(isfinite(moment) && moment > 0)) fail_msg("%s: moment %g", op->name, moment);
    int drawn = 0;
    for (ParamRole role = 0; role < ROLE_COUNT; role++) {
        if (op->param[role] < 0 || net->graph->params[op->param[role]].optional) continue;
        if (!operators[op->kind].draw) fail_msg("%s: no draw, but parameters", op->name);
        Distribution d = operators[op->kind].draw(op, role, &signal);
        if (!(d.deviation > 0 || d.low < d.high)) fail_msg("%s: nothing drawn for %d", op->name, (int)role);
        drawn++;
    }
    bool needs_none = op->kind == OP_ACTIVATION && op->activation != ACTIVATION_PRELU;
    if (operators[op->kind].draw && !drawn && !needs_none) fail_msg("%s: draw, but no parameters", op->name);
}

static void rows_draw_their_parameters(void **state) { for_each_operator(*state, check_draw); }

/* ---- Shapes, and the products that weights of two dimensions and more make ---- */

static void check_shape(Fixture *f, const Network *net, int v) {
    (void)f;
    const Op *op = &net->graph->ops[v];
    const Operator *row = &operators[op->kind];
    Shape shape = net->shapes[v];
    int weight = op->param[ROLE_WEIGHT];
    bool products = weight >= 0 && net->graph->params[weight].rank > 1;
    assert_int_equal(shape.channels, op->out_channels);
    if (row->vector && (shape.height != 1 || shape.width != 1)) fail_msg("%s: no vector", op->name);
    if ((row->macs(op, shape) > 0) != products) fail_msg("%s: %g macs", op->name, row->macs(op, shape));
}

static void rows_fit_shapes_and_weights(void **state) { for_each_operator(*state, check_shape); }

/* ---- Definitions: each writes one whole image, and nothing beyond it ---- */

static const double *ones(Fixture *f, size_t count) {
    double *values = arena_array(&f->arena, double, count);
    for (size_t i = 0; i < count; i++) values[i] = 1;
    return values;
}

static const float *float_ones(Fixture *f, size_t count) {
    float *values = arena_array(&f->arena, float, count);
    for (size_t i = 0; i < count; i++) values[i] = 1;
    return values;
}

static void check_run(Fixture *f, const Network *net, int v) {
    const Op *op = &net->graph->ops[v];
    if (op->kind == OP_INPUT) return;
    Operands args = { .op = op, .from = net->shapes[op->in[0]], .to = net->shapes[v] };
    for (int i = 0; i < COUNT_OF(op->in); i++)
        if (op->in[i] >= 0) args.in[i] = ones(f, shape_floats(net->shapes[op->in[i]]));
    for (ParamRole role = 0; role < ROLE_COUNT; role++)
        if (op->param[role] >= 0)
            args.parameter[role] = float_ones(f, net->graph->params[op->param[role]].count);
    size_t count = shape_floats(net->shapes[v]);
    double *out = arena_array(&f->arena, double, count + 1);
    for (size_t i = 0; i <= count; i++) out[i] = NAN;
    operators[op->kind].run(&args, out);
    for (size_t i = 0; i < count; i++)
        if (!isfinite(out[i])) fail_msg("%s: value %zu of %zu was not written", op->name, i, count);
    if (!isnan(out[count])) fail_msg("%s: wrote behind its image", op->name);
}

static void rows_write_one_image(void **state) { for_each_operator(*state, check_run); }

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(every_row_is_whole),          TEST(names_are_unique),     TEST(rows_draw_their_parameters),
        TEST(rows_fit_shapes_and_weights), TEST(rows_write_one_image),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
