/* picture.c: PNG and JPEG, in colour and grey, and what a network reads of them. */
#include "fuzz.h"
#include "media/media.h"

static const char text[] =
    "{\"block\": \"basic\", \"repeats\": [1], \"input\": {\"height\": 9, \"width\": 13}}";

bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    static const Spec *spec;
    Picture grey;
    Diag unheard = { .arena = arena };
    if (!spec)
        spec =
            spec_parse(fuzz_lasting(), text, sizeof text - 1, "s.json", &(Diag){ .arena = fuzz_lasting() });
    bool is_grey = image_decode(arena, "fuzz.png", input, 1, &grey, &unheard);
    void *image = arena_alloc(arena, input_image_bytes(spec));
    bool good = picture_prepare(arena, spec, "fuzz.png", input, image, diag);
    fuzz_check(is_grey || !good, "good in colour, not in grey");
    return good;
}

bool mutate(Mutation *mutation) { return mutate_png(mutation); }
