/* knapsack.c: of each group one option, the fastest together within a limit.
 *
 * A price a byte (Lagrange relaxation) makes groups independent: with the lowest price at which what they
 * take fits, their cycles are near the best, and bound it. Then all selections are built up group by group,
 * without those that another one beats in both, and those that the bound says cannot become better. Where too
 * many are left they are thinned, and the bound alone tells how far from the best the result may be. */
#include "knapsack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STATES = 1024, PRICE_STEPS = 100 };

/* Selections that differ by less are equal: the model is not that good, sums are not that exact. */
static const double EQUAL = 1e-7;

typedef struct {
    const OptionGroup *groups;
    int count;
    size_t limit;
} Task;

/* ---- A price ---- */

static int least_of(const OptionGroup *group) {
    int least = 0;
    for (int i = 1; i < group->count; i++)
        if (group->options[i].bytes < group->options[least].bytes) least = i;
    return least;
}

size_t least_bytes(const OptionGroup *groups, int count) {
    size_t bytes = 0;
    for (int g = 0; g < count; g++) bytes += groups[g].options[least_of(&groups[g])].bytes;
    return bytes;
}

static double priced(const Option *option, double price) {
    return option->cycles + price * (double)option->bytes;
}

/* Of equals the smallest, of these the first. */
static int cheapest(const OptionGroup *group, double price) {
    int best = 0;
    for (int i = 1; i < group->count; i++) {
        const Option *a = &group->options[i], *b = &group->options[best];
        const double difference = priced(a, price) - priced(b, price);
        if (difference < 0 || (difference == 0 && a->bytes < b->bytes)) best = i;
    }
    return best;
}

static Selection pick_by(const Task *task, double price, int *picked) {
    Selection s = { .picked = picked };
    for (int g = 0; g < task->count; g++) {
        const Option *option = &task->groups[g].options[picked[g] = cheapest(&task->groups[g], price)];
        s.cycles += option->cycles;
        s.bytes += option->bytes;
    }
    s.bound = s.cycles + price * (double)s.bytes - price * (double)task->limit;
    return s;
}

/* So high that a byte outweighs all cycles. */
static double highest_price(const Task *task) {
    double most = 1;
    for (int g = 0; g < task->count; g++) {
        double slowest = 0;
        for (int i = 0; i < task->groups[g].count; i++)
            if (task->groups[g].options[i].cycles > slowest) slowest = task->groups[g].options[i].cycles;
        most += slowest;
    }
    return most;
}

/* The selection at the lowest price at which it fits; *price is that. */
static Selection price_out(const Task *task, int *picked, double *price) {
    const Selection free = pick_by(task, 0, picked);
    double low = 0, high = free.bytes <= task->limit ? 0 : highest_price(task), bound = free.cycles;
    for (int i = 0; i < PRICE_STEPS && high > 0; i++) {
        const double middle = i < PRICE_STEPS / 2 && low == 0 ? high / 4 : (low + high) / 2;
        const Selection s = pick_by(task, middle, picked);
        if (s.bound > bound) bound = s.bound;
        *(s.bytes <= task->limit ? &high : &low) = middle;
    }
    Selection best = pick_by(task, high, picked);
    if (bound > best.bound) best.bound = bound;
    *price = high;
    return best;
}

/* ---- Better ones, by exchanges ---- */

/* The exchange that saves most and fits; false: none is left. */
static bool exchange(const Task *task, Selection *s, int *picked) {
    int group = -1, option = 0;
    double most = 0;
    for (int g = 0; g < task->count; g++) {
        const Option *options = task->groups[g].options, *now = &options[picked[g]];
        for (int i = 0; i < task->groups[g].count; i++) {
            const double saved = now->cycles - options[i].cycles;
            if (saved <= most || s->bytes - now->bytes + options[i].bytes > task->limit) continue;
            most = saved, group = g, option = i;
        }
    }
    if (group < 0) return false;
    s->cycles -= most;
    s->bytes += task->groups[group].options[option].bytes - task->groups[group].options[picked[group]].bytes;
    picked[group] = option;
    return true;
}

/* ---- All that may be better ---- */

typedef struct {
    double cycles;
    size_t bytes;
    int before, option; /* the state of the groups before, and what is added to it */
} State;

