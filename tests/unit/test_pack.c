/* test_pack.c: every weight is where the kernels look for it, everything else is zero, and the header tells
 * one file from another. */
#include "fixture.h"
#include "plan/plan.h"

#include <math.h>

static const char with_groups[] =
    "{\"block\":\"bottleneck\",\"repeats\":[1],\"widths\":[36],\"groups\":3,\"classes\":11,"
    "\"stem\":{\"width\":20},\"input\":{\"channels\":5,\"height\":30,\"width\":21}}";

static const float *floats_at(const Plan *plan, size_t offset) {
    return (const float *)(const void *)(plan->blob->bytes + offset);
}

/* Where the weight of (out, in within its group, tap) lies: [panel][in block][tap][in lane][out of the
 * panel], counted from the block at which the panel's groups begin. */
static size_t position(const Plan *plan, int v, int out, int in, int tap) {
    const Layer *l = &plan->layers->layers[v];
    const Choice *c = &plan->choices[v];
    const Layout *il = &plan->layouts[l->in], *ol = &plan->layouts[v];
    int width = c->tile.vectors * ol->lanes, panel = out / width, taps = l->kernel * l->kernel;
    int channel = out / (l->shape.channels / l->groups) * (l->in_shape.channels / l->groups) + in;
    int block = channel / il->lanes - panel_first_block(l, il, ol, c, panel);
    assert_true(block >= 0 && block < c->in_blocks);
    return (size_t)((((panel * c->in_blocks + block) * taps + tap) * il->lanes + channel % il->lanes) *
                        width +
                    out % width);
}

/* What undoes the scale of an output channel's weights. */
static float scale_of(const Plan *plan, int v, int out) {
    const Layout *layout = &plan->layouts[v];
    return plan->choices[v].pairs
               ? floats_at(plan, plan->blob->bias[v])[2 * layout->blocks * layout->lanes + out]
               : 1;
}

/* Puts every weight back: what is left over must be zero. */
static void check_direct(const Plan *plan, int v) {
    const Layer *l = &plan->layers->layers[v];
    size_t count = (size_t)panel_count(&plan->layouts[v], &plan->choices[v]) *
                   panel_units(l, &plan->layouts[l->in], &plan->layouts[v], &plan->choices[v]);
    int taps = l->kernel * l->kernel, ins = l->in_shape.channels / l->groups;
    float *copy = test_malloc(count * sizeof *copy);
    memcpy(copy, floats_at(plan, plan->blob->weight[v]), count * sizeof *copy);
    for (int o = 0; o < l->shape.channels; o++)
        for (int i = 0; i < ins; i++)
            for (int t = 0; t < taps; t++) {
                float *at = &copy[position(plan, v, o, i, t)];
                float weight;
                layer_weights(l, o, (size_t)(i * taps + t), 1, &weight);
                assert_true(*at * scale_of(plan, v, o) == weight);
                *at = 0;
            }
    for (size_t i = 0; i < count; i++) assert_true(copy[i] == 0);
    test_free(copy);
}

static void check_bias(const Plan *plan, int v) {
    const float *bias = floats_at(plan, plan->blob->bias[v]);
    const Layer *layer = &plan->layers->layers[v];
    for (int c = 0; c < plan->layouts[v].blocks * plan->layouts[v].lanes; c++)
        assert_true(bias[c] == (c < layer->shape.channels ? layer->bias[c] : 0));
}

/* The bias of sums of pairs, less what the pairs of weights add to them; and the limits, around what the
 * input's values are expected to be. */
