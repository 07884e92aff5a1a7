/* test_describe.c: --describe in its three forms and --dump, for networks that the real passes planned. */
#include "fixture.h"
#include "spec/keys.h"

#include <jansson.h>

static const Plan *plan_file(Fixture *f, const char *name) {
    return plan_spec(f, named_spec(f, name), "scalar", NULL, ACCURACY_FAST);
}

static const Plan *plan_text(Fixture *f, const char *json, const char *weights) {
    return make_plan_with(f, json, "scalar", weights, ACCURACY_FAST);
}

static const char *const small = "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[4,8],\"classes\":3,"
                                 "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":8,\"width\":8}}";

/* The first line of `text` that begins with `start`; fails where there is none. */
static const char *line_with(Fixture *f, const char *text, const char *start) {
    for (const char *line = text; line && *line; line = strchr(line, '\n'), line += line != NULL) {
        if (strncmp(line, start, strlen(start))) continue;
        return arena_copy(&f->arena, line, strcspn(line, "\n"));
    }
    fail_msg("no line begins with \"%s\" in\n%s", start, text);
    return NULL;
}

static int count_words(const char *line) {
    int words = 0;
    for (; *line; line++) words += *line != ' ' && (line[1] == ' ' || !line[1]);
    return words;
}

static void assert_contains(const char *text, const char *part) {
    if (!strstr(text, part)) fail_msg("expected \"%s\" in\n%s", part, text);
}

/* ---- --describe=torch ---- */

static void torch_prints_what_pytorch_prints(void **state) {
    static const char *const names[] = {
        "resnet18",        "resnet34",        "resnet50",         "resnet101",    "resnet152",
        "resnext50_32x4d", "wide_resnet50_2", "resnet50-dilated", "resnet10t",    "resnet50d",
        "resnet50_gn",     "resnetblur50",    "resnetaa50d",      "seresnet50",   "senet154",
        "ecaresnet50d",    "resnetrs50",      "resnetv2_50",      "resnetv2_50d", "resnetv2_50x1_bit"
    };
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(names); i++) {
        FileView expected;
        const char *path = arena_printf(&f->arena, "tests/oracle/print/%s.txt", names[i]);
        assert_true(file_read(&f->arena, path, &expected, &f->diag));
        assert_string_equal(describe_torch(&f->arena, graph_build(&f->arena, named_spec(f, names[i]))),
                            (const char *)expected.bytes);
    }
}

static void torch_leaves_out_what_is_not_there(void **state) {
    Fixture *f = *state;
    const Plan *plan = plan_text(f,
                                 "{\"block\":\"basic\",\"repeats\":[1],\"classes\":0,\"widths\":[4],"
                                 "\"stem\":{\"type\":\"cifar\"},\"norm\":{\"eps\":0.001}}",
                                 NULL);
    const char *norm = "BatchNorm2d(4, eps=0.001, momentum=0.1, affine=True, track_running_stats=True)";
    assert_string_equal(
        describe_torch(&f->arena, plan->graph),
        arena_printf(
            &f->arena,
            "ResNet(\n"
            "  (conv1): Conv2d(3, 4, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)\n"
            "  (bn1): %s\n"
            "  (relu): ReLU(inplace=True)\n"
            "  (layer1): Sequential(\n"
            "    (0): BasicBlock(\n"
            "      (conv1): Conv2d(4, 4, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)\n"
            "      (bn1): %s\n"
            "      (relu): ReLU(inplace=True)\n"
            "      (conv2): Conv2d(4, 4, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)\n"
            "      (bn2): %s\n"
            "    )\n"
            "  )\n"
            ")\n",
            norm, norm, norm));
}

static int occurrences(const char *text, const char *word) {
    int count = 0;
    while ((text = strstr(text, word))) text += strlen(word), count++;
    return count;
}

static int operators_of(const Graph *graph, OpKind kind) {
    int count = 0;
    for (int v = 0; v < graph->op_count; v++) count += graph->ops[v].kind == kind;
    return count;
}

