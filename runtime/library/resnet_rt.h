/* resnet_rt.h: one interface to networks that resnetc compiled, for programs that handle several of them.
 *
 * A network's own header is all that a program with one network needs. With this file beside it, networks
 * become values of one type:
 *
 *     #include "resnet50.h"
 *     #include "resnet20.h"
 *     static const ResnetModel models[] = { RESNET_MODEL(resnet50, RESNET50), RESNET_MODEL(resnet20,
 * RESNET20) };
 *
 * RESNET_MODEL_U8 is for a network whose input is pixels (the spec's preprocess.input is "u8_nhwc").
 *
 * Nothing here is compiled into a library: C99 or C++. */
#ifndef RESNET_RT_H
#define RESNET_RT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What weights_check returns; the same numbers as each network's own RESNET50_OK, ... */
enum ResnetStatus {
    RESNET_OK,
    RESNET_BAD_SIZE,        /* not weights_bytes long */
    RESNET_BAD_MAGIC,       /* no weights file of resnetc */
    RESNET_BAD_FINGERPRINT, /* of another network, or packed for another target */
    RESNET_BAD_CHECKSUM,    /* damaged */
    RESNET_BAD_ALIGNMENT    /* not at a multiple of 64 bytes (scalar: of 4) */
};

/* Runs a network. weights: checked, only read; workspace: workspace_bytes, 64-byte aligned,
 * one a thread, what is in it does not matter; input: input_floats, NCHW; output: output_floats; these two
 * 4-byte aligned and not overlapping. Cannot fail; safe to call from several threads. */
typedef void ResnetRun(const void *weights, void *workspace, const float *input, float *output);
/* The same of pixels, input_bytes of them: [batch][height][width][channels], as a picture has them. */
typedef void ResnetRunU8(const void *weights, void *workspace, const unsigned char *input, float *output);

typedef struct ResnetModel {
    const char *name;
    size_t input_floats, output_floats; /* all images of a call; input_floats 0: the input is pixels */
    size_t workspace_bytes, weights_bytes;
    int (*weights_check)(const void *weights, size_t bytes); /* an enum ResnetStatus */
    int (*cpu_ok)(void);                                     /* 1 where this processor can run it */
    ResnetRun *run;                                          /* 0 where the input is pixels */
    size_t input_bytes;                                      /* 0 where the input is floats */
    ResnetRunU8 *run_u8;                                     /* so is this */
} ResnetModel;

/* The initialiser of a ResnetModel, from a network's header: its name (the spec's "name"), and the same in
 * upper case. */
#define RESNET_MODEL(prefix, PREFIX)                                                                         \
    {                                                                                                        \
#prefix, PREFIX##_INPUT_FLOATS, PREFIX##_OUTPUT_FLOATS, PREFIX##_WORKSPACE_BYTES,                    \
            PREFIX##_WEIGHTS_BYTES, prefix##_weights_check, prefix##_cpu_ok, prefix##_run, 0, 0              \
    }

/* The same for a network whose input is pixels. */
#define RESNET_MODEL_U8(prefix, PREFIX)                                                                      \
    {                                                                                                        \
#prefix, 0, PREFIX##_OUTPUT_FLOATS, PREFIX##_WORKSPACE_BYTES, PREFIX##_WEIGHTS_BYTES,                \
            prefix##_weights_check, prefix##_cpu_ok, 0, PREFIX##_INPUT_BYTES, prefix##_run                   \
    }

/* What to tell a user about a status, without a full stop; never NULL. */
static inline const char *resnet_status_text(int status) {
    switch (status) {
    case RESNET_OK:
        return "the weights fit";
    case RESNET_BAD_SIZE:
        return "the weights have another size than this network's";
    case RESNET_BAD_MAGIC:
        return "not a weights file of resnetc";
    case RESNET_BAD_FINGERPRINT:
        return "weights of another network, or packed for another target";
    case RESNET_BAD_CHECKSUM:
        return "the weights are damaged";
    case RESNET_BAD_ALIGNMENT:
        return "the weights do not lie at a multiple of 64 bytes";
    default:
        return "unknown status";
    }
}

#ifdef __cplusplus
}
#endif

#endif
