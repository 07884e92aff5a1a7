/* tensors.c: what is made of the tensors of a file. */
#include "fuzz.h"

#include <string.h>

enum { MOST_ELEMENTS = 1 << 16 };

/* All bytes that a tensor reaches are there. */
static void read_values(const TensorFile *file) {
    Arena arena = { 0 };
    for (int i = 0; i < file->count; i++) {
        const Tensor *tensor = &file->tensors[i];
        volatile float last;
        size_t count = tensor_count(tensor);
        if (!tensor->type->convert || !count || count > MOST_ELEMENTS) continue;
        last = tensor_floats(&arena, tensor)[count - 1];
        (void)last;
    }
    arena_free(&arena);
}

/* A spec that a file implies is a spec. */
static void check_spec(Arena *arena, const char *text) {
    Diag diag = { .arena = arena };
    const SpecSource source = { .path = "fuzz", .text = text, .length = strlen(text), .implied = true };
    const Spec *spec = spec_read(arena, &source, &diag);
    if (!spec) fuzz_check(false, diag.message);
}

bool fuzz_tensors(Arena *arena, const TensorFile *file, Diag *diag) {
    if (!file) return false;
    read_values(file);
    if (!tensors_sorted(arena, file, diag)) return false;
    const char *spec = import_spec(arena, file, (NameRules){ 0 }, NULL, diag);
    if (spec) check_spec(arena, spec);
    return spec != NULL;
}
