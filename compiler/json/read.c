/* read.c: readers of an object's members: the right type, the right range, or a message. */
#include "json.h"

#include <math.h>

Node member(const Node *object, const char *key) {
    return (Node){ object->source, object, key, 0, json_object_get(object->value, key) };
}

Node item(const Node *array, size_t index) {
    return (Node){ array->source, array, NULL, index, json_array_get(array->value, index) };
}

bool has(const Node *object, const char *key) { return json_object_get(object->value, key); }

/* As JSON Schema has it, 1.0 and 1e3 are integers, too. */
static bool is_integer(const json_t *value) {
    return json_is_integer(value) ||
           (json_is_real(value) && json_real_value(value) == floor(json_real_value(value)));
}

static bool check_integer(const Node *node, int min, int max) {
    double value = json_number_value(node->value);
    if (!is_integer(node->value))
        fail_expected(node, "an integer");
    else if (value < min)
        fail_expected(node, "%d or more", min);
    else if (value > max)
        fail_expected(node, "%d or less", max);
    else
        return true;
    return false;
}

static bool check_number(const Node *node, double min, double max) {
    double value = json_number_value(node->value);
    if (!json_is_number(node->value))
        fail_expected(node, "a number");
    else if (value < min)
        fail_expected(node, "%g or more", min);
    else if (value > max)
        fail_expected(node, "%g or less", max);
    else
        return true;
    return false;
}

void read_integer(const Node *object, const char *key, int min, int max, int *value) {
    Node node = member(object, key);
    if (node.value && check_integer(&node, min, max)) *value = (int)json_number_value(node.value);
}

void read_number(const Node *object, const char *key, double min, double max, double *value) {
    Node node = member(object, key);
    if (node.value && check_number(&node, min, max)) *value = json_number_value(node.value);
}

void read_bool(const Node *object, const char *key, bool *value) {
    Node node = member(object, key);
    if (!node.value) return;
    if (json_is_boolean(node.value))
        *value = json_is_true(node.value);
    else
        fail_expected(&node, "true or false");
}

void read_string(const Node *object, const char *key, const char **value) {
    Node node = member(object, key);
    if (!node.value) return;
    if (json_is_string(node.value))
        *value = json_string_value(node.value);
    else
        fail_expected(&node, "a string");
}

void read_choice(const Node *object, const char *key, const char *const *names, int *value) {
    Node node = member(object, key);
    if (!node.value) return;
    int choice = json_is_string(node.value) ? find_name(names, json_string_value(node.value)) : -1;
    if (choice >= 0)
        *value = choice;
    else
        fail_choice(&node, alternatives(node.source->arena, names), names);
}

bool check_count(const Node *array, const char *kind, const char *what, int min, int max) {
    size_t count = json_array_size(array->value);
    if (!json_is_array(array->value))
        fail_expected(array, "an array of %ss", kind);
    else if (count >= (size_t)min && count <= (size_t)max)
        return true;
    else if (min == max)
        fail_node(array, "expected %d %s%s%s, got %zu", min, kind, min == 1 ? "" : "s", what, count);
    else
        fail_node(array, "expected %d to %d %ss%s, got %zu", min, max, kind, what, count);
    return false;
}

void read_integers(const Node *object, const char *key, const char *what, int count, int min, int max,
                   int *values) {
    Node array = member(object, key);
    if (!array.value || !check_count(&array, "integer", what, count, count)) return;
    for (int i = 0; i < count; i++) {
        Node node = item(&array, (size_t)i);
        if (!check_integer(&node, min, max)) return;
        values[i] = (int)json_number_value(node.value);
    }
}

void read_numbers(const Node *object, const char *key, const char *what, int count, double min, double max,
                  double *values) {
    Node array = member(object, key);
    if (!array.value || !check_count(&array, "number", what, count, count)) return;
    for (int i = 0; i < count; i++) {
        Node node = item(&array, (size_t)i);
        if (!check_number(&node, min, max)) return;
        values[i] = json_number_value(node.value);
    }
}
