/* tiny.h: the interface of the network in the C file beside it, made by resnetc 0.1.0. */
#ifndef TINY_H
#define TINY_H

#ifdef RESNETC_FREESTANDING
typedef __SIZE_TYPE__ size_t;
#else
#include <stddef.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define TINY_INPUT_FLOATS 768 /* [1][3][16][16] */
#define TINY_BATCH 1
#define TINY_CHANNELS 3
#define TINY_HEIGHT 16
#define TINY_WIDTH 16
#define TINY_CLASSES 10
#define TINY_OUTPUT_FLOATS 10 /* logits, [1][10] */
/* A multiple of 64, to be 64-byte aligned; what is in it does not matter. */
#ifdef TINY_TRACE
#define TINY_WORKSPACE_BYTES (10368 + 8192)
#else
#define TINY_WORKSPACE_BYTES 10368
#endif
#define TINY_WEIGHTS_BYTES 11520 /* of the weights file, header included; 64-byte aligned */
/* What becomes of a picture: its short side resized, antialiased, to TINY_RESIZE; of that the middle
 * TINY_HEIGHT x TINY_WIDTH pixels; each channel, in this order, (pixel / 255 - mean) / std. */
#define TINY_RESIZE 16
#define TINY_FILTER "bilinear"
#define TINY_ORDER "rgb"
#define TINY_MEAN { 0.0f, 0.0f, 0.0f }
#define TINY_STD { 1.0f, 1.0f, 1.0f }

enum { TINY_OK, TINY_BAD_SIZE, TINY_BAD_MAGIC, TINY_BAD_FINGERPRINT, TINY_BAD_CHECKSUM, TINY_BAD_ALIGNMENT };

/* TINY_OK where `bytes` bytes at `weights` are this network's weights as packed for this code; else what is
 * wrong. */
int tiny_weights_check(const void *weights, size_t bytes);
/* 1 where this processor can run it, else 0. */
int tiny_cpu_ok(void);
/* Runs the network. weights: checked, only read; workspace: TINY_WORKSPACE_BYTES, 64-byte aligned, one for
 * each call at a time; input: NCHW; output: as above; both 4-byte aligned, not overlapping. Cannot fail; but
 * a pointer that is not aligned so ends the program before anything is written (__builtin_trap, by gcc and
 * clang without -DNDEBUG).
 * Safe to call from several threads. */
void tiny_run(const void *weights, void *workspace, const float *input, float *output);
/* The weights, TINY_WEIGHTS_BYTES. */
extern const unsigned char tiny_weights[];
#ifdef TINY_TRACE
/* Yours to define: called after each layer, by one of the call's threads, with its value,
 * [images][channels][height][width]. */
void tiny_trace(const char *layer, const float *value, int images, int channels, int height, int width);
#elif defined TINY_PROFILE
/* Yours to define: called after each layer, by one of the call's threads. */
void tiny_profile(const char *layer);
#endif

#ifdef __cplusplus
}
#endif

#endif

