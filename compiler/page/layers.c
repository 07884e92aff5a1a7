/* layers.c: a row a layer: what it is, how it is computed, what that took. A column is a row here. */
#include "parts.h"

#include <math.h>
#include <string.h>

static const Layer *layer_at(const Page *p, int v) { return &p->plan->layers->layers[v]; }
static double or_none(double number) { return number > 0 ? number : NAN; }

/* ---- Which columns there are ---- */

static bool is_timed(const Page *p) { return p->found->bench; }
static bool takes_ms(const Page *p) { return is_timed(p) && time_scale(p) == 1e3; }
static bool takes_less(const Page *p) { return is_timed(p) && !takes_ms(p); }
static bool has_peak(const Page *p) { return is_timed(p) && p->found->bench->peak > 0; }
static bool is_verified(const Page *p) { return p->found->verdict; }
static bool is_compared(const Page *p) { return p->found->precision && p->found->precision->measured; }

static bool has_numbers(const Page *p) {
    for (int v = 0; v < p->plan->layers->count; v++)
        if (p->plan->layouts[v].number != NUMBER_F32) return true;
    return false;
}

static bool saves(const Page *p) {
    return all_operations(p->plan, direct_operations) > 1.005 * all_operations(p->plan, done_operations);
}

/* ---- What stands in them ---- */

static double index_key(const Page *p, int v) { return (void)p, v; }
static const char *name_text_of(const Page *p, int v) { return layer_at(p, v)->name; }

static const char *name_attributes(const Page *p, int v) {
    return arena_printf(p->arena, " style=\"--stage:%s\"", stage_colour(layer_at(p, v)->stage));
}

static const char *operator_of(const Page *p, int v) { return layer_operator(p->arena, layer_at(p, v)); }

static const char *shape_text(Arena *arena, Shape s) {
    return arena_printf(arena, "%d\u00d7%d\u00d7%d", s.channels, s.height, s.width);
}
static double in_key(const Page *p, int v) { return (double)shape_floats(layer_at(p, v)->in_shape); }
static const char *in_text(const Page *p, int v) { return shape_text(p->arena, layer_at(p, v)->in_shape); }
static double out_key(const Page *p, int v) { return (double)shape_floats(layer_at(p, v)->shape); }
static const char *out_text(const Page *p, int v) { return shape_text(p->arena, layer_at(p, v)->shape); }
static const char *number_text(const Page *p, int v) { return number_types[p->plan->layouts[v].number].name; }

static double parameters_key(const Page *p, int v) { return or_none((double)layer_parameters(p->plan, v)); }
static double macs_key(const Page *p, int v) { return or_none(layer_macs(layer_at(p, v)) / 1e6); }

static double saving_key(const Page *p, int v) {
    const double direct = direct_operations(p->plan, v), done = done_operations(p->plan, v);
    return direct > 1.005 * done ? direct / done : NAN;
}

static const char *algorithm_of(const Page *p, int v) {
    const Choice *choice = &p->plan->choices[v];
    return choice->algorithm == ALGORITHM_NONE ? "" : algorithm_name(choice);
}

static const char *tile_of(const Page *p, int v) {
    return p->plan->choices[v].algorithm == ALGORITHM_NONE ? "" : layer_tile(p->arena, p->plan, v);
}

static double weights_key(const Page *p, int v) { return or_none((double)panel_bytes(p->plan, v) / 1024); }
static double value_key(const Page *p, int v) {
    return or_none((double)p->plan->placement->places[v].bytes / 1024);
}

static double time_key(const Page *p, int v) { return or_none(time_scale(p) * p->found->bench->layers[v]); }

/* The bar behind it. */
static const char *time_attributes(const Page *p, int v) {
    const double *seconds = p->found->bench->layers;
    int found[SLOWEST];
    const int count = slowest_layers(seconds, p->plan->layers->count, found);
    return !count ? ""
                  : arena_printf(p->arena, " style=\"--share:%.1f%%\"", 100 * seconds[v] / seconds[found[0]]);
}

static double rate_key(const Page *p, int v) {
    const double seconds = p->found->bench->layers[v];
    return seconds > 0 ? or_none(direct_operations(p->plan, v) / seconds / 1e9) : NAN;
}

static double peak_key(const Page *p, int v) {
    const double seconds = p->found->bench->layers[v];
    return seconds > 0 ? or_none(100 * done_operations(p->plan, v) / seconds / team_peak(p->found->bench))
                       : NAN;
}

static double error_key(const Page *p, int v) {
    const double error = p->found->verdict->errors[v];
    return error < 0 ? NAN : error;
}

static const char *error_text(const Page *p, int v) {
    const double error = error_key(p, v);
    return isnan(error) ? "" : error == 0 ? "0" : arena_printf(p->arena, "%.1e", error);
}

static double noise_key(const Page *p, int v) {
    const PrecisionFigures *precision = p->found->precision;
    for (int i = 0; i < precision->count; i++)
        if (!strcmp(precision->rows[i].layer, layer_at(p, v)->name)) return precision->rows[i].value;
    return NAN;
}

static const char *noise_text(const Page *p, int v) {
    const double noise = noise_key(p, v);
    return isnan(noise) ? "" : isinf(noise) ? "exact" : decimal(p->arena, noise, 1);
}

static const Column columns[] = {
    { "Layer", "", "", NULL, NULL, 0, name_text_of, name_attributes },
    { "#", "", "Order of the network", NULL, index_key, 0, NULL, NULL },
    { "Operator", "", "", NULL, NULL, 0, operator_of, NULL },
    { "Input", "", "Channels, height, width", NULL, in_key, 0, in_text, NULL },
    { "Output", "", "Channels, height, width", NULL, out_key, 0, out_text, NULL },
    { "Number", "", "What its value is made of", has_numbers, NULL, 0, number_text, NULL },
    { "Algorithm", "", "", NULL, NULL, 0, algorithm_of, NULL },
    { "Tile", "", "Rows, columns, channels", NULL, NULL, 0, tile_of, NULL },
    { "Time", "ms", "The least of all runs", takes_ms, time_key, 3, NULL, time_attributes },
    { "Time", "\u00b5s", "The least of all runs", takes_less, time_key, 3, NULL, time_attributes },
    { "Gop/s", "", "Direct convolution's operations a second, in thousand millions", is_timed, rate_key, 1,
      NULL, NULL },
    { "Of peak", "%", "By the multiply-adds that are done", has_peak, peak_key, 1, NULL, NULL },
    { "Error", "", "The largest, relative to what the value adds up", is_verified, error_key, 0, error_text,
      NULL },
    { "SQNR", "dB", "Signal to noise of its value, against fp32", is_compared, noise_key, 0, noise_text,
      NULL },
    { "Parameters", "", "", NULL, parameters_key, 0, NULL, NULL },
    { "MACs", "M", "Multiply-adds of an image, as the definition has them", NULL, macs_key, 2, NULL, NULL },
    { "Saving", "\u00d7", "So many times fewer multiply-adds are done", saves, saving_key, 2, NULL, NULL },
    { "Weights", "KiB", "As packed", NULL, weights_key, 1, NULL, NULL },
    { "Value", "KiB", "In the workspace, its border included", NULL, value_key, 1, NULL, NULL },
};

void print_layers(Page *page) {
    const Grid grid = { "l", "Layers", columns, COUNT_OF(columns), page->plan->layers->count, NULL };
    begin_section(page, "layers", "Layers");
    print_grid(page, &grid);
    end_section(page);
}
