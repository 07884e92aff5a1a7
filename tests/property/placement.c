/* placement.c: no two live values overlap, nor do they with a layer's scratch, computed a second time and
 * another way than in place.c: by data flow backwards over the layers, for every spec of specs/ on every
 * target and for random ones, where speed is preferred and where size is. */
#include "folder.h"
#include "random_spec.h"
#include "tally.h"

#include <stdio.h>
#include <string.h>

enum { RANDOM_SPECS = 400, ALIGNMENT = 64 };

typedef struct {
    Tally tally;
    double worst; /* values / bound; where size is preferred, with scratch */
    char worst_name[80];
    double
        whole[2]; /* workspace / the most that is in use at once, scratch included; where size is preferred */
    char whole_name[2][80];
    int plans;
} Report;

/* live[t * count + v]: whether value v must be intact while layer t runs. */
static const bool *find_live(Arena *arena, const Layers *layers, const Layout *layouts) {
    int count = layers->count;
    bool *live = arena_array(arena, bool, (size_t)count *(size_t)count);
    for (int t = count - 1; t >= 0; t--) {
        const Layer *layer = &layers->layers[t];
        bool *now = live + (size_t)t * (size_t)count;
        for (int v = 0; v < t && t + 1 < count; v++) now[v] = now[count + v];
        now[t] = true;
        if (layer->in >= 0) now[layer->in] = true;
        if (layer->residual >= 0) now[layer->residual] = true;
        if (layer->gate >= 0) now[layer->gate] = true;
    }
    for (int v = 0; v < count; v++)
        for (int t = 0; t < v && is_gathered(&layouts[v]); t++)
            live[(size_t)t * (size_t)count + (size_t)v] = true;
    return live;
}

/* Value v is written over another: the same memory, and nothing reads the other afterwards. */
static bool is_over(const Plan *plan, const bool *live, int v, int other) {
    const Place *places = plan->placement->places;
    int count = plan->layers->count;
    bool same = other >= 0 && !is_gathered(&plan->layouts[v]) && places[other].offset == places[v].offset &&
                plan->layouts[other].elements == plan->layouts[v].elements &&
                plan->layouts[other].halo == plan->layouts[v].halo;
    return same && (v + 1 == count || !live[(size_t)(v + 1) * (size_t)count + (size_t)other]);
}

/* What it is written over: its residual, or what it reads where it reads no pixel's neighbours; -1: neither.
 */
static int written_over(const Plan *plan, const bool *live, int v) {
    const Layer *layer = &plan->layers->layers[v];
    bool alone = layer->kind == LAYER_POINTWISE || layer->kind == LAYER_GROUP_NORM;
    if (layer->in != layer->residual && is_over(plan, live, v, layer->residual)) return layer->residual;
    return alone && is_over(plan, live, v, layer->in) ? layer->in : -1;
}

static bool apart(const Plan *plan, int a, int b) {
    const Place *p = &plan->placement->places[a], *q = &plan->placement->places[b];
    size_t p_bytes = plan->layouts[a].elements * sizeof(float),
           q_bytes = plan->layouts[b].elements * sizeof(float);
    return p->offset + p_bytes <= q->offset || q->offset + q_bytes <= p->offset;
}

static bool is_stored(const Plan *plan, int v) { return plan->layers->layers[v].kind != LAYER_OUTPUT; }

/* While layer t runs. */
static bool none_overlap(const Plan *plan, const bool *live, int t) {
    int count = plan->layers->count;
    const bool *now = live + (size_t)t * (size_t)count;
    for (int a = 0; a < count; a++)
        for (int b = 0; b < a; b++) {
            if (!now[a] || !now[b] || !is_stored(plan, a) || !is_stored(plan, b) || apart(plan, a, b))
                continue;
            if (a != t || b != written_over(plan, live, t)) return false;
        }
    return true;
}

