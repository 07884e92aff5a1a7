/* test_tuned.c: the file of measured choices: written, merged, read back, and what is wrong with a wrong one;
 * what selection makes of it. */
#include "catalogue/rows.h"
#include "fixture.h"
#include "plan/plan.h"

static const char spec_text[] =
    "{\"name\":\"net\",\"block\":\"bottleneck\",\"repeats\":[1,1],\"widths\":[16,32],\"batch\":2,"
    "\"stem\":{\"type\":\"cifar\"},\"input\":{\"height\":16,\"width\":12},\"classes\":10}";

static const Tuned *parse(Fixture *f, const char *text, const char *cpu) {
    f->diag.message = NULL;
    return tuned_parse(&f->arena, text, strlen(text), "t.json", cpu, &f->diag);
}

static const Tuned *parse_good(Fixture *f, const char *text, const char *cpu) {
    const Tuned *tuned = parse(f, text, cpu);
    if (!tuned) fail_msg("%s", f->diag.message);
    return tuned;
}

static const Plan *plan_tuned(Fixture *f, const char *target, Accuracy accuracy, const Tuned *tuned) {
    return plan_to_order(&f->arena, make_spec(f, spec_text), target_find(target),
                         &(PlanOrder){ .accuracy = accuracy, .tuned = tuned }, &f->diag);
}

/* ---- Writing and reading back ---- */

static const Choice direct = { .algorithm = ALGORITHM_DIRECT,
                               .tile = { 1, 7, 2 },
                               .order = ORDER_CHANNELS,
                               .prefetch = true,
                               .flat = true,
                               .slices = 2 };
static const Choice winograd = {
    .algorithm = ALGORITHM_WINOGRAD, .tile = { 1, 9, 3 }, .outputs = 4, .strip = 5, .group = 2
};

static const Choice raw = {
    .algorithm = ALGORITHM_WINOGRAD, .tile = { 1, 3, 1 }, .outputs = 4, .raw = true, .strip = 2, .group = 1
};

static const TunedEntry samples[] = {
    { "b", "avx2", "conv1x1 4x1x1 -> 4x1x1", ACCURACY_FAST, direct, 0.25, NULL },
    { "a", "avx2", "conv3x3 8x2x2 -> 8x2x2", ACCURACY_TIGHT, winograd, 1e-5, NULL },
    { "a", "avx2", "conv3x3 8x2x2 -> 8x2x2", ACCURACY_FAST, direct, 3e-5, NULL },
    { "a", "avx2", "conv1x1 \"8\"\x7f", ACCURACY_FAST, direct, 0, NULL },
    { "b", "avx2", "conv3x3 8x2x2 -> 8x2x2", ACCURACY_FAST, raw, 4e-5, NULL },
};

static bool same_entry(const TunedEntry *a, const TunedEntry *b) {
    const Choice *c = &a->choice, *d = &b->choice;
    return !strcmp(a->cpu, b->cpu) && !strcmp(a->target, b->target) && !strcmp(a->layer, b->layer) &&
           a->accuracy == b->accuracy && a->seconds == b->seconds && c->algorithm == d->algorithm &&
           c->tile.rows == d->tile.rows && c->tile.columns == d->tile.columns &&
           c->tile.vectors == d->tile.vectors && c->order == d->order && c->prefetch == d->prefetch &&
           c->outputs == d->outputs && c->raw == d->raw && c->strip == d->strip && c->group == d->group &&
           c->flat == d->flat && c->slices == d->slices;
}

static void comes_back_as_written(void **state) {
    Fixture *f = *state;
    const char *text = tuned_text(&f->arena, NULL, samples, COUNT_OF(samples));
    const Tuned *tuned = parse_good(f, text, "a");
    const int sorted[] = { 3, 2, 1, 0, 4 };
    assert_int_equal(tuned->count, COUNT_OF(samples));
    for (int i = 0; i < COUNT_OF(samples); i++)
        if (sorted[i] != 1) assert_true(same_entry(&tuned->entries[i], &samples[sorted[i]]));
    assert_int_equal(tuned->entries[2].choice.strip, 5);
    assert_string_equal(tuned_text(&f->arena, tuned, NULL, 0), text);
}

