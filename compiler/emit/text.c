/* text.c: text that nests, and extents printed as numbers or names. */
#include <ctype.h>
#include <string.h>

#include "emit.h"

enum { INDENT = 4, COLUMNS = 110 };

static bool is_comment(const char *text) { return !strncmp(text, "/*", 2) || !strncmp(text, " *", 2); }

/* Where a line of code, a comment, may be broken: behind a comma or semicolon, a blank. */
static bool may_break(const char *text, size_t at, bool comment) {
    return at > 0 && text[at] == ' ' && (comment || text[at - 1] == ',' || text[at - 1] == ';');
}

/* The last place to break within `most` columns, not inside a string; 0 where there is none. */
static size_t break_at(const char *text, size_t most, bool comment) {
    size_t last = 0;
    bool quoted = false;
    for (size_t at = 0; text[at] && at <= most; at++) {
        quoted ^= !comment && text[at] == '"' && (at == 0 || text[at - 1] != '\\');
        if (at > 8 && !quoted && may_break(text, at, comment)) last = at;
    }
    return last;
}

/* Prints a line, broken where it is too long: what follows is indented by `rest`. Preprocessor lines stay
 * whole. */
static void put_broken(Out *out, int indent, int rest, const char *text) {
    bool comment = is_comment(text);
    const char *more = !comment ? "" : !strncmp(text, " *   ", 5) ? " *     " : " * ";
    size_t at = strlen(text) + (size_t)indent > COLUMNS && *text != '#'
                    ? break_at(text, COLUMNS - (size_t)indent, comment)
                    : 0;
    if (!at) {
        text_printf(&out->text, "%*s%s\n", indent, "", text);
        return;
    }
    text_printf(&out->text, "%*s%.*s\n", indent, "", (int)at, text);
    put_broken(out, comment ? indent : rest, rest,
               arena_printf(out->text.arena, "%s%s", more, text + at + 1));
}

void line(Out *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vprintf(out->text.arena, format, arguments);
    va_end(arguments);
    for (char *end; text; text = end) {
        end = strchr(text, '\n');
        if (end) *end++ = '\0';
        int indent = *text ? (out->depth + (int)strspn(text, " ") / INDENT) * INDENT : 0;
        put_broken(out, indent, indent + INDENT, text + strspn(text, " ") / INDENT * INDENT);
    }
}

void lines(Out *out, const char *text) {
    for (size_t length; *text; text += length + (text[length] == '\n')) {
        length = strcspn(text, "\n");
        line(out, "%.*s", (int)length, text);
    }
}

void blank(Out *out) { text_append(&out->text, "\n", 1); }

void label_line(Out *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    text_vprintf(&out->text, format, arguments);
    va_end(arguments);
    blank(out);
}

/* "else" goes behind the brace that the text ends with: an else without one belongs to a single line. */
static bool joins_brace(const Out *out, const char *head) {
    const Text *text = &out->text;
    return !strncmp(head, "else", 4) && text->length >= 2 &&
           !memcmp(text->bytes + text->length - 2, "}\n", 2);
}

bool open_block(Out *out, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    const char *head = arena_vprintf(out->text.arena, format, arguments);
    va_end(arguments);
    if (joins_brace(out, head)) {
        out->text.length--;
        label_line(out, " %s {", head);
    } else
        line(out, *head ? "%s {" : "%s{", head);
    out->depth++;
    return true;
}

bool close_block(Out *out) {
    out->depth--;
    line(out, "}");
    return false;
}

Out new_body(const Out *out) {
    return (Out){ .text = { .arena = out->text.arena }, .depth = 1, .shares = out->shares };
}

/* `name`, or the first of name_2, name_3, ... that no function has. */
static const char *free_name(Out *out, const char *name) {
    const char *tried = name;
    for (int number = 2;; number++) {
        const SharedFunction *f = out->functions;
        while (f && strcmp(f->name, tried)) f = f->next;
        if (!f) return tried;
        tried = arena_printf(out->text.arena, "%s_%d", name, number);
    }
}

const char *share_function(Out *out, const char *about, const char *head, const char *name,
                           const char *parameters, const Out *body) {
    const char *text = arena_printf(out->text.arena, "(%s)\n%s", parameters, body->text.bytes);
    for (const SharedFunction *f = out->functions; f; f = f->next)
        if (!strcmp(f->text, text)) return f->name;
    SharedFunction *fresh = arena_alloc(out->text.arena, sizeof *fresh);
    *fresh = (SharedFunction){ out->functions, free_name(out, name), text };
    out->functions = fresh;
    line(out, "%s", about);
    open_block(out, "%s %s(%s)", head, fresh->name, parameters);
    text_append(&out->text, body->text.bytes, body->text.length);
    close_block(out);
    blank(out);
    return fresh->name;
}

void close_type(Out *out, const char *name) {
    out->depth--;
    line(out, "} %s;", name);
}

const char *extent_text(Out *out, Extent extent) {
    return extent.name ? extent.name : arena_printf(out->text.arena, "%zu", extent.value);
}

const char *int_text(Out *out, Extent extent) {
    return arena_printf(out->text.arena, extent.name ? "(int)%s" : "%s", extent_text(out, extent));
}

const char *scaled_text(Out *out, const char *factor, Extent extent) {
    if (is_number(extent, 1)) return factor;
    return arena_printf(out->text.arena, "%s * %s", factor, extent_text(out, extent));
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
