/* onnx.h: an ONNX file -> the spec of the network that it holds, and its tensors by torchvision's names. The
 * protobuf stays in here. What is no residual network of the spec's language is refused by its first node
 * that does not fit. */
#ifndef RESNETC_ONNX_H
#define RESNETC_ONNX_H

#include "tensors/tensors.h"

/* By its content: a ModelProto that begins with its version and holds a graph. */
bool onnx_recognise(FileView file);

/* `path` is what messages call it, and where external data lies beside. The result's `spec` is the spec's
 * JSON, its tensors have the names of that spec's graph. What the compiled network does other than the file
 * (a normalisation in front that is left to who calls it, a size that is taken) is a note. */
const TensorFile *onnx_read(Arena *arena, const char *path, FileView file, Diag *diag);

#endif
