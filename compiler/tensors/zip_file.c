/* zip_file.c: what a zip file holds: rows of containers, and of others that are told from them. */
#include "containers.h"

#include <string.h>

bool zip_recognise(FileView file) {
    return file.size >= 4 && (!memcmp(file.bytes, "PK\3\4", 4) || !memcmp(file.bytes, "PK\5\6", 4));
}

/* Whether a member's name, or what is behind the first folder, begins or ends so. */
static const Member *find_member(const Archive *archive, const char *begin, const char *end) {
    for (int i = 0; i < archive->count; i++) {
        const char *name = archive->members[i].name, *slash = strchr(name, '/');
        const char *inner = slash ? slash + 1 : name;
        bool begins = !strncmp(name, begin, strlen(begin)) || !strncmp(inner, begin, strlen(begin));
        if (begins && ends_with(name, end)) return &archive->members[i];
    }
    return NULL;
}

/* In order: TorchScript has a data.pkl, too. */
static const struct {
    bool (*fits)(const Archive *); /* NULL: by a member's name */
    const char *begin, *end;
    const TensorFile *(*read)(const Archive *); /* NULL: refused with this: */
    const char *told;
} rows[] = {
    { NULL, "constants.pkl", "", NULL,
      "TorchScript, expected a state_dict: torch.save(torch.jit.load(FILE).state_dict(), \"net.pth\")" },
    { NULL, "code/", ".py", NULL,
      "TorchScript, expected a state_dict: torch.save(torch.jit.load(FILE).state_dict(), \"net.pth\")" },
    { NULL, "", "serialized_exported_program.json", NULL,
      "a program of torch.export, expected a state_dict: torch.save(torch.export.load(FILE).state_dict, "
      "\"net.pth\")" },
    { NULL, "models/model.json", "", NULL,
      "a program of torch.export, expected a state_dict: torch.save(torch.export.load(FILE).state_dict, "
      "\"net.pth\")" },
    { torch_zip_fits, NULL, NULL, torch_zip_read, NULL },
    { NULL, "model.weights.h5", "", NULL,
      "a Keras model, expected PyTorch's names: export it to ONNX, or save its arrays with numpy.savez" },
    { NULL, "", ".mlmodel", NULL, "a Core ML package, expected the weights that it was made from" },
    { npz_fits, NULL, NULL, npz_read, NULL },
    { NULL, "", ".pth", NULL, "a zip around a weights file: unpack it" },
    { NULL, "", ".pt", NULL, "a zip around a weights file: unpack it" },
    { NULL, "", ".bin", NULL, "a zip around a weights file: unpack it" },
    { NULL, "", ".npz", NULL, "a zip around a weights file: unpack it" },
    { NULL, "", ".onnx", NULL, "a zip around a weights file: unpack it" },
    { NULL, "", ".safetensors", NULL, "a zip around a weights file: unpack it" },
};

const TensorFile *zip_read(Arena *arena, const char *path, FileView file, Diag *diag) {
    const Archive *archive = archive_open(arena, path, file, diag);
    for (int i = 0; archive && i < COUNT_OF(rows); i++) {
        bool fits =
            rows[i].fits ? rows[i].fits(archive) : find_member(archive, rows[i].begin, rows[i].end) != NULL;
        if (fits && rows[i].read) return rows[i].read(archive);
        if (fits) return diag_fail(diag, STATUS_INPUT, "%s: %s", path, rows[i].told), NULL;
    }
    diag_fail(diag, STATUS_INPUT,
              "%s: a zip file without weights, expected PyTorch's NAME/data.pkl or NumPy's NAME.npy", path);
    return NULL;
}
