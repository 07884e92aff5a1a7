/* chain.c: which operators go into the layer before them. */
#include "base/base.h"
#include "fold.h"
#include "stem.h"

#include <string.h>

typedef struct {
    const Graph *graph;
    /* [value]: its only reader; -1 where there is none or more than one, or an output reads it. */
    const int *reader;
    bool pools_apart, curves_apart;
} Readers;

static const int *only_readers(Arena *arena, const Graph *graph) {
    const size_t bytes = sizeof(int) * (size_t)graph->op_count;
    int *reader = memset(arena_alloc(arena, bytes), -1, bytes);
    int *readers = arena_array(arena, int, graph->op_count);
    for (const Op *op = graph->ops, *end = op + graph->op_count; op < end; op++)
        for (int i = 0; i < COUNT_OF(op->in); i++) {
            const int in = op->in[i];
            if (in >= 0) reader[in] = readers[in]++ ? -1 : (int)(op - graph->ops);
        }
    for (int i = 0; i < graph->spec->output_count; i++) reader[graph->outputs[i]] = -1;
    return reader;
}

/* If the only reader of the chain's end is such an operator, and reads it as its first operand, takes it in.
 */
static int take(const Readers *r, Chain *chain, OpKind kind) {
    int next = r->reader[chain->end];
    if (next < 0 || r->graph->ops[next].kind != kind || r->graph->ops[next].in[0] != chain->end) return -1;
    return chain->end = next;
}

static int take_activation(const Readers *r, Chain *chain) {
    int next = r->reader[chain->end];
    const ActivationRow *row = activation_row(next < 0 ? ACTIVATION_NONE : r->graph->ops[next].activation);
    return r->curves_apart && row->curved && !row->inverse ? -1 : take(r, chain, OP_ACTIVATION);
}

/* A max pool that is fused finds zeros around the image. */
static bool pools_over_zeros(const Readers *r, int activation) {
    return activation >= 0 && activation_row(r->graph->ops[activation].activation)->never_negative;
}

/* The kernel that pools beside the first convolution knows this one window. */
static bool is_usual_pool(const Op *op) {
    return op->kernel == 3 && op->stride == 2 && op->padding == 1 && op->behind == 1 && !op->same;
}

static bool takes_pool(const Readers *r, const Chain *chain) {
    const Op *op = &r->graph->ops[chain->start];
    int next = r->reader[chain->end];
    return op->kind == OP_CONV && stem_suits(op->in[0], op->kernel, op->stride) &&
           !(op->same && op->stride > 1) && pools_over_zeros(r, chain->activation) && next >= 0 &&
           r->graph->ops[next].kind == OP_MAX_POOL && is_usual_pool(&r->graph->ops[next]);
}

/* Which operators can follow in a layer that begins with such a one, in this order. No norm behind a sum: it
 * begins a pass of its own (decision 030). */
static Chain chain_from(const Readers *r, int start) {
    OpKind kind = r->graph->ops[start].kind;
    bool product = kind == OP_CONV || kind == OP_LINEAR;
    Chain chain = { start, -1, -1, -1, -1, -1, start };
    if (kind == OP_NORM) chain.norm = start;
    if (kind == OP_GATE) chain.gate = start;
    if (kind == OP_ADD) chain.add = start;
    if (kind == OP_ACTIVATION) chain.activation = start;
    if (product) chain.norm = take(r, &chain, OP_NORM);
    if (kind == OP_NORM) chain.gate = take(r, &chain, OP_GATE);
    if (kind == OP_CONV || kind == OP_NORM || kind == OP_GATE || kind == OP_GROUP_NORM)
        chain.add = take(r, &chain, OP_ADD);
    if (kind != OP_ACTIVATION) chain.activation = take_activation(r, &chain);
    if (!r->pools_apart && takes_pool(r, &chain)) chain.pool = take(r, &chain, OP_MAX_POOL);
    return chain;
}

static bool can_start(OpKind kind) {
    return kind == OP_CONV || kind == OP_LINEAR || kind == OP_CHANNEL_CONV || kind == OP_GROUP_NORM ||
           kind == OP_NORM || kind == OP_GATE || kind == OP_ADD || kind == OP_ACTIVATION;
}

/* A layer stands where its last fused operator stood: a shortcut comes before the convolution that adds it.
 */
const Chain *find_chains(Arena *arena, const Graph *graph, bool pools_apart, bool curves_apart) {
    const Readers readers = { graph, only_readers(arena, graph), pools_apart, curves_apart };
    Chain *chains = arena_array(arena, Chain, graph->op_count);
    bool *taken = arena_array(arena, bool, graph->op_count);
    for (int v = 0; v < graph->op_count; v++) chains[v].start = -1;
    for (int v = 0; v < graph->op_count; v++) {
        if (taken[v] || !can_start(graph->ops[v].kind)) continue;
        Chain chain = chain_from(&readers, v);
        const int behind[] = { chain.norm, chain.gate, chain.add, chain.activation, chain.pool };
        for (int i = 0; i < COUNT_OF(behind); i++)
            if (behind[i] >= 0) taken[behind[i]] = true;
        chains[chain.end] = chain;
    }
    return chains;
}
