/* caret.c: the line of the user's text that a message is about, and a caret below the place. */
#include "terminal.h"

#include <string.h>

enum { MARGIN = 8, LEAST_COLUMNS = 20 }; /* "   12 | " */

static size_t line_start(const DiagPlace *place) {
    size_t at = place->from;
    while (at > 0 && place->text[at - 1] != '\n') at--;
    return at;
}

static size_t line_end(const DiagPlace *place) {
    size_t at = place->from;
    while (at < place->length && place->text[at] != '\n') at++;
    return at;
}

static int line_number(const DiagPlace *place) {
    int line = 1;
    for (size_t i = 0; i < place->from; i++) line += place->text[i] == '\n';
    return line;
}

/* Characters, of UTF-8. */
static int columns_of(const char *text, size_t from, size_t to) {
    int columns = 0;
    for (size_t i = from; i < to; i++) columns += !is_continuation(text[i]);
    return columns;
}

/* So many of the characters behind the first `skip`; what a terminal would obey is a blank. */
static void add_columns(Text *to, const char *line, size_t length, int skip, int count) {
    int column = -1;
    for (size_t i = 0, bytes; i < length; i += bytes ? bytes : 1) {
        bytes = utf8_length(line + i, length - i);
        column += !is_continuation(line[i]);
        if (is_continuation(line[i]) || column < skip || column >= skip + count) continue;
        const bool shown = bytes && !is_control(line + i, bytes);
        text_append(to, shown ? &line[i] : " ", shown ? bytes : 1);
    }
}

static void add_caret(Text *text, int column, int width, bool colours) {
    text_printf(text, "      | %*s%s^", column, "", colours ? "\033[1;32m" : "");
    for (int i = 1; i < width; i++) text_append(text, "~", 1);
    text_printf(text, "%s\n", colours ? "\033[0m" : "");
}

const char *caret_text(Arena *arena, const DiagPlace *place, int columns, bool colours) {
    if (!place->text || place->from > place->length) return "";
    const size_t start = line_start(place), end = line_end(place), to = place->to < end ? place->to : end;
    const int room = columns - MARGIN > LEAST_COLUMNS ? columns - MARGIN : LEAST_COLUMNS;
    const int column = columns_of(place->text, start, place->from);
    const int width = to > place->from ? columns_of(place->text, place->from, to) : 1;
    const int skip = column + width <= room ? 0 : column > room / 2 ? column - room / 2 : 0;
    Text text = { .arena = arena };
    if (start == end) return "";
    if (place->numbered)
        text_printf(&text, "%5d | ", line_number(place));
    else
        text_printf(&text, "      | ");
    add_columns(&text, place->text + start, end - start, skip, room);
    text_append(&text, "\n", 1);
    add_caret(&text, column - skip, width < room - (column - skip) ? width : room - (column - skip), colours);
    return text.bytes;
}
