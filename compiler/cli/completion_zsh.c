/* completion_zsh.c: completion for zsh, by its _arguments: a line an option, a function for what stands
 * behind it. */
#include "completion.h"

#include <string.h>

static bool has_choice(const CompletionRow *row) { return *row->words || *row->suffixes; }

/* "_resnetc_weights_limit" */
static const char *function_name(Arena *arena, const CompletionRow *row) {
    const char *word = row->word ? row->word + strspn(row->word, "-") : "spec";
    char *name = arena_copy(arena, word, strlen(word));
    for (char *c = name; *c; c++) *c = *c == '-' ? '_' : *c;
    return arena_printf(arena, "_resnetc_%s", name);
}

static void add_function(Text *text, const CompletionRow *row) {
    text_printf(text, "(( $+functions[%s] )) || %s() {\n", function_name(text->arena, row),
                function_name(text->arena, row));
    text_printf(text, "    _alternative");
    if (*row->words) text_printf(text, " 'words:%s:(%s)'", row->argument, row->words);
    if (*row->suffixes == '*') text_printf(text, " 'files:file:_files'");
    if (*row->suffixes && *row->suffixes != '*') {
        text_printf(text, " 'files:file:_files -g \"*.(");
        for (const char *c = row->suffixes; *c; c++) text_append(text, *c == ' ' ? "|" : c, 1);
        text_printf(text, ")(-.)\"'");
    }
    text_printf(text, "\n}\n");
}

/* "'*--set=[Change the spec]:KEY=VALUE:_resnetc_set'" */
static void add_option(Text *text, const CompletionRow *row) {
    const bool is_long = row->word[1] == '-';
    text_printf(text, " \\\n    ");
    if (row->letter) text_printf(text, "'(%s %s)'{%s,%s}", row->letter, row->word, row->letter, row->word);
    text_printf(text, "'%s%s", row->repeats ? "*" : "", row->letter ? "" : row->word);
    if (row->argument && is_long) text_printf(text, row->optional ? "=-" : "=");
    text_printf(text, "[");
    for (const char *c = row->about; *c; c++) {
        if (strchr("[]:\\", *c)) text_append(text, "\\", 1);
        text_printf(text, *c == '\'' ? "'\\''" : "%c", *c);
    }
    text_printf(text, "]");
    if (row->argument)
        text_printf(text, "%s%s:%s", row->optional ? "::" : ":", row->argument,
                    has_choice(row) ? function_name(text->arena, row) : " ");
    text_printf(text, "'");
}

const char *completion_zsh(const CompletionTable *table) {
    Text text = { .arena = table->arena };
    text_printf(&text, "#compdef resnetc\n"
                       "# Completion of resnetc for zsh, as `resnetc --completion zsh` prints it.\n");
    for (int i = 0; i < table->count; i++)
        if (has_choice(&table->rows[i])) add_function(&text, &table->rows[i]);
    text_printf(&text, "\n_arguments -S");
    for (int i = 0; i < table->count; i++)
        if (table->rows[i].word) add_option(&text, &table->rows[i]);
    text_printf(&text, " \\\n    '1:SPEC:_resnetc_spec'\n");
    return text.bytes;
}
