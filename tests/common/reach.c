/* reach.c: follows what is no finite number through the layers, pixel by pixel, as their algorithms read. */
#include "reach.h"

#include <string.h>

typedef struct {
    const bool *pixels;
    Shape shape;
    int halo;
} Value;

static bool is_reached(const Value *v, int y, int x) {
    if (y < 0 || y >= v->shape.height || x < 0 || x >= v->shape.width) return false;
    return v->pixels[y * v->shape.width + x];
}

/* In memory rows follow each other, border included, and behind the last one comes the next block. */
static bool is_reached_in_memory(const Value *v, int y, int x) {
    int row = v->shape.width + 2 * v->halo, rows = v->shape.height + 2 * v->halo;
    int at = ((y + v->halo) * row + x + v->halo) % (rows * row);
    return is_reached(v, at / row - v->halo, at % row - v->halo);
}

typedef bool Reached(const Value *, int y, int x);

static bool any(const Value *v, Reached *reached, int top, int left, int rows, int columns) {
    for (int y = top; y < top + rows; y++)
        for (int x = left; x < left + columns; x++)
            if (reached(v, y, x)) return true;
    return false;
}

static void windows(const Value *v, int kernel, int stride, int top, int left, Shape to, bool *out) {
    for (int y = 0; y < to.height; y++)
        for (int x = 0; x < to.width; x++)
            *out++ = any(v, is_reached, y * stride - top, x * stride - left, kernel, kernel);
}

/* Tiles of rows x columns results, each of which depends on all that its tile reads. */
static void tiles(const Value *v, const Layer *layer, int rows, int columns, int read_rows, int read_columns,
                  bool *out) {
    Shape to = layer->conv_shape;
    for (int y = 0; y < to.height; y++)
        for (int x = 0; x < to.width; x++)
            *out++ = any(v, is_reached_in_memory, y / rows * rows * layer->stride - layer->top,
                         x / columns * columns * layer->stride - layer->left, read_rows, read_columns);
}

static void convolve(const Value *v, const Layer *layer, const Layout *to, const Choice *choice, bool *out) {
    if (choice->algorithm == ALGORITHM_DIRECT) {
        windows(v, (layer->kernel - 1) * layer->dilation + 1, layer->stride, layer->top, layer->left,
                layer->conv_shape, out);
    } else if (choice->algorithm == ALGORITHM_WINOGRAD) {
        int points = winograd_points(choice->outputs, layer->stride);
        tiles(v, layer, choice->outputs, choice->outputs, points, points, out);
    } else {
        StemPlan p = stem_plan(layer, to, choice->strip);
        tiles(v, layer, 1, STEM_OUTPUTS, layer->kernel, p.points * p.phases, out);
    }
}

static size_t pixel_count(Shape shape) { return (size_t)shape.height * (size_t)shape.width; }

static bool *pixels_of(Arena *arena, Shape shape) { return arena_array(arena, bool, pixel_count(shape)); }

static bool *reach_conv(Arena *arena, const Plan *plan, int v, const Value *in) {
    const Layer *layer = &plan->layers->layers[v];
    bool *out = pixels_of(arena, layer->conv_shape);
    convolve(in, layer, &plan->layouts[v], &plan->choices[v], out);
    if (!layer->pool) return out;
    const Value unpooled = { out, layer->conv_shape, 0 };
    bool *pooled = pixels_of(arena, layer->shape);
    windows(&unpooled, 3, 2, 1, 1, layer->shape, pooled);
    return pooled;
}

/* A blur's mirror shows no pixel that its window does not have. */
static bool has_windows(LayerKind kind) {
    return kind == LAYER_MAX_POOL || kind == LAYER_WINDOW_AVERAGE || kind == LAYER_BLUR ||
           kind == LAYER_ZERO_PAD;
}

/* What the operator itself makes of its input. */
static bool *reach_alone(Arena *arena, const Plan *plan, int v, const Value *in) {
    const Layer *layer = &plan->layers->layers[v];
    if (layer->kind == LAYER_CONV) return reach_conv(arena, plan, v, in);
    bool *out = pixels_of(arena, layer->shape);
    if (layer->kind == LAYER_POINTWISE || layer->kind == LAYER_OUTPUT) {
        memcpy(out, in->pixels, pixel_count(layer->shape) * sizeof *out);
    } else if (has_windows(layer->kind)) {
        windows(in, layer->kernel, layer->stride, layer->top, layer->left, layer->shape, out);
    } else {
        const bool whole = any(in, is_reached, 0, 0, layer->in_shape.height, layer->in_shape.width);
        memset(out, whole, pixel_count(layer->shape) * sizeof *out);
    }
    return out;
}

/* A gate is a pixel, and a factor of all. */
static const bool *reach_layer(Arena *arena, const Plan *plan, int v, const bool *const *values) {
    const Layer *layer = &plan->layers->layers[v];
    const Value in = { values[layer->in], layer->in_shape, plan->layouts[layer->in].halo };
    bool *out = reach_alone(arena, plan, v, &in);
    for (size_t i = 0; i < pixel_count(layer->shape); i++) {
        if (layer->residual >= 0) out[i] |= values[layer->residual][i];
        if (layer->gate >= 0) out[i] |= values[layer->gate][0];
    }
    return out;
}

const bool *const *reach(Arena *arena, const Plan *plan, const bool *start) {
    const bool **values = arena_array(arena, const bool *, plan->layers->count);
    for (int v = 0; v < plan->layers->count; v++)
        values[v] = plan->layers->layers[v].kind == LAYER_INPUT ? start : reach_layer(arena, plan, v, values);
    return values;
}
