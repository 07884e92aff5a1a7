/* memory_svg.c: --memory-plan: the buffer placement as a picture. Time goes across, a column a layer; bytes
 * go up; a box is a value, as wide as its lifetime and as high as its size. Coordinates are tenths of a
 * pixel. */
#include "base/base.h"
#include "report.h"

#include <string.h>

enum { LEFT = 900, RIGHT = 300, TOP = 1000, BOTTOM = 1500, PLOT_HEIGHT = 5200, PLOT_WIDTH = 11000 };
enum { COLUMN_LEAST = 130, FONT_MOST = 120, FONT_LEAST = 70, MAX_TICKS = 8 };

typedef struct {
    Arena *arena;
    Text text;
    const Plan *plan;
    int column, width; /* of a layer; of the plot */
    size_t peak;
} Drawing;

/* By stage: what stands before the stages, up to eight of them, what stands behind. */
static const char *const colours[MAX_STAGES + 2] = { "#8d99ae", "#4e9fd1", "#5bb98b", "#e8b04a", "#e07a5f",
                                                     "#b07cc6", "#d16b9e", "#6c8cd5", "#9aae5c", "#8d99ae" };

const char *stage_name(Arena *arena, const Spec *spec, int stage) {
    if (stage < 0) return "stem";
    return stage == spec->stages ? "head" : arena_printf(arena, "layer%d", stage + 1);
}

const char *stage_colour(int stage) { return colours[stage + 1]; }

static const Layer *layer_at(const Drawing *d, int v) { return &d->plan->layers->layers[v]; }

static int x_of(const Drawing *d, int time) { return LEFT + time * d->column; }

static int y_of(const Drawing *d, size_t bytes) {
    return TOP + PLOT_HEIGHT - (int)((double)bytes / (double)d->peak * PLOT_HEIGHT + 0.5);
}

/* ---- The frame ---- */

