/* walk.c: the walk over the layers: a function a stage, each layer under its banner, and run(). */
#include "parts.h"

#include <assert.h>
#include <limits.h>

enum {
    LAYERS_A_SECTION = 100
}; /* keeps functions below 1,000 lines: gcc -O2 is superlinear in their length */

/* Consecutive layers of one stage. */
typedef struct {
    const char *name;
    int first, end;
    bool reads_input, writes_output, reads_weights;
    bool knows_image; /* it needs to know which images it computes */
    int run;          /* of them at once */
} Section;

static const char *section_name(Arena *arena, const Plan *plan, int stage, int part) {
    const char *name = stage < 0                     ? "stem"
                       : stage == plan->spec->stages ? "head"
                                                     : arena_printf(arena, "layer%d", stage + 1);
    return part ? arena_printf(arena, "%s_part%d", name, part + 1) : name;
}

static bool needs_image(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    if (layer->kind == LAYER_INPUT || layer->kind == LAYER_OUTPUT) return true;
    return is_gathered(&plan->layouts[v]);
}

static Section *find_sections(Arena *arena, const Plan *plan, int *count) {
    Section *sections = arena_array(arena, Section, plan->layers->count);
    int stage = -2, part = 0;
    *count = 0;
    for (int v = 0; v < plan->layers->count; v++) {
        const Layer *layer = &plan->layers->layers[v];
        bool same = layer->stage == stage, full = same && v - sections[*count - 1].first >= LAYERS_A_SECTION;
        part = !same ? 0 : part + full;
        stage = layer->stage;
        if (!same || full)
            sections[(*count)++] = (Section){ .name = section_name(arena, plan, stage, part),
                                              .first = v,
                                              .run = plan->layouts[v].run };
        Section *section = &sections[*count - 1];
        section->end = v + 1;
        section->reads_input |= layer->kind == LAYER_INPUT;
        section->writes_output |= layer->kind == LAYER_OUTPUT;
        section->reads_weights |= has_weights(layer);
        section->knows_image |= plan->spec->batch > 1 && needs_image(plan, v);
    }
    return sections;
}

static const char *value_name(Arena *arena, const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    return layer->kind == LAYER_INPUT ? "padded_input" : c_identifier(arena, layer->name);
}

/* ---- Places: named, but for networks so large that an enum cannot hold them ---- */

/* `weights` and `memory` are pointers to float, whatever lies there. */
static size_t floats_in(size_t bytes) { return bytes / sizeof(float); }

static bool has_named_places(const Plan *plan) {
    return floats_in(plan->blob->size) <= INT_MAX && floats_in(plan->placement->values) <= INT_MAX;
}

static size_t place_of(const Plan *plan, int v, const char *what) {
    switch (*what) {
    case 'w':
        return floats_in(plan->blob->weight[v]);
    case 'b':
        return floats_in(plan->blob->bias[v]);
    case 'a':
        return floats_in(plan->placement->places[v].offset);
    default:
        return plan->layouts[v].start;
    }
}

/* "layer1_0_conv1_w", of "w", "b", "at", "inner". */
static const char *place_text(Arena *arena, const Plan *plan, int v, const char *what) {
    if (!has_named_places(plan)) return arena_printf(arena, "%zu", place_of(plan, v, what));
    return arena_printf(arena, "%s_%s", value_name(arena, plan, v), what);
}

static void add_places(Text *text, const Plan *plan, int v) {
    bool weights = has_weights(&plan->layers->layers[v]);
    const bool has[] = { weights, weights, plan->placement->places[v].offset != 0,
                         plan->layouts[v].start != 0 };
    static const char *const what[] = { "w", "b", "at", "inner" };
    for (int i = 0; i < COUNT_OF(what); i++)
        if (has[i])
            text_printf(text, "%s%s_%s = %zu,", text->length ? " " : "", value_name(text->arena, plan, v),
                        what[i], place_of(plan, v, what[i]));
}

/* A paragraph a stage. */
static void emit_places(Out *out, const Plan *plan) {
    if (!has_named_places(plan)) return;
    line(out, "/* Floats from `weights` to a layer's weights (_w) and biases (_b), from `memory` to its "
              "value (_at), and in "
              "that, from its border's corner to pixel (0, 0) (_inner). Where it is not named, it is 0. */");
    open_block(out, "enum");
    for (int v = 0, stage; v < plan->layers->count;) {
        Text text = { .arena = out->text.arena };
        for (stage = plan->layers->layers[v].stage;
             v < plan->layers->count && plan->layers->layers[v].stage == stage; v++)
            if (plan->layers->layers[v].kind != LAYER_OUTPUT) add_places(&text, plan, v);
        if (text.length) line(out, "%s", text.bytes);
    }
    out->depth--;
    line(out, "};");
    blank(out);
}

