/* economy.c: choices where memory is scarce: those that take the least, or the fastest within limits.
 *
 * Weights add up over the layers: a knapsack. Of the workspace, layers share the scratch: what the values
 * leave of the limit is what each of them may take. Values themselves take less without tails, for which
 * Winograd's tiles must not hang over, and image by image: there are some ways to space them, each is tried. */
#include "economy.h"
#include "knapsack.h"

#include <math.h>
#include <string.h>

const char *const preference_names[] = { [PREFER_UNSAID] = "", "speed", "size", NULL };

/* How much slower than the fastest of its size a layer may be that takes less text. */
static const double TEXT_SLACK = 1.25;

static const Spacing spacings[] = { { true, CHUNK_IMAGES }, { true, 1 }, { false, 1 } };
static const Spacing closest = { false, 1 };

Economy economy_of(const Target *target, const PlanOrder *order) {
    Economy economy = order->economy;
    const bool fast = order->tuned || economy.weights || economy.workspace || !target->small;
    if (economy.prefer == PREFER_UNSAID) economy.prefer = fast ? PREFER_SPEED : PREFER_SIZE;
    return economy;
}

bool is_economical(const Economy *economy) {
    return economy->prefer == PREFER_SIZE || economy->weights || economy->workspace;
}

/* ---- What a network is made of, and takes ---- */

typedef struct {
    const Layout *layouts;
    const Choice *choices;
    size_t values; /* bytes */
    double cycles; /* of an image, by the model */
    double bound;  /* and at least, within the limits */
} Arrangement;

static size_t layer_bytes(const Plan *plan, const Layout *layouts, int v, const Choice *choice) {
    const Layer *layer = &plan->layers->layers[v];
    return stored_bytes(layer, &layouts[layer->in < 0 ? v : layer->in], &layouts[v], choice);
}

static Footprint footprint_of(Arena *arena, const Plan *plan, const Layout *layouts, const Choice *choices) {
    const Placement *placement = place_values(arena, plan->layers, layouts);
    const Kernel *kernels = make_kernels(arena, plan->layers, layouts, choices, plan->target);
    const WorkspaceSize w = size_workspace(plan->layers, choices, kernels, placement, plan->spec->batch);
    Footprint print = { BLOB_HEADER, workspace_bytes(&w, 1) };
    for (int v = 0; v < plan->layers->count; v++)
        print.weights += layer_bytes(plan, layouts, v, &choices[v]);
    return print;
}

Footprint plan_footprint(const Plan *plan) {
    return (Footprint){ plan->blob->size, workspace_bytes(&plan->workspace, 1) };
}

/* ---- What a layer may be ---- */

typedef struct {
    const Candidate *candidates;
    Option *options; /* the same: cycles of an image, bytes */
    int count;
} Menu;

typedef struct {
    const Plan *plan;
    const Layout *layouts;
    Menu *menus;  /* [layer]; none: it has no weights */
    double bytes; /* of all weights, as the model counts on them */
} Kitchen;

static Query query_at(const Kitchen *k, int v) {
    Query q = shape_query(k->plan->layers, k->layouts, k->plan->target, v);
    q.weights = k->bytes;
    return q;
}

static bool is_beaten(const Menu *menu, const Candidate *c, const Option *option) {
    for (int i = 0; i < menu->count; i++)
        if (menu->options[i].cycles <= option->cycles && menu->options[i].bytes <= option->bytes &&
            menu->candidates[i].choice.scratch <= c->choice.scratch)
            return true;
    return false;
}

/* Those that another one beats in nothing but text are of use for size alone. */
static Menu make_menu(Arena *arena, const Kitchen *k, int v, bool beaten) {
    const Query q = query_at(k, v);
    const Candidate *all;
    const int count = list_offers(arena, &q, k->plan->accuracy, &all);
    Candidate *kept = arena_array(arena, Candidate, count);
    Menu menu = { kept, arena_array(arena, Option, count), 0 };
    for (int i = 0; i < count; i++) {
        const Option option = { all[i].cycles / q.batch, layer_bytes(k->plan, k->layouts, v, &all[i].choice) };
        if (!beaten && is_beaten(&menu, &all[i], &option)) continue;
        kept[menu.count] = all[i];
        menu.options[menu.count++] = option;
    }
    return menu;
}

