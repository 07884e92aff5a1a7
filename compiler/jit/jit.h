/* jit.h: C text -> function pointer, by libtcc or the system's compiler. */
#ifndef RESNETC_JIT_H
#define RESNETC_JIT_H

#include "catalogue/catalogue.h"

typedef enum { JIT_TCC, JIT_CC } JitKind;

typedef void TraceFunction(void *context, const char *layer, const float *value, int images, int channels,
                           int height, int width);

typedef struct {
    /* input: floats or, with preprocess.input u8_nhwc, unsigned char */
    void (*run)(const void *weights, void *workspace, const void *input, float *output);
    size_t workspace_bytes; /* more than the plan's when tracing */
    double compile_seconds;
} Jit;

/* What JIT_TCC plans for: the scalar target, which it compiles itself, or a target as the catalogue has it
 * (catalogue.h). `target` NULL: the best here. NULL where there are no kernels for it. */
const Target *jit_target(Arena *arena, const Target *target, Diag *diag);

/* The text that jit_compile() is to compile: emit_c's or, where the plan is for the catalogue (catalogue.h),
 * only the walk over the layers. NULL where the catalogue lacks a kernel. */
const char *jit_text(Arena *arena, const Plan *plan, Diag *diag);

/* Compiles jit_text's text. With `trace`, every layer's output goes to it, on the thread that
 * runs. JIT_TCC needs the scalar target, which runs on one thread, or a plan for the catalogue. The code is
 * unloaded by arena_free. NULL on failure. */
const Jit *jit_compile(Arena *arena, const Plan *plan, const char *c_text, JitKind kind, TraceFunction *trace,
                       void *context, Diag *diag);

#endif
