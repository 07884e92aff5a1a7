/* input.c: the caller's input into the first value: floats copied, pixels normalised on their way. */
#include "walk.h"

#include <assert.h>

/* ---- The functions ---- */

/* What both are told of the value: planes that have a border, and behind each image a tail. */
static const char place_parameters[] =
    "float *y, size_t images, size_t channels, size_t height, size_t width, size_t halo, size_t tail";

static void emit_strides(Out *out) {
    line(out, "const size_t row = width + 2 * halo, size = (height + 2 * halo) * row;");
    line(out, "y += halo * row + halo;");
}

static void emit_shared_copy(Out *out) {
    line(out, "SHARED((int)height, (int)(images * channels), (int)height)");
    line(out, "    ITEMS(plane, 0)");
    line(out, "        for (size_t i = (size_t)share.tile; i < (size_t)share.end_tile; i++)");
    line(out, "            memcpy(y + (size_t)plane * size + (size_t)plane / channels * tail + i * row, x + "
              "((size_t)plane * height + i) * width, width * sizeof(float));");
}

static void emit_copy(Out *out) {
    line(out, "for (size_t plane = 0; plane < images * channels; plane++)");
    line(out, "    for (size_t i = 0; i < height; i++)");
    line(out,
         "        memcpy(y + plane * size + plane / channels * tail + i * row, x + (plane * height + i) * "
         "width, width * sizeof(float));");
}

void emit_copy_input(Out *out, bool team) {
    line(out, "/* The user's planes into ours, which have a border, and behind each image a tail. */");
    block(out, "static void copy_input(%sconst float *x, %s)", team ? "Line *team, " : "", place_parameters) {
        emit_strides(out);
        if (team)
            emit_shared_copy(out);
        else
            emit_copy(out);
    }
    blank(out);
}

/* Threads share planes, and rows of them. */
static void open_planes(Out *out, bool team) {
    if (team) line(out, "SHARED((int)height, (int)(images * channels), (int)height)");
    open_block(out, team ? "ITEMS(item, 0)" : "for (size_t plane = 0; plane < images * channels; plane++)");
    if (team) line(out, "const size_t plane = (size_t)item;");
}

static const char *rows_text(bool team) {
    return team ? "for (size_t i = (size_t)share.tile; i < (size_t)share.end_tile; i++)"
                : "for (size_t i = 0; i < height; i++)";
}

/* A table, since both divisions are to round as they do elsewhere, and a byte has few values. */
void emit_read_pixels(Out *out, bool team) {
    line(out, "/* The user's pixels, [images][height][width][channels], into our planes, as (pixel / 255 - "
              "mean) / std: `level` is what each byte becomes. */");
    block(
        out,
        "static void read_pixels(%sconst unsigned char *x, %s, const float *mean, const float *std, int bgr)",
        team ? "Line *team, " : "", place_parameters) {
        emit_strides(out);
        open_planes(out, team);
        line(out, "const size_t n = plane / channels, c = plane %% channels;");
        line(
            out,
            "const unsigned char *pixel = x + n * height * width * channels + (bgr ? channels - 1 - c : c);");
        line(out, "float level[256];");
        line(out, "for (int p = 0; p < 256; p++) level[p] = ((float)p / 255.0f - mean[c]) / std[c];");
        block(out, "%s", rows_text(team)) {
            line(out, "const unsigned char *from = pixel + i * width * channels;");
            line(out, "float *to = y + plane * size + n * tail + i * row;");
            line(out, "for (size_t j = 0; j < width; j++) to[j] = level[from[j * channels]];");
        }
        close_block(out);
    }
    blank(out);
}

/* ---- The call ---- */

void emit_input(Out *out, const Emission *e, int v) {
    Arena *arena = out->text.arena;
    const Plan *plan = e->plan;
    const Preprocess *preprocess = &plan->spec->preprocess;
    Shape shape = plan->layers->layers[v].shape;
    const Layout *l = &plan->layouts[v];
    const bool pixels = takes_pixels(plan->spec);
    assert(l->number == NUMBER_F32); /* as both functions write it */
    if (pixels) {
        line(out, "static const float mean[] = %s;",
             float_constants(arena, preprocess->mean, shape.channels));
        line(out, "static const float std[] = %s;", float_constants(arena, preprocess->std, shape.channels));
    }
    line(out, "%s(%sinput%s, %s, %d, %d, %d, %d, %d, %zu%s);", pixels ? "read_pixels" : "copy_input",
         e->workspace.team ? "LINES(memory), " : "", image_offset(arena, plan, shape_floats(shape)),
         value_name(arena, plan, v), l->run, shape.channels, shape.height, shape.width, l->halo, l->tail,
         !pixels           ? ""
         : preprocess->bgr ? ", mean, std, 1"
                           : ", mean, std, 0");
}
