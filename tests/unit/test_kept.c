/* test_kept.c: a calibration as a file: it comes back as it was, and what is wrong with a wrong one is one
 * line with its place. */
#include "fixture.h"

static const char spec_text[] =
    "{\"name\":\"net\",\"block\":\"basic\",\"repeats\":[1],\"widths\":[2],\"activation\":\"silu\","
    "\"stem\":{\"type\":\"cifar\"},\"input\":{\"channels\":1,\"height\":4,\"width\":4},\"classes\":2}";

static Calibrated network_of(Fixture *f, const char *json, uint64_t weights) {
    const Plan *plan =
        plan_layers(&f->arena, make_spec(f, json), &(PlanOrder){ .pools_apart = true }, &f->diag);
    return (Calibrated){ plan->spec, plan->graph, plan->layers, weights };
}

/* Numbers that are hard to print. */
static Calibration some_calibration(Fixture *f, const Calibrated *network) {
    int count = network->layers->count;
    Range *all = arena_array(&f->arena, Range, count);
    double *clipped = arena_array(&f->arena, double, count);
    for (int v = 0; v < count; v++) {
        const Layer *layer = &network->layers->layers[v];
        const Range *in = layer->kind == LAYER_OUTPUT ? &all[layer->in] : NULL;
        float *means = arena_array(&f->arena, float, layer->shape.channels);
        for (int c = 0; c < layer->shape.channels; c++) means[c] = c ? -0.1f / (float)(v + 3) : 1e-40f;
        all[v] = in ? *in : (Range){ -1.0f / (float)(v + 3), 16777217.0f / (float)(v + 1), 0, 0, means };
        if (!in && table_input(network->graph, layer) >= 0)
            all[v].before_low = -0.3f, all[v].before_high = 3.4e38f;
        clipped[v] = in ? clipped[layer->in] : 0.25;
    }
    Ranges *ranges = arena_alloc(&f->arena, sizeof *ranges);
    *ranges = (Ranges){ all, count };
    return (Calibration){ .ranges = ranges,
                          .clipped = clipped,
                          .source = "pictures\n\"of\" \xe2\x82\xac.npy",
                          .rule = "percentile:99.9",
                          .images = 7,
                          .weights = network->weights };
}

static const Calibration *parse(Fixture *f, const Calibrated *network, const char *text) {
    f->diag = (Diag){ .arena = &f->arena };
    return kept_parse(&f->arena, network, (FileView){ (const unsigned char *)text, strlen(text) }, "k.json",
                      &f->diag);
}

static void comes_back_as_written(void **state) {
    Fixture *f = *state;
    const Calibrated network = network_of(f, spec_text, 0xfedcba9876543210u);
    const Calibration written = some_calibration(f, &network);
    const char *text = kept_text(&f->arena, &network, &written);
    const Calibration *read = parse(f, &network, text);
    if (!read) fail_msg("%s", f->diag.message);
    assert_int_equal(f->diag.note_count, 0);
    assert_string_equal(read->source, written.source);
    assert_string_equal(read->rule, written.rule);
    assert_int_equal(read->images, 7);
    assert_true(read->weights == written.weights);
    for (int v = 0; v < network.layers->count; v++) {
        const Range *a = &written.ranges->ranges[v], *b = &read->ranges->ranges[v];
        assert_true(a->low == b->low && a->high == b->high && read->clipped[v] == written.clipped[v]);
        assert_true(a->before_low == b->before_low && a->before_high == b->before_high);
        for (int c = 0; c < network.layers->layers[v].shape.channels; c++)
            assert_true(a->means[c] == b->means[c]);
    }
    assert_string_equal(kept_text(&f->arena, &network, read), text);
}

