/* command.c: the command line, a word a line; and what --set makes of a spec. */
#include "cli/options.h"
#include "fuzz.h"

#include <string.h>

enum { WORDS = 64 };

static int split(Arena *arena, FileView input, char **words) {
    char *rest = arena_copy(arena, (const char *)input.bytes, input.size), *word;
    int count = 0;
    words[count++] = rest;
    while (count < WORDS && (word = strsep(&rest, "\n"))) words[count++] = word;
    return count;
}

static bool set(Arena *arena, const Options *options, Diag *diag) {
    static const char text[] = "{\"block\": \"basic\", \"repeats\": [1, 1]}";
    const SpecSource source = {
        .path = "s.json", .text = text, .length = sizeof text - 1, .set = options->set
    };
    return spec_read(arena, &source, diag) && spec_pretty(arena, &source, diag);
}

/* What a user types stands in messages as it was typed. */
static bool has_only_text(FileView input) {
    for (size_t i = 0; i < input.size; i++)
        if ((input.bytes[i] < ' ' && input.bytes[i] != '\n') || input.bytes[i] == 127) return false;
    return true;
}

/* Where getopt has told the user itself there is no message. */
bool fuzz_one(Arena *arena, FileView input, Diag *diag) {
    if (!has_only_text(input)) return diag_fail(diag, STATUS_USAGE, "a control character");
    char *words[WORDS + 1] = { NULL };
    Options options;
    int count = split(arena, input, words);
    if (options_parse(arena, count, words, &options, diag))
        return options.information || set(arena, &options, diag);
    fuzz_check(diag->status != STATUS_OK,
               "refused, with the status of what is well"); /* --list reads files */
    if (!diag->message) diag->message = "getopt's";
    return false;
}
