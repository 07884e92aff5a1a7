/* page.c: the page from top to bottom. */
#include "parts.h"

/* By the cost model, which counts on the weights of all layers. */
static const double *cycles_of(Arena *arena, const Plan *plan) {
    const Layers *layers = plan->layers;
    double *cycles = arena_array(arena, double, layers->count);
    for (int v = 0; v < layers->count; v++) {
        if (!has_weights(&layers->layers[v])) continue;
        const Query q = query_of(layers, plan->layouts, plan->target, v);
        cycles[v] = model_cycles(&q, &plan->choices[v]);
    }
    return cycles;
}

void print_memory(Page *page) {
    begin_section(page, "memory", "Memory plan");
    print_note(page, "One workspace holds all values. Time goes across, a column a layer; bytes go up. A box "
                     "is a value: as wide as it is needed, as high as it is large.");
    text_printf(&page->text,
                "<figure class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Memory plan\">\n%s"
                "</figure>\n",
                memory_plan_figure(page->arena, page->plan));
    end_section(page);
}

/* Nothing is fetched, whatever a text in the page may try: Content Security Policy Level 3. */
static void print_opening(Page *page) {
    text_printf(
        &page->text,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta name=\"generator\" content=\"resnetc %s\">\n<link rel=\"icon\" href=\"data:,\">\n<title>",
        RESNETC_VERSION);
    html_text(&page->text, page->plan->spec->name);
    text_printf(&page->text, ": report of resnetc</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n",
                page_style);
}

static void print_closing(Page *page) {
    text_printf(&page->text,
                "<footer>resnetc %s. A multiply-add counts as two operations.</footer>\n</main>\n<script>\n%s"
                "</script>\n</body>\n</html>\n",
                RESNETC_VERSION, page_script);
}

const char *report_page(Arena *arena, const Plan *plan, const Found *found) {
    Page page = { .arena = arena,
                  .text = { .arena = arena },
                  .plan = plan,
                  .found = found,
                  .cycles = cycles_of(arena, plan) };
    print_opening(&page);
    print_head(&page);
    print_times(&page);
    print_roofline(&page);
    print_layers(&page);
    print_memory(&page);
    print_accuracy(&page);
    print_ranges(&page);
    print_closing(&page);
    return page.text.bytes;
}
