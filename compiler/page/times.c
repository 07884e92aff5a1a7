/* times.c: what --bench measured of the whole, and the layers that take the most time. */
#include "parts.h"

static bool is_small(const Page *page) { return page->found->bench->timing.median < 1e-3; }
double time_scale(const Page *page) { return is_small(page) ? 1e6 : 1e3; }
const char *time_unit(const Page *page) { return is_small(page) ? "\u00b5s" : "ms"; }

static void print_time(Page *page, const char *name, double seconds) {
    const Plan *plan = page->plan;
    const double direct = all_operations(plan, direct_operations),
                 done = all_operations(plan, done_operations), peak = team_peak(page->found->bench);
    Text *text = &page->text;
    text_printf(text, "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td><td class=\"n\">%s</td>", name,
                decimal(page->arena, time_scale(page) * seconds, 3),
                decimal(page->arena, plan->spec->batch / seconds, 1));
    text_printf(text, "<td class=\"n\">%s</td>", decimal(page->arena, direct / seconds / 1e9, 1));
    if (peak > 0) text_printf(text, "<td class=\"n\">%.1f&nbsp;%%</td>", 100 * done / seconds / peak);
    text_printf(text, "</tr>\n");
}

static void print_whole(Page *page) {
    const Bench *bench = page->found->bench;
    text_printf(&page->text,
                "<table>\n<thead><tr><th></th><th class=\"n\" scope=\"col\">%s a call</th><th class=\"n\" "
                "scope=\"col\">images/s</th><th class=\"n\" scope=\"col\">%s</th>%s</tr></thead>\n<tbody>\n",
                time_unit(page), rate_unit(page->plan),
                bench->peak > 0 ? "<th class=\"n\" scope=\"col\">of peak</th>" : "");
    print_time(page, "Median", bench->timing.median);
    print_time(page, "Minimum", bench->timing.minimum);
    text_printf(&page->text, "</tbody>\n</table>\n");
}

static void print_slowest(Page *page) {
    const double *seconds = page->found->bench->layers;
    int found[SLOWEST];
    const int layers = page->plan->layers->count, count = slowest_layers(seconds, layers, found);
    const double sum = sum_of_layers(seconds, layers), most = count ? seconds[found[0]] : 1;
    text_printf(&page->text, "<div>\n<h3>Slowest layers</h3>\n<ol class=\"bars\" id=\"slowest\">\n");
    for (int i = 0; i < count; i++)
        text_printf(&page->text,
                    "<li style=\"--share:%.1f%%\"><a href=\"#l%d\">%s</a><span>%s %s</span><span>%.1f&nbsp;%%"
                    "</span></li>\n",
                    100 * seconds[found[i]] / most, found[i], page->plan->layers->layers[found[i]].name,
                    decimal(page->arena, time_scale(page) * seconds[found[i]], 3), time_unit(page),
                    100 * seconds[found[i]] / sum);
    text_printf(&page->text, "</ol>\n</div>\n");
}

/* How far the figures are to be trusted, and of what machine they are. */
static const char *machine_text(const Page *page) {
    const Bench *bench = page->found->bench;
    Text text = { .arena = page->arena };
    text_printf(&text, "%s: %d runs of batch %d, preempted %ld times", page->found->processor,
                bench->timing.runs, page->plan->spec->batch, bench->timing.preemptions);
    if (bench->threads > 1) text_printf(&text, "; %d threads", bench->threads);
    if (page->plan->threads > 1 && bench->threads == 1)
        text_printf(&text, "; one thread: no layer was shared out to %d", page->plan->threads);
    if (bench->farthest > 0)
        text_printf(&text, ", cores %.0f to %.0f ns apart", 1e9 * bench->nearest, 1e9 * bench->farthest);
    if (bench->peak > 0)
        text_printf(&text, "; peak %.1f %s a core, %.1f in the median", bench->peak / 1e9,
                    rate_unit(page->plan), bench->usual / 1e9);
    text_printf(&text, ".");
    return text.bytes;
}

void print_times(Page *page) {
    if (!page->found->bench) return;
    begin_section(page, "time", "Time");
    text_printf(&page->text, "<div class=\"pair\">\n<div>\n<h3>Of a call</h3>\n");
    print_whole(page);
    text_printf(&page->text, "</div>\n");
    print_slowest(page);
    text_printf(&page->text, "</div>\n");
    print_note(page, arena_printf(page->arena,
                                  "%s %s count what direct convolution does; of peak counts the "
                                  "multiply-adds that are done, which Winograd's algorithms have fewer of.",
                                  machine_text(page), rate_unit(page->plan)));
    end_section(page);
}
