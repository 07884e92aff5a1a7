/* names.c: --names, over the tensors of a file of the tests'. */
#include "fuzz.h"

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    static const TensorFile *file;
    const char *path = "tests/oracle/containers/twin.safetensors";
    FileView view;
    if (!file && file_map(fuzz_lasting(), path, &view, diag))
        file = safetensors_read(fuzz_lasting(), path, view, diag);
    const NameRules rules = { .file = fuzz_file(input) };
    return weights_names(arena, file, rules, diag) && import_spec(arena, file, rules, NULL, diag);
}

bool mutate(Mutation *mutation) { return mutate_json(mutation); }
