/* options.c: the command line by glibc's argp. What options mean together is options_check.c's. */
#include "options.h"
#include "catalogue/catalogue.h"
#include "completion.h"
#include "known.h"
#include "options_table.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEFAULT_MAX_DROP 0.1 /* points */

static error_t take(int key, char *argument, struct argp_state *state);
static const struct argp parser = { options_table, take, "SPEC|WEIGHTS", options_about, NULL, NULL, NULL };

typedef struct {
    Options *options;
    Arena *arena;
    Diag *diag;
    bool help, list;
    bool given[KEY_END]; /* [key] */
    const char **set;    /* room for all arguments */
    int set_count;
} Parse;

static bool one_of(const char *option, const char *word, const char *const *words, int *index, Diag *diag) {
    for (int i = 0; words[i]; i++)
        if (!strcmp(word, words[i])) return *index = i, true;
    Text list = { .arena = diag->arena };
    for (int i = 0; words[i]; i++) text_printf(&list, "%s%s", i ? ", " : "", words[i]);
    return diag_fail(diag, STATUS_USAGE, "%s %s: expected one of %s%s", option, word, list.bytes,
                     did_you_mean(diag->arena, words, word, ""));
}

/* How a message about an unknown target goes on. */
static const char *target_hint(Arena *arena, const char *name) {
    const char **names = arena_array(arena, const char *, target_count + foreign_target_count + 2);
    int count = 0;
    for (int i = 0; i < target_count; i++) names[count++] = targets[i]->name;
    for (int i = 0; i < foreign_target_count; i++) names[count++] = foreign_targets[i]->name;
    names[count++] = "native";
    names[count] = NULL;
    const char *meant = did_you_mean(arena, names, name, "");
    return *meant ? meant : "; --target help lists them";
}

static const Target *find_target(Parse *parse, const char *name) {
    const Target *target = target_find(name);
    if (!target)
        diag_fail(parse->diag, STATUS_USAGE, "--target %s: no such target%s", name,
                  target_hint(parse->arena, name));
    return target;
}

static bool has_target(const Target *const *list, int count, const Target *target) {
    for (int i = 0; i < count; i++)
        if (list[i] == target) return true;
    return false;
}

/* "avx2,sse2" */
static bool take_targets(Parse *parse, const char *names) {
    const Target **list = arena_array(parse->arena, const Target *, strlen(names));
    char *rest = arena_copy(parse->arena, names, strlen(names)), *name;
    int count = 0;
    while ((name = strsep(&rest, ","))) {
        const Target *target = find_target(parse, name);
        if (!target) return false;
        if (has_target(list, count, target))
            return diag_fail(parse->diag, STATUS_USAGE,
                             "--target %s: expected each target once, got %s twice", names, target->name);
        list[count++] = target;
    }
    parse->options->targets = list;
    parse->options->target_count = count;
    return true;
}

static bool take_target(Parse *parse, const char *name) {
    if (!strcmp(name, "help")) {
        Text list = { .arena = parse->arena };
        for (int i = 0; i < target_count; i++)
            text_printf(&list, "%-8s %s%s\n", targets[i]->name, targets[i]->summary,
                        target_runs_here(targets[i]) ? "" : " (not on this processor)");
        for (int i = 0; i < foreign_target_count; i++)
            text_printf(&list, "%-8s %s (another machine)\n", foreign_targets[i]->name,
                        foreign_targets[i]->summary);
        text_printf(&list, "%-8s the best that this processor can run: %s\n", "native",
                    target_find("native")->name);
        parse->options->information = list.bytes;
        return true;
    }
    if (strchr(name, ',')) return take_targets(parse, name);
    parse->options->target = find_target(parse, name);
    return parse->options->target != NULL;
}

