/* emulated.h: a network of another machine, run by an emulator. */
#ifndef RESNETC_JIT_EMULATED_H
#define RESNETC_JIT_EMULATED_H

#include "job.h"

/* What the whole program around the network, which only emulated.c writes and reads files for, calls. */
typedef struct {
    const char *name, *run; /* the network's, JitJob's */
    size_t weights_bytes, input_bytes, output_floats;
    bool traces;
} Driver;

/* main() in C: weights and input from files of these names (workshop.h), outputs and trace to others. */
Text driver_text(Arena *arena, const Driver *driver);

/* In the trace's file: this, the layer's name with zeros behind up to a whole number of these, the floats. */
typedef struct {
    int name_bytes, images, channels, height, width;
} TraceRecord;

/* One run, and what was traced in it to the job's TraceFunction. Allocates from diag's arena. */
bool emulated_run(const Emulated *emulated, const void *weights, const void *input, float *output,
                  Diag *diag);

#endif