/* Also what no class has all of. */
static void torch_leaves_out_no_module(void **state) {
    static const char *const specs[] = {
        "\"preactivation\":true,\"attention\":{\"type\":\"se\"},\"antialias\":\"blur\",\"stem\":{\"pool\":"
        "\"conv\"}",
        "\"preactivation\":true,\"attention\":{\"type\":\"eca\"},\"head\":{\"type\":\"flatten\"},"
        "\"antialias\":\"blur\"",
        "\"preactivation\":true,\"norm\":null,\"activation\":\"prelu\",\"stem\":{\"type\":\"deep\"}",
        "\"attention\":{\"type\":\"se\"},\"norm\":null,\"head\":{\"type\":\"flatten\"},\"stem\":{\"type\":"
        "\"deep\"}",
        "\"antialias\":\"blur\",\"attention\":{\"type\":\"eca\"},\"activation\":\"prelu\",\"stem\":{\"pool\":"
        "\"conv\"}",
    };
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(specs); i++) {
        const char *block = i == COUNT_OF(specs) - 1 ? "ir" : i % 2 ? "basic" : "bottleneck";
        const Graph *graph = make_graph(
            f, arena_printf(&f->arena, "{\"block\":\"%s\",\"repeats\":[1,2],%s}", block, specs[i]));
        const char *text = describe_torch(&f->arena, graph);
        assert_int_equal(occurrences(text, "Conv2d") + occurrences(text, "Conv1d") +
                             occurrences(text, "Linear("),
                         operators_of(graph, OP_CONV) + operators_of(graph, OP_CHANNEL_CONV) +
                             operators_of(graph, OP_LINEAR));
        assert_int_equal(occurrences(text, "BatchNorm"), operators_of(graph, OP_NORM));
        assert_int_equal(occurrences(text, "BlurPool2d"), operators_of(graph, OP_BLUR));
        if (i == 2 || i == 4)
            assert_int_equal(occurrences(text, "PReLU("),
                             operators_of(graph, OP_ACTIVATION) - (i == 4 ? 3 : 0));
    }
}

/* timm's classes of activations, and what it has in a classifier's place. */
static void torch_prints_timms_names(void **state) {
    Fixture *f = *state;
    const char *gelu =
        "{\"block\":\"basic\",\"repeats\":[1],\"activation\":\"gelu\",\"classes\":0,\"outputs\":[\"pool\"]}";
    const char *tanh = "{\"block\":\"basic\",\"repeats\":[1],\"activation\":\"gelu_tanh\",\"classes\":0,"
                       "\"preactivation\":true,\"outputs\":[\"pool\"]}";
    const char *text = describe_torch(&f->arena, make_graph(f, gelu));
    assert_contains(text, "\n  (act1): GELU()\n");
    assert_contains(text, "\n  (fc): Identity()\n");
    text = describe_torch(&f->arena, make_graph(f, tanh));
    assert_contains(text, "\n    (act): GELUTanh()\n");
    assert_contains(text, "\n    (fc): Identity()\n");
}

/* Texts are those of Python's repr. */
static void torch_prints_numbers_as_python(void **state) {
    static const struct {
        double number;
        const char *text;
    } cases[] = { { 1e-5, "1e-05" },
                  { 1.5e-5, "1.5e-05" },
                  { 1e-4, "0.0001" },
                  { 0.001, "0.001" },
                  { 0.1 + 0.2, "0.30000000000000004" },
                  { 1, "1.0" },
                  { 123456, "123456.0" },
                  { 1e15, "1000000000000000.0" },
                  { 1e16, "1e+16" },
                  { 1.25, "1.25" },
                  { 1e-100, "1e-100" } };
    Fixture *f = *state;
    const Plan *plan = plan_text(f, small, NULL);
    for (int i = 0; i < COUNT_OF(cases); i++) {
        Graph graph = *plan->graph;
        Op *ops = arena_array(&f->arena, Op, graph.op_count);
        memcpy(ops, graph.ops, (size_t)graph.op_count * sizeof *ops);
        for (int v = 0; v < graph.op_count; v++) ops[v].eps = cases[i].number;
        graph.ops = ops;
        const char *line = line_with(f, describe_torch(&f->arena, &graph), "  (bn1): ");
        assert_contains(line, arena_printf(&f->arena, "eps=%s, momentum", cases[i].text));
    }
}

