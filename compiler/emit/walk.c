/* walk.c: the walk over the layers: a function a stage, and run(). */
#include "walk.h"

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
        section->reads_weights |= is_packed(plan->blob, v);
        section->knows_image |= plan->spec->batch > 1 && needs_image(plan, v);
    }
    return sections;
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

static void emit_section(Out *out, const Emission *e, const Section *section) {
    block(out, "NOINLINE static void %s(%sfloat *memory%s%s%s)", section->name,
          section->reads_weights ? "const float *weights, " : "",
          section->reads_input ? arena_printf(out->text.arena, ", const %s *input", input_type(e->plan)) : "",
          section->writes_output ? ", float *output" : "", section->knows_image ? ", int image" : "") {
        bool apart = emit_imports(out, e->plan, section);
        for (int v = section->first; v < section->end; v++, apart = true) {
            if (apart) blank(out);
            emit_layer(out, e, v, v + 1 == section->end);
        }
    }
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

/* A vector that is loaded from elsewhere faults, or on some processors does not: said at once, and before
 * anything is written. Without the C library, which small machines have no room for. */
static void emit_pointer_checks(Out *out, const Emission *e) {
    const char *input = takes_pixels(e->plan->spec) ? "" : "(size_t)input % 4 || ";
    if (e->library) return; /* compiled in memory alone, called with our own pointers */
    label_line(out, "#if defined __GNUC__ && !defined __TINYC__ && !defined NDEBUG /* as the header asks */");
    line(out, "if ((size_t)workspace %% %d) __builtin_trap();", LINE_BYTES);
    line(out, "if ((size_t)weights %% %zu) __builtin_trap();", weights_alignment(e->plan->target));
    line(out, "if (%s(size_t)output %% 4) __builtin_trap();", input);
    label_line(out, "#endif");
}

void emit_walk(Out *out, const Emission *e) {
    int count, batch = e->plan->spec->batch, chunk = chunk_images(e->plan->layers, e->plan->layouts);
    const Section *sections = find_sections(out->text.arena, e->plan, &count);
    emit_places(out, e->plan);
    emit_trace_macro(out, e);
    for (int i = 0; i < count; i++) emit_section(out, e, &sections[i]);
    block(out, "void %s_run(const void *weights, void *workspace, const %s *input, float *output)", e->prefix,
          input_type(e->plan)) {
        emit_pointer_checks(out, e);
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
