/* transform.h: the transforms of Winograd's kernels, and what the parts of such a kernel share. */
#ifndef RESNETC_EMIT_TRANSFORM_H
#define RESNETC_EMIT_TRANSFORM_H

#include "matrix.h"

/* d0, d1, ...: `count` vectors of such numbers from the pointer on, a stride apart. */
void emit_loads(Out *out, NumberKind number, const char *pointer, int count, Extent stride);

/* The matrices that a kernel is printed from. */
Winograd kernel_matrices(const WinogradKernel *kernel);
/* What the catalogue's functions take in front: "const Winograd *k, ". */
const char *size_parameter(const WinogradKernel *kernel);
static inline size_t pixel(const WinogradKernel *k) { return (size_t)k->target->lanes; }

/* The functions of the emitted file, which layers share; each returns its name. */
const char *share_input(Out *out, const WinogradKernel *kernel, const Winograd *w);
const char *share_output(Out *out, const WinogradKernel *kernel, const Winograd *w);

#endif
