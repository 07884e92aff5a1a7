/* test_emit.c: the text helpers, the parts of the file, and the emitted checks of a weights file. */
#include "fixture.h"

#include <dlfcn.h>
#include <limits.h>

static const char net[] =
    "{\"block\":\"basic\",\"repeats\":[1,1],\"widths\":[8,16],\"stem\":{\"type\":\"cifar\"},"
    "\"classes\":5,\"input\":{\"height\":12,\"width\":10},"
    "\"outputs\":[\"logits\",\"layer1\",\"probabilities\"]}";

/* ---- Text ---- */

static void blocks_nest(void **state) {
    Fixture *f = *state;
    Out out = { .text = { .arena = &f->arena } };
    block(&out, "for (int %s = 0;;)", "i") {
        block(&out, "%s", "") { line(&out, "x += %d;", 3); }
        label_line(&out, "#endif");
        line(&out, "%s", "");
    }
    assert_string_equal(out.text.bytes, "for (int i = 0;;) {\n    {\n        x += 3;\n    }\n#endif\n\n}\n");
    assert_int_equal(out.depth, 0);
}

static void offsets_are_summed(void **state) {
    Fixture *f = *state;
    Out out = { .text = { .arena = &f->arena } };
    const Extent row = { "x_row", 0 };
    const Term numbers[] = { { number(7), 3 }, { number(2), 1 } },
               nothing[] = { { number(7), 0 }, { row, 0 } },
               mixed[] = { { row, 3 }, { number(4), 7 }, { row, 1 } };
    assert_string_equal(offset_text(&out, 2, numbers), " + 23");
    assert_string_equal(offset_text(&out, 2, nothing), "");
    assert_string_equal(offset_text(&out, 3, mixed), " + 3 * x_row + x_row + 28");
}

static void indices_leave_out_what_is_zero(void **state) {
    Fixture *f = *state;
    Out out = { .text = { .arena = &f->arena } };
    const Index indices[] = {
        { "0", number(5) }, { "i", number(1) }, { "j", number(0) }, { "k", number(9) }, { "m", { "row", 0 } }
    };
    assert_string_equal(index_text(&out, "x", 5, indices), "x + i + k * 9 + m * row");
    assert_string_equal(index_text(&out, "x", 0, NULL), "x");
}

static void axes_are_cut(void **state) {
    (void)state;
    Cut whole, rest;
    cut_axis(&whole, 28, 14);
    cut_axis(&rest, 49, 14);
    assert_true(is_number(whole.big, 14) && !whole.has_small && is_number(whole.count, 2));
    assert_true(is_number(rest.big, 13) && rest.has_small && is_number(rest.big_count, 1) &&
                is_number(rest.count, 4));
}

static void names_become_identifiers(void **state) {
    Fixture *f = *state;
    assert_string_equal(c_identifier(&f->arena, "layer1.0.conv1"), "layer1_0_conv1");
    assert_string_equal(upper_case(&f->arena, "resnet50_x"), "RESNET50_X");
}

/* ---- The file ---- */

static void assert_holds(const char *text, const char *part) {
    if (!strstr(text, part)) fail_msg("missing: %s", part);
}

static void the_header_keeps_the_contract(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, net, "avx2", "random:1", ACCURACY_FAST);
    const char *text = emit_header(
        &f->arena, plan, &(EmitNames){ .spec_file = "net.json", .options = "", .header_file = "net.h" });
    static const char *const parts[] = {
        "#ifndef NET_H\n#define NET_H\n",
        "extern \"C\" {",
        "#define NET_INPUT_FLOATS 360 /* [1][3][12][10] */\n",
        "#define NET_BATCH 1\n",
        "#define NET_CHANNELS 3\n",
        "#define NET_HEIGHT 12\n",
        "#define NET_WIDTH 10\n",
        "#define NET_CLASSES 5\n",
        "#define NET_RESIZE 14\n",
        "#define NET_FILTER \"bilinear\"\n",
        "#define NET_ORDER \"rgb\"\n",
        "#define NET_MEAN { 0.0f, 0.0f, 0.0f }\n",
        "#define NET_STD { 1.0f, 1.0f, 1.0f }\n",
        "#define NET_OUTPUT_FLOATS 970 ",
        "#define NET_LOGITS_OFFSET 0 ",
        "#define NET_LAYER1_OFFSET 5 ",
        "#define NET_PROBABILITIES_OFFSET 965 ",
        "#define NET_WORKSPACE_BYTES ",
        "#define NET_WEIGHTS_BYTES ",
        "enum { NET_OK, NET_BAD_SIZE, NET_BAD_MAGIC, NET_BAD_FINGERPRINT, NET_BAD_CHECKSUM, "
        "NET_BAD_ALIGNMENT };",
        "int net_weights_check(const void *weights, size_t bytes);",
        "int net_cpu_ok(void);",
        "void net_run(const void *weights, void *workspace, const float *input, float *output);",
        "extern const unsigned char net_weights[];",
    };
    for (int i = 0; i < COUNT_OF(parts); i++) assert_holds(text, parts[i]);
}

