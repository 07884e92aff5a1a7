/* options.c: the command line by glibc's argp. What options mean together is options_check.c's. */
#include "options.h"
#include "catalogue/catalogue.h"

#include <argp.h>
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    KEY_HELP = 256,
    KEY_VERSION,
    KEY_WEIGHTS,
    KEY_NAMES,
    KEY_TARGET,
    KEY_ACCURACY,
    KEY_TUNE,
    KEY_TUNED,
    KEY_MEMORY_PLAN,
    KEY_DESCRIBE,
    KEY_DUMP,
    KEY_RUN,
    KEY_LABELS,
    KEY_OUTPUT,
    KEY_VERIFY,
    KEY_BENCH,
    KEY_JIT,
    KEY_THREADS,
    KEY_LATER
};

static const struct argp_option table[] = {
    { 0, 0, 0, 0, "Compiling:", 1 },
    { 0, 'o', "FILE", 0,
      "Write the C to FILE (ends in .c), its header beside it and, where they are too large for the C, the "
      "weights. With \"-\" the C alone to standard output, the header's text inside it",
      0 },
    { "weights", KEY_WEIGHTS, "FILE", 0, "The parameters: FILE.safetensors, or random:SEED", 0 },
    { "names", KEY_NAMES, "FILE", 0, "JSON object: a parameter's name in the weights file -> in the graph",
      0 },
    { "target", KEY_TARGET, "NAME", 0, "Compile for NAME (default native); \"help\" lists them", 0 },
    { "accuracy", KEY_ACCURACY, "WORD", 0,
      "Largest error that a layer's algorithm may add: tight (2e-6 of its largest output) or fast (5e-5, the "
      "default)",
      0 },
    { "tune", KEY_TUNE, "FILE", 0,
      "Time the candidates for each layer on this machine, compiled by the system's compiler, and keep the "
      "best "
      "in FILE, beside what is there of other networks and processors; then as --tuned FILE",
      0 },
    { "tuned", KEY_TUNED, "FILE", 0,
      "Compile with the choices in FILE that were made on this processor, or, where it has choices of one "
      "processor only, on that one",
      0 },
    { "-MD", 0, 0, OPTION_DOC, "Also write FILE.d: a make rule that names every file read for -o FILE.c", 0 },
    { 0, 'M', "D", OPTION_HIDDEN, 0, 0 },

    { 0, 0, 0, 0, "Looking inside:", 2 },
    { "describe", KEY_DESCRIBE, "FORM", OPTION_ARG_OPTIONAL,
      "Print the layers and totals as a table, as \"json\", or as \"torch\" prints the model", 0 },
    { "memory-plan", KEY_MEMORY_PLAN, "FILE", 0, "Draw where each value lies in memory, and when, as SVG",
      0 },
    { "dump", KEY_DUMP, "PASS", 0, "Print the table that a pass of the compiler made", 0 },

    { 0, 0, 0, 0, "Running:", 3 },
    { "run", KEY_RUN, "INPUT", 0,
      "Compile in memory and run on INPUT: a picture (.png, .jpg, uint8 .npy of [N,]H,W,C), which is "
      "resized, cropped and "
      "normalised as the spec says; the input as it stands (.npy of floats, [N,]C,H,W); or random:SEED. "
      "Needs --weights. Prints, for each image, at most "
      "five lines: rank, index, label and probability, separated by tabs",
      0 },
    { "labels", KEY_LABELS, "FILE", 0, "Class names for --run, one a line", 0 },
    { "output", KEY_OUTPUT, "FILE.npy", 0,
      "Save what --run computes as float32: [images, ...] of the only output, or [images, floats] with "
      "several "
      "outputs one after another",
      0 },
    { "verify", KEY_VERIFY, 0, 0,
      "Hold the compiled code, layer by layer, against a reference in double precision, on the images of "
      "--run or random ones. Needs --weights",
      0 },
    { "bench", KEY_BENCH, 0, 0,
      "Time the compiled code on the images of --run or random ones: median, minimum, GFLOP/s, share of the "
      "processor's peak; with -v layer by layer. Needs --weights",
      0 },
    { "jit", KEY_JIT, "COMPILER", 0,
      "What compiles in memory: \"tcc\" (libtcc, which with a vector --target only calls kernels that "
      "resnetc was "
      "built with; default for --run) or \"cc\" (the system's, or $CC; default for --verify and --bench)",
      0 },

    { "threads", KEY_THREADS, "N", 0,
      "Threads of --run, --verify and --bench (default 1); the result has the same bits whatever their "
      "number. The "
      "scalar target by libtcc runs on one",
      0 },

    { 0, 0, 0, 0, "Other:", 4 },
    { "quiet", 'q', 0, 0, "No notes", 0 },
    { "verbose", 'v', 0, 0, "Print what each pass took and made; a line for each layer verified", 0 },
    { "help", KEY_HELP, 0, 0, "Print this", 0 },
    { "version", KEY_VERSION, 0, 0, "Print the version", 0 },

    { "import", KEY_LATER, "WEIGHTS", OPTION_HIDDEN, 0, 0 },
    { 0 },
};

/* KEY_LATER is the first of them. */
static const char *const later[] = { "--import" };

static error_t take(int key, char *argument, struct argp_state *state);
static const struct argp parser = {
    table,
    take,
    "SPEC.json",
    "Compiles the JSON description of a ResNet to one plain C file."
    "\v"
    "Exit status: 0 done; 1 the content of an input is wrong; 2 wrong usage; 3 a failure of the operating "
    "system (missing, unreadable or unwritable file, no memory); 4 --verify found a disagreement. On any "
    "failure no partial output is left, and old files stay as they were.",
    NULL,
    NULL,
    NULL
};