/* ---- --describe ---- */

static void totals_are_torchvisions(void **state) {
    static const struct {
        const char *name, *parameters, *macs;
    } cases[] = {
        { "resnet18", "11,689,512", "1.814 G" },         { "resnet34", "21,797,672", "3.664 G" },
        { "resnet50", "25,557,032", "4.089 G" },         { "resnet101", "44,549,160", "7.801 G" },
        { "resnet152", "60,192,808", "11.514 G" },       { "resnext50_32x4d", "25,028,904", "4.230 G" },
        { "wide_resnet50_2", "68,883,240", "11.398 G" }, { "resnet20-cifar", "272,474", " M" }
    };
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(cases); i++) {
        const char *text = describe_table(&f->arena, plan_file(f, cases[i].name), (Description){ 0 });
        assert_contains(line_with(f, text, "parameters "),
                        arena_printf(&f->arena, " %s", cases[i].parameters));
        assert_contains(line_with(f, text, "MACs of one image "), cases[i].macs);
        assert_null(strstr(text, "of them in no output's way"));
    }
}

static void table_has_a_line_a_layer(void **state) {
    Fixture *f = *state;
    const Plan *plan = plan_text(f, small, NULL);
    const char *text = describe_table(&f->arena, plan, (Description){ 0 });
    for (int v = 0; v < plan->layers->count; v++) {
        const char *line = line_with(f, text, arena_printf(&f->arena, "%s ", plan->layers->layers[v].name));
        Shape shape = plan->layers->layers[v].shape;
        assert_contains(line,
                        arena_printf(&f->arena, " %dx%dx%d ", shape.channels, shape.height, shape.width));
    }
    const char *sum = line_with(f, text, "layer2.0.conv2 ");
    assert_contains(sum, "conv 3x3 +add relu  8x4x4  8x4x4 ");
    assert_contains(sum, " 592 "); /* 8 * 8 * 9 weights, 8 gammas, 8 betas */
    assert_contains(sum, "0.009 M  winograd-F(");
    assert_contains(line_with(f, text, "layer2.0.downsample.0 "), "conv 1x1 s2 ");
    assert_null(strstr(text, " \n"));
}

/* The classifier belongs to the network though nothing here reads it. */
static void table_tells_unused_parameters(void **state) {
    Fixture *f = *state;
    const Plan *plan = plan_text(f,
                                 "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[4],\"classes\":3,"
                                 "\"outputs\":[\"layer1\"],\"stem\":{\"type\":\"cifar\"}}",
                                 NULL);
    assert_contains(line_with(f, describe_table(&f->arena, plan, (Description){ 0 }), "parameters "),
                    "15 of them in no output's way");
}

/* No line is wider than the terminal; what is left out is named, and the first column never is. */
static void table_fits_a_terminal(void **state) {
    Fixture *f = *state;
    const char *const names[] = { "resnet18", "resnet152", "resnext50_32x4d", "tiny" };
    const int widths[] = { 60, 80, 132, 200 };
    for (int i = 0; i < COUNT_OF(names); i++)
        for (int w = 0; w < COUNT_OF(widths); w++) {
            const Plan *plan = plan_file(f, names[i]);
            const char *text = describe_table(&f->arena, plan, (Description){ .width = widths[w] });
            for (const char *line = text, *end; (end = strchr(line, '\n')); line = end + 1)
                if (end - line > widths[w]) fail_msg("%d: %.*s", widths[w], (int)(end - line), line);
            for (int v = 0; v < plan->layers->count; v++) line_with(f, text, plan->layers->layers[v].name);
            if (widths[w] <= 80) assert_contains(text, "left out: offset, input");
            if (widths[w] > 132) assert_null(strstr(text, "left out"));
        }
    const char *all = describe_table(&f->arena, plan_file(f, "resnet18"), (Description){ 0 });
    assert_string_equal(all,
                        describe_table(&f->arena, plan_file(f, "resnet18"), (Description){ .width = 500 }));
}

