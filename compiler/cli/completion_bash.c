/* completion_bash.c: completion for bash. Nothing but bash is needed: no package of completions. */
#include "completion.h"

#include <string.h>

/* bash splits "--option=word" at the "=". */
static const char head[] =
    "# Completion of resnetc for bash, as `resnetc --completion bash` prints it.\n"
    "_resnetc() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} list= suffix= equals=\n"
    "    if [[ $word == '=' ]]; then\n"
    "        word= equals=1\n"
    "    elif [[ $before == '=' ]]; then\n"
    "        before=${COMP_WORDS[COMP_CWORD - 2]} equals=1\n"
    "    fi\n";

static const char tail[] = "    mapfile -t COMPREPLY < <(compgen -W \"$list\" -- \"$word\")\n"
                           "    [[ $suffix ]] && _resnetc_files \"$word\" \"$suffix\"\n"
                           "    return 0\n"
                           "}\n"
                           "\n"
                           "# Adds folders, and files whose suffix matches.\n"
                           "_resnetc_files() {\n"
                           "    local file\n"
                           "    shopt -q extglob || local restore=1 && shopt -s extglob\n"
                           "    while IFS= read -r file; do\n"
                           "        if [[ -d $file ]]; then\n"
                           "            COMPREPLY+=(\"$file/\")\n"
                           "        elif [[ $file == *.$2 || $2 == '*' ]]; then\n"
                           "            COMPREPLY+=(\"$file\")\n"
                           "        fi\n"
                           "    done < <(compgen -f -- \"$1\")\n"
                           "    [[ $restore ]] && shopt -u extglob\n"
                           "    compopt -o filenames -o nospace 2>/dev/null\n"
                           "}\n"
                           "\n"
                           "complete -F _resnetc resnetc\n";

/* "list='fast tight' suffix='@(c|json)'" */
static void add_argument(Text *text, const CompletionRow *row) {
    text_printf(text, "list='%s'", row->words);
    if (!*row->suffixes) return;
    text_printf(text, " suffix='%s", *row->suffixes == '*' ? "*" : "@(");
    for (const char *c = row->suffixes; *c != '*' && *c; c++) text_append(text, *c == ' ' ? "|" : c, 1);
    text_printf(text, "%s'", *row->suffixes == '*' ? "" : ")");
}

/* An argument that may be missing stands behind a = alone. */
static void add_optional(Text *text, const CompletionTable *table) {
    text_printf(text, "    [[ $equals ]] || case $before in\n");
    for (int i = 0; i < table->count; i++)
        if (table->rows[i].optional) text_printf(text, "    %s) before= ;;\n", table->rows[i].word);
    text_printf(text, "    esac\n");
}

static void add_words(Text *text, const CompletionRow *row) {
    text_printf(text, " %s", row->word);
    if (row->letter) text_printf(text, " %s", row->letter);
    if (row->optional) add_each(text, row->words, arena_printf(text->arena, " %s=", row->word), "");
}

const char *completion_bash(const CompletionTable *table) {
    Text text = { .arena = table->arena };
    text_printf(&text, "%s", head);
    add_optional(&text, table);
    text_printf(&text, "    case $before in\n");
    for (int i = 0; i < table->count; i++) {
        const CompletionRow *row = &table->rows[i];
        if (!row->word || !row->argument) continue;
        text_printf(&text, "    %s) ", row->word);
        add_argument(&text, row);
        text_printf(&text, " ;;\n");
    }
    text_printf(&text, "    *)\n        if [[ $word == -* ]]; then\n            list='");
    for (int i = 0; i < table->count; i++)
        if (table->rows[i].word) add_words(&text, &table->rows[i]);
    text_printf(&text, "'\n        else\n            ");
    for (int i = 0; i < table->count; i++)
        if (!table->rows[i].word) add_argument(&text, &table->rows[i]);
    text_printf(&text, "\n        fi\n        ;;\n    esac\n%s", tail);
    return text.bytes;
}
