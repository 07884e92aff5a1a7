/* precision.h: what lower precision costs, measured on images that calibration has not seen; and with it the
 * choice of layers that --precision auto makes. */
#ifndef RESNETC_MEASURE_PRECISION_H
#define RESNETC_MEASURE_PRECISION_H

#include "jit/jit.h"
#include "media/media.h"

enum { HELD_OUT = 5 }; /* of so many images one is measured on, the others are calibrated with */

typedef struct {
    const ImageSource *source;
    const int *truth; /* [image]: its class; -1: not known. NULL: of none */
} HeldOut;

/* A plan and what compiles it; it has weights. */
typedef struct {
    const Plan *plan;
    JitKind kind;
} Runnable;

/* ---- hits.c: answers: the class with the largest score ---- */

typedef struct {
    int images;       /* that could be read */
    int same;         /* of these: answered as by floats */
    int known;        /* images whose class is known */
    int first, among; /* of these: answered right; right among five */
} Hits;

/* Runs it on all images. `floats`: [image] what floats answered; NULL: they are asked now, and so all are the
 * same. Returns what was answered, -1 of a picture that cannot be read; NULL on failure. The network has
 * class scores (ranking_output). */
const int *answer_images(Arena *arena, const Runnable *network, const HeldOut *held, const int *floats,
                         Hits *hits, Diag *diag);
/* Points (hundredths of all images) that are lost: of right answers, where it is known what is right; else of
 * answers that are the same. */
double points_lost(const Hits *floats, const Hits *low);

/* ---- noise.c: signal to noise, in dB: 10 log10 of energies, over some of the images ---- */

/* [layer of low]: of its value, as the network has it, against that of floats; NAN where floats have none of
 * that name. NULL on failure. */
const double *noise_in_network(Arena *arena, const Runnable *floats, const Runnable *low,
                               const ImageSource *source, Diag *diag);

/* ---- harm.c ---- */

/* [layer of floats]: signal to noise of the class scores if this layer alone computed in integers, its
 * weights and its value rounded; NAN of those that nobody chooses (is_chosen). `ranges`: of these layers;
 * `refused`: those that int8 does not have. No code is compiled for it but that of floats, which runs on one
 * thread. NULL on failure. */
const double *measure_harm(Arena *arena, const Runnable *floats, const Ranges *ranges, const bool *refused,
                           const ImageSource *source, Diag *diag);

/* ---- lowering.c: --precision auto ---- */

typedef struct {
    const Spec *spec;
    const Target *target;
    PlanOrder order; /* of auto, with ranges; `floats` is what is looked for */
    const Runnable *floats;
    const HeldOut *held;
    double max_drop; /* points */
    const Progress *progress;
} LoweringOrder;

typedef struct {
    int lowered; /* so many, those that do the least harm */
    double drop; /* points */
} LoweringTrial;

typedef struct {
    const bool *floats; /* [layer]: stays in floats */
    const double
        *harm; /* [layer]: measure_harm: much signal, little harm; NAN where all were lowered at once */
    const bool *refused; /* [layer]: stays, since int8 has no such layer */
    const int *order;    /* [chosen]: layers, the least harm first */
    int chosen, lowered;
    const LoweringTrial *trials; /* as they were made */
    int trial_count;
} Lowering;

/* The layers from the least harm on are lowered, as many as bisection finds that lose at most max_drop: all,
 * or so many that one more was tried and lost more. NULL on failure. */
const Lowering *lower_by_harm(Arena *arena, const LoweringOrder *order, Diag *diag);
/* What was lost when this layer was lowered, too: in the least trial that had it. NAN: there was none. */
double drop_with(const Lowering *lowering, int layer);

/* ---- precision_report.c ---- */

typedef struct {
    const Plan *plan; /* of the lower precision */
    const HeldOut *held;
    int all;             /* images there were, those held out among them */
    const double *noise; /* noise_in_network; NULL: not measured */
    bool ranked;         /* the network has class scores: then the hits count */
    Hits floats, low;
    const Lowering *lowering; /* NULL: nothing was chosen */
    const Layers *layers;     /* which it counts */
    double max_drop;
} PrecisionReport;

/* The same as figures, which need nothing of what they were made from. */
typedef struct {
    const char *layer;
    const char *in;    /* what it computes in: "int8" */
    const char *stays; /* why it does not in int8; "" for nothing to say, or where nothing was chosen */
    double value;      /* signal to noise of its value; NAN: not measured */
    double scores;     /* of the class scores if it alone were lowered; NAN: nobody chose it */
} PrecisionRow;

typedef struct {
    const char *precision; /* "int8" */
    int images, all;       /* measured on, of so many */
    const PrecisionRow *rows;
    int count;
    bool measured;  /* values: else there are rows of what was chosen alone */
    bool some_stay; /* then scores and stays are worth telling */
    bool ranked;    /* the hits count */
    Hits floats, low;
    const LoweringTrial *trials; /* as they were made */
    int trial_count;             /* 0: nothing was chosen */
    double max_drop;
} PrecisionFigures;

const PrecisionFigures *precision_figures(Arena *arena, const PrecisionReport *report);
const char *decibel_text(Arena *arena, double decibels); /* "31.4 dB", "exact"; "" for NAN */

/* A table of layers, then of answers. */
const char *precision_report(Arena *arena, const PrecisionFigures *figures);
/* "auto: 7 of 9 layers compute in int8; in fp32: conv1, fc": a line. */
const char *lowering_summary(Arena *arena, const Layers *layers, const Lowering *lowering);

#endif
