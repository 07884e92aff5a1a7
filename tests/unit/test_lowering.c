/* test_lowering.c: which layers --precision auto lowers: a layer that int8 would ruin stays in floats, the
 * others are lowered; what the choice says of itself. */
#include "fixture.h"
#include "integers.h"
#include "observed.h"

#include <math.h>

enum { IMAGES = 40 };

static const char spec_text[] =
    "{\"name\":\"net\",\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[8,16],\"classes\":10,"
    "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":12,\"width\":12},\"batch\":40}";

/* ---- A weights file that is made here ---- */

static FileView safetensors_of(Fixture *f, const Graph *graph, float *const *data) {
    Text head = { .arena = &f->arena }, file = { .arena = &f->arena };
    size_t offset = 0;
    for (int p = 0; p < graph->param_count; p++) {
        const Param *param = &graph->params[p];
        if (!data[p]) continue;
        text_printf(&head, "%s\"%s\":{\"dtype\":\"F32\",\"shape\":[", offset ? "," : "{", param->name);
        for (int i = 0; i < param->rank; i++) text_printf(&head, "%s%d", i ? "," : "", param->dims[i]);
        text_printf(&head, "],\"data_offsets\":[%zu,%zu]}", offset, offset + param->count * sizeof(float));
        offset += param->count * sizeof(float);
    }
    text_printf(&head, "}");
    uint64_t length = head.length;
    text_append(&file, (const char *)&length, sizeof length);
    text_append(&file, head.bytes, head.length);
    for (int p = 0; p < graph->param_count; p++)
        if (data[p]) text_append(&file, (const char *)data[p], graph->params[p].count * sizeof(float));
    return (FileView){ (const unsigned char *)file.bytes, file.length };
}

static float **random_parameters(Fixture *f, const Graph *graph) {
    const Weights *weights = weights_load(&f->arena, graph, "random:1", (NameRules){ 0 }, &f->diag);
    float **data = arena_array(&f->arena, float *, graph->param_count);
    for (int p = 0; p < graph->param_count; p++) {
        const size_t bytes = graph->params[p].count * sizeof(float);
        if (weights->data[p]) data[p] = memcpy(arena_alloc(&f->arena, bytes), weights->data[p], bytes);
    }
    return data;
}

/* One channel of conv1's value is a huge constant, which conv2 does not look at: steps of 8 bits leave
 * nothing of the other channels. */
static void ruin(const Graph *graph, float **data) {
    float *bias = data[find_param(graph, "layer1.0.bn1.bias")],
          *reader = data[find_param(graph, "layer1.0.conv2.weight")];
    bias[0] = 1e6f;
    for (int c = 0; c < 8; c++)
        for (int i = 0; i < 9; i++) reader[(c * 8 + 0) * 9 + i] = 0;
}

/* Scores beyond what sums of 32 bits stand for. */
static void blow_up(const Graph *graph, float **data) { data[find_param(graph, "fc.weight")][0] = 1e12f; }

/* ---- The choice ---- */

typedef struct {
    const Spec *spec;
    PlanOrder order;
    Runnable floats;
    HeldOut held;
} Net;

static const float *read_images(Fixture *f, const Spec *spec, const ImageSource *source) {
    const size_t image = input_image_floats(spec);
    float *input = arena_array(&f->arena, float, (size_t)source->count *image);
    for (int i = 0; i < source->count; i++)
        assert_true(source_read(source, i, &f->arena, input + (size_t)i * image, &f->diag));
    return input;
}

/* Scores are about 0 on the average: answers differ, and change when noise is added. */
static void centre_scores(Fixture *f, const Graph *graph, float **data, const float *input) {
    const Shape *shapes = shape_infer(&f->arena, graph, &f->diag);
    const double *scores =
        interpret(&f->arena, graph, shapes, (const float *const *)data, input)[graph->logits];
    float *bias = data[find_param(graph, "fc.bias")];
    for (int i = 0; i < IMAGES * graph->spec->classes; i++)
        bias[i % graph->spec->classes] -= (float)(scores[i] / IMAGES);
}

static const Ranges *ranges_of(Fixture *f, const Plan *plan, const float *input) {
    const double *const *values = interpret(&f->arena, plan->graph, plan->shapes, plan->weights->data, input);
    return observed_ranges(&f->arena, plan->graph, plan->shapes, plan->layers, values);
}

typedef void Change(const Graph *graph, float **data);

