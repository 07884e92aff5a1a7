/* completion.h: scripts by which shells complete resnetc's command line, printed from the table of options.
 */
#ifndef RESNETC_CLI_COMPLETION_H
#define RESNETC_CLI_COMPLETION_H

#include "base/base.h"

extern const char *const completion_shells[]; /* "bash", ...; NULL-terminated */
/* The script for one of them. */
const char *completion_script(Arena *arena, const char *shell);

/* ---- For the printers ---- */

/* An option, or with `word` NULL what stands without one. Words and suffixes have a blank between them. */
typedef struct {
    const char *word;     /* "--weights", "-o", "-MD" */
    const char *letter;   /* "-q" beside "--quiet"; NULL: none */
    const char *argument; /* "FILE", what --help calls it; NULL: none */
    bool optional;        /* the argument may be missing: it stands behind a = */
    bool repeats;         /* it may be given again */
    const char *words;    /* that may be its argument */
    const char *suffixes; /* of files that may be: "json pth"; "*": of any */
    const char *about;    /* one line, no closing point */
} CompletionRow;

typedef struct {
    Arena *arena;
    const CompletionRow *rows;
    int count;
} CompletionTable;

const char *completion_bash(const CompletionTable *table);
const char *completion_zsh(const CompletionTable *table);
const char *completion_fish(const CompletionTable *table);

/* The words, each between these two. */
void add_each(Text *text, const char *words, const char *before, const char *behind);
/* The text, with a backslash before each of these characters. */
void add_escaped(Text *text, const char *bytes, const char *special);

#endif
