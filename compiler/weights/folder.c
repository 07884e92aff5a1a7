/* folder.c: a folder in a weights file's place: the file in it that was meant. */
#include "weights.h"

#include <sys/stat.h>
#include <unistd.h>

/* Hugging Face's, the likeliest first. */
static const char *const usual_names[] = {
    "model.safetensors.index.json",
    "model.safetensors",
    "pytorch_model.bin.index.json",
    "pytorch_model.bin",
    "model.onnx",
};

static const char *meant_in(Arena *arena, const char *folder) {
    const char *slash = ends_with(folder, "/") ? "" : "/";
    for (int i = 0; i < COUNT_OF(usual_names); i++) {
        const char *path = arena_printf(arena, "%s%s%s", folder, slash, usual_names[i]);
        if (!access(path, R_OK)) return path;
    }
    return NULL;
}

bool weights_map(Arena *arena, const char *path, FileView *file, Diag *diag) {
    struct stat status;
    if (stat(path, &status) || !S_ISDIR(status.st_mode)) return file_map(arena, path, file, diag);
    const char *meant = meant_in(arena, path);
    return diag_fail(diag, STATUS_SYSTEM, "%s: a folder, expected a file%s%s%s", path,
                     meant ? "; did you mean " : "", meant ? meant : "", meant ? "?" : "");
}
