/* weights_array.c: the weights as an array of the C file: numbers, which every compiler takes; of more bytes
 * a string, for which compilers need a seventh of the time and a third of the memory (decision 053). */
#include "parts.h"

#include <string.h>

enum { NUMBERS_A_LINE = 24, CHARACTERS_A_LINE = 32 };

void open_weights(Out *out, const Emission *e, size_t size) {
    if (e->plan->target->prelude == PRELUDE_PLAIN)
        label_line(out, "ALIGNED const unsigned char %s_weights[%zu] = {", e->prefix, size);
    else
        label_line(out, "const unsigned char %s_weights[%zu] __attribute__((aligned(%d))) = {", e->prefix,
                   size, BLOB_ALIGNMENT);
}

static void emit_numbers(Out *out, const Emission *e) {
    const Blob *blob = e->plan->blob;
    open_weights(out, e, blob->size);
    for (size_t i = 0; i < blob->size; i += NUMBERS_A_LINE) {
        for (size_t j = i; j < blob->size && j < i + NUMBERS_A_LINE; j++)
            text_printf(&out->text, "%d,", blob->bytes[j]);
        blank(out);
    }
    label_line(out, "};");
    blank(out);
}

/* As it stands in a string; a question mark could begin a trigraph. */
static bool stands_alone(unsigned char byte) { return byte >= ' ' && byte <= '~' && !strchr("\"\\?", byte); }

/* Octal, as short as the character behind allows. */
static void add_character(Text *text, unsigned char byte, unsigned char next) {
    const char digits[] = { '\\', (char)('0' + byte / 64), (char)('0' + byte / 8 % 8),
                            (char)('0' + byte % 8) };
    const bool ends = next < '0' || next > '7';
    const int skipped = !ends || byte >= 64 ? 0 : byte >= 8 ? 1 : 2;
    if (stands_alone(byte)) {
        text_append(text, (const char *)&byte, 1);
    } else {
        text_append(text, digits, 1);
        text_append(text, digits + 1 + skipped, (size_t)(3 - skipped));
    }
}

static void emit_string_line(Out *out, const Blob *blob, size_t begin, size_t end) {
    text_append(&out->text, "\"", 1);
    for (size_t i = begin; i < end; i++)
        add_character(&out->text, blob->bytes[i], i + 1 < end ? blob->bytes[i + 1] : '"');
    text_append(&out->text, "\"", 1);
    blank(out);
}

/* C99 promises 4095 characters; -pedantic says so. The zero behind a string has an element of its own. */
static void emit_string(Out *out, const Emission *e) {
    const Blob *blob = e->plan->blob;
    label_line(out, "#ifdef __GNUC__");
    label_line(out, "#pragma GCC diagnostic ignored \"-Woverlength-strings\"");
    label_line(out, "#endif");
    open_weights(out, e, blob->size + 1);
    for (size_t i = 0; i < blob->size; i += CHARACTERS_A_LINE)
        emit_string_line(out, blob, i,
                         i + CHARACTERS_A_LINE < blob->size ? i + CHARACTERS_A_LINE : blob->size);
    label_line(out, "};");
    blank(out);
}

void emit_weights_array(Out *out, const Emission *e) {
    if (e->plan->blob->size <= EMBED_LIMIT)
        emit_numbers(out, e);
    else
        emit_string(out, e);
}
