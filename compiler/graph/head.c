/* head.c: what stands behind the stages. */
#include "builder.h"

static bool wants(const Spec *spec, OutputKind kind) {
    for (int i = 0; i < spec->output_count; i++)
        if (spec->outputs[i].kind == kind) return true;
    return false;
}

static int add_pool(Builder *b, int in) {
    static const struct {
        OpKind kind;
        const char *name;
    } pools[] = { [HEAD_AVERAGE] = { OP_AVERAGE_POOL, "avgpool" },
                  [HEAD_MAX] = { OP_GLOBAL_MAX, "global_pool" },
                  [HEAD_AVERAGE_MAX] = { OP_AVERAGE_MAX, "global_pool" },
                  [HEAD_CONCATENATED] = { OP_AVERAGE_AND_MAX, "global_pool" } };
    Head head = b->spec->head;
    int channels = channels_of(b, in) * (head == HEAD_CONCATENATED ? 2 : 1);
    return add_op(b, pools[head].kind, pools[head].name, in, channels);
}

/* IResNet's (Duta et al. 2021): a norm, all pixels, the features, a norm of these. */
static int add_features(Builder *b, int in) {
    if (b->spec->head_norm) in = add_norm(b, "bn2", in);
    int value = add_linear(b, "fc", in, b->spec->classes, false);
    return b->spec->head_norm ? add_norm(b, "features", value) : value;
}

static int add_last_norm(Builder *b, int in) {
    return add_activation(b, activation_name(b, 1, true), add_norm(b, "norm", in));
}

/* The classifier stays in the graph though no output may read it: its parameters belong to the network. */
void add_head(Builder *b, Graph *graph, int value) {
    const Spec *spec = b->spec;
    bool flat = spec->head == HEAD_FLATTEN;
    graph->pool = graph->logits = graph->probabilities = -1;
    if (spec->preactivation && (spec->classes > 0 || wants(spec, OUTPUT_POOL)))
        value = add_last_norm(b, value);
    if (!flat && (spec->classes > 0 || wants(spec, OUTPUT_POOL))) graph->pool = add_pool(b, value);
    if (spec->classes > 0)
        graph->logits =
            flat ? add_features(b, value) : add_linear(b, "fc", graph->pool, spec->classes, false);
    if (wants(spec, OUTPUT_PROBABILITIES))
        graph->probabilities = add_op(b, OP_SOFTMAX, "softmax", graph->logits, spec->classes);
}
