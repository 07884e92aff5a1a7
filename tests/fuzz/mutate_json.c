/* mutate_json.c: JSON stays JSON: a value becomes another one, of the text or one that is at an edge; members
 * and items go, come twice, or take each other's place; keys change. */
#include "fuzz.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum { NODES = 512 };

static const char *const edges[] = { "0",
                                     "1",
                                     "-1",
                                     "2",
                                     "7",
                                     "8",
                                     "9",
                                     "64",
                                     "65",
                                     "4096",
                                     "2147483647",
                                     "2147483648",
                                     "1e308",
                                     "1e-9",
                                     "0.5",
                                     "-0.0",
                                     "-1e38",
                                     "4294967296",
                                     "9223372036854775807",
                                     "true",
                                     "false",
                                     "null",
                                     "\"\"",
                                     "[]",
                                     "{}",
                                     "[1]",
                                     "[1,1]",
                                     "\"a\"",
                                     "\"\\u0000\"",
                                     "\"../x\"",
                                     "[[[[[]]]]]",
                                     "{\"type\":1}" };

typedef struct {
    json_t *parent; /* NULL: the root */
    const char *key;
    size_t index;
    json_t *value;
} Place;

typedef struct {
    Place at[NODES];
    size_t count;
} Places;

static void add_place(Places *places, Place place) {
    if (places->count < NODES) places->at[places->count++] = place;
}

/* In breadth: places behind the last one looked at are still to be looked into. */
static void find_places(Places *places, json_t *root) {
    add_place(places, (Place){ .value = root });
    for (size_t i = 0; i < places->count; i++) {
        json_t *parent = places->at[i].value, *value;
        const char *key;
        size_t index;
        json_object_foreach(parent, key, value) add_place(places, (Place){ parent, key, 0, value });
        json_array_foreach(parent, index, value) add_place(places, (Place){ parent, NULL, index, value });
    }
}

/* Takes the value over. */
static void put(const Place *place, json_t *value) {
    if (place->key)
        json_object_set_new(place->parent, place->key, value);
    else
        json_array_set_new(place->parent, place->index, value);
}

static json_t *changed_string(Mutation *m, const char *text) {
    char copy[512];
    size_t length = strlen(text);
    if (length > 200) return json_string("");
    Mutation inside = {
        .state = split_mix(&m->state), .bytes = (uint8_t *)copy, .size = length, .most = 400
    };
    memcpy(copy, text, length);
    mutate_part(&inside, 0, length);
    json_t *string = json_stringn(copy, inside.size);
    return string ? string : json_string("\xc3\xa4");
}

static json_t *changed(Mutation *m, json_t *value) {
    if (json_is_integer(value) && mutate_below(m, 2))
        return json_integer((json_int_t)((uint64_t)json_integer_value(value) + mutate_below(m, 5) - 2));
    if (json_is_real(value) && mutate_below(m, 2)) return json_real(-0.5 * json_real_value(value));
    if (json_is_string(value) && mutate_below(m, 2)) return changed_string(m, json_string_value(value));
    return json_loads(edges[mutate_below(m, COUNT_OF(edges))], JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
}

/* Under the new key may stand what the member itself is in: all of it is held. */
static void rename_key(Mutation *m, const Place *place, const Places *places) {
    const Place *other = &places->at[mutate_below(m, places->count)];
    json_t *old = json_string(place->key);
    json_t *key = other->key && mutate_below(m, 2) ? json_string(other->key) : changed_string(m, place->key);
    json_t *value = json_incref(place->value), *parent = json_incref(place->parent);
    json_object_set(parent, json_string_value(key), value);
    if (!json_equal(key, old)) json_object_del(parent, json_string_value(old));
    json_t *const held[] = { old, key, value, parent };
    for (int i = 0; i < COUNT_OF(held); i++) json_decref(held[i]);
}

static void remove_place(const Place *place) {
    if (place->key)
        json_object_del(place->parent, place->key);
    else
        json_array_remove(place->parent, place->index);
}

/* Behind the array's other items, or under a key of another object. */
static void add_copy(Mutation *m, const Place *place, const Places *places) {
    const Place *other = &places->at[mutate_below(m, places->count)];
    json_t *copy = json_deep_copy(other->value);
    if (!place->key)
        json_array_insert_new(place->parent, place->index, copy);
    else
        json_object_set_new(place->parent, other->key ? other->key : "type", copy);
}

static void change(Mutation *m, const Places *places) {
    const Place *place = &places->at[1 + mutate_below(m, places->count - 1)];
    switch (mutate_below(m, 8)) {
    case 0:
        remove_place(place);
        break;
    case 1:
        add_copy(m, place, places);
        break;
    case 2:
        if (place->key) rename_key(m, place, places);
        break;
    case 3:
        put(place, json_deep_copy(places->at[mutate_below(m, places->count)].value));
        break;
    default:
        put(place, changed(m, place->value));
    }
}

bool mutate_json(Mutation *m) {
    json_t *root = json_loadb((char *)m->bytes, m->size, JSON_ALLOW_NUL, NULL);
    if (!root) return false;
    for (size_t left = 1 + mutate_below(m, 3); left--;) {
        Places places = { .count = 0 };
        find_places(&places, root);
        if (places.count > 1) change(m, &places);
    }
    size_t size = json_dumpb(root, (char *)m->bytes, m->most, JSON_ENCODE_ANY | JSON_SORT_KEYS);
    json_decref(root);
    bool fits = size > 0 && size <= m->most;
    if (fits) m->size = size;
    return fits;
}
