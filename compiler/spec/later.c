/* later.c: keys of the format that no pass supports yet. They are checked, their defaults pass, anything
 * else is refused by name. Each leaves this file with the issue that brings it. */
#include "keys.h"

/* The default stands first. */
static void refuse_choice(const Node *object, const char *key, const char *const *names) {
    int choice = 0;
    Node node = member(object, key);
    read_choice(object, key, names, &choice);
    if (choice != 0) fail_unsupported(&node, "");
}

static void refuse_dilations(const Node *root, const Spec *spec) {
    Node dilations = member(root, "dilations");
    int values[MAX_STAGES];
    for (int i = 0; i < spec->stages; i++) values[i] = 1;
    read_integers(root, "dilations", " (one a stage)", spec->stages, 1, 64, values);
    for (int i = 0; i < spec->stages; i++) {
        Node node = item(&dilations, (size_t)i);
        if (values[i] != 1) fail_unsupported(&node, "a dilation of ");
    }
}

static void refuse_preactivation(const Node *root) {
    bool preactivation = false;
    Node node = member(root, "preactivation");
    read_bool(root, "preactivation", &preactivation);
    if (preactivation) fail_unsupported(&node, "");
}

static void refuse_attention(const Node *root) {
    static const char *const keys[] = { "type", "reduction", NULL };
    static const char *const types[] = { "se", "eca", NULL };
    Node attention = member(root, "attention"), type = member(&attention, "type");
    Node reduction = member(&attention, "reduction");
    int choice = 0, value = 16;
    if (!attention.value || json_is_null(attention.value)) return;
    if (!json_is_object(attention.value)) fail_expected(&attention, "an object or null");
    if (!check_object(&attention, keys)) return;
    if (!type.value)
        fail_node(&attention, "\"type\" is missing: expected %s", alternatives(root->source->arena, types));
    read_choice(&attention, "type", types, &choice);
    if (reduction.value && choice != 0) fail_expected(&reduction, "\"reduction\" only with \"type\": \"se\"");
    read_integer(&attention, "reduction", 1, MAX_CHANNELS, &value);
    fail_unsupported(&type, "");
}

void refuse_later(const Node *root, const Spec *spec) {
    static const char *const shortcuts[] = { "projection", "zero_pad", "projection_all", "avg_down", NULL };
    static const char *const activations[] = { "relu", "relu6",     "leaky_relu", "silu",
                                               "gelu", "hardswish", NULL };
    refuse_dilations(root, spec);
    refuse_choice(root, "shortcut", shortcuts);
    refuse_preactivation(root);
    refuse_choice(root, "activation", activations);
    refuse_attention(root);
}
