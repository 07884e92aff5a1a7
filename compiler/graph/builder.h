/* builder.h: what graph_build() is made of: operators are added one after another, parameters with them. */
#ifndef RESNETC_GRAPH_BUILDER_H
#define RESNETC_GRAPH_BUILDER_H

#include "graph.h"

typedef struct {
    Arena *arena;
    const Spec *spec;
    Op *ops;
    int op_count;
    Shape *shapes; /* [value], of the first `shape_count` */
    int shape_count;
    Param *params;
    int param_count;
    int stage, block;   /* where new operators belong; -1 outside of the stages */
    const char *prefix; /* "layer2.0." or "" */
} Builder;

/* ---- builder.c ---- */

int channels_of(const Builder *b, int value);
Shape value_shape(Builder *b,
                  int value); /* parameters may depend on it; shape_infer() looks whether it can be */

/* Each returns the new value; `name` is what stands behind the prefix. */
int add_op(Builder *b, OpKind kind, const char *name, int in, int out_channels);
int add_binary(Builder *b, OpKind kind, const char *name, int first, int second);

typedef struct {
    int out_channels, kernel, stride, dilation, groups;
} ConvShape;

int add_conv(Builder *b, const char *name, int in, ConvShape shape);
int add_norm(Builder *b, const char *name, int in); /* as the spec says: batch, group, none */
int add_conv_norm(Builder *b, const char *conv, const char *norm, int in, ConvShape shape);
int add_activation(Builder *b, const char *name, int in); /* the spec's */
/* The name of activation `index`, from 1: "relu1", the last "relu", other ones as timm's "act1", "act2". */
const char *activation_name(const Builder *b, int index, bool is_last);
int add_linear(Builder *b, const char *name, int in, int out_channels, bool as_conv);
int add_channel_conv(Builder *b, const char *name, int in, int kernel); /* of a vector */
int add_window(Builder *b, OpKind kind, const char *name, int in, int kernel, int stride, int padding);

/* ---- The parts ---- */

int add_stem(Builder *b, int in);                                                   /* stem.c */
int add_antialias(Builder *b, const char *name, int in, int stride);                /* stem.c */
int add_stage(Builder *b, int in, int stage);                                       /* block.c */
int add_shortcut(Builder *b, int in, int out_channels, int stride, bool with_norm); /* shortcut.c */
bool has_shortcut(const Builder *b, int in, int out_channels, int stride); /* other than `in` itself */
int add_attention(Builder *b, int in);                                     /* attention.c */
void add_head(Builder *b, Graph *graph, int value);                        /* head.c */

#endif
