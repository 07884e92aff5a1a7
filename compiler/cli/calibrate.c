/* calibrate.c: --calibrate, --save-calibration: the ranges that integers need, from images, a kept file, or
 * the norms. */
#include "calibrate.h"
#include "catalogue/catalogue.h"
#include "tell.h"

#include <string.h>
#include <sys/stat.h>

PlanOrder plain_order(const Session *s) {
    return (PlanOrder){ .weights = s->weights,
                        .tensors = s->options->weights ? NULL : s->network.tensors,
                        .names = { s->options->names, s->options->strict },
                        .pools_apart = true,
                        .threads = s->options->threads };
}

/* The layers are those that int8 has, not those that are looked at. */
static void set_network(Work *w, const Plan *plan, const Layers *layers) {
    w->plan = plan;
    w->network = (Calibrated){ plan->spec, plan->graph, layers, weights_hash(plan->graph, plan->weights) };
}

static bool plan_plain(Work *w) {
    const PlanOrder order = plain_order(w->session);
    const Plan *plan = plan_layers(w->arena, w->session->spec, &order, w->session->diag);
    if (plan) set_network(w, plan, plan->layers);
    return plan;
}

static Calibration *made_of(const Work *w, const Observation *const *seen, const char *source, int images) {
    Arena *arena = w->session->arena;
    Calibration *made = arena_alloc(arena, sizeof *made);
    *made = calibrate_ranges(arena, w->network.graph, w->network.layers, seen, &w->session->options->rule);
    made->source = source;
    made->images = images;
    made->weights = w->network.weights;
    return made;
}

/* ---- A kept file ---- */

/* False where it is none, whatever it is then. */
static bool is_kept_file(const Work *w, const char *path, FileView *file) {
    struct stat status;
    Diag diag = { .arena = w->arena };
    return stat(path, &status) == 0 && S_ISREG(status.st_mode) &&
           file_map_kind(w->arena, path, &file_input, file, &diag) && kept_recognise(path, *file);
}

/* What needs images cannot be had of it. */
static bool check_kept(const Session *s, const char *path, const Calibration *kept) {
    const Options *options = s->options;
    if (options->report_precision)
        return diag_fail(s->diag, STATUS_USAGE,
                         "--report-precision: %s has ranges, and no images to measure on", path);
    if (options->precision != PRECISION_AUTO) return true;
    if (!kept->floats)
        return diag_fail(s->diag, STATUS_USAGE,
                         "--precision auto: %s was kept without it: expected images, to choose layers by",
                         path);
    return !options->max_drop_given ||
           diag_fail(s->diag, STATUS_USAGE, "--max-drop: %s has its choice of layers already, by %.9g", path,
                     kept->max_drop);
}

static const Calibration *from_kept(Work *w, const char *path, FileView file) {
    Session *s = w->session;
    if (!file_check_text(path, file, s->diag) || !plan_plain(w)) return NULL;
    const Calibration *kept = kept_parse(s->arena, &w->network, file, path, s->diag);
    if (kept && s->options->rule_given) {
        diag_fail(s->diag, STATUS_USAGE, "--calibrate-by: %s has ranges already, by %s", path, kept->rule);
        return NULL;
    }
    if (kept && !check_kept(s, path, kept)) return NULL;
    return kept;
}

/* ---- The norms ---- */

static const Calibration *from_norms(Work *w) {
    if (options_hold_out(w->session->options)) {
        diag_fail(w->session->diag, STATUS_USAGE, "%s: --calibrate norms has no images to measure on",
                  w->session->options->report_precision ? "--report-precision" : "--precision auto");
        return NULL;
    }
    if (!plan_plain(w)) return NULL;
    diag_note(w->session->diag,
              "--calibrate norms: ranges are guessed from the norms' parameters; a hundred pictures "
              "of the network's kind give better ones");
    const Plan *p = w->plan;
    const Observation *const *expected =
        expect_values(w->arena, p->graph, p->shapes, p->weights, w->session->diag);
    return expected ? made_of(w, expected, "norms", 0) : NULL;
}

/* ---- Images ---- */