/* Of the same network as the one above, which takes floats. */
/* What threads count with are ints. */
static void the_header_refuses_more_threads_than_count(void **state) {
    static const char wide[] = "{\"name\":\"wide\",\"block\":\"basic\",\"repeats\":[1],\"widths\":[64],"
                               "\"stem\":{\"kernel\":1,\"stride\":1,\"pool\":null,\"width\":64},"
                               "\"input\":{\"channels\":65536,\"height\":512,\"width\":4},\"classes\":10}";
    Fixture *f = *state;
    const EmitNames names = { .options = "", .header_file = "net.h" };
    const char *few = emit_header(&f->arena, make_plan(f, wide, "avx2"), &names),
               *usual = emit_header(
                   &f->arena, plan_spec(f, named_spec(f, "resnet50"), "avx2", NULL, ACCURACY_FAST), &names);
    assert_holds(few, "#elif WIDE_MAX_THREADS > 128\n#error WIDE_MAX_THREADS must be at most 128\n#endif\n");
    assert_holds(usual, "_MAX_THREADS must be 1 or more\n#endif\n");
}

static void the_header_of_pixels_says_so(void **state) {
    Fixture *f = *state;
    const char *json =
        arena_printf(&f->arena,
                     "%.*s,\"preprocess\":{\"input\":\"u8_nhwc\",\"mean\":[0.485,1e-7,0.1],"
                     "\"std\":[0.30000001192092896,3.4567891,1],\"filter\":\"bicubic\",\"order\":\"bgr\"}}",
                     (int)strlen(net) - 1, net);
    const Plan *plan = make_plan_with(f, json, "avx2", "random:1", ACCURACY_FAST);
    const EmitNames names = { .spec_file = "net.json", .options = "", .header_file = "net.h" };
    const char *text = emit_header(&f->arena, plan, &names);
    static const char *const parts[] = {
        "#define NET_INPUT_BYTES 360 /* [1][12][10][3] */\n",
        "#define NET_FILTER \"bicubic\"\n",
        "#define NET_ORDER \"bgr\"\n",
        "#define NET_MEAN { 0.485f, 1e-07f, 0.1f }\n",
        "#define NET_STD { 0.3f, 3.456789f, 1.0f }\n", /* the nearest floats */
        "void net_run(const void *weights, void *workspace, const unsigned char *input, float *output);",
    };
    for (int i = 0; i < COUNT_OF(parts); i++) assert_holds(text, parts[i]);
    assert_null(strstr(text, "INPUT_FLOATS"));
    assert_null(strstr(emit_c(&f->arena, plan, &names), "copy_input"));
}

static void the_head_names_everything(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, net, "avx512", "random:1", ACCURACY_FAST);
    const char *text = emit_c(
        &f->arena, plan,
        &(EmitNames){ .spec_file = "some.json", .options = "--accuracy fast", .header_file = "net.h" });
    static const char *const parts[] = { "from some.json",
                                         "--target avx512 --accuracy fast",
                                         "cc -std=gnu11 -O2 -mavx512f -mfma",
                                         "#error \"target avx512: compile with -mavx512f -mfma\"",
                                         "#include \"net.h\"",
                                         "layer2.0.downsample.0: 1x1 stride 2 8->16" };
    for (int i = 0; i < COUNT_OF(parts); i++) assert_holds(text, parts[i]);
    assert_null(strstr(text, "#ifndef NET_H")); /* the header is a file of its own */
    text = emit_c(&f->arena, plan, &(EmitNames){ .spec_file = "some.json", .options = "" });
    assert_holds(text, "#ifndef NET_H");
    assert_null(strstr(text, "#include \""));
}

