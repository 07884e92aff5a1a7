/* describe_json.c: --describe=json: the facts of the table, for programs. Keys stand in a fixed order. */
#include "describe.h"
#include "json/json.h"

#include <stdlib.h>

/* Shapes are [channels, height, width], of one image. */
static json_t *shape_json(Shape shape) {
    return json_pack("[i, i, i]", shape.channels, shape.height, shape.width);
}

static const char *name_or_null(const Plan *plan, int v) {
    return v < 0 ? NULL : plan->layers->layers[v].name;
}

/* What has windows has besides its shapes; null for the others. */
static json_t *window_json(const Layer *layer) {
    if (!has_window(layer)) return json_null();
    return json_pack("{s:i, s:i, s:i, s:[i, i, i, i], s:i}", "kernel", layer->kernel, "stride", layer->stride,
                     "dilation", layer->dilation, "padding", layer->top, layer->left, layer->bottom,
                     layer->right, "groups", layer->groups);
}

static json_t *choice_json(const Plan *plan, int v) {
    const Choice *choice = &plan->choices[v];
    if (choice->algorithm == ALGORITHM_NONE) return json_null();
    json_t *tile = json_pack("{s:i, s:i, s:i}", "rows", choice->tile.rows, "columns", choice->tile.columns,
                             "channels", choice->tile.vectors * plan->layouts[v].lanes);
    return json_pack("{s:s, s:o, s:s}", "name", algorithm_name(choice), "tile", tile, "outermost",
                     choice->order == ORDER_PIXELS ? "pixels" : "channels");
}

/* Where the value lies in the workspace and for how long (times are indices of layers); null for an output.
 */
static json_t *buffer_json(const Plan *plan, int v) {
    const Place *place = &plan->placement->places[v];
    if (place->bytes == 0) return json_null();
    return json_pack("{s:I, s:I, s:i, s:i, s:s?}", "offset", (json_int_t)place->offset, "bytes",
                     (json_int_t)place->bytes, "first", place->first, "last", place->last, "in_place_of",
                     name_or_null(plan, place->shares));
}

static json_t *layer_json(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    return json_pack(
        "{s:s, s:s, s:s?, s:s?, s:s?, s:o, s:o, s:s, s:o, s:s?, s:b, s:I, s:I, s:o, s:o}", "name",
        layer->name, "kind", layer_kind_name(layer->kind), "reads", name_or_null(plan, layer->in), "adds",
        name_or_null(plan, layer->residual), "gate", name_or_null(plan, layer->gate), "input_shape",
        shape_json(layer->in_shape), "output_shape", shape_json(layer->shape), "number",
        number_types[plan->layouts[v].number].name, "window", window_json(layer), "activation",
        layer->activation ? activation_row(layer->activation)->name : NULL, "max_pool", layer->pool,
        "parameters", (json_int_t)layer_parameters(plan, v), "macs", (json_int_t)layer_macs(layer),
        "algorithm", choice_json(plan, v), "buffer", buffer_json(plan, v));
}

/* Frees the array and makes it NULL where there is no memory: json_pack then fails, too. */
static void append(json_t **array, json_t *item) {
    if (json_array_append_new(*array, item) == 0) return;
    json_decref(*array);
    *array = NULL;
}

/* The same of a key. */
static void set(json_t **object, const char *key, json_t *item) {
    if (json_object_set_new(*object, key, item) == 0) return;
    json_decref(*object);
    *object = NULL;
}

static json_t *layers_json(const Plan *plan, const double *seconds) {
    json_t *layers = json_array();
    for (int v = 0; v < plan->layers->count; v++) {
        json_t *layer = layer_json(plan, v);
        if (seconds && seconds[v] > 0) set(&layer, "seconds", json_real(seconds[v]));
        append(&layers, layer);
    }
    return layers;
}

static json_t *slowest_json(const Plan *plan, const double *seconds) {
    int found[SLOWEST];
    const int count = slowest_layers(seconds, plan->layers->count, found);
    json_t *names = json_array();
    for (int i = 0; i < count; i++) append(&names, json_string(plan->layers->layers[found[i]].name));
    return names;
}

