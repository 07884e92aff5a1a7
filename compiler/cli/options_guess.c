/* options_guess.c: arguments that getopt would refuse or take for something else: what was probably meant. */
#include "options.h"
#include "options_table.h"

#include <string.h>
#include <unistd.h>

enum { MOST_OPTIONS = 100 };

/* What other compilers call ours, or what ours has elsewhere. */
static const struct {
    const char *option, *meant;
} others[] = {
    { "batch", "--set batch=N" },
    { "classes", "--set classes=N" },
    { "height", "--set input.height=N" },
    { "width", "--set input.width=N" },
    { "input", "--run INPUT" },
    { "image", "--run PICTURE" },
    { "profile", "--bench" },
    { "benchmark", "--bench" },
    { "quantize", "--precision int8" },
    { "int8", "--precision int8" },
    { "bf16", "--precision bf16" },
    { "fp16", "--precision bf16" },
    { "march", "--target NAME" },
    { "arch", "--target NAME" },
    { "cpu", "--target NAME" },
    { "test", "--verify" },
};

static const struct argp_option *find_option(const char *name, size_t length) {
    const struct argp_option *found = NULL;
    for (const struct argp_option *row = options_table; row->name || row->key || row->doc; row++) {
        if (!row->name || (row->flags & OPTION_DOC) || strncmp(row->name, name, length) != 0) continue;
        if (!found || !row->name[length]) found = row;
    }
    return found;
}

static bool is_short(char letter) {
    for (const struct argp_option *row = options_table; row->name || row->key || row->doc; row++)
        if (row->key == letter) return true;
    return false;
}

static const char *hint_for(Arena *arena, const char *name) {
    const char *names[MOST_OPTIONS + 1] = { NULL };
    int count = 0;
    for (int i = 0; i < COUNT_OF(others); i++)
        if (!strcmp(others[i].option, name))
            return arena_printf(arena, "; did you mean %s?", others[i].meant);
    for (const struct argp_option *row = options_table; row->name || row->key || row->doc; row++)
        if (row->name && !(row->flags & OPTION_DOC) && count < MOST_OPTIONS) names[count++] = row->name;
    const int nearest = nearest_name(names, name);
    return nearest < 0 ? "" : arena_printf(arena, "; did you mean --%s?", names[nearest]);
}

/* "-help", "-wieghts"; but "-ofile.c" is -o's. */
static bool is_long_with_one_dash(const char *name, const char *hint) {
    const struct argp_option *row = name[1] ? find_option(name, strlen(name)) : NULL;
    return (row && !row->name[strlen(name)]) || (!is_short(*name) && *hint);
}

/* "--describe json": the form would be taken for the spec. */
static bool check_form(const char *word, Diag *diag) {
    static const char *const forms[] = { "json", "table", "torch" };
    for (int i = 0; word && i < COUNT_OF(forms); i++)
        if (!strcmp(word, forms[i]) && access(word, F_OK))
            return diag_fail(diag, STATUS_USAGE, "--describe %s: did you mean --describe=%s?", word, word);
    return true;
}

/* "--verify", "--weights=FILE"; *skip where the next argument belongs to it. */
static bool check_long(Arena *arena, const char *argument, const char *next, bool *skip, Diag *diag) {
    const char *name = argument + strlen("--");
    const size_t length = strcspn(name, "=");
    const struct argp_option *row = find_option(name, length);
    if (!row)
        return diag_fail(diag, STATUS_USAGE, "unrecognized option '--%.*s'%s", (int)length, name,
                         hint_for(arena, arena_copy(arena, name, length)));
    *skip = row->arg && !(row->flags & OPTION_ARG_OPTIONAL) && !name[length];
    return row->key != KEY_DESCRIBE || name[length] || check_form(next, diag);
}

static bool check_argument(Arena *arena, const char *argument, const char *next, bool *skip, Diag *diag) {
    *skip = false;
    if (argument[0] != '-' || !argument[1]) return true;
    if (argument[1] == '-') return check_long(arena, argument, next, skip, diag);
    const char *name = argument + 1, *hint = hint_for(arena, name);
    if (is_long_with_one_dash(name, hint))
        return diag_fail(diag, STATUS_USAGE, "unrecognized option '%s'%s", argument, hint);
    *skip = !strcmp(name, "o");
    return true; /* getopt names what is wrong with it */
}

bool options_guess(Arena *arena, char *const *arguments, int count, Diag *diag) {
    bool skip = false;
    for (int i = 1; i < count && strcmp(arguments[i], "--") != 0; i += 1 + skip)
        if (!check_argument(arena, arguments[i], i + 1 < count ? arguments[i + 1] : NULL, &skip, diag))
            return false;
    return true;
}
