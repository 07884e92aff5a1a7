/* chain.c: which operators go into the convolution before them. */
#include "base/base.h"
#include "fold.h"
#include "stem.h"

typedef struct {
    const Graph *graph;
    /* [value]: its only reader; -1 where there is none or more than one, or an output reads it. */
    const int *reader;
} Readers;

static const int *only_readers(Arena *arena, const Graph *graph) {
    int *reader = arena_array(arena, int, graph->op_count);
    int *readers = arena_array(arena, int, graph->op_count);
    for (int v = 0; v < graph->op_count; v++)
        for (int i = 0; i < 2; i++) {
            int in = graph->ops[v].in[i];
            if (in < 0) continue;
            reader[in] = v;
            readers[in]++;
        }
    for (int i = 0; i < graph->spec->output_count; i++) readers[graph->outputs[i]] = 2;
    for (int v = 0; v < graph->op_count; v++)
        if (readers[v] != 1) reader[v] = -1;
    return reader;
}

/* If the only reader of the chain's end is such an operator, and reads it as its first operand, takes it in.
 */
static int take(const Readers *r, Chain *chain, OpKind kind) {
    int next = r->reader[chain->end];
    if (next < 0 || r->graph->ops[next].kind != kind || r->graph->ops[next].in[0] != chain->end) return -1;
    return chain->end = next;
}

/* A max pool that is fused finds zeros around the image. */
static bool pools_over_zeros(const Readers *r, int activation) {
    return activation >= 0 && activation_row(r->graph->ops[activation].activation)->never_negative;
}

static Chain chain_from(const Readers *r, int conv) {
    Chain chain = { .conv = conv, .end = conv };
    chain.norm = take(r, &chain, OP_NORM);
    chain.add = take(r, &chain, OP_ADD);
    chain.activation = take(r, &chain, OP_ACTIVATION);
    const Op *op = &r->graph->ops[conv];
    chain.pool = -1;
    if (pools_over_zeros(r, chain.activation) && stem_suits(op->in[0], op->kernel, op->stride))
        chain.pool = take(r, &chain, OP_MAX_POOL);
    return chain;
}

/* A layer stands where its last fused operator stood: a shortcut comes before the convolution that adds it.
 */
const Chain *find_chains(Arena *arena, const Graph *graph) {
    const Readers readers = { graph, only_readers(arena, graph) };
    Chain *chains = arena_array(arena, Chain, graph->op_count);
    for (int v = 0; v < graph->op_count; v++) chains[v].conv = -1;
    for (int v = 0; v < graph->op_count; v++) {
        if (graph->ops[v].kind != OP_CONV) continue;
        Chain chain = chain_from(&readers, v);
        chains[chain.end] = chain;
    }
    return chains;
}