/* The slowest come first; those of one time as the network has them; outputs that took no time are none. */
static void slowest_layers_are_named(void **state) {
    Fixture *f = *state;
    const Plan *plan = plan_text(f, small, NULL);
    const int count = plan->layers->count;
    double *seconds = arena_array(&f->arena, double, count);
    int found[SLOWEST];
    assert_int_equal(slowest_layers(seconds, count, found), 0);
    seconds[2] = seconds[4] = 2e-3;
    seconds[1] = 3e-3;
    assert_int_equal(slowest_layers(seconds, count, found), 3);
    assert_true(found[0] == 1 && found[1] == 2 && found[2] == 4);
    const char *text = describe_table(&f->arena, plan, (Description){ .seconds = seconds });
    const char *head = strstr(text, "slowest ");
    assert_non_null(head);
    assert_contains(head, arena_printf(&f->arena, "\n%s", plan->layers->layers[1].name));
    assert_contains(head, "  42.9 %");
    json_t *root = json_loads(describe_json(&f->arena, plan, seconds), JSON_REJECT_DUPLICATES, NULL);
    json_t *names = json_object_get(root, "slowest");
    assert_int_equal(json_array_size(names), 3);
    assert_string_equal(json_string_value(json_array_get(names, 0)), plan->layers->layers[1].name);
    json_t *layer = json_array_get(json_object_get(root, "layers"), 1);
    assert_true(json_real_value(json_object_get(layer, "seconds")) == 3e-3);
    assert_null(json_object_get(json_array_get(json_object_get(root, "layers"), 0), "seconds"));
    json_decref(root);
}

/* ---- --describe=json ---- */

static json_t *parse_json(Fixture *f, const Plan *plan) {
    json_error_t error;
    json_t *root = json_loads(describe_json(&f->arena, plan, NULL), JSON_REJECT_DUPLICATES, &error);
    if (!root) fail_msg("line %d: %s", error.line, error.text);
    return root;
}

static json_int_t integer_at(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    if (!json_is_integer(value)) fail_msg("expected an integer at %s", key);
    return json_integer_value(value);
}

static void json_rows_add_up_to_the_totals(void **state) {
    Fixture *f = *state;
    json_t *root = parse_json(f, plan_file(f, "resnet50"));
    json_t *layers = json_object_get(root, "layers"), *totals = json_object_get(root, "totals"), *layer;
    json_int_t parameters = 0, macs = 0;
    size_t i;
    json_array_foreach(layers, i, layer) {
        parameters += integer_at(layer, "parameters");
        macs += integer_at(layer, "macs");
    }
    assert_int_equal(parameters, 25557032);
    assert_int_equal(macs, 4089184256);
    assert_int_equal(integer_at(totals, "parameters"), parameters);
    assert_int_equal(integer_at(totals, "macs"), macs);
    assert_int_equal(integer_at(totals, "input_floats"), 150528);
    assert_int_equal(integer_at(totals, "input_bytes"), 602112);
    assert_int_equal(integer_at(totals, "output_floats"), 1000);
    assert_int_equal(integer_at(root, "classes"), 1000);
    json_t *preprocess = json_object_get(root, "preprocess");
    assert_int_equal(integer_at(preprocess, "resize"), 256);
    assert_int_equal(json_integer_value(json_array_get(json_object_get(preprocess, "crop"), 1)), 224);
    assert_true(json_real_value(json_array_get(json_object_get(preprocess, "mean"), 2)) == 0.406);
    assert_true(json_real_value(json_array_get(json_object_get(preprocess, "std"), 0)) == 0.229);
    assert_string_equal(json_string_value(json_object_get(preprocess, "filter")), "bilinear");
    assert_string_equal(json_string_value(json_object_get(preprocess, "order")), "rgb");
    assert_string_equal(json_string_value(json_object_get(preprocess, "input")), "f32_nchw");
    json_decref(root);
}

