/* ranges.c: --calibrate: which part of each value's numbers integers stand for. */
#include "parts.h"

#include <math.h>

static const RangeRow *row_at(const Page *p, int row) { return &p->found->ranges->rows[row]; }
static const char *layer_of(const Page *p, int row) { return row_at(p, row)->layer; }
static double low_of(const Page *p, int row) { return row_at(p, row)->range.low; }
static double high_of(const Page *p, int row) { return row_at(p, row)->range.high; }
static double clipped_of(const Page *p, int row) { return 100 * row_at(p, row)->clipped; }

/* Four digits, as far as they matter. */
static const char *float_text(Arena *arena, double value) { return arena_printf(arena, "%.4g", value); }
static const char *low_text(const Page *p, int row) { return float_text(p->arena, low_of(p, row)); }
static const char *high_text(const Page *p, int row) { return float_text(p->arena, high_of(p, row)); }
static const char *clipped_text(const Page *p, int row) {
    return arena_printf(p->arena, "%.2g", clipped_of(p, row));
}

static bool reads_table(const RangeRow *row) {
    return row->range.before_low < 0 || row->range.before_high > 0;
}

static const char *before_text(const Page *p, int row) {
    const RangeRow *r = row_at(p, row);
    return reads_table(r) ? arena_printf(p->arena, "%.4g to %.4g", (double)r->range.before_low,
                                         (double)r->range.before_high)
                          : "";
}

static const char *in_text(const Page *p, int row) { return row_at(p, row)->in_floats ? "fp32" : "int8"; }

static bool some_tables(const Page *p) {
    for (int i = 0; i < p->found->ranges->count; i++)
        if (reads_table(row_at(p, i))) return true;
    return false;
}

static bool is_mixed(const Page *p) {
    for (int i = 0; i < p->found->ranges->count; i++)
        if (row_at(p, i)->in_floats) return true;
    return false;
}

static const Column columns[] = {
    { "Layer", "", "", NULL, NULL, 0, layer_of, NULL },
    { "Low", "", "", NULL, low_of, 0, low_text, NULL },
    { "High", "", "", NULL, high_of, 0, high_text, NULL },
    { "Clipped", "%", "Numbers outside of the range", NULL, clipped_of, 0, clipped_text, NULL },
    { "Activation reads", "", "The range of what is looked up in a table", some_tables, NULL, 0, before_text,
      NULL },
    { "Computes in", "", "", is_mixed, NULL, 0, in_text, NULL },
};

void print_ranges(Page *page) {
    const RangesFound *ranges = page->found->ranges;
    if (!ranges) return;
    begin_section(page, "calibration", "Calibration");
    Text text = { .arena = page->arena };
    text_printf(&text, "Ranges of values from %s", ranges->source);
    if (ranges->images) text_printf(&text, ", %d images", ranges->images);
    text_printf(&text, ", by %s.", ranges->rule);
    print_note(page, text.bytes);
    const Grid grid = { "r", "Ranges", columns, COUNT_OF(columns), ranges->count, NULL };
    print_grid(page, &grid);
    end_section(page);
}
