/* emit_text.c: text that nests, and extents printed as numbers or names. */
#include <ctype.h>
#include <string.h>

#include "emit.h"

enum { INDENT = 4 };

static void put(Out *out, int indent, const char *format, va_list arguments) {
    const char *text = arena_vprintf(out->text.arena, format, arguments);
    if (*text) text_printf(&out->text, "%*s%s", indent, "", text);
    text_append(&out->text, "\n", 1);
}

void line(Out *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    put(out, out->depth * INDENT, format, arguments);
    va_end(arguments);
}

void blank(Out *out) { text_append(&out->text, "\n", 1); }

void label_line(Out *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    put(out, 0, format, arguments);
    va_end(arguments);
}

bool open_block(Out *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *head = arena_vprintf(out->text.arena, format, arguments);
    va_end(arguments);
    line(out, *head ? "%s {" : "%s{", head);
    out->depth++;
    return true;
}

bool close_block(Out *out) {
    out->depth--;
    line(out, "}");
    return false;
}

const char *extent_text(Out *out, Extent extent) {
    return extent.name ? extent.name : arena_printf(out->text.arena, "%zu", extent.value);
}

Extent product(Out *out, Extent a, Extent b) {
    if (!a.name && !b.name) return number(a.value * b.value);
    if (is_number(a, 1)) return b;
    if (is_number(b, 1)) return a;
    return (Extent){ arena_printf(out->text.arena, "(%s * %s)", extent_text(out, a), extent_text(out, b)),
                     0 };
}

static void add_named(Text *text, const Term *term) {
    if (!term->extent.name || term->times == 0) return;
    if (term->times == 1)
        text_printf(text, " + %s", term->extent.name);
    else
        text_printf(text, " + %zu * %s", term->times, term->extent.name);
}

const char *offset_text(Out *out, int count, const Term *terms) {
    Text text = { .arena = out->text.arena };
    size_t sum = 0;
    for (int i = 0; i < count; i++) {
        if (!terms[i].extent.name) sum += terms[i].extent.value * terms[i].times;
        add_named(&text, &terms[i]);
    }
    if (sum) text_printf(&text, " + %zu", sum);
    return text.length ? text.bytes : "";
}

const char *index_text(Out *out, const char *base, int count, const Index *indices) {
    Text text = { .arena = out->text.arena };
    text_printf(&text, "%s", base);
    for (int i = 0; i < count; i++) {
        if (is_number(indices[i].stride, 0) || !strcmp(indices[i].variable, "0")) continue;
        text_printf(&text, " + %s", indices[i].variable);
        if (!is_number(indices[i].stride, 1))
            text_printf(&text, " * %s", extent_text(out, indices[i].stride));
    }
    return text.bytes;
}

const char *c_identifier(Arena *arena, const char *name) {
    char *text = arena_copy(arena, name, strlen(name));
    for (char *c = text; *c; c++)
        if (!isalnum((unsigned char)*c)) *c = '_';
    return text;
}

const char *upper_case(Arena *arena, const char *name) {
    char *text = arena_copy(arena, name, strlen(name));
    for (char *c = text; *c; c++) *c = (char)toupper((unsigned char)*c);
    return text;
}