static void assert_layer_is_planned(const json_t *json, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Place *place = &plan->placement->places[v];
    const json_t *shape = json_object_get(json, "output_shape"), *buffer = json_object_get(json, "buffer");
    assert_string_equal(json_string_value(json_object_get(json, "name")), layer->name);
    assert_int_equal(json_integer_value(json_array_get(shape, 0)), layer->shape.channels);
    assert_int_equal(json_integer_value(json_array_get(shape, 1)), layer->shape.height);
    assert_int_equal(json_integer_value(json_array_get(shape, 2)), layer->shape.width);
    assert_true(json_is_null(buffer) == (place->bytes == 0));
    if (place->bytes == 0) return;
    assert_int_equal(integer_at(buffer, "offset"), place->offset);
    assert_int_equal(integer_at(buffer, "bytes"), place->bytes);
    assert_int_equal(integer_at(buffer, "first"), place->first);
    assert_int_equal(integer_at(buffer, "last"), place->last);
}

/* The workspace of one thread, as the header has it; there is no other where nothing is shared. */
static long long header_bytes(Fixture *f, const Plan *plan) {
    const char *header = emit_header(&f->arena, plan, &(EmitNames){ .options = "" });
    const char *line = strstr(header, "#else\n#define NET_WORKSPACE_BYTES ");
    long long common = 0, own = 0;
    assert_non_null(line);
    if (sscanf(line, "#else #define NET_WORKSPACE_BYTES (%lld + NET_MAX_THREADS * %lldUL)", &common, &own) <
        2)
        assert_int_equal(sscanf(line, "#else #define NET_WORKSPACE_BYTES %lld", &common), 1);
    return common + own;
}

static void the_workspace_is_the_headers(void **state) {
    Fixture *f = *state;
    static const char *const nets[] = {
        "{\"name\":\"net\",\"block\":\"basic\",\"repeats\":[1],\"input\":{\"height\":8,\"width\":8}}",
        "{\"name\":\"net\",\"block\":\"basic\",\"repeats\":[1],\"input\":{\"height\":64,\"width\":64}}",
    };
    int teams = 0;
    for (int i = 0; i < COUNT_OF(nets); i++) {
        const Plan *plan = plan_text(f, nets[i], NULL);
        json_t *root = parse_json(f, plan);
        assert_int_equal(integer_at(json_object_get(root, "totals"), "workspace_bytes"),
                         header_bytes(f, plan));
        teams += plan->workspace.team;
        json_decref(root);
    }
    assert_int_equal(teams, 1);
}

static void json_tells_the_plan(void **state) {
    Fixture *f = *state;
    const Plan *plan = plan_text(f, small, NULL);
    json_t *root = parse_json(f, plan), *layers = json_object_get(root, "layers");
    json_t *totals = json_object_get(root, "totals");
    assert_int_equal(json_array_size(layers), plan->layers->count);
    for (int v = 0; v < plan->layers->count; v++)
        assert_layer_is_planned(json_array_get(layers, (size_t)v), plan, v);
    assert_int_equal(integer_at(totals, "workspace_bytes"), header_bytes(f, plan));
    assert_int_equal(integer_at(totals, "live_bytes"), plan->placement->bound);
    assert_int_equal(integer_at(totals, "weights_bytes"), plan->blob->size);
    json_decref(root);
}