static Net make_net(Fixture *f, Change *change) {
    const Spec *spec = make_spec(f, spec_text);
    const Graph *graph = graph_build(&f->arena, spec);
    float **data = random_parameters(f, graph);
    if (change) change(graph, data);
    const ImageSource *source = source_open(&f->arena, spec, "random:1", &f->diag);
    const float *input = read_images(f, spec, source);
    centre_scores(f, graph, data, input);
    FileView *file = arena_alloc(&f->arena, sizeof *file);
    *file = safetensors_of(f, graph, data);
    Net net = { .spec = spec, .order = { .weights = "made.safetensors", .file = file, .pools_apart = true } };
    const Plan *plan = plan_to_order(&f->arena, spec, target_find("scalar"), &net.order, &f->diag);
    if (!plan) fail_msg("%s", f->diag.message);
    net.floats = (Runnable){ plan, JIT_TCC };
    net.held.source = source;
    net.order.ranges = ranges_of(f, plan, input);
    net.order.precision = PRECISION_AUTO;
    return net;
}

static const Lowering *choose(Fixture *f, const Net *net, double max_drop) {
    const LoweringOrder order = { .spec = net->spec,
                                  .target = target_find("native"),
                                  .order = net->order,
                                  .floats = &net->floats,
                                  .held = &net->held,
                                  .max_drop = max_drop };
    const Lowering *lowering = lower_by_harm(&f->arena, &order, &f->diag);
    if (!lowering) fail_msg("%s", f->diag.message);
    return lowering;
}

static bool stays(const Net *net, const Lowering *lowering, const char *name) {
    return lowering->floats[find_layer(net->floats.plan->layers, name)];
}

static void all_are_lowered_where_all_may_be_lost(void **state) {
    Fixture *f = *state;
    const Net net = make_net(f, NULL);
    const Lowering *lowering = choose(f, &net, 100);
    assert_int_equal(lowering->chosen, 7);
    assert_int_equal(lowering->lowered, 7);
    assert_int_equal(lowering->trial_count, 1);
    assert_string_equal(lowering_summary(&f->arena, net.floats.plan->layers, lowering),
                        "auto: 7 of 7 layers compute in int8");
}

static void a_ruined_layer_stays(void **state) {
    Fixture *f = *state;
    const Net net = make_net(f, ruin);
    const Lowering *lowering = choose(f, &net, 10);
    const int ruined = find_layer(net.floats.plan->layers, "layer1.0.conv1");
    assert_true(stays(&net, lowering, "layer1.0.conv1"));
    assert_true(stays(&net, lowering, "layer1.0.conv2")); /* it would read the ruined value as integers */
    assert_int_equal(lowering->lowered, 5);
    assert_true(lowering->harm[ruined] < 20);
    assert_true(drop_with(lowering, ruined) > 10);
    assert_true(lowering->trial_count <= 4);
}

static void what_int8_refuses_stays(void **state) {
    Fixture *f = *state;
    const Net net = make_net(f, blow_up);
    const Lowering *lowering = choose(f, &net, 100);
    const Layers *layers = net.floats.plan->layers;
    assert_true(lowering->refused[find_layer(layers, "fc")]);
    assert_int_equal(lowering->chosen, 6);
    assert_int_equal(lowering->lowered, 6);
    assert_string_equal(lowering_summary(&f->arena, layers, lowering),
                        "auto: 6 of 7 layers compute in int8; in fp32 fc");
}

/* ---- What is lost ---- */

static void points_are_of_answers_or_of_right_ones(void **state) {
    (void)state;
    const Hits floats = { .images = 200, .same = 200 }, low = { .images = 200, .same = 199 };
    assert_true(points_lost(&floats, &low) == 0.5);
    const Hits known = { .images = 200, .same = 200, .known = 100, .first = 80 },
               better = { .images = 200, .same = 190, .known = 100, .first = 82 };
    assert_true(points_lost(&known, &better) == -2);
}

/* Of the trials with the layer the least one tells. */
static void a_drop_is_that_of_the_least_trial(void **state) {
    (void)state;
    const int order[] = { 4, 2, 3 };
    const LoweringTrial trials[] = { { 3, 9 }, { 1, 0 }, { 2, 5 } };
    const Lowering lowering = {
        .order = order, .chosen = 3, .lowered = 1, .trials = trials, .trial_count = 3
    };
    assert_true(drop_with(&lowering, 2) == 5);
    assert_true(drop_with(&lowering, 3) == 9);
    assert_true(isnan(drop_with(&lowering, 1)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(all_are_lowered_where_all_may_be_lost),
        TEST(a_ruined_layer_stays),
        TEST(what_int8_refuses_stays),
        TEST(points_are_of_answers_or_of_right_ones),
        TEST(a_drop_is_that_of_the_least_trial),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
