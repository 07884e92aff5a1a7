/* paths.c: where the network forks and meets: each sum of two values ends a residual block. */
#include "network.h"

#include <string.h>

const Part *path_part(const Network *n, Path path, int index) { return &n->r->parts[path.at[index]]; }

int path_find(const Network *n, Path path, OpKind kind) {
    for (int i = 0; i < path.count; i++)
        if (path_part(n, path, i)->kind == kind) return i;
    return -1;
}

int path_count(const Network *n, Path path, OpKind kind) {
    int count = 0;
    for (int i = 0; i < path.count; i++) count += path_part(n, path, i)->kind == kind;
    return count;
}

static bool is_stop(const Part *part) { return part->kind == OP_ADD || part->kind == OP_INPUT; }

/* From the sum, or the input, that a part comes from, which is none of the path, to the part. */
static Path trace(const Network *n, int part, int *stop) {
    const Part *parts = n->r->parts;
    Path path = { NULL, 0 };
    for (*stop = part; !is_stop(&parts[*stop]); *stop = parts[*stop].in[0]) path.count++;
    int *at = arena_array(n->r->arena, int, path.count);
    for (int i = path.count - 1; i >= 0; part = parts[part].in[0]) at[i--] = part;
    path.at = at;
    return path;
}

static int common_length(Path a, Path b) {
    int length = 0;
    while (length < a.count && length < b.count && a.at[length] == b.at[length]) length++;
    return length;
}

static Path behind(Path path, int length) { return (Path){ path.at + length, path.count - length }; }

/* The way with more convolutions is the branch; the sum's first input from here on. */
static bool split(Network *n, Block *block, Path first, Path second) {
    int length = common_length(first, second);
    Part *add = &n->r->parts[block->add];
    int convs = path_count(n, behind(first, length), OP_CONV);
    int others = path_count(n, behind(second, length), OP_CONV);
    if (convs == others)
        return refuse_node(n->r->model, add->node,
                           "expected a block and its shortcut, got two ways of %d "
                           "convolutions each",
                           convs);
    bool swap = others > convs;
    block->common = (Path){ first.at, length };
    block->branch = behind(swap ? second : first, length);
    block->shortcut = behind(swap ? first : second, length);
    if (swap) {
        int other = add->in[0];
        add->in[0] = add->in[1];
        add->in[1] = other;
    }
    return true;
}

static bool find_block(Network *n, Block *block, int add, int *before) {
    const Part *part = &n->r->parts[add];
    int stop;
    Path first = trace(n, part->in[0], before), second = trace(n, part->in[1], &stop);
    block->add = add;
    if (stop != *before)
        return refuse_node(n->r->model, part->node,
                           "expected a residual block: both values that it adds to come "
                           "from the end of the block before");
    return split(n, block, first, second);
}

static int count_adds(const Network *n, int last) {
    const Part *parts = n->r->parts;
    int count = 0;
    for (int at = last; parts[at].kind != OP_INPUT; at = parts[at].in[0]) count += parts[at].kind == OP_ADD;
    return count;
}

bool find_blocks(Network *n, int last) {
    int at;
    n->block_count = count_adds(n, last);
    n->blocks = arena_array(n->r->arena, Block, n->block_count);
    n->tail = trace(n, last, &at);
    if (!n->block_count)
        return refuse_file(n->r->model, "no residual network: no node adds two values of one shape");
    for (int i = n->block_count - 1; i >= 0; i--) {
        int add = at;
        if (n->r->parts[add].kind != OP_ADD || !find_block(n, &n->blocks[i], add, &at)) break;
    }
    if (n->r->model->diag->message) return false;
    n->start = at;
    n->stem = n->blocks[0].common;
    return true;
}
