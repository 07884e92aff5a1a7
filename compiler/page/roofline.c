/* roofline.c: the drawing: operations a byte go to the right, operations a second or cycle up, both by their
 * logarithms. A circle is a layer, as large as its share of the time. Coordinates are tenths of a pixel. */
#include "parts.h"

#include <math.h>
#include <stdlib.h>

enum { LEFT = 900, TOP = 620, WIDTH = 9800, HEIGHT = 4600, RIGHT = 300, BOTTOM = 850 };
enum { RADIUS_LEAST = 45, RADIUS_MORE = 170, FONT = 120, LABEL_HEIGHT = 150, MOST_LINES = 12 };

typedef struct {
    int from, to, top, bottom;
} Box;

typedef struct {
    double low, high;
} Axis;

typedef struct {
    Arena *arena;
    Text text;
    const Plan *plan;
    const Roof *roof;
    Axis x, y;
    Box used[SLOWEST + 1]; /* labels that there are */
    int labels;
} Drawing;

/* ---- Axes ---- */

static double share_of(const Axis *axis, double value) {
    return log(value / axis->low) / log(axis->high / axis->low);
}

static int x_of(const Drawing *d, double value) { return LEFT + (int)lround(share_of(&d->x, value) * WIDTH); }
static int y_of(const Drawing *d, double value) {
    return TOP + HEIGHT - (int)lround(share_of(&d->y, value) * HEIGHT);
}

static void widen(Axis *axis, double value) {
    if (axis->low == 0 || value < axis->low) axis->low = value;
    if (value > axis->high) axis->high = value;
}

/* With the ridge, where what can be read and what can be computed meet, some air around, and a factor of 10
 * between the ends at the least. */
static void set_axes(Drawing *d) {
    const Roof *roof = d->roof;
    for (int i = 0; i < roof->count; i++) {
        widen(&d->x, roof->points[i].intensity);
        widen(&d->y, roof->points[i].rate);
    }
    if (roof->peak > 0) widen(&d->y, roof->peak);
    for (int i = 0; roof->peak > 0 && i < roof->slope_count; i++)
        widen(&d->x, roof->peak / roof->slopes[i].rate);
    d->x = (Axis){ d->x.low / 1.6, fmax(d->x.high * 1.6, d->x.low * 10) };
    d->y = (Axis){ d->y.low / 1.6, fmax(d->y.high * 1.6, d->y.low * 10) };
}

/* Calls it for each of 1, 2, 5, 10, 20, ... on the axis. */
static void each_tick(Drawing *d, const Axis *axis, void (*draw)(Drawing *d, double value)) {
    static const double steps[] = { 1, 2, 5 };
    for (int power = (int)floor(log10(axis->low)); pow(10, power) <= axis->high; power++)
        for (int i = 0; i < COUNT_OF(steps); i++) {
            const double value = steps[i] * pow(10, power);
            if (value >= axis->low && value <= axis->high) draw(d, value);
        }
}

static void draw_x_tick(Drawing *d, double value) {
    const int x = x_of(d, value);
    svg_line(&d->text, x, TOP, x, TOP + HEIGHT, "grid");
    svg_text(&d->text, x, TOP + HEIGHT + 190, FONT, "middle", "", arena_printf(d->arena, "%g", value));
}

static double unit_of(const Drawing *d) { return d->roof->measured ? 1e9 : 1; }

static void draw_y_tick(Drawing *d, double value) {
    const int y = y_of(d, value * unit_of(d));
    svg_line(&d->text, LEFT, y, LEFT + WIDTH, y, "grid");
    svg_text(&d->text, LEFT - 90, y + 40, FONT, "end", "", arena_printf(d->arena, "%g", value));
}

static void draw_axes(Drawing *d) {
    const Axis in_units = { d->y.low / unit_of(d), d->y.high / unit_of(d) };
    each_tick(d, &d->x, draw_x_tick);
    each_tick(d, &in_units, draw_y_tick);
    svg_line(&d->text, LEFT, TOP + HEIGHT, LEFT + WIDTH, TOP + HEIGHT, "axis");
    svg_line(&d->text, LEFT, TOP, LEFT, TOP + HEIGHT, "axis");
    svg_text(&d->text, LEFT + WIDTH / 2, TOP + HEIGHT + 480, FONT, "middle", " class=\"unit\"",
             "operations a byte");
    svg_text(&d->text, 200, TOP + HEIGHT / 2, FONT, "middle",
             arena_printf(d->arena, " class=\"unit\"%s", svg_rotate(d->arena, -90, 200, TOP + HEIGHT / 2)),
             d->roof->measured ? rate_unit(d->plan) : "operations a cycle");
}

