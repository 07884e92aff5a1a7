/* refuse.c: a file that is no network of the spec's language: the first name that does not fit, and what was
 * tried. */
#include "look.h"

#include <string.h>

/* All names that a network may have, after torchvision: # stands for a number, * for a word without points.
 */
static const char *const patterns[] = {
    "conv1.*",
    "conv1.#.*",
    "bn#.*",
    "act#.*",
    "prelu.*",
    "maxpool.#.*",
    "norm.*",
    "layer#.#.conv#.*",
    "layer#.#.bn#.*",
    "layer#.#.act#.*",
    "layer#.#.prelu.*",
    "layer#.#.downsample.#.*",
    "layer#.#.se.fc#.*",
    "layer#.#.se.conv.*",
    "fc.*",
    "features.*",
};

static bool matches(const char *pattern, const char *name) {
    for (; *pattern; pattern++) {
        size_t length = *pattern == '#'   ? strspn(name, "0123456789")
                        : *pattern == '*' ? strcspn(name, ".")
                                          : *name == *pattern;
        if (!length) return false;
        name += length;
    }
    return !*name;
}

static bool is_known(const char *name) {
    for (int i = 0; i < COUNT_OF(patterns); i++)
        if (matches(patterns[i], name)) return true;
    return false;
}

/* As the file spells it; NULL: all of them are known. */
static const char *first_unknown(const Look *l) {
    for (int i = 0; i < l->file->count; i++)
        if (!is_known(l->names[i])) return name_text(l->arena, l->file->tensors[i].name);
    return NULL;
}

/* What stands before the names of one of several networks in the file: "module.encoder_q."; NULL. */
static const char *beginning_of_one(const Look *l) {
    static const char first[] = ".layer1.0.conv1.weight";
    for (int i = 0; i < l->file->count; i++) {
        const char *name = l->file->tensors[i].name;
        if (ends_with(name, first)) return arena_copy(l->arena, name, strlen(name) - strlen(first) + 1);
    }
    return NULL;
}

bool refuse_names(const Look *l, const Spec *guess, const char *missing, Diag *diag) {
    const char *unknown = first_unknown(l), *path = l->file->path, *nearest = nearest_text(l->arena, guess);
    const char *why = guess->stages ? arena_printf(l->arena, "the nearest, %s, lacks %s", nearest, missing)
                                    : arena_printf(l->arena, "there is no %s", missing);
    if (!l->file->count)
        return diag_fail(diag, STATUS_INPUT, "%s: expected a network's weights, got no tensor", path);
    if (!unknown) return diag_fail(diag, STATUS_INPUT, "%s: not a residual network: %s", path, why);
    const char *beginning = guess->stages ? NULL : beginning_of_one(l);
    if (beginning)
        return diag_fail(
            diag, STATUS_INPUT,
            "%s: %s: not a name of a residual network, but there is one behind %s: --names a file "
            "with {\"%s\": \"\"}",
            path, unknown, name_text(l->arena, beginning), name_text(l->arena, beginning));
    return diag_fail(diag, STATUS_INPUT,
                     "%s: %s: not a name of a residual network (%s); --names can rename it", path, unknown,
                     why);
}
