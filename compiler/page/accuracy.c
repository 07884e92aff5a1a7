/* accuracy.c: what was compared with what: --verify, --truth, --report-precision, --precision auto. */
#include "parts.h"

#include <math.h>

bool is_exact(const Verdict *verdict) { return verdict->bound == 0; }

static void print_verdict(Page *page) {
    const Verdict *v = page->found->verdict;
    if (!v) return;
    print_note(page, is_exact(v)
                         ? arena_printf(page->arena,
                                        "Verified: all numbers of %d layers equal those of the reference in "
                                        "integers.",
                                        v->layers)
                         : arena_printf(page->arena,
                                        "Verified: %d layers agree with the reference in double precision. "
                                        "The largest error is %.1e of what the value adds up, at %s; %.0e "
                                        "are allowed there.",
                                        v->layers, v->worst, v->worst_layer, v->bound));
}

/* ---- --truth ---- */

static const Confusion *confusion_at(const Page *p, int row) { return &p->found->scores->confusions[row]; }
static const char *class_of_row(const Page *p, int row) { return confusion_at(p, row)->class; }
static const char *answer_of_row(const Page *p, int row) { return confusion_at(p, row)->answer; }
static double images_of_row(const Page *p, int row) { return confusion_at(p, row)->images; }

static void print_scores(Page *page) {
    static const Column columns[] = {
        { "Class", "", "", NULL, NULL, 0, class_of_row, NULL },
        { "Answered", "", "", NULL, NULL, 0, answer_of_row, NULL },
        { "Images", "", "", NULL, images_of_row, 0, NULL, NULL },
    };
    const ScoresFound *s = page->found->scores;
    if (!s) return;
    text_printf(&page->text, "<h3>Answers</h3>\n");
    print_note(page, arena_printf(
                         page->arena, "Top-1 %.2f %%, top-5 %.2f %%, of %s images whose class is known.%s",
                         100.0 * s->first / s->images, 100.0 * s->among / s->images,
                         grouped(page->arena, (uint64_t)s->images), s->count ? " Most often confused:" : ""));
    const Grid grid = { "c", "Confused classes", columns, COUNT_OF(columns), s->count, NULL };
    if (s->count) print_grid(page, &grid);
}

/* ---- Precision ---- */

static const PrecisionRow *row_at(const Page *p, int row) { return &p->found->precision->rows[row]; }
static const char *layer_of_row(const Page *p, int row) { return row_at(p, row)->layer; }
static const char *in_of_row(const Page *p, int row) { return row_at(p, row)->in; }
static const char *stays_of_row(const Page *p, int row) { return row_at(p, row)->stays; }
static double value_of_row(const Page *p, int row) { return row_at(p, row)->value; }
static double scores_of_row(const Page *p, int row) { return row_at(p, row)->scores; }
static const char *value_text(const Page *p, int row) { return decibel_text(p->arena, value_of_row(p, row)); }
static const char *scores_text(const Page *p, int row) {
    return decibel_text(p->arena, scores_of_row(p, row));
}
static bool is_measured(const Page *p) { return p->found->precision->measured; }
static bool some_stay(const Page *p) { return p->found->precision->some_stay; }

static const Column precision_columns[] = {
    { "Layer", "", "", NULL, NULL, 0, layer_of_row, NULL },
    { "Computes in", "", "", NULL, NULL, 0, in_of_row, NULL },
    { "Value", "SQNR", "Signal to noise of its value in the whole network, against fp32", is_measured,
      value_of_row, 0, value_text, NULL },
    { "Scores", "SQNR", "Of the class scores, were this layer alone lowered", some_stay, scores_of_row, 0,
      scores_text, NULL },
    { "Kept", "", "Why it is not lowered", some_stay, NULL, 0, stays_of_row, NULL },
};

static void print_share(Page *page, const char *name, int floats, int low, int images) {
    text_printf(&page->text,
                "<tr><th scope=\"row\">%s</th><td class=\"n\">%.2f&nbsp;%%</td><td "
                "class=\"n\">%.2f&nbsp;%%</td></tr>\n",
                name, 100.0 * floats / images, 100.0 * low / images);
}

static void print_hits(Page *page) {
    const PrecisionFigures *f = page->found->precision;
    text_printf(
        &page->text,
        "<table id=\"hits\">\n<thead><tr><th></th><th class=\"n\" scope=\"col\">fp32</th><th class=\"n\" "
        "scope=\"col\">%s</th></tr></thead>\n<tbody>\n",
        f->precision);
    print_share(page, "Class as in fp32", f->low.images, f->low.same, f->low.images);
    if (f->low.known) {
        print_share(page, "Top-1", f->floats.first, f->low.first, f->low.known);
        print_share(page, "Top-5", f->floats.among, f->low.among, f->low.known);
    }
    text_printf(&page->text, "</tbody>\n</table>\n");
}

static void print_trials(Page *page) {
    const PrecisionFigures *f = page->found->precision;
    Text text = { .arena = page->arena };
    text_printf(&text,
                "Layers were lowered from the least harm on; %.4g points may be lost. Trials:", f->max_drop);
    for (int i = 0; i < f->trial_count; i++)
        text_printf(&text, "%s %d lowered lose %.2f", i ? "," : "", f->trials[i].lowered, f->trials[i].drop);
    text_printf(&text, ".");
    print_note(page, text.bytes);
}

static void print_precision(Page *page) {
    const PrecisionFigures *f = page->found->precision;
    if (!f) return;
    text_printf(&page->text, "<h3>%s against fp32</h3>\n", f->precision);
    print_note(page,
               arena_printf(page->arena, "On %d of %d images, every %dth, which nothing was learned from.",
                            f->images, f->all, HELD_OUT));
    if (f->ranked) print_hits(page);
    if (f->trial_count) print_trials(page);
    const Grid grid = { "p", "Precision of layers", precision_columns, COUNT_OF(precision_columns), f->count,
                        NULL };
    print_grid(page, &grid);
}

void print_accuracy(Page *page) {
    const Found *found = page->found;
    if (!found->verdict && !found->scores && !found->precision) return;
    begin_section(page, "accuracy", "Accuracy");
    print_verdict(page);
    print_scores(page);
    print_precision(page);
    end_section(page);
}
