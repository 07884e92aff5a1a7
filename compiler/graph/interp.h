/* interp.h: the operators' definitions, which rows (op.c) point to. Each writes all of `out`: one image. */
#ifndef RESNETC_GRAPH_INTERP_H
#define RESNETC_GRAPH_INTERP_H

#include "op.h"

void run_conv(const Operands *args, double *out);
void run_norm(const Operands *args, double *out);
void run_activation(const Operands *args, double *out);
void run_add(const Operands *args, double *out);
void run_max_pool(const Operands *args, double *out);
void run_average_pool(const Operands *args, double *out);
void run_linear(const Operands *args, double *out);
void run_softmax(const Operands *args, double *out);

#endif
