/* text.h: a growing string; names from files, fit for a terminal. */
#ifndef RESNETC_BASE_TEXT_H
#define RESNETC_BASE_TEXT_H

#include "arena.h"

/* ---- Text: a growing string in an arena ---- */

typedef struct {
    Arena *arena;
    char *bytes; /* always NUL-terminated once anything was added */
    size_t length, room;
} Text;

void text_reserve(Text *text, size_t more); /* room for so many bytes and the closing NUL */
void text_printf(Text *text, const char *format, ...) PRINTF_LIKE(2, 3);
void text_vprintf(Text *text, const char *format, va_list arguments);
void text_append(Text *text, const char *bytes, size_t length);
bool ends_with(const char *text, const char *end);
const char *without_folder(const char *path); /* "d/foo.c": its "foo.c" */

/* Of the UTF-8 sequence (RFC 3629) that the bytes begin with; 0: they begin with none. */
size_t utf8_length(const char *bytes, size_t count);
bool is_utf8(const char *bytes, size_t count);
/* A byte inside a UTF-8 sequence. */
bool is_continuation(char c);
/* Whether this character of UTF-8 is one that a terminal may obey: U+0000 to U+001F, U+007F to U+009F; or
 * that shows what follows in another order (Unicode's annex 9): U+202A to U+202E, U+2066 to U+2069. */
bool is_control(const char *bytes, size_t length);
/* How many bytes of the UTF-8 fit into an excerpt of a message. */
size_t clipped(const char *bytes, size_t length);
/* A terminal must not obey what a file contains: control characters, and bytes that are no UTF-8, are
 * escaped. The first character so; returns its bytes, 1 or more. */
enum { SHOWN_BYTES = 8 };
size_t printable_character(char shown[SHOWN_BYTES], const char *bytes, size_t count);
/* Adds it. */
size_t add_printable(Text *text, const char *bytes, size_t count);
/* All of them. */
void add_all_printable(Text *text, const char *string);
const char *printable_text(Arena *arena, const char *string);
/* Cut where it is long, control characters escaped. */
const char *printable(Arena *arena, const char *bytes, size_t length);
const char *name_text(Arena *arena, const char *name); /* a name from a file, the same way; "" for none */

#endif
