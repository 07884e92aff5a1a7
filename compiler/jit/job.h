/* job.h: what the ways to compile in memory share. */
#ifndef RESNETC_JIT_JOB_H
#define RESNETC_JIT_JOB_H

#include "jit.h"

typedef struct {
    const char *name; /* the spec's: what symbols begin with */
    const char *run;  /* what the one of the function ends with */
    const Target *target;
    const char *text; /* complete: macros in front, hooks behind */
    size_t length;
    TraceFunction *trace; /* NULL: none */
    void *context;
    int threads;
    const Plan *plan;
    NumberKind weights; /* of the plan's lower precision, as the catalogue has it; NUMBER_F32: none */
} JitJob;

/* The address of a symbol of compiled code, NULL where it is missing. */
typedef void *JitLookup(void *code, const char *symbol);

/* Sets the hooks inside the code, which must still be writable, and fills in jit->run and workspace_bytes. */
bool jit_connect(const JitJob *job, JitLookup *lookup, void *code, Jit *jit, Diag *diag);

/* Each compiles, loads and connects, and has the code unloaded by arena_free. */
bool jit_tcc(Arena *arena, const JitJob *job, Jit *jit, Diag *diag);
bool jit_cc(Arena *arena, const JitJob *job, Jit *jit, Diag *diag);

/* Compiles for the target's machine and keeps the program, for emulated_run (emulated.h). */
bool jit_emulated(Arena *arena, const JitJob *job, Jit *jit, Diag *diag);

#endif
