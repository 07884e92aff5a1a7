/* head.c: what is behind the last block: a pool, a classifier, probabilities. */
#include "network.h"

static bool is_linear(const Network *n, const Part *part) {
    (void)n;
    return part->kind == OP_LINEAR || (part->kind == OP_CONV && is_vector(part));
}

static const struct {
    OpKind kind;
    Head head;
} pools[] = { { OP_AVERAGE_MAX, HEAD_AVERAGE_MAX }, { OP_AVERAGE_AND_MAX, HEAD_CONCATENATED } };

/* False: no pool of a head. */
static bool pool_of(const Network *n, const Part *part, Head *head) {
    if (is_global_average(n->r, part)) return *head = HEAD_AVERAGE, true;
    if (is_global_max(n->r, part)) return *head = HEAD_MAX, true;
    for (int i = 0; i < COUNT_OF(pools); i++)
        if (part->kind == pools[i].kind) return *head = pools[i].head, true;
    return false;
}

static void add_output(Spec *spec, OutputKind kind) { spec->outputs[spec->output_count++].kind = kind; }

/* Outputs here are what the graph must have; which the file's are is looked up in the graph later. */
bool guess_head(Network *n) {
    bool pooled = false, norm = false;
    for (int i = 0; i < n->tail.count; i++) {
        const Part *part = path_part(n, n->tail, i);
        if (part->doubled)
            return refuse_node(n->r->model, part->node, "expected half the sum of averages and largest");
        if (pool_of(n, part, &n->spec.head))
            pooled = true;
        else if (is_linear(n, part) && !n->spec.classes)
            n->spec.classes = part->shape.channels;
        else if (part->kind == OP_SOFTMAX && n->spec.classes && !n->spec.output_count)
            add_output(&n->spec, OUTPUT_PROBABILITIES);
        else if (part->kind == OP_NORM)
            norm = true;
        else if (part->kind != OP_ACTIVATION && part->kind != OP_GROUP_NORM)
            return refuse_node(n->r->model, part->node,
                               "behind the last block: expected a pool, a classifier or probabilities");
    }
    if (pooled && !n->spec.classes) add_output(&n->spec, OUTPUT_POOL);
    if (pooled || !n->spec.classes) return true;
    n->spec.head = HEAD_FLATTEN;
    n->spec.head_norm = norm;
    return true;
}
