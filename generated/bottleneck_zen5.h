/* bottleneck.h: the interface of the network in the C file beside it, made by resnetc 0.1.0. */
#ifndef BOTTLENECK_H
#define BOTTLENECK_H

#ifdef RESNETC_FREESTANDING
typedef __SIZE_TYPE__ size_t;
#else
#include <stddef.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define BOTTLENECK_INPUT_FLOATS 432 /* [1][3][12][12] */
#define BOTTLENECK_BATCH 1
#define BOTTLENECK_CHANNELS 3
#define BOTTLENECK_HEIGHT 12
#define BOTTLENECK_WIDTH 12
#define BOTTLENECK_CLASSES 0
#define BOTTLENECK_OUTPUT_FLOATS 18432 /* layer1, [1][128][12][12] */
/* A multiple of 64, to be 64-byte aligned; what is in it does not matter. */
#ifdef BOTTLENECK_TRACE
#define BOTTLENECK_WORKSPACE_BYTES (184320 + 73728)
#else
#define BOTTLENECK_WORKSPACE_BYTES 184320
#endif
#define BOTTLENECK_WEIGHTS_BYTES 309568 /* of the weights file, header included; 64-byte aligned */
/* What becomes of a picture: its short side resized, antialiased, to BOTTLENECK_RESIZE; of that the middle
 * BOTTLENECK_HEIGHT x BOTTLENECK_WIDTH pixels; each channel, in this order, (pixel / 255 - mean) / std. */
#define BOTTLENECK_RESIZE 14
#define BOTTLENECK_FILTER "bilinear"
#define BOTTLENECK_ORDER "rgb"
#define BOTTLENECK_MEAN { 0.0f, 0.0f, 0.0f }
#define BOTTLENECK_STD { 1.0f, 1.0f, 1.0f }

enum { BOTTLENECK_OK, BOTTLENECK_BAD_SIZE, BOTTLENECK_BAD_MAGIC, BOTTLENECK_BAD_FINGERPRINT,
    BOTTLENECK_BAD_CHECKSUM, BOTTLENECK_BAD_ALIGNMENT };

/* BOTTLENECK_OK where `bytes` bytes at `weights` are this network's weights as packed for this code; else
 * what is wrong. */
int bottleneck_weights_check(const void *weights, size_t bytes);
/* 1 where this processor can run it, else 0. */
int bottleneck_cpu_ok(void);
/* Runs the network. weights: checked, only read; workspace: BOTTLENECK_WORKSPACE_BYTES, 64-byte aligned, one
 * for each call at a time; input: NCHW; output: as above; both 4-byte aligned, not overlapping. Cannot fail;
 * but a pointer that is not aligned so ends the program before anything is written (__builtin_trap, by gcc
 * and clang without -DNDEBUG).
 * Safe to call from several threads. */
void bottleneck_run(const void *weights, void *workspace, const float *input, float *output);
/* The weights, where the C file is compiled with -DBOTTLENECK_BUNDLE_WEIGHTS. */
extern const unsigned char bottleneck_weights[];
#ifdef BOTTLENECK_TRACE
/* Yours to define: called after each layer, by one of the call's threads, with its value,
 * [images][channels][height][width]. */
void bottleneck_trace(const char *layer, const float *value, int images, int channels, int height, int width);
#elif defined BOTTLENECK_PROFILE
/* Yours to define: called after each layer, by one of the call's threads. */
void bottleneck_profile(const char *layer);
#endif

#ifdef __cplusplus
}
#endif

#endif

