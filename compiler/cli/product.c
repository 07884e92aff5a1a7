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

/* Inside a C comment, which it neither ends nor begins. Nor does it become a line of its own that looks like
 * the head's, where a long line is broken at a blank: these begin with three. */
static void add_comment(Text *text, const char *word) {
    for (const char *c = word; *c;) {
        const bool ends = (c[0] == '*' && c[1] == '/') || (c[0] == '/' && c[1] == '*');
        const bool blanks = c[0] == ' ' && (c == word || c[-1] == ' ');
        if (blanks) text_append(text, "\\u0020", 6), c++;
        if (!blanks) c += add_printable(text, c, strnlen(c, 4));
        if (ends) text_append(text, " ", 1);
    }
}

/* A file's name, which may have line breaks. */
static const char *in_comment(Arena *arena, const char *path) {
    Text text = { .arena = arena };
    text_append(&text, "", 0);
    add_comment(&text, without_folder(path));
    return text.bytes;
}

/* What is chosen for, where the target alone does not say so. */
static void add_economy(Text *text, const Economy *economy, const Target *target) {
    if (economy->prefer != (target->small ? PREFER_SIZE : PREFER_SPEED))
        text_printf(text, " --prefer %s", preference_names[economy->prefer]);
    if (economy->weights) text_printf(text, " --weights-limit %zu", economy->weights);
    if (economy->workspace) text_printf(text, " --workspace-limit %zu", economy->workspace);
}

/* What else than the target was asked for. */
static const char *head_options(Arena *arena, const Options *options, const Plan *plan) {
    Text text = { .arena = arena };
    const char *tuned = tuned_file(options);
    text_append(&text, "", 0);
    if (options->accuracy == ACCURACY_TIGHT) text_printf(&text, " --accuracy tight");
    if (options->precision != PRECISION_FP32)
        text_printf(&text, " --precision %s", precision_names[options->precision]);
    add_economy(&text, &plan->economy, plan->target);
    if (options->weights_in) text_printf(&text, " --weights-in %s", weights_place_names[options->weights_in]);
    if (options->calibrate && options->precision > PRECISION_BF16)
        text_printf(&text, " --calibrate %s", in_comment(arena, options->calibrate));
    if (tuned) text_printf(&text, " --tuned %s", in_comment(arena, tuned));
    for (const char *const *set = options->set; *set; set++) {
        text_printf(&text, " --set ");
        add_comment(&text, *set);
    }
    return text.bytes + (*text.bytes == ' ');
}

/* "d/net.c" -> "d/net_avx2.c" */
static const char *member_file(Arena *arena, const char *output, const Target *target) {
    return sibling(arena, output, arena_printf(arena, "_%s.c", c_identifier(arena, target->name)));
}

static EmitNames product_names(Arena *arena, const Options *options, const Plan *plan) {
    EmitNames names = { .spec_file = strcmp(options->spec, "-") ? in_comment(arena, options->spec) : NULL,
                        .options = head_options(arena, options, plan),
                        .weights_in = options->weights_in };
    if (!strcmp(options->output, "-")) return names;
    const char *file = without_folder(options->output);
    names.header_file = sibling(arena, file, ".h");
    if (!plan_embeds_weights(plan, names.weights_in)) names.weights_file = sibling(arena, file, ".weights");
    return names;
}

/* The shards of the weights, NULL-terminated; NULL: none. */
static const char *const *shards_of(const Plan *plan) { return plan->weights ? plan->weights->files : NULL; }

/* `paths` and the shards, which are known only when the weights were read. */
static const char **with_shards(Arena *arena, const char *const *paths, int *count, const Plan *plan) {
    const char *const *shards = shards_of(plan);
    int more = 0;
    while (shards && shards[more]) more++;
    const char **all = arena_array(arena, const char *, *count + more);
    memcpy(all, paths, sizeof *all * (size_t)*count);
    if (more) memcpy(all + *count, shards, sizeof *all * (size_t)more);
    *count += more;
    return all;
}

/* What several targets' files are chosen from. */
static bool add_dispatcher(Arena *arena, const Options *options, const Family *family, OutputFiles *files,
                           Diag *diag) {
    return add_text(files, options->output, emit_dispatcher(arena, family), diag) &&
           add_text(files, sibling(arena, options->output, ".h"), emit_dispatcher_header(arena, family),
                    diag);
}