static bool take_threads(Parse *parse, const char *word) {
    char *end;
    long threads = strtol(word, &end, 10);
    if (*word < '0' || *word > '9' || *end || threads < 1 || threads > MOST_TEAM)
        return diag_fail(parse->diag, STATUS_USAGE, "--threads %s: expected a number from 1 to %d", word,
                         MOST_TEAM);
    parse->options->threads = (int)threads;
    return true;
}

static bool take_precision(Parse *parse, const char *word) {
    const char *words[PRECISION_COUNT + 1] = { NULL };
    int index = 0;
    memcpy(words, precision_names, sizeof precision_names);
    if (!one_of("--precision", word, words, &index, parse->diag)) return false;
    parse->options->precision = (Precision)index;
    return true;
}

static const char *option_name(Arena *arena, int key) {
    for (const struct argp_option *row = options_table; row->name || row->key || row->doc; row++)
        if (row->key == key && row->name) return arena_printf(arena, "--%s", row->name);
    return arena_printf(arena, "-%c", key);
}

/* "65536", "64K", "64KiB": a number of bytes, of the whole word. */
static bool read_bytes(const char *word, size_t *bytes) {
    static const char *const units[] = { "", "K", "M", "G", NULL };
    char *end;
    errno = 0;
    const unsigned long long number = strtoull(word, &end, 10);
    if (*word < '0' || *word > '9' || errno || number == 0) return false;
    for (int i = 0; units[i]; i++) {
        const size_t length = strlen(units[i]);
        if (strncmp(end, units[i], length) != 0) continue;
        if (end[length] != 0 && (i == 0 || strcmp(end + length, "iB") != 0)) continue;
        *bytes = (size_t)number << 10 * i;
        return *bytes >> 10 * i == number;
    }
    return false;
}

static bool take_limit(Parse *parse, int key, const char *word) {
    Economy *economy = &parse->options->economy;
    return read_bytes(word, key == KEY_WEIGHTS_LIMIT ? &economy->weights : &economy->workspace) ||
           diag_fail(parse->diag, STATUS_USAGE, "%s %s: expected bytes, such as 65536, 64K or 40M",
                     option_name(parse->arena, key), word);
}

static bool take_preference(Parse *parse, const char *word) {
    int index = 0;
    if (!one_of("--prefer", word, preference_names + PREFER_SPEED, &index, parse->diag)) return false;
    parse->options->economy.prefer = (Preference)(PREFER_SPEED + index);
    return true;
}

static bool take_weights_place(Parse *parse, const char *word) {
    int index = 0;
    if (!one_of("--weights-in", word, weights_place_names, &index, parse->diag)) return false;
    parse->options->weights_in = (WeightsPlace)index;
    return true;
}

static bool take_max_drop(Parse *parse, const char *word) {
    char *end;
    const double points = strtod(word, &end);
    if (!strchr("0123456789.", *word) || end == word || *end || !(points >= 0 && points <= 100))
        return diag_fail(parse->diag, STATUS_USAGE,
                         "--max-drop %s: expected points from 0 to 100, such as 0.5", word);
    parse->options->max_drop = points;
    return parse->options->max_drop_given = true;
}

static bool take_rule(Parse *parse, const char *word) {
    parse->options->rule_given = true;
    return rule_parse(word, &parse->options->rule) ||
           diag_fail(parse->diag, STATUS_USAGE,
                     "--calibrate-by %s: expected mse, minmax, percentile or percentile:P, P above 50 and at "
                     "most 100",
                     word);
}

