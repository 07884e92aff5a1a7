/* session.h: a command: what was asked for, and what the passes have made of it so far. */
#ifndef RESNETC_CLI_SESSION_H
#define RESNETC_CLI_SESSION_H

#include "import/import.h"
#include "library/resnetc_jit.h"
#include "options.h"
#include "page/page.h"

/* Nothing is written before all of it is there. */
typedef struct {
    Arena *arena;
    const Options *options;
    FileView file; /* the spec, or the weights in its place: read once, since it may be a pipe */
    Network network;
    const Spec *spec;               /* the network's */
    const char *weights;            /* a path or "random:SEED"; NULL: none */
    const Tuned *tuned;             /* NULL: nothing was measured */
    const Calibration *calibration; /* NULL: nothing was calibrated */
    const char *kept;               /* the same as a kept file has it */
    ResnetJitSource choices;        /* the file that it came from, or that is to be written */
    const Plan *plan;               /* the latest one made */
    Found found;                    /* what the steps measured */
    Text description;               /* for standard output, before what the steps print */
    Text text;                      /* for standard output */
    Text aside;                     /* for standard error, behind it: where standard output is for programs */
    const char *shortcoming; /* what is wrong though all was written: the status is STATUS_INPUT then */
    OutputFiles files;
    Diag *diag;
} Session;

/* The passes from graph to place, for a target (NULL: native). */
bool session_plan(Session *s, const Target *target);

/* ---- Steps of a command; each does nothing where it was not asked for. False on failure ---- */

bool session_network(Session *s);   /* the spec, or a weights file in its place: network.c */
bool session_import(Session *s);    /* --import: network.c */
bool session_choices(Session *s);   /* --tune, --tuned: choices.c */
bool session_calibrate(Session *s); /* --calibrate: calibrate.c */
bool session_run(Session *s);       /* --run: run.c */
bool session_verify(Session *s);    /* --verify, --bench: trial.c */
bool session_bench(Session *s);
bool session_explain(Session *s); /* --describe, --report: explain.c */

/* Where a step prints what it measured: beside standard output where that is for programs. */
Text *session_text(Session *s);

#endif