static void is_written_so(void **state) {
    Fixture *f = *state;
    assert_string_equal(
        tuned_text(&f->arena, NULL, samples, 2),
        "{\n  \"format\": 1,\n  \"entries\": [\n"
        "    {\"accuracy\": \"tight\", \"choice\": {\"algorithm\": \"winograd\", \"columns\": 9, "
        "\"group\": 2, \"outputs\": 4, \"prefetch\": false, \"strip\": 5, \"vectors\": 3}, "
        "\"cpu\": \"a\", \"layer\": \"conv3x3 8x2x2 -> 8x2x2\", \"seconds\": 1e-5, \"target\": "
        "\"avx2\"},\n"
        "    {\"accuracy\": \"fast\", \"choice\": {\"algorithm\": \"direct\", \"columns\": 7, "
        "\"flat\": true, \"order\": \"channels\", \"prefetch\": true, \"rows\": 1, \"slices\": 2, "
        "\"vectors\": 2}, \"cpu\": "
        "\"b\", \"layer\": \"conv1x1 4x1x1 -> 4x1x1\", \"seconds\": 0.25, \"target\": \"avx2\"}\n"
        "  ]\n}\n");
    assert_string_equal(tuned_text(&f->arena, NULL, NULL, 0),
                        "{\n  \"format\": 1,\n  \"entries\": [\n  ]\n}\n");
}

static void fresh_entries_replace_old_ones(void **state) {
    Fixture *f = *state;
    const Tuned *old = parse_good(f, tuned_text(&f->arena, NULL, samples, COUNT_OF(samples)), "a");
    TunedEntry fresh[] = { samples[2], samples[0] };
    fresh[0].seconds = 8;
    fresh[1].cpu = "c";
    const Tuned *merged = parse_good(f, tuned_text(&f->arena, old, fresh, 2), "a");
    int eights = 0;
    assert_int_equal(merged->count, COUNT_OF(samples) + 1);
    for (int i = 0; i < merged->count; i++) eights += merged->entries[i].seconds == 8;
    assert_int_equal(eights, 1);
    const TunedEntry swapped[] = { fresh[1], fresh[0] };
    assert_string_equal(tuned_text(&f->arena, old, fresh, 2), tuned_text(&f->arena, old, swapped, 2));
}

/* This machine's entries; or those of the only one there is; or none. */
static void takes_one_processor(void **state) {
    Fixture *f = *state;
    const char *both = tuned_text(&f->arena, NULL, samples, COUNT_OF(samples)),
               *one = tuned_text(&f->arena, NULL, samples, 1);
    assert_string_equal(parse_good(f, both, "a")->cpu, "a");
    assert_string_equal(parse_good(f, both, "b")->cpu, "b");
    assert_null(parse_good(f, both, "c")->cpu);
    assert_string_equal(parse_good(f, one, "c")->cpu, "b");
    assert_null(parse_good(f, tuned_text(&f->arena, NULL, NULL, 0), "c")->cpu);
}

/* ---- Wrong files ---- */

#define KEYS(accuracy, choice, layer)                                                                        \
    "{\"accuracy\":\"" accuracy "\",\"choice\":" choice ",\"cpu\":\"a\",\"layer\":\"" layer                  \
    "\",\"seconds\":1,\"target\":\"avx2\"}"
#define FILE_OF(entries) "{\"format\":1,\"entries\":[" entries "]}"
#define DIRECT                                                                                               \
    "{\"algorithm\":\"direct\",\"rows\":1,\"columns\":1,\"vectors\":1,\"order\":\"pixels\",\"prefetch\":"    \
    "true}"

