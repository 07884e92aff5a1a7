/* calibrate.h: what --calibrate works with, and what is measured behind it. */
#ifndef RESNETC_CLI_CALIBRATE_H
#define RESNETC_CLI_CALIBRATE_H

#include "session.h"

/* What making ranges needs and nothing behind it: the network in floats, and what was seen of it. */
typedef struct {
    Session *session;
    Arena *arena; /* for this alone */
    Calibrated network;
    const Plan *plan;
} Work;

/* The network in floats, with the layers that int8 has. */
PlanOrder plain_order(const Session *session);
/* Planned for the catalogue's kernels, which are there at once; where one is lacking, for the system's
 * compiler. */
const Plan *plan_quick(const Work *work, bool curves_apart, JitKind *kind);

/* ---- precision.c: --precision auto, --report-precision ---- */

/* The images that are measured on, and their classes. */
bool hold_out(Work *work, const ImageSource *all, HeldOut *held);
/* Chooses the layers of auto; makes the report, where it was asked for. */
bool measure_precision(Work *work, const ImageSource *all, const HeldOut *held, Calibration *calibration);

#endif
