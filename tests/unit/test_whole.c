/* test_whole.c: values that lie whole, all channels of a pixel side by side, for lanes that take several
 * channels at once: their strides; and what kernels multiply there, run by run, is what weights and values
 * make by the definition: with groups, with dilations, with a stride, of the input's pixels, and behind a
 * flattened image. */
#include "fixture.h"
#include "integers.h"

static const char net[] = "{\"block\":\"bottleneck\",\"repeats\":[1,1,1],\"widths\":[5,6,7],\"stem\":{"
                          "\"width\":7},\"dilations\":[1,1,"
                          "2],\"input\":{\"height\":12,\"width\":11},\"classes\":3}",
                  groups[] =
                      "{\"block\":\"bottleneck\",\"repeats\":[1,1],\"widths\":[6,10],\"groups\":2,"
                      "\"stem\":{\"type\":\"cifar\",\"width\":3},\"input\":{\"channels\":1,\"height\":7,"
                      "\"width\":6},\"head\":{\"type\":\"flatten\",\"norm\":false}}";

static const Plan *whole_plan(Fixture *f, const char *json, const char *target) {
    const Spec *spec = make_spec(f, json);
    const Plan *plan = plan_integers(&f->arena, spec, target_find(target), "random:1", 1,
                                     drawn_input(&f->arena, spec, 1), &f->diag);
    if (!plan) fail_msg("%s", f->diag.message);
    return plan;
}

/* ---- Strides ---- */

static void pixels_are_whole(void **state) {
    Fixture *f = *state;
    const Plan *plan = whole_plan(f, net, "cortex-m4");
    const int v = find_layer(plan->layers, "layer1.0.conv1");
    const Layout *input = &plan->layouts[0], *l = &plan->layouts[v];
    assert_true(input->whole && l->whole);
    assert_int_equal(input->pixel, 3);
    assert_int_equal(l->lanes, 1);
    assert_int_equal(l->blocks, 8); /* 5 channels, in whole words */
    assert_int_equal(l->block, 1);
    assert_int_equal(l->pixel, 8);
    assert_int_equal(l->row, (size_t)(plan->layers->layers[v].shape.width + 2 * l->halo) * 8);
    assert_int_equal(l->tail, 0);
    assert_int_equal(l->elements, l->image + 4); /* runs are read in fours */
    assert_int_equal(plane_lanes(l), 8);
    assert_int_equal(plane_count(l), 1);
    assert_false(make_plan(f, net, "cortex-m4")->layouts[v].whole); /* floats */
}

/* ---- Products ---- */

typedef struct {
    const Plan *plan;
    int v;
    const Layer *layer;
    const Layout *in;
    unsigned char *x; /* whatever lies there */
} Case;

static int value_at(const Case *c, int row, int column, int channel) {
    return c->x[c->in->start + (size_t)row * c->in->row + (size_t)column * c->in->pixel + (size_t)channel];
}

/* As calibrate/quantized.h says it: the layer's own weights. */
static int defined_sum(const Case *c, int y, int x, int out) {
    const Layer *l = c->layer;
    const int in_group = l->in_shape.channels / l->groups, out_group = l->shape.channels / l->groups;
    const bool linear = l->kind == LAYER_LINEAR;
    const int rows = linear ? l->in_shape.height : l->kernel,
              columns = linear ? l->in_shape.width : l->kernel;
    const signed char *w = c->plan->quantized->integers[c->v].weights + (size_t)out * filter_floats(l);
    int sum = 0;
    for (int channel = 0; channel < in_group; channel++)
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                sum += *w++ * value_at(c, y * l->stride - l->top + i * l->dilation,
                                       x * l->stride - l->left + j * l->dilation,
                                       out / out_group * in_group + channel);
    return sum;
}

/* As a kernel has it: the packed ones, one after another. */
static int packed_sum(const Case *c, int y, int x, int out) {
    const ConvKernel *k = &c->plan->kernels[c->v].conv;
    const int vectors = k->weights.vectors, together = k->sum.together, panel = out / vectors;
    const signed char *w = (const signed char *)c->plan->blob->bytes + c->plan->blob->weight[c->v] +
                           (size_t)panel * k->weights.panel_units.value;
    const int first = k->sum.first_block ? k->sum.first_block[panel] : 0;
    const int taps = (int)k->sum.kernel.value, columns = k->sum.runs ? 1 : taps;
    const unsigned char *from = c->x + c->in->start - (size_t)c->layer->top * c->in->row -
                                (size_t)c->layer->left * c->in->pixel + (size_t)y * k->plane.x_row.value +
                                (size_t)x * k->plane.x_column.value + (size_t)first * k->plane.x_block.value;
    int sum = 0;
    for (int i = 0; i < taps; i++)
        for (int j = 0; j < columns; j++) {
            const unsigned char *p =
                from + (size_t)i * k->sum.tap_row.value + (size_t)j * k->sum.tap_column.value;
            for (int l = 0; l < k->sum.in_lanes; l += together, w += vectors * together)
                for (int t = 0; t < together; t++) sum += p[l + t] * w[out % vectors * together + t];
        }
    return sum;
}

static void check_layer(Fixture *f, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = &plan->layouts[layer->in];
    Case c = { plan, v, layer, in, arena_alloc(&f->arena, in->elements) };
    uint64_t seed = (uint64_t)v;
    for (size_t i = 0; i < in->elements; i++) c.x[i] = (unsigned char)split_mix(&seed);
    for (int out = 0; out < layer->shape.channels; out++)
        for (int y = 0; y < layer->shape.height; y++)
            for (int x = 0; x < layer->shape.width; x++)
                if (defined_sum(&c, y, x, out) != packed_sum(&c, y, x, out))
                    fail_msg("%s, channel %d, y %d, x %d: %d instead of %d", layer->name, out, y, x,
                             packed_sum(&c, y, x, out), defined_sum(&c, y, x, out));
}

static void runs_multiply_to_the_definition(void **state) {
    static const char *const texts[] = { net, groups }, *const names[] = { "cortex-m4", "cortex-m55",
                                                                           "scalar" };
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(texts) * COUNT_OF(names); i++) {
        const Plan *plan = whole_plan(f, texts[i % COUNT_OF(texts)], names[i / COUNT_OF(texts)]);
        int checked = 0;
        for (int v = 0; v < plan->layers->count; v++) {
            const Layer *layer = &plan->layers->layers[v];
            if (!has_weights(layer) || !plan->layouts[layer->in].whole) continue;
            check_layer(f, plan, v);
            checked++;
        }
        assert_true(checked > 0);
        reset_fixture(f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(pixels_are_whole),
        TEST(runs_multiply_to_the_definition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
