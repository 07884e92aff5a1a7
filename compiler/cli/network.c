/* network.c: the spec, or a weights file in its place; --import. */
#include "known.h"
#include "session.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* "d/resnet50.json" -> "resnet50" */
static const char *bare_name(Arena *arena, const char *path) {
    const char *file = without_folder(path);
    return arena_copy(arena, file, strlen(file) - (ends_with(file, ".json") ? strlen(".json") : 0));
}

/* What a word that is no file may have meant. */
static const char *hint_for(Arena *arena, const char *path) {
    const char *spec = arena_printf(arena, "specs/%s.json", path);
    if (!strpbrk(path, "./") && !access(spec, R_OK)) return arena_printf(arena, "; did you mean %s?", spec);
    const char *meant = did_you_mean(arena, known_names(arena), bare_name(arena, path), "");
    if (*meant || strpbrk(path, "./")) return meant;
    return "; expected a spec, such as net.json, a name of resnetc --list, or a weights file";
}

static bool open_file(Session *s, const char *path) {
    const char *place = strcmp(path, "-") ? path : "/dev/stdin";
    if (access(place, F_OK) && errno == ENOENT)
        return diag_fail(s->diag, STATUS_SYSTEM, "%s: %s%s", path, strerror(ENOENT),
                         hint_for(s->arena, path));
    return weights_map(s->arena, place, &s->file, s->diag);
}

static bool read_network(Session *s, const char *path) {
    const NetworkSource from = { .path = path,
                                 .file = s->file,
                                 .names = { s->options->names, s->options->strict },
                                 .set = s->options->set };
    return network_read(s->arena, &from, &s->network, s->diag);
}

/* -o DIR/: DIR/NAME and the suffix, now that the spec is read. */
static void name_output(Session *s, const char *suffix) {
    const char *folder = s->options->output;
    if (!folder || !strcmp(folder, "-") || !is_output_folder(folder)) return;
    Options *named = arena_alloc(s->arena, sizeof *named);
    *named = *s->options;
    named->output = arena_printf(s->arena, "%s%s%s%s", folder, ends_with(folder, "/") ? "" : "/",
                                 s->network.spec->name, suffix);
    s->options = named;
}

bool session_network(Session *s) {
    const Options *options = s->options;
    if (!open_file(s, options->spec)) return false;
    s->weights = options->weights ? options->weights : weights_recognise(s->file) ? options->spec : NULL;
    if (!read_network(s, options->spec) || !options_check_weights(options, s->weights, s->diag)) return false;
    s->spec = s->network.spec;
    name_output(s, ".c");
    return shape_infer(s->arena, graph_build(s->arena, s->spec), s->diag) !=
           NULL; /* before inputs are made */
}

bool session_import(Session *s) {
    const char *path = s->options->import;
    if (!open_file(s, path)) return false;
    if (!weights_recognise(s->file)) return weights_open(s->arena, path, s->file, s->diag), false;
    const char *text = read_network(s, path) ? spec_pretty(s->arena, &s->network.source, s->diag) : NULL;
    if (text) name_output(s, ".json");
    const char *output = s->options->output;
    bool to_stdout = !output || !strcmp(output, "-");
    return text && output_add(&s->files, to_stdout ? NULL : output, text, strlen(text), s->diag);
}
