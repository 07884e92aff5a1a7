/* precision_report.c: what lower precision costs, as tables. */
#include "precision.h"
#include "traced.h"

#include <math.h>

static const char *decibel_text(Arena *arena, double noise) {
    if (isnan(noise)) return "";
    return isinf(noise) ? "exact" : arena_printf(arena, "%.1f dB", noise);
}

static const char *in_text(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    if (plan->precision == PRECISION_BF16) return layer->number == NUMBER_BF16 ? "bf16" : "fp32";
    return plan->quantized && !layer->in_floats ? "int8" : "fp32";
}

/* Why it stays. */
static const char *with_text(Arena *arena, const PrecisionReport *r, int chosen) {
    if (!r->lowering->floats[chosen]) return "";
    if (r->lowering->refused[chosen]) return "stays: int8 has no such layer";
    const double drop = drop_with(r->lowering, chosen);
    return isnan(drop) ? "stays" : arena_printf(arena, "stays: %.2f points lost with it", drop);
}

static void add_chosen(Table *table, const PrecisionReport *r, const char *name) {
    const int v = layer_named(r->layers, name);
    const bool chosen = v >= 0 && is_chosen(r->layers, v);
    table_cell(table, "%s", chosen ? decibel_text(table->arena, r->lowering->harm[v]) : "");
    table_cell(table, "%s", chosen ? with_text(table->arena, r, v) : "");
}

static bool some_layer_stays(const PrecisionReport *r) {
    for (int v = 0; v < r->layers->count; v++)
        if (r->lowering->floats[v]) return true;
    return false;
}

/* Conversions have no value of their own. */
static void print_layers(Arena *arena, const PrecisionReport *r, Text *text) {
    const bool some_stay = r->lowering && some_layer_stays(r);
    Table table = table_new(arena, some_stay ? "llrrl" : "llr");
    table_head(&table, some_stay ? "layer|in|value|scores|" : "layer|in|value");
    for (int v = 0; v < r->plan->layers->count; v++) {
        const Layer *layer = &r->plan->layers->layers[v];
        if (isnan(r->noise[v])) continue;
        table_cell(&table, "%s", layer->name);
        table_cell(&table, "%s", in_text(r->plan, v));
        table_cell(&table, "%s", decibel_text(arena, r->noise[v]));
        if (some_stay) add_chosen(&table, r, layer->name);
    }
    table_print(&table, text);
}

static void share_row(Table *table, const char *what, int floats, int low, int images) {
    table_cell(table, "%s", what);
    table_cell(table, "%.2f %%", 100.0 * floats / images);
    table_cell(table, "%.2f %%", 100.0 * low / images);
}

static void print_hits(Arena *arena, const PrecisionReport *r, Text *text) {
    const char *low = precision_names[r->plan->precision];
    Table table = table_new(arena, "lrr");
    table_head(&table, arena_printf(arena, "answers|fp32|%s", low));
    share_row(&table, "class as in fp32", r->low.images, r->low.same, r->low.images);
    if (r->low.known) {
        share_row(&table, "top-1", r->floats.first, r->low.first, r->low.known);
        share_row(&table, "top-5", r->floats.among, r->low.among, r->low.known);
    }
    table_print(&table, text);
}

static void print_trials(const Lowering *lowering, double max_drop, Text *text) {
    text_printf(text, "trials, of which %.4g points may be lost:", max_drop);
    for (int i = 0; i < lowering->trial_count; i++)
        text_printf(text, "%s %d lowered: %.2f", i ? "," : "", lowering->trials[i].lowered,
                    lowering->trials[i].drop);
    text_printf(text, "\n");
}

const char *precision_report(Arena *arena, const PrecisionReport *r) {
    Text text = { .arena = arena };
    text_printf(
        &text,
        "%s against fp32 on %d of %d images, every %dth, which nothing was learned from; signal to noise\n",
        precision_names[r->plan->precision], r->held->source->count, r->all, HELD_OUT);
    print_layers(arena, r, &text);
    if (r->lowering) print_trials(r->lowering, r->max_drop, &text);
    if (r->ranked) print_hits(arena, r, &text);
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