static const struct {
    const char *text, *message;
} wrong[] = {
    { "", "t.json:1:1: expected an object, got an empty file" },
    { "[]", "t.json:1:1: expected an object, got an array" },
    { "{\"format\":1", "t.json:1:12: '}' expected near end of file" },
    { "{\"format\":1}", "t.json:1:1: \"entries\" is missing" },
    { "{\"entries\":[]}", "t.json:1:1: \"format\" is missing" },
    { "{\"format\":2,\"entries\":[]}", "t.json:1:11: /format: expected 1 or less, got 2" },
    { "{\"format\":1,\"entries\":{}}", "t.json:1:23: /entries: expected an array, got an object" },
    { "{\"format\":1,\"entries\":[],\"x\":0}",
      "t.json:1:26: /x: unknown key, expected \"format\" or \"entries\"" },
    { FILE_OF("3"), "t.json:1:24: /entries/0: expected an object, got 3" },
    { FILE_OF("{}"), "t.json:1:24: /entries/0: \"accuracy\" is missing" },
    { FILE_OF(KEYS("loose", DIRECT, "l")),
      "t.json:1:36: /entries/0/accuracy: expected \"fast\" or \"tight\", got \"loose\"" },
    { FILE_OF(KEYS("fast", "{}", "l")), "t.json:1:52: /entries/0/choice: \"algorithm\" is missing" },
    { FILE_OF(KEYS("fast", "1", "l")), "t.json:1:52: /entries/0/choice: expected an object, got 1" },
    { FILE_OF(KEYS("fast", "{\"algorithm\":\"fft\"}", "l")),
      "t.json:1:65: /entries/0/choice/algorithm: expected one of \"direct\", \"winograd\", \"pairs\", "
      "\"winograd-raw\", \"stem\", \"winograd-narrow\", \"winograd-bf16\", got \"fft\"" },
    { FILE_OF(KEYS("fast", "{\"algorithm\":\"direct\",\"group\":1}", "l")),
      "t.json:1:74: /entries/0/choice/group: unknown key" },
    { FILE_OF(KEYS("fast", "{\"algorithm\":\"direct\",\"slices\":0}", "l")),
      "t.json:1:52: /entries/0/choice: \"rows\" is missing" },
    { FILE_OF(KEYS("fast", "{\"algorithm\":\"winograd\",\"columns\":1}", "l")),
      "t.json:1:52: /entries/0/choice: \"vectors\" is missing" },
    { FILE_OF(KEYS("fast", "{\"algorithm\":\"winograd-raw\",\"columns\":1,\"vectors\":1}", "l")),
      "t.json:1:92: /entries/0/choice/vectors: unknown key, expected one of \"algorithm\", \"columns\", "
      "\"outputs\", \"strip\"" },
    { FILE_OF(KEYS("fast", DIRECT, "l") "," KEYS("fast", DIRECT, "l")),
      "t.json:1:192: /entries/1: the same cpu, target, accuracy and layer as /entries/0" },
};

static void wrong_files_are_refused(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(wrong); i++) {
        assert_null(parse(f, wrong[i].text, "a"));
        assert_int_equal(f->diag.status, STATUS_INPUT);
        assert_string_equal(f->diag.message, wrong[i].message);
    }
}

/* ---- Selection ---- */

static const char *key_of(Fixture *f, const Plan *plan, const char *name) {
    const Query q = query_of(plan->layers, plan->layouts, plan->target, find_layer(plan->layers, name));
    return layer_key(&f->arena, &q);
}

static void layers_have_keys(void **state) {
    Fixture *f = *state;
    const Plan *plan = plan_tuned(f, "avx2", ACCURACY_FAST, NULL);
    assert_string_equal(key_of(f, plan, "layer2.0.conv2"),
                        "conv3x3 32x16x12 -> 32x8x6, stride 2, relu, batch 2");
    assert_string_equal(key_of(f, plan, "layer2.0.conv3"),
                        "conv1x1 32x8x6 -> 128x8x6, add, relu, flat, batch 2");
    assert_string_equal(key_of(f, plan, "layer2.0.downsample.0"),
                        "conv1x1 64x16x12 -> 128x8x6, stride 2, flat, batch 2");
    assert_string_equal(key_of(f, plan, "fc"), "linear 128x1x1 -> 10x1x1, batch 2");
}

static const char *file_for(Fixture *f, const char *choice, const char *accuracy) {
    return arena_printf(&f->arena,
                        "{\"format\":1,\"entries\":[{\"accuracy\":\"%s\",\"choice\":%s,\"cpu\":\"a\","
                        "\"layer\":\"conv3x3 16x16x12 -> 16x16x12, relu, batch 2\",\"seconds\":1,"
                        "\"target\":\"avx2\"}]}",
                        accuracy, choice);
}

static const char winograd_text[] = "{\"algorithm\":\"winograd\",\"columns\":5,\"vectors\":2,\"outputs\":2,"
                                    "\"strip\":3,\"group\":1,\"prefetch\":true}";

