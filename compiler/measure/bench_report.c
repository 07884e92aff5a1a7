/* bench_report.c: what was timed, as a table. */
#include "base/base.h"
#include "bench.h"
#include "emit/emit.h"

/* What is done, and how fast: GFLOP/s of direct convolution's operations, share of the peak by those that are
 * done, how many times fewer these are. */
static void rate_cells(Table *table, double direct, double done, double seconds, double peak) {
    Arena *arena = table->arena;
    const bool some = direct > 0 && seconds > 0;
    table_cell(table, "%s", some ? arena_printf(arena, "%.1f", direct / seconds / 1e9) : "");
    table_cell(table, "%s",
               some && peak > 0 ? arena_printf(arena, "%.1f %%", 100 * done / seconds / peak) : "");
}

static const char *saving_text(Arena *arena, double direct, double done) {
    return direct > 1.005 * done ? arena_printf(arena, "%.2fx", direct / done) : "";
}

static void layer_row(Table *table, const Plan *plan, const Bench *bench, int i) {
    const double seconds = bench->layers[i], direct = direct_operations(plan, i),
                 done = done_operations(plan, i);
    const size_t bytes = panel_bytes(plan, i);
    table_cell(table, "%.3f", 1e3 * seconds);
    rate_cells(table, direct, done, seconds, team_peak(bench));
    table_cell(table, "%s", saving_text(table->arena, direct, done));
    table_cell(table, "%s", bytes ? arena_printf(table->arena, "%.1f", (double)bytes / seconds / 1e9) : "");
    table_cell(table, "%s", layer_summary(table->arena, plan, i));
}

/* Outputs that are copied one after another were timed as one, by the last of them. */
static void report_layers(Text *text, const Plan *plan, const Bench *bench) {
    const double direct = all_operations(plan, direct_operations),
                 done = all_operations(plan, done_operations);
    Table table = table_new(text->arena, "rrrrrl");
    double sum = 0, bytes = 0;
    table_head(&table,
               arena_printf(text->arena, "least ms|%s|of peak|saving|weights GB/s|layer", rate_unit(plan)));
    for (int i = 0; i < plan->layers->count; i++) {
        if (bench->layers[i] == 0) continue;
        layer_row(&table, plan, bench, i);
        sum += bench->layers[i];
        bytes += (double)panel_bytes(plan, i);
    }
    table_cell(&table, "%.3f", 1e3 * sum);
    rate_cells(&table, direct, done, sum, team_peak(bench));
    table_cell(&table, "%s", saving_text(text->arena, direct, done));
    table_cell(&table, "%.1f", sum > 0 ? bytes / sum / 1e9 : 0);
    table_cell(&table, "sum");
    table_print(&table, text);
    text_printf(text, "\n");
}

static void time_row(Table *table, const Plan *plan, const Bench *bench, const char *name, double seconds) {
    table_cell(table, "%s", name);
    table_cell(table, "%.3f", 1e3 * seconds);
    rate_cells(table, all_operations(plan, direct_operations), all_operations(plan, done_operations), seconds,
               team_peak(bench));
}

/* Threads that were asked for, and what became of them. */
static void tell_threads(Text *text, const Plan *plan, const Bench *bench) {
    if (bench->threads > 1)
        text_printf(text, "; %d threads", bench->threads);
    else if (plan->threads > 1)
        text_printf(text,
                    plan->workspace.team ? "; one thread: libtcc makes no more of this target"
                                         : "; one thread: no layer is large enough for %d",
                    plan->threads);
    if (bench->farthest > 0)
        text_printf(text, ", cores %.0f to %.0f ns apart", 1e9 * bench->nearest, 1e9 * bench->farthest);
}

/* Where Winograd's algorithms are, the two rates count different things. */
static void tell_saving(Text *text, const Plan *plan) {
    const double direct = all_operations(plan, direct_operations),
                 done = all_operations(plan, done_operations);
    if (direct <= 1.005 * done) return;
    text_printf(text,
                "%s count what direct convolution does; %.2f times fewer multiply-adds are done: of peak "
                "counts these\n",
                rate_unit(plan), direct / done);
}

const char *bench_report(Arena *arena, const Plan *plan, const Bench *bench, bool layers) {
    const Timing *timing = &bench->timing;
    Text text = { .arena = arena };
    Table table = table_new(arena, "lrrr");
    if (layers) report_layers(&text, plan, bench);
    table_head(&table, arena_printf(arena, "|ms|%s|of peak", rate_unit(plan)));
    time_row(&table, plan, bench, "median", timing->median);
    time_row(&table, plan, bench, "minimum", timing->minimum);
    table_print(&table, &text);
    text_printf(&text, "%s, batch %d, target %s: %d runs, preempted %ld times", plan->spec->name,
                plan->spec->batch, plan->target->name, timing->runs, timing->preemptions);
    tell_threads(&text, plan, bench);
    if (bench->peak > 0)
        text_printf(&text, "; peak %.1f %s a core, %.1f in the median", bench->peak / 1e9, rate_unit(plan),
                    bench->usual / 1e9);
    text_printf(&text, "\n");
    tell_saving(&text, plan);
    return text.bytes;
}
