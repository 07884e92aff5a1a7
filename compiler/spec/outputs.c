/* outputs.c: which values the network writes, one after another. */
#include "keys.h"

static const char *const kind_names[] = { [OUTPUT_LOGITS] = "logits",
                                          [OUTPUT_PROBABILITIES] = "probabilities",
                                          [OUTPUT_POOL] = "pool",
                                          [OUTPUT_STEM] = "stem",
                                          [OUTPUT_STAGE] = "layer1",
                                          "layer2",
                                          "layer3",
                                          "layer4",
                                          "layer5",
                                          "layer6",
                                          "layer7",
                                          "layer8",
                                          NULL };

static Output output_of(int name) {
    bool stage = name >= OUTPUT_STAGE;
    return (Output){ .kind = stage ? OUTPUT_STAGE : (OutputKind)name,
                     .stage = stage ? name - OUTPUT_STAGE : 0,
                     .name = kind_names[name] };
}

/* The index into kind_names; -1 where the spec has no such value. */
static int read_output(const Node *node, const Spec *spec) {
    const char *names[OUTPUT_STAGE + MAX_STAGES + 1] = { NULL };
    for (int i = 0; i < OUTPUT_STAGE + spec->stages; i++) names[i] = kind_names[i];
    const char *expected = alternatives(node->source->arena, names), *word = json_string_value(node->value);
    int name = word ? find_name(kind_names, word) : -1;
    if (name < 0) return fail_choice(node, expected, names), -1;
    if (name >= OUTPUT_STAGE + spec->stages) return fail_expected(node, "%s", expected), -1;
    if ((name == OUTPUT_LOGITS || name == OUTPUT_PROBABILITIES) && spec->classes == 0)
        fail_expected(node, "an output that needs no classifier (\"classes\" is 0)");
    if (name == OUTPUT_POOL && spec->head == HEAD_FLATTEN)
        fail_expected(node, "an output that needs no pool (the head is \"flatten\")");
    return name;
}

static void add_output(const Node *node, Spec *spec, int name) {
    for (int i = 0; i < spec->output_count; i++)
        if (spec->outputs[i].name == kind_names[name])
            fail_expected(node, "every output once (/outputs/%d is the same)", i);
    spec->outputs[spec->output_count++] = output_of(name);
}

void read_outputs(const Node *root, Spec *spec) {
    Node outputs = member(root, "outputs");
    if (!outputs.value) {
        add_output(root, spec, spec->classes ? OUTPUT_LOGITS : OUTPUT_STAGE + spec->stages - 1);
        return;
    }
    if (!check_count(&outputs, "output name", "", 1, MAX_OUTPUTS)) return;
    for (size_t i = 0; i < json_array_size(outputs.value); i++) {
        Node node = item(&outputs, i);
        int name = read_output(&node, spec);
        if (name < 0) return;
        add_output(&node, spec, name);
    }
}

int ranking_output(const Spec *spec) {
    int found = -1;
    for (int i = 0; i < spec->output_count; i++)
        if (spec->outputs[i].kind == OUTPUT_LOGITS)
            return i;
        else if (spec->outputs[i].kind == OUTPUT_PROBABILITIES)
            found = i;
    return found;
}
