/* test_invalid_calibrations.c: every wrong calibration under tests/invalid gives its line; one that is right
 * is changed at random places: what is refused has one message with a place, what is not becomes integers. */
#include "fixture.h"

enum { MUTATIONS = 5000, LARGEST_STRETCH = 80 };

static Calibrated network_of(Fixture *f, const Spec *spec) {
    const PlanOrder order = { .weights = "random:1", .pools_apart = true };
    const Plan *plan = spec ? plan_layers(&f->arena, spec, &order, &f->diag) : NULL;
    if (!plan) fail_msg("%s", f->diag.message);
    return (Calibrated){ plan->spec, plan->graph, plan->layers, weights_hash(plan->graph, plan->weights) };
}

/* ---- Files ---- */

static CaseResult check_calibration(Fixture *f, const char *folder) {
    const char *path = case_file(&f->arena, folder, "calibration.json");
    const Calibrated network = network_of(f, spec_load(&f->arena, "tests/invalid/calibrated.json", &f->diag));
    FileView file;
    if (!file_read(&f->arena, path, &file, &f->diag)) return CASE_FAILS;
    const Calibration *kept = kept_parse(&f->arena, &network, file, path, &f->diag);
    const char *message = f->diag.message ? f->diag.message : "(no error)";
    bool same = is_answer(f, folder, arena_printf(&f->arena, "resnetc: %s\n", message));
    return same && !kept && f->diag.status == STATUS_INPUT ? CASE_PASSES : CASE_FAILS;
}

static void every_case_gives_its_line(void **state) {
    (void)state;
    check_cases("tests/invalid", "calibration-*", 75, check_calibration);
}

/* ---- Mutations ---- */

static const char *const numbers[] = { "0",    "-0",    "0.5",   "-0.5",  "1e-45", "-1e-30",
                                       "3e38", "-3e38", "1e400", "-1e39", "1",     "9999999999999999999999" };
static const char *const pieces[] = { "NaN",
                                      "null",
                                      "\"",
                                      "\\u0000",
                                      "{",
                                      "}",
                                      "[",
                                      "]",
                                      ",",
                                      "\"in\": \"fp32\", ",
                                      "\"before\": [-1, 1], ",
                                      "\"auto\": {\"max-drop\": 1}, " };

static size_t below(uint64_t *state, size_t count) { return (size_t)(split_mix(state) % count); }

/* Puts `with` in place of `gone` bytes at a place. */
static void splice(Arena *arena, Text *text, size_t at, size_t gone, const char *with, size_t length) {
    Text spliced = { .arena = arena };
    text_append(&spliced, text->bytes, at);
    text_append(&spliced, with, length);
    text_append(&spliced, text->bytes + at + gone, text->length - at - gone);
    *text = spliced;
}

static const char *one_of(uint64_t *state, const char *const *texts, int count) {
    return texts[below(state, (size_t)count)];
}

/* The first number behind a place becomes another one. */
static void change_number(Arena *arena, Text *text, size_t at, uint64_t *state) {
    const char *number = one_of(state, numbers, COUNT_OF(numbers));
    at += strcspn(text->bytes + at, "-0123456789");
    splice(arena, text, at, strspn(text->bytes + at, "-.e+0123456789"), number, strlen(number));
}

static void mutate(Arena *arena, Text *text, uint64_t *state) {
    const size_t at = below(state, text->length);
    const char byte = (char)below(state, 256), *piece = one_of(state, pieces, COUNT_OF(pieces));
    size_t stretch = 1 + below(state, LARGEST_STRETCH);
    if (stretch > text->length - at) stretch = text->length - at;
    switch (below(state, 8)) {
    case 0:
        splice(arena, text, at, 1, &byte, 1);
        break;
    case 1:
        splice(arena, text, at, stretch, "", 0);
        break;
    case 2:
        splice(arena, text, at, 0, text->bytes + at, stretch);
        break;
    case 3:
        splice(arena, text, at, text->length - at, "", 0);
        break;
    case 4:
        splice(arena, text, at, 0, piece, strlen(piece));
        break;
    default:
        change_number(arena, text, at, state);
    }
}

/* ---- What is made of them ---- */

/* "kept.json:12:34: what is wrong", on one line. */
static bool has_place(const char *message) {
    int line, column, end = 0;
    return sscanf(message, "kept.json:%d:%d: %n", &line, &column, &end) == 2 && end > 0 && message[end] &&
           !strchr(message, '\n');
}

/* Ranges may be so far apart that sums do not fit: that is said, too. */
static bool becomes_integers(Fixture *f, const Spec *spec, const Calibration *kept) {
    const PlanOrder order = { .weights = "random:1",
                              .precision = kept->floats ? PRECISION_AUTO : PRECISION_INT8,
                              .ranges = kept->ranges,
                              .floats = kept->floats };
    return plan_to_order(&f->arena, spec, target_find("scalar"), &order, &f->diag) ||
           strstr(f->diag.message, "expected sums that fit into 32 bits");
}

static void check_mutation(const Calibrated *network, const FileView *golden, uint64_t seed, int *refused) {
    Fixture f = { .diag = { .arena = NULL } };
    uint64_t state = seed;
    Text text = { .arena = &f.arena };
    f.diag.arena = &f.arena;
    text_append(&text, (const char *)golden->bytes, golden->size);
    for (size_t left = 1 + below(&state, 3); left && text.length; left--) mutate(&f.arena, &text, &state);
    const FileView view = { .bytes = (const unsigned char *)text.bytes, .size = text.length };
    const Calibration *kept = kept_parse(&f.arena, network, view, "kept.json", &f.diag);
    *refused += !kept;
    if (!kept != !!f.diag.message || (!kept && f.diag.status != STATUS_INPUT)) fail_msg("seed %d", (int)seed);
    if (!kept && !has_place(f.diag.message)) fail_msg("seed %d: %s", (int)seed, f.diag.message);
    if (kept && !becomes_integers(&f, network->spec, kept))
        fail_msg("seed %d: %s", (int)seed, f.diag.message);
    arena_free(&f.arena);
}

static void mutations_have_one_message_at_most(void **state) {
    Fixture *f = *state;
    const Calibrated network = network_of(f, named_spec(f, "tiny"));
    FileView golden;
    int refused = 0;
    if (!file_read(&f->arena, "tests/golden/tiny-calibration.json", &golden, &f->diag))
        fail_msg("%s", f->diag.message);
    for (uint64_t seed = 0; seed < MUTATIONS; seed++) check_mutation(&network, &golden, seed, &refused);
    printf("%d of %d were refused\n", refused, MUTATIONS);
    assert_in_range(refused, MUTATIONS / 2, MUTATIONS - MUTATIONS / 40);
}

int main(void) {
    const struct CMUnitTest tests[] = { TEST(every_case_gives_its_line),
                                        TEST(mutations_have_one_message_at_most) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