static const char *value_shape(Arena *arena, const Plan *plan, int v) {
    const Layout *l = &plan->layouts[v];
    Shape shape = plan->layers->layers[v].shape;
    const char *batch = l->images > 1 ? arena_printf(arena, "[%d]", l->images) : "";
    const char *tail =
        l->images > 1 && l->tail ? arena_printf(arena, " and a tail of %zu an image", l->tail) : "";
    return arena_printf(arena, "%s[%d][%d][%d][%d]%s", batch, l->blocks, shape.height + 2 * l->halo,
                        shape.width + 2 * l->halo, l->lanes, tail);
}

/* In a section that runs image by image a gathered value is its one image. */
static void emit_declaration(Out *out, const Plan *plan, int v, int run) {
    const Place *place = &plan->placement->places[v];
    const char *shares = "", *slot = "";
    Arena *arena = out->text.arena;
    if (place->shares >= 0)
        shares = arena_printf(arena, ", in place of %s", plan->layers->layers[place->shares].name);
    if (plan->layouts[v].images > run)
        slot = arena_printf(arena, " + image %% %d * %zu", plan->layouts[v].images, plan->layouts[v].image);
    const char *name = value_name(arena, plan, v);
    const char *at = place->offset ? arena_printf(arena, " + %s", place_text(arena, plan, v, "at")) : "";
    line(out, "%s *const %s = memory%s%s; /* %s%s */", type_of(plan->layouts[v].number), name, at, slot,
         value_shape(arena, plan, v), shares);
}

/* Values of earlier sections that this one reads. Returns whether there are any. */
static bool emit_imports(Out *out, const Plan *plan, const Section *section) {
    bool any = false, *done = arena_array(out->text.arena, bool, plan->layers->count);
    for (int v = section->first; v < section->end; v++) {
        const Layer *layer = &plan->layers->layers[v];
        const int read[] = { layer->in, layer->residual, layer->gate };
        for (int i = 0; i < COUNT_OF(read); i++) {
            if (read[i] < 0 || read[i] >= section->first || done[read[i]]) continue;
            emit_declaration(out, plan, read[i], section->run);
            done[read[i]] = any = true;
        }
    }
    return any;
}

/* Before what the first thread of a team does. */
static const char *alone(const Emission *e) { return e->workspace.team ? "ALONE " : ""; }

static void emit_border(Out *out, const Emission *e, int v) {
    const Plan *plan = e->plan;
    const Layout *l = &plan->layouts[v];
    Shape shape = plan->layers->layers[v].shape;
    if (l->halo == 0 || border_is_ready(plan->layouts, plan->placement, v)) return;
    line(out, "%szero_border%s(%s, %d, %d, %d, %d, %d, %d, %zu);", alone(e),
         number_suffix(out->text.arena, l->number), value_name(out->text.arena, plan, v), l->run, l->blocks,
         shape.height, shape.width, l->halo, l->lanes, l->tail);
}

static const char *pointer_to(Out *out, const Plan *plan, int v, int border) {
    const Layout *l = &plan->layouts[v];
    const Term term = { number(l->start - (size_t)border * (l->row + l->pixel)), 1 };
    const char *name = value_name(out->text.arena, plan, v);
    if (border == 0 && l->start)
        return arena_printf(out->text.arena, "%s + %s", name, place_text(out->text.arena, plan, v, "inner"));
    return arena_printf(out->text.arena, "%s%s", name, offset_text(out, 1, &term));
}

/* "conv3x3_64_64_56x56(", or the catalogue's function and the layer's sizes; those with weights are shared
 * out to the team unless there is too little to share. */
static const char *call_text(Arena *arena, const Emission *e, int v) {
    LayerKind kind = e->plan->layers->layers[v].kind;
    if (!e->library)
        return e->plan->kernels[v].shared ? arena_printf(arena, "%s(LINES(memory), ", e->kernels[v])
                                          : arena_printf(arena, "%s%s(", alone(e), e->kernels[v]);
    const char *function = e->library->function(&e->plan->kernels[v]), *sizes = e->kernels[v];
    if (kind != LAYER_CONV && kind != LAYER_LINEAR) return arena_printf(arena, "%s(&%s, ", function, sizes);
    return arena_printf(arena, "share_out(%s, %s, &%s, ", e->plan->kernels[v].shared ? "&team" : "0",
                        function, sizes);
}

