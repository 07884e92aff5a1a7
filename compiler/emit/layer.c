/* layer.c: a layer in the walk, under its banner: its value and border, the call, who waits behind it. */
#include "walk.h"

#include <string.h>

static const char *value_shape(Arena *arena, const Plan *plan, int v) {
    const Layout *l = &plan->layouts[v];
    Shape shape = plan->layers->layers[v].shape;
    const char *batch = l->images > 1 ? arena_printf(arena, "[%d]", l->images) : "";
    const char *tail =
        l->images > 1 && l->tail ? arena_printf(arena, " and a tail of %zu an image", l->tail) : "";
    return arena_printf(arena, "%s[%d][%d][%d][%d]%s", batch, plane_count(l), shape.height + 2 * l->halo,
                        shape.width + 2 * l->halo, plane_lanes(l), tail);
}

/* In a section that runs image by image a gathered value is its one image. */
void emit_declaration(Out *out, const Plan *plan, int v, int run) {
    const Place *place = &plan->placement->places[v];
    const char *shares = "", *slot = "";
    Arena *arena = out->text.arena;
    if (place->shares >= 0)
        shares = arena_printf(arena, ", in place of %s", plan->layers->layers[place->shares].name);
    if (plan->layouts[v].images > run)
        slot = arena_printf(arena, " + image %% %d * %zu", plan->layouts[v].images, plan->layouts[v].image);
    const char *name = value_name(arena, plan, v);
    const char *at = place->offset ? arena_printf(arena, " + %s", place_text(arena, plan, v, "at")) : "";
    const NumberKind number = plan->layouts[v].number;
    const char *start = number == NUMBER_F32 ? arena_printf(arena, "memory%s%s", at, slot)
                        : *at ? arena_printf(arena, "(%s *)(memory%s)%s", type_of(number), at, slot)
                              : arena_printf(arena, "(%s *)memory%s", type_of(number), slot);
    line(out, "%s *const %s = %s; /* %s%s */", type_of(number), name, start, value_shape(arena, plan, v),
         shares);
}

static void emit_border(Out *out, const Emission *e, int v) {
    const Plan *plan = e->plan;
    const Layout *l = &plan->layouts[v];
    Shape shape = plan->layers->layers[v].shape;
    Arena *arena = out->text.arena;
    if (l->zero == ZERO_A_CHANNEL && l->tail) {
        emit_border_bytes(out, e, v);
        return;
    }
    if (l->halo == 0 || border_is_ready(plan->layouts, plan->choices, plan->placement, v)) return;
    line(out, "%szero_border%s(%s, %d, %d, %d, %d, %d, %d, %zu%s);", alone(e),
         number_suffix(arena, l->number), value_name(arena, plan, v), l->run, plane_count(l), shape.height,
         shape.width, l->halo, plane_lanes(l), l->tail,
         number_types[l->number].integers ? arena_printf(arena, ", %d", l->zero) : "");
}

/* To a pixel of a value's first block, `top` rows above pixel (0, 0) and `left` columns before it. */
static const char *pointer_before(Out *out, const Plan *plan, int v, int top, int left) {
    const Layout *l = &plan->layouts[v];
    const Term term = { number(l->start - (size_t)top * l->row - (size_t)left * l->pixel), 1 };
    const char *name = value_name(out->text.arena, plan, v);
    if (top == 0 && left == 0 && l->start)
        return arena_printf(out->text.arena, "%s + %s", name, place_text(out->text.arena, plan, v, "inner"));
    return arena_printf(out->text.arena, "%s%s", name, offset_text(out, 1, &term));
}

static const char *pointer_to(Out *out, const Plan *plan, int v) {
    return pointer_before(out, plan, v, 0, 0);
}

/* To where the first window of a layer that counts on a border begins. */
static const char *input_text(Out *out, const Plan *plan, const Layer *layer) {
    bool bordered = reads_border(layer);
    return pointer_before(out, plan, layer->in, bordered ? layer->top : 0, bordered ? layer->left : 0);
}

