/* slices.h: the interface of the network in the C file beside it, made by resnetc 0.1.0. */
#ifndef SLICES_H
#define SLICES_H

#ifdef RESNETC_FREESTANDING
typedef __SIZE_TYPE__ size_t;
#else
#include <stddef.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define SLICES_INPUT_FLOATS 507 /* [1][3][13][13] */
#define SLICES_BATCH 1
#define SLICES_CHANNELS 3
#define SLICES_HEIGHT 13
#define SLICES_WIDTH 13
#define SLICES_CLASSES 0
#define SLICES_OUTPUT_FLOATS 15680 /* layer2, [1][320][7][7] */
/* Threads of a call, where the C file is compiled with -fopenmp: define it alike in all files, or they do not
 * link. */
#ifndef SLICES_MAX_THREADS
#define SLICES_MAX_THREADS 1
#elif SLICES_MAX_THREADS < 1
#error SLICES_MAX_THREADS must be 1 or more
#endif
/* A multiple of 64, to be 64-byte aligned; what is in it does not matter. */
#ifdef SLICES_TRACE
#define SLICES_WORKSPACE_BYTES (324544 + SLICES_MAX_THREADS * 175680UL + 216320)
#else
#define SLICES_WORKSPACE_BYTES (324544 + SLICES_MAX_THREADS * 175680UL)
#endif
#define SLICES_WEIGHTS_BYTES 4196864 /* of the weights file, header included; 64-byte aligned */
/* What becomes of a picture: its short side resized, antialiased, to SLICES_RESIZE; of that the middle
 * SLICES_HEIGHT x SLICES_WIDTH pixels; each channel, in this order, (pixel / 255 - mean) / std. */
#define SLICES_RESIZE 15
#define SLICES_FILTER "bilinear"
#define SLICES_ORDER "rgb"
#define SLICES_MEAN { 0.0f, 0.0f, 0.0f }
#define SLICES_STD { 1.0f, 1.0f, 1.0f }

enum { SLICES_OK, SLICES_BAD_SIZE, SLICES_BAD_MAGIC, SLICES_BAD_FINGERPRINT, SLICES_BAD_CHECKSUM,
    SLICES_BAD_ALIGNMENT };

/* SLICES_OK where `bytes` bytes at `weights` are this network's weights as packed for this code; else what is
 * wrong. */
int slices_weights_check(const void *weights, size_t bytes);
/* 1 where this processor can run it, else 0. */
int slices_cpu_ok(void);
#if SLICES_MAX_THREADS > 1 /* the number is part of the symbol: slices_run_2_threads */
#define SLICES_RUN_OF(threads) slices_run_##threads##_threads
#define SLICES_RUN_BY(threads) SLICES_RUN_OF(threads)
#define slices_run SLICES_RUN_BY(SLICES_MAX_THREADS)
#endif
/* Runs the network. weights: checked, only read; workspace: SLICES_WORKSPACE_BYTES, 64-byte aligned, one for
 * each call at a time; input: NCHW; output: as above; both 4-byte aligned, not overlapping. Cannot fail; but
 * a pointer that is not aligned so ends the program before anything is written (__builtin_trap, by gcc and
 * clang without -DNDEBUG).
 * Safe to call from several threads. */
void slices_run(const void *weights, void *workspace, const float *input, float *output);
/* The weights, where the C file is compiled with -DSLICES_BUNDLE_WEIGHTS. */
extern const unsigned char slices_weights[];
#ifdef SLICES_TRACE
/* Yours to define: called after each layer, by one of the call's threads, with its value,
 * [images][channels][height][width]. */
void slices_trace(const char *layer, const float *value, int images, int channels, int height, int width);
#elif defined SLICES_PROFILE
/* Yours to define: called after each layer, by one of the call's threads. */
void slices_profile(const char *layer);
#endif

#ifdef __cplusplus
}
#endif

#endif

