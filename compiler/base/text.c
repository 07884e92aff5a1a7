/* text.c: a growing string; names from files, fit for a terminal. */
#include "text.h"

#include <stdio.h>
#include <string.h>

enum { EXCERPT_BYTES = 60 };

void text_reserve(Text *text, size_t more) {
    if (text->length + more + 1 <= text->room) return;
    size_t room = 2 * (text->length + more + 1) + 256;
    char *bytes = arena_alloc(text->arena, room);
    if (text->length) memcpy(bytes, text->bytes, text->length);
    text->bytes = bytes;
    text->room = room;
}

void text_append(Text *text, const char *bytes, size_t length) {
    text_reserve(text, length);
    if (length) memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
    text->bytes[text->length] = '\0';
}

bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), tail = strlen(end);
    return length >= tail && !strcmp(text + length - tail, end);
}

const char *without_folder(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

void text_vprintf(Text *text, const char *format, va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0) arena_exhausted(text->arena);
    text_reserve(text, (size_t)length);
    vsnprintf(text->bytes + text->length, (size_t)length + 1, format, arguments);
    text->length += (size_t)length;
}

void text_printf(Text *text, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(text, format, arguments);
    va_end(arguments);
}

/* ---- What messages show ---- */

/* By the first byte: how long, and the second byte's range, which leaves out what is longer than needed,
 * surrogates, and what is beyond U+10FFFF. */
static const struct {
    unsigned char first, last, length, from, to;
} sequences[] = {
    { 0x00, 0x7f, 1, 0, 0 },       { 0xc2, 0xdf, 2, 0x80, 0xbf }, { 0xe0, 0xe0, 3, 0xa0, 0xbf },
    { 0xe1, 0xec, 3, 0x80, 0xbf }, { 0xed, 0xed, 3, 0x80, 0x9f }, { 0xee, 0xef, 3, 0x80, 0xbf },
    { 0xf0, 0xf0, 4, 0x90, 0xbf }, { 0xf1, 0xf3, 4, 0x80, 0xbf }, { 0xf4, 0xf4, 4, 0x80, 0x8f },
};

size_t utf8_length(const char *bytes, size_t count) {
    const unsigned char *b = (const unsigned char *)bytes;
    int row = 0;
    while (count && row < COUNT_OF(sequences) && (*b < sequences[row].first || *b > sequences[row].last))
        row++;
    if (!count || row == COUNT_OF(sequences) || count < sequences[row].length) return 0;
    const size_t length = sequences[row].length;
    if (length > 1 && (b[1] < sequences[row].from || b[1] > sequences[row].to)) return 0;
    for (size_t i = 2; i < length; i++)
        if (!is_continuation(bytes[i])) return 0;
    return length;
}

bool is_utf8(const char *bytes, size_t count) {
    for (size_t at = 0, length; at < count; at += length)
        if (!(length = utf8_length(bytes + at, count - at))) return false;
    return true;
}

bool is_continuation(char c) { return ((unsigned char)c & 0xc0) == 0x80; }

size_t clipped(const char *bytes, size_t length) {
    if (length <= EXCERPT_BYTES) return length;
    size_t cut = EXCERPT_BYTES;
    while (cut > 0 && is_continuation(bytes[cut])) cut--;
    return cut;
}

/* Of one to three bytes; of more a blank. */
static unsigned code_point(const char *bytes, size_t length) {
    const unsigned char *b = (const unsigned char *)bytes;
    return length == 1   ? b[0]
           : length == 2 ? (b[0] & 0x1fu) << 6 | (b[1] & 0x3fu)
           : length == 3 ? (b[0] & 0xfu) << 12 | (b[1] & 0x3fu) << 6 | (b[2] & 0x3fu)
                         : ' ';
}

bool is_control(const char *bytes, size_t length) {
    const unsigned c = code_point(bytes, length);
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

size_t printable_character(char shown[SHOWN_BYTES], const char *bytes, size_t count) {
    const size_t length = utf8_length(bytes, count);
    if (!length)
        snprintf(shown, SHOWN_BYTES, "\\x%02x", (unsigned char)*bytes);
    else if (is_control(bytes, length))
        snprintf(shown, SHOWN_BYTES, "\\u%04x", code_point(bytes, length) & 0xffffu);
    else
        snprintf(shown, SHOWN_BYTES, "%.*s", (int)length, bytes);
    return length ? length : 1;
}

size_t add_printable(Text *text, const char *bytes, size_t count) {
    char shown[SHOWN_BYTES];
    const size_t length = printable_character(shown, bytes, count);
    text_append(text, shown, strlen(shown));
    return length;
}

void add_all_printable(Text *text, const char *string) {
    size_t left = strlen(string);
    text_append(text, "", 0);
    for (size_t length; left; left -= length, string += length) length = add_printable(text, string, left);
}

const char *printable_text(Arena *arena, const char *string) {
    Text text = { .arena = arena };
    add_all_printable(&text, string);
    return text.bytes;
}

const char *printable(Arena *arena, const char *bytes, size_t length) {
    Text text = { .arena = arena };
    size_t shown = clipped(bytes, length);
    for (size_t i = 0; i < shown;) i += add_printable(&text, bytes + i, shown - i);
    text_append(&text, "...", shown < length ? 3 : 0);
    return text.bytes;
}

const char *name_text(Arena *arena, const char *name) {
    return *name ? printable(arena, name, strlen(name)) : "\"\"";
}
