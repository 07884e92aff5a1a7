/* folder.h: the pictures of a folder, by their names. */
#ifndef RESNETC_MEDIA_FOLDER_H
#define RESNETC_MEDIA_FOLDER_H

#include "base/base.h"

typedef struct {
    int count;
    const char **paths; /* "DIR/cats/a.png", in the order of their bytes */
    size_t prefix;      /* bytes of "DIR/" */
    int others;         /* files of other names */
} Folder;

bool is_folder(const char *path);

/* Files below `path` that end in .png, .jpg or .jpeg, in any case; their content is not looked at. Links are
 * followed, but in no circle. What begins with a dot is passed over, files and folders. Errors: STATUS_INPUT
 * where there is none; STATUS_SYSTEM for a folder that cannot be read. */
bool folder_list(Arena *arena, const char *path, Folder *folder, Diag *diag);

#endif
