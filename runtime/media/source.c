/* source.c: what kind of images a source has. */
#include "source.h"
#include "folder.h"
#include "npy.h"
#include "prepare.h"
#include "source_array.h"

#include <string.h>

static bool picture_read(const ImageSource *source, int index, Arena *arena, void *image, Diag *diag) {
    return picture_prepare(arena, source->spec, source->paths[index], source->file, image, diag);
}

static bool picture_source(Arena *arena, ImageSource *source, Diag *diag) {
    const char **paths = arena_array(arena, const char *, 1);
    paths[0] = source->path;
    source->paths = paths;
    source->count = 1;
    source->read = picture_read;
    note_plain_pixels(source->spec, diag);
    return true;
}

static bool folder_read(const ImageSource *source, int index, Arena *arena, void *image, Diag *diag) {
    FileView file;
    const char *path = source->paths[index];
    return file_map_kind(arena, path, &file_input, &file, diag) &&
           picture_prepare(arena, source->spec, path, file, image, diag);
}

static bool folder_source(Arena *arena, ImageSource *source, Diag *diag) {
    Folder folder;
    if (!folder_list(arena, source->path, &folder, diag)) return false;
    if (folder.others)
        diag_note(diag, "%s: passed over %d file%s that %s not end in .png, .jpg or .jpeg", source->path,
                  folder.others, folder.others == 1 ? "" : "s", folder.others == 1 ? "does" : "do");
    note_plain_pixels(source->spec, diag);
    source->count = folder.count;
    source->paths = folder.paths;
    source->prefix = folder.prefix;
    source->is_folder = true;
    source->read = folder_read;
    return true;
}

static bool open_source(Arena *arena, ImageSource *source, Diag *diag) {
    static const char random[] = "random:";
    const char *path = source->path;
    if (strncmp(path, random, strlen(random)) == 0)
        return random_source(arena, path + strlen(random), source, diag);
    if (is_folder(path)) return folder_source(arena, source, diag);
    if (!file_map_kind(arena, strcmp(path, "-") == 0 ? "/dev/stdin" : path, &file_input, &source->file, diag))
        return false;
    if (npy_recognise(source->file)) return array_source(arena, source->file, source, diag);
    if (image_is_png(source->file) || image_is_jpeg(source->file)) return picture_source(arena, source, diag);
    return diag_fail(diag, STATUS_INPUT, "%s: expected a .npy array, a PNG or a JPEG picture", path);
}

const ImageSource *source_open(Arena *arena, const Spec *spec, const char *path, Diag *diag) {
    ImageSource *source = arena_alloc(arena, sizeof *source);
    *source = (ImageSource){ .spec = spec, .path = path };
    return open_source(arena, source, diag) ? source : NULL;
}

bool source_read(const ImageSource *source, int index, Arena *arena, void *image, Diag *diag) {
    return source->read(source, index, arena, image, diag);
}
