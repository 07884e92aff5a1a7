/* knapsack.h: of each group one option, such that all together are the fastest within a limit (the
 * multiple-choice knapsack problem; Kellerer, Pferschy, Pisinger 2004, chapter 11). */
#ifndef RESNETC_PLAN_KNAPSACK_H
#define RESNETC_PLAN_KNAPSACK_H

#include "base/base.h"

typedef struct {
    double cycles; /* 0 or more, finite */
    size_t bytes;
} Option;

typedef struct {
    const Option *options;
    int count; /* 1 or more */
} OptionGroup;

typedef struct {
    const int *picked; /* [group]: an option */
    double cycles;
    size_t bytes;
    double bound; /* no selection within the limit has fewer cycles; the same where this one is the best */
} Selection;

size_t least_bytes(const OptionGroup *groups, int count);
/* The limit is at least least_bytes. Of equals the first option. */
Selection select_within(Arena *arena, const OptionGroup *groups, int count, size_t limit);

#endif
