/* test_tuned_stem.c: the first convolution's choices: in a file, back from it, what is refused, and those
 * worth measuring. */
#include "fixture.h"
#include "plan/plan.h"

/* With AVX2: 3 vectors, of 5 pairs of rows before the pool, 5 tiles a row. */
#define SPEC(stem)                                                                                           \
    "{\"name\":\"net\",\"block\":\"basic\",\"repeats\":[1],\"widths\":[24],\"stem\":{" stem                  \
    ",\"width\":24},\"input\":{\"height\":19,\"width\":37},\"classes\":5}"
#define POOLED SPEC("\"kernel\":7,\"stride\":2,\"pool\":\"max\"")
#define PLAIN  SPEC("\"kernel\":7,\"stride\":2,\"pool\":null")

enum { STEM = 1 }; /* the first layer behind the input */

static const Plan *plan_tuned(Fixture *f, const char *json, const char *target, const Tuned *tuned) {
    f->diag = (Diag){ .arena = &f->arena };
    const PlanOrder order = { .tuned = tuned, .economy = { .prefer = PREFER_SPEED } };
    return plan_to_order(&f->arena, make_spec(f, json), target_find(target), &order, &f->diag);
}

static const char *key_of(Fixture *f, const char *json, int v) {
    const Plan *plan = plan_tuned(f, json, "avx2", NULL);
    const Query q = query_of(plan->layers, plan->layouts, plan->target, v);
    return layer_key(&f->arena, &q);
}

/* A file with one choice, for a layer of the network. */
static const char *file_for(Fixture *f, const char *json, int v, const char *choice) {
    return arena_printf(
        &f->arena,
        "{\n  \"format\": 1,\n  \"entries\": [\n    {\"accuracy\": \"fast\", \"choice\": %s, "
        "\"cpu\": \"a\", \"layer\": \"%s\", \"seconds\": 0.5, \"target\": \"avx2\"}\n  ]\n}\n",
        choice, key_of(f, json, v));
}

static const Tuned *parse(Fixture *f, const char *text) {
    f->diag = (Diag){ .arena = &f->arena };
    return tuned_parse(&f->arena, text, strlen(text), "t.json", "a", &f->diag);
}

static const Plan *plan_by(Fixture *f, const char *json, const char *choice) {
    const Tuned *tuned = parse(f, file_for(f, json, STEM, choice));
    if (!tuned) fail_msg("%s", f->diag.message);
    return plan_tuned(f, json, "avx2", tuned);
}

#define CHOICE(columns, strip, vectors)                                                                      \
    "{\"algorithm\": \"stem\", \"columns\": " columns ", \"strip\": " strip ", \"vectors\": " vectors "}"
#define DIRECT                                                                                               \
    "{\"algorithm\": \"direct\", \"columns\": 4, \"order\": \"pixels\", \"prefetch\": false, \"rows\": 1, "  \
    "\"vectors\": 1}"

/* Two layers of one shape share an entry; these cannot. */
static void the_key_tells_it_from_others(void **state) {
    Fixture *f = *state;
    const char alike[] = "{\"name\":\"net\",\"block\":\"basic\",\"repeats\":[1],\"widths\":[24],\"stem\":"
                         "{\"type\":\"cifar\"},\"input\":{\"channels\":24,\"height\":9,\"width\":9}}";
    assert_string_equal(key_of(f, POOLED, STEM), "conv7x7 3x19x37 -> 24x5x10, stride 2, first, relu, pool");
    assert_string_equal(key_of(f, PLAIN, STEM), "conv7x7 3x19x37 -> 24x10x19, stride 2, first, relu");
    assert_string_equal(key_of(f, alike, STEM), "conv3x3 24x9x9 -> 24x9x9, first, relu");
    assert_string_equal(key_of(f, alike, STEM + 1), "conv3x3 24x9x9 -> 24x9x9, relu");
}

static void comes_back_as_written(void **state) {
    Fixture *f = *state;
    const char *text = file_for(f, POOLED, STEM, CHOICE("4", "3", "1"));
    const Tuned *tuned = parse(f, text);
    assert_non_null(tuned);
    const Choice *c = &tuned->entries[0].choice;
    assert_true(c->algorithm == ALGORITHM_STEM && c->strip == 3 && !c->pairs && !c->prefetch);
    assert_true(c->tile.rows == 1 && c->tile.columns == 4 && c->tile.vectors == 1);
    assert_string_equal(tuned_text(&f->arena, tuned, NULL, 0), text);
}

static void the_choice_comes_from_the_file(void **state) {
    Fixture *f = *state;
    const Plan *plan = plan_by(f, POOLED, CHOICE("4", "5", "1"));
    if (!plan) fail_msg("%s", f->diag.message);
    const Choice *c = &plan->choices[STEM];
    assert_true(c->algorithm == ALGORITHM_STEM && c->strip == 5 && c->group == 3 && c->scratch > 0);
    assert_true(c->tile.rows == 1 && c->tile.columns == 4 && c->tile.vectors == 1);
    assert_string_equal(f->diag.notes[0],
                        "t.json has no choice for 3 of 4 layers: the cost model's are taken");
}

/* Scratch is for the strip, not for the model's. */
static void scratch_follows_the_strip(void **state) {
    Fixture *f = *state;
    const Plan *low = plan_by(f, POOLED, CHOICE("4", "1", "1")),
               *high = plan_by(f, POOLED, CHOICE("4", "5", "1"));
    assert_true(low->choices[STEM].scratch < high->choices[STEM].scratch);
    assert_true(low->workspace.scratch <= high->workspace.scratch);
}