/* The catalogue's functions all have a residual; where nothing is added, none is read. */
static const char *residual_text(Out *out, const Emission *e, int v) {
    int residual = e->plan->layers->layers[v].residual;
    if (residual < 0)
        return e->library ? arena_printf(out->text.arena, "%s, ", pointer_to(out, e->plan, v, 0)) : "";
    return arena_printf(out->text.arena, "%s, ", pointer_to(out, e->plan, residual, 0));
}

static void emit_call(Out *out, const Emission *e, int v) {
    const Plan *plan = e->plan;
    const Layer *layer = &plan->layers->layers[v];
    const char *x = pointer_to(out, plan, layer->in, layer->kind == LAYER_AVERAGE_POOL ? 0 : layer->padding);
    const char *y = pointer_to(out, plan, v, 0), *call = call_text(out->text.arena, e, v);
    if (!has_weights(layer)) {
        line(out, "%s%s, %s);", call, x, y);
        return;
    }
    const char *scratch = plan->choices[v].scratch ? ", SCRATCH" : e->library ? ", 0" : "";
    line(out, "%s%s, weights + %s, weights + %s, %s%s%s);", call, x,
         place_text(out->text.arena, plan, v, "w"), place_text(out->text.arena, plan, v, "b"),
         residual_text(out, e, v), y, scratch);
}

static size_t output_offset(const Plan *plan, int output) {
    size_t offset = 0;
    for (int i = 0; i < output; i++)
        offset += (size_t)plan->spec->batch * shape_floats(plan->shapes[plan->graph->outputs[i]]);
    return offset;
}

/* Where the images that a call computes begin among all of the batch's. */
static const char *image_offset(Arena *arena, const Plan *plan, size_t floats) {
    return plan->spec->batch > 1 ? arena_printf(arena, " + image * %zu", floats) : "";
}

static void emit_copy_in(Out *out, const Emission *e, int v) {
    const Plan *plan = e->plan;
    Shape shape = plan->layers->layers[v].shape;
    Arena *arena = out->text.arena;
    const Layout *l = &plan->layouts[v];
    assert(l->number == NUMBER_F32); /* as the caller's input: its bytes are copied */
    line(out, "copy_input(%sinput%s, %s, %d, %d, %d, %d, %d, %zu);",
         e->workspace.team ? "LINES(memory), " : "", image_offset(arena, plan, shape_floats(shape)),
         value_name(arena, plan, v), l->run, shape.channels, shape.height, shape.width, l->halo, l->tail);
}

static void emit_copy_out(Out *out, const Emission *e, int v) {
    const Plan *plan = e->plan;
    const Layer *layer = &plan->layers->layers[v];
    const Layout *in = &plan->layouts[layer->in];
    Arena *arena = out->text.arena;
    const Term offset = { number(output_offset(plan, layer->output)), 1 };
    line(out, "%sto_nchw%s(%s, output%s%s, %d, %d, %d, %d, %d, %d, %zu);", alone(e),
         number_suffix(arena, in->number), value_name(arena, plan, layer->in), offset_text(out, 1, &offset),
         image_offset(arena, plan, shape_floats(layer->shape)), in->run, layer->shape.channels,
         layer->shape.height, layer->shape.width, in->halo, in->lanes, in->tail);
}