/* Bytes of the values that are live at t; one written over another counts once. */
static size_t live_bytes(const Plan *plan, const bool *live, int t) {
    size_t sum = 0;
    int count = plan->layers->count;
    for (int v = 0; v < count; v++)
        if (live[(size_t)t * (size_t)count + (size_t)v] && is_stored(plan, v) &&
            !(v == t && written_over(plan, live, t) >= 0))
            sum += (plan->layouts[v].elements * sizeof(float) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return sum;
}

static bool all_aligned_inside(const Plan *plan) {
    const Placement *placement = plan->placement;
    for (int v = 0; v < plan->layers->count; v++) {
        size_t end = placement->places[v].offset + plan->layouts[v].elements * sizeof(float);
        if (is_stored(plan, v) && (placement->places[v].offset % ALIGNMENT || end > placement->values))
            return false;
    }
    return placement->values % ALIGNMENT == 0 && plan->workspace.scratch % ALIGNMENT == 0;
}

/* Two threads' scratch of layer t lies behind whatever is live then, and before the team's lines. */
static bool scratch_is_free(const Plan *plan, const bool *live, int t) {
    const size_t begin = plan->placement->places[t].scratch, own = plan->choices[t].scratch;
    const WorkspaceSize *w = &plan->workspace;
    if (!own) return true;
    for (int v = 0; v < plan->layers->count; v++) {
        const size_t end = plan->placement->places[v].offset + plan->layouts[v].elements * sizeof(float);
        if (live[(size_t)t * (size_t)plan->layers->count + (size_t)v] && is_stored(plan, v) && end > begin)
            return false;
    }
    return begin % ALIGNMENT == 0 && own <= w->scratch && begin + 2 * own <= lines_begin(w) + 2 * w->scratch;
}

/* Nor do the lines lie in the values. */
static bool lines_are_free(const Plan *plan) {
    return lines_begin(&plan->workspace) + plan->workspace.scratch >= plan->placement->values;
}

/* Writes to a map of the values what layer v leaves there: zeros in its border, where they are written,
 * values within, and what it has as scratch. Returns whether the border and the tail are zero then. */
static bool write_value(const Plan *plan, bool *zero, int v) {
    const Layout *l = &plan->layouts[v];
    bool *value = zero + plan->placement->places[v].offset / sizeof(float), good = true;
    bool ready = border_is_ready(plan->layouts, plan->choices, plan->placement, v);
    for (size_t i = plan->placement->places[v].scratch;
         plan->choices[v].scratch && i < plan->placement->values; i += sizeof(float))
        zero[i / sizeof(float)] = false;
    size_t inside = (size_t)l->blocks * l->block, first = (size_t)l->halo * l->pixel, row = l->row,
           block = l->block;
    for (size_t i = 0; i < l->elements; i++) {
        size_t at = i % l->image, y = at % block / row, x = at % row;
        bool border = at >= inside || y < (size_t)l->halo || y >= block / row - (size_t)l->halo ||
                      x < first || x >= row - first;
        value[i] = border && (!ready || value[i]);
        good = good && (!border || value[i] || !l->halo);
    }
    return good;
}

/* Whoever reads a value finds its border zero. */
static bool borders_are_zero(Arena *arena, const Plan *plan) {
    bool *zero = arena_array(arena, bool, plan->placement->values / sizeof(float));
    for (int v = 0; v < plan->layers->count; v++)
        if (is_stored(plan, v) && !write_value(plan, zero, v)) return false;
    return true;
}

static void note_worst(double *worst, char *where, double ratio, const char *name, const Target *target) {
    if (ratio <= *worst) return;
    *worst = ratio;
    snprintf(where, 80, "%s on %s", name, target->name);
}

/* What is in use at once is not always within reach where scratch must lie behind it: in random_63 on scalar
 * layer2.0.bn2 has 12288 bytes of scratch, so that its value lies low; 10240 bytes of that and another value
 * are then below the 24576 of layer2.0.bn1, which needs 6144 behind it, though 4096 of the 10240 are free
 * meanwhile. 40960 are its least, 1.111 of 36864. */
static const double MOST = 1.1, MOST_WITH_SCRATCH = 1.112;

static void check_plan(Report *report, Arena *arena, const Plan *plan, const char *name) {
    const bool *live = find_live(arena, plan->layers, plan->layouts);
    size_t bound = 0, whole = 0;
    bool disjoint = true, free = lines_are_free(plan);
    for (int t = 0; t < plan->layers->count; t++) {
        size_t bytes = live_bytes(plan, live, t);
        size_t scratch = plan->choices[t].scratch;
        if (bytes > bound) bound = bytes;
        if (bytes + scratch > whole) whole = bytes + scratch;
        disjoint = disjoint && none_overlap(plan, live, t);
        free = free && scratch_is_free(plan, live, t);
    }
    const Placement *placement = plan->placement;
    const bool small = plan->economy.prefer == PREFER_SIZE;
    const size_t taken = lines_begin(&plan->workspace) + plan->workspace.scratch;
    double ratio = small ? (double)taken / (double)whole : (double)placement->values / (double)bound;
    check(&report->tally, disjoint, "%s: live values overlap", name);
    check(&report->tally, all_aligned_inside(plan), "%s: offsets are not aligned or not inside", name);
    check(&report->tally, borders_are_zero(arena, plan), "%s: a border is not zero", name);
    check(&report->tally, free, "%s: a layer's scratch overlaps what is live", name);
    check(&report->tally, placement->bound == bound, "%s: bound %zu, here %zu", name, placement->bound,
          bound);
    check(&report->tally, ratio <= (small ? MOST_WITH_SCRATCH : MOST), "%s: %zu bytes, %.3f of the bound",
          name, placement->values, ratio);
    report->plans++;
    note_worst(&report->worst, report->worst_name, ratio, name, plan->target);
    note_worst(&report->whole[small], report->whole_name[small],
               (double)workspace_bytes(&plan->workspace, 1) / (double)whole, name, plan->target);
}

static void check_spec(Report *report, Arena *arena, const Spec *spec, const Target *target,
                       Accuracy accuracy, Preference prefer) {
    Diag diag = { .arena = arena };
    const PlanOrder order = { .accuracy = accuracy, .economy = { .prefer = prefer } };
    const Plan *plan = plan_to_order(arena, spec, target, &order, &diag);
    if (check(&report->tally, plan != NULL, "%s", plan ? "" : diag.message))
        check_plan(report, arena, plan, spec->name);
}

/* On every target; the accuracies by turns, since the larger networks take seconds each, and size on one. */
static void check_file(Report *report, const char *path, int turn) {
    for (int i = 0; i <= target_count; i++) {
        const Target *target = targets[(i < target_count ? i : turn) % target_count];
        const Preference prefer = i < target_count ? PREFER_SPEED : PREFER_SIZE;
        Arena arena = { 0 };
        Diag diag = { .arena = &arena };
        const Spec *spec = spec_load(&arena, path, &diag);
        if (check(&report->tally, spec != NULL, "%s", spec ? "" : diag.message))
            check_spec(report, &arena, spec, target, (turn + i) % 2 ? ACCURACY_TIGHT : ACCURACY_FAST, prefer);
        arena_free(&arena);
    }
}

/* Layers that work in place of what they read, beside sums; gates, which are read long after they are made.
 */
static const char *const family[] = {
    "{\"block\":\"basic\",\"repeats\":[2,2,1],\"preactivation\":true,\"batch\":3}",
    "{\"block\":\"bottleneck\",\"repeats\":[2,2],\"preactivation\":true,\"outputs\":[\"layer1\",\"logits\"]}",
    "{\"block\":\"ir\",\"repeats\":[2,2],\"widths\":[24,37],\"batch\":2}",
    "{\"block\":\"bottleneck\",\"repeats\":[2,2],\"attention\":{\"type\":\"se\"},\"batch\":12}",
    "{\"block\":\"basic\",\"repeats\":[2,2],\"attention\":{\"type\":\"eca\"}}",
    "{\"block\":\"bottleneck\",\"repeats\":[2,2],\"norm\":{\"type\":\"group\",\"groups\":32},\"batch\":5}",
    "{\"block\":\"basic\",\"repeats\":[2,2],\"norm\":{\"type\":\"group\",\"groups\":8},"
    "\"preactivation\":true,\"attention\":{\"type\":\"se\"}}",
};

static void check_text(Report *report, const char *text) {
    for (int i = 0; i < target_count * 4; i++) {
        Arena arena = { 0 };
        Diag diag = { .arena = &arena };
        const Spec *spec = spec_parse(&arena, text, strlen(text), "family", &diag);
        if (check(&report->tally, spec != NULL, "%s", spec ? "" : diag.message))
            check_spec(report, &arena, spec, targets[i / 4], i % 2 ? ACCURACY_TIGHT : ACCURACY_FAST,
                       i / 2 % 2 ? PREFER_SIZE : PREFER_SPEED);
        arena_free(&arena);
    }
}

static void check_random(Report *report, uint64_t seed) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Spec *spec = random_spec(&arena, seed, &diag);
    if (check(&report->tally, spec != NULL, "%s", spec ? "" : diag.message))
        check_spec(report, &arena, spec, targets[seed % (uint64_t)target_count],
                   seed / 4 % 2 ? ACCURACY_TIGHT : ACCURACY_FAST, seed % 3 ? PREFER_SPEED : PREFER_SIZE);
    arena_free(&arena);
}