/* What the compiler of `c_file` is to be told; compilers read such a file behind an @. */
static bool add_flags(Arena *arena, const Options *options, const char *c_file, const Target *target,
                      OutputFiles *files, Diag *diag) {
    if (!options->flags) return true;
    const char *text = arena_printf(arena, "%s\n", target_compile_flags(arena, target));
    return add_text(files, sibling(arena, c_file, ".flags"), text, diag);
}

/* A target's C file and its weights; `file` is that of the weights, NULL where they are in the C. */
static bool add_member(Arena *arena, const Options *options, const Plan *plan, const char *family,
                       OutputFiles *files, const char **file, Diag *diag) {
    const char *output = member_file(arena, options->output, plan->target);
    const char *weights = sibling(arena, output, ".weights");
    EmitNames names = product_names(arena, options, plan);
    const bool has_file = plan->blob->bytes && !plan_embeds_weights(plan, names.weights_in);
    names.header_file = NULL;
    names.family = upper_case(arena, family);
    *file = names.weights_file = plan_embeds_weights(plan, names.weights_in) ? NULL : without_folder(weights);
    return add_text(files, output, emit_c(arena, plan, &names), diag) &&
           (!has_file || output_add(files, weights, plan->blob->bytes, plan->blob->size, diag)) &&
           add_flags(arena, options, output, plan->target, files, diag);
}

static bool check_names(const char *const *paths, int count, bool (*can)(const char *path), Diag *diag) {
    for (int i = 0; i < count; i++)
        if (paths[i] && !can(paths[i]))
            return diag_fail(
                diag, STATUS_USAGE,
                "-MD: %s: expected names without ';', line breaks and a '\\' at the end%s, which make "
                "has no spelling for",
                paths[i], can == make_can_make ? ", or a \"!=\"" : "");
    return true;
}

/* The files from `first` on are made from what was read. */
static bool add_rule(Arena *arena, const Options *options, const Plan *plan, OutputFiles *files, int first,
                     Diag *diag) {
    const char *made[MAX_FILES], *weights = options->weights;
    const char *spec = strcmp(options->spec, "-") ? options->spec : NULL;
    int count = 0;
    for (int i = first; i < files->count; i++) made[count++] = files->files[i].path;
    const char *const read[] = { spec, weights && !is_random(weights) ? weights : NULL, options->names,
                                 tuned_file(options), calibration_file(options) };
    int read_count = COUNT_OF(read);
    const char **all = with_shards(arena, read, &read_count, plan);
    if (!check_names(made, count, make_can_make, diag) || !check_names(all, read_count, make_can_name, diag))
        return false;
    const char *rule = make_rule(arena, made, count, all, read_count);
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
    bool to_stdout = !names.header_file,
         has_file = plan->blob->bytes && !plan_embeds_weights(plan, names.weights_in);
    int first = files->count;
    files->inputs = with_shards(arena, files->inputs, &files->input_count, plan);
    if (to_stdout && plan->blob->bytes) diag_note(diag, "-o - writes no weights");
    if (!add_text(files, to_stdout ? NULL : options->output, emit_c(arena, plan, &names), diag)) return false;
    if (to_stdout) return true;
    const char *header = emit_header(arena, plan, &names);
    return add_text(files, sibling(arena, options->output, ".h"), header, diag) &&
           (!has_file || output_add(files, sibling(arena, options->output, ".weights"), plan->blob->bytes,
                                    plan->blob->size, diag)) &&
           (!options->preprocess || add_preprocess(arena, options, plan->spec, files, diag)) &&
           add_flags(arena, options, options->output, plan->target, files, diag) &&
           (!options->make_rule || add_rule(arena, options, plan, files, first, diag));
}

bool add_family(Arena *arena, const Options *options, const char *name, const Plan *const *plans,
                OutputFiles *files, Diag *diag) {
    const int first = files->count, count = options->target_count;
    const char **weights = arena_array(arena, const char *, count);
    const Family family = { .name = name,
                            .header_file = sibling(arena, without_folder(options->output), ".h"),
                            .plans = plans,
                            .weights_files = weights,
                            .count = count };
    Spec named = *plans[0]->spec; /* its own name is that of a target's files */
    named.name = name;
    files->inputs = with_shards(arena, files->inputs, &files->input_count, plans[0]);
    for (int i = 0; i < count; i++)
        if (!add_member(arena, options, plans[i], name, files, &weights[i], diag)) return false;
    return add_dispatcher(arena, options, &family, files, diag) &&
           (!options->preprocess || add_preprocess(arena, options, &named, files, diag)) &&
           (!options->make_rule || add_rule(arena, options, plans[0], files, first, diag));
}
