/* bench_report.c: what was timed, as a table. */
#include "base/base.h"
#include "bench.h"
#include "emit/emit.h"

static double batch_flop(const Plan *plan, int layer) {
    return 2 * plan->spec->batch * layer_macs(&plan->layers->layers[layer]);
}

static double total_flop(const Plan *plan) {
    double sum = 0;
    for (int i = 0; i < plan->layers->count; i++) sum += batch_flop(plan, i);
    return sum;
}

/* Packed, bias apart. */
static size_t weight_bytes(const Plan *plan, int layer) {
    const Blob *blob = plan->blob;
    return blob->weight[layer] ? blob->bias[layer] - blob->weight[layer] : 0;
}

/* Operations on integers are not floating-point ones. */
static const char *rate_unit(const Plan *plan) {
    return plan->precision == PRECISION_INT8 ? "Gop/s" : "GFLOP/s";
}

/* GFLOP/s and share of the peak. */
static void rate_cells(Table *table, double flop, double seconds, double peak) {
    double rate = seconds > 0 ? flop / seconds : 0;
    table_cell(table, "%s", flop > 0 ? arena_printf(table->arena, "%.1f", rate / 1e9) : "");
    table_cell(table, "%s",
               flop > 0 && peak > 0 ? arena_printf(table->arena, "%.1f %%", 100 * rate / peak) : "");
}

/* Of all threads. */
static double peak_of(const Bench *bench) { return bench->peak * (bench->threads > 1 ? bench->threads : 1); }

static void layer_row(Table *table, const Plan *plan, const Bench *bench, int i) {
    double seconds = bench->layers[i];
    size_t bytes = weight_bytes(plan, i);
    table_cell(table, "%.3f", 1e3 * seconds);
    rate_cells(table, batch_flop(plan, i), seconds, peak_of(bench));
    table_cell(table, "%s", bytes ? arena_printf(table->arena, "%.1f", (double)bytes / seconds / 1e9) : "");
    table_cell(table, "%s", layer_summary(table->arena, plan, i));
}

/* Outputs that are copied one after another were timed as one, by the last of them. */
static void report_layers(Text *text, const Plan *plan, const Bench *bench) {
    Table table = table_new(text->arena, "rrrrl");
    double sum = 0;
    table_head(&table, arena_printf(text->arena, "least ms|%s|of peak|weights GB/s|layer", rate_unit(plan)));
    for (int i = 0; i < plan->layers->count; i++) {
        if (bench->layers[i] == 0) continue;
        layer_row(&table, plan, bench, i);
        sum += bench->layers[i];
    }
    table_cell(&table, "%.3f", 1e3 * sum);
    rate_cells(&table, total_flop(plan), sum, peak_of(bench));
    table_cell(&table, "%.1f", (double)plan->blob->size / sum / 1e9);
    table_cell(&table, "sum");
    table_print(&table, text);
    text_printf(text, "\n");
}

static void time_row(Table *table, const char *name, double seconds, double flop, double peak) {
    table_cell(table, "%s", name);
    table_cell(table, "%.3f", 1e3 * seconds);
    rate_cells(table, flop, seconds, peak);
}

const char *bench_report(Arena *arena, const Plan *plan, const Bench *bench) {
    const Timing *timing = &bench->timing;
    double flop = total_flop(plan);
    Text text = { .arena = arena };
    Table table = table_new(arena, "lrrr");
    if (bench->layers) report_layers(&text, plan, bench);
    table_head(&table, arena_printf(arena, "|ms|%s|of peak", rate_unit(plan)));
    time_row(&table, "median", timing->median, flop, peak_of(bench));
    time_row(&table, "minimum", timing->minimum, flop, peak_of(bench));
    table_print(&table, &text);
    text_printf(&text, "%s, batch %d, target %s: %d runs, preempted %ld times", plan->spec->name,
                plan->spec->batch, plan->target->name, timing->runs, timing->preemptions);
    if (bench->threads > 1) text_printf(&text, "; %d threads", bench->threads);
    if (bench->threads < plan->threads)
        text_printf(&text, "; one thread: %s",
                    plan->workspace.team ? "libtcc knows no others"
                                         : "no layer is large enough to be shared");
    if (bench->farthest > 0)
        text_printf(&text, ", cores %.0f to %.0f ns apart", 1e9 * bench->nearest, 1e9 * bench->farthest);
    if (bench->peak > 0)
        text_printf(&text, "; peak %.1f %s a core, %.1f in the median", bench->peak / 1e9, rate_unit(plan),
                    bench->usual / 1e9);
    text_printf(&text, "\n");
    return text.bytes;
}
