/* make_rule.c: the rule that -MD writes. */
#include "make_rule.h"

#include <string.h>

/* Behind a ';' stands a command: others choose the names of shards and of external data. A '\' at the end
 * would quote what comes next. */
bool make_can_name(const char *path) { return !strpbrk(path, ";\n\r") && !ends_with(path, "\\"); }

/* A rule whose first word has a "!=" is an assignment, of what a command prints. */
bool make_can_make(const char *path) { return make_can_name(path) && !strstr(path, "!="); }

/* Blanks and '#' take a backslash, and so do backslashes in front of them; '$' is doubled. What else is
 * special to make (a '%' or ':' in a target) has no spelling that all versions read. */
static void add_path(Text *rule, const char *path) {
    for (const char *c = path; *c; c++) {
        const char *behind = c;
        while (*behind == '\\') behind++;
        bool quoted = *behind == ' ' || *behind == '\t' || *behind == '#';
        if (*c == '$')
            text_append(rule, "$", 1);
        else if (quoted)
            text_append(rule, "\\", 1);
        text_append(rule, c, 1);
    }
}

static void add_paths(Text *rule, const char *const *paths, int count) {
    for (int i = 0, written = 0; i < count; i++) {
        if (!paths[i]) continue;
        if (written++) text_append(rule, " ", 1);
        add_path(rule, paths[i]);
    }
}

/* What has a '=' is no file where it stands first, but an assignment for the targets, "!=" of what a command
 * prints: a folder goes before it that is there and stays as it is. */
static void add_files(Text *rule, const char *const *files, int count) {
    int first = 0;
    while (first < count && !files[first]) first++;
    if (first < count && strchr(files[first], '=')) text_append(rule, "/ ", 2);
    add_paths(rule, files, count);
}

const char *make_rule(Arena *arena, const char *const *targets, int target_count, const char *const *files,
                      int file_count) {
    Text rule = { .arena = arena };
    add_paths(&rule, targets, target_count);
    text_append(&rule, ": ", 2);
    add_files(&rule, files, file_count);
    text_append(&rule, "\n", 1);
    return rule.bytes;
}