/* Comments name what a reader needs: height before width, images, activations. */
static void comments_tell_shapes(void **state) {
    Fixture *f = *state;
    static const char json[] =
        "{\"block\":\"ir\",\"repeats\":[1,1],\"widths\":[8,16],\"batch\":2,\"activation\":\"prelu\","
        "\"stem\":{\"type\":\"cifar\"},\"classes\":5,\"input\":{\"height\":12,\"width\":10}}";
    const char *text = emit_c(&f->arena, make_plan(f, json, "sse2"), &(EmitNames){ .options = "" });
    static const char *const parts[] = {
        "layer1.0.conv1: 3x3 8->8 at 12x10",
        "3x3 convolution, stride 2, 16 -> 16 channels at 6x5",
        "fc: linear 16->5, ",
        "/* [2][2][14][12][4] and a tail of ",
    };
    for (int i = 0; i < COUNT_OF(parts); i++) assert_holds(text, parts[i]);
}

static void comments_tell_activations_of_gates(void **state) {
    Fixture *f = *state;
    static const char json[] =
        "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[16],\"attention\":{\"type\":\"se\","
        "\"reduction\":2},\"classes\":0,\"input\":{\"height\":12,\"width\":10}}";
    const char *text = emit_c(&f->arena, make_plan(f, json, "sse2"), &(EmitNames){ .options = "" });
    assert_holds(text, "layer1.0.se.fc1: linear 16->8, ReLU, ");
    assert_holds(text, "layer1.0.se.fc2: linear 8->16, sigmoid, ");
}

/* Behind the ninth column or later. */
static void long_lines_are_broken(void **state) {
    Fixture *f = *state;
    char rest[111] = { 0 };
    memset(rest, 'r', sizeof rest - 1);
    Out out = { .text = { .arena = &f->arena } };
    line(&out, "f(first, %s", rest);
    line(&out, "f(fourth, %s", rest);
    assert_string_equal(out.text.bytes,
                        arena_printf(&f->arena, "f(first, %s\nf(fourth,\n    %s\n", rest, rest));
}

/* A stage of many layers is cut: compilers take long for long functions. */
static void long_stages_are_cut(void **state) {
    enum { A_SECTION = 100 };
    Fixture *f = *state;
    static const char json[] = "{\"block\":\"basic\",\"repeats\":[60],\"widths\":[4],\"classes\":0,"
                               "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":4,\"width\":4}}";
    const Plan *plan = make_plan(f, json, "scalar");
    const char *text = emit_c(&f->arena, plan, &(EmitNames){ .options = "" });
    const char *cut = strstr(text, "static void layer1_part2(");
    const int first = find_layer(plan->layers, "layer1.0.conv1");
    const char *last = plan->layers->layers[first + A_SECTION - 1].name,
               *next = plan->layers->layers[first + A_SECTION].name;
    assert_true(cut && strstr(text, "static void layer1(") < cut);
    assert_true(strstr(text, arena_printf(&f->arena, "    /* %s: ", last)) < cut);
    assert_true(strstr(text, arena_printf(&f->arena, "    /* %s: ", next)) > cut);
    assert_null(strstr(text, "part3"));
}

/* Every layer has its banner, in order; long ones go on in a second line. */
static void the_walk_calls_every_layer(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan(f, net, "sse2");
    const char *at = emit_c(&f->arena, plan, &(EmitNames){ .options = "" });
    at = strstr(at, "static void stem(");
    for (int v = 0; v < plan->layers->count; v++) {
        const char *summary =
            layer_summary(&f->arena, plan, v); /* may be broken into lines behind its name */
        const char *banner = arena_printf(&f->arena, "    /* %.*s: ", (int)strcspn(summary, ":"), summary);
        at = at ? strstr(at, banner) : NULL;
        if (!at) fail_msg("no %s", banner);
    }
}

