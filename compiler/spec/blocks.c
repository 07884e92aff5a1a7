/* blocks.c: what a block has besides its convolutions: shortcut, activation, attention, anti-aliasing. */
#include "keys.h"

const char *const shortcut_names[] = { [SHORTCUT_PROJECTION] = "projection",
                                       [SHORTCUT_ZERO_PAD] = "zero_pad",
                                       [SHORTCUT_PROJECTION_ALL] = "projection_all",
                                       [SHORTCUT_AVG_DOWN] = "avg_down",
                                       NULL };
const char *const antialias_names[] = { "blur", "average", NULL };
const char *const attention_names[] = { "se", "eca", NULL };

static void read_shortcut(const Node *root, Spec *spec) {
    int shortcut = SHORTCUT_PROJECTION;
    read_choice(root, "shortcut", shortcut_names, &shortcut);
    spec->shortcut = (Shortcut)shortcut;
    spec->shortcut_norm = true;
    read_bool(root, "shortcut_norm", &spec->shortcut_norm);
}

/* timm has these for strides of 2 alone. */
static void check_antialias(const Node *root, const Spec *spec) {
    Node antialias = member(root, "antialias");
    for (int s = 0; s < spec->stages; s++)
        if (spec->strides[s] > 2)
            fail_expected(&antialias, "null where a stage has a stride above 2 (stage %d has %d)", s + 1,
                          spec->strides[s]);
}

static void read_antialias(const Node *root, Spec *spec) {
    Node antialias = member(root, "antialias");
    int choice = 0;
    if (!antialias.value || json_is_null(antialias.value)) return;
    if (!json_is_string(antialias.value)) {
        fail_expected(&antialias, "%s or null", alternatives(root->source->arena, antialias_names));
        return;
    }
    read_choice(root, "antialias", antialias_names, &choice);
    spec->antialias = choice == 0 ? ANTIALIAS_BLUR : ANTIALIAS_AVERAGE;
    check_antialias(root, spec);
}

/* Their place in the list is that in Activation, behind ACTIVATION_NONE. */
static const char *const activations[] = { "relu",      "relu6",     "leaky_relu", "silu", "gelu",
                                           "gelu_tanh", "hardswish", "prelu",      NULL };

static void read_slope(const Node *activation, Spec *spec) {
    Node slope = member(activation, "slope");
    if (slope.value && spec->activation != ACTIVATION_LEAKY_RELU)
        fail_expected(&slope, "\"slope\" only with \"type\": \"leaky_relu\"");
    read_number(activation, "slope", -16, 16, &spec->slope);
}

/* A name, or an object with one. IResNet's blocks have PReLU. */
static void read_activation(const Node *root, Spec *spec) {
    static const char *const keys[] = { "type", "slope", NULL };
    Node activation = member(root, "activation"), type = member(&activation, "type");
    int choice = spec->block == BLOCK_IR ? ACTIVATION_PRELU - 1 : ACTIVATION_RELU - 1;
    spec->slope = 0.01;
    if (!activation.value || !json_is_object(activation.value)) {
        read_choice(root, "activation", activations, &choice);
        spec->activation = (Activation)(choice + 1);
        return;
    }
    if (!check_object(&activation, keys)) return;
    if (!type.value)
        fail_node(&activation, "\"type\" is missing: expected %s",
                  alternatives(root->source->arena, activations));
    read_choice(&activation, "type", activations, &choice);
    spec->activation = (Activation)(choice + 1);
    read_slope(&activation, spec);
}

static void read_attention(const Node *root, Spec *spec) {
    static const char *const keys[] = { "type", "reduction", NULL };
    Node attention = member(root, "attention"), type = member(&attention, "type");
    Node reduction = member(&attention, "reduction");
    int choice = 0;
    spec->reduction = 16;
    if (!attention.value || json_is_null(attention.value)) return;
    if (!json_is_object(attention.value)) fail_expected(&attention, "an object or null");
    if (!check_object(&attention, keys)) return;
    if (!type.value)
        fail_node(&attention, "\"type\" is missing: expected %s",
                  alternatives(root->source->arena, attention_names));
    read_choice(&attention, "type", attention_names, &choice);
    if (reduction.value && choice != 0) fail_expected(&reduction, "\"reduction\" only with \"type\": \"se\"");
    read_integer(&attention, "reduction", 1, MAX_CHANNELS, &spec->reduction);
    spec->attention = choice == 0 ? ATTENTION_SE : ATTENTION_ECA;
}

void read_blocks(const Node *root, Spec *spec) {
    read_shortcut(root, spec);
    read_antialias(root, spec);
    read_bool(root, "preactivation", &spec->preactivation);
    if (spec->preactivation && spec->block == BLOCK_IR) {
        Node preactivation = member(root, "preactivation");
        fail_expected(&preactivation, "false with \"block\": \"ir\" (which has an order of its own)");
    }
    read_activation(root, spec);
    read_attention(root, spec);
}
