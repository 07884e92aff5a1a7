/* demo.h: what the demo's programs share: mapped weights, times, memory, the best classes. */
#ifndef RESNETC_DEMO_H
#define RESNETC_DEMO_H

#include "library/resnet_rt.h"
#include "media/input.h"

/* A network that is ready to run. All of it lives until the program ends. */
typedef struct {
    const ResnetModel *model;
    const void *weights; /* mapped from the file, checked */
    void *workspace;     /* model->workspace_bytes, 64-byte aligned */
    float *output;       /* model->output_floats */
} Demo;

/* Each of these ends the program with a message where it fails: a demo, not a library. */
Demo demo_begin(const ResnetModel *model, const char *weights);
void demo_check(const Diag *diag);

const float *demo_run(const Demo *demo, const float *input);                 /* the output */
void demo_print_best(const Demo *demo, int count, const char *const *names); /* of the latest output */
/* Runs it for a second, at least 30 times, and prints the times; `flop` is the work of one run. */
void demo_print_times(const Demo *demo, const float *input, double flop);
void demo_print_memory(const Demo *demo);

#endif