/* Found by make fuzz FUZZ=calibration. */
static void zeros_have_no_sign(void **state) {
    Fixture *f = *state;
    const Calibrated network = network_of(f, spec_text, 0);
    Calibration written = some_calibration(f, &network);
    bool *floats = arena_array(&f->arena, bool, network.layers->count);
    double *clipped = arena_array(&f->arena, double, network.layers->count);
    for (int v = 0; v < network.layers->count; v++) clipped[v] = -0.0;
    floats[find_layer(network.layers, "layer1.0.conv2")] = true;
    written.floats = floats;
    written.clipped = clipped;
    written.max_drop = -0.0;
    const char *text = kept_text(&f->arena, &network, &written);
    assert_null(strstr(text, "-0,"));
    assert_null(strstr(text, "-0}"));
}

static void is_written_so(void **state) {
    Fixture *f = *state;
    const Calibrated network = network_of(f, spec_text, 1);
    Calibration calibration = some_calibration(f, &network);
    calibration.source = "a\xff.npy";
    const char *text = kept_text(&f->arena, &network, &calibration);
    static const char begin[] =
        "{\n  \"format\": 1,\n  \"made\": {\"from\": \"a?.npy\", \"by\": \"percentile:99.9\", \"images\": "
        "7},\n"
        "  \"weights\": \"0000000000000001\",\n  \"layers\": [\n"
        "    {\"name\": \"input\", \"is\": \"input: 1x4x4, rgb, mean 0, std 1\", \"low\": -0.333333343, "
        "\"high\": 16777216, \"clipped\": 0.25, \"means\": [9.99994610e-41]},\n"
        "    {\"name\": \"conv1\", \"is\": \"conv 3x3 padding 1 1 1 1, of input, silu: 2x4x4\", \"low\": "
        "-0.25, "
        "\"high\": 8388608, \"before\": [-0.300000012, 3.3999999";
    assert_int_equal(strncmp(text, begin, 200), 0);
    assert_non_null(
        strstr(text, "\"is\": \"conv 3x3 padding 1 1 1 1, of layer1.0.conv1, plus conv1, silu: 2x4x4\""));
    assert_non_null(strstr(text, "\"is\": \"linear 1x1, of avgpool: 2x1x1\""));
    assert_null(strstr(text, "logits")); /* an output copies a layer */
}

/* ---- Mistakes ---- */