static void choices_come_from_the_file(void **state) {
    Fixture *f = *state;
    const Tuned *tuned = parse_good(f, file_for(f, winograd_text, "fast"), "elsewhere");
    const Plan *plan = plan_tuned(f, "avx2", ACCURACY_FAST, tuned);
    assert_non_null(plan);
    const Choice *c = &plan->choices[find_layer(plan->layers, "layer1.0.conv2")];
    assert_true(c->algorithm == ALGORITHM_WINOGRAD && c->outputs == 2 && c->strip == 3 && c->group == 1);
    assert_true(c->tile.columns == 5 && c->tile.vectors == 2 && c->prefetch && c->scratch > 0);
    assert_int_equal(f->diag.note_count, 1);
    assert_string_equal(f->diag.notes[0],
                        "t.json has no choice for 9 of 10 layers: the cost model's are taken");
}

static bool has_key(const TunedEntry *entries, int count, const char *key) {
    for (int i = 0; i < count; i++)
        if (!strcmp(entries[i].layer, key)) return true;
    return false;
}

/* The file of all choices of one network, as if measured. */
static const Tuned *choices_of(Fixture *f, const Plan *plan) {
    TunedEntry *entries = arena_array(&f->arena, TunedEntry, plan->layers->count);
    int count = 0;
    for (int v = 0; v < plan->layers->count; v++) {
        if (!has_weights(&plan->layers->layers[v])) continue;
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        const char *key = layer_key(&f->arena, &q);
        if (!has_key(entries, count, key))
            entries[count++] =
                (TunedEntry){ "a", plan->target->name, key, plan->accuracy, plan->choices[v], 1, NULL };
    }
    return parse_good(f, tuned_text(&f->arena, NULL, entries, count), "a");
}

static const Plan *plan_text(Fixture *f, const char *json, const Tuned *tuned) {
    const PlanOrder order = { .accuracy = ACCURACY_FAST, .tuned = tuned };
    return plan_to_order(&f->arena, make_spec(f, json), target_find("avx2"), &order, &f->diag);
}

/* Layers of the same shape may have a border in one network and none in another; so may their inputs. */
static void related_networks_share_a_file(void **state) {
    Fixture *f = *state;
    static const char *const networks[] = {
        "{\"block\":\"basic\",\"repeats\":[1,1,1,1],\"input\":{\"height\":64,\"width\":64}}",
        "{\"block\":\"basic\",\"repeats\":[1,1,1,2],\"input\":{\"height\":64,\"width\":64}}",
        "{\"block\":\"bottleneck\",\"expansion\":2,\"repeats\":[1,1,1,2],\"strides\":[1,1,2,2],"
        "\"input\":{\"height\":64,\"width\":64}}",
        "{\"block\":\"basic\",\"repeats\":[1,1],\"strides\":[1,1],\"input\":{\"height\":64,\"width\":64}}",
        "{\"block\":\"basic\",\"repeats\":[1,2,1,1],\"strides\":[1,1,2,2],"
        "\"input\":{\"height\":64,\"width\":64}}",
        "{\"block\":\"basic\",\"repeats\":[1,2,1,1],\"strides\":[1,1,2,2],\"dilations\":[1,2,1,1],"
        "\"input\":{\"height\":64,\"width\":64}}",
        "{\"block\":\"bottleneck\",\"repeats\":[1,2,2],\"widths\":[64,64,64],\"strides\":[1,1,1],"
        "\"dilations\":[1,2,4],\"input\":{\"height\":64,\"width\":64}}",
        "{\"block\":\"basic\",\"repeats\":[1,1,1,2],\"padding\":\"same\",\"input\":{\"height\":64,"
        "\"width\":64}}",
    };
    for (int i = 0; i < COUNT_OF(networks); i++)
        for (int j = 0; j < COUNT_OF(networks); j++) {
            const Tuned *tuned = choices_of(f, plan_text(f, networks[i], NULL));
            if (!plan_text(f, networks[j], tuned)) fail_msg("%d for %d: %s", i, j, f->diag.message);
        }
}

/* Another target's, another accuracy's, another processor's where there are several: the model chooses. */
static void other_entries_do_not_matter(void **state) {
    Fixture *f = *state;
    const Tuned *tuned = parse_good(f, file_for(f, winograd_text, "fast"), "a");
    const struct {
        const char *target;
        Accuracy accuracy;
    } others[] = { { "sse2", ACCURACY_FAST }, { "avx2", ACCURACY_TIGHT } };
    for (int i = 0; i < COUNT_OF(others); i++) {
        const Plan *with = plan_tuned(f, others[i].target, others[i].accuracy, tuned),
                   *without = plan_tuned(f, others[i].target, others[i].accuracy, NULL);
        assert_true(with->blob->fingerprint == without->blob->fingerprint);
    }
}

