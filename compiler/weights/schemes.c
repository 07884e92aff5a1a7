/* schemes.c: how others name what torchvision names: rows of a table, and what stands before all names. */
#include "reader.h"

#include <stdlib.h>
#include <string.h>

/* In `from` a # stands for a decimal number and the * at the end for the rest. `to` takes them in order: #
 * the number, + one more than it, * the rest. */
static const struct {
    const char *from, *to;
} schemes[] = {
    /* nn.DataParallel's, of single tensors */
    { "module.*", "*" },
    /* a well-known tutorial; repositories for CIFAR */
    { "layer#.#.identity_downsample.*", "layer#.#.downsample.*" },
    { "layer#.#.shortcut.*", "layer#.#.downsample.*" },
    { "linear.*", "fc.*" },
    { "bn.*", "norm.*" },
    /* timm's ResNetV2; its shortcut's average has no name */
    { "stem.norm1.act.*", "conv1.2.*" },
    { "stem.norm2.act.*", "conv1.5.*" },
    { "stages.#.blocks.#.norm#.act.*", "layer+.#.act#.*" },
    { "norm.act.*", "act1.*" },
    { "stem.conv.*", "conv1.*" },
    { "stem.conv1.*", "conv1.0.*" },
    { "stem.norm1.*", "conv1.1.*" },
    { "stem.conv2.*", "conv1.3.*" },
    { "stem.norm2.*", "conv1.4.*" },
    { "stem.conv3.*", "conv1.6.*" },
    { "stages.#.blocks.#.downsample.conv.*", "layer+.#.downsample.0.*" },
    { "stages.#.blocks.#.downsample.conv.*", "layer+.#.downsample.1.*" },
    { "stages.#.blocks.#.norm#.*", "layer+.#.bn#.*" },
    { "stages.#.blocks.#.*", "layer+.#.*" },
    { "head.fc.*", "fc.*" },
    /* nn.Sequential(*children) of torchvision's: behind 0 and 1 a ReLU and a pool */
    { "0.*", "conv1.*" },
    { "1.*", "bn1.*" },
    { "4.#.*", "layer1.#.*" },
    { "5.#.*", "layer2.#.*" },
    { "6.#.*", "layer3.#.*" },
    { "7.#.*", "layer4.#.*" },
    /* Hugging Face's ResNetModel */
    { "embedder.embedder.convolution.*", "conv1.*" },
    { "embedder.embedder.normalization.*", "bn1.*" },
    { "encoder.stages.#.layers.#.shortcut.convolution.*", "layer+.#.downsample.0.*" },
    { "encoder.stages.#.layers.#.shortcut.normalization.*", "layer+.#.downsample.1.*" },
    { "encoder.stages.#.layers.#.layer.#.convolution.*", "layer+.#.conv+.*" },
    { "encoder.stages.#.layers.#.layer.#.normalization.*", "layer+.#.bn+.*" },
};

static const char *skip_digits(const char *name) { return name + strspn(name, "0123456789"); }

static bool matches(const char *pattern, const char *name) {
    for (; *pattern != '*'; pattern++) {
        if (*pattern == '#' ? skip_digits(name) == name : *name != *pattern) return false;
        name = *pattern == '#' ? skip_digits(name) : name + 1;
    }
    return true;
}

static const char *rewrite(Arena *arena, const char *from, const char *to, const char *name) {
    Text text = { .arena = arena };
    for (; *to; to++) {
        if (!strchr("#+*", *to)) {
            text_append(&text, to, 1);
            continue;
        }
        size_t before = strcspn(from, "#*");
        name += before;
        from += before + 1;
        size_t length = *to == '*' ? strlen(name) : (size_t)(skip_digits(name) - name);
        if (*to == '+')
            text_printf(&text, "%lu", strtoul(name, NULL, 10) + 1);
        else
            text_append(&text, name, length);
        name += length;
    }
    return text.bytes;
}

const char *scheme_name(Arena *arena, const char *name, int *row) {
    for (; *row < COUNT_OF(schemes); ++*row)
        if (matches(schemes[*row].from, name)) {
            const int found = (*row)++;
            return rewrite(arena, schemes[found].from, schemes[found].to, name);
        }
    return NULL;
}

/* ---- What a network's own names begin with ---- */

/* Up to the first dot, less the number at its end: "layer" of "layer4.0.conv1.weight". */
static bool begins_with_word(const char *name, const char *const *words) {
    for (; *words; words++) {
        size_t length = strlen(*words);
        if (!strncmp(name, *words, length) && *skip_digits(name + length) == '.') return true;
    }
    return false;
}

static bool has_body_word(const char *name) {
    static const char *const words[] = { "conv", "bn",     "prelu",    "maxpool", "layer", "norm",
                                         "stem", "stages", "embedder", "encoder", NULL };
    return begins_with_word(name, words);
}

/* By its number in torchvision's order. */
static bool is_child(const char *name) { return *name && strchr("014567", *name) && name[1] == '.'; }

bool scheme_is_body(const char *name) { return has_body_word(name) || is_child(name); }

bool scheme_is_own(const char *name) {
    static const char *const words[] = { "fc", "features", NULL };
    return scheme_is_body(name) || begins_with_word(name, words);
}

/* ---- What stands before them ---- */

/* Each is looked for in all names. */
enum { MOST_PREFIXES = 16 };

static bool begins(const char *name, const char *prefix) { return !strncmp(name, prefix, strlen(prefix)); }

/* Behind `before` all of the network's body has the prefix: what has not is a head or lies beside it. */
static bool have_prefix(const char *const *names, int count, const char *before, const char *prefix) {
    bool found = false;
    for (int i = 0; i < count; i++) {
        const char *name = names[i];
        if (!begins(name, before)) continue;
        name += strlen(before);
        if (begins(name, prefix))
            found = true;
        else if (scheme_is_body(name))
            return false;
    }
    return found;
}

/* The word that all names without exception have behind `before`, "student."; NULL: there is none. */
static const char *shared_word(Arena *arena, const char *const *names, int count, const char *before) {
    const char *first = count > 1 && begins(names[0], before) ? names[0] + strlen(before) : "";
    const char *word = arena_copy(arena, first, strcspn(first, ".") + (strchr(first, '.') != NULL));
    if (!ends_with(word, ".") || has_body_word(word)) return NULL;
    const char *whole = arena_printf(arena, "%s%s", before, word);
    for (int i = 0; i < count; i++)
        if (!begins(names[i], whole)) return NULL;
    return word;
}

static const char *next_prefix(Arena *arena, const char *const *names, int count, const char *before) {
    static const char *const prefixes[] = { "module.", "_orig_mod.", "model.",   "backbone.",   "encoder.",
                                            "resnet.", "net.",       "network.", "base_model.", "features." };
    for (int i = 0; i < COUNT_OF(prefixes); i++)
        if (have_prefix(names, count, before, prefixes[i])) return prefixes[i];
    return shared_word(arena, names, count, before);
}

const char *scheme_prefix(Arena *arena, const char *const *names, int count) {
    const char *before = "", *next;
    for (int i = 0; i < MOST_PREFIXES && (next = next_prefix(arena, names, count, before)); i++)
        before = arena_printf(arena, "%s%s", before, next);
    return before;
}
