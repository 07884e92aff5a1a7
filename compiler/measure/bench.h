/* bench.h: --bench: the compiled network timed, as a whole and layer by layer, against the processor's peak.
 */
#ifndef RESNETC_MEASURE_BENCH_H
#define RESNETC_MEASURE_BENCH_H

#include "jit/jit.h"

/* Bytes a second that all threads read together: of what a core's own cache keeps, the last one, none. */
typedef struct {
    double near, last, memory;
} MemoryRates;

typedef struct {
    Timing timing; /* of a call: a whole batch */
    int threads;   /* that layers are shared out to: 1 where all are too small for it */
    double peak;   /* fused multiply-adds' FLOP/s, measured just before and behind; 0: not known */
    double usual;  /* the same in the median; the least of those measured */
    const double
        *layers; /* [plan->layers->count]: each one's least seconds; NULL where it was not asked for */
    double nearest, farthest; /* with several threads: measure_cores before, between and behind; else 0 */
    MemoryRates memory;       /* beside layers; all 0: not known */
    double compile_seconds;
} Bench;

/* Times the plan, which needs weights, on `input` (a whole batch). With `profile` a second time, compiled
 * with a call after each layer. progress: in percent; NULL: nobody is told. NULL on failure. */
const Bench *bench_network(Arena *arena, const Plan *plan, JitKind kind, const void *input, bool profile,
                           const Progress *progress, Diag *diag);

/* A table of a few lines, with `layers` behind one of all layers, which were timed. */
const char *bench_report(Arena *arena, const Plan *plan, const Bench *bench, bool layers);

/* ---- What was done: bench_work.c ---- */

/* Of a call, a multiply-add counting twice: as the definition has it, which direct convolution does, and as
 * it is really done (choose/query.h). */
double direct_operations(const Plan *plan, int layer);
double done_operations(const Plan *plan, int layer);
double all_operations(const Plan *plan, double (*of)(const Plan *plan, int layer));
double team_peak(const Bench *bench); /* of all its threads */
/* Operations on integers are not floating-point ones: "Gop/s", "GFLOP/s". */
const char *rate_unit(const Plan *plan);
size_t panel_bytes(const Plan *plan, int layer); /* weights, bias apart */

/* ---- Layer by layer: bench_layers.c ---- */

typedef struct LayerTimer LayerTimer;

/* c_text with a call behind each layer, which jit_compile's trace gets without a value. */
const char *profiled_text(Arena *arena, const char *name, const char *c_text);
/* Compiles c_text, emit_c's of the plan, with a call after each layer. NULL on failure. */
LayerTimer *layer_timer_open(Arena *arena, const Plan *plan, const char *c_text, JitKind kind, Diag *diag);
/* Runs it once; workspace: layer_timer_workspace bytes. */
void layer_timer_call(LayerTimer *timer, const void *weights, void *workspace, const void *input,
                      float *output);
size_t layer_timer_workspace(const LayerTimer *timer);
const double *layer_timer_least(const LayerTimer *timer); /* [plan->layers->count]: seconds, of all calls */

/* ---- A call, as it is timed ---- */

typedef struct {
    const Plan *plan;
    const Jit *jit;
    const void *input;
    float *output;
    void *workspace;
    LayerTimer *timer; /* NULL: nobody asks */
} BenchRun;

/* A note where values of such a call decay to denormals. Before anything is timed; only where a call says
 * that something underflows are its layers looked at, compiled a second time. False on failure. */
bool note_denormals(Arena *arena, const BenchRun *run, JitKind kind, Diag *diag);

/* ---- The cores ---- */

/* Seconds that a cache line takes from one core to another and back, the least of five times; where there is
 * one core only, what the system takes to change threads. 0: no second thread could be had. */
double measure_cores(void);

/* Compiled by the system's compiler; false where that cannot be had. */
bool measure_memory(Arena *arena, const Target *target, int threads, MemoryRates *rates, Diag *diag);

/* ---- The peak: as many independent multiply-adds in the target's vectors as keep every unit busy ---- */

typedef struct Peak Peak;

/* Of such weights. Compiles the kernel by the system's compiler with the target's flags. NULL on failure. */
Peak *peak_open(Arena *arena, const Target *target, NumberKind weights, Diag *diag);
/* Operations a second of one thread, the best of some 50 ms; *usual: in the median. Where that is much less
 * another hardware thread, of a neighbour perhaps, takes a part of the core's multiply-adds. */
double peak_measure(Peak *peak, double *usual);

#endif
