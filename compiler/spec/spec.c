/* spec.c: JSON text -> Spec, checked: the list of what is read, in order. */
#include "keys.h"

#include <string.h>

const char *const spec_keys[] = { "$schema",       "name",
                                  "block",         "repeats",
                                  "expansion",     "widths",
                                  "strides",       "dilations",
                                  "groups",        "width_per_group",
                                  "reduce_first",  "down_kernel",
                                  "stride_in",     "shortcut",
                                  "shortcut_norm", "antialias",
                                  "preactivation", "activation",
                                  "attention",     "stem",
                                  "padding",       "input",
                                  "batch",         "classes",
                                  "head",          "outputs",
                                  "norm",          "weight_standardization",
                                  "preprocess",    NULL };

/* For editors: it names the JSON Schema of the file. */
static void check_schema(const Node *root) {
    Node schema = member(root, "$schema");
    if (schema.value && !json_is_string(schema.value)) fail_expected(&schema, "a string");
}

static void read_padding(const Node *root, Spec *spec) {
    static const char *const names[] = { "torch", "same", NULL };
    int choice = 0;
    read_choice(root, "padding", names, &choice);
    spec->same_padding = choice == 1;
}

static void read_spec(const Node *root, Spec *spec) {
    check_schema(root);
    spec->name = read_name(root);
    read_stages(root, spec);
    read_blocks(root, spec);
    read_padding(root, spec);
    read_stem(root, spec);
    read_input(root, spec);
    spec->batch = 1;
    read_integer(root, "batch", 1, 4096, &spec->batch);
    spec->classes = 1000;
    read_integer(root, "classes", 0, 1000000, &spec->classes);
    read_head(root, spec);
    read_outputs(root, spec);
    read_norm(root, spec);
    check_norm(root, spec);
    read_preprocess(root, spec);
}

static Source source_of(Arena *arena, const SpecSource *from, Diag *diag) {
    return (Source){ .arena = arena,
                     .path = from->path,
                     .text = from->length ? from->text : "",
                     .length = from->length,
                     .diag = diag,
                     .unseen = from->implied };
}

const Spec *spec_read(Arena *arena, const SpecSource *from, Diag *diag) {
    Source source = source_of(arena, from, diag);
    Node root = { .source = &source, .value = json_from_source(&source) };
    if (!root.value || !json_set(&source, root.value, from->set)) return NULL;
    if (!check_known_mistakes(&root) || !check_object(&root, spec_keys)) return NULL;
    Spec *spec = arena_alloc(arena, sizeof *spec);
    spec->path = arena_copy(arena, from->path, strlen(from->path));
    read_spec(&root, spec);
    return diag->message ? NULL : spec;
}

const char *spec_pretty(Arena *arena, const SpecSource *from, Diag *diag) {
    Source source = source_of(arena, from, diag);
    json_t *root = json_from_source(&source);
    return root && json_set(&source, root, from->set) ? json_pretty(arena, root) : NULL;
}

const Spec *spec_parse(Arena *arena, const char *json, size_t length, const char *path, Diag *diag) {
    return spec_read(arena, &(SpecSource){ .path = path, .text = json, .length = length }, diag);
}

const Spec *spec_load(Arena *arena, const char *path, Diag *diag) {
    FileView file;
    if (!file_read(arena, path, &file, diag)) return NULL;
    return spec_parse(arena, (const char *)file.bytes, file.size, path, diag);
}
