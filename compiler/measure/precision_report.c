/* precision_report.c: what lower precision costs, as tables. */
#include "precision.h"

#include <math.h>

const char *decibel_text(Arena *arena, double noise) {
    if (isnan(noise)) return "";
    return isinf(noise) ? "exact" : arena_printf(arena, "%.1f dB", noise);
}

/* Conversions have no value of their own. */
static void print_layers(Arena *arena, const PrecisionFigures *f, Text *text) {
    Table table = table_new(arena, f->some_stay ? "llrrl" : "llr");
    table_head(&table, f->some_stay ? "layer|in|value|scores|" : "layer|in|value");
    for (int i = 0; i < f->count; i++) {
        const PrecisionRow *row = &f->rows[i];
        table_cell(&table, "%s", row->layer);
        table_cell(&table, "%s", row->in);
        table_cell(&table, "%s", decibel_text(arena, row->value));
        if (!f->some_stay) continue;
        table_cell(&table, "%s", decibel_text(arena, row->scores));
        table_cell(&table, "%s", row->stays);
    }
    table_print(&table, text);
}

static void share_row(Table *table, const char *what, int floats, int low, int images) {
    table_cell(table, "%s", what);
    table_cell(table, "%.2f %%", 100.0 * floats / images);
    table_cell(table, "%.2f %%", 100.0 * low / images);
}

static void print_hits(Arena *arena, const PrecisionFigures *r, Text *text) {
    Table table = table_new(arena, "lrr");
    table_head(&table, arena_printf(arena, "answers|fp32|%s", r->precision));
    share_row(&table, "class as in fp32", r->low.images, r->low.same, r->low.images);
    if (r->low.known) {
        share_row(&table, "top-1", r->floats.first, r->low.first, r->low.known);
        share_row(&table, "top-5", r->floats.among, r->low.among, r->low.known);
    }
    table_print(&table, text);
}

static void print_trials(const PrecisionFigures *f, Text *text) {
    text_printf(text, "trials, of which %.4g points may be lost:", f->max_drop);
    for (int i = 0; i < f->trial_count; i++)
        text_printf(text, "%s %d lowered: %.2f", i ? "," : "", f->trials[i].lowered, f->trials[i].drop);
    text_printf(text, "\n");
}

const char *precision_report(Arena *arena, const PrecisionFigures *f) {
    Text text = { .arena = arena };
    text_printf(
        &text,
        "%s against fp32 on %d of %d images, every %dth, which nothing was learned from; signal to noise\n",
        f->precision, f->images, f->all, HELD_OUT);
    print_layers(arena, f, &text);
    if (f->trial_count) print_trials(f, &text);
    if (f->ranked) print_hits(arena, f, &text);
    return text.bytes;
}

const char *lowering_summary(Arena *arena, const Layers *layers, const Lowering *lowering) {
    Text text = { .arena = arena }, stay = { .arena = arena };
    int all = 0, low = 0;
    for (int v = 0; v < layers->count; v++) {
        if (!is_chosen(layers, v)) continue;
        all++;
        low += !lowering->floats[v];
        if (lowering->floats[v])
            text_printf(&stay, "%s %s%s%s", stay.length ? "," : "; in fp32", layers->layers[v].name,
                        lowering->refused[v] ? "" : " at ",
                        lowering->refused[v] ? "" : decibel_text(arena, lowering->harm[v]));
    }
    text_printf(&text, "auto: %d of %d layers compute in int8%s", low, all, stay.length ? stay.bytes : "");
    return text.bytes;
}