static const char *changed(Fixture *f, const char *text, const char *old, const char *new) {
    const char *at = strstr(text, old);
    if (!at) fail_msg("\"%s\" is not in the text", old);
    return arena_printf(&f->arena, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

/* Every one in a text that is good otherwise: what stands there, what instead, the message behind the place.
 */
static const char *const mistakes[][3] = {
    { "{\n", "[\n", "2:11: expected a comma or \"]\" before :" },
    { "\"format\": 1", "\"format\": 2", "2:13: /format: expected 1 or less, got 2" },
    { "\"format\": 1,", "", "1:1: \"format\" is missing" },
    { "\"format\": 1", "\"format\": 1, \"more\": 1",
      "2:16: /more: unknown key, expected one of \"format\", \"made\", \"weights\", \"auto\", \"layers\"" },
    { "{\"from\": ", "{\"form\": ",
      "3:12: /made/form: unknown key, expected one of \"from\", \"by\", \"images\"; did you mean \"from\"?" },
    { "\"from\": \"a\"", "\"from\": 1", "3:20: /made/from: expected a string, got 1" },
    { "\"made\": {\"from\"", "\"made\": 1, \"x\": {\"from\"",
      "3:14: /x: unknown key, expected one of \"format\", \"made\", \"weights\", \"auto\", \"layers\"" },
    { "percentile:99.9", "guess",
      "3:31: /made/by: expected \"mse\", \"percentile:\" and a number from 50 to 100, or \"minmax\", got "
      "\"guess\"" },
    { "\"images\": 7", "\"images\": -7", "3:60: /made/images: expected 0 or more, got -7" },
    { "\"weights\": \"0", "\"weights\": \"g",
      "4:14: /weights: expected 16 digits of 0 to 9 and a to f, got \"g000000000000001\"" },
    { "\"layers\": [", "\"layers\": 1, \"x\": [",
      "5:16: /x: unknown key, expected one of \"format\", \"made\", \"weights\", \"auto\", \"layers\"" },
    { "{\"name\": \"input\"", "1, {\"name\": \"input\"", "6:5: /layers/0: expected an object, got 1" },
    { "\"name\": \"input\"", "\"name\": \"first\"",
      "6:14: /layers/0/name: expected \"input\", as in this network, got \"first\"" },
    { "std 1\"", "std 2\"",
      "6:29: /layers/0/is: expected \"input: 1x4x4, rgb, mean 0, std 1\" of input, as in this network, got "
      "\"input: "
      "1x4x4, rgb, mean 0, std 2\"" },
    { "\"low\": -0.25", "\"low\": 0.25", "7:87: /layers/1/low: expected 0 or less, got 0.25" },
    { "\"high\": 8388608", "\"high\": -1", "7:102: /layers/1/high: expected 0 or more, got -1" },
    { "\"high\": 8388608", "\"high\": 1e39",
      "7:102: /layers/1/high: expected 3.40282e+38 or less, got 1e39" },
    { "\"before\"", "\"behind\"", "7:111: /layers/1/behind: unknown key" },
    { "\"before\": [-0.300000012,", "\"before\": [",
      "7:121: /layers/1/before: expected 2 numbers (low, high), got 1" },
    { "\"before\": [-0.300000012,", "\"before\": [0.3,",
      "7:122: /layers/1/before/0: expected 0 or less, got 0.3" },
    { "\"high\": 16777216,", "\"high\": 1, \"before\": [-1, 1],",
      "6:107: /layers/0/before: this layer has no activation that goes by a table" },
    { "\"clipped\": 0.25", "\"clipped\": 1.25", "6:115: /layers/0/clipped: expected 1 or less, got 1.25" },
    { "\"means\": [", "\"means\": [1, ", "6:130: /layers/0/means: expected 1 number (one a channel), got 2" },
    { "\"means\": [", "\"means\": [\"x\"], \"m\": [", "6:137: /layers/0/m: unknown key" },
    { ", \"means\": [", ", \"means\": 1}, {\"m\": [",
      "6:130: /layers/0/means: expected an array of numbers, got 1" },
    { "\"clipped\": 0.25, ", "", "6:5: /layers/0: \"clipped\" is missing" },
    { ", \"before\": [-0.300000012, 3.39999995e+38]", "", "7:5: /layers/1: \"before\" is missing" },
    { "]}\n  ]", "]}, {}\n  ]", "5:13: /layers: expected 6 layers, as this network has, got 7" },
};

static void mistakes_have_their_place(void **state) {
    Fixture *f = *state;
    const Calibrated network = network_of(f, spec_text, 1);
    Calibration calibration = some_calibration(f, &network);
    calibration.source = "a";
    const char *text = kept_text(&f->arena, &network, &calibration);
    bool good = true;
    for (int i = 0; i < COUNT_OF(mistakes); i++) {
        assert_null(parse(f, &network, changed(f, text, mistakes[i][0], mistakes[i][1])));
        assert_int_equal(f->diag.status, STATUS_INPUT);
        assert_null(strchr(f->diag.message, '\n'));
        const char *expected = arena_printf(&f->arena, "k.json:%s", mistakes[i][2]);
        if (strcmp(f->diag.message, expected) != 0) good = false, printf("%s\n", f->diag.message);
    }
    assert_true(good);
}

static void other_networks_are_refused(void **state) {
    Fixture *f = *state;
    const Calibrated network = network_of(f, spec_text, 1);
    const Calibration calibration = some_calibration(f, &network);
    const char *text = kept_text(&f->arena, &network, &calibration);
    static const char *const others[][3] = {
        { "\"repeats\":[1]", "\"repeats\":[2]",
          "/layers/4/name: expected \"layer1.1.conv1\", as in this network, got \"avgpool\"" },
        { "\"silu\"", "\"relu\"",
          "/layers/1/is: expected \"conv 3x3 padding 1 1 1 1, of input, relu: 2x4x4\" of conv1" },
        { "\"classes\":2", "\"classes\":3",
          "/layers/5/is: expected \"linear 1x1, of avgpool: 3x1x1\" of fc" },
        { "\"classes\":2", "\"classes\":0", "/layers: expected 4 layers, as this network has, got 6" },
        { "\"classes\":2", "\"classes\":2,\"outputs\":[\"logits\",\"probabilities\"]",
          "/layers: this network's softmax is missing" },
    };
    for (int i = 0; i < COUNT_OF(others); i++) {
        f->diag = (Diag){ .arena = &f->arena };
        const Calibrated other = network_of(f, changed(f, spec_text, others[i][0], others[i][1]), 1);
        assert_null(parse(f, &other, text));
        if (!strstr(f->diag.message, others[i][2])) fail_msg("%s", f->diag.message);
    }
}

static void other_weights_are_noted(void **state) {
    Fixture *f = *state;
    Calibrated network = network_of(f, spec_text, 1);
    const Calibration calibration = some_calibration(f, &network);
    const char *text = kept_text(&f->arena, &network, &calibration);
    network.weights = 2;
    assert_non_null(parse(f, &network, text));
    assert_int_equal(f->diag.note_count, 1);
    assert_string_equal(f->diag.notes[0], "k.json: calibrated with other weights than these");
}

static void are_known_by_content_or_name(void **state) {
    (void)state;
    static const char text[] = " \n{", png[] = "\x89PNG";
    assert_true(kept_recognise("x", (FileView){ (const unsigned char *)text, strlen(text) }));
    assert_true(kept_recognise("x.json", (FileView){ (const unsigned char *)png, strlen(png) }));
    assert_false(kept_recognise("x", (FileView){ (const unsigned char *)png, strlen(png) }));
    assert_false(kept_recognise("x", (FileView){ (const unsigned char *)"", 0 }));
}

/* Which layers stay in floats, where --precision auto chose it. */
static void a_choice_comes_back(void **state) {
    Fixture *f = *state;
    const Calibrated network = network_of(f, spec_text, 0);
    Calibration written = some_calibration(f, &network);
    bool *floats = arena_array(&f->arena, bool, network.layers->count);
    assert_null(parse(f, &network, kept_text(&f->arena, &network, &written))->floats);
    floats[find_layer(network.layers, "layer1.0.conv2")] = true;
    written.floats = floats;
    written.max_drop = 0.1;
    const Calibration *read = parse(f, &network, kept_text(&f->arena, &network, &written));
    if (!read) fail_msg("%s", f->diag.message);
    assert_true(read->max_drop == 0.1);
    assert_memory_equal(read->floats, floats, sizeof *floats * (size_t)network.layers->count);
}

static void a_wrong_choice_is_refused(void **state) {
    Fixture *f = *state;
    const Calibrated network = network_of(f, spec_text, 0);
    Calibration written = some_calibration(f, &network);
    bool *floats = arena_array(&f->arena, bool, network.layers->count);
    written.floats = floats;
    floats[0] = true;
    assert_null(parse(f, &network, kept_text(&f->arena, &network, &written)));
    assert_non_null(strstr(f->diag.message, "this layer has no weights"));
    char *text = (char *)kept_text(&f->arena, &network, &written);
    memcpy(strstr(text, ": 0}"), ":-1}", 4);
    assert_null(parse(f, &network, text));
    assert_non_null(strstr(f->diag.message, "/auto/max-drop"));
    floats[0] = false;
    floats[find_layer(network.layers, "fc")] = true;
    text = (char *)kept_text(&f->arena, &network, &written);
    memset(strstr(text, "  \"auto\""), ' ', strlen("  \"auto\": {\"max-drop\": 0},"));
    assert_null(parse(f, &network, text));
    assert_non_null(strstr(f->diag.message, "has no \"auto\""));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(comes_back_as_written),      TEST(a_choice_comes_back),     TEST(a_wrong_choice_is_refused),
        TEST(zeros_have_no_sign),         TEST(is_written_so),           TEST(mistakes_have_their_place),
        TEST(other_networks_are_refused), TEST(other_weights_are_noted), TEST(are_known_by_content_or_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