/* "conv3x3_64_64_56x56(", or the catalogue's function and the layer's sizes; those with weights are shared
 * out to the team unless there is too little to share. */
static const char *call_text(Arena *arena, const Emission *e, int v) {
    LayerKind kind = e->plan->layers->layers[v].kind;
    if (!e->library)
        return e->plan->kernels[v].shared ? arena_printf(arena, "%s(LINES(memory), ", e->kernels[v])
                                          : arena_printf(arena, "%s%s(", alone(e), e->kernels[v]);
    const char *function = e->library->function(arena, &e->plan->kernels[v]), *sizes = e->kernels[v];
    if (kind != LAYER_CONV && kind != LAYER_LINEAR) return arena_printf(arena, "%s(&%s, ", function, sizes);
    return arena_printf(arena, "share_out(%s, %s, &%s, ", e->plan->kernels[v].shared ? "&team" : "0",
                        function, sizes);
}

/* The catalogue's functions all have a residual; where nothing is added, none is read. */
static const char *residual_text(Out *out, const Emission *e, int v) {
    int residual = e->plan->layers->layers[v].residual;
    if (residual < 0)
        return e->library ? arena_printf(out->text.arena, "%s, ", pointer_to(out, e->plan, v)) : "";
    return arena_printf(out->text.arena, "%s, ", pointer_to(out, e->plan, residual));
}

/* What they are called with: the packed scales, or taps; the biases, or what slopes are found by. */
static bool reads_scales(const Layer *layer, bool integers) {
    bool scales = layer->affine || layer->kind == LAYER_GROUP_NORM;
    return (scales && !integers) || layer->kind == LAYER_CHANNEL_CONV;
}

static bool reads_biases(const Layer *layer, bool integers) {
    return integers || layer->affine || layer->kind == LAYER_GROUP_NORM || has_slope(layer);
}

/* name(x, y, factor, zero) */
static void emit_conversion_call(Out *out, const Emission *e, int v, const char *call, const char *x,
                                 const char *y) {
    const Quantized *quantized = e->plan->quantized;
    const bool down = number_types[e->plan->layouts[v].number].integers;
    const Quantum *integers = &quantized->quanta[down ? v : e->plan->layers->layers[v].in];
    const float factor = down ? quantized->integers[v].factor[0] : integers->scale;
    line(out, "%s%s, %s, %s, %d);", call, x, y, float_constant(out->text.arena, (double)factor),
         integers->zero);
}

/* ", SCRATCH", or its place among the values: ", memory + conv1_scratch". */
static const char *scratch_text(Arena *arena, const Emission *e, int v) {
    if (!e->plan->choices[v].scratch) return "";
    if (!scratch_lies_among(e->plan, v)) return ", SCRATCH";
    return arena_printf(arena, ", memory + %s", place_text(arena, e->plan, v, "scratch"));
}

/* name(x[, weights][, bias][, gate][, residual], y[, scratch]): what there is of these. */
static void emit_other_call(Out *out, const Emission *e, int v, const char *call, const char *x,
                            const char *y) {
    Arena *arena = out->text.arena;
    const Layer *layer = &e->plan->layers->layers[v];
    const bool integers = adds_integers(layer, &e->plan->layouts[layer->in]);
    Text arguments = { .arena = arena };
    text_printf(&arguments, "%s, ", x);
    if (reads_scales(layer, integers))
        text_printf(&arguments, "weights + %s, ", place_text(arena, e->plan, v, "w"));
    if (reads_biases(layer, integers))
        text_printf(&arguments, "weights + %s, ", place_text(arena, e->plan, v, "b"));
    if (layer->gate >= 0) text_printf(&arguments, "%s, ", pointer_to(out, e->plan, layer->gate));
    if (layer->residual >= 0) text_printf(&arguments, "%s, ", pointer_to(out, e->plan, layer->residual));
    line(out, "%s%s%s%s);", call, arguments.bytes, y, scratch_text(arena, e, v));
}

