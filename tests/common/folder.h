/* folder.h: what is in a folder. */
#ifndef TESTS_FOLDER_H
#define TESTS_FOLDER_H

#include "base/base.h"

/* Paths "folder/entry" of the entries that match a pattern of the shell, sorted; `count` is set. */
char **list_folder(Arena *arena, const char *folder, const char *pattern, int *count);

#endif
