/* pack.h: Layers, Choice -> Blob: the weights in the order in which the kernels read them. */
#ifndef RESNETC_PACK_H
#define RESNETC_PACK_H

#include "calibrate/calibrate.h"
#include "choose/choose.h"

typedef struct {
    const unsigned char
        *bytes; /* the weights file: header, then all; NULL without weights. 64-byte aligned */
    size_t size;
    const size_t *weight, *bias; /* [layer]: bytes from the blob's start; 0 where there is none */
    uint64_t fingerprint;        /* of graph, target and packing */
} Blob;

static inline bool is_packed(const Blob *blob, int layer) { return blob->weight[layer] != 0; }

/* `progress` may be NULL; `quantized`, where no value is of integers. */
const Blob *pack_weights(Arena *arena, const Layers *layers, const Quantized *quantized,
                         const Layout *layouts, const Choice *choices, const Target *target,
                         const Progress *progress);

/* ---- The order, shared by the pass that writes it and the kernels that read it ---- */

/* A weights file: magic, fingerprint, size in bytes, checksum of all that follows it from BLOB_CHECKED on
 * (each a little-endian 64-bit integer), zeros up to BLOB_HEADER bytes, then for each layer its weights and
 * its bias, 64-byte aligned. */
enum { BLOB_CHECKED = 32, BLOB_HEADER = 64, BLOB_ALIGNMENT = 64 };
#define BLOB_MAGIC 0x034354454e534552u /* "RESNETC\3" */

/* FNV-1a over 64-bit words instead of bytes, 8 times as fast. A product hands nothing down from a word's high
 * bits (signs of floats, say): each is followed by an exclusive or of the upper half with the lower one. */
uint64_t blob_checksum(const unsigned char *bytes, size_t size);

/* A panel: the output channels that one register tile computes. Weights are packed panel by panel. */
int panel_channels(const Layout *out, const Choice *choice);
int panel_count(const Layout *out, const Choice *choice);
/* How many planes a panel has in the weights: one a point of Winograd's transformed filters, else one. */
int weight_planes(const Layer *layer, const Choice *choice);
/* Of a panel in one plane, its scales included: units of the weights' number. */
size_t panel_units(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice);
/* All of a layer's weights, in whole cache lines. */
size_t packed_bytes(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice);
/* The same and all that stands behind them: a layer's share of the file, whose header comes on top. */
size_t stored_bytes(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice);
/* The first block of input channels that a panel reads; choice->in_blocks follow. 0 without groups. */
int panel_first_block(const Layer *layer, const Layout *in, const Layout *out, const Choice *choice,
                      int panel);

/* A layer's biases: [channels], rounded up to whole blocks; where it multiplies in pairs, behind them
 * [channels] biases for sums of pairs, [channels] powers of two that its sums are multiplied by (the inverse
 * of what its weights were), and the least and the largest mean square of a tile's values for which pairs are
 * accurate. */
size_t bias_floats(const Layout *out, const Choice *choice);
/* Behind all these, from the next cache line on, a slope a channel where the activation has one: floats from
 * the first bias to these; so many biases and slopes together. Layers without weights have no biases in
 * pairs; their packed weights are a scale a channel, [channels], or the taps of a channel convolution. */
size_t slope_offset(const Layout *out, const Choice *choice);
size_t bias_and_slope_floats(const Layer *layer, const Layout *out, const Choice *choice);
size_t pair_limits(const Layout *out); /* floats from the first bias to these two */

/* A layer that adds up integers of 8 bits has, one after another, parts of a number a channel each, in whole
 * cache lines: biases (integers of 32 bits), factors (floats); then, where it has them, what its input and
 * its residual are multiplied by (integers of 32 bits), factors of negative sums (floats), what is added
 * behind the rounding (integers of 32 bits), and a table of 256 bytes, its activation. Of pools, whose
 * numbers serve all channels, parts are of one vector. Which part they are, from the biases on: */
typedef struct {
    int factor, scale, residual, below, zero, table; /* 0: it has none */
    size_t part, end;                                /* floats of a part; of all */
} IntegerPlaces;

/* It reads integers, and does more than to move them or to compare them. */
bool adds_integers(const Layer *layer, const Layout *in);

bool has_one_row(const Layer *layer); /* it is such a pool */
IntegerPlaces integer_places(const Layer *layer, const Layout *out);
bool goes_by_table(const Layer *layer); /* its activation, in integers */

/* ---- What packs a layer ---- */

typedef struct {
    const Layer *layer;
    const Layout *in, *out;
    const Choice *choice;
    float magnitude;          /* of the input's values */
    const Integers *integers; /* NULL: it computes in floats */
    const Target *target;
} Packing;

/* Each writes one panel of the layer's weights, which begin at `packed`, over zeros; the stem's all at once.
 */
typedef void PackPanel(const Packing *p, int panel, void *packed);

/* What packs weights of a number type; NULL where no kernel reads them so. */
typedef struct {
    PackPanel *direct;   /* as they are: direct convolutions, linear layers, raw filters */
    PackPanel *winograd; /* transformed */
} Packers;

extern const Packers packers[NUMBER_COUNT];

PackPanel pack_direct, pack_winograd, pack_winograd_bf16;
PackPanel pack_bf16, pack_s8; /* together.c */
/* integers.c: all of the layer's at once */
void pack_integer_bias(const Packing *p, void *bias);
void pack_integer_taps(const Packing *p, void *packed); /* of a channel convolution: 32 bits each */
PackPanel pack_words;                                   /* winograd_words.c: in integers */
PackPanel pack_narrow;                                  /* [in run][3][lane], then [out channel] scales */
void pack_stem(const Packing *p, float *packed);
/* Packs floats; reads the biases and writes what stands behind them, but for the limits. */
void pack_pairs(const Packing *p, int panel, float *packed, float *bias);
void pack_pair_limits(double magnitude, float *limits);
/* Units from the first panel to this one's first point. */
size_t winograd_panel(const Packing *p, int panel);

#endif
