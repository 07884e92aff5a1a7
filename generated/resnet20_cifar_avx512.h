/* resnet20_cifar.h: the interface of the network in the C file beside it, made by resnetc 0.1.0. */
#ifndef RESNET20_CIFAR_H
#define RESNET20_CIFAR_H

#ifdef RESNETC_FREESTANDING
typedef __SIZE_TYPE__ size_t;
#else
#include <stddef.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define RESNET20_CIFAR_INPUT_FLOATS 3072 /* [1][3][32][32] */
#define RESNET20_CIFAR_BATCH 1
#define RESNET20_CIFAR_CHANNELS 3
#define RESNET20_CIFAR_HEIGHT 32
#define RESNET20_CIFAR_WIDTH 32
#define RESNET20_CIFAR_CLASSES 10
#define RESNET20_CIFAR_OUTPUT_FLOATS 10 /* logits, [1][10] */
/* Threads of a call, where the C file is compiled with -fopenmp: define it alike in all files, or they do not
 * link. */
#ifndef RESNET20_CIFAR_MAX_THREADS
#define RESNET20_CIFAR_MAX_THREADS 1
#elif RESNET20_CIFAR_MAX_THREADS < 1
#error RESNET20_CIFAR_MAX_THREADS must be 1 or more
#endif
/* A multiple of 64, to be 64-byte aligned; what is in it does not matter. */
#ifdef RESNET20_CIFAR_TRACE
#define RESNET20_CIFAR_WORKSPACE_BYTES (179328 + RESNET20_CIFAR_MAX_THREADS * 299584UL + 65536)
#else
#define RESNET20_CIFAR_WORKSPACE_BYTES (179328 + RESNET20_CIFAR_MAX_THREADS * 299584UL)
#endif
#define RESNET20_CIFAR_WEIGHTS_BYTES 2660928 /* of the weights file, header included; 64-byte aligned */
/* What becomes of a picture: its short side resized, antialiased, to RESNET20_CIFAR_RESIZE; of that the
 * middle RESNET20_CIFAR_HEIGHT x RESNET20_CIFAR_WIDTH pixels; each channel, in this order, (pixel / 255 -
 * mean) / std. */
#define RESNET20_CIFAR_RESIZE 32
#define RESNET20_CIFAR_FILTER "bilinear"
#define RESNET20_CIFAR_ORDER "rgb"
#define RESNET20_CIFAR_MEAN { 0.0f, 0.0f, 0.0f }
#define RESNET20_CIFAR_STD { 1.0f, 1.0f, 1.0f }

enum { RESNET20_CIFAR_OK, RESNET20_CIFAR_BAD_SIZE, RESNET20_CIFAR_BAD_MAGIC, RESNET20_CIFAR_BAD_FINGERPRINT,
    RESNET20_CIFAR_BAD_CHECKSUM, RESNET20_CIFAR_BAD_ALIGNMENT };

/* RESNET20_CIFAR_OK where `bytes` bytes at `weights` are this network's weights as packed for this code; else
 * what is wrong. */
int resnet20_cifar_weights_check(const void *weights, size_t bytes);
/* 1 where this processor can run it, else 0. */
int resnet20_cifar_cpu_ok(void);
#if RESNET20_CIFAR_MAX_THREADS > 1 /* the number is part of the symbol: resnet20_cifar_run_2_threads */
#define RESNET20_CIFAR_RUN_OF(threads) resnet20_cifar_run_##threads##_threads
#define RESNET20_CIFAR_RUN_BY(threads) RESNET20_CIFAR_RUN_OF(threads)
#define resnet20_cifar_run RESNET20_CIFAR_RUN_BY(RESNET20_CIFAR_MAX_THREADS)
#endif
/* Runs the network. weights: checked, only read; workspace: RESNET20_CIFAR_WORKSPACE_BYTES, 64-byte aligned,
 * one for each call at a time; input: NCHW; output: as above; both 4-byte aligned, not overlapping. Cannot
 * fail; but a pointer that is not aligned so ends the program before anything is written (__builtin_trap, by
 * gcc and clang without -DNDEBUG).
 * Safe to call from several threads. */
void resnet20_cifar_run(const void *weights, void *workspace, const float *input, float *output);
/* The weights, where the C file is compiled with -DRESNET20_CIFAR_BUNDLE_WEIGHTS. */
extern const unsigned char resnet20_cifar_weights[];
#ifdef RESNET20_CIFAR_TRACE
/* Yours to define: called after each layer, by one of the call's threads, with its value,
 * [images][channels][height][width]. */
void resnet20_cifar_trace(const char *layer, const float *value, int images, int channels, int height,
    int width);
#elif defined RESNET20_CIFAR_PROFILE
/* Yours to define: called after each layer, by one of the call's threads. */
void resnet20_cifar_profile(const char *layer);
#endif

#ifdef __cplusplus
}
#endif

#endif

