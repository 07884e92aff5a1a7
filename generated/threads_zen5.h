/* threads.h: the interface of the network in the C file beside it, made by resnetc 0.1.0. */
#ifndef THREADS_H
#define THREADS_H

#ifdef RESNETC_FREESTANDING
typedef __SIZE_TYPE__ size_t;
#else
#include <stddef.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define THREADS_INPUT_FLOATS 37632 /* [1][3][112][112] */
#define THREADS_BATCH 1
#define THREADS_CHANNELS 3
#define THREADS_HEIGHT 112
#define THREADS_WIDTH 112
#define THREADS_CLASSES 10
#define THREADS_OUTPUT_FLOATS 10 /* logits, [1][10] */
/* Threads of a call, where the C file is compiled with -fopenmp: define it alike in all files, or they do not
 * link. */
#ifndef THREADS_MAX_THREADS
#define THREADS_MAX_THREADS 1
#elif THREADS_MAX_THREADS < 1
#error THREADS_MAX_THREADS must be 1 or more
#endif
/* A multiple of 64, to be 64-byte aligned; what is in it does not matter. */
#ifdef THREADS_TRACE
#define THREADS_WORKSPACE_BYTES (296256 + THREADS_MAX_THREADS * 417856UL + 150528)
#else
#define THREADS_WORKSPACE_BYTES (296256 + THREADS_MAX_THREADS * 417856UL)
#endif
#define THREADS_WEIGHTS_BYTES 1453184 /* of the weights file, header included; 64-byte aligned */
/* What becomes of a picture: its short side resized, antialiased, to THREADS_RESIZE; of that the middle
 * THREADS_HEIGHT x THREADS_WIDTH pixels; each channel, in this order, (pixel / 255 - mean) / std. */
#define THREADS_RESIZE 128
#define THREADS_FILTER "bilinear"
#define THREADS_ORDER "rgb"
#define THREADS_MEAN { 0.0f, 0.0f, 0.0f }
#define THREADS_STD { 1.0f, 1.0f, 1.0f }

enum { THREADS_OK, THREADS_BAD_SIZE, THREADS_BAD_MAGIC, THREADS_BAD_FINGERPRINT, THREADS_BAD_CHECKSUM,
    THREADS_BAD_ALIGNMENT };

/* THREADS_OK where `bytes` bytes at `weights` are this network's weights as packed for this code; else what
 * is wrong. */
int threads_weights_check(const void *weights, size_t bytes);
/* 1 where this processor can run it, else 0. */
int threads_cpu_ok(void);
#if THREADS_MAX_THREADS > 1 /* the number is part of the symbol: threads_run_2_threads */
#define THREADS_RUN_OF(threads) threads_run_##threads##_threads
#define THREADS_RUN_BY(threads) THREADS_RUN_OF(threads)
#define threads_run THREADS_RUN_BY(THREADS_MAX_THREADS)
#endif
/* Runs the network. weights: checked, only read; workspace: THREADS_WORKSPACE_BYTES, 64-byte aligned, one for
 * each call at a time; input: NCHW; output: as above; both 4-byte aligned, not overlapping. Cannot fail; but
 * a pointer that is not aligned so ends the program before anything is written (__builtin_trap, by gcc and
 * clang without -DNDEBUG).
 * Safe to call from several threads. */
void threads_run(const void *weights, void *workspace, const float *input, float *output);
/* The weights, where the C file is compiled with -DTHREADS_BUNDLE_WEIGHTS. */
extern const unsigned char threads_weights[];
#ifdef THREADS_TRACE
/* Yours to define: called after each layer, by one of the call's threads, with its value,
 * [images][channels][height][width]. */
void threads_trace(const char *layer, const float *value, int images, int channels, int height, int width);
#elif defined THREADS_PROFILE
/* Yours to define: called after each layer, by one of the call's threads. */
void threads_profile(const char *layer);
#endif

#ifdef __cplusplus
}
#endif

#endif