static void json_keys_stand_in_order(void **state) {
    Fixture *f = *state;
    const char *text = describe_json(&f->arena, plan_text(f, small, NULL), NULL);
    const char *start = "{\n  \"name\": \"net\",\n  \"target\": \"scalar\",\n  \"batch\": 1,\n";
    assert_int_equal(strncmp(text, start, strlen(start)), 0);
    assert_string_equal(text, describe_json(&f->arena, plan_text(f, small, NULL), NULL));
    assert_string_equal(text + strlen(text) - 3, "\n}\n");
}

static void json_outputs_follow_one_another(void **state) {
    Fixture *f = *state;
    const Plan *plan =
        plan_text(f,
                  "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[4],\"classes\":3,\"batch\":2,"
                  "\"outputs\":[\"layer1\",\"logits\"],\"stem\":{\"type\":\"cifar\"},"
                  "\"input\":{\"height\":8,\"width\":8}}",
                  NULL);
    json_t *root = parse_json(f, plan), *outputs = json_object_get(root, "outputs");
    assert_int_equal(json_array_size(outputs), 2);
    assert_int_equal(integer_at(json_array_get(outputs, 0), "offset"), 0);
    assert_int_equal(integer_at(json_array_get(outputs, 1), "offset"), 2 * 4 * 8 * 8);
    json_decref(root);
}

/* ---- --dump ---- */

/* Every row has as many words as the head, unless a blank line ends the rows. */
static void assert_rows_are_full(Fixture *f, const char *text, const char *pass) {
    const char *head = arena_copy(&f->arena, text, strcspn(text, "\n"));
    int rows = 0;
    for (const char *line = strchr(text, '\n') + 1; *line && *line != '\n'; line = strchr(line, '\n') + 1) {
        const char *row = arena_copy(&f->arena, line, strcspn(line, "\n"));
        if (count_words(row) != count_words(head)) fail_msg("%s: \"%s\" under \"%s\"", pass, row, head);
        rows++;
    }
    assert_true(rows > 1);
}

static void dumps_have_a_row_a_line(void **state) {
    Fixture *f = *state;
    const Plan *bare = plan_text(f, small, NULL), *weighted = plan_text(f, small, "random:1");
    int passes = 0;
    for (; dump_passes[passes]; passes++) {
        const char *pass = dump_passes[passes];
        const char *texts[] = { dump_pass(&f->arena, bare, pass), dump_pass(&f->arena, weighted, pass) };
        for (int i = 0; i < COUNT_OF(texts); i++) {
            assert_non_null(texts[i]);
            assert_null(strstr(texts[i], " \n"));
            if (strcmp(pass, "spec")) assert_rows_are_full(f, texts[i], pass);
        }
    }
    assert_int_equal(passes, 9);
    assert_null(dump_pass(&f->arena, bare, "emission"));
}

static void dump_spec_uses_the_formats_keys(void **state) {
    Fixture *f = *state;
    const char *text = dump_pass(&f->arena, plan_file(f, "resnet50"), "spec");
    assert_contains(line_with(f, text, "block "), " bottleneck");
    assert_contains(line_with(f, text, "repeats "), " 3 4 6 3");
    assert_contains(line_with(f, text, "widths "), " 64 128 256 512");
    assert_contains(line_with(f, text, "norm/eps "), " 1e-05");
    assert_contains(line_with(f, text, "outputs "), " logits");
    assert_contains(line_with(f, text, "preprocess/resize "), " 256");
}

static bool has_line(Fixture *f, const char *text, const char *key) {
    return strstr(text, arena_printf(&f->arena, "\n%s ", key)) ||
           strstr(text, arena_printf(&f->arena, "\n%s/", key));
}