static void emit_trace(Out *out, const Plan *plan, int v, const char *macro) {
    const Layer *layer = &plan->layers->layers[v];
    const Layout *l = &plan->layouts[v];
    line(out, "%s(\"%s\", %s, %d, %d, %d, %d, %d, %d, %zu);", macro, layer->name,
         value_name(out->text.arena, plan, v), l->run, layer->shape.channels, layer->shape.height,
         layer->shape.width, l->halo, l->lanes, l->tail);
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

static void emit_layer(Out *out, const Emission *e, int v, bool is_last) {
    const Layer *layer = &e->plan->layers->layers[v];
    line(out, "/* %s */", layer_summary(out->text.arena, e->plan, v));
    if (layer->kind != LAYER_OUTPUT) {
        emit_declaration(out, e->plan, v, e->plan->layouts[v].run);
        emit_border(out, e, v);
    }
    if (layer->kind == LAYER_OUTPUT)
        emit_copy_out(out, e, v);
    else if (layer->kind == LAYER_INPUT)
        emit_copy_in(out, e, v);
    else
        emit_call(out, e, v);
    emit_done(out, e, v, is_last);
}

static void emit_section(Out *out, const Emission *e, const Section *section) {
    block(out, "NOINLINE static void %s(%sfloat *memory%s%s%s)", section->name,
          section->reads_weights ? "const float *weights, " : "",
          section->reads_input ? ", const float *input" : "", section->writes_output ? ", float *output" : "",
          section->knows_image ? ", int image" : "") {
        bool apart = emit_imports(out, e->plan, section);
        for (int v = section->first; v < section->end; v++, apart = true) {
            if (apart) blank(out);
            emit_layer(out, e, v, v + 1 == section->end);
        }
    }
    blank(out);
}

/* Floats of the threads' lines, which lie behind what they share. */
static const char *lines_text(Arena *arena, const Emission *e) {
    return e->workspace.team
               ? arena_printf(arena, " + %s_MAX_THREADS * %zu", e->macro, floats_in(e->workspace.line))
               : "";
}

/* The scratch of the threads lies behind their lines; a trace's copy between the two. */
static void emit_scratch(Out *out, const Emission *e) {
    size_t common = floats_in(e->workspace.common);
    const char *lines = lines_text(out->text.arena, e);
    if (!e->workspace.scratch) return;
    label_line(out, "#ifdef %s_TRACE", e->macro);
    line(out, "#define SCRATCH (COPY + %zu)", floats_in(e->workspace.copy));
    label_line(out, "#else");
    line(out, "#define SCRATCH (memory + %zu%s)", common, lines);
    label_line(out, "#endif");
}

static void emit_trace_macro(Out *out, const Emission *e) {
    label_line(out, "#ifdef %s_TRACE /* hands out each layer's value in NCHW */", e->macro);
    line(out, "#define COPY (memory + %zu%s)", floats_in(e->workspace.common),
         lines_text(out->text.arena, e));
    label_line(out, "#define TRACE(layer, value, images, channels, height, width, halo, lanes, tail) \\");
    label_line(out, "    %s(to_nchw(value, COPY, images, channels, height, width, halo, lanes, tail), \\",
               alone(e));
    label_line(out, "     %s_trace(layer, COPY, images, channels, height, width))%s", e->prefix,
               e->workspace.team ? "; WAIT(memory)" : "");
    label_line(out, "#elif defined %s_PROFILE", e->macro);
    label_line(
        out,
        "#define TRACE(layer, value, images, channels, height, width, halo, lanes, tail) %s%s_profile(layer)",
        alone(e), e->prefix);
    label_line(out, "#else");
    label_line(out,
               "#define TRACE(layer, value, images, channels, height, width, halo, lanes, tail) ((void)0)");
    label_line(out, "#endif");
    if (e->workspace.team) {
        label_line(out, "/* Behind a layer that others wait for. */");
        label_line(out, "#define DONE(...) WAIT(memory); TRACE(__VA_ARGS__)");
    }
    emit_scratch(out, e);
    blank(out);
}

static void emit_section_call(Out *out, const Section *section, const char *image) {
    line(out, "%s(%sworkspace%s%s%s);", section->name, section->reads_weights ? "weights, " : "",
         section->reads_input ? ", input" : "", section->writes_output ? ", output" : "",
         section->knows_image ? arena_printf(out->text.arena, ", %s", image) : "");
}

/* The sections that run image by image come first; then those that run the chunk at once. */
static void emit_chunk(Out *out, const Section *sections, int count, int chunk, const char *image) {
    int early = 0;
    while (early < count && sections[early].run < chunk) early++;
    if (early > 0) block(out, "for (int i = %s; i < %s + %d; i++)", image, image, chunk) {
            for (int i = 0; i < early; i++) emit_section_call(out, &sections[i], "i");
        }
    for (int i = early; i < count; i++) emit_section_call(out, &sections[i], image);
}

void emit_walk(Out *out, const Emission *e) {
    int count, batch = e->plan->spec->batch, chunk = chunk_images(e->plan->layers, e->plan->layouts);
    const Section *sections = find_sections(out->text.arena, e->plan, &count);
    emit_places(out, e->plan);
    emit_trace_macro(out, e);
    for (int i = 0; i < count; i++) emit_section(out, e, &sections[i]);
    block(out, "void %s_run(const void *weights, void *workspace, const float *input, float *output)",
          e->prefix) {
        if (e->workspace.team) open_block(out, "TEAM(workspace)");
        if (batch == chunk)
            emit_chunk(out, sections, count, chunk, "0");
        else
            block(out, "for (int image = 0; image < %d; image += %d)", batch, chunk) {
                emit_chunk(out, sections, count, chunk, "image");
            }
        if (e->workspace.team) close_block(out);
    }
}
