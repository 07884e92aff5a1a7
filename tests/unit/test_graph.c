/* test_graph.c: the unrolled operators: names, wiring, parameters in PyTorch's order, totals of known
 * networks. */
#include "fixture.h"

static int find(const Graph *graph, const char *name) {
    for (int v = 0; v < graph->op_count; v++)
        if (!strcmp(graph->ops[v].name, name)) return v;
    return -1;
}

static const Op *op(const Graph *graph, const char *name) {
    int v = find(graph, name);
    if (v < 0) fail_msg("no operator %s", name);
    return &graph->ops[v];
}

static void count_parameters(Fixture *f, const char *json, size_t expected) {
    assert_int_equal(graph_parameters(make_graph(f, json)), expected);
    reset_fixture(f);
}

/* sum(p.numel() for p in model.parameters()) of torchvision's models and of the CIFAR ones. */
static void counts_parameters_as_torchvision(void **state) {
    Fixture *f = *state;
    count_parameters(f, "{\"block\":\"basic\",\"repeats\":[2,2,2,2]}", 11689512);
    count_parameters(f, "{\"block\":\"basic\",\"repeats\":[3,4,6,3]}", 21797672);
    count_parameters(f, "{\"block\":\"bottleneck\",\"repeats\":[3,4,6,3]}", 25557032);
    count_parameters(f, "{\"block\":\"bottleneck\",\"repeats\":[3,4,23,3]}", 44549160);
    count_parameters(f, "{\"block\":\"bottleneck\",\"repeats\":[3,8,36,3]}", 60192808);
    count_parameters(
        f, "{\"block\":\"bottleneck\",\"repeats\":[3,4,6,3],\"groups\":32,\"width_per_group\":4}", 25028904);
    count_parameters(f, "{\"block\":\"bottleneck\",\"repeats\":[3,4,6,3],\"width_per_group\":128}", 68883240);
    count_parameters(f,
                     "{\"block\":\"basic\",\"repeats\":[3,3,3],\"widths\":[16,32,64],"
                     "\"stem\":{\"type\":\"cifar\"},\"classes\":10}",
                     272474);
}

/* The same of the classes that the specs are named after; resnet8's biases before its norms are optional. */
static void counts_parameters_of_the_family(void **state) {
    static const struct {
        const char *spec;
        size_t parameters;
    } family[] = {
        { "resnet10t", 5435488 },          { "resnet14t", 10081632 },
        { "resnet26d", 16014408 },         { "resnet26t", 16011872 },
        { "resnet50c", 25576264 },         { "resnet50d", 25576264 },
        { "resnet50s", 25680808 },         { "resnet101d", 44568392 },
        { "resnet50_gn", 25557032 },       { "resnetblur50", 25557032 },
        { "resnetaa50d", 25576264 },       { "seresnet50", 28088024 },
        { "seresnext50_32x4d", 27559896 }, { "senet154", 115088984 },
        { "ecaresnet50d", 25576350 },      { "resnetrs50", 35691912 },
        { "resnetv2_50", 25549352 },       { "resnetv2_50d", 25568584 },
        { "resnetv2_50x1_bit", 25549352 }, { "resnext101_32x8d", 88791336 },
        { "resnext101_64x4d", 83455272 },  { "wide_resnet101_2", 126886696 },
        { "resnet20-cifar-a", 269722 },    { "resnet32-cifar-a", 464154 },
        { "resnet44-cifar-a", 658586 },    { "resnet56-cifar-a", 853018 },
        { "resnet110-cifar-a", 1727962 },  { "preresnet110-cifar", 1730522 },
        { "preresnet164-cifar", 1703258 }, { "iresnet18", 24025600 },
        { "iresnet34", 34139328 },         { "iresnet50", 43590848 },
        { "iresnet100", 65156160 },        { "resnet8-tiny", 77850 },
        { "resnet50-v1", 25557032 },       { "resnet50-dilated", 25557032 },
    };
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(family); i++) {
        size_t got = graph_parameters(graph_build(&f->arena, named_spec(f, family[i].spec)));
        if (got != family[i].parameters)
            fail_msg("%s: expected %zu parameters, got %zu", family[i].spec, family[i].parameters, got);
        reset_fixture(f);
    }
}