/* --tune measures what the system's compiler makes; libtcc's kernels cannot do all of it. */
static void the_catalogue_takes_what_it_can(void **state) {
    Fixture *f = *state;
    static const char sliced[] = "{\"algorithm\":\"direct\",\"rows\":1,\"columns\":5,\"vectors\":1,\"order\":"
                                 "\"channels\",\"prefetch\":false,\"slices\":2}";
    const Tuned *tuned = parse_good(f, file_for(f, sliced, "fast"), "a");
    const Plan *emitted = plan_tuned(f, "avx2", ACCURACY_FAST, tuned);
    const PlanOrder order = { .accuracy = ACCURACY_FAST, .tuned = tuned };
    const Target *target = catalogue_target(&f->arena, target_find("avx2"));
    const Plan *jit = plan_to_order(&f->arena, make_spec(f, spec_text), target, &order, &f->diag);
    assert_non_null(emitted);
    assert_non_null(jit);
    int v = find_layer(emitted->layers, "layer1.0.conv2");
    assert_int_equal(emitted->choices[v].slices, 2);
    assert_true(jit->choices[v].slices < 2);
}

static const struct {
    const char *choice, *accuracy, *message;
} impossible[] = {
    { "{\"algorithm\":\"direct\",\"rows\":1,\"columns\":1,\"vectors\":5,\"order\":\"pixels\",\"prefetch\":"
      "true}",
      "fast", "no tile of avx2 has 5 vectors" },
    { "{\"algorithm\":\"direct\",\"rows\":1,\"columns\":1,\"vectors\":4,\"order\":\"pixels\",\"prefetch\":"
      "true}",
      "fast", "no tile of avx2 has 4 vectors" },
    { "{\"algorithm\":\"direct\",\"rows\":1,\"columns\":1,\"vectors\":3,\"order\":\"pixels\",\"prefetch\":"
      "true}",
      "fast", "3 vectors do not divide the layer's 2" },
    { "{\"algorithm\":\"direct\",\"rows\":2,\"columns\":4,\"vectors\":2,\"order\":\"pixels\",\"prefetch\":"
      "true}",
      "fast", "a tile of 2 x 4 pixels does not fit: avx2 holds 1 to 6 of 2 vectors" },
    { "{\"algorithm\":\"direct\",\"rows\":16777216,\"columns\":12,\"vectors\":1,\"order\":\"pixels\","
      "\"prefetch\":true}",
      "fast", "a tile of 16777216 x 12 pixels does not fit: avx2 holds 1 to 12 of 1 vector" },
    { "{\"algorithm\":\"winograd\",\"columns\":5,\"vectors\":2,\"outputs\":4,\"strip\":1,\"group\":1,"
      "\"prefetch\":true}",
      "tight", "outputs must be 2, got 4" },
    { "{\"algorithm\":\"winograd\",\"columns\":5,\"vectors\":2,\"outputs\":7,\"strip\":1,\"group\":1,"
      "\"prefetch\":true}",
      "fast", "outputs must be 2 to 6, got 7" },
    { "{\"algorithm\":\"winograd\",\"columns\":5,\"vectors\":2,\"outputs\":4,\"strip\":5,\"group\":1,"
      "\"prefetch\":true}",
      "fast", "strip must be 1 to 4, got 5" },
    { "{\"algorithm\":\"winograd\",\"columns\":5,\"vectors\":1,\"outputs\":4,\"strip\":4,\"group\":3,"
      "\"prefetch\":true}",
      "fast", "group must divide 2, got 3" },
    { "{\"algorithm\":\"winograd-narrow\",\"columns\":5,\"vectors\":2,\"outputs\":2,\"strip\":3,\"group\":1,"
      "\"prefetch\":true}",
      "fast", "this layer cannot be computed by winograd-narrow" },
    { "{\"algorithm\":\"winograd-raw\",\"columns\":3,\"outputs\":4,\"strip\":4}", "fast",
      "columns must be 1 to 2, got 3" },
    { "{\"algorithm\":\"winograd-raw\",\"columns\":1,\"outputs\":4,\"strip\":1}", "tight",
      "outputs must be 2, got 4" },
};

