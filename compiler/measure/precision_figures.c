/* precision_figures.c: what lower precision costs, as figures of layers. */
#include "precision.h"
#include "traced.h"

#include <math.h>
#include <string.h>

static const char *in_text(const Plan *plan, int v) {
    const Layer *layer = &plan->layers->layers[v];
    if (plan->precision == PRECISION_BF16) return layer->number == NUMBER_BF16 ? "bf16" : "fp32";
    return plan->quantized && !layer->in_floats ? "int8" : "fp32";
}

static const char *stays_text(Arena *arena, const PrecisionReport *r, int chosen) {
    if (!r->lowering->floats[chosen]) return "";
    if (r->lowering->refused[chosen]) return "stays: int8 has no such layer";
    const double drop = drop_with(r->lowering, chosen);
    return isnan(drop) ? "stays" : arena_printf(arena, "stays: %.2f points lost with it", drop);
}

static PrecisionRow make_row(Arena *arena, const PrecisionReport *r, const char *name, const char *in,
                             double value) {
    const int chosen = r->lowering ? layer_named(r->layers, name) : -1;
    const bool told = chosen >= 0 && is_chosen(r->layers, chosen);
    return (PrecisionRow){ .layer = arena_printf(arena, "%s", name),
                           .in = in,
                           .stays = told ? stays_text(arena, r, chosen) : "",
                           .value = value,
                           .scores = told ? r->lowering->harm[chosen] : NAN };
}

/* Of the layers that values were compared of. */
static int measured_rows(Arena *arena, const PrecisionReport *r, PrecisionRow *rows) {
    int count = 0;
    for (int v = 0; v < r->plan->layers->count; v++)
        if (!isnan(r->noise[v]))
            rows[count++] =
                make_row(arena, r, r->plan->layers->layers[v].name, in_text(r->plan, v), r->noise[v]);
    return count;
}

/* Of those that were chosen among. */
static int chosen_rows(Arena *arena, const PrecisionReport *r, PrecisionRow *rows) {
    int count = 0;
    for (int v = 0; v < r->layers->count; v++)
        if (is_chosen(r->layers, v))
            rows[count++] =
                make_row(arena, r, r->layers->layers[v].name, r->lowering->floats[v] ? "fp32" : "int8", NAN);
    return count;
}

static bool some_layer_stays(const PrecisionReport *r) {
    for (int v = 0; r->lowering && v < r->layers->count; v++)
        if (r->lowering->floats[v]) return true;
    return false;
}

static void copy_trials(Arena *arena, const Lowering *lowering, PrecisionFigures *f) {
    LoweringTrial *trials = arena_array(arena, LoweringTrial, lowering->trial_count);
    if (lowering->trial_count)
        memcpy(trials, lowering->trials, sizeof *trials * (size_t)lowering->trial_count);
    f->trials = trials;
    f->trial_count = lowering->trial_count;
}

const PrecisionFigures *precision_figures(Arena *arena, const PrecisionReport *r) {
    const Layers *layers = r->noise ? r->plan->layers : r->layers;
    PrecisionRow *rows = arena_array(arena, PrecisionRow, layers->count);
    PrecisionFigures *f = arena_alloc(arena, sizeof *f);
    *f = (PrecisionFigures){ .precision = precision_names[r->noise ? r->plan->precision : PRECISION_AUTO],
                             .images = r->held->source->count,
                             .all = r->all,
                             .rows = rows,
                             .count = r->noise ? measured_rows(arena, r, rows) : chosen_rows(arena, r, rows),
                             .measured = r->noise != NULL,
                             .some_stay = some_layer_stays(r),
                             .ranked = r->ranked && r->noise,
                             .floats = r->floats,
                             .low = r->low,
                             .max_drop = r->max_drop };
    if (r->lowering) copy_trials(arena, r->lowering, f);
    return f;
}