static void lists_a_state_dict_in_order(void **state) {
    Fixture *f = *state;
    static const char *const names[] = {
        "conv1.weight",
        "bn1.weight",
        "bn1.bias",
        "bn1.running_mean",
        "bn1.running_var",
        "layer1.0.conv1.weight",
        "layer1.0.bn1.weight",
        "layer1.0.bn1.bias",
        "layer1.0.bn1.running_mean",
        "layer1.0.bn1.running_var",
        "layer1.0.conv2.weight",
        "layer1.0.bn2.weight",
        "layer1.0.bn2.bias",
        "layer1.0.bn2.running_mean",
        "layer1.0.bn2.running_var",
        "layer1.0.downsample.0.weight",
        "layer1.0.downsample.1.weight",
        "layer1.0.downsample.1.bias",
        "layer1.0.downsample.1.running_mean",
        "layer1.0.downsample.1.running_var",
        "fc.weight",
        "fc.bias",
    };
    const Graph *graph =
        make_graph(f, "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[8],\"strides\":[2]}");
    int n = 0;
    for (int p = 0; p < graph->param_count; p++) {
        const Param *param = &graph->params[p];
        if (param->optional) continue; /* a convolution's own bias */
        assert_true(n < COUNT_OF(names));
        assert_string_equal(param->name, names[n++]);
    }
    assert_int_equal(n, COUNT_OF(names));
}

static void parameters_have_shapes(void **state) {
    Fixture *f = *state;
    const Graph *g = make_graph(f, "{\"block\":\"bottleneck\",\"repeats\":[1],\"widths\":[32],\"groups\":4,"
                                   "\"width_per_group\":32,\"classes\":7,\"input\":{\"channels\":5}}");
    const Param *stem = &g->params[op(g, "conv1")->param[ROLE_WEIGHT]],
                *grouped = &g->params[op(g, "layer1.0.conv2")->param[ROLE_WEIGHT]],
                *fc = &g->params[op(g, "fc")->param[ROLE_WEIGHT]],
                *bias = &g->params[op(g, "layer1.0.conv2")->param[ROLE_BIAS]];
    assert_memory_equal(stem->dims, ((int[]){ 64, 5, 7, 7 }), sizeof stem->dims);
    assert_memory_equal(grouped->dims, ((int[]){ 64, 16, 3, 3 }),
                        sizeof grouped->dims); /* 32 * 32 / 64 * 4 */
    assert_int_equal(grouped->count, 64 * 16 * 9);
    assert_int_equal(fc->rank, 2);
    assert_memory_equal(fc->dims, ((int[]){ 7, 128 }), 2 * sizeof(int));
    assert_true(bias->optional && !grouped->optional && !fc->optional);
}

/* Every value is computed before it is read, and a parameter and its operator know each other. */
static void is_wired_in_order(void **state) {
    Fixture *f = *state;
    const Graph *g = make_graph(
        f, "{\"block\":\"bottleneck\",\"repeats\":[2,2],\"outputs\":[\"probabilities\",\"layer1\"]}");
    for (int v = 0; v < g->op_count; v++) {
        for (int i = 0; i < 2; i++) assert_true(g->ops[v].in[i] < v);
        assert_true((g->ops[v].kind == OP_INPUT) == (g->ops[v].in[0] < 0));
        assert_true((g->ops[v].kind == OP_ADD) == (g->ops[v].in[1] >= 0));
        assert_int_equal(find(g, g->ops[v].name), v); /* names are unique */
        for (ParamRole role = 0; role < ROLE_COUNT; role++)
            if (g->ops[v].param[role] >= 0) {
                assert_int_equal(g->params[g->ops[v].param[role]].op, v);
                assert_int_equal(g->params[g->ops[v].param[role]].role, role);
            }
    }
}

static void wires_a_block(void **state) {
    Fixture *f = *state;
    const Graph *g = make_graph(f, "{\"block\":\"basic\",\"repeats\":[2],\"stem\":{\"type\":\"cifar\"}}");
    const Op *add = op(g, "layer1.1.add");
    assert_int_equal(add->in[0], find(g, "layer1.1.bn2"));
    assert_int_equal(add->in[1], find(g, "layer1.0.relu")); /* no projection */
    assert_int_equal(find(g, "layer1.0.downsample.0"), -1);
    assert_int_equal(op(g, "layer1.1.relu")->in[0], find(g, "layer1.1.add"));
    assert_int_equal(op(g, "layer1.1.conv2")->in[0], find(g, "layer1.1.relu1"));
    assert_int_equal(add->stage, 0);
    assert_int_equal(add->block, 1);
    assert_int_equal(op(g, "conv1")->stage, -1);
    assert_int_equal(op(g, "fc")->stage, -1);
}

