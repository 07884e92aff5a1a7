/* import.c: a weights file -> the spec that it implies, held against the file. */
#include "look.h"

#include <string.h>

static Spec imply(const Look *l) {
    Spec spec = { .path = l->file->path };
    spec.stages = weights_repeats(l->names, l->file->count, spec.repeats);
    imply_norm(l, &spec);
    imply_blocks(l, &spec);
    imply_stem(l, &spec);
    imply_shortcut(l, &spec);
    imply_extras(l, &spec);
    imply_head(l, &spec);
    return spec;
}

/* What no guess goes without. */
static const char *missing_conv(const Look *l, const Spec *guess) {
    if (!guess->stages) return "layer1.0.conv1.weight";
    if (!is_conv(look(l, "conv1.weight")) && !is_conv(look(l, "conv1.0.weight"))) return "conv1.weight";
    for (int s = 0; s < guess->stages; s++)
        for (int i = 1; i <= (guess->block == BLOCK_BOTTLENECK ? 3 : 2); i++)
            if (!is_conv(look(l, "layer%d.0.conv%d.weight", s + 1, i)))
                return arena_printf(l->arena, "layer%d.0.conv%d.weight", s + 1, i);
    return NULL;
}

/* Shapes are guessed from a few tensors: all of them must fit. */
static bool check(Arena *arena, const TensorFile *file, NameRules names, const Spec *guess, const char *text,
                  Diag *diag) {
    Diag unheard = { .arena = arena };
    const SpecSource source = { .path = file->path, .text = text, .length = strlen(text), .implied = true };
    const Spec *spec = spec_read(arena, &source, &unheard);
    if (spec && weights_fit(arena, graph_build(arena, spec), file, names, &unheard)) return true;
    return diag_fail(diag, unheard.status, "%s (the nearest network: %s)", unheard.message,
                     nearest_text(arena, guess));
}

const char *import_spec(Arena *arena, const TensorFile *file, NameRules names, const char *const *set,
                        Diag *diag) {
    if (file->spec) return tell_unsaid(file, set, diag), file->spec;
    const char *const *own = weights_names(arena, file, names, diag);
    if (!own) return NULL;
    const Look l = look_into(arena, file, own);
    const Spec guess = imply(&l);
    const char *missing = missing_conv(&l, &guess), *text = write_spec(arena, &guess);
    if (missing) return refuse_names(&l, &guess, missing, diag), NULL;
    if (!check(arena, file, names, &guess, text, diag)) return NULL;
    tell_assumed(&l, &guess, set, diag);
    return text;
}