/* Weights up to the limit are an array, unless asked otherwise; absent ones are not. */
static void small_weights_are_embedded(void **state) {
    Fixture *f = *state;
    static const char big[] =
        "{\"block\":\"basic\",\"repeats\":[1,1],\"input\":{\"height\":32,\"width\":32}}";
    static const struct {
        const char *json, *weights;
        WeightsPlace place;
        bool embeds;
    } cases[] = { { net, "random:1", WEIGHTS_BY_SIZE, true },  { net, NULL, WEIGHTS_BY_SIZE, false },
                  { big, "random:1", WEIGHTS_BY_SIZE, false }, { net, "random:1", WEIGHTS_IN_FILE, false },
                  { big, "random:1", WEIGHTS_IN_ARRAY, true }, { big, NULL, WEIGHTS_IN_ARRAY, false } };
    for (int i = 0; i < COUNT_OF(cases); i++) {
        const Plan *plan = make_plan_with(f, cases[i].json, "avx2", cases[i].weights, ACCURACY_FAST);
        const EmitNames names = {
            .options = "", .header_file = "net.h", .weights_file = "net.weights", .weights_in = cases[i].place
        };
        const char *text = emit_c(&f->arena, plan, &names);
        assert_int_equal(plan_embeds_weights(plan, cases[i].place), cases[i].embeds);
        assert_int_equal(strstr(text, "NET_WEIGHTS_FILE \"net.weights\"") == NULL, cases[i].embeds);
        assert_int_equal(strstr(text, "NET_BUNDLE_WEIGHTS") == NULL, cases[i].embeds);
        reset_fixture(f);
    }
}

static void the_limit_itself_is_embedded(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, net, "sse2", "random:1", ACCURACY_FAST);
    Blob blob = *plan->blob;
    Plan other = *plan;
    other.blob = &blob;
    blob.size = EMBED_LIMIT;
    assert_true(plan_embeds_weights(&other, WEIGHTS_BY_SIZE));
    blob.size++;
    assert_false(plan_embeds_weights(&other, WEIGHTS_BY_SIZE));
    assert_true(plan_embeds_weights(&other, WEIGHTS_IN_ARRAY));
}

static int balance(const char *text, char open, char close) {
    int depth = 0;
    for (; *text; text++) {
        depth += (*text == open) - (*text == close);
        assert_true(depth >= 0);
    }
    return depth;
}

/* How often `word` occurs from `text` to `end`. */
static int occurrences(const char *text, const char *end, const char *word) {
    int count = 0;
    for (const char *at = strstr(text, word); at && at < end; at = strstr(at + 1, word)) count++;
    return count;
}

/* No kernel waits, so none may share out two loops: what one has made, the other could read too early. Who
 * has a team shares one. Returns how many do. */
static int check_kernels(const char *text, const char *walk) {
    int sharing = 0;
    for (const char *at = strstr(text, "NOINLINE static void "), *end; at && at < walk;
         at = strstr(end, "NOINLINE static void ")) {
        end = strstr(at, "\n}\n");
        assert_non_null(end);
        bool has_team = occurrences(at, end, "(Line *team, const float") == 1;
        if (occurrences(at, end, "SHARED(") != has_team) fail_msg("not one shared loop: %.60s", at);
        if (has_team) assert_int_equal(occurrences(at, end, "ITEMS("), 1);
        assert_int_equal(occurrences(at, end, "WAIT(") + occurrences(at, end, "DONE("), 0);
        sharing += has_team;
    }
    return sharing;
}

static bool is_everyones(const Plan *plan, int v) {
    return plan->layers->layers[v].kind == LAYER_INPUT || plan->kernels[v].shared;
}