/* Offsets are floats from the start of the caller's output array. */
static json_t *outputs_json(const Plan *plan) {
    json_t *outputs = json_array();
    size_t offset = 0;
    for (int i = 0; i < plan->spec->output_count; i++) {
        Shape shape = plan->shapes[plan->graph->outputs[i]];
        append(&outputs, json_pack("{s:s, s:o, s:I}", "name", plan->spec->outputs[i].name, "shape",
                                   shape_json(shape), "offset", (json_int_t)offset));
        offset += (size_t)plan->spec->batch * shape_floats(shape);
    }
    return outputs;
}

/* least: with --prefer size. */
static json_t *totals_json(const Plan *plan, Footprint least) {
    const Footprint own = plan_footprint(plan);
    return json_pack(
        "{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "parameters",
        (json_int_t)graph_parameters(plan->graph), "macs", (json_int_t)plan_macs(plan), "workspace_bytes",
        (json_int_t)own.workspace, "least_workspace_bytes", (json_int_t)least.workspace, "live_bytes",
        (json_int_t)plan->placement->bound, "weights_bytes", (json_int_t)own.weights, "least_weights_bytes",
        (json_int_t)least.weights, "input_floats", (json_int_t)plan_input_floats(plan), "input_bytes",
        (json_int_t)plan_input_bytes(plan), "output_floats", (json_int_t)plan_output_floats(plan));
}

static json_t *numbers_json(const double *numbers, int count) {
    json_t *array = json_array();
    for (int i = 0; i < count; i++) append(&array, json_real(numbers[i]));
    return array;
}

/* How a picture becomes the input; crop is [height, width]. */
static json_t *preprocess_json(const Spec *spec) {
    const Preprocess *p = &spec->preprocess;
    return json_pack("{s:i, s:[i, i], s:s, s:s, s:o, s:o, s:s}", "resize", p->resize, "crop", spec->height,
                     spec->width, "filter", filter_names[p->filter], "order", channel_orders[p->bgr], "mean",
                     numbers_json(p->mean, spec->channels), "std", numbers_json(p->std, spec->channels),
                     "input", input_names[p->input]);
}

/* What choices are for; limits: null for none. excess: by such a share at most they are slower than the
 * fastest within them, by the cost model. */
static json_t *economy_json(const Plan *plan) {
    const Economy *economy = &plan->economy;
    return json_pack("{s:s, s:o, s:o, s:f}", "prefer", preference_names[economy->prefer], "weights_limit",
                     economy->weights ? json_integer((json_int_t)economy->weights) : json_null(),
                     "workspace_limit",
                     economy->workspace ? json_integer((json_int_t)economy->workspace) : json_null(),
                     "excess", plan->excess);
}

static json_t *plan_json(const Plan *plan, Footprint least, const double *seconds) {
    const Spec *spec = plan->spec;
    Shape input = { spec->channels, spec->height, spec->width };
    return json_pack("{s:s, s:s, s:i, s:i, s:o, s:o, s:o, s:o, s:o, s:o}", "name", spec->name, "target",
                     plan->target->name, "batch", spec->batch, "classes", spec->classes, "input_shape",
                     shape_json(input), "preprocess", preprocess_json(spec), "outputs", outputs_json(plan),
                     "layers", layers_json(plan, seconds), "economy", economy_json(plan), "totals",
                     totals_json(plan, least));
}

const char *describe_json(Arena *arena, const Plan *plan, const double *seconds) {
    const Footprint least = least_footprint(arena, plan);
    json_t **root = json_holder(arena);
    *root = plan_json(plan, least, seconds);
    if (seconds) set(root, "slowest", slowest_json(plan, seconds));
    if (!*root) arena_exhausted(arena);
    return arena_printf(arena, "%s\n", json_line(arena, *root, JSON_INDENT(2) | JSON_REAL_PRECISION(15)));
}
