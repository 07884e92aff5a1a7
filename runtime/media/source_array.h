/* source_array.h: sources whose images are in memory; only source.c needs it. */
#ifndef RESNETC_MEDIA_SOURCE_ARRAY_H
#define RESNETC_MEDIA_SOURCE_ARRAY_H

#include "source.h"

/* Each sets the source's images. */
bool array_source(Arena *arena, FileView file, ImageSource *source, Diag *diag); /* a .npy file */
bool random_source(Arena *arena, const char *seed, ImageSource *source, Diag *diag);

#endif
