/* agree.c: usage: agree GOT.npy EXPECTED.npy CLASSES.npy RIGHT: logits of the same pictures, [pictures,
 * classes]: exit status 1 where the best classes of the two differ for a picture, or GOT is not right on
 * RIGHT of them. */
#include "media/media.h"

#include <stdio.h>
#include <stdlib.h>

static int best(const Npy *logits, const float *values, size_t picture) {
    int index;
    size_t classes = logits->shape[1];
    top_k(values + picture * classes, (int)classes, 1, &index);
    return index;
}

static bool fit(const Npy *got, const Npy *expected, const Npy *classes) {
    return got->rank == 2 && expected->rank == 2 && got->shape[0] == expected->shape[0] &&
           got->shape[1] == expected->shape[1] && classes->count == got->shape[0];
}

int main(int argc, char **argv) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Npy arrays[3];
    if (argc != 5) return 2;
    for (int i = 0; i < 3; i++)
        if (!npy_load(&arena, argv[1 + i], &arrays[i], &diag))
            return fprintf(stderr, "%s\n", diag.message), 2;
    if (!fit(&arrays[0], &arrays[1], &arrays[2])) return fprintf(stderr, "the shapes do not fit\n"), 2;
    const float *got = npy_floats(&arena, &arrays[0]), *expected = npy_floats(&arena, &arrays[1]);
    size_t pictures = arrays[0].shape[0], same = 0, right = 0;
    for (size_t i = 0; i < pictures; i++) {
        int ours = best(&arrays[0], got, i);
        same += ours == best(&arrays[1], expected, i);
        right += ours == (int)npy_value(&arrays[2], i);
    }
    printf("%zu pictures: the same class on %zu, right on %zu\n", pictures, same, right);
    arena_free(&arena);
    return same != pictures || right != strtoul(argv[4], NULL, 10);
}
