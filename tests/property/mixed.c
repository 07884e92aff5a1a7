/* mixed.c: networks of which some layers compute in integers and the others in floats: what is emitted
 * equals, layer by layer, what the references make of what the layer read: exactly where it is integers, and
 * where one kind becomes the other; within rounding where it is floats.
 *
 * Networks that have each what computes in integers, and random ones; which layers stay in floats is drawn.
 */
#include "integers.h"
#include "random_spec.h"
#include "skipped.h"
#include "tally.h"
#include "trial.h"
#include "workers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RANDOM = 24 }; /* networks, each on one target */

typedef struct {
    Trial trial;
    int down, up; /* conversions to integers, and to floats */
} Outcome;

#define ODD                                                                                                  \
    "\"name\":\"small\",\"repeats\":[1,2],\"classes\":7,\"widths\":[9,24],\"stem\":{\"width\":8},"           \
    "\"input\":{\"height\":41,\"width\":38},"
#define PICTURE "\"mean\":[0.485,0.456,0.406],\"std\":[0.229,0.224,0.225]"

static const char *const networks[] = {
    "{" ODD "\"block\":\"bottleneck\",\"outputs\":[\"probabilities\",\"logits\",\"layer1\",\"pool\"]}",
    "{" ODD "\"block\":\"bottleneck\",\"batch\":2,\"groups\":4,\"width_per_group\":32}",
    "{" ODD "\"block\":\"basic\",\"batch\":3,\"preactivation\":true,\"activation\":\"prelu\"}",
    "{" ODD "\"block\":\"basic\",\"batch\":2,\"attention\":{\"type\":\"se\"},\"activation\":\"silu\"}",
    "{" ODD "\"block\":\"basic\",\"attention\":{\"type\":\"eca\"},\"activation\":\"hardswish\"}",
    "{" ODD "\"block\":\"basic\",\"shortcut\":\"zero_pad\",\"activation\":\"relu6\"}",
    "{" ODD "\"block\":\"basic\",\"norm\":{\"type\":\"group\",\"groups\":1}}",
    "{" ODD "\"block\":\"basic\",\"antialias\":\"blur\",\"head\":{\"pool\":\"catavgmax\"}}",
    "{" ODD "\"block\":\"ir\",\"activation\":\"prelu\",\"head\":{\"type\":\"flatten\"}}",
    "{" ODD "\"block\":\"basic\",\"batch\":2,\"preprocess\":{" PICTURE ",\"input\":\"u8_nhwc\"}}",
};

enum { NAMED = COUNT_OF(networks) };

static const Target *target_of(int job) { return targets[job % target_count]; }
static int threads_of(int job) { return 1 + job % 3 % 2; }

static const Spec *spec_of(Arena *arena, int job, Diag *diag) {
    if (job >= NAMED) return random_spec(arena, (uint64_t)(100 + job - NAMED), diag);
    return spec_parse(arena, networks[job], strlen(networks[job]), "named", diag);
}

static void verify(Trial *trial, Arena *arena, const Plan *plan, const void *input, Diag *diag) {
    if (!target_runs_here(plan->target)) return;
    const Verdict *v = verify_network(arena, plan, JIT_CC, input, NULL, diag);
    if (!v)
        trial_fail(trial, "%s", diag->message);
    else if (!v->agrees)
        trial_fail(trial, "%s, image %d, channel %d, y %d, x %d: %g", v->worst_layer, v->worst_image,
                   v->worst_channel, v->worst_y, v->worst_x, v->worst);
    trial->verified += v && v->agrees;
}

static void count_conversions(Outcome *outcome, const Layers *layers) {
    for (int v = 0; v < layers->count; v++) {
        if (layers->layers[v].kind != LAYER_CONVERT) continue;
        *(layers->layers[v].in_floats ? &outcome->up : &outcome->down) += 1;
    }
}

static void try_network(void *context, int job, void *result) {
    (void)context;
    Outcome *outcome = result;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Spec *spec = spec_of(&arena, job, &diag);
    const void *input = spec ? drawn_input(&arena, spec, 1) : NULL;
    const Plan *plan = spec ? plan_mixed(&arena, spec, target_of(job), "random:1", threads_of(job), input,
                                         (uint64_t)job, &diag)
                            : NULL;
    if (!plan) {
        trial_fail(&outcome->trial, "%s", diag.message);
    } else {
        count_conversions(outcome, plan->layers);
        verify(&outcome->trial, &arena, plan, input, &diag);
        if (job % 4 == 0) trial_guard(&outcome->trial, &arena, plan);
    }
    arena_free(&arena);
}

int main(void) {
    Tally tally = { 0, 0 };
    const int jobs = NAMED + RANDOM;
    int down = 0, up = 0;
    tell_skipped_targets("running int8 beside floats");
    const Outcome *outcomes = run_jobs(jobs, try_network, NULL, sizeof(Outcome));
    for (int job = 0; job < jobs; job++) {
        const Trial *trial = &outcomes[job].trial;
        const char *message = *trial->message ? trial->message : "crashed, perhaps on a guard page";
        bool good = trial->verified == target_runs_here(target_of(job)) && !*trial->message;
        check(&tally, good, "%s %d on %s, threads %d: %s", job < NAMED ? "network" : "random",
              job < NAMED ? job : job - NAMED, target_of(job)->name, threads_of(job), message);
        down += outcomes[job].down;
        up += outcomes[job].up;
    }
    check(&tally, down > jobs && up > jobs, "%d conversions to integers, %d to floats", down, up);
    return tally_close(&tally);
}
