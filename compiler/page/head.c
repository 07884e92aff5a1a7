/* head.c: what the network is, its totals, and what went into the page. */
#include "parts.h"

#include <math.h>

static void print_tile(Page *page, const char *name, const char *figure, const char *note) {
    Text *text = &page->text;
    text_printf(text, "<div><dt>%s</dt><dd>", name);
    html_text(text, figure);
    if (*note) text_printf(text, "<span>");
    html_text(text, note);
    text_printf(text, "%s</dd></div>\n", *note ? "</span>" : "");
}

/* "1.814 G", in the unit of `of`. */
static const char *large_text(Arena *arena, double number, double of) {
    const bool giga = of >= 1e9;
    return arena_printf(arena, "%.3f %s", number / (giga ? 1e9 : 1e6), giga ? "G" : "M");
}

static void print_work(Page *page) {
    Arena *arena = page->arena;
    const double batch = page->plan->spec->batch, direct = all_operations(page->plan, direct_operations) / 2,
                 done = all_operations(page->plan, done_operations) / 2;
    print_tile(page, "Multiply-adds an image", large_text(arena, direct / batch, direct / batch),
               direct <= 1.005 * done
                   ? ""
                   : arena_printf(arena, "%s done, %.2f\u00d7 fewer",
                                  large_text(arena, done / batch, direct / batch), direct / done));
}

/* As -o - prints it: whether the weights stand in it does not matter. */
static void print_code(Page *page) {
    const EmitNames names = { .options = "" };
    const char *code = emit_c(page->arena, page->plan, &names);
    size_t lines = 0, bytes = 0;
    for (; code[bytes]; bytes++) lines += code[bytes] == '\n';
    print_tile(page, "C code", arena_printf(page->arena, "%s lines", grouped(page->arena, lines)),
               arena_printf(page->arena, "%s, weights apart", size_text(page->arena, bytes)));
}

static const char *least_text(Arena *arena, size_t bytes, size_t least) {
    return bytes == least ? "" : arena_printf(arena, "%s where size is preferred", size_text(arena, least));
}

static void print_bytes(Page *page) {
    Arena *arena = page->arena;
    const Footprint own = plan_footprint(page->plan), least = least_footprint(arena, page->plan);
    print_tile(page, "Weights, packed", size_text(arena, own.weights),
               least_text(arena, own.weights, least.weights));
    print_tile(page, "Workspace", size_text(arena, own.workspace),
               arena_printf(arena, "%s live at once", size_text(arena, page->plan->placement->bound)));
}

static void print_measured(Page *page) {
    Arena *arena = page->arena;
    const Found *found = page->found;
    const double scale = found->bench ? time_scale(page) : 0;
    if (found->bench)
        print_tile(page, "Time of a call",
                   arena_printf(arena, "%s %s", decimal(arena, scale * found->bench->timing.median, 2),
                                time_unit(page)),
                   arena_printf(arena, "median; %s at the least",
                                decimal(arena, scale * found->bench->timing.minimum, 2)));
    if (found->verdict)
        print_tile(page, "Verified",
                   is_exact(found->verdict) ? "exact" : arena_printf(arena, "%.1e", found->verdict->worst),
                   is_exact(found->verdict)
                       ? arena_printf(arena, "all numbers of %d layers", found->verdict->layers)
                       : arena_printf(arena, "largest error of %d layers", found->verdict->layers));
    if (found->scores)
        print_tile(page, "Top-1",
                   arena_printf(arena, "%.2f %%", 100.0 * found->scores->first / found->scores->images),
                   arena_printf(arena, "of %s images", grouped(arena, (uint64_t)found->scores->images)));
}

static void print_sources(Page *page) {
    Text *text = &page->text;
    text_printf(text, "<dl class=\"sources\">\n");
    for (int i = 0; i < page->found->source_count; i++) {
        text_printf(text, "<div><dt>%s</dt><dd>", page->found->sources[i].name);
        html_text(text, page->found->sources[i].text);
        text_printf(text, "</dd></div>\n");
    }
    text_printf(text, "</dl>\n");
}

void print_head(Page *page) {
    text_printf(&page->text, "<header>\n<h1>");
    html_text(&page->text, page->plan->spec->name);
    text_printf(&page->text, "</h1>\n<p class=\"lede\">");
    html_text(&page->text, plan_title(page->arena, page->plan));
    if (page->plan->precision == PRECISION_FP32) text_printf(&page->text, "; fp32");
    text_printf(&page->text, "</p>\n<dl class=\"tiles\" id=\"totals\">\n");
    print_tile(page, "Parameters", grouped(page->arena, graph_parameters(page->plan->graph)), "");
    print_work(page);
    print_code(page);
    print_bytes(page);
    print_measured(page);
    text_printf(&page->text, "</dl>\n");
    print_sources(page);
    text_printf(&page->text, "</header>\n");
}