/* ---- Borders that nobody needs to zero again, by name ---- */

static const struct {
    const char *path, *layer;
    bool ready;
} borders[] = {
    { "specs/resnet18.json", "layer2.0.conv2", true },  /* over its residual */
    { "specs/resnet50.json", "layer3.4.conv1", true },  /* where the block before had its own */
    { "specs/resnet50.json", "layer3.0.conv1", false }, /* where others lay */
};

static void check_border(Report *report, int index, const Target *target, Accuracy accuracy) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const char *name = borders[index].layer;
    const Spec *spec = spec_load(&arena, borders[index].path, &diag);
    const Plan *plan = spec ? plan_network(&arena, spec, target, NULL, NULL, accuracy, &diag) : NULL;
    int found = 0;
    for (int v = 0; plan && v < plan->layers->count; v++)
        if (!strcmp(plan->layers->layers[v].name, name))
            found += plan->layouts[v].halo > 0 && border_is_ready(plan->layouts, plan->choices,
                                                                  plan->placement, v) == borders[index].ready;
    check(&report->tally, found == 1, "%s on %s: the border of %s is %s zero already", borders[index].path,
          target->name, name, borders[index].ready ? "not" : "thought to be");
    arena_free(&arena);
}

static void check_borders(Report *report) {
    for (int i = 0; i < COUNT_OF(borders) * target_count; i++) {
        check_border(report, i / target_count, targets[i % target_count], ACCURACY_FAST);
        check_border(report, i / target_count, targets[i % target_count], ACCURACY_TIGHT);
    }
}

/* usage: placement [SPEC.json...]: of these, or of all in specs/ */
int main(int argc, char **argv) {
    Arena arena = { 0 };
    Report report = { .plans = 0 };
    int count = argc - 1;
    char **files = count ? argv + 1 : list_folder(&arena, "specs", "*.json", &count);
    for (int i = 0; i < COUNT_OF(family); i++) check_text(&report, family[i]);
    for (int i = 0; i < count; i++)
        if (!strstr(files[i], "schema")) check_file(&report, files[i], i);
    for (uint64_t seed = 1; seed <= RANDOM_SPECS; seed++) check_random(&report, seed);
    check_borders(&report);
    printf("%d placements, at most %.3f of the bound: %s\n", report.plans, report.worst, report.worst_name);
    printf("with scratch %.3f of what is in use at once: %s; where size is preferred %.3f: %s\n",
           report.whole[0], report.whole_name[0], report.whole[1], report.whole_name[1]);
    arena_free(&arena);
    return tally_close(&report.tally);
}
