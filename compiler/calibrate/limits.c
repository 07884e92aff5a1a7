/* limits.c: the rules but for the least squared error, which is least_error.c's. */
#include "limits.h"
#include "least_error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double usual_percentile = 99.99;
static const float least_range = 1e-30f; /* nothing is chosen within less */

/* ---- Their words ---- */

bool rule_parse(const char *word, RangeRule *rule) {
    static const char percentile[] = "percentile";
    char *end;
    *rule = (RangeRule){ RULE_MSE, usual_percentile };
    if (!strcmp(word, "mse")) return true;
    rule->kind = RULE_MINMAX;
    if (!strcmp(word, "minmax")) return true;
    rule->kind = RULE_PERCENTILE;
    if (strncmp(word, percentile, strlen(percentile)) != 0) return false;
    word += strlen(percentile);
    if (!*word) return true;
    if (word[0] != ':' || word[1] < '0' || word[1] > '9' ||
        strspn(word + 1, "0123456789.") != strlen(word + 1))
        return false;
    rule->percentile = strtod(word + 1, &end);
    return !*end && rule->percentile > 50 && rule->percentile <= 100;
}

const char *rule_text(Arena *arena, const RangeRule *rule) {
    if (rule->kind == RULE_PERCENTILE) return arena_printf(arena, "percentile:%.15g", rule->percentile);
    return rule->kind == RULE_MSE ? "mse" : "minmax";
}

/* ---- The choice ---- */

static Limits extremes(const Histogram *h) { return (Limits){ fminf(h->least, 0), fmaxf(h->most, 0) }; }

/* At most `outside` numbers lie beyond each end. */
static Limits without_outliers(const Histogram *h, uint64_t outside) {
    int first = 0, last = 2 * HISTOGRAM_SIDE - 1;
    for (uint64_t below = h->bins[first]; below <= outside && first < last;) below += h->bins[++first];
    for (uint64_t above = h->bins[last]; above <= outside && last > 0;) above += h->bins[--last];
    double low = fmax(histogram_edge(h, first), h->least), high = fmin(histogram_edge(h, last + 1), h->most);
    return (Limits){ fminf((float)low, 0), fmaxf((float)high, 0) };
}

static Limits by_percentile(const Histogram *h, double percentile) {
    return without_outliers(h, (uint64_t)((double)h->count * (100 - percentile) / 100));
}

Limits choose_limits(const Histogram *h, const RangeRule *rule, LimitsUse use) {
    Limits all = h->count ? extremes(h) : (Limits){ 0, 0 };
    if (use.never_negative) all.low = 0;
    if (all.high - all.low < least_range || rule->kind == RULE_MINMAX) return all;
    if (rule->kind == RULE_MSE) return least_error(h, all, use.activation);
    Limits limits = by_percentile(h, rule->percentile);
    if (use.never_negative) limits.low = 0;
    return limits.low == limits.high ? all : limits;
}

double share_clipped(const Histogram *h, Limits limits) {
    double half = ((double)limits.high - limits.low) / 255 / 2;
    uint64_t clipped = 0;
    for (int i = 0; i < 2 * HISTOGRAM_SIDE; i++) {
        double centre = histogram_centre(h, i);
        if (centre < limits.low - half || centre > limits.high + half) clipped += histogram_others(h, i);
    }
    return h->count ? (double)clipped / (double)h->count : 0;
}
