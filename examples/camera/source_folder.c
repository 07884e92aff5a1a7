/* source_folder.c: a folder of .pgm files in a camera's place. */
#define _GNU_SOURCE /* asprintf, scandir */
#include "frame.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PIXELS = 4096 * 4096 };

typedef struct {
    Source source;
    char *path;
    struct dirent **names;
    int count, next;
} Folder;

static int is_pgm(const struct dirent *entry) {
    const size_t length = strlen(entry->d_name);
    return length > 4 && !strcmp(entry->d_name + length - 4, ".pgm");
}

/* Of a byte a pixel. */
static FILE *open_picture(const Folder *folder, int i, Frame *frame) {
    char *path = NULL;
    int most;
    if (asprintf(&path, "%s/%s", folder->path, folder->names[i]->d_name) < 0) return NULL;
    FILE *file = fopen(path, "rb");
    free(path);
    if (file && fscanf(file, "P5 %d %d %d", &frame->width, &frame->height, &most) == 3 && most == 255 &&
        fgetc(file) != EOF && frame->width > 0 && frame->height > 0 &&
        frame->width <= MOST_PIXELS / frame->height)
        return file;
    if (file) fclose(file);
    return NULL;
}

static size_t pixels_of(const Frame *frame) { return (size_t)frame->width * (size_t)frame->height; }

/* What cannot be read is passed over. */
static bool next(Source *source, Frame *frame) {
    Folder *folder = (Folder *)source;
    for (; folder->next < folder->count; folder->next++) {
        FILE *file = open_picture(folder, folder->next, frame);
        const bool good =
            file && pixels_of(frame) <= frame->room && fread(frame->pixels, pixels_of(frame), 1, file) == 1;
        if (file) fclose(file);
        if (!good) fprintf(stderr, "camera: %s: no picture\n", folder->names[folder->next]->d_name);
        if (good) return frame->number = folder->next++, true;
    }
    return false;
}

static void close_folder(Source *source) {
    Folder *folder = (Folder *)source;
    for (int i = 0; i < folder->count; i++) free(folder->names[i]);
    free(folder->names);
    free(folder->path);
    free(folder);
}

/* Bytes of the largest frame. */
static size_t largest(const Folder *folder) {
    size_t most = 0;
    for (int i = 0; i < folder->count; i++) {
        Frame frame;
        FILE *file = open_picture(folder, i, &frame);
        if (file && pixels_of(&frame) > most) most = pixels_of(&frame);
        if (file) fclose(file);
    }
    return most;
}

Source *source_folder(const char *path) {
    Folder *folder = calloc(1, sizeof *folder);
    if (!folder) return NULL;
    *folder = (Folder){ .source = { .next = next, .close = close_folder }, .path = strdup(path) };
    folder->count = folder->path ? scandir(path, &folder->names, is_pgm, alphasort) : -1;
    if (folder->count < 0) {
        fprintf(stderr, "camera: %s: %s\n", path, strerror(errno));
        folder->count = 0;
        return close_folder(&folder->source), NULL;
    }
    folder->source.room = largest(folder);
    if (folder->source.room) return &folder->source;
    fprintf(stderr, "camera: %s: no .pgm files\n", path);
    return close_folder(&folder->source), NULL;
}