/* One barrier behind each layer; none only between two that the first thread does. Returns how many. */
static int check_layers(Fixture *f, const Plan *plan, const char *walk) {
    const Layers *layers = plan->layers;
    int waiting = 0;
    for (int v = 0; v < layers->count; v++) {
        const char *output = layers->layers[v].kind == LAYER_OUTPUT ? "output " : "";
        const char *banner = arena_printf(&f->arena, "\n    /* %s%s: ", output, layers->layers[v].name);
        const char *at = strstr(walk, banner), *end = at ? strstr(at + 1, "\n\n") : NULL;
        if (!end) fail_msg("no layer %s", banner);
        int waits = occurrences(at, end, "WAIT(memory);\n") + occurrences(at, end, "    DONE(\"");
        bool alone = !is_everyones(plan, v) && v + 1 < layers->count && !is_everyones(plan, v + 1);
        if (waits > 1 || (waits < 1 && !alone)) fail_msg("%d barriers: %s", waits, banner);
        waiting += waits;
    }
    return waiting;
}

/* Of all that ResNets have: strided, wide, grouped layers, in pairs, in one strip and in several. */
static void threads_wait_once_a_layer(void **state) {
    Fixture *f = *state;
    static const char *const nets[] = {
        "{\"block\":\"bottleneck\",\"repeats\":[1,2,2,2]}",
        "{\"block\":\"basic\",\"repeats\":[2,2,2,2]}",
        "{\"block\":\"bottleneck\",\"repeats\":[1,2,2,2],\"width_per_group\":128}",
        "{\"block\":\"bottleneck\",\"repeats\":[1,2,2,2],\"groups\":32,\"width_per_group\":4}",
    };
    for (int i = 0; i < COUNT_OF(nets) * target_count; i++) {
        const Plan *plan = make_plan(f, nets[i / target_count], targets[i % target_count]->name);
        const EmitNames names = { .options = "" };
        const char *text = emit_c(&f->arena, plan, &names),
                   *walk = strstr(text, "NOINLINE static void stem(");
        assert_non_null(walk);
        assert_null(strstr(text, "omp barrier"));
        assert_null(strstr(text, "omp for")); /* which would have a barrier of its own */
        assert_true(check_kernels(text, walk) >= 10);
        assert_true(check_layers(f, plan, walk) >= 15);
        reset_fixture(f);
    }
}

static size_t halves(int total, int most) {
    Cut cut;
    cut_in_halves(&cut, total, most);
    return cut.count.value;
}

/* Register tiles for two threads: all of a row, none empty; the halves of an odd number differ by no more
 * than those of one more would, which is at most half a pixel a tile. */
static void halves_are_even(void **state) {
    (void)state;
    assert_int_equal(halves(49, 6), 9);   /* 4 of 6 and 5 of 5 */
    assert_int_equal(halves(25, 6), 6);   /* 5 of 5 would be 10 and 15 */
    assert_int_equal(halves(100, 6), 17); /* 48 and 52; 18 would be 54 and 46 */
    for (int total = 1; total <= 60; total++)
        for (int most = 1; most <= 14; most++) {
            Cut cut;
            cut_in_halves(&cut, total, most);
            size_t small = cut.count.value - cut.big_count.value;
            assert_int_equal(cut.big_count.value * cut.big.value + small * (cut.big.value - 1), total);
            assert_true(cut.big.value <= (size_t)most && (small == 0 || cut.big.value > 1));
            size_t half = cut.count.value / 2, big = half < cut.big_count.value ? half : cut.big_count.value;
            long first = (long)(half * (cut.big.value - 1) + big), second = total - first;
            assert_true(cut.count.value % 2 == 0 || cut.count.value == (size_t)total ||
                        2 * labs(first - second) <= (long)cut.count.value + 1);
        }
}

/* Of each thread 2.2 GB: four times as many floats as that are more than an int counts. */
static void a_trace_lies_behind_large_scratch(void **state) {
    Fixture *f = *state;
    const Plan *plan =
        make_plan(f,
                  "{\"block\":\"bottleneck\",\"repeats\":[1],\"widths\":[1024],\"strides\":[2],"
                  "\"stem\":{\"kernel\":1,\"stride\":1,\"width\":1024,\"pool\":null},"
                  "\"input\":{\"channels\":1,\"height\":1400,\"width\":1400}}",
                  "avx2");
    const char *copy = strstr(emit_c(&f->arena, plan, &(EmitNames){ .options = "" }), "#define COPY ");
    assert_true(plan->workspace.scratch / sizeof(float) > INT_MAX / 4);
    assert_non_null(copy);
    assert_int_equal(strncmp(strchr(copy, '\n') - strlen("ULL)"), "ULL)", 4), 0);
}

