/* tell.c: notes about what names and shapes do not tell and was assumed. */
#include "look.h"

static void tell_input(const char *path, const Spec *spec, Diag *diag) {
    diag_note(diag, "%s: assumed an input of %dx%d; change it with --set input.height=H --set input.width=W",
              path, spec->height, spec->width);
}

static void tell_preprocess(const char *path, const Spec *spec, Diag *diag) {
    const double *mean = spec->preprocess.mean;
    if (!spec->preprocess.given)
        diag_note(
            diag,
            "%s: assumed mean 0 and std 1; change it with --set preprocess.mean=[...] and preprocess.std",
            path);
    else
        diag_note(diag,
                  "%s: assumed %s mean and std, bilinear; change it with --set preprocess.mean=[...], "
                  "preprocess.std, "
                  "preprocess.resize, preprocess.filter",
                  path, mean[0] == 0.5 ? "0.5 as" : "ImageNet's");
}

/* Each with the key that changes it. */
static void tell_network(const char *path, const Spec *spec, Diag *diag) {
    Text text = { .arena = diag->arena };
    text_printf(&text, "%s: assumed strides", path);
    for (int s = 0; s < spec->stages; s++) text_printf(&text, "%s %d", s ? "," : "", spec->strides[s]);
    if (spec->activation != ACTIVATION_PRELU) text_printf(&text, ", activation relu");
    if (spec->block == BLOCK_BOTTLENECK) text_printf(&text, ", stride_in 3x3");
    text_printf(&text, ", stem.stride %d", spec->stem.stride);
    if (spec->stem.pool.kind != STEM_POOL_CONV)
        text_printf(&text, ", stem.pool %s",
                    spec->stem.pool.kind == STEM_POOL_NONE ? "null"
                    : spec->stem.pool.zeros                ? "max_fixed"
                                                           : "max");
    if (spec->norm != NORM_NONE) text_printf(&text, ", norm.eps 1e-5");
    if (spec->norm == NORM_GROUP) text_printf(&text, ", norm.groups %d", spec->norm_groups);
    if (spec->standardized >= 0) text_printf(&text, ", weight_standardization %g", spec->standardized);
    if (spec->shortcut == SHORTCUT_ZERO_PAD) text_printf(&text, ", shortcut zero_pad");
    diag_note(diag, "%s, no dilations; --set KEY=VALUE changes each", text.bytes);
}

void tell_assumed(const Look *l, const Spec *spec, Diag *diag) {
    const char *path = l->file->path;
    const char *classes =
        spec->classes ? arena_printf(l->arena, "%d classes", spec->classes) : "no classifier";
    diag_note(diag, "%s: taken for %s, %s", path, nearest_text(l->arena, spec), classes);
    tell_input(path, spec, diag);
    tell_preprocess(path, spec, diag);
    tell_network(path, spec, diag);
}