/* ---- The roof ---- */

/* "98.2 GB/s", "32 bytes a cycle" */
static const char *speed_text(const Drawing *d, double rate) {
    return d->roof->measured ? arena_printf(d->arena, "%.1f GB/s", rate / 1e9)
                             : arena_printf(d->arena, "%g bytes a cycle", rate);
}

static void draw_slope(Drawing *d, const Slope *slope) {
    const double top = d->roof->peak > 0 ? d->roof->peak : d->y.high;
    const double from = fmax(d->x.low, d->y.low / slope->rate), to = fmin(top / slope->rate, d->x.high);
    if (from >= to) return;
    const int x1 = x_of(d, from), y1 = y_of(d, from * slope->rate), x2 = x_of(d, to),
              y2 = y_of(d, to * slope->rate);
    const int degrees = (int)lround(-atan2(y1 - y2, x2 - x1) * 180 / acos(-1));
    const int x = x1 + (x2 - x1) / 12 + 60, y = y1 + (int)((y2 - y1) * ((double)(x - x1) / (x2 - x1))) - 60;
    svg_line(&d->text, x1, y1, x2, y2, "roof");
    svg_text(&d->text, x, y, FONT, "start",
             arena_printf(d->arena, " class=\"roofed\"%s", svg_rotate(d->arena, degrees, x, y)),
             arena_printf(d->arena, "%s, %s", slope->name, speed_text(d, slope->rate)));
}

static double fastest(const Roof *roof) {
    double rate = 0;
    for (int i = 0; i < roof->slope_count; i++) rate = fmax(rate, roof->slopes[i].rate);
    return rate;
}

static void draw_peak(Drawing *d) {
    const Roof *roof = d->roof;
    if (!(roof->peak > 0)) return;
    const double rate = fastest(roof), from = rate > 0 ? fmax(roof->peak / rate, d->x.low) : d->x.low;
    const int y = y_of(d, roof->peak);
    const int end = LEFT + WIDTH - 60;
    const char *text = roof->measured
                           ? arena_printf(d->arena, "peak, %.1f %s", roof->peak / 1e9, rate_unit(d->plan))
                           : arena_printf(d->arena, "peak, %g operations a cycle", roof->peak);
    svg_line(&d->text, x_of(d, from), y, LEFT + WIDTH, y, "roof");
    svg_text(&d->text, end, y - 70, FONT, "end", " class=\"roofed\"", text);
    d->used[d->labels++] = (Box){ end - svg_text_width(text, FONT), end, y - 70 - FONT, y };
}

/* ---- The layers ---- */

static const Layer *layer_of(const Drawing *d, const Point *p) { return &d->plan->layers->layers[p->layer]; }

static int radius(const Point *p) { return RADIUS_LEAST + (int)(RADIUS_MORE * sqrt(p->share)); }

static void draw_point(Drawing *d, const Point *p) {
    text_printf(&d->text,
                "<a href=\"#l%d\" tabindex=\"-1\"><circle class=\"point\" cx=\"%d\" cy=\"%d\" r=\"%d\" "
                "fill=\"%s\"><title>",
                p->layer, x_of(d, p->intensity), y_of(d, p->rate), radius(p),
                stage_colour(layer_of(d, p)->stage));
    svg_escaped(&d->text, arena_printf(d->arena, "%s: %.3g %s, %.3g operations a byte, %.1f %% of the time",
                                       layer_of(d, p)->name, p->rate / unit_of(d),
                                       d->roof->measured ? rate_unit(d->plan) : "operations a cycle",
                                       p->intensity, 100 * p->share));
    text_printf(&d->text, "</title></circle></a>\n");
}

static bool overlap(const Box *a, const Box *b) {
    return a->from < b->to && b->from < a->to && a->top < b->bottom && b->top < a->bottom;
}

static bool is_free(const Drawing *d, const Box *box) {
    for (int i = 0; i < d->labels; i++)
        if (overlap(box, &d->used[i])) return false;
    for (int i = 0; i < d->roof->count; i++) {
        const Point *p = &d->roof->points[i];
        const int x = x_of(d, p->intensity), y = y_of(d, p->rate), r = radius(p);
        if (overlap(box, &(Box){ x - r, x + r, y - r, y + r })) return false;
    }
    return box->from > LEFT && box->to < LEFT + WIDTH && box->top > TOP && box->bottom < TOP + HEIGHT;
}