/* No other characters than those of C, so that any editor, compiler and code page takes it. */
static void the_text_is_plain(void **state) {
    Fixture *f = *state;
    for (int t = 0; t < target_count; t++) {
        const Plan *plan = make_plan_with(f, net, targets[t]->name, "random:1", ACCURACY_FAST);
        const char *text = emit_c(&f->arena, plan, &(EmitNames){ .spec_file = "net.json", .options = "" });
        assert_int_equal(balance(text, '{', '}'), 0);
        reset_fixture(f);
    }
}

/* ---- weights_check, compiled ---- */

typedef int Check(const void *weights, size_t bytes);

/* In the order of the statuses: OK, size, magic, fingerprint, checksum, alignment. */
static void check_damage(Check *check, unsigned char *bytes, size_t size, size_t alignment) {
    static const size_t damaged[] = { 0, 8, BLOB_HEADER + 9 };
    static const int expected[] = { 2, 3, 4 };
    assert_int_equal(check(bytes, size), 0);
    assert_int_equal(check(bytes, size - 1), 1);
    assert_int_equal(check(bytes, size + 1), 1);
    assert_int_equal(check(bytes, 0), 1);
    assert_int_equal(check(bytes + alignment / 2, size), 5);
    for (int i = 0; i < COUNT_OF(damaged); i++) {
        bytes[damaged[i]] ^= 1;
        assert_int_equal(check(bytes, size), expected[i]);
        bytes[damaged[i]] ^= 1;
    }
    for (size_t bit = 0; bit < 8 * size; bit += bit < 8 * BLOB_HEADER ? 1 : 61) {
        bytes[bit / 8] ^= 1 << bit % 8;
        if (!check(bytes, size)) fail_msg("bit %zu is not missed", bit);
        bytes[bit / 8] ^= 1 << bit % 8;
    }
    bytes[16] ^= 1; /* the size in the header */
    assert_int_equal(check(bytes, size), 1);
    bytes[16] ^= 1;
    bytes[size - 1] ^= 0x80; /* the last byte counts */
    assert_int_equal(check(bytes, size), 4);
    bytes[size - 1] ^= 0x80;
    assert_int_equal(check(bytes, size), 0);
}

/* Floats are read one by one, or in vectors. */
static void emitted_code_checks_its_weights(void **state) {
    Fixture *f = *state;
    static const struct {
        const char *target, *flags;
        size_t alignment;
    } cases[] = { { "scalar", "-std=c99", 4 }, { "sse2", "-std=gnu11 -msse2", 64 } };
    for (int i = 0; i < COUNT_OF(cases); i++) {
        if (!target_runs_here(target_find(cases[i].target))) continue;
        const Plan *plan = make_plan_with(f, net, cases[i].target, "random:1", ACCURACY_FAST);
        const Blob *blob = plan->blob;
        const EmitNames names = { .options = "", .header_file = "net.h" };
        const char *source = emit_c(&f->arena, plan, &names), *header = emit_header(&f->arena, plan, &names);
        void *library = load_compiled(f, cases[i].flags, source, header);
        void *check = dlsym(library, "net_weights_check"), *cpu_ok = dlsym(library, "net_cpu_ok"),
             *array = dlsym(library, "net_weights");
        assert_non_null(check);
        assert_non_null(cpu_ok);
        assert_memory_equal(array, blob->bytes, blob->size);
        assert_int_equal((uintptr_t)array % 64, 0);
        Check *function;
        int (*runs)(void);
        memcpy(&function, &check, sizeof check);
        memcpy(&runs, &cpu_ok, sizeof cpu_ok);
        assert_int_equal(runs(), 1);
        unsigned char *copy = arena_alloc(&f->arena, blob->size + 64);
        memcpy(copy, blob->bytes, blob->size);
        check_damage(function, copy, blob->size, cases[i].alignment);
        dlclose(library);
        reset_fixture(f);
    }
}

