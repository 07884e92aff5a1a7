/* features.c: each feature of a choice (tests/common/feature.h) on each target that runs here.
 *
 * usage: features          a line each: its number, a sum of its text and weights, its name
 *        features NUMBER   tries that one, as the property choices does; status 1: it fails */
#include "feature.h"
#include "trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const Plan *plan_of(Arena *arena, int number, Diag *diag) {
    static const Activation activations[] = { ACTIVATION_RELU, ACTIVATION_PRELU, ACTIVATION_SILU };
    const Feature *feature = &features[number / target_count];
    const Target *target = targets[number % target_count];
    int layer;
    if (!target_has(target, feature) || !target_runs_here(target)) return NULL;
    return plan_with_feature(arena, target, feature, activations[number % COUNT_OF(activations)], &layer,
                             diag);
}

static uint64_t sum_of(Arena *arena, const Plan *plan) {
    const char *text = emit_c(arena, plan, &(EmitNames){ .options = "" });
    return fnv1a(fnv1a(FNV_BASIS, text, strlen(text)), plan->blob->bytes, plan->blob->size);
}

static void print_sum(int number) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Plan *plan = plan_of(&arena, number, &diag);
    const uint64_t sum = plan ? sum_of(&arena, plan) : 0;
    if (plan || diag.status)
        printf("%d %llx %s on %s\n", number, (unsigned long long)sum, features[number / target_count].name,
               targets[number % target_count]->name);
    arena_free(&arena);
}

static bool is_right(int number) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const Plan *plan = plan_of(&arena, number, &diag);
    Trial trial = { 0 };
    if (plan) trial_verify(&trial, &arena, plan, 1);
    if (plan) trial_guard(&trial, &arena, plan);
    if (*trial.message) printf("%s\n", trial.message);
    arena_free(&arena);
    return trial.verified && trial.guarded && !*trial.message;
}

int main(int argc, char **argv) {
    if (argc > 1) return !is_right(atoi(argv[1]));
    for (int number = 0; number < feature_count * target_count; number++) print_sum(number);
    return 0;
}
