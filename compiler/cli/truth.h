/* truth.h: which class each image really is: --truth. */
#ifndef RESNETC_CLI_TRUTH_H
#define RESNETC_CLI_TRUTH_H

#include "media/media.h"

typedef struct {
    int classes;
    const char *const *labels; /* NULL: classes are numbers */
    const ImageSource *source;
} Classes;

/* `path` is "folders": each picture's class is the name of its folder. Or a file of
 *  - lines "path,class", for pictures; a path is as the user reaches it, or relative to the folder;
 *  - lines "class", for images with numbers;
 *  - a .npy array of integers, one an image.
 * A class is a label or a number. Class of each image, -1 where nothing is said of it (a note counts them).
 * NULL on failure. */
const int *truth_load(Arena *arena, const Classes *classes, const char *path, Diag *diag);

/* ---- truth*.c among themselves ---- */

int class_of(const Classes *classes, const char *word); /* -1: none; -2: several have this label */
const int *truth_of_folders(Arena *arena, const Classes *classes, Diag *diag);

#endif
