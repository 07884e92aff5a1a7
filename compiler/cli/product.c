/* product.c: the files of -o, and their names. */
#include "product.h"
#include "make_rule.h"

#include <string.h>

/* "d/foo.c", ".h" -> "d/foo.h" */
static const char *sibling(Arena *arena, const char *c_file, const char *suffix) {
    return arena_printf(arena, "%.*s%s", (int)(strlen(c_file) - strlen(".c")), c_file, suffix);
}

static bool add_text(OutputFiles *files, const char *path, const char *text, Diag *diag) {
    return output_add(files, path, text, strlen(text), diag);
}

static const char *tuned_file(const Options *options) {
    return options->tune ? options->tune : options->tuned;
}

/* What else than the target was asked for. */
static const char *head_options(Arena *arena, const Options *options) {
    const char *tuned = tuned_file(options);
    const char *accuracy = options->accuracy == ACCURACY_TIGHT ? "--accuracy tight" : "";
    if (!tuned) return accuracy;
    return arena_printf(arena, "%s%s--tuned %s", accuracy, *accuracy ? " " : "", without_folder(tuned));
}

static EmitNames product_names(Arena *arena, const Options *options, const Plan *plan) {
    EmitNames names = { .spec_file = without_folder(options->spec), .options = head_options(arena, options) };
    if (!strcmp(options->output, "-")) return names;
    const char *file = without_folder(options->output);
    names.header_file = sibling(arena, file, ".h");
    if (!plan_embeds_weights(plan)) names.weights_file = sibling(arena, file, ".weights");
    return names;
}

/* The files from `first` on are made from what was read. */
static bool add_rule(Arena *arena, const Options *options, OutputFiles *files, int first, Diag *diag) {
    const char *made[MAX_FILES], *weights = options->weights;
    int count = 0;
    for (int i = first; i < files->count; i++) made[count++] = files->files[i].path;
    const char *const read[] = { options->spec, weights && !is_random(weights) ? weights : NULL,
                                 options->names, tuned_file(options) };
    const char *rule = make_rule(arena, made, count, read, COUNT_OF(read));
    return add_text(files, sibling(arena, options->output, ".d"), rule, diag);
}

static bool add_preprocess(Arena *arena, const Options *options, const Spec *spec, OutputFiles *files,
                           Diag *diag) {
    const char *header = sibling(arena, options->output, "_preprocess.h");
    if (spec->channels != 1 && spec->channels != 3)
        return diag_fail(diag, STATUS_INPUT,
                         "--emit-preprocess: a picture has 1 or 3 channels, the network's input has %d",
                         spec->channels);
    return add_text(files, sibling(arena, options->output, "_preprocess.c"),
                    emit_preprocess_c(arena, spec, without_folder(header)), diag) &&
           add_text(files, header, emit_preprocess_header(arena, spec), diag);
}

bool add_product(Arena *arena, const Options *options, const Plan *plan, OutputFiles *files, Diag *diag) {
    EmitNames names = product_names(arena, options, plan);
    bool to_stdout = !names.header_file, has_file = plan->blob->bytes && !plan_embeds_weights(plan);
    int first = files->count;
    if (to_stdout && plan->blob->bytes) diag_note(diag, "-o - writes no weights");
    if (!add_text(files, to_stdout ? NULL : options->output, emit_c(arena, plan, &names), diag)) return false;
    if (to_stdout) return true;
    const char *header = emit_header(arena, plan, &names);
    return add_text(files, sibling(arena, options->output, ".h"), header, diag) &&
           (!has_file || output_add(files, sibling(arena, options->output, ".weights"), plan->blob->bytes,
                                    plan->blob->size, diag)) &&
           (!options->preprocess || add_preprocess(arena, options, plan->spec, files, diag)) &&
           (!options->make_rule || add_rule(arena, options, files, first, diag));
}
