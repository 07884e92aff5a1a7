/* torch_wrappers.c: a checkpoint of a training -> the state_dict in it. */
#include "torch.h"

#include <string.h>

/* The names under which trainings keep their state_dict, the first that is there first: averaged
 * weights before those that they average, as timm takes them. */
static const char *const wrappers[] = {
    "state_dict_ema",
    "model_ema",
    "ema_state_dict",
    "ema_model",
    "params_ema",
    "ema",
    "state_dict",
    "model_state_dict",
    "model_state",
    "model_weights",
    "net_state_dict",
    "model",
    "net",
    "network",
    "module",
    "weights",
    "params",
    "parameters",
    "shadow",
    "teacher",
    "student",
    "backbone",
    "encoder",
    "resnet",
};

enum { MOST_DEPTH = 4 };

static int wrapper_row(const PickleValue *key) {
    for (int i = 0; i < COUNT_OF(wrappers); i++)
        if (pickle_is_text(key, wrappers[i])) return i;
    return -1;
}

bool torch_is_wrapper(const PickleValue *key) { return wrapper_row(key) >= 0; }

static bool has_tensors(const PickleValue *value) { return value->kind == PICKLE_DICT && value->has_tensors; }

typedef struct {
    const PickleValue *key, *value;
} Entry;

/* Each row's entry; the last of several, as Python has it. */
static void find_wrappers(const PickleItems *items, Entry found[COUNT_OF(wrappers)]) {
    for (size_t i = 0; i + 1 < items->count; i += 2) {
        int row = wrapper_row(items->at[i]);
        if (row >= 0) found[row] = (Entry){ items->at[i], items->at[i + 1] };
    }
}

/* Tensors, or a dictionary under one more of these names. */
static bool is_promising(const PickleValue *value) {
    if (has_tensors(value)) return true;
    Entry found[COUNT_OF(wrappers)] = { { NULL, NULL } };
    if (value->kind == PICKLE_DICT) find_wrappers(&value->as.items, found);
    for (int i = 0; i < COUNT_OF(wrappers); i++)
        if (found[i].value && found[i].value->kind == PICKLE_DICT) return true;
    return false;
}

/* The only dictionary of tensors among the values, whatever its name; none where there are several. */
static Entry only_dictionary(const PickleItems *items) {
    Entry only = { NULL, NULL };
    for (size_t i = 0; i + 1 < items->count; i += 2) {
        if (items->at[i]->kind != PICKLE_TEXT || !has_tensors(items->at[i + 1])) continue;
        if (only.value) return (Entry){ NULL, NULL };
        only = (Entry){ items->at[i], items->at[i + 1] };
    }
    return only;
}

/* Where to go on from a dictionary, and in `beside` what else would have done; key NULL: this is it. */
static Entry choose(const PickleValue *dict, Text *beside) {
    Entry found[COUNT_OF(wrappers)] = { { NULL, NULL } }, chosen = { NULL, NULL };
    find_wrappers(&dict->as.items, found);
    for (int i = 0; i < COUNT_OF(wrappers); i++) {
        if (!found[i].value || !is_promising(found[i].value)) continue;
        if (chosen.key)
            text_printf(beside, "%s\"%s\"", beside->length ? ", " : "", wrappers[i]);
        else
            chosen = found[i];
    }
    return chosen.key || has_tensors(dict) ? chosen : only_dictionary(&dict->as.items);
}

/* ---- Messages ---- */

/* The first keys: "epoch", "optimizer", ... */
static const char *keys_text(Arena *arena, const PickleItems *items) {
    enum { SHOWN = 4 };
    Text text = { .arena = arena };
    if (!items->count) return "nothing";
    for (size_t i = 0; i + 1 < items->count && i / 2 < SHOWN; i += 2) {
        const PickleText *key = &items->at[i]->as.text;
        bool named = items->at[i]->kind == PICKLE_TEXT;
        text_printf(&text, "%s\"%s\"", i ? ", " : "",
                    named ? printable(arena, key->bytes, key->length) : "?");
    }
    if (items->count / 2 > SHOWN) text_printf(&text, ", ...");
    return text.bytes;
}

static const char *kind_text(Arena *arena, const PickleValue *value) {
    if (value->kind == PICKLE_DICT)
        return arena_printf(arena, "a dictionary of %s", keys_text(arena, &value->as.items));
    return value->kind == PICKLE_TENSOR                                ? "a single tensor"
           : value->kind == PICKLE_LIST || value->kind == PICKLE_TUPLE ? "a list"
                                                                       : "something else";
}

static const PickleItems *no_state_dict(Arena *arena, const char *path, const PickleValue *value,
                                        Diag *diag) {
    diag_fail(diag, STATUS_INPUT,
              "%s: expected a state_dict, tensors by their names, alone or under a name as \"state_dict\" or "
              "\"model\", got %s",
              path, kind_text(arena, value));
    return NULL;
}

static void tell_place(const char *path, const char *place, const Text *beside, Diag *diag) {
    if (beside->length)
        diag_note(diag, "%s: weights taken from \"%s\", not from %s", path, place, beside->bytes);
    else
        diag_note(diag, "%s: weights taken from \"%s\"", path, place);
}

const PickleItems *torch_state_dict(Arena *arena, const char *path, const PickleValue *root, Diag *diag) {
    const char *place = "";
    Text beside = { .arena = arena };
    for (int depth = 0; depth < MOST_DEPTH && root->kind == PICKLE_DICT; depth++) {
        Entry next = choose(root, &beside);
        if (!next.key) break;
        const PickleText *key = &next.key->as.text;
        place =
            arena_printf(arena, "%s%s%s", place, depth ? "/" : "", printable(arena, key->bytes, key->length));
        root = next.value;
    }
    if (!has_tensors(root)) return no_state_dict(arena, path, root, diag);
    if (*place) tell_place(path, place, &beside, diag);
    return &root->as.items;
}