/* Beside its circle, so many lines below or above it. */
static Box label_box(const Drawing *d, const Point *p, int width, int lines, bool right) {
    const int away = radius(p) + 40, x = x_of(d, p->intensity), from = right ? x + away : x - away - width,
              top = y_of(d, p->rate) - LABEL_HEIGHT / 2 + lines * LABEL_HEIGHT;
    return (Box){ from, from + width, top, top + LABEL_HEIGHT };
}

/* The nearest place that is free: to the right before to the left. */
static Box place_label(const Drawing *d, const Point *p, int width) {
    for (int step = 0; step < 2 * MOST_LINES; step++)
        for (int side = 0; side < 2; side++) {
            const int lines = (step % 2 ? -1 : 1) * (step + 1) / 2;
            const Box box = label_box(d, p, width, lines, side == 0);
            if (is_free(d, &box)) return box;
        }
    return label_box(d, p, width, 0, true);
}

/* With a line to its circle. */
static void draw_label(Drawing *d, const Point *p) {
    const char *name = layer_of(d, p)->name;
    const Box box = place_label(d, p, svg_text_width(name, FONT));
    const int x = x_of(d, p->intensity), middle = (box.top + box.bottom) / 2;
    d->used[d->labels++] = box;
    svg_line(&d->text, x, y_of(d, p->rate), box.from > x ? box.from - 20 : box.to + 20, middle, "leader");
    svg_text(&d->text, box.from > x ? box.from : box.to, middle + 42, FONT, box.from > x ? "start" : "end",
             " class=\"label\"", name);
}

/* The slowest ones are named. */
static void draw_labels(Drawing *d) {
    const Roof *roof = d->roof;
    double *shares = arena_array(d->arena, double, roof->count);
    int found[SLOWEST];
    for (int i = 0; i < roof->count; i++) shares[i] = roof->points[i].share;
    const int count = slowest_layers(shares, roof->count, found);
    for (int i = 0; i < count; i++) draw_label(d, &roof->points[found[i]]);
}

static bool has_stage(const Drawing *d, int stage) {
    for (int i = 0; i < d->roof->count; i++)
        if (layer_of(d, &d->roof->points[i])->stage == stage) return true;
    return false;
}

static void draw_legend(Drawing *d) {
    int x = LEFT + 60;
    for (int stage = -1; stage <= d->plan->spec->stages; stage++) {
        if (!has_stage(d, stage)) continue;
        const char *name = stage_name(d->arena, d->plan->spec, stage);
        text_printf(&d->text, "<circle cx=\"%d\" cy=\"350\" r=\"55\" fill=\"%s\"/>\n", x,
                    stage_colour(stage));
        svg_text(&d->text, x + 110, 392, FONT, "start", "", name);
        x += svg_text_width(name, FONT) + 420;
    }
}

const char *roofline_svg(Arena *arena, const Plan *plan, const Roof *roof) {
    Drawing d = { .arena = arena, .text = { .arena = arena }, .plan = plan, .roof = roof };
    text_printf(&d.text,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" role=\"img\" "
                "aria-label=\"Roofline\" style=\"--wide:%dpx\" viewBox=\"0 160 %d %d\">\n",
                (LEFT + WIDTH + RIGHT) / 10, LEFT + WIDTH + RIGHT, TOP + HEIGHT + BOTTOM - 400);
    set_axes(&d);
    draw_axes(&d);
    draw_legend(&d);
    for (int i = 0; i < roof->slope_count; i++) draw_slope(&d, &roof->slopes[i]);
    draw_peak(&d);
    draw_labels(&d);
    for (int i = 0; i < roof->count; i++) draw_point(&d, &roof->points[i]);
    text_printf(&d.text, "</svg>\n");
    return d.text.bytes;
}

void print_roofline(Page *page) {
    const Roof roof = make_roof(page->arena, page->plan, page->found, page->cycles);
    if (!roof.count) return;
    begin_section(page, "roofline", "Roofline");
    print_note(
        page,
        roof.measured
            ? "A circle is a layer with weights, as large as its share of the time. Its operations are those "
              "that are done, its bytes those of its packed weights and of the values that it reads and "
              "writes, each once. Lines are what was measured here, of all threads together."
            : "A circle is a layer with weights, as large as its share of the time, by the cost model, in "
              "cycles: nothing was timed. Its operations are those that are done, its bytes those "
              "of its packed weights and of the values that it reads and writes, each once.");
    text_printf(
        &page->text,
        "<figure class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Roofline\">\n%s</figure>\n",
        roofline_svg(page->arena, page->plan, &roof));
    end_section(page);
}