/* The width of panels is the order of the weights; how the image is walked is not. */
static void the_fingerprint_is_the_packing(void **state) {
    Fixture *f = *state;
    const uint64_t narrow = plan_by(f, POOLED, CHOICE("4", "1", "1"))->blob->fingerprint;
    assert_true(narrow == plan_by(f, POOLED, CHOICE("2", "5", "1"))->blob->fingerprint);
    assert_true(narrow != plan_by(f, POOLED, CHOICE("4", "1", "3"))->blob->fingerprint);
    const uint64_t filtered = plan_by(f, PLAIN, CHOICE("4", "1", "1"))->blob->fingerprint;
    assert_true(filtered != plan_by(f, PLAIN, DIRECT)->blob->fingerprint);
}

static const struct {
    const char *choice, *message;
} impossible[] = {
    { CHOICE("4", "6", "1"), "strip must be 1 to 5, got 6" },
    { CHOICE("4", "1", "2"), "2 vectors do not divide the layer's 3" },
    { CHOICE("4", "1", "4"), "no tile of avx2 has 4 vectors" },
    { CHOICE("13", "1", "1"), "a tile of 1 x 13 pixels does not fit: avx2 holds 1 to 12 of 1 vector" },
    { DIRECT, "this layer has its max pool behind it: only stem computes both" },
};

static void impossible_choices_are_refused(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(impossible); i++) {
        assert_null(plan_by(f, POOLED, impossible[i].choice));
        assert_int_equal(f->diag.status, STATUS_INPUT);
        assert_string_equal(
            f->diag.message,
            arena_printf(&f->arena, "t.json:4:36: /entries/0/choice: conv1: %s", impossible[i].message));
    }
}

static const struct {
    const char *choice, *message;
} wrong[] = {
    { "{\"algorithm\": \"stem\", \"columns\": 4, \"strip\": 1}",
      "t.json:4:36: /entries/0/choice: \"vectors\" is missing" },
    { CHOICE("4", "0", "1"), "t.json:4:81: /entries/0/choice/strip: expected 1 or more, got 0" },
    { "{\"algorithm\": \"stem\", \"group\": 3}",
      "t.json:4:58: /entries/0/choice/group: unknown key, expected one of \"algorithm\", \"columns\", "
      "\"vectors\", \"strip\"" },
};

static void wrong_choices_are_refused(void **state) {
    Fixture *f = *state;
    for (int i = 0; i < COUNT_OF(wrong); i++) {
        assert_null(parse(f, file_for(f, POOLED, STEM, wrong[i].choice)));
        assert_int_equal(f->diag.status, STATUS_INPUT);
        assert_string_equal(f->diag.message, wrong[i].message);
    }
}

static void other_layers_cannot_have_it(void **state) {
    Fixture *f = *state;
    const Tuned *tuned = parse(f, file_for(f, POOLED, STEM + 1, CHOICE("1", "1", "1")));
    assert_non_null(tuned);
    assert_null(plan_tuned(f, POOLED, "avx2", tuned));
    assert_string_equal(
        f->diag.message,
        "t.json:4:36: /entries/0/choice: layer1.0.conv1: this layer cannot be computed by stem");
}

/* ---- Candidates ---- */

static bool varies(const Choice *a, const Choice *b) {
    return a->strip != b->strip || a->tile.columns != b->tile.columns || a->tile.vectors != b->tile.vectors;
}

/* What differs from the model's choice: strips, tiles, or the algorithm. Returns how many are direct. */
static int check_candidates(Fixture *f, const char *json, const char *target) {
    const Plan *plan = plan_tuned(f, json, target, NULL);
    const Query q = query_of(plan->layers, plan->layouts, plan->target, STEM);
    const Candidate *list;
    int count = list_candidates(&f->arena, &q, ACCURACY_FAST, &list), strips = 0, widths = 0, direct = 0;
    assert_memory_equal(&list[0].choice.tile, &plan->choices[STEM].tile, sizeof(Tile));
    for (int i = 0; i < count; i++) {
        const Choice *c = &list[i].choice, *first = &list[0].choice;
        bool stem = c->algorithm == ALGORITHM_STEM;
        direct += !stem;
        strips += stem && c->strip != first->strip;
        widths += stem && c->tile.vectors != first->tile.vectors;
        for (int j = 0; stem && j < i; j++)
            assert_true(list[j].choice.algorithm != ALGORITHM_STEM || varies(c, &list[j].choice));
    }
    assert_true(strips > 0 && widths > 0 && count - direct <= 12);
    return direct;
}

static void candidates_vary(void **state) {
    Fixture *f = *state;
    const char resnet[] = "{\"name\":\"net\",\"block\":\"basic\",\"repeats\":[1]}";
    for (int i = 0; i < target_count; i++) {
        assert_int_equal(check_candidates(f, resnet, targets[i]->name), 0);
        assert_true(
            check_candidates(
                f, "{\"name\":\"net\",\"block\":\"basic\",\"repeats\":[1],\"stem\":{\"type\":\"cifar\"}}",
                targets[i]->name) > 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_key_tells_it_from_others),
        TEST(comes_back_as_written),
        TEST(the_choice_comes_from_the_file),
        TEST(scratch_follows_the_strip),
        TEST(the_fingerprint_is_the_packing),
        TEST(impossible_choices_are_refused),
        TEST(wrong_choices_are_refused),
        TEST(other_layers_cannot_have_it),
        TEST(candidates_vary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
