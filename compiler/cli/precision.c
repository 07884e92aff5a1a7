/* precision.c: what the precision costs on images that the ranges are not from: --report-precision; and what
 * --precision auto chooses by it. */
#include "calibrate.h"
#include "tell.h"
#include "truth.h"

#include <string.h>

/* ---- The images ---- */

/* Of all images; --run has its own. */
static bool load_truth(Work *w, const ImageSource *all, const int **truth) {
    Session *s = w->session;
    const Options *options = s->options;
    const char *const *labels = NULL;
    *truth = NULL;
    if (!options->truth || options->run) return true;
    if (truth_is_folders(options) && !all->is_folder)
        return diag_fail(s->diag, STATUS_USAGE, "--truth folders needs a folder as --calibrate's INPUT");
    if (options->labels && !(labels = labels_load(w->arena, options->labels, s->spec->classes, s->diag)))
        return false;
    *truth = truth_load(w->arena, &(Classes){ s->spec->classes, labels, all }, options->truth, s->diag);
    return *truth;
}

static bool check_scores(const Session *s) {
    if (ranking_output(s->spec) >= 0) return true;
    if (s->options->precision == PRECISION_AUTO)
        return diag_fail(s->diag, STATUS_USAGE, "--precision auto needs a network with class scores");
    return !s->options->truth || s->options->run ||
           diag_fail(s->diag, STATUS_USAGE, "--truth needs a network with class scores");
}

bool hold_out(Work *w, const ImageSource *all, HeldOut *held) {
    Session *s = w->session;
    const int *truth;
    if (!check_scores(s)) return false;
    if (all->count < HELD_OUT)
        return diag_fail(s->diag, STATUS_INPUT,
                         "%s: expected %d images or more, to measure on every %dth, got %d", all->path,
                         HELD_OUT, HELD_OUT, all->count);
    if (!load_truth(w, all, &truth)) return false;
    const ImageSource *part = source_part(w->arena, all, HELD_OUT, true);
    int *known = truth ? arena_array(w->arena, int, part->count) : NULL;
    for (int i = 0; truth && i < part->count; i++) known[i] = truth[part->index[i]];
    *held = (HeldOut){ part, known };
    return true;
}

/* ---- What is measured ---- */

/* The precision's own plan, for a target that runs here: int8 has the same bits on each. */
static const Target *target_here(const Options *options) {
    const Target *target = options_run_target(options);
    return target && target_runs_here(target) ? target : target_find("native");
}

static PlanOrder low_order(const Session *s, const Calibration *calibration) {
    PlanOrder order = plain_order(s);
    order.accuracy = s->options->accuracy;
    order.precision = s->options->precision;
    order.economy.prefer = s->options->economy.prefer;
    order.tuned = s->tuned;
    order.ranges = calibration->ranges;
    order.floats = calibration->floats;
    return order;
}

static const Lowering *choose(Work *w, const Runnable *floats, const HeldOut *held,
                              Calibration *calibration) {
    Session *s = w->session;
    const Options *options = s->options;
    ProgressBar bar = task_bar(options, "auto");
    if (bar.form == PROGRESS_LINES) bar.form = PROGRESS_NONE;
    const Progress progress = { progress_show, &bar };
    const LoweringOrder order = { .spec = s->spec,
                                  .target = target_here(options),
                                  .order = low_order(s, calibration),
                                  .floats = floats,
                                  .held = held,
                                  .max_drop = options->max_drop,
                                  .progress = &progress };
    const Lowering *lowering = lower_by_harm(w->arena, &order, s->diag);
    if (!lowering) return progress_clear(&bar), NULL;
    const size_t bytes = sizeof *lowering->floats * (size_t)floats->plan->layers->count;
    calibration->floats = memcpy(arena_alloc(s->arena, bytes), lowering->floats, bytes);
    calibration->max_drop = options->max_drop;
    diag_note(s->diag, "%s", lowering_summary(s->arena, floats->plan->layers, lowering));
    return lowering;
}

static bool measure_hits(const Work *w, const Runnable *floats, const Runnable *low,
                         PrecisionReport *report) {
    Diag *diag = w->session->diag;
    const int *answers = answer_images(w->arena, floats, report->held, NULL, &report->floats, diag);
    return answers && answer_images(w->arena, low, report->held, answers, &report->low, diag);
}

/* As it is emitted, where that is for one target that runs here. */
static PlanOrder report_order(const Session *s, const Calibration *calibration) {
    const Options *options = s->options;
    const Target *target = options_run_target(options);
    PlanOrder order = low_order(s, calibration);
    const bool emitted = target ? target == target_here(options) : !options->target_count;
    if (emitted) order.economy = options->economy;
    return order;
}

static bool report(Work *w, const Runnable *floats, PrecisionReport *r, const Calibration *calibration) {
    Session *s = w->session;
    const PlanOrder order = report_order(s, calibration);
    const Runnable low = { plan_to_order(w->arena, s->spec, target_here(s->options), &order, s->diag),
                           JIT_CC };
    if (!low.plan) return false;
    r->plan = low.plan;
    r->noise = noise_in_network(w->arena, floats, &low, r->held->source, s->diag);
    if (!r->noise || (r->ranked && !measure_hits(w, floats, &low, r))) return false;
    s->found.precision = precision_figures(s->arena, r);
    text_printf(session_text(s), "%s", precision_report(s->arena, s->found.precision));
    return true;
}

bool measure_precision(Work *w, const ImageSource *all, const HeldOut *held, Calibration *calibration) {
    Session *s = w->session;
    JitKind kind;
    const Plan *plan = plan_quick(w, false, &kind);
    const Runnable floats = { plan, kind };
    PrecisionReport r = { .held = held,
                          .all = all->count,
                          .ranked = ranking_output(s->spec) >= 0,
                          .max_drop = s->options->max_drop };
    if (!plan) return false;
    r.layers = plan->layers;
    if (s->options->precision == PRECISION_AUTO && !(r.lowering = choose(w, &floats, held, calibration)))
        return false;
    if (s->options->report_precision) return report(w, &floats, &r, calibration);
    if (r.lowering) s->found.precision = precision_figures(s->arena, &r);
    return true;
}