static const Plan *plan_in_floats(const Work *w, const Target *target, bool curves_apart) {
    PlanOrder order = plain_order(w->session);
    order.curves_apart = curves_apart;
    if (!curves_apart) order.threads = 0; /* values are changed between layers (measure_harm) */
    return target ? plan_to_order(w->arena, w->session->spec, target, &order, w->session->diag) : NULL;
}

/* By the catalogue's kernels, which are there at once; where one is lacking, by the system's compiler. */
const Plan *plan_quick(const Work *w, bool curves_apart, JitKind *kind) {
    *kind = w->session->options->jit_given ? w->session->options->jit : JIT_TCC; /* it is of floats */
    if (*kind == JIT_TCC) {
        const Target *target = jit_target(w->arena, NULL, w->session->diag);
        if (!target) return NULL;
        const Plan *plan = target->catalogue ? plan_in_floats(w, target, curves_apart) : NULL;
        if (w->session->diag->message || (plan && catalogue_lacks(w->arena, plan) < 0)) return plan;
    }
    *kind = JIT_CC;
    return plan_in_floats(w, target_find("native"), curves_apart);
}

static const Observed *observe(Work *w, const ImageSource *source) {
    Session *s = w->session;
    JitKind kind;
    const Plan *plan = plan_quick(w, true, &kind);
    if (!plan) return NULL;
    set_network(w, plan, fold_layers(w->arena, plan->graph, plan->shapes, NULL, true, s->diag));
    ProgressBar bar = task_bar(s->options, "calibrate");
    if (bar.form == PROGRESS_LINES) bar.form = PROGRESS_NONE;
    const Observed *observed =
        observe_network(w->arena, plan, kind, source, &(Progress){ progress_show, &bar }, s->diag);
    if (!observed) progress_clear(&bar);
    return observed;
}

static const Calibration *from_images(Work *w, const char *path) {
    Session *s = w->session;
    const ImageSource *all = source_open(w->arena, s->spec, path, s->diag), *learned = all;
    HeldOut held;
    if (!all) return NULL;
    if (options_hold_out(s->options)) {
        if (!hold_out(w, all, &held)) return NULL;
        learned = source_part(w->arena, all, HELD_OUT, false);
    }
    const Observed *observed = observe(w, learned);
    if (!observed) return NULL;
    Calibration *made = made_of(w, observed->seen, without_folder(path), observed->images);
    return !options_hold_out(s->options) || measure_precision(w, all, &held, made) ? made : NULL;
}

/* ---- All of it ---- */

static const Calibration *calibrate(Work *w) {
    const char *input = w->session->options->calibrate;
    FileView file;
    if (!strcmp(input, "norms")) return from_norms(w);
    return is_kept_file(w, input, &file) ? from_kept(w, input, file) : from_images(w, input);
}

static const RangesFound *ranges_of(const Work *w) {
    Session *s = w->session;
    const Layers *layers = w->network.layers;
    const Calibration *c = s->calibration;
    RangeRow *rows = arena_array(s->arena, RangeRow, layers->count);
    RangesFound *found = arena_alloc(s->arena, sizeof *found);
    *found = (RangesFound){ .source = c->source, .rule = c->rule, .images = c->images, .rows = rows };
    for (int v = 0; v < layers->count; v++)
        if (is_kept(&layers->layers[v]))
            rows[found->count++] =
                (RangeRow){ arena_printf(s->arena, "%s", layers->layers[v].name), c->ranges->ranges[v],
                            c->clipped[v], c->floats && c->floats[v] };
    return found;
}

static bool save(const Work *w) {
    Session *s = w->session;
    const char *path = s->options->save_calibration;
    s->kept = kept_text(s->arena, &w->network, s->calibration);
    return !path || output_add(&s->files, path, s->kept, strlen(s->kept), s->diag);
}

bool session_calibrate(Session *s) {
    if (!s->options->calibrate) return true;
    Arena arena = { .no_memory = s->arena->no_memory };
    Work work = { .session = s, .arena = &arena };
    double since = seconds_now();
    s->calibration = calibrate(&work);
    if (s->calibration) {
        tell_pass(s->options, &(PassTime){ "calibrate", seconds_now() - since, (size_t)s->calibration->images,
                                           "images" });
        s->found.ranges = ranges_of(&work);
        tell_ranges(s->options, work.network.layers, s->calibration);
    }
    bool good = s->calibration && save(&work);
    arena_free(&arena);
    return good;
}
