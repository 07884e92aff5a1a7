/* describe.c: --describe: a line a layer, and totals, for people. */
#include "describe.h"
#include "base/base.h"

#include <string.h>

enum { TOTALS_WIDTH = 40, LEAST_REMARK = 20 }; /* beside remarks; what these have at the least */

static size_t op_parameters(const Graph *graph, int v) {
    size_t sum = 0;
    for (ParamRole role = ROLE_WEIGHT; role <= ROLE_BIAS; role++) {
        int p = graph->ops[v].param[role];
        if (p >= 0 && !graph->params[p].optional) sum += graph->params[p].count;
    }
    return sum;
}

/* The fused operators are those from the layer's own back to the one whose value it reads. */
size_t layer_parameters(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    if (layer->in < 0) return 0;
    int read = plan->layers->layers[layer->in].op;
    size_t sum = 0;
    for (int op = layer->op; op != read; op = plan->graph->ops[op].in[0])
        sum += op_parameters(plan->graph, op);
    return sum;
}

const char *layer_tile(Arena *arena, const Plan *plan, int v) {
    const Choice *choice = &plan->choices[v];
    if (choice->algorithm == ALGORITHM_NONE) return "-";
    return arena_printf(arena, "%dx%dx%d", choice->tile.rows, choice->tile.columns,
                        choice->tile.vectors * plan->layouts[v].lanes);
}

double plan_macs(const Plan *plan) {
    double sum = 0;
    for (int v = 0; v < plan->layers->count; v++) sum += layer_macs(&plan->layers->layers[v]);
    return sum;
}

bool has_window(const Layer *layer) {
    return layer->kind == LAYER_CONV || layer->kind == LAYER_MAX_POOL ||
           layer->kind == LAYER_WINDOW_AVERAGE || layer->kind == LAYER_BLUR;
}

/* "conv 3x3 s2 g32 +add relu", "conv 3x3 d2 +gate +add", "conv 7x7 s2 relu +maxpool" */
const char *layer_operator(Arena *arena, const Layer *layer) {
    Text text = { .arena = arena };
    text_printf(&text, "%s", layer_kind_name(layer->kind));
    if (has_window(layer)) {
        text_printf(&text, " %dx%d", layer->kernel, layer->kernel);
        if (layer->stride != 1) text_printf(&text, " s%d", layer->stride);
        if (layer->dilation != 1) text_printf(&text, " d%d", layer->dilation);
        if (layer->groups != 1) text_printf(&text, " g%d", layer->groups);
    }
    if (layer->gate >= 0) text_printf(&text, " +gate");
    if (layer->residual >= 0) text_printf(&text, " +add");
    if (layer->activation) text_printf(&text, " %s", activation_row(layer->activation)->name);
    if (layer->pool) text_printf(&text, " +maxpool");
    for (char *c = text.bytes; *c; c++)
        if (*c == '_') *c = ' ';
    return text.bytes;
}

static const char *shape_text(Arena *arena, Shape shape) {
    return arena_printf(arena, "%dx%dx%d", shape.channels, shape.height, shape.width);
}

/* "118.01 M"; "" for none */
static const char *macs_text(Arena *arena, double macs) {
    if (macs == 0) return "";
    return arena_printf(arena, macs < 1e9 ? "%.3f M" : "%.3f G", macs / (macs < 1e9 ? 1e6 : 1e9));
}

/* What the value is made of, where that is not floats. */
static const char *number_text(Arena *arena, const Plan *plan, int v) {
    const NumberKind number = plan->layouts[v].number;
    return number == NUMBER_F32 ? "" : arena_printf(arena, " %s", number_types[number].name);
}

static void add_layer(Table *table, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    const Place *place = &plan->placement->places[v];
    size_t parameters = layer_parameters(plan, v);
    Arena *arena = table->arena;
    table_cell(table, "%s", layer->name);
    table_cell(table, "%s", layer_operator(arena, layer));
    table_cell(table, "%s", shape_text(arena, layer->in_shape));
    table_cell(table, "%s%s", shape_text(arena, layer->shape), number_text(arena, plan, v));
    table_cell(table, "%s", parameters ? grouped(arena, parameters) : "");
    table_cell(table, "%s", macs_text(arena, layer_macs(layer)));
    table_cell(table, "%s", algorithm_name(&plan->choices[v]));
    table_cell(table, "%s", layer_tile(arena, plan, v));
    table_cell(table, "%s", place->bytes ? grouped(arena, place->offset) : "");
    table_cell(table, "%s", place->bytes ? grouped(arena, place->bytes) : "");
}

/* Lines of at most so many characters, cut between words. */
static const char *wrapped(Arena *arena, const char *text, int width) {
    char *copy = arena_copy(arena, text, strlen(text)), *line = copy, *last = NULL;
    for (char *c = copy; width && *c; c++) {
        if (*c == ' ') last = c;
        if (c - line < width || !last) continue;
        *last = '\n';
        line = last + 1;
        last = NULL;
    }
    return copy;
}

const char *plan_title(Arena *arena, const Plan *plan) {
    const Spec *spec = plan->spec;
    Text text = { .arena = arena };
    text_printf(&text, "%s blocks", block_names[spec->block]);
    for (int s = 0; s < spec->stages; s++) text_printf(&text, "%s%d", s ? ", " : " ", spec->repeats[s]);
    text_printf(&text, "; input %dx%dx%dx%d; target %s", spec->batch, spec->channels, spec->height,
                spec->width, plan->target->name);
    if (plan->precision != PRECISION_FP32) text_printf(&text, "; %s", precision_names[plan->precision]);
    if (plan->economy.prefer == PREFER_SIZE) text_printf(&text, "; small");
    return text.bytes;
}