static void draw_head(Drawing *d) {
    int width = LEFT + d->width + RIGHT, height = TOP + PLOT_HEIGHT + BOTTOM;
    text_printf(&d->text,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                "font-family=\"Helvetica, Arial, sans-serif\" fill=\"#2b2d42\">\n",
                width / 10, height / 10, width, height);
    text_printf(&d->text, "<style>\n"
                          ".grid { stroke: #d9dce3; stroke-width: 8 }\n"
                          ".axis { stroke: #2b2d42; stroke-width: 12 }\n"
                          ".limit { fill: #c1121f }\n"
                          ".peak { stroke: #c1121f; stroke-width: 15; stroke-dasharray: 60 40 }\n"
                          ".box { stroke: #ffffff; stroke-width: 8 }\n"
                          ".box:hover { stroke: #2b2d42; stroke-width: 20 }\n"
                          "text { pointer-events: none }\n"
                          "</style>\n");
    text_printf(&d->text, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", width, height);
}

static void draw_title(Drawing *d) {
    const Spec *spec = d->plan->spec;
    svg_text(&d->text, LEFT, 380, 200, "start", " font-weight=\"bold\"",
             arena_printf(d->arena, "%s: where its values lie in memory", spec->name));
    svg_text(&d->text, LEFT, 620, 120, "start", "",
             arena_printf(d->arena,
                          "input %dx%dx%dx%d, target %s; a box is a value: as wide as it is needed, as "
                          "high as it is large",
                          spec->batch, spec->channels, spec->height, spec->width, d->plan->target->name));
}

/* The stage's name over its columns [first, end), which get a faint background. */
static void draw_stage(Drawing *d, int first, int end) {
    int stage = layer_at(d, first)->stage, x = x_of(d, first), width = (end - first) * d->column;
    text_printf(&d->text,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" fill-opacity=\"0.1\"/>\n", x,
                TOP, width, PLOT_HEIGHT, stage_colour(stage));
    svg_text(&d->text, x + width / 2, TOP - 60, 110, "middle", " font-weight=\"bold\" fill-opacity=\"0.7\"",
             stage_name(d->arena, d->plan->spec, stage));
}

static void draw_stages(Drawing *d) {
    int count = d->plan->layers->count;
    for (int first = 0, end; first < count; first = end) {
        for (end = first; end < count && layer_at(d, end)->stage == layer_at(d, first)->stage;) end++;
        draw_stage(d, first, end);
    }
}

static void draw_bytes_axis(Drawing *d) {
    size_t step = 1024;
    while (d->peak / step > MAX_TICKS) step *= 2;
    for (size_t bytes = 0; bytes <= d->peak; bytes += step) {
        int y = y_of(d, bytes);
        svg_line(&d->text, LEFT, y, LEFT + d->width, y, "grid");
        svg_text(&d->text, LEFT - 80, y + 40, 110, "end", "", size_text(d->arena, bytes));
    }
    svg_line(&d->text, LEFT, TOP, LEFT, TOP + PLOT_HEIGHT, "axis");
}

static void draw_time_axis(Drawing *d) {
    int y = TOP + PLOT_HEIGHT;
    svg_line(&d->text, LEFT, y, LEFT + d->width, y, "axis");
    for (int v = 0; v < d->plan->layers->count; v++) {
        int x = x_of(d, v) + d->column / 2 + 30;
        svg_text(&d->text, x, y + 90, 90, "end", svg_rotate(d->arena, -90, x, y + 90), layer_at(d, v)->name);
    }
}

static void draw_peak(Drawing *d) {
    int y = y_of(d, d->peak);
    svg_line(&d->text, LEFT, y, LEFT + d->width, y, "peak");
    svg_text(&d->text, LEFT + d->width, 620, 120, "end", " class=\"limit\"",
             arena_printf(d->arena, "peak %s; at least %s are live at once", size_text(d->arena, d->peak),
                          size_text(d->arena, d->plan->placement->bound)));
}

/* ---- The values ---- */

typedef struct {
    int x, y, width, height;
} Box;

/* A value that takes over another's memory in place does so in the middle of the column. */
static Box box_of(const Drawing *d, int v, bool taken_over) {
    const Place *place = &d->plan->placement->places[v];
    int left = x_of(d, place->first) + (place->shares >= 0 ? d->column / 2 : 0);
    int right = x_of(d, place->last) + (taken_over ? d->column / 2 : d->column);
    int top = y_of(d, place->offset + place->bytes), bottom = y_of(d, place->offset);
    return (Box){ left, top, right - left, bottom - top };
}

/* Across the box or up it, in the largest font that fits; false where that would be too small to read. */
static bool draw_fitting(Drawing *d, Box box, const char *name) {
    int x = box.x + box.width / 2, y = box.y + box.height / 2;
    for (int size = FONT_MOST; size >= FONT_LEAST; size -= 10) {
        int length = svg_text_width(name, size) + size / 2, height = size + size / 4, down = size / 3;
        bool across = length <= box.width && height <= box.height;
        bool upwards = length <= box.height && height <= box.width;
        if (across)
            svg_text(&d->text, x, y + down, size, "middle", " class=\"name\"", name);
        else if (upwards)
            svg_text(&d->text, x + down, y, size, "middle",
                     arena_printf(d->arena, " class=\"name\"%s", svg_rotate(d->arena, -90, x + down, y)),
                     name);
        if (across || upwards) return true;
    }
    return false;
}

/* Where "layer3.1.conv2" does not fit, "1.conv2" may: the colour tells the stage. */
static void draw_name(Drawing *d, Box box, const char *name) {
    if (draw_fitting(d, box, name)) return;
    const char *dot = strchr(name, '.');
    if (dot) draw_fitting(d, box, dot + 1);
}

static void draw_tooltip(Drawing *d, int v) {
    const Place *place = &d->plan->placement->places[v];
    const Layer *layer = layer_at(d, v);
    const char *in_place =
        place->shares < 0 ? "" : arena_printf(d->arena, ", in place of %s", layer_at(d, place->shares)->name);
    text_printf(&d->text, "<title>");
    svg_escaped(&d->text, arena_printf(d->arena, "%s: %dx%dx%d, %s bytes at %s, until %s%s", layer->name,
                                       layer->shape.channels, layer->shape.height, layer->shape.width,
                                       grouped(d->arena, place->bytes), grouped(d->arena, place->offset),
                                       layer_at(d, place->last)->name, in_place));
    text_printf(&d->text, "</title>");
}

static void draw_value(Drawing *d, int v, bool taken_over) {
    Box box = box_of(d, v, taken_over);
    text_printf(&d->text,
                "<rect class=\"box\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"20\" fill=\"%s\">",
                box.x, box.y, box.width, box.height, stage_colour(layer_at(d, v)->stage));
    draw_tooltip(d, v);
    text_printf(&d->text, "</rect>\n");
    draw_name(d, box, layer_at(d, v)->name);
}

static void draw_values(Drawing *d) {
    const Placement *placement = d->plan->placement;
    bool *taken_over = arena_array(d->arena, bool, placement->count);
    for (int v = 0; v < placement->count; v++)
        if (placement->places[v].shares >= 0) taken_over[placement->places[v].shares] = true;
    for (int v = 0; v < placement->count; v++)
        if (placement->places[v].bytes > 0) draw_value(d, v, taken_over[v]);
}

static void draw_scratch_box(Drawing *d, Box box, const char *title) {
    if (box.height == 0) return;
    text_printf(&d->text,
                "<rect class=\"scratch\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#e5e5e5\">",
                box.x, box.y, box.width, box.height);
    text_printf(&d->text, "<title>");
    svg_escaped(&d->text, title);
    text_printf(&d->text, "</title></rect>\n");
}

/* In its layer's column. */
static void draw_layers_scratch(Drawing *d, int v) {
    const size_t begin = d->plan->placement->places[v].scratch, bytes = d->plan->choices[v].scratch;
    const int top = y_of(d, begin + bytes);
    draw_scratch_box(d, (Box){ x_of(d, v), top, d->column, y_of(d, begin) - top },
                     arena_printf(d->arena, "scratch of %s, %s bytes at %s", layer_at(d, v)->name,
                                  grouped(d->arena, bytes), grouped(d->arena, begin)));
}

static bool lies_among(const Plan *plan) {
    for (int v = 0; v < plan->layers->count; v++)
        if (scratch_lies_among(plan, v)) return true;
    return false;
}

/* What the kernels need for themselves: a layer's, or behind the values, all the time. */
static void draw_scratch(Drawing *d) {
    const size_t scratch = d->plan->workspace.scratch;
    const int top = y_of(d, d->peak), bottom = y_of(d, d->peak - scratch);
    const Box all = { LEFT, top, d->width, bottom - top };
    if (lies_among(d->plan)) {
        for (int v = 0; v < d->plan->layers->count; v++)
            if (d->plan->choices[v].scratch) draw_layers_scratch(d, v);
    } else if (scratch) {
        const char *title =
            arena_printf(d->arena, "scratch of the kernels, %s", size_text(d->arena, scratch));
        draw_scratch_box(d, all, title);
        draw_fitting(d, all, title);
    }
}

static Drawing make_drawing(Arena *arena, const Plan *plan) {
    int count = plan->layers->count;
    Drawing d = {
        .arena = arena, .text = { .arena = arena }, .plan = plan, .peak = workspace_bytes(&plan->workspace, 1)
    };
    d.column = PLOT_WIDTH / count > COLUMN_LEAST ? PLOT_WIDTH / count : COLUMN_LEAST;
    d.width = count * d.column;
    if (d.peak == 0) d.peak = 1;
    return d;
}

static void draw_plot(Drawing *d) {
    draw_stages(d);
    draw_bytes_axis(d);
    draw_scratch(d);
    draw_values(d);
    draw_time_axis(d);
    draw_peak(d);
    text_printf(&d->text, "</svg>\n");
}

const char *memory_plan_svg(Arena *arena, const Plan *plan) {
    Drawing d = make_drawing(arena, plan);
    draw_head(&d);
    draw_title(&d);
    draw_plot(&d);
    return d.text.bytes;
}

/* Without the room of the title. */
const char *memory_plan_figure(Arena *arena, const Plan *plan) {
    Drawing d = make_drawing(arena, plan);
    const int width = LEFT + d.width + RIGHT, above = 460, height = TOP + PLOT_HEIGHT + BOTTOM - above;
    text_printf(&d.text,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" role=\"img\" "
                "aria-label=\"Memory plan\" style=\"--wide:%dpx\" viewBox=\"0 %d %d %d\">\n",
                width / 10, above, width, height);
    draw_plot(&d);
    return d.text.bytes;
}
