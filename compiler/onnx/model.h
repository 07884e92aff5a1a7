/* model.h: an ONNX file as it stands: the decoded message, its nodes' attributes, its constants. */
#ifndef RESNETC_ONNX_MODEL_H
#define RESNETC_ONNX_MODEL_H

#include "tensors/tensors.h"

#include <onnx.pb-c.h>

typedef Onnx__NodeProto OnnxNode;

enum { MAX_RANK = 8, MAX_NODES = 100000 };

/* Where a file is read: what every function here takes. */
typedef struct {
    Arena *arena;
    Diag *diag;
    const char *path;
    const Onnx__GraphProto *graph;
    int64_t opset;
    size_t numbers_left; /* that may yet be made of constants: memory has a bound */
    size_t reads_left;   /* of them by nodes that make fewer: time has one, too */
    /* Large constants that were read as numbers last: nodes read the same several times. */
    struct {
        const Tensor *tensor;
        const double *numbers;
    } recent[4];
    int next_recent;
    struct External *external; /* files beside it, by location */
} Model;

/* ==== decode.c ==== */

bool model_decode(Model *model, FileView file);

/* ==== message.c: "PATH: node NAME (Conv, output x): text". They return false. ==== */

bool refuse_node(const Model *model, const OnnxNode *node, const char *format, ...) PRINTF_LIKE(3, 4);
bool refuse_file(const Model *model, const char *format, ...) PRINTF_LIKE(2, 3);
const char *node_text(const Model *model, const OnnxNode *node); /* "node NAME (Conv, output x)" */

/* ==== attribute.c: NULL or the default where the node has none of that name ==== */

const Onnx__AttributeProto *attribute(const OnnxNode *node, const char *name);
int64_t attribute_int(const OnnxNode *node, const char *name, int64_t otherwise);
double attribute_float(const OnnxNode *node, const char *name, double otherwise);
bool attribute_is(const OnnxNode *node, const char *name, const char *text); /* a string of these letters */
/* Exactly `count` of them; the default where there are none. False: another number of them. */
bool attribute_ints(const OnnxNode *node, const char *name, int count, int64_t *values, int64_t otherwise);
const char *node_input(const OnnxNode *node, size_t index); /* "" where there is none */
const char *node_output(const OnnxNode *node, size_t index);

/* ==== initializer.c, external.c ==== */

/* `where` is what messages call it. NULL where it is wrong. */
const Tensor *tensor_of_proto(Model *model, const Onnx__TensorProto *proto, const char *where);
/* The bytes of a tensor that lies in another file. False where they are not there. */
bool external_bytes(Model *model, const Onnx__TensorProto *proto, const char *where, size_t size,
                    const unsigned char **bytes);
/* The files that were read for it beside the model, NULL-terminated; NULL: none. */
const char *const *external_paths(const Model *model);

/* ==== constant.c: tensors as numbers ==== */

/* Of that shape. False where the sizes that are not 0 make more than strides, their products, can count. */
bool element_count(const size_t *dims, int rank, size_t *count);
/* Room for so many numbers, which are counted. NULL: fails, the file would have too many made. */
double *numbers_new(Model *model, size_t count);
const Tensor *tensor_of_doubles(const Model *model, const double *values, int rank, const size_t *dims);
const Tensor *tensor_of_integers(const Model *model, const double *values, int rank, const size_t *dims);
/* All elements, row-major, in numbers_new(). NULL: fails, or not of numbers. */
const double *tensor_doubles(Model *model, const Tensor *tensor);
bool is_integer(const Tensor *tensor);

#endif
