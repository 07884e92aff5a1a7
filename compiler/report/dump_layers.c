/* dump_layers.c: --dump of the passes that make a row a layer: fold, layout, select, pack, place. */
#include "describe.h"
#include "dump.h"

static const Layer *begin_row(Table *table, const Plan *plan, int v) {
    table_cell(table, "%d", v);
    table_cell(table, "%s", plan->layers->layers[v].name);
    return &plan->layers->layers[v];
}

void dump_layer_rows(Table *table, const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = begin_row(table, plan, v);
        table_cell(table, "%s", layer_kind_name(layer->kind));
        const int indices[] = { layer->in, layer->residual, layer->op, layer->stage };
        for (int i = 0; i < COUNT_OF(indices); i++)
            table_cell(table, "%s", dump_index(table->arena, indices[i]));
        table_cell(table, "%s", dump_shape(table->arena, layer->in_shape));
        table_cell(table, "%s", dump_shape(table->arena, layer->shape));
        const int numbers[] = { layer->kernel, layer->stride, layer->top, layer->groups };
        for (int i = 0; i < COUNT_OF(numbers); i++) table_cell(table, "%d", numbers[i]);
        table_cell(table, "%s%s", layer->activation ? activation_row(layer->activation)->name : "-",
                   layer->pool ? "+maxpool" : "");
    }
}

/* Strides and sizes are in elements. */
void dump_layout_rows(Table *table, const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++) {
        const Layout *layout = &plan->layouts[v];
        begin_row(table, plan, v);
        const size_t numbers[] = { (size_t)layout->lanes, (size_t)layout->blocks,
                                   (size_t)layout->halo,  layout->pixel,
                                   layout->row,           layout->block,
                                   layout->tail,          layout->image,
                                   layout->start,         layout->elements };
        for (int i = 0; i < COUNT_OF(numbers); i++) table_cell(table, "%zu", numbers[i]);
        table_cell(table, "%s", number_types[layout->number].name);
    }
}

void dump_choice_rows(Table *table, const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++) {
        const Choice *choice = &plan->choices[v];
        bool chosen = choice->algorithm != ALGORITHM_NONE;
        begin_row(table, plan, v);
        table_cell(table, "%s", algorithm_name(choice));
        table_cell(table, "%s", layer_tile(table->arena, plan, v));
        table_cell(table, "%s", !chosen ? "-" : choice->order == ORDER_PIXELS ? "pixels" : "channels");
        table_cell(table, "%s", dump_index(table->arena, chosen ? choice->in_blocks : -1));
        table_cell(table, "%s", !chosen ? "-" : choice->flat ? "yes" : "no");
        table_cell(table, "%s", !chosen ? "-" : choice->prefetch ? "yes" : "no");
        const int numbers[] = { choice->slices, choice->strip, choice->group, choice->span };
        for (int i = 0; i < COUNT_OF(numbers); i++)
            table_cell(table, "%s", dump_index(table->arena, numbers[i] ? numbers[i] : -1));
    }
}

/* Offsets in 4 bytes from the blob's start, as `weights + ...` of the emitted text has them. */
void dump_blob_rows(Table *table, const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++) {
        if (plan->blob->weight[v] == 0) continue;
        begin_row(table, plan, v);
        table_cell(table, "%zu", plan->blob->weight[v] / sizeof(float));
        table_cell(table, "%zu", plan->blob->bias[v] / sizeof(float));
    }
}

void dump_place_rows(Table *table, const Plan *plan) {
    for (int v = 0; v < plan->placement->count; v++) {
        const Place *place = &plan->placement->places[v];
        begin_row(table, plan, v);
        table_cell(table, "%d", place->first);
        table_cell(table, "%d", place->last);
        table_cell(table, "%zu", place->offset);
        table_cell(table, "%zu", place->bytes);
        table_cell(table, "%s", dump_index(table->arena, place->shares));
        table_cell(table, "%s",
                   plan->choices[v].scratch ? arena_printf(table->arena, "%zu", place->scratch) : "-");
    }
}