/* The options that are not just a string to be kept. */
static bool take_word(Parse *parse, int key, const char *word) {
    static const char *const accuracies[] = { "fast", "tight", NULL }, *const jits[] = { "tcc", "cc", NULL },
                             *const forms[] = { "table", "json", "torch", NULL },
                             *const formats[] = { "text", "csv", "jsonl", NULL };
    Options *options = parse->options;
    int index = 0;
    bool good = key == KEY_ACCURACY ? one_of("--accuracy", word, accuracies, &index, parse->diag)
                : key == KEY_JIT    ? one_of("--jit", word, jits, &index, parse->diag)
                : key == KEY_DUMP   ? one_of("--dump", word, dump_passes, &index, parse->diag)
                : key == KEY_FORMAT ? one_of("--format", word, formats, &index, parse->diag)
                                    : !word || one_of("--describe", word, forms, &index, parse->diag);
    if (!good) return false;
    if (key == KEY_ACCURACY) options->accuracy = index ? ACCURACY_TIGHT : ACCURACY_FAST;
    if (key == KEY_JIT) options->jit = index ? JIT_CC : JIT_TCC, options->jit_given = true;
    if (key == KEY_DUMP) options->dump = word;
    if (key == KEY_FORMAT) options->format = (Format)index;
    if (key == KEY_DESCRIBE) options->describe = (Describe)(DESCRIBE_TABLE + index);
    return true;
}

static bool take_completion(Parse *parse, const char *shell) {
    int index = 0;
    if (!one_of("--completion", shell, completion_shells, &index, parse->diag)) return false;
    parse->options->information = completion_script(parse->arena, shell);
    return true;
}

static const char **text_option(Options *options, int key) {
    switch (key) {
    case 'o':
        return &options->output;
    case KEY_WEIGHTS:
        return &options->weights;
    case KEY_NAMES:
        return &options->names;
    case KEY_IMPORT:
        return &options->import;
    case KEY_CALIBRATE:
        return &options->calibrate;
    case KEY_SAVE_CALIBRATION:
        return &options->save_calibration;
    case KEY_TUNE:
        return &options->tune;
    case KEY_TUNED:
        return &options->tuned;
    case KEY_MEMORY_PLAN:
        return &options->memory_plan;
    case KEY_REPORT:
        return &options->report;
    case KEY_RUN:
        return &options->run;
    case KEY_LABELS:
        return &options->labels;
    case KEY_OUTPUT:
        return &options->output_array;
    case KEY_TRUTH:
        return &options->truth;
    default:
        return NULL;
    }
}

static bool take_flag(Parse *parse, int key, const char *argument) {
    Options *options = parse->options;
    switch (key) {
    case 'q':
        return options->quiet = true;
    case 'v':
        return options->verbose = true;
    case KEY_STRICT:
        return options->strict = true;
    case KEY_PREPROCESS:
        return options->preprocess = true;
    case KEY_FLAGS:
        return options->flags = true;
    case KEY_REPORT_PRECISION:
        return options->report_precision = true;
    case KEY_VERIFY:
        return options->verify = true;
    case KEY_BENCH:
        return options->bench = true;
    case KEY_EMULATOR:
        options->emulator = argument ? argument : "";
        return true;
    case 'h':
        return parse->help = true;
    case KEY_LIST:
        return parse->list = true;
    case KEY_VERSION:
        options->information = "resnetc " RESNETC_VERSION "\n";
        return true;
    case 'M':
        if (!strcmp(argument, "D")) return options->make_rule = true;
        return diag_fail(parse->diag, STATUS_USAGE, "-M%s: no such option; did you mean -MD?", argument);
    default:
        assert(!"an option of the table that nothing takes");
        return false;
    }
}

static bool take_spec(Parse *parse, const char *path) {
    const Options *options = parse->options;
    if (options->spec)
        return diag_fail(parse->diag, STATUS_USAGE, "%s: one spec at a time, and %s is one already%s", path,
                         options->spec,
                         options->run ? "; --run takes one INPUT: for several pictures their folder"
                                      : " (weights stand behind --weights, a picture behind --run)");
    parse->options->spec = path;
    return true;
}

/* Which of two would count? What has no argument may stand twice. */
static bool take_once(Parse *parse, int key, const char *argument) {
    if (key < 0 || key >= KEY_END || key == KEY_SET || !argument || !parse->given[key])
        return key < 0 || key >= KEY_END || (parse->given[key] = true);
    return diag_fail(parse->diag, STATUS_USAGE, "%s stands twice: expected it once",
                     option_name(parse->arena, key));
}

