/* print_stem.c: the catalogue's first convolutions by minimal filtering along their rows. */
#include "layers/layers.h"
#include "print.h"
#include "rows.h"

static StemKernel stem_of(Catalogue *c) {
    StemKernel k = { .target = c->target, .catalogue = true, .over_right = true, .odd_height = true };
    name_parameters(c->out.text.arena, &stem_parameters, "k->", &k);
    return k;
}

static void emit_stem_parts(Catalogue *c, int taps) {
    Arena *arena = c->out.text.arena;
    StemKernel k = stem_of(c);
    k.taps = taps;
    k.points = STEM_OUTPUTS + taps - 1;
    const char *input = catalogue_stem(arena, "input", &k);
    emit_stem_input(&c->out, input, &k);
    add_entry(c, input);
    for (const TransformEnding *e = catalogue_endings; e < catalogue_endings + CATALOGUE_ENDINGS; e++) {
        if (e->residual) continue;
        set_transform_ending(&k.ending, e);
        const char *output = catalogue_stem(arena, "output", &k);
        emit_stem_output(&c->out, output, &k);
        add_entry(c, output);
    }
}

void emit_catalogue_stems(Catalogue *c) {
    StemKernel k = stem_of(c);
    for (const int *taps = catalogue_stem_taps; *taps; taps++) emit_stem_parts(c, *taps);
    emit_stem_pool(&c->out, "stem_pool", &k);
    add_entry(c, "stem_pool");
    emit_stem(&c->out, "conv_first", "/* A first convolution by F(4, taps) along its rows; r is not read. */",
              &k);
    add_entry(c, "conv_first");
    k.pool = true;
    emit_stem(&c->out, "conv_first_pooled", "/* And its max pool. */", &k);
    add_entry(c, "conv_first_pooled");
}
