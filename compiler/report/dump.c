/* dump.c: --dump PASS: the table that a pass made, one line a row; here those of values, dump_spec.c that
 * of the spec, dump_layers.c those of layers. */
#include "dump.h"

#include <string.h>

const char *dump_shape(Arena *arena, Shape shape) {
    return arena_printf(arena, "%dx%dx%d", shape.channels, shape.height, shape.width);
}

const char *dump_index(Arena *arena, int index) { return index < 0 ? "-" : arena_printf(arena, "%d", index); }

/* ---- graph, shape, weights: a line a value or parameter ---- */

static void graph_rows(Table *table, const Plan *plan) {
    for (int v = 0; v < plan->graph->op_count; v++) {
        const Op *op = &plan->graph->ops[v];
        table_cell(table, "%d", v);
        table_cell(table, "%s", op->name);
        table_cell(table, "%s", operators[op->kind].name);
        for (int i = 0; i < 2; i++) table_cell(table, "%s", dump_index(table->arena, op->in[i]));
        const int numbers[] = { op->in_channels, op->out_channels, op->kernel,
                                op->stride,      op->padding,      op->groups };
        for (int i = 0; i < COUNT_OF(numbers); i++) table_cell(table, "%d", numbers[i]);
        for (int role = 0; role < ROLE_COUNT; role++)
            table_cell(table, "%s", dump_index(table->arena, op->param[role]));
    }
}

static void shape_rows(Table *table, const Plan *plan) {
    for (int v = 0; v < plan->graph->op_count; v++) {
        table_cell(table, "%d", v);
        table_cell(table, "%s", plan->graph->ops[v].name);
        table_cell(table, "%s", dump_shape(table->arena, plan->shapes[v]));
        table_cell(table, "%zu", shape_floats(plan->shapes[v]));
        table_cell(table, "%.0f", op_macs(&plan->graph->ops[v], plan->shapes[v]));
    }
}

/* Smallest, largest, mean; dashes for a parameter that is not there. */
static void add_statistics(Table *table, const float *data, size_t count) {
    if (!data) {
        for (int i = 0; i < 3; i++) table_cell(table, "-");
        return;
    }
    double least = data[0], most = data[0], sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (data[i] < least) least = data[i];
        if (data[i] > most) most = data[i];
        sum += data[i];
    }
    table_cell(table, "%.6g", least);
    table_cell(table, "%.6g", most);
    table_cell(table, "%.6g", sum / (double)count);
}

static void weights_rows(Table *table, const Plan *plan) {
    for (int p = 0; p < plan->graph->param_count; p++) {
        const Param *param = &plan->graph->params[p];
        Text dims = { .arena = table->arena };
        for (int i = 0; i < param->rank; i++) text_printf(&dims, "%s%d", i ? "x" : "", param->dims[i]);
        table_cell(table, "%d", p);
        table_cell(table, "%s", param->name);
        table_cell(table, "%s", dims.bytes);
        add_statistics(table, plan->weights ? plan->weights->data[p] : NULL, param->count);
    }
}

/* ---- The passes ---- */

typedef struct {
    const char *alignment, *head;
    void (*rows)(Table *table, const Plan *plan);
} Dump;

const char *const dump_passes[] = { "spec",   "graph",  "shape", "weights", "fold",
                                    "layout", "select", "pack",  "place",   NULL };

static const Dump dumps[] = {
    { "ll", "key|value", dump_spec_rows },
    { "rllrrrrrrrrrrrr", "value|name|kind|a|b|in|out|kernel|stride|padding|groups|weight|bias|mean|variance",
      graph_rows },
    { "rllrr", "value|name|shape|floats|MACs", shape_rows },
    { "rllrrr", "parameter|name|shape|least|most|mean", weights_rows },
    { "rllrrrrllrrrrl",
      "layer|name|kind|in|residual|value|stage|input|output|kernel|stride|padding|groups|activation",
      dump_layer_rows },
    { "rlrrrrrrrrrrl", "layer|name|lanes|blocks|halo|pixel|row|block|tail|image|start|elements|number",
      dump_layout_rows },
    { "rllllrllrrrr", "layer|name|algorithm|tile|outermost|in_blocks|flat|prefetch|slices|strip|group|span",
      dump_choice_rows },
    { "rlrr", "layer|name|weight|bias", dump_blob_rows },
    { "rlrrrrrr", "layer|name|first|last|offset|bytes|shares|scratch", dump_place_rows },
};
_Static_assert(COUNT_OF(dumps) == COUNT_OF(dump_passes) - 1, "a table a pass");

/* What a pass made besides its rows. */
static void print_rest(Text *text, const Plan *plan, const char *pass) {
    if (!strcmp(pass, "pack"))
        text_printf(text, "\nbytes %zu, fingerprint %016llx\n", plan->blob->size,
                    (unsigned long long)plan->blob->fingerprint);
    if (!strcmp(pass, "place"))
        text_printf(text, "\nbytes %zu, bound %zu\n", workspace_bytes(&plan->workspace, 1),
                    plan->placement->bound);
}

const char *dump_pass(Arena *arena, const Plan *plan, const char *pass) {
    for (int i = 0; dump_passes[i]; i++) {
        if (strcmp(dump_passes[i], pass)) continue;
        Text text = { .arena = arena };
        Table table = table_new(arena, dumps[i].alignment);
        table_head(&table, dumps[i].head);
        dumps[i].rows(&table, plan);
        table_print(&table, &text);
        print_rest(&text, plan, pass);
        return text.bytes;
    }
    return NULL;
}
