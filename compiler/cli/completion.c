/* completion.c: what shells are told of the options: their rows, and what may stand behind each. */
#include "completion.h"
#include "known.h"
#include "options_table.h"
#include "report/report.h"

#include <ctype.h>
#include <string.h>

#define WEIGHTS  "safetensors json pth pt th bin ckpt tar npz onnx"
#define PICTURES "npy png jpg jpeg"

/* What may be an option's argument, beside what the compiler's own tables have (words_of). */
static const struct {
    int key;
    const char *words, *suffixes;
} arguments[] = {
    { 'o', "", "c json" },
    { KEY_WEIGHTS, "random:", WEIGHTS },
    { KEY_IMPORT, "", WEIGHTS },
    { KEY_SET,
      "input.height= input.width= classes= batch= outputs.0= name= preprocess.mean= preprocess.std= strides= "
      "norm.eps= activation=",
      "" },
    { KEY_NAMES, "", "json" },
    { KEY_WEIGHTS_IN, "auto file array", "" },
    { KEY_ACCURACY, "fast tight", "" },
    { KEY_CALIBRATE, "norms random:", PICTURES " json" },
    { KEY_CALIBRATE_BY, "mse percentile percentile: minmax", "" },
    { KEY_SAVE_CALIBRATION, "", "json" },
    { KEY_TUNE, "", "json" },
    { KEY_TUNED, "", "json" },
    { KEY_DESCRIBE, "table json torch", "" },
    { KEY_MEMORY_PLAN, "", "svg" },
    { KEY_RUN, "random:", PICTURES },
    { KEY_WEIGHTS_IN, "auto file array", "" },
    { KEY_REPORT, "", "html" },
    { KEY_FORMAT, "text csv jsonl", "" },
    { KEY_LABELS, "", "*" },
    { KEY_TRUTH, "folders", "*" },
    { KEY_OUTPUT, "", "npy" },
    { KEY_JIT, "tcc cc", "" },
};

static const char *joined(Arena *arena, const char *const *words, int count) {
    Text text = { .arena = arena };
    text_append(&text, "", 0);
    for (int i = 0; i < count && words[i]; i++) text_printf(&text, "%s%s", i ? " " : "", words[i]);
    return text.bytes;
}

static const char *target_words(Arena *arena) {
    Text text = { .arena = arena };
    text_printf(&text, "native help");
    for (int i = 0; i < target_count; i++) text_printf(&text, " %s", targets[i]->name);
    for (int i = 0; i < foreign_target_count; i++) text_printf(&text, " %s", foreign_targets[i]->name);
    return text.bytes;
}

static const char *words_of(Arena *arena, int key) {
    if (key == KEY_TARGET) return target_words(arena);
    if (key == KEY_PRECISION) return joined(arena, precision_names, PRECISION_COUNT);
    if (key == KEY_PREFER) return joined(arena, preference_names + PREFER_SPEED, 64);
    if (key == KEY_DUMP) return joined(arena, dump_passes, 64);
    if (key == KEY_COMPLETION) return joined(arena, completion_shells, 64);
    for (size_t i = 0; i < COUNT_OF(arguments); i++)
        if (arguments[i].key == key) return arguments[i].words;
    return "";
}

static const char *suffixes_of(int key) {
    for (size_t i = 0; i < COUNT_OF(arguments); i++)
        if (arguments[i].key == key) return arguments[i].suffixes;
    return "";
}

/* The first sentence, or what stands before its explanation. */
static const char *about(Arena *arena, const char *doc) {
    size_t length = 0;
    for (int inside = 0; doc[length]; length++) {
        inside += (doc[length] == '(') - (doc[length] == ')');
        if (!inside && (doc[length] == ';' || (strchr(".:", doc[length]) && doc[length + 1] == ' '))) break;
    }
    return arena_printf(arena, "%.*s", (int)length, doc);
}

static CompletionRow make_row(Arena *arena, const struct argp_option *option) {
    const bool literal = option->flags & OPTION_DOC; /* "-MD" */
    const char *letter = isalpha(option->key) ? arena_printf(arena, "-%c", option->key) : NULL;
    const char *word = literal        ? option->name
                       : option->name ? arena_printf(arena, "--%s", option->name)
                                      : letter;
    return (CompletionRow){ .word = word,
                            .letter = option->name ? letter : NULL,
                            .argument = option->arg,
                            .optional = option->flags & OPTION_ARG_OPTIONAL,
                            .repeats = option->key == KEY_SET,
                            .words = words_of(arena, option->key),
                            .suffixes = suffixes_of(option->key),
                            .about = about(arena, option->doc) };
}

/* Of the specs' names those that no shell takes for more than a word: it expands what is completed from. */
static const char *known_words(Arena *arena) {
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.+-";
    const char *const *known = known_names(arena);
    Text text = { .arena = arena };
    text_append(&text, "", 0);
    for (; *known; known++)
        if (!(*known)[strspn(*known, plain)]) text_printf(&text, "%s%s", text.length ? " " : "", *known);
    return text.bytes;
}

static CompletionTable make_table(Arena *arena) {
    int room = 1, count = 0;
    while (options_table[room - 1].name || options_table[room - 1].key || options_table[room - 1].doc) room++;
    CompletionRow *rows = arena_array(arena, CompletionRow, room);
    rows[count++] = (CompletionRow){ .argument = "SPEC", .words = known_words(arena), .suffixes = WEIGHTS };
    for (const struct argp_option *option = options_table; option < options_table + room - 1; option++)
        if ((option->name || option->key) && !(option->flags & OPTION_HIDDEN))
            rows[count++] = make_row(arena, option);
    return (CompletionTable){ .arena = arena, .rows = rows, .count = count };
}

void add_each(Text *text, const char *words, const char *before, const char *behind) {
    for (size_t length; *words; words += length + (words[length] == ' ')) {
        length = strcspn(words, " ");
        text_printf(text, "%s%.*s%s", before, (int)length, words, behind);
    }
}

void add_escaped(Text *text, const char *bytes, const char *special) {
    for (; *bytes; bytes++) {
        if (strchr(special, *bytes)) text_append(text, "\\", 1);
        text_append(text, bytes, 1);
    }
}

const char *const completion_shells[] = { "bash", "zsh", "fish", NULL };

const char *completion_script(Arena *arena, const char *shell) {
    const CompletionTable table = make_table(arena);
    return !strcmp(shell, "bash")  ? completion_bash(&table)
           : !strcmp(shell, "zsh") ? completion_zsh(&table)
                                   : completion_fish(&table);
}