/* A total: its name, its number, and what else there is to say, a line of it a row. */
static void add_total(Table *table, const char *name, size_t number, const char *remark, int room) {
    remark = wrapped(table->arena, remark, room);
    const char *end = strchr(remark, '\n');
    table_cell(table, "%s", name);
    table_cell(table, "%s", grouped(table->arena, number));
    while (end) {
        table_cell(table, "%.*s", (int)(end - remark), remark);
        table_cell(table, "%s", "");
        table_cell(table, "%s", "");
        remark = end + 1;
        end = strchr(remark, '\n');
    }
    table_cell(table, "%s", remark);
}

static const char *unused_parameters(Arena *arena, const Plan *plan) {
    size_t used = 0, all = graph_parameters(plan->graph);
    for (int v = 0; v < plan->layers->count; v++) used += layer_parameters(plan, v);
    return used == all ? ""
                       : arena_printf(arena, "%s of them in no output's way", grouped(arena, all - used));
}

/* What speed costs: nothing, or how much less there could be. */
static const char *least_text(Arena *arena, size_t bytes, size_t least) {
    return bytes == least ? "" : arena_printf(arena, "%s with --prefer size", grouped(arena, least));
}

static const char *live_text(Arena *arena, const Plan *plan, const char *least) {
    return arena_printf(arena, "%s%sat least %s are live at once", least, *least ? "; " : "",
                        grouped(arena, plan->placement->bound));
}

static void add_limit(Table *table, const char *name, size_t limit, const char *remark, int room) {
    if (limit) add_total(table, name, limit, remark, room);
}

/* How far from the fastest the choices may be. */
static void add_limits(Table *table, const Plan *plan, int room) {
    const Economy *economy = &plan->economy;
    const char *remark = plan->economy.prefer == PREFER_SIZE ? ""
                         : plan->excess < 5e-6
                             ? "no choices within it are faster, by the cost model"
                             : arena_printf(table->arena,
                                            "by the cost model at most %.3g %% slower than the "
                                            "fastest choices within it",
                                            100 * plan->excess);
    add_limit(table, "weights limit, bytes", economy->weights, remark, room);
    add_limit(table, "workspace limit, bytes", economy->workspace, economy->weights ? "" : remark, room);
}

static void print_totals(Text *text, const Plan *plan, int width) {
    Arena *arena = text->arena;
    const int room = !width ? 0 : width > TOTALS_WIDTH + LEAST_REMARK ? width - TOTALS_WIDTH : LEAST_REMARK;
    Table totals = table_new(arena, "lrl");
    const Footprint own = plan_footprint(plan), least = least_footprint(arena, plan);
    double macs = plan_macs(plan);
    add_total(&totals, "parameters", graph_parameters(plan->graph), unused_parameters(arena, plan), room);
    add_total(&totals, "MACs of one image", (size_t)macs, macs_text(arena, macs), room);
    add_total(&totals, "peak memory, bytes", own.workspace,
              live_text(arena, plan, least_text(arena, own.workspace, least.workspace)), room);
    add_total(&totals, "packed weights, bytes", own.weights, least_text(arena, own.weights, least.weights),
              room);
    add_limits(&totals, plan, room);
    add_total(&totals, takes_pixels(plan->spec) ? "input pixels, bytes" : "input floats",
              plan_input_floats(plan), "", room);
    add_total(&totals, "output floats", plan_output_floats(plan), "", room);
    table_print(&totals, text);
}

/* Columns that do not fit, what can be missed first: the digits are those of describe_table's head. */
static void narrow(Table *table, Text *text, int width) {
    static const char order[] = "829745631";
    const char *left_out = table_narrow(table, width, order);
    table_print(table, text);
    if (*left_out)
        text_printf(text, "%s\n",
                    wrapped(text->arena, arena_printf(text->arena, "left out: %s (a pipe has all)", left_out),
                            width));
}

static void print_slowest(Text *text, const Plan *plan, const double *seconds) {
    int found[SLOWEST];
    const int layers = plan->layers->count, count = slowest_layers(seconds, layers, found);
    Table table = table_new(text->arena, "lrr");
    table_head(&table, "slowest|ms|of all layers");
    for (int i = 0; i < count; i++) {
        table_cell(&table, "%s", plan->layers->layers[found[i]].name);
        table_cell(&table, "%.3f", 1e3 * seconds[found[i]]);
        table_cell(&table, "%.1f %%", 100 * seconds[found[i]] / sum_of_layers(seconds, layers));
    }
    table_print(&table, text);
    text_printf(text, "\n");
}

const char *describe_table(Arena *arena, const Plan *plan, Description beside) {
    Text text = { .arena = arena };
    Table table = table_new(arena, "llllrrllrr");
    table_head(&table, "layer|operator|input|output|parameters|MACs|algorithm|tile|offset|bytes");
    for (int v = 0; v < plan->layers->count; v++) add_layer(&table, plan, v);
    const char *title = arena_printf(arena, "%s: %s", plan->spec->name, plan_title(arena, plan));
    text_printf(&text, "%s\n\n", wrapped(arena, title, beside.width));
    narrow(&table, &text, beside.width);
    text_printf(&text, "\n");
    if (beside.seconds) print_slowest(&text, plan, beside.seconds);
    print_totals(&text, plan, beside.width);
    return text.bytes;
}