static error_t take(int key, char *argument, struct argp_state *state) {
    Parse *parse = state->input;
    const char **text = text_option(parse->options, key);
    bool good = true;
    if (key == ARGP_KEY_INIT) state->err_stream = NULL; /* getopt's message says it all: no second line */
    if (key >= ARGP_KEY_END) return ARGP_ERR_UNKNOWN;
    if (key == ARGP_KEY_ARG)
        good = take_spec(parse, argument);
    else if (!take_once(parse, key, argument))
        good = false;
    else if (key == KEY_SET)
        parse->set[parse->set_count++] = argument;
    else if (key == KEY_NAME)
        parse->set[parse->set_count++] = arena_printf(parse->arena, "name=%s", argument);
    else if (text)
        *text = argument;
    else if (key == KEY_TARGET)
        good = take_target(parse, argument);
    else if (key == KEY_COMPLETION)
        good = take_completion(parse, argument);
    else if (key == KEY_THREADS)
        good = take_threads(parse, argument);
    else if (key == KEY_PRECISION)
        good = take_precision(parse, argument);
    else if (key == KEY_PREFER)
        good = take_preference(parse, argument);
    else if (key == KEY_WEIGHTS_IN)
        good = take_weights_place(parse, argument);
    else if (key == KEY_WEIGHTS_LIMIT || key == KEY_WORKSPACE_LIMIT)
        good = take_limit(parse, key, argument);
    else if (key == KEY_CALIBRATE_BY)
        good = take_rule(parse, argument);
    else if (key == KEY_MAX_DROP)
        good = take_max_drop(parse, argument);
    else if (key == KEY_ACCURACY || key == KEY_JIT || key == KEY_DUMP || key == KEY_DESCRIBE ||
             key == KEY_FORMAT)
        good = take_word(parse, key, argument);
    else
        good = take_flag(parse, key, argument);
    return good ? 0 : EINVAL;
}

/* argp prints its help to a stream only. */
static const char *help_text(Arena *arena) {
    char *text = NULL, name[] = "resnetc";
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (!stream) arena_exhausted(arena);
    argp_help(&parser, stream, ARGP_HELP_SHORT_USAGE | ARGP_HELP_LONG | ARGP_HELP_DOC, name);
    if (fclose(stream)) arena_exhausted(arena);
    char *copy = arena_copy(arena, text, length);
    free(text);
    return copy;
}

bool options_parse(Arena *arena, int argc, char **argv, Options *options, Diag *diag) {
    static char name[] = "resnetc"; /* how getopt's messages are to begin, whatever we were called as */
    char **arguments = arena_array(arena, char *, argc + 2);
    if (argc > 0) memcpy(arguments, argv, sizeof *argv * (size_t)argc);
    arguments[0] = name;
    Parse parse = {
        .options = options, .arena = arena, .diag = diag, .set = arena_array(arena, const char *, argc + 2)
    };
    *options = (Options){ .set = parse.set, .max_drop = DEFAULT_MAX_DROP };
    if (!options_guess(arena, arguments, argc, diag)) return false;
    error_t error =
        argp_parse(&parser, argc > 0 ? argc : 1, arguments, ARGP_NO_EXIT | ARGP_NO_HELP, NULL, &parse);
    if (error == ENOMEM) arena_exhausted(arena);
    if (error || diag->message) {
        diag->status = STATUS_USAGE;
        return false;
    }
    if (parse.help) options->information = help_text(arena);
    if (parse.list && !parse.help && !(options->information = known_list(arena, diag))) return false;
    if (options->information) return true;
    if (!options_check(options, diag)) return false;
    const char *known = options->spec ? known_spec(arena, options->spec) : NULL;
    if (known) options->spec = known;
    if (options->emulator) options->target = target_emulated(arena, options->target, options->emulator);
    return true;
}