/* ---- The least ---- */

/* Of those that take the fewest bytes. */
static size_t least_scratch(const Menu *menu, size_t bytes) {
    size_t least = SIZE_MAX;
    for (int i = 0; i < menu->count; i++)
        if (menu->options[i].bytes == bytes && menu->candidates[i].choice.scratch < least)
            least = menu->candidates[i].choice.scratch;
    return least;
}

static size_t fewest_bytes(const Menu *menu) {
    return least_bytes(&(OptionGroup){ menu->options, menu->count }, 1);
}

/* As fast as it gets with so little, or somewhat slower, where the text is shorter. */
static const Choice *smallest_of(const Kitchen *k, int v, size_t scratch) {
    const Menu *menu = &k->menus[v];
    const Query q = query_at(k, v);
    const size_t bytes = fewest_bytes(menu);
    double fastest = HUGE_VAL, best = HUGE_VAL;
    int sums = 0, choice = 0;
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < menu->count; i++) {
            const Candidate *c = &menu->candidates[i];
            if (menu->options[i].bytes != bytes || c->choice.scratch > scratch) continue;
            if (round == 0) fastest = fmin(fastest, c->cycles);
            if (round == 0 || c->cycles > TEXT_SLACK * fastest) continue;
            const int own = unrolled_sums(&q, &c->choice);
            if (best < HUGE_VAL && (own > sums || (own == sums && c->cycles >= best))) continue;
            sums = own, best = c->cycles, choice = i;
        }
    return &menu->candidates[choice].choice;
}

static Arrangement smallest_arrangement(Arena *arena, const Plan *plan) {
    const Layers *layers = plan->layers;
    Arena own = { .no_memory = arena->no_memory };
    Choice *choices = arena_array(arena, Choice, layers->count);
    Kitchen k = { .plan = plan,
                  .layouts = layout_spaced(arena, layers, plan->target, plan->spec->batch, closest),
                  .menus = arena_array(&own, Menu, layers->count),
                  .bytes = expected_weights(layers, plan->target, true) };
    size_t scratch = 0;
    for (int v = 0; v < layers->count; v++) {
        if (layers->layers[v].kind == LAYER_INPUT) continue;
        const Query q = query_at(&k, v);
        choices[v] = plain_choice(&q);
        if (has_weights(&layers->layers[v])) k.menus[v] = make_menu(&own, &k, v, true);
        const Menu *menu = &k.menus[v];
        const size_t least = menu->count ? least_scratch(menu, fewest_bytes(menu)) : choices[v].scratch;
        if (least > scratch) scratch = least;
    }
    for (int v = 0; v < layers->count; v++)
        if (k.menus[v].count) choices[v] = *smallest_of(&k, v, scratch);
    arena_free(&own);
    return (Arrangement){ .layouts = k.layouts, .choices = choices };
}

Footprint least_footprint(Arena *arena, const Plan *plan) {
    const Arrangement least = smallest_arrangement(arena, plan);
    return footprint_of(arena, plan, least.layouts, least.choices);
}

/* ---- The fastest within limits ---- */

/* What values leave of the workspace to scratch; the team's lines come on top. -1: values are too large. */
static double scratch_left(Arena *arena, const Plan *plan, const Layout *layouts) {
    const size_t limit = plan->economy.workspace;
    if (!limit) return HUGE_VAL;
    const size_t rest = place_values(arena, plan->layers, layouts)->values + 2 * LINE_BYTES;
    return rest <= limit ? (double)((limit - rest) / LINE_BYTES * LINE_BYTES) : -1;
}

static void keep_within(Menu *menu, Candidate *kept, double scratch) {
    int count = 0;
    for (int i = 0; i < menu->count; i++) {
        if ((double)menu->candidates[i].choice.scratch > scratch) continue;
        menu->options[count] = menu->options[i];
        kept[count++] = menu->candidates[i];
    }
    menu->candidates = kept;
    menu->count = count;
}

