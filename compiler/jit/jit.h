/* jit.h: C text -> what runs it: a function, by libtcc or the system's compiler; or a program of another
 * machine. */
#ifndef RESNETC_JIT_H
#define RESNETC_JIT_H

#include "catalogue/catalogue.h"

typedef enum {
    JIT_TCC,
    JIT_CC,
    JIT_EMULATED /* for the target's machine, by an emulator (Machine) */
} JitKind;

typedef void TraceFunction(void *context, const char *layer, const float *value, int images, int channels,
                           int height, int width);

typedef struct Emulated Emulated;

typedef struct {
    /* input: floats or, with preprocess.input u8_nhwc, unsigned char. NULL where it is emulated: jit_run */
    void (*run)(const void *weights, void *workspace, const void *input, float *output);
    size_t workspace_bytes; /* more than the plan's when tracing; emulated 0: it has its own */
    double compile_seconds;
    const Emulated *emulated; /* NULL: it runs in this process */
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

/* One call of any. Only what is emulated can fail (STATUS_SYSTEM); only that allocates, from diag's arena,
 * and calls the TraceFunction behind the run. */
bool jit_run(const Jit *jit, const void *weights, void *workspace, const void *input, float *output,
             Diag *diag);

/* What compiles and runs for a target: of another machine, or of this one. */
JitKind jit_kind(const Target *target);

/* The program that is not installed here and without which nothing of the target's machine can be compiled
 * and emulated; NULL: all is there. */
const char *jit_lacks(Arena *arena, const Target *target);

#endif
