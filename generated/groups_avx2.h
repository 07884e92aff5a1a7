/* groups.h: the interface of the network in the C file beside it, made by resnetc 0.1.0. */
#ifndef GROUPS_H
#define GROUPS_H

#ifdef RESNETC_FREESTANDING
typedef __SIZE_TYPE__ size_t;
#else
#include <stddef.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define GROUPS_INPUT_FLOATS 588 /* [1][3][14][14] */
#define GROUPS_BATCH 1
#define GROUPS_CHANNELS 3
#define GROUPS_HEIGHT 14
#define GROUPS_WIDTH 14
#define GROUPS_CLASSES 0
#define GROUPS_OUTPUT_FLOATS 25088 /* layer2, [1][512][7][7] */
/* Threads of a call, where the C file is compiled with -fopenmp: define it alike in all files, or they do not
 * link. */
#ifndef GROUPS_MAX_THREADS
#define GROUPS_MAX_THREADS 1
#elif GROUPS_MAX_THREADS < 1
#error GROUPS_MAX_THREADS must be 1 or more
#endif
/* A multiple of 64, to be 64-byte aligned; what is in it does not matter. */
#ifdef GROUPS_TRACE
#define GROUPS_WORKSPACE_BYTES (307392 + GROUPS_MAX_THREADS * 50240UL + 200704)
#else
#define GROUPS_WORKSPACE_BYTES (307392 + GROUPS_MAX_THREADS * 50240UL)
#endif
#define GROUPS_WEIGHTS_BYTES 740800 /* of the weights file, header included; 64-byte aligned */
/* What becomes of a picture: its short side resized, antialiased, to GROUPS_RESIZE; of that the middle
 * GROUPS_HEIGHT x GROUPS_WIDTH pixels; each channel, in this order, (pixel / 255 - mean) / std. */
#define GROUPS_RESIZE 16
#define GROUPS_FILTER "bilinear"
#define GROUPS_ORDER "rgb"
#define GROUPS_MEAN { 0.0f, 0.0f, 0.0f }
#define GROUPS_STD { 1.0f, 1.0f, 1.0f }

enum { GROUPS_OK, GROUPS_BAD_SIZE, GROUPS_BAD_MAGIC, GROUPS_BAD_FINGERPRINT, GROUPS_BAD_CHECKSUM,
    GROUPS_BAD_ALIGNMENT };

/* GROUPS_OK where `bytes` bytes at `weights` are this network's weights as packed for this code; else what is
 * wrong. */
int groups_weights_check(const void *weights, size_t bytes);
/* 1 where this processor can run it, else 0. */
int groups_cpu_ok(void);
#if GROUPS_MAX_THREADS > 1 /* the number is part of the symbol: groups_run_2_threads */
#define GROUPS_RUN_OF(threads) groups_run_##threads##_threads
#define GROUPS_RUN_BY(threads) GROUPS_RUN_OF(threads)
#define groups_run GROUPS_RUN_BY(GROUPS_MAX_THREADS)
#endif
/* Runs the network. weights: checked, only read; workspace: GROUPS_WORKSPACE_BYTES, 64-byte aligned, one for
 * each call at a time; input: NCHW; output: as above; both 4-byte aligned, not overlapping. Cannot fail; but
 * a pointer that is not aligned so ends the program before anything is written (__builtin_trap, by gcc and
 * clang without -DNDEBUG).
 * Safe to call from several threads. */
void groups_run(const void *weights, void *workspace, const float *input, float *output);
/* The weights, where the C file is compiled with -DGROUPS_BUNDLE_WEIGHTS. */
extern const unsigned char groups_weights[];
#ifdef GROUPS_TRACE
/* Yours to define: called after each layer, by one of the call's threads, with its value,
 * [images][channels][height][width]. */
void groups_trace(const char *layer, const float *value, int images, int channels, int height, int width);
#elif defined GROUPS_PROFILE
/* Yours to define: called after each layer, by one of the call's threads. */
void groups_profile(const char *layer);
#endif

#ifdef __cplusplus
}
#endif

#endif

