/* chosen.h: the interface of the network in the C file beside it, made by resnetc 0.1.0. */
#ifndef CHOSEN_H
#define CHOSEN_H

#ifdef RESNETC_FREESTANDING
typedef __SIZE_TYPE__ size_t;
#else
#include <stddef.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define CHOSEN_INPUT_FLOATS 315 /* [1][3][7][15] */
#define CHOSEN_BATCH 1
#define CHOSEN_CHANNELS 3
#define CHOSEN_HEIGHT 7
#define CHOSEN_WIDTH 15
#define CHOSEN_CLASSES 0
#define CHOSEN_OUTPUT_FLOATS 6720 /* layer1, [1][64][7][15] */
/* Threads of a call, where the C file is compiled with -fopenmp: define it alike in all files, or they do not
 * link. */
#ifndef CHOSEN_MAX_THREADS
#define CHOSEN_MAX_THREADS 1
#elif CHOSEN_MAX_THREADS < 1
#error CHOSEN_MAX_THREADS must be 1 or more
#endif
/* A multiple of 64, to be 64-byte aligned; what is in it does not matter. */
#ifdef CHOSEN_TRACE
#define CHOSEN_WORKSPACE_BYTES (96960 + CHOSEN_MAX_THREADS * 43072UL + 26880)
#else
#define CHOSEN_WORKSPACE_BYTES (96960 + CHOSEN_MAX_THREADS * 43072UL)
#endif
#define CHOSEN_WEIGHTS_BYTES 393920 /* of the weights file, header included; 64-byte aligned */
/* What becomes of a picture: its short side resized, antialiased, to CHOSEN_RESIZE; of that the middle
 * CHOSEN_HEIGHT x CHOSEN_WIDTH pixels; each channel, in this order, (pixel / 255 - mean) / std. */
#define CHOSEN_RESIZE 17
#define CHOSEN_FILTER "bilinear"
#define CHOSEN_ORDER "rgb"
#define CHOSEN_MEAN { 0.0f, 0.0f, 0.0f }
#define CHOSEN_STD { 1.0f, 1.0f, 1.0f }

enum { CHOSEN_OK, CHOSEN_BAD_SIZE, CHOSEN_BAD_MAGIC, CHOSEN_BAD_FINGERPRINT, CHOSEN_BAD_CHECKSUM,
    CHOSEN_BAD_ALIGNMENT };

/* CHOSEN_OK where `bytes` bytes at `weights` are this network's weights as packed for this code; else what is
 * wrong. */
int chosen_weights_check(const void *weights, size_t bytes);
/* 1 where this processor can run it, else 0. */
int chosen_cpu_ok(void);
#if CHOSEN_MAX_THREADS > 1 /* the number is part of the symbol: chosen_run_2_threads */
#define CHOSEN_RUN_OF(threads) chosen_run_##threads##_threads
#define CHOSEN_RUN_BY(threads) CHOSEN_RUN_OF(threads)
#define chosen_run CHOSEN_RUN_BY(CHOSEN_MAX_THREADS)
#endif
/* Runs the network. weights: checked, only read; workspace: CHOSEN_WORKSPACE_BYTES, 64-byte aligned, one for
 * each call at a time; input: NCHW; output: as above; both 4-byte aligned, not overlapping. Cannot fail; but
 * a pointer that is not aligned so ends the program before anything is written (__builtin_trap, by gcc and
 * clang without -DNDEBUG).
 * Safe to call from several threads. */
void chosen_run(const void *weights, void *workspace, const float *input, float *output);
/* The weights, where the C file is compiled with -DCHOSEN_BUNDLE_WEIGHTS. */
extern const unsigned char chosen_weights[];
#ifdef CHOSEN_TRACE
/* Yours to define: called after each layer, by one of the call's threads, with its value,
 * [images][channels][height][width]. */
void chosen_trace(const char *layer, const float *value, int images, int channels, int height, int width);
#elif defined CHOSEN_PROFILE
/* Yours to define: called after each layer, by one of the call's threads. */
void chosen_profile(const char *layer);
#endif

#ifdef __cplusplus
}
#endif

#endif