typedef struct {
    State *states;
    int count;
} Front;

typedef struct {
    const Task *task;
    double price;
    double *rest;  /* [group]: what it and those behind it cost at least, priced */
    size_t *least; /* [group]: and take at least */
    double most;   /* cycles above which nothing is better */
    bool thinned;
} Bounds;

static int by_bytes(const void *a, const void *b) {
    const State *x = a, *y = b;
    if (x->bytes != y->bytes) return x->bytes < y->bytes ? -1 : 1;
    if (x->cycles != y->cycles) return x->cycles < y->cycles ? -1 : 1;
    return x->before != y->before ? x->before - y->before : x->option - y->option;
}

static bool is_hopeless(const Bounds *b, int next, const State *s) {
    if (s->bytes + b->least[next] > b->task->limit) return true;
    return s->cycles + b->rest[next] - b->price * (double)(b->task->limit - s->bytes) >= b->most;
}

static int drop_beaten(State *states, int count, double equal) {
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (kept == 0 || states[i].cycles < states[kept - 1].cycles - equal) states[kept++] = states[i];
    return kept;
}

/* Every so manieth: the smallest stays, so that there is one that fits. */
static int thin(State *states, int count) {
    for (int i = 0; i < MOST_STATES; i++) states[i] = states[(int)((long)i * count / MOST_STATES)];
    return MOST_STATES;
}

static Front next_front(Arena *arena, Bounds *b, int g, const Front *before) {
    const OptionGroup *group = &b->task->groups[g];
    State *states = arena_array(arena, State, before->count * group->count + 1);
    int count = 0;
    for (int s = 0; s < before->count; s++)
        for (int i = 0; i < group->count; i++) {
            State *state = &states[count];
            *state = (State){ before->states[s].cycles + group->options[i].cycles,
                              before->states[s].bytes + group->options[i].bytes, s, i };
            count += !is_hopeless(b, g + 1, state);
        }
    qsort(states, (size_t)count, sizeof *states, by_bytes);
    count = drop_beaten(states, count, EQUAL * b->most / b->task->count);
    if (count > MOST_STATES) count = thin(states, count), b->thinned = true;
    return (Front){ states, count };
}

static void set_rests(Arena *arena, Bounds *b) {
    const int count = b->task->count;
    b->rest = arena_array(arena, double, count + 1);
    b->least = arena_array(arena, size_t, count + 1);
    for (int g = count - 1; g >= 0; g--) {
        const OptionGroup *group = &b->task->groups[g];
        b->rest[g] = b->rest[g + 1] + priced(&group->options[cheapest(group, b->price)], b->price);
        b->least[g] = b->least[g + 1] + group->options[least_of(group)].bytes;
    }
}

/* The last state of the last front is the fastest. Where there is none, nothing beats what is there; nor
 * where it is there only for the price of bytes that it leaves. */
static void search(Arena *arena, Bounds *b, Selection *s, int *picked) {
    const int count = b->task->count;
    Front *fronts = arena_array(arena, Front, count + 1);
    State start = { .before = -1 };
    fronts[0] = (Front){ &start, 1 };
    set_rests(arena, b);
    for (int g = 0; g < count; g++) fronts[g + 1] = next_front(arena, b, g, &fronts[g]);
    if (fronts[count].count == 0) return;
    const State *state = &fronts[count].states[fronts[count].count - 1];
    if (state->cycles >= s->cycles) return;
    s->cycles = state->cycles;
    s->bytes = state->bytes;
    for (int g = count; g-- > 0; state = &fronts[g].states[state->before]) picked[g] = state->option;
}

Selection select_within(Arena *arena, const OptionGroup *groups, int count, size_t limit) {
    const Task task = { groups, count, limit };
    int *picked = arena_array(arena, int, count);
    double price;
    assert(least_bytes(groups, count) <= limit);
    Selection s = price_out(&task, picked, &price);
    if (price == 0) return s;
    while (exchange(&task, &s, picked)) continue;
    Arena *own = arena_scratch(arena);
    Bounds bounds = { .task = &task, .price = price, .most = s.cycles * (1 - EQUAL) };
    search(own, &bounds, &s, picked);
    if (!bounds.thinned) s.bound = s.cycles;
    arena_free(own);
    return s;
}
