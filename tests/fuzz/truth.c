/* truth.c: classes of images: lines, lines of paths, an array. */
#include "cli/truth.h"
#include "fuzz.h"

static void check_classes(const Classes *classes, const int *truth) {
    for (int i = 0; truth && i < classes->source->count; i++)
        fuzz_check(truth[i] >= -1 && truth[i] < classes->classes, "a class that is none");
}

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    static const char *const labels[] = { "cat", "dog", "dog", "7" };
    static const char *const paths[] = { "in/a.png", "in/b,c.png", "in/d\".png" };
    const ImageSource numbered = { .count = 3 }, named = { .count = 3, .paths = paths, .prefix = 3 };
    const Classes by_number = { 4, NULL, &numbered }, by_name = { 4, labels, &named };
    Diag unheard = { .arena = arena };
    const char *path = fuzz_file(input);
    check_classes(&by_name, truth_load(arena, &by_name, path, &unheard));
    const int *truth = truth_load(arena, &by_number, path, diag);
    check_classes(&by_number, truth);
    return truth;
}
