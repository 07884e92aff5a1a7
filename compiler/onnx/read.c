/* read.c: the passes of this room, one after another: bytes, nodes, parts, a guess, its proof, tensors. */
#include "network.h"
#include "onnx.h"

#include <string.h>

/* ---- Outputs ---- */

static Value *output_value(Reader *r, size_t index) {
    const char *name = r->model->graph->output[index]->name;
    Value *value = name ? value_of(r, name) : NULL;
    if (value && !value->constant) return value;
    refuse_file(r->model, "output %s: expected a value that depends on the image",
                name_text(r->arena, name ? name : ""));
    return NULL;
}

static int depth_of(const Reader *r, int part) {
    int depth = 0;
    while ((part = r->parts[part].in[0]) >= 0) depth++;
    return depth;
}

/* The one that is computed last. -1: fails. */
static int find_last(Reader *r) {
    int last = -1;
    for (size_t i = 0; i < r->model->graph->n_output; i++) {
        Value *value = output_value(r, i);
        const OnnxNode *node = value ? maker_of(r, r->model->graph->output[i]->name) : NULL;
        if (!value) return -1;
        if (!node) return -1;
        if (!settle(r, node, value)) return -1;
        if (!is_vector(&r->parts[value->part]) && !is_image(r, value))
            return refuse_node(r->model, node, "expected an output [batch, channels, height, width]"), -1;
        if (last < 0 || depth_of(r, value->part) > depth_of(r, last)) last = value->part;
    }
    return last;
}

/* ---- What the file gives out, in the spec's words ---- */

static bool name_output(const Graph *graph, const int *part_of, int part, Output *output) {
    const struct {
        int value;
        OutputKind kind;
    } values[] = { { graph->probabilities, OUTPUT_PROBABILITIES },
                   { graph->logits, OUTPUT_LOGITS },
                   { graph->pool, OUTPUT_POOL },
                   { graph->stem, OUTPUT_STEM } };
    for (int s = graph->spec->stages - 1; s >= 0; s--) {
        *output = (Output){ .kind = OUTPUT_STAGE, .stage = s };
        if (part_of[graph->stage_out[s]] == part) return true;
    }
    for (int i = 0; i < COUNT_OF(values); i++) {
        *output = (Output){ .kind = values[i].kind };
        if (values[i].value >= 0 && part_of[values[i].value] == part) return true;
    }
    return false;
}

static bool is_named(const Spec *spec, const Output *output) {
    for (int i = 0; i < spec->output_count; i++)
        if (spec->outputs[i].kind == output->kind && spec->outputs[i].stage == output->stage) return true;
    return false;
}

static bool name_outputs(Network *n, const Graph *graph, const int *part_of) {
    const Onnx__GraphProto *file = n->r->model->graph;
    n->spec.output_count = 0;
    for (size_t i = 0; i < file->n_output; i++) {
        const char *name = file->output[i]->name;
        Output output;
        if (!name_output(graph, part_of, value_of(n->r, name)->part, &output))
            return refuse_file(n->r->model,
                               "output %s: expected logits, probabilities, the pool, the stem or the end "
                               "of a stage",
                               name_text(n->r->arena, name));
        if (is_named(&n->spec, &output) || n->spec.output_count == MAX_OUTPUTS)
            return refuse_file(n->r->model, "output %s: expected every value once, %d at most",
                               name_text(n->r->arena, name), MAX_OUTPUTS);
        n->spec.outputs[n->spec.output_count++] = output;
    }
    return true;
}

/* ---- The passes ---- */

static bool guess(Network *n, int last) {
    static Guess *const guesses[] = { guess_front, guess_family, guess_stages,    guess_widths, guess_blocks,
                                      guess_stem,  guess_norm,   guess_attention, guess_head };
    if (!find_blocks(n, last)) return false;
    for (int i = 0; i < COUNT_OF(guesses); i++)
        if (!guesses[i](n)) return false;
    return true;
}

/* What the spec's own reader refuses (a stride of 9, an even stem) is said of the file. */
static const Spec *parse_guess(Network *n) {
    const char *text = spec_text(n);
    Diag diag = { .arena = n->r->arena };
    const Spec *spec = spec_parse(n->r->arena, text, strlen(text), n->r->model->path, &diag);
    const char *pointer = spec ? NULL : strstr(diag.message, ": /");
    if (!spec && diag.status == STATUS_SYSTEM)
        diag_fail(n->r->model->diag, STATUS_SYSTEM, "%s", diag.message);
    else if (!spec)
        refuse_file(n->r->model, "its spec would be refused: %s", pointer ? pointer + 2 : diag.message);
    return spec;
}

static const TensorFile *prove(Network *n, int last) {
    const Spec *spec = parse_guess(n);
    const Graph *graph = spec ? graph_build(n->r->arena, spec) : NULL;
    const int *part_of = graph ? match_graph(n, graph, last) : NULL;
    if (!part_of || !name_outputs(n, graph, part_of)) return NULL;
    if (!shape_infer(n->r->arena, graph, n->r->model->diag)) return NULL;
    return collect_tensors(n, graph, part_of);
}

const TensorFile *onnx_read(Arena *arena, const char *path, FileView file, Diag *diag) {
    Model model = { .arena = arena, .diag = diag, .path = path };
    Reader reader = { .model = &model, .arena = arena };
    Network network = { .r = &reader };
    if (!model_decode(&model, file) || !read_nodes(&reader)) return NULL;
    int last = find_last(&reader);
    if (last < 0 || !guess(&network, last)) return NULL;
    const TensorFile *tensors = prove(&network, last);
    if (!tensors) return NULL;
    TensorFile *result = arena_alloc(arena, sizeof *result);
    *result = *tensors;
    result->spec = spec_text(&network);
    result->files = external_paths(&model);
    return result;
}