/* Wherever the section stands that they are assembled into: here half a line behind its start. */
static void assembled_weights_are_aligned(void **state) {
    Fixture *f = *state;
    const EmitNames names = { .options = "" };
    const char *source = arena_printf(
        &f->arena, "__asm__(\".pushsection .rodata\\n.balign 64\\n.zero 32\\n.popsection\");\n%s",
        emit_c(&f->arena, make_plan(f, net, "sse2"), &names));
    if (!target_runs_here(target_find("sse2"))) return;
    void *library = load_compiled(
        f, "-std=gnu11 -msse2 -DNET_BUNDLE_WEIGHTS -DNET_WEIGHTS_FILE='\"specs/tiny.json\"'", source, NULL);
    const char *weights = dlsym(library, "net_weights");
    assert_non_null(weights);
    assert_int_equal((uintptr_t)weights % 64, 0);
    assert_int_equal(*weights, '{');
    dlclose(library);
}

/* Compiled by libtcc with what glibc's headers do to it; its arrays then lie one behind another: `run` is one
 * that checks them, and reads nothing. */
static void weights_inside_the_code_fit_by_tcc(void **state) {
    Fixture *f = *state;
    const Plan *plan = make_plan_with(f, net, "scalar", "random:1", ACCURACY_FAST);
    const EmitNames names = { .options = "", .header_file = "net.h" };
    const char *text = arena_printf(
        &f->arena,
        "#define __attribute__(words)\nconst char before[] = { 1, 2, 3 };\n#define net_run "
        "network_run\n%s\n#undef net_run\n#define "
        "NET_WORKSPACE_BYTES 64\n"
        "void net_run(const void *weights, void *workspace, const void *input, float *output)\n"
        "{ *output = net_weights_check(net_weights, %zu); output[1] = (int)((size_t)net_weights %% 4); }\n",
        emit_c(&f->arena, plan, &names), plan->blob->size);
    const Jit *jit = jit_compile(&f->arena, plan, text, JIT_TCC, NULL, NULL, &f->diag);
    float output[2] = { -1, -1 };
    if (!jit) fail_msg("%s", f->diag.message);
    jit->run(NULL, NULL, NULL, output);
    assert_true(output[0] == 0 && output[1] == 0);
}

/* Where lines that pass by the last cache are lost before they are used, no line is asked to (decision 075).
 */
static void weights_pass_by_where_that_is_a_gain(void **state) {
    static const struct {
        const char *target;
        bool passing;
    } rows[] = {
        { "zen5", true }, { "zen4", true }, { "avx512", false }, { "avx2", false }, { "sse2", false }
    };
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(rows); i++, reset_fixture(f)) {
        const Plan *plan = plan_spec(f, named_spec(f, "resnet18"), rows[i].target, NULL, ACCURACY_FAST);
        const char *text = emit_c(&f->arena, plan, &(EmitNames){ .options = "" });
        assert_non_null(strstr(text, "PREFETCH(next"));
        assert_int_equal(strstr(text, "PREFETCH_ONCE(") != NULL, rows[i].passing);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(blocks_nest),
        TEST(offsets_are_summed),
        TEST(indices_leave_out_what_is_zero),
        TEST(axes_are_cut),
        TEST(names_become_identifiers),
        TEST(the_header_keeps_the_contract),
        TEST(the_header_refuses_more_threads_than_count),
        TEST(the_header_of_pixels_says_so),
        TEST(the_head_names_everything),
        TEST(comments_tell_activations_of_gates),
        TEST(long_lines_are_broken),
        TEST(comments_tell_shapes),
        TEST(long_stages_are_cut),
        TEST(the_walk_calls_every_layer),
        TEST(small_weights_are_embedded),
        TEST(the_limit_itself_is_embedded),
        TEST(threads_wait_once_a_layer),
        TEST(halves_are_even),
        TEST(a_trace_lies_behind_large_scratch),
        TEST(the_text_is_plain),
        TEST(weights_pass_by_where_that_is_a_gain),
        TEST(emitted_code_checks_its_weights),
        TEST(assembled_weights_are_aligned),
        TEST(weights_inside_the_code_fit_by_tcc),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