static void check_pairs(const Plan *plan, int v) {
    const Layer *l = &plan->layers->layers[v];
    const Layout *out = &plan->layouts[v];
    const int channels = out->blocks * out->lanes, taps = l->kernel * l->kernel;
    const float *bias = floats_at(plan, plan->blob->bias[v]), *limits = bias + pair_limits(out);
    double magnitude = plan->layers->layers[l->in].magnitude;
    assert_true(magnitude > 0 && limits[0] < magnitude * magnitude && magnitude * magnitude < limits[1]);
    for (int o = 0; o < l->shape.channels; o++) {
        float *w = test_malloc(filter_floats(l) * sizeof *w);
        layer_weights(l, o, 0, filter_floats(l), w);
        double scale = scale_of(plan, v, o), products = 0;
        assert_true(frexp(scale, &(int){ 0 }) == 0.5);
        for (int i = 0; i + 1 < l->in_shape.channels; i += 4)
            for (int t = 0; t < taps; t++)
                products += (i % 8 ? -1.0 : 1.0) * w[i * taps + t] * w[(i + 1) * taps + t];
        assert_float_equal(bias[channels + o], bias[o] - products / scale,
                           1e-6 * fabs(products / scale) + 1e-7);
        test_free(w);
    }
}

/* Whatever lies behind a panel by then: others pack it at the same time. */
static void check_first_panel(Fixture *f, const Plan *plan, int v) {
    const Layer *l = &plan->layers->layers[v];
    const Packing p = { .layer = l,
                        .in = &plan->layouts[l->in],
                        .out = &plan->layouts[v],
                        .choice = &plan->choices[v],
                        .magnitude = plan->layers->layers[l->in].magnitude,
                        .target = plan->target };
    const size_t floats = panel_units(l, p.in, p.out, p.choice), biases = bias_floats(p.out, p.choice);
    float *weight = arena_array(&f->arena, float, 2 * floats), *bias = arena_array(&f->arena, float, biases);
    for (size_t i = 0; i < floats; i++) weight[floats + i] = 1e9f;
    memcpy(bias, floats_at(plan, plan->blob->bias[v]), biases * sizeof *bias);
    pack_pairs(&p, 0, weight, bias);
    assert_memory_equal(weight, floats_at(plan, plan->blob->weight[v]), floats * sizeof *weight);
    assert_memory_equal(bias, floats_at(plan, plan->blob->bias[v]), biases * sizeof *bias);
}

static void pairs_have_what_they_need(void **state) {
    Fixture *f = *state;
    static const char wide[] =
        "{\"block\":\"bottleneck\",\"repeats\":[1,1],\"widths\":[64,128],\"classes\":0,"
        "\"input\":{\"height\":64,\"width\":64}}";
    const Plan *plan = make_plan_with(f, wide, "zen5", "random:3", ACCURACY_FAST);
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        bool point = layer->kind == LAYER_CONV && layer->kernel == 1;
        assert_int_equal(plan->choices[v].pairs, point);
        if (point) check_direct(plan, v);
        if (point) check_pairs(plan, v);
        if (point) check_first_panel(f, plan, v);
    }
    plan = make_plan_with(f, wide, "zen5", "random:3", ACCURACY_TIGHT);
    for (int v = 0; v < plan->layers->count; v++) assert_false(plan->choices[v].pairs);
}

static void weights_are_where_kernels_read_them(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++) {
        const Plan *plan = make_plan_with(f, with_groups, targets[t]->name, "random:3", ACCURACY_FAST);
        for (int v = 0; v < plan->layers->count; v++) {
            const Layer *layer = &plan->layers->layers[v];
            if (!has_weights(layer)) continue;
            check_bias(plan, v);
            if (!strcmp(layer->name, "conv1")) continue;
            assert_int_equal(plan->choices[v].algorithm, ALGORITHM_DIRECT);
            check_direct(plan, v);
        }
        reset_fixture(f);
    }
}

static size_t weights_beside_zero(Fixture *f, const Layer *l) {
    const size_t count = filter_floats(l);
    float *filter = arena_array(&f->arena, float, count);
    size_t found = 0;
    for (int o = 0; o < l->shape.channels; o++) {
        layer_weights(l, o, 0, count, filter);
        for (size_t i = 0; i < count; i++) found += filter[i] != 0;
    }
    return found;
}