/* The menus of all layers, and what those without one take; false where a layer is left without a way. */
static bool make_menus(Arena *arena, Kitchen *k, double scratch, Choice *choices, size_t *fixed) {
    const Layers *layers = k->plan->layers;
    *fixed = BLOB_HEADER;
    for (int v = 0; v < layers->count; v++) {
        if (layers->layers[v].kind == LAYER_INPUT) continue;
        const Query q = query_at(k, v);
        choices[v] = plain_choice(&q);
        if ((double)choices[v].scratch > scratch) return false;
        if (!has_weights(&layers->layers[v])) {
            *fixed += layer_bytes(k->plan, k->layouts, v, &choices[v]);
            continue;
        }
        k->menus[v] = make_menu(arena, k, v, false);
        keep_within(&k->menus[v], arena_array(arena, Candidate, k->menus[v].count), scratch);
        if (k->menus[v].count == 0) return false;
    }
    return true;
}

static bool pick(Arena *arena, const Kitchen *k, size_t limit, Choice *choices, Arrangement *a) {
    const int layers = k->plan->layers->count;
    OptionGroup *groups = arena_array(arena, OptionGroup, layers);
    int count = 0, next = 0;
    for (int v = 0; v < layers; v++)
        if (k->menus[v].count) groups[count++] = (OptionGroup){ k->menus[v].options, k->menus[v].count };
    if (least_bytes(groups, count) > limit) return false;
    const Selection s = select_within(arena, groups, count, limit);
    for (int v = 0; v < layers; v++)
        if (k->menus[v].count) choices[v] = k->menus[v].candidates[s.picked[next++]].choice;
    a->cycles = s.cycles;
    a->bound = s.bound;
    return true;
}

static bool arrange(Arena *arena, Arena *own, const Plan *plan, Spacing spacing, Arrangement *a) {
    const Economy *economy = &plan->economy;
    const double bytes = expected_weights(plan->layers, plan->target, false);
    const size_t most = economy->weights ? economy->weights : SIZE_MAX;
    Kitchen k = { .plan = plan,
                  .layouts = layout_spaced(arena, plan->layers, plan->target, plan->spec->batch, spacing),
                  .menus = arena_array(own, Menu, plan->layers->count),
                  .bytes = fmin(bytes, (double)most) };
    Choice *choices = arena_array(arena, Choice, plan->layers->count);
    size_t fixed;
    *a = (Arrangement){ .layouts = k.layouts, .choices = choices };
    const double scratch = scratch_left(own, plan, k.layouts);
    return scratch >= 0 && make_menus(own, &k, scratch, choices, &fixed) && fixed <= most &&
           pick(own, &k, most - fixed, choices, a);
}

/* Cycles 0: there is none. */
static Arrangement fastest_arrangement(Arena *arena, const Plan *plan) {
    Arrangement best = { .bound = HUGE_VAL };
    for (int i = 0; i < COUNT_OF(spacings); i++) {
        if (i > 0 && spacings[i].tails == spacings[i - 1].tails && plan->spec->batch == 1) continue;
        Arena own = { .no_memory = arena->no_memory };
        Arrangement a;
        const bool fits = arrange(arena, &own, plan, spacings[i], &a);
        arena_free(&own);
        if (!fits) continue;
        const double bound = fmin(best.bound, a.bound);
        if (best.cycles == 0 || a.cycles < best.cycles) best = a;
        best.bound = bound;
    }
    return best;
}

static bool check_limit(const char *option, size_t limit, size_t least, Diag *diag) {
    return !limit || least <= limit ||
           diag_fail(diag, STATUS_USAGE, "%s: expected at least %zu, got %zu", option, least, limit);
}

bool choose_economically(Arena *arena, Plan *plan, Diag *diag) {
    const Economy *economy = &plan->economy;
    Arrangement a = smallest_arrangement(arena, plan);
    const Footprint least = footprint_of(arena, plan, a.layouts, a.choices);
    if (!check_limit("--weights-limit", economy->weights, least.weights, diag) ||
        !check_limit("--workspace-limit", economy->workspace, least.workspace, diag))
        return false;
    if (economy->prefer == PREFER_SPEED) {
        const Arrangement fastest = fastest_arrangement(arena, plan);
        if (fastest.cycles > 0) a = fastest;
        plan->excess = fastest.cycles > 0 ? fastest.cycles / fastest.bound - 1 : 0;
    }
    plan->layouts = a.layouts;
    plan->choices = a.choices;
    return true;
}
