/* interp.h: the operators' definitions, which rows (op.c) point to. Each writes all of `out`: one image. */
#ifndef RESNETC_GRAPH_INTERP_H
#define RESNETC_GRAPH_INTERP_H

#include "op.h"

void run_conv(const Operands *args, double *out);
void run_norm(const Operands *args, double *out);
void run_group_norm(const Operands *args, double *out);
void run_activation(const Operands *args, double *out);
void run_add(const Operands *args, double *out);
void run_gate(const Operands *args, double *out);
void run_linear(const Operands *args, double *out);
void run_channel_conv(const Operands *args, double *out);
void run_softmax(const Operands *args, double *out);

/* ---- interp_windows.c ---- */

void run_max_pool(const Operands *args, double *out);
void run_window_average(const Operands *args, double *out);
void run_blur(const Operands *args, double *out);
void run_zero_pad(const Operands *args, double *out);
void run_average_pool(const Operands *args, double *out);
void run_global_max(const Operands *args, double *out);
void run_average_max(const Operands *args, double *out);
void run_average_and_max(const Operands *args, double *out);

static inline size_t plane_size(Shape shape) { return (size_t)shape.height * (size_t)shape.width; }

#endif
