/* completion_fish.c: completion for fish: a command an option. */
#include "completion.h"

#include <string.h>

static const char head[] =
    "# Completion of resnetc for fish, as `resnetc --completion fish` prints it.\n"
    "\n"
    "# Folders, and files with one of these suffixes; without suffixes all.\n"
    "function __resnetc_files\n"
    "    set -l word (string replace -r '^--[a-z-]+=' '' -- (commandline -ct))\n"
    "    set -l suffixes (string join '|' $argv)\n"
    "    set -q argv[1]; and set suffixes \"\\.(?:$suffixes)\"; or set suffixes '.*'\n"
    "    __fish_complete_path $word | string match -r -- \"^[^\\t]*(?:/|$suffixes)(?:\\t.*)?\\$\"\n"
    "end\n"
    "\n"
    "complete -c resnetc -f\n";

static void add_choice(Text *text, const CompletionRow *row) {
    if (!*row->words && !*row->suffixes) return;
    text_printf(text, " -k -a '%s", row->words);
    if (*row->suffixes == '*') text_printf(text, " (__resnetc_files)");
    if (*row->suffixes && *row->suffixes != '*') text_printf(text, " (__resnetc_files %s)", row->suffixes);
    text_printf(text, "'");
}

static void add_row(Text *text, const CompletionRow *row) {
    text_printf(text, "complete -c resnetc");
    if (row->word) {
        const int dashes = (int)strspn(row->word, "-");
        const char *kind = dashes == 2 ? "-l" : row->word[2] ? "-o" : "-s";
        text_printf(text, " %s %s", kind, row->word + dashes);
        if (row->letter) text_printf(text, " -s %s", row->letter + 1);
        if (row->argument && !row->optional) text_printf(text, " -x");
        text_printf(text, " -d '");
        add_escaped(text, row->about, "'\\");
        text_printf(text, "'");
    }
    add_choice(text, row);
    text_printf(text, "\n");
}

const char *completion_fish(const CompletionTable *table) {
    Text text = { .arena = table->arena };
    text_printf(&text, "%s", head);
    for (int i = 0; i < table->count; i++) add_row(&text, &table->rows[i]);
    return text.bytes;
}
