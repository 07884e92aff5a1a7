/* source.h: images that a network is to see, one by one: of an array, a picture, a folder, or random ones. */
#ifndef RESNETC_MEDIA_SOURCE_H
#define RESNETC_MEDIA_SOURCE_H

#include "image.h"
#include "spec/spec.h"

typedef struct ImageSource ImageSource;
struct ImageSource {
    const Spec *spec;
    const char *path; /* as the user typed it */
    int count;        /* images, 1 or more */
    /* Of each image the picture's path; NULL: they have numbers, not names. Of a folder "DIR/cats/a.png", in
     * the order of the bytes; `prefix` is the length of "DIR/". */
    const char *const *paths;
    size_t prefix;
    bool is_folder; /* each picture stands for itself: one may be unreadable, and the others be good */

    /* Of one kind: */
    bool (*read)(const ImageSource *source, int index, Arena *arena, void *image, Diag *diag);
    FileView file;            /* of one picture */
    Picture first;            /* of an array of pictures */
    const void *images;       /* all of them, where they are there as the network reads them */
    const ImageSource *whole; /* of source_part: the source, and which of its images */
    const int *index;
};

/* `path` is one of
 *  - a .npy file of floats, [C, H, W] or [N, C, H, W]: taken as it is (already normalised);
 *  - a .npy file of uint8, [H, W, C] or [N, H, W, C] (with one channel also [H, W], [N, H, W]): pictures,
 *    resized and cropped unless they have the input's size already, then normalised;
 *  - a PNG or JPEG file: resized, cropped, normalised;
 *  - a folder of these, below it too (folder.h);
 *  - "-": standard input, which holds one of the files;
 *  - "random:SEED": spec->batch images, the same on every machine: floats about standard normal, or pixels.
 * Files are recognised by content. Where the network reads pixels, pictures are not normalised, and arrays of
 * floats refused. Pictures become inputs as in prepare.h; a note says so where the spec does
 * not say how. Errors: STATUS_INPUT for wrong content or shape, NaN, infinity; STATUS_USAGE for a wrong SEED;
 * STATUS_SYSTEM for a file that cannot be read. NULL then. */
const ImageSource *source_open(Arena *arena, const Spec *spec, const char *path, Diag *diag);

/* Every step'th image where `held`, else all the others: to measure on what was not learned from. The part
 * may have none. */
const ImageSource *source_part(Arena *arena, const ImageSource *whole, int step, bool held);

/* Image `index`, as in prepare.h. May be called from several threads at once, each
 * with an arena of its own. */
bool source_read(const ImageSource *source, int index, Arena *arena, void *image, Diag *diag);

#endif
