/* parts.h: what the parts of the page have in common. */
#ifndef RESNETC_PAGE_PARTS_H
#define RESNETC_PAGE_PARTS_H

#include "page.h"

typedef struct {
    Arena *arena;
    Text text;
    const Plan *plan;
    const Found *found;
    const double *cycles; /* [layer]: by the cost model, of a call; 0 of what it knows nothing of */
} Page;

/* ---- html.c ---- */

/* Character data or an attribute's value, of any bytes: what is no UTF-8, and control characters, are
 * U+FFFD. */
void html_text(Text *text, const char *bytes);
const char *decimal(Arena *arena, double value, int digits); /* 12345.678, 1 -> "12,345.7"; "inf" */
/* Of small networks microseconds are told: 1e6, "\u00b5s"; else 1e3, "ms". */
double time_scale(const Page *page);
const char *time_unit(const Page *page);
void begin_section(Page *page, const char *id, const char *title);
void end_section(Page *page);
void print_note(Page *page, const char *text); /* a paragraph in small type */

/* A table that can be sorted by a click: a row a column of it. */
typedef struct Column Column;
struct Column {
    const char *head, *unit, *help; /* unit, help: "" for none */
    bool (*shown)(const Page *page);
    double (*key)(const Page *page, int row); /* what is sorted by; NAN: nothing. NULL: the text */
    int digits;                               /* of the key, where there is no text */
    const char *(*text)(const Page *page, int row);
    const char *(*attributes)(const Page *page, int row); /* of the cell, with a space before each; NULL */
};

/* The first column heads its rows; `id`: rows are "ID0", "ID1", ...; shown: NULL for all of `rows`. */
typedef struct {
    const char *id, *label;
    const Column *columns;
    int count, rows;
    bool (*shown)(const Page *page, int row);
} Grid;

void print_grid(Page *page, const Grid *grid);

/* ---- The parts, from top to bottom; each prints nothing where there is nothing to tell ---- */

extern const char page_style[], page_script[];
void print_head(Page *page);
void print_times(Page *page);
void print_roofline(Page *page);
void print_layers(Page *page);
void print_memory(Page *page);
void print_accuracy(Page *page);
void print_ranges(Page *page);
bool is_exact(const Verdict *verdict); /* no layer computes in floats, and no number differed */

/* ---- points.c: layers as points under a roof ---- */

typedef struct {
    int layer;
    double intensity; /* operations a byte that must be read or written: weights, values */
    double rate;      /* operations a second, or a cycle by the cost model */
    double share;     /* of the time of all */
} Point;

typedef struct {
    const char *name;
    double rate; /* bytes a second, or a cycle */
} Slope;

typedef struct {
    bool measured; /* else it is the cost model's */
    const Point *points;
    int count;
    double peak; /* operations a second, or a cycle; 0: not known */
    Slope slopes[3];
    int slope_count;
} Roof;

Roof make_roof(Arena *arena, const Plan *plan, const Found *found, const double *cycles);
/* [layer]: seconds, or cycles of the model. */
const double *times_of(const Page *page);

/* ---- roofline.c ---- */

const char *roofline_svg(Arena *arena, const Plan *plan, const Roof *roof);

#endif