/* "$schema" comes first, and is for editors. */
static void dump_spec_has_every_key(void **state) {
    Fixture *f = *state;
    const char *const specs[] = {
        "{\"block\":\"ir\",\"repeats\":[1],\"head\":{\"type\":\"flatten\"},\"norm\":null,"
        "\"stem\":{\"pool\":\"max_fixed\"},\"attention\":{\"type\":\"se\"},\"weight_standardization\":0.5}",
        "{\"block\":\"basic\",\"repeats\":[1],\"antialias\":\"blur\",\"stem\":{\"type\":\"deep\"},"
        "\"activation\":\"leaky_relu\",\"norm\":{\"type\":\"group\"},\"padding\":\"same\"}"
    };
    const char *const lines[] = { "block                   ir\n",       "activation/type         prelu\n",
                                  "attention/reduction     16\n",       "stem/pool/padding       1 1\n",
                                  "norm/type               null\n",     "head/norm               true\n",
                                  "weight_standardization  0.5\n",      "activation/slope        0.01\n",
                                  "antialias               blur\n",     "attention/type          null\n",
                                  "stem/widths             32 32 64\n", "norm/groups             32\n",
                                  "head/pool               avg\n",      "padding                 same\n" };
    for (int i = 0; i < COUNT_OF(specs); i++) {
        const Plan plan = { .spec = make_spec(f, specs[i]) };
        const char *text = dump_pass(&f->arena, &plan, "spec");
        for (int k = 1; spec_keys[k]; k++)
            if (!has_line(f, text, spec_keys[k])) fail_msg("no %s in\n%s", spec_keys[k], text);
        for (int k = i * 7; k < i * 7 + 7; k++) assert_contains(text, lines[k]);
    }
}

static void dump_weights_tells_statistics(void **state) {
    Fixture *f = *state;
    Plan plan = *plan_text(f, small, NULL);
    Graph graph = *plan.graph;
    const Param param = { .name = "w", .rank = 2, .dims = { 2, 2 }, .count = 4 };
    const float data[] = { 1, -3, 7, 2 }, *const all[] = { data };
    graph.params = &param;
    graph.param_count = 1;
    plan.graph = &graph;
    plan.weights = &(Weights){ .data = all };
    assert_string_equal(dump_pass(&f->arena, &plan, "weights"),
                        "parameter  name  shape  least  most  mean\n"
                        "        0  w     2x2       -3     7  1.75\n");
}

static void dump_place_tells_the_placement(void **state) {
    Fixture *f = *state;
    const Plan *plan = plan_text(f, small, NULL);
    const char *text = dump_pass(&f->arena, plan, "place");
    assert_contains(text, arena_printf(&f->arena, "\n\nbytes %zu, bound %zu\n",
                                       workspace_bytes(&plan->workspace, 1), plan->placement->bound));
    const Place *place = &plan->placement->places[1];
    int first, last;
    size_t offset, bytes;
    assert_int_equal(
        sscanf(line_with(f, text, "    1  conv1"), "%*d %*s %d %d %zu %zu", &first, &last, &offset, &bytes),
        4);
    assert_int_equal(first, place->first);
    assert_int_equal(last, place->last);
    assert_int_equal(offset, place->offset);
    assert_int_equal(bytes, place->bytes);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(torch_prints_what_pytorch_prints),
        TEST(torch_leaves_out_what_is_not_there),
        TEST(torch_prints_numbers_as_python),
        TEST(torch_leaves_out_no_module),
        TEST(torch_prints_timms_names),
        TEST(totals_are_torchvisions),
        TEST(table_has_a_line_a_layer),
        TEST(table_tells_unused_parameters),
        TEST(table_fits_a_terminal),
        TEST(slowest_layers_are_named),
        TEST(json_rows_add_up_to_the_totals),
        TEST(json_tells_the_plan),
        TEST(the_workspace_is_the_headers),
        TEST(json_keys_stand_in_order),
        TEST(json_outputs_follow_one_another),
        TEST(dumps_have_a_row_a_line),
        TEST(dump_spec_uses_the_formats_keys),
        TEST(dump_spec_has_every_key),
        TEST(dump_weights_tells_statistics),
        TEST(dump_place_tells_the_placement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
