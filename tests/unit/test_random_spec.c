/* test_random_spec.c: random specs are valid, and have every key of the schema, each with all its words. */
#include "fixture.h"
#include "random_spec.h"
#include "json/json.h"

enum { SEEDS = 600 };

typedef struct {
    Arena *arena;
    json_t *schema;
    int places; /* keys and words that were looked for */
    bool good;
} Coverage;

static void look_for(Coverage *c, bool found, const char *pointer, const char *what) {
    c->places++;
    if (found) return;
    c->good = false;
    printf("%s: no random spec has %s\n", pointer, what);
}

/* ---- The schema ---- */

static json_t *resolve(const Coverage *c, json_t *schema) {
    const char *name = json_string_value(json_object_get(schema, "$ref"));
    return name ? json_object_get(json_object_get(c->schema, "$defs"), name + strlen("#/$defs/")) : schema;
}

static bool has_item(const json_t *array, const json_t *value) {
    for (size_t i = 0; i < json_array_size(array); i++)
        if (json_equal(json_array_get(array, i), value)) return true;
    return false;
}

/* Whether the object has the type that an alternative of objects asks for. */
static bool has_type(json_t *schema, const json_t *object) {
    json_t *type = json_object_get(json_object_get(schema, "properties"), "type");
    json_t *constant = json_object_get(type, "const");
    return !constant || json_equal(constant, json_object_get(object, "type"));
}

/* Which alternative of a oneOf a value is of. */
static bool is_of(const Coverage *c, json_t *schema, const json_t *value) {
    json_t *plain = resolve(c, schema);
    const char *type = json_string_value(json_object_get(plain, "type"));
    if (type && !strcmp(type, "object")) return json_is_object(value) && has_type(plain, value);
    if (type && !strcmp(type, "null")) return json_is_null(value);
    return !json_is_object(value) && has_item(json_object_get(plain, "enum"), value);
}

/* ---- The values that specs have at a place of it ---- */

typedef void Check(Coverage *c, json_t *schema, json_t *values, const char *pointer);
static Check check_schema;

static void check_words(Coverage *c, json_t *schema, json_t *values, const char *pointer) {
    json_t *words = json_object_get(schema, "enum"), *constant = json_object_get(schema, "const");
    for (size_t i = 0; i < json_array_size(words); i++) {
        json_t *word = json_array_get(words, i);
        if (json_is_string(word)) look_for(c, has_item(values, word), pointer, json_string_value(word));
        if (json_is_null(word)) look_for(c, has_item(values, word), pointer, "null");
    }
    if (constant) look_for(c, has_item(values, constant), pointer, json_string_value(constant));
}

static void check_type(Coverage *c, json_t *schema, json_t *values, const char *pointer) {
    const char *type = json_string_value(json_object_get(schema, "type"));
    if (!type || strcmp(type, "boolean") != 0) return;
    look_for(c, has_item(values, json_true()), pointer, "true");
    look_for(c, has_item(values, json_false()), pointer, "false");
}

/* What objects have under each key, and arrays as items. */
static void check_members_of(Coverage *c, json_t *schema, json_t *values, const char *pointer) {
    const char *key;
    json_t *property;
    json_object_foreach(json_object_get(schema, "properties"), key, property) {
        json_t *under = json_array();
        for (size_t i = 0; i < json_array_size(values); i++) {
            json_t *value = json_object_get(json_array_get(values, i), key);
            if (value) json_array_append(under, value);
        }
        const char *place = arena_printf(c->arena, "%s/%s", pointer, key);
        look_for(c, json_array_size(under) > 0, place, "it");
        check_schema(c, property, under, place);
        json_decref(under);
    }
}

static void check_items(Coverage *c, json_t *schema, json_t *values, const char *pointer) {
    json_t *items = json_object_get(schema, "items"), *all = json_array();
    for (size_t i = 0; items && i < json_array_size(values); i++)
        if (json_is_array(json_array_get(values, i))) json_array_extend(all, json_array_get(values, i));
    if (items) check_schema(c, items, all, arena_printf(c->arena, "%s/*", pointer));
    json_decref(all);
}

static void check_alternatives(Coverage *c, json_t *schema, json_t *values, const char *pointer) {
    json_t *alternatives = json_object_get(schema, "oneOf");
    for (size_t a = 0; a < json_array_size(alternatives); a++) {
        json_t *alternative = json_array_get(alternatives, a), *of_it = json_array();
        for (size_t i = 0; i < json_array_size(values); i++)
            if (is_of(c, alternative, json_array_get(values, i)))
                json_array_append(of_it, json_array_get(values, i));
        const char *which = arena_printf(c->arena, "alternative %zu", a);
        look_for(c, json_array_size(of_it) > 0, pointer, which);
        check_schema(c, alternative, of_it, pointer);
        json_decref(of_it);
    }
}

static void check_schema(Coverage *c, json_t *schema, json_t *values, const char *pointer) {
    static Check *const checks[] = { check_words, check_type, check_members_of, check_items,
                                     check_alternatives };
    schema = resolve(c, schema);
    for (int i = 0; i < COUNT_OF(checks); i++) checks[i](c, schema, values, pointer);
}

/* ---- All of them ---- */

static void every_key_and_word_is_drawn(void **state) {
    Fixture *f = *state;
    json_error_t error;
    Coverage c = { .arena = &f->arena, .good = true };
    json_t *specs = json_array();
    c.schema = json_load_file("specs/schema.json", 0, &error);
    assert_non_null(c.schema);
    for (uint64_t seed = 0; seed < SEEDS; seed++)
        json_array_append_new(specs, json_loads(random_spec_text(&f->arena, seed), 0, &error));
    check_schema(&c, c.schema, specs, "");
    json_decref(specs);
    json_decref(c.schema);
    assert_true(c.good);
    assert_in_range(c.places, 120, 1000);
}

static void all_are_valid(void **state) {
    Fixture *f = *state;
    int wide = 0;
    for (uint64_t seed = 0; seed < SEEDS; seed++) {
        const Spec *spec = random_spec(&f->arena, seed, &f->diag);
        if (!spec || !shape_infer(&f->arena, graph_build(&f->arena, spec), &f->diag))
            fail_msg("seed %d: %s", (int)seed, f->diag.message);
        wide += strstr(random_spec_text(&f->arena, seed), "\"stem\": {\"type\": \"deep\"") != NULL;
    }
    assert_in_range(wide, SEEDS / 20, SEEDS / 2);
}

int main(void) {
    const struct CMUnitTest tests[] = { TEST(every_key_and_word_is_drawn), TEST(all_are_valid) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