/* A bottleneck's first stage widens at stride 1: a projection without stride. */
static void projects_where_shapes_differ(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, "{\"block\":\"bottleneck\",\"repeats\":[2,1]}");
    assert_int_equal(op(graph, "layer1.0.downsample.0")->stride, 1);
    assert_int_equal(op(graph, "layer1.0.downsample.0")->out_channels, 256);
    assert_int_equal(op(graph, "layer2.0.downsample.0")->stride, 2);
    assert_int_equal(find(graph, "layer1.1.downsample.0"), -1);
}

static void puts_the_stride_where_asked(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, "{\"block\":\"bottleneck\",\"repeats\":[1,1]}");
    assert_int_equal(op(graph, "layer2.0.conv1")->stride, 1);
    assert_int_equal(op(graph, "layer2.0.conv2")->stride, 2);
    reset_fixture(f);
    graph = make_graph(f, "{\"block\":\"bottleneck\",\"repeats\":[1,1],\"stride_in\":\"1x1\"}");
    assert_int_equal(op(graph, "layer2.0.conv1")->stride, 2);
    assert_int_equal(op(graph, "layer2.0.conv2")->stride, 1);
}

static void builds_the_stem_asked_for(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(f, "{\"block\":\"basic\",\"repeats\":[1],"
                                       "\"stem\":{\"kernel\":5,\"stride\":3,\"width\":24,\"pool\":null}}");
    const Op *stem = op(graph, "conv1");
    assert_true(stem->kernel == 5 && stem->stride == 3 && stem->padding == 2 && stem->out_channels == 24);
    assert_int_equal(find(graph, "maxpool"), -1);
    assert_int_equal(graph->stem, find(graph, "relu"));
    reset_fixture(f);
    graph = make_graph(f, "{\"block\":\"basic\",\"repeats\":[1]}");
    const Op *pool = op(graph, "maxpool");
    assert_true(pool->kernel == 3 && pool->stride == 2 && pool->padding == 1);
    assert_int_equal(graph->stem, find(graph, "maxpool"));
}

static void finds_the_outputs(void **state) {
    Fixture *f = *state;
    const Graph *graph =
        make_graph(f, "{\"block\":\"basic\",\"repeats\":[1,1],\"outputs\":"
                      "[\"layer2\",\"probabilities\",\"stem\",\"pool\",\"logits\",\"layer1\"]}");
    static const char *const names[] = { "layer2.0.relu", "softmax", "maxpool",
                                         "avgpool",       "fc",      "layer1.0.relu" };
    for (int i = 0; i < COUNT_OF(names); i++) assert_int_equal(graph->outputs[i], find(graph, names[i]));
    reset_fixture(f);
    graph = make_graph(f, "{\"block\":\"basic\",\"repeats\":[1,1],\"classes\":0}");
    assert_int_equal(graph->outputs[0], find(graph, "layer2.0.relu"));
    assert_int_equal(graph->logits, -1);
    assert_int_equal(graph->pool, -1);
    assert_int_equal(graph->stage_out[2], -1);
}

/* As many operators as the arrays were made for: 8 stages, bottlenecks, every block projecting at its start.
 */
static void holds_the_largest_networks(void **state) {
    Fixture *f = *state;
    const Graph *graph = make_graph(
        f, "{\"block\":\"bottleneck\",\"repeats\":[1,1,1,1,1,1,1,1],\"widths\":[1,1,1,1,1,1,1,1]}");
    assert_int_equal(graph->op_count, 1 + 4 + 8 * 12 + 2);
    assert_int_equal(graph->param_count, 6 + 8 * 4 * 6 + 2);
    reset_fixture(f);
    graph = make_graph(
        f, "{\"block\":\"basic\",\"repeats\":[1000],\"widths\":[1],\"stem\":{\"type\":\"cifar\"}}");
    assert_int_equal(graph->op_count, 1 + 3 + 1000 * 7 + 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(counts_parameters_as_torchvision),
        TEST(counts_parameters_of_the_family),
        TEST(lists_a_state_dict_in_order),
        TEST(parameters_have_shapes),
        TEST(is_wired_in_order),
        TEST(wires_a_block),
        TEST(projects_where_shapes_differ),
        TEST(puts_the_stride_where_asked),
        TEST(builds_the_stem_asked_for),
        TEST(finds_the_outputs),
        TEST(holds_the_largest_networks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