/* Of 16 bits: each weight once, and zeros besides, whatever lies behind the filters. */
static void weights_of_16_bits_are_all_there(void **state) {
    Fixture *f = *state;
    int checked = 0;
    for (int t = 0; t < target_count; t++, reset_fixture(f)) {
        const PlanOrder order = { .weights = "random:3", .precision = PRECISION_BF16 };
        const Plan *plan = plan_to_order(&f->arena, make_spec(f, with_groups), targets[t], &order, &f->diag);
        assert_non_null(plan);
        for (int v = 0; v < plan->layers->count; v++) {
            const Layer *l = &plan->layers->layers[v];
            const Choice *c = &plan->choices[v];
            if (!has_weights(l) || c->weights != NUMBER_BF16 || c->algorithm != ALGORITHM_DIRECT) continue;
            const size_t count = (size_t)panel_count(&plan->layouts[v], c) *
                                 panel_units(l, &plan->layouts[l->in], &plan->layouts[v], c);
            const unsigned short *packed = (const void *)(plan->blob->bytes + plan->blob->weight[v]);
            size_t found = 0;
            for (size_t i = 0; i < count; i++) found += packed[i] != 0;
            assert_int_equal(found, weights_beside_zero(f, l));
            checked++;
        }
    }
    assert_true(checked > 0);
}

static void header_describes_the_file(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, with_groups, "avx2", "random:3", ACCURACY_FAST);
    const Blob *blob = plan->blob;
    uint64_t header[BLOB_HEADER / 8];
    memcpy(header, blob->bytes, sizeof header);
    assert_memory_equal(blob->bytes, "RESNETC\4", 8);
    assert_true(header[0] == BLOB_MAGIC && header[1] == blob->fingerprint && header[2] == blob->size);
    assert_true(header[3] == blob_checksum(blob->bytes, blob->size));
    for (int i = 4; i < BLOB_HEADER / 8; i++) assert_true(header[i] == 0);
    assert_int_equal((uintptr_t)blob->bytes % 64, 0);
    assert_int_equal(blob->size % 64, 0);
}

/* Any changed bit behind the checksum changes it; what the check compares is not in it. */
static void checksum_sees_every_word(void **state) {
    (void)state;
    unsigned char bytes[BLOB_HEADER + 64] = { 0 };
    uint64_t sum = blob_checksum(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] ^= 0x80;
        assert_true((blob_checksum(bytes, sizeof bytes) == sum) == (i < BLOB_CHECKED));
        bytes[i] ^= 0x80;
    }
    bytes[BLOB_HEADER + 7] ^= 0x80; /* two signs turned do not cancel */
    bytes[BLOB_HEADER + 31] ^= 0x80;
    assert_true(blob_checksum(bytes, sizeof bytes) != sum);
}

/* Regions lie one after another behind the header, 64-byte aligned, inside the file. */
static void regions_are_apart_and_aligned(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f, with_groups, "avx512");
    size_t end = BLOB_HEADER;
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        const Blob *blob = plan->blob;
        if (!has_weights(layer)) {
            assert_true(blob->weight[v] == 0 && blob->bias[v] == 0);
            continue;
        }
        assert_true(blob->weight[v] % 64 == 0 && blob->bias[v] % 64 == 0);
        assert_true(blob->weight[v] >= end && blob->bias[v] > blob->weight[v]);
        end = blob->bias[v] + sizeof(float) * (size_t)(plan->layouts[v].blocks * plan->layouts[v].lanes);
    }
    assert_true(end <= plan->blob->size);
    assert_null(plan->blob->bytes);
}

static uint64_t fingerprint(Fixture *f, const char *json, const char *target, const char *weights,
                            Accuracy accuracy) {
    return make_plan_with(f, json, target, weights, accuracy)->blob->fingerprint;
}

/* One file fits every C file of the same graph, target and packing: whatever its numbers, with or without
 * them. */
