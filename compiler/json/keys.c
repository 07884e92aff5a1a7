/* keys.c: names: those an object may have as keys, those a value may have, and what a typing error
 * meant. */
#include "json.h"

#include <string.h>

enum { LISTED_KEYS = 7 };

int find_name(const char *const *names, const char *name) {
    for (int i = 0; names[i]; i++)
        if (!strcmp(names[i], name)) return i;
    return -1;
}

const char *alternatives(Arena *arena, const char *const *names) {
    Text text = { .arena = arena };
    int count = 0;
    while (names[count]) count++;
    for (int i = 0; i < count; i++) {
        const char *before = i == 0 ? (count > 2 ? "one of " : "") : count == 2 ? " or " : ", ";
        text_printf(&text, "%s\"%s\"", before, names[i]);
    }
    return text.bytes;
}

/* How a message about an unknown key goes on: with the keys where they are few, and with one like it. */
static const char *hint_for(Arena *arena, const char *key, const char *const *keys) {
    const char *meant = did_you_mean(arena, keys, key, "\"");
    int count = 0;
    while (keys[count]) count++;
    return count <= LISTED_KEYS ? arena_printf(arena, ", expected %s%s", alternatives(arena, keys), meant)
                                : meant;
}

bool check_object(const Node *node, const char *const *keys) {
    if (!json_is_object(node->value)) {
        fail_expected(node, "an object");
        return false;
    }
    const char *key;
    json_t *value;
    json_object_foreach(node->value, key, value) {
        if (find_name(keys, key) >= 0) continue;
        Node unknown = member(node, key);
        fail_key(&unknown, hint_for(node->source->arena, key, keys));
        return false;
    }
    return true;
}

bool has_all(const Node *node, const char *const *keys) {
    for (int i = 0; keys[i]; i++)
        if (!has(node, keys[i])) fail_node(node, "\"%s\" is missing", keys[i]);
    return !node->source->diag->message;
}

bool check_members(const Node *node, const char *const *keys) {
    return check_object(node, keys) && has_all(node, keys);
}

Node read_object(const Node *object, const char *key, const char *const *keys) {
    Node node = member(object, key);
    if (node.value && !check_object(&node, keys)) node.value = NULL;
    return node;
}