static void emit_call(Out *out, const Emission *e, int v) {
    const Plan *plan = e->plan;
    const Layer *layer = &plan->layers->layers[v];
    const char *x = input_text(out, plan, layer), *y = pointer_to(out, plan, v),
               *call = call_text(out->text.arena, e, v);
    if (layer->kind == LAYER_CONVERT) {
        emit_conversion_call(out, e, v, call, x, y);
        return;
    }
    if (!has_weights(layer)) {
        emit_other_call(out, e, v, call, x, y);
        return;
    }
    const char *scratch = plan->choices[v].scratch ? scratch_text(out->text.arena, e, v)
                          : e->library             ? ", 0"
                                                   : "";
    const NumberKind number = plan->choices[v].weights;
    const char *w = arena_printf(out->text.arena, "weights + %s", place_text(out->text.arena, plan, v, "w"));
    if (strcmp(type_of(number), "float"))
        w = arena_printf(out->text.arena, "(const %s *)(%s)", type_of(number), w);
    line(out, "%s%s, %s, weights + %s, %s%s%s);", call, x, w, place_text(out->text.arena, plan, v, "b"),
         residual_text(out, e, v), y, scratch);
}

static size_t output_offset(const Plan *plan, int output) {
    size_t offset = 0;
    for (int i = 0; i < output; i++)
        offset += (size_t)plan->spec->batch * shape_floats(plan->shapes[plan->graph->outputs[i]]);
    return offset;
}

const char *image_offset(Arena *arena, const Plan *plan, size_t floats) {
    return plan->spec->batch > 1 ? arena_printf(arena, " + image * %zu", floats) : "";
}

static void emit_copy_out(Out *out, const Emission *e, int v) {
    const Plan *plan = e->plan;
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = &plan->layouts[layer->in];
    Arena *arena = out->text.arena;
    const Term offset = { number(output_offset(plan, layer->output)), 1 };
    line(out, "%sto_nchw%s(%s, output%s%s, %d, %d, %d, %d, %d, %d, %zu%s);", alone(e),
         number_suffix(arena, in->number), value_name(arena, plan, layer->in), offset_text(out, 1, &offset),
         image_offset(arena, plan, shape_floats(layer->shape)), in->run, layer->shape.channels,
         layer->shape.height, layer->shape.width, in->halo, plane_lanes(in), in->tail,
         quantum_text(arena, plan, layer->in));
}

/* Done by the first thread. */
static bool is_alone(const Plan *plan, int v) {
    return plan->layers->layers[v].kind != LAYER_INPUT && !plan->kernels[v].shared;
}

/* Nobody waits between two layers of which the first thread does both. */
static bool is_waited_for(const Emission *e, int v, bool is_last) {
    return e->workspace.team && (is_last || !is_alone(e->plan, v) || !is_alone(e->plan, v + 1));
}

static void emit_done(Out *out, const Emission *e, int v, bool is_last) {
    bool waits = is_waited_for(e, v, is_last);
    if (e->plan->layers->layers[v].kind != LAYER_OUTPUT)
        emit_trace(out, e->plan, v, waits ? "DONE" : "TRACE");
    else if (waits)
        line(out, "WAIT(memory);");
}

void emit_layer(Out *out, const Emission *e, int v, bool is_last) {
    const Layer *layer = &e->plan->layers->layers[v];
    line(out, "/* %s */", layer_summary(out->text.arena, e->plan, v));
    if (layer->kind != LAYER_OUTPUT) {
        emit_declaration(out, e->plan, v, e->plan->layouts[v].run);
        emit_border(out, e, v);
    }
    if (layer->kind == LAYER_OUTPUT)
        emit_copy_out(out, e, v);
    else if (layer->kind == LAYER_INPUT)
        (number_types[e->plan->layouts[v].number].integers ? emit_input_bytes : emit_input)(out, e, v);
    else
        emit_call(out, e, v);
    emit_done(out, e, v, is_last);
}