static void impossible_choices_are_refused(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(impossible); i++) {
        const Tuned *tuned = parse_good(f, file_for(f, impossible[i].choice, impossible[i].accuracy), "a");
        Accuracy accuracy = strcmp(impossible[i].accuracy, "fast") ? ACCURACY_TIGHT : ACCURACY_FAST;
        assert_null(plan_tuned(f, "avx2", accuracy, tuned));
        assert_int_equal(f->diag.status, STATUS_INPUT);
        const char *head = arena_printf(&f->arena, "t.json:1:%zu: /entries/0/choice: layer1.0.conv2: ",
                                        strlen("{\"format\":1,\"entries\":[{\"accuracy\":\"\",\"choice\":") +
                                            strlen(impossible[i].accuracy) + 1);
        assert_string_equal(f->diag.message, arena_printf(&f->arena, "%s%s", head, impossible[i].message));
    }
}

/* Grouped convolutions, the first, and others that winograd cannot compute. */
static void winograd_is_refused_where_it_does_not_suit(void **state) {
    Fixture *f = *state;
    const Plan *plan = plan_tuned(f, "scalar", ACCURACY_FAST, NULL);
    Choice c = { .algorithm = ALGORITHM_WINOGRAD, .tile = { 1, 1, 1 }, .outputs = 2, .strip = 1, .group = 1 };
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        if (!has_weights(layer)) continue;
        const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
        if (layer->kernel == 3 && !suits_stem(&q)) continue;
        assert_string_equal(complete_choice(&f->arena, &q, ACCURACY_FAST, &c),
                            "this layer cannot be computed by winograd");
    }
}

/* ---- Candidates ---- */

/* The model's first, and some other. */
static void check_candidates(Fixture *f, const Query *q, Accuracy accuracy) {
    const Candidate *list;
    int count = list_candidates(&f->arena, q, accuracy, &list);
    const Choice best = best_by_model(q, accuracy).choice;
    assert_true(count > 1 && list[0].choice.algorithm == best.algorithm);
    assert_memory_equal(&list[0].choice.tile, &best.tile, sizeof best.tile);
    assert_int_equal(list[0].choice.strip, best.strip);
    for (int i = 0; i < count; i++) {
        Choice c = list[i].choice;
        const char *fault = complete_choice(&f->arena, q, accuracy, &c);
        if (fault) fail_msg("%s", fault);
        assert_true(list[i].cycles > 0 && list[i].cycles < 1e300);
        if (i > 1) assert_true(list[i].cycles >= list[i - 1].cycles);
        if (accuracy == ACCURACY_TIGHT && c.algorithm == ALGORITHM_WINOGRAD) assert_true(c.outputs <= 2);
    }
}

static void candidates_are_legal(void **state) {
    Fixture *f = *state;
    static const char *const specs[] = { "resnet50", "resnet18", "resnext50_32x4d", "resnet20-cifar" };
    for (int i = 0; i < COUNT_OF(specs) * target_count; i++) {
        const Target *target = targets[i % target_count];
        const Plan *plan =
            plan_spec(f, named_spec(f, specs[i / target_count]), target->name, NULL, ACCURACY_FAST);
        for (int v = 0; v < plan->layers->count; v++) {
            if (!has_weights(&plan->layers->layers[v])) continue;
            const Query q = query_of(plan->layers, plan->layouts, target, v);
            check_candidates(f, &q, ACCURACY_FAST);
            check_candidates(f, &q, ACCURACY_TIGHT);
        }
    }
}

static void the_processor_has_a_name(void **state) {
    Fixture *f = *state;
    const char *name = processor_name(&f->arena);
    assert_true(strlen(name) > 2 && name[0] != ' ');
    assert_string_equal(name, processor_name(&f->arena));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(comes_back_as_written),          TEST(is_written_so),
        TEST(fresh_entries_replace_old_ones), TEST(takes_one_processor),
        TEST(wrong_files_are_refused),        TEST(layers_have_keys),
        TEST(choices_come_from_the_file),     TEST(related_networks_share_a_file),
        TEST(other_entries_do_not_matter),    TEST(the_catalogue_takes_what_it_can),
        TEST(impossible_choices_are_refused), TEST(winograd_is_refused_where_it_does_not_suit),
        TEST(candidates_are_legal),           TEST(the_processor_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
