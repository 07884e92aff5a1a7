/* windows.h: what convolutions and pools share. */
#ifndef RESNETC_ONNX_WINDOWS_H
#define RESNETC_ONNX_WINDOWS_H

#include "parts.h"

enum { MOST_SIZE = 65536 };

Part window_part(OpKind kind, const OnnxNode *node, int in, Shape shape); /* not yet the reader's */
bool set_window(Reader *r, const OnnxNode *node, const Part *made);       /* it is the node's output */
/* The node's first input: an image that may be padded, else settled. NULL: fails. */
Value *window_input(Reader *r, const OnnxNode *node);
/* Strides, dilations and padding, and how many windows there are; the kernel is set already. */
bool read_windows(Reader *r, const OnnxNode *node, const Value *value, Part *part);

#endif