typedef struct {
    Options *options;
    Arena *arena;
    Diag *diag;
    bool help;
} Parse;

static bool one_of(const char *option, const char *word, const char *const *words, int *index, Diag *diag) {
    for (int i = 0; words[i]; i++)
        if (!strcmp(word, words[i])) return *index = i, true;
    Text list = { .arena = diag->arena };
    for (int i = 0; words[i]; i++) text_printf(&list, "%s%s", i ? ", " : "", words[i]);
    return diag_fail(diag, STATUS_USAGE, "%s %s: expected one of %s", option, word, list.bytes);
}

static bool take_target(Parse *parse, const char *name) {
    if (!strcmp(name, "help")) {
        Text list = { .arena = parse->arena };
        for (int i = 0; i < target_count; i++)
            text_printf(&list, "%-8s %s%s\n", targets[i]->name, targets[i]->summary,
                        target_runs_here(targets[i]) ? "" : " (not on this processor)");
        text_printf(&list, "%-8s the best that this processor can run: %s\n", "native",
                    target_find("native")->name);
        parse->options->information = list.bytes;
        return true;
    }
    parse->options->target = target_find(name);
    return parse->options->target || diag_fail(parse->diag, STATUS_USAGE,
                                               "--target %s: no such target; --target help lists them", name);
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

/* The options that are not just a string to be kept. */
static bool take_word(Parse *parse, int key, const char *word) {
    static const char *const accuracies[] = { "fast", "tight", NULL }, *const jits[] = { "tcc", "cc", NULL },
                             *const forms[] = { "table", "json", "torch", NULL };
    Options *options = parse->options;
    int index = 0;
    bool good = key == KEY_ACCURACY ? one_of("--accuracy", word, accuracies, &index, parse->diag)
                : key == KEY_JIT    ? one_of("--jit", word, jits, &index, parse->diag)
                : key == KEY_DUMP   ? one_of("--dump", word, dump_passes, &index, parse->diag)
                                    : !word || one_of("--describe", word, forms, &index, parse->diag);
    if (!good) return false;
    if (key == KEY_ACCURACY) options->accuracy = index ? ACCURACY_TIGHT : ACCURACY_FAST;
    if (key == KEY_JIT) options->jit = index ? JIT_CC : JIT_TCC, options->jit_given = true;
    if (key == KEY_DUMP) options->dump = word;
    if (key == KEY_DESCRIBE) options->describe = (Describe)(DESCRIBE_TABLE + index);
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
    case KEY_TUNE:
        return &options->tune;
    case KEY_TUNED:
        return &options->tuned;
    case KEY_MEMORY_PLAN:
        return &options->memory_plan;
    case KEY_RUN:
        return &options->run;
    case KEY_LABELS:
        return &options->labels;
    case KEY_OUTPUT:
        return &options->output_array;
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
    case KEY_VERIFY:
        return options->verify = true;
    case KEY_BENCH:
        return options->bench = true;
    case KEY_HELP:
        return parse->help = true;
    case KEY_VERSION:
        options->information = "resnetc " RESNETC_VERSION "\n";
        return true;
    case 'M':
        if (!strcmp(argument, "D")) return options->make_rule = true;
        return diag_fail(parse->diag, STATUS_USAGE, "-M%s: no such option; did you mean -MD?", argument);
    default:
        assert(key >= KEY_LATER && key < KEY_LATER + COUNT_OF(later));
        return diag_fail(parse->diag, STATUS_USAGE, "%s: not supported yet", later[key - KEY_LATER]);
    }
}

static bool take_spec(Parse *parse, const char *path) {
    if (parse->options->spec)
        return diag_fail(parse->diag, STATUS_USAGE, "%s: one spec at a time, and %s is one already", path,
                         parse->options->spec);
    parse->options->spec = path;
    return true;
}

static error_t take(int key, char *argument, struct argp_state *state) {
    Parse *parse = state->input;
    const char **text = text_option(parse->options, key);
    bool good = true;
    if (key == ARGP_KEY_INIT) state->err_stream = NULL; /* getopt's message says it all: no second line */
    if (key >= ARGP_KEY_END) return ARGP_ERR_UNKNOWN;
    if (key == ARGP_KEY_ARG)
        good = take_spec(parse, argument);
    else if (text)
        *text = argument;
    else if (key == KEY_TARGET)
        good = take_target(parse, argument);
    else if (key == KEY_THREADS)
        good = take_threads(parse, argument);
    else if (key == KEY_ACCURACY || key == KEY_JIT || key == KEY_DUMP || key == KEY_DESCRIBE)
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
    if (!stream) return NULL;
    argp_help(&parser, stream, ARGP_HELP_SHORT_USAGE | ARGP_HELP_LONG | ARGP_HELP_DOC, name);
    fclose(stream);
    char *copy = arena_copy(arena, text, length);
    free(text);
    return copy;
}

bool options_parse(Arena *arena, int argc, char **argv, Options *options, Diag *diag) {
    static char name[] = "resnetc"; /* how getopt's messages are to begin, whatever we were called as */
    char **arguments = arena_array(arena, char *, argc + 2);
    if (argc > 0) memcpy(arguments, argv, sizeof *argv * (size_t)argc);
    arguments[0] = name;
    *options = (Options){ 0 };
    Parse parse = { options, arena, diag, false };
    error_t error =
        argp_parse(&parser, argc > 0 ? argc : 1, arguments, ARGP_NO_EXIT | ARGP_NO_HELP, NULL, &parse);
    if (error || diag->message) {
        diag->status = STATUS_USAGE;
        return false;
    }
    if (parse.help) options->information = help_text(arena);
    return options->information || options_check(options, diag);
}
