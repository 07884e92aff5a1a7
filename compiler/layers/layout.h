/* layout.h: how each layer's value lies in memory. */
#ifndef RESNETC_LAYERS_LAYOUT_H
#define RESNETC_LAYERS_LAYOUT_H

#include "layer.h"

/* [image][block][halo + height + halo][halo + width + halo][lanes]: channels in blocks of `lanes`, those
 * beyond the last channel zero (of integers: anything); the halo (border) is zero, or what stands for it, so
 * that no convolution tests a bound. Behind an
 * image's last block lies its tail. All counts are elements of `number`. */
typedef struct {
    NumberKind number; /* what the value is made of */
    int zero;          /* what its border is filled with: Layer.zero */
    int lanes, blocks, halo;
    bool whole; /* [image][halo + height + halo][halo + width + halo][block][lanes]: all channels of a pixel
                   side by side, so that a row of taps is one run of them; integers alone */
    size_t pixel, row, block, image; /* strides from one to the next */
    size_t start;                    /* from the value's first element to pixel (0, 0) of block 0 */
    size_t tail;                     /* zeros behind each image, for tiles that hang over it */
    int run;                         /* images that one call of its layer computes */
    int images;      /* images it holds: more than `run` where a layer that runs more of them reads it */
    size_t elements; /* these images, and what runs read behind the last one */
} Layout;

/* As who knows nothing of `whole` counts them: of a whole pixel there is one block. */
static inline int plane_count(const Layout *layout) { return layout->whole ? 1 : layout->blocks; }
static inline int plane_lanes(const Layout *layout) {
    return layout->whole ? (int)layout->pixel : layout->lanes;
}

/* A value that is computed image by image, in turn with all layers before it, until it holds several. */
bool is_gathered(const Layout *layout);

enum { RUN_TAIL = 4 }; /* bytes behind an input of bytes: runs of taps are read in fours */

enum { PAIR_PERIOD = 8 }; /* of input channels: 0 and 1 are a pair, 4 and 5 are one; the others stand alone */
enum { MOST_PAIR_TILES = 256 }; /* of all images, where channels are outermost: each needs some stack */

enum {
    LINE_FLOATS = 16
}; /* of a cache line: planes of scratch a power of two apart get as much between them */

/* What speed may cost in memory. */
typedef struct {
    bool tails; /* behind images: without, neither Winograd's tiles nor, without a pool, the stem's hang over
                 */
    int chunk;  /* images of a chunk, at the most */
} Spacing;

enum { CHUNK_IMAGES = 8 }; /* more gain nothing: eight already hide the weights' way from memory */

/* A batch runs in chunks of some images. While values are large, the first stages run image by image, so that
 * they stay in the caches; the later ones, whose weights are large, run a chunk at once and read their
 * weights once for it. */
const Layout *layout_values(Arena *arena, const Layers *layers, const Target *target, int batch);
const Layout *layout_spaced(Arena *arena, const Layers *layers, const Target *target, int batch,
                            Spacing spacing);
/* Whether what lies behind each image of its input has room for what the layer's tiles read there: of all
 * sizes of Winograd's; of the stem's. */
bool holds_image_tiles(const Layer *layer, const Layout *in);
bool holds_stem_tiles(const Layer *layer, const Layout *in);
int chunk_images(const Layers *layers, const Layout *layouts); /* `run` of the last layer */

#endif
