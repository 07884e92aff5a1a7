/* tell.c: notes about what names and shapes do not tell and was assumed; nothing of what is set anyway. */
#include "look.h"

#include <string.h>

typedef struct {
    Text text; /* ", strides 1, 2, 2, 2, activation relu" */
    const char *const *set;
} Teller;

/* The key, what holds it, or something in it. */
static bool is_set(const char *const *set, const char *key) {
    for (; set && *set; set++) {
        size_t given = strcspn(*set, "="), length = strlen(key), common = given < length ? given : length;
        if (strncmp(*set, key, common)) continue;
        if (given == length || (given < length ? key : *set)[common] == '.') return true;
    }
    return false;
}

static void assumed(Teller *teller, const char *key, const char *format, ...) PRINTF_LIKE(3, 4);
static void assumed(Teller *teller, const char *key, const char *format, ...) {
    if (is_set(teller->set, key)) return;
    va_list arguments;
    va_start(arguments, format);
    text_printf(&teller->text, ", %s ", key);
    text_vprintf(&teller->text, format, arguments);
    va_end(arguments);
}

static void tell_stem(Teller *t, const Spec *spec) {
    const StemPool *pool = &spec->stem.pool;
    assumed(t, "stem.stride", "%d", spec->stem.stride);
    if (pool->kind != STEM_POOL_CONV)
        assumed(t, "stem.pool", "%s",
                pool->kind == STEM_POOL_NONE ? "null"
                : pool->zeros                ? "max_fixed"
                                             : "max");
}

static void tell_norm(Teller *t, const Spec *spec) {
    if (spec->norm == NORM_GROUP) assumed(t, "norm.groups", "%d", spec->norm_groups);
    if (spec->norm != NORM_NONE) assumed(t, "norm.eps", "1e-5");
    if (spec->standardized >= 0) assumed(t, "weight_standardization", "%g", spec->standardized);
}

/* timm's ResNetV2 calls a projection behind an average as it does others. */
static void tell_shortcut(Teller *t, const Look *l, const Spec *spec) {
    bool either = looks_like(l, ".downsample.conv.");
    if (spec->shortcut == SHORTCUT_ZERO_PAD) assumed(t, "shortcut", "zero_pad");
    if (either && spec->shortcut == SHORTCUT_PROJECTION) assumed(t, "shortcut", "projection");
    if (either && spec->shortcut == SHORTCUT_AVG_DOWN) assumed(t, "shortcut", "avg_down");
}

static void tell_blocks(Teller *t, const Look *l, const Spec *spec) {
    Text strides = { .arena = t->text.arena };
    for (int s = 0; s < spec->stages; s++) text_printf(&strides, "%s%d", s ? "," : "", spec->strides[s]);
    assumed(t, "strides", "[%s]", strides.bytes);
    assumed(t, "dilations", "1");
    if (spec->block == BLOCK_BOTTLENECK) assumed(t, "stride_in", "3x3");
    tell_shortcut(t, l, spec);
    if (!spec->antialias) assumed(t, "antialias", "null");
    assumed(t, "padding", "torch");
    if (spec->activation != ACTIVATION_PRELU) assumed(t, "activation", "relu");
}

static const char *assumptions(const Look *l, const Spec *spec, const char *const *set) {
    Teller t = { { .arena = l->arena }, set };
    text_append(&t.text, "", 0);
    tell_blocks(&t, l, spec);
    tell_stem(&t, spec);
    tell_norm(&t, spec);
    return t.text.length ? t.text.bytes + 2 : "";
}

static void tell_pictures(const char *path, const Spec *spec, const char *const *set, Diag *diag) {
    const char *what = spec->preprocess.plain            ? "mean 0 and std 1"
                       : spec->preprocess.mean[0] == 0.5 ? "a mean and std of 0.5"
                                                         : "ImageNet's mean and std";
    if (!is_set(set, "preprocess.mean") && !is_set(set, "preprocess.std"))
        diag_note(diag, "%s: assumed %s, %s; --set preprocess.mean=[...], .std, .resize, .filter change it",
                  path, what, spec->preprocess.filter == FILTER_BICUBIC ? "bicubic" : "bilinear");
}

void tell_unsaid(const TensorFile *file, const char *const *set, Diag *diag) {
    static const Spec plain = { .preprocess = { .plain = true, .filter = FILTER_BILINEAR } };
    if (!strstr(file->spec, "\"preprocess\"")) tell_pictures(file->path, &plain, set, diag);
}

static bool is_linear_apart(const Look *l, int i) {
    return l->file->tensors[i].rank == 2 && ends_with(l->names[i], ".weight") &&
           strncmp(l->names[i], "layer", 5);
}

/* A head of several layers, as people put behind a network that they train further. */
static const char *lack_of_classifier(const Look *l) {
    int linears = 0;
    const char *first = NULL;
    for (int i = 0; i < l->file->count; i++)
        if (is_linear_apart(l, i) && linears++ == 0) first = l->names[i];
    if (!linears) return "no classifier";
    const char *word = name_text(l->arena, arena_copy(l->arena, first, strcspn(first, ".")));
    const char *what =
        linears == 1 ? "is no linear layer alone that reads what the network gives"
                     : arena_printf(l->arena, "has the first of %d linear layers, expected one", linears);
    return arena_printf(l->arena, "no classifier: %s.* %s; --set outputs.0=pool gives what is read there",
                        word, what);
}

/* Where the name is not the usual one it is said, too. */
static const char *classes_text(const Look *l, int classes) {
    const char *name = look(l, "fc.weight")->name;
    return ends_with(name, "fc.weight")
               ? arena_printf(l->arena, "%d classes", classes)
               : arena_printf(l->arena, "%d classes by %s", classes, name_text(l->arena, name));
}

void tell_assumed(const Look *l, const Spec *spec, const char *const *set, Diag *diag) {
    const char *path = l->file->path, *others = assumptions(l, spec, set);
    const char *classes = spec->classes ? classes_text(l, spec->classes) : lack_of_classifier(l);
    diag_note(diag, "%s: taken for %s, %s", path, nearest_text(l->arena, spec), classes);
    if (!is_set(set, "input.height") || !is_set(set, "input.width"))
        diag_note(diag, "%s: assumed an input of %dx%d; --set input.height=H --set input.width=W change it",
                  path, spec->height, spec->width);
    tell_pictures(path, spec, set, diag);
    if (*others) diag_note(diag, "%s: assumed %s; --set KEY=VALUE changes each", path, others);
}
