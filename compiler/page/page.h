/* page.h: --report: all that a command found, as one HTML file that needs nothing else: no network, no other
 * file. Whatever was not asked for is absent. The same findings give the same bytes. */
#ifndef RESNETC_PAGE_H
#define RESNETC_PAGE_H

#include "measure/measure.h"

/* ---- What a command found beside the plan; texts are the user's, and may be any bytes ---- */

typedef struct {
    const char *layer;
    Range range;    /* without means */
    double clipped; /* share of the numbers */
    bool in_floats; /* as --precision auto chose */
} RangeRow;

typedef struct {
    const char *source, *rule;
    int images; /* 0: none were looked at */
    const RangeRow *rows;
    int count;
} RangesFound;

typedef struct {
    const char *class, *answer; /* a label, or a number */
    int images;
} Confusion;

typedef struct {
    int images, first, among; /* known; right; right among five */
    const Confusion *confusions;
    int count;
} ScoresFound;

/* A line of what went into it: "weights", "resnet18.pth". */
typedef struct {
    const char *name, *text;
} Source;

/* NULL, or none: was not asked for. */
typedef struct {
    const Source *sources;
    int source_count;
    const Bench *bench;    /* with layers */
    const char *processor; /* that it was timed on */
    const Verdict *verdict;
    const PrecisionFigures *precision;
    const RangesFound *ranges;
    const ScoresFound *scores;
} Found;

/* Of the plan that bench and verdict are of. */
const char *report_page(Arena *arena, const Plan *plan, const Found *found);

#endif