static void fingerprint_covers_graph_target_and_packing(void **state) {
    Fixture *f = *state;
    static const char one[] =
        "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[16,32],\"stem\":{\"width\":16}}";
    static const char other[] =
        "{\"block\":\"basic\",\"repeats\":[1,2],\"widths\":[16,32],\"stem\":{\"width\":16}}";
    static const char named[] =
        "{\"name\":\"another\",\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[16,32],"
        "\"stem\":{\"width\":16}}";
    static const char strided[] =
        "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[16,32],\"strides\":[1,3],"
        "\"stem\":{\"width\":16}}";
    uint64_t print = fingerprint(f, one, "avx2", NULL, ACCURACY_FAST);
    assert_true(print == fingerprint(f, one, "avx2", "random:1", ACCURACY_FAST));
    assert_true(print == fingerprint(f, one, "avx2", "random:2", ACCURACY_FAST));
    assert_true(print == fingerprint(f, named, "avx2", NULL, ACCURACY_FAST));
    assert_true(print != fingerprint(f, one, "sse2", NULL, ACCURACY_FAST));
    assert_true(print != fingerprint(f, one, "avx2", NULL, ACCURACY_TIGHT)); /* other Winograd tiles */
    assert_true(print != fingerprint(f, other, "avx2", NULL, ACCURACY_FAST));
    assert_true(print != fingerprint(f, strided, "avx2", NULL, ACCURACY_FAST));
}

/* Every fact of a layer and of its choice that says where a weight lies changes it, and each otherwise. */
static void every_fact_is_in_the_fingerprint(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f, with_groups, "avx2");
    const int v = find_layer(plan->layers, "layer1.0.conv3"), count = plan->layers->count;
    Layer *layers = arena_array(&f->arena, Layer, count);
    Choice *choices = arena_array(&f->arena, Choice, count);
    Layout *layouts = arena_array(&f->arena, Layout, count);
    memcpy(layers, plan->layers->layers, sizeof *layers * (size_t)count);
    memcpy(choices, plan->choices, sizeof *choices * (size_t)count);
    memcpy(layouts, plan->layouts, sizeof *layouts * (size_t)count);
    Layer *l = &layers[v];
    Choice *c = &choices[v];
    int *const numbers[] = {
        &l->residual, &l->shape.channels, &l->shape.height, &l->shape.width, &l->stride,     &l->top,
        &l->output,   &l->dilation,       &c->tile.vectors, &c->in_blocks,   &c->lane_group, &c->outputs,
        &c->group,    &layouts[v].lanes,  &l->left,         &l->gate
    };
    bool *const flags[] = { &l->pool, &l->zeros, &l->affine, &c->raw };
    uint64_t prints[COUNT_OF(numbers) + COUNT_OF(flags) + 4];
    int made = 0;
#define PRINT()                                                                                              \
    (prints[made++] =                                                                                        \
         pack_weights(&f->arena, &(Layers){ layers, count }, NULL, layouts, choices, plan->target, NULL)     \
             ->fingerprint)
    PRINT();
    assert_true(prints[0] == plan->blob->fingerprint);
    for (int i = 0; i < COUNT_OF(numbers); i++) {
        ++*numbers[i];
        PRINT();
        --*numbers[i];
    }
    for (int i = 0; i < COUNT_OF(flags); i++) {
        *flags[i] = !*flags[i];
        PRINT();
        *flags[i] = !*flags[i];
    }
    l->activation++;
    PRINT();
    l->activation--;
    c->weights = NUMBER_BF16;
    PRINT();
    c->weights = NUMBER_F32;
    l->number = NUMBER_BF16;
    PRINT();
    assert_int_equal(made, COUNT_OF(prints));
    for (int i = 0; i < made; i++)
        for (int j = 0; j < i; j++) assert_true(prints[i] != prints[j]);
#undef PRINT
}

static void missing_weights_take_as_much_room(void **state) {
    Fixture *f = *state;
    const Plan *with = make_plan_with(f, with_groups, "sse2", "random:3", ACCURACY_FAST),
               *without = make_plan(f, with_groups, "sse2");
    assert_true(with->blob->size == without->blob->size);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(weights_are_where_kernels_read_them),
        TEST(pairs_have_what_they_need),
        TEST(weights_of_16_bits_are_all_there),
        TEST(header_describes_the_file),
        TEST(checksum_sees_every_word),
        TEST(regions_are_apart_and_aligned),
        TEST(fingerprint_covers_graph_target_and_packing),
        TEST(missing_weights_take_as_much_room),
        TEST(every_fact_is_in_the_fingerprint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
