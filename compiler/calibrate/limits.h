/* limits.h: which part of a value's numbers 8 bits are to stand for: the rules by which it is chosen. */
#ifndef RESNETC_CALIBRATE_LIMITS_H
#define RESNETC_CALIBRATE_LIMITS_H

#include "graph/graph.h"
#include "histogram.h"

typedef enum {
    RULE_MSE,        /* the least squared error of rounding to 256 levels and clipping */
    RULE_PERCENTILE, /* so many of 100 numbers lie below the high end, and as many above the low one */
    RULE_MINMAX      /* nothing is clipped */
} RuleKind;

typedef struct {
    RuleKind kind;
    double percentile; /* above 50, at most 100 */
} RangeRule;

/* "mse", "percentile", "percentile:99.9", "minmax". False where the word is none of these. */
bool rule_parse(const char *word, RangeRule *rule);
const char *rule_text(Arena *arena, const RangeRule *rule);

/* low <= 0 <= high; both 0 where only zeros were seen. */
typedef struct {
    float low, high;
} Limits;

/* What the numbers are read by, whose error counts: an activation that goes by a table, or none. */
typedef struct {
    Activation activation;
    bool never_negative; /* the low end is 0 */
} LimitsUse;

Limits choose_limits(const Histogram *h, const RangeRule *rule, LimitsUse use);
/* The share of all numbers that are not rounded to a level, but clipped: to the nearest bin. */
double share_clipped(const Histogram *h, Limits limits);

#endif
