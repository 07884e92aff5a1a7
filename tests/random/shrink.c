/* shrink.c: a spec loses a key, a stage, or has a smaller number, as long as it fails; until no such step
 * does. */
#include "random.h"
#include "random_spec.h"

#include <jansson.h>

#include <stdlib.h>
#include <string.h>

/* Steps are counted through a walk over all values, always in the same order; the one that brings the count
 * to 0 is taken. */
typedef struct {
    int left;
} Step;

static bool taken(Step *step) { return step->left-- == 0; }

static json_t *smaller(Step *step, json_int_t value) {
    const json_int_t to[] = { 1, value / 2, value - 1 };
    for (int i = 0; i < COUNT_OF(to); i++)
        if (to[i] > 0 && to[i] < value && taken(step)) return json_integer(to[i]);
    return NULL;
}

static bool step_into(Step *step, json_t *value);

static bool step_member(Step *step, json_t *object, const char *key, json_t *value) {
    json_t *number = json_is_integer(value) ? smaller(step, json_integer_value(value)) : NULL;
    if (number) return json_object_set_new(object, key, number), true;
    return step_into(step, value);
}

static bool step_item(Step *step, json_t *array, size_t index, json_t *value) {
    json_t *number = json_is_integer(value) ? smaller(step, json_integer_value(value)) : NULL;
    if (number) return json_array_set_new(array, index, number), true;
    return step_into(step, value);
}

static bool step_into(Step *step, json_t *value) {
    const char *key;
    json_t *inner;
    size_t index;
    json_object_foreach(value, key, inner) {
        if (taken(step)) return json_object_del(value, key), true;
        if (step_member(step, value, key, inner)) return true;
    }
    json_array_foreach(value, index, inner) if (step_item(step, value, index, inner)) return true;
    return false;
}

/* A stage goes from all lists that have one item a stage. */
static bool step_stages(Step *step, json_t *root) {
    const size_t stages = json_array_size(json_object_get(root, "repeats"));
    const char *key;
    json_t *list;
    for (size_t s = 0; stages > 1 && s < stages; s++) {
        if (!taken(step)) continue;
        json_object_foreach(root, key, list) if (json_array_size(list) == stages) json_array_remove(list, s);
        return true;
    }
    return false;
}

/* NULL: there are no more steps. */
static json_t *stepped(json_t *root, int number) {
    Step step = { number };
    json_t *copy = json_deep_copy(root);
    if (step_stages(&step, copy) || step_into(&step, copy)) return copy;
    json_decref(copy);
    return NULL;
}

static const char *text_of(Arena *arena, const json_t *root) {
    char *dumped = json_dumps(root, 0);
    const char *text = arena_copy(arena, dumped, strlen(dumped));
    free(dumped);
    return text;
}

/* The next smaller one that fails, from that step on; else NULL. What a key without it stands for may be
 * larger. */
static json_t *find_smaller(Arena *arena, json_t *root, int *number, Fails *fails, void *context) {
    const double most = random_macs(arena, text_of(arena, root));
    for (json_t *next; (next = stepped(root, *number)); json_decref(next), ++*number) {
        const char *text = text_of(arena, next);
        if (random_macs(arena, text) <= most && fails(context, text)) return next;
    }
    return NULL;
}

/* Behind a step that was taken come the next ones, then all once more, until none is. */
const char *shrink(Arena *arena, const char *text, Fails *fails, void *context) {
    json_t *root = json_loads(text, 0, NULL), *next;
    for (bool better = true; better;) {
        better = false;
        for (int number = 0; (next = find_smaller(arena, root, &number, fails, context)); better = true) {
            json_decref(root);
            root = next;
        }
    }
    const char *smallest = text_of(arena, root);
    json_decref(root);
    return smallest;
}
