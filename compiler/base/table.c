/* table.c: rows of text in aligned columns. */
#include "table.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

Table table_new(Arena *arena, const char *alignment) {
    return (Table){ .arena = arena, .alignment = alignment };
}

static void add_cell(Table *table, const char *cell) {
    if (table->count == table->room) {
        int room = table->room ? table->room * 2 : 256;
        const char **cells = arena_array(table->arena, const char *, room);
        if (table->count > 0) memcpy(cells, table->cells, sizeof *cells * (size_t)table->count);
        table->cells = cells;
        table->room = room;
    }
    table->cells[table->count++] = cell;
}

void table_cell(Table *table, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add_cell(table, arena_vprintf(table->arena, format, arguments));
    va_end(arguments);
}

void table_head(Table *table, const char *names) {
    for (const char *bar; (bar = strchr(names, '|')); names = bar + 1)
        add_cell(table, arena_copy(table->arena, names, (size_t)(bar - names)));
    add_cell(table, names);
}

static int column_width(const Table *table, int column, int columns) {
    int width = 0;
    for (int i = column; i < table->count; i += columns) {
        int length = (int)strlen(table->cells[i]);
        if (length > width) width = length;
    }
    return width;
}

static void print_row(const Table *table, const char *const *cells, const int *widths, Text *text) {
    int pending = 0; /* spaces that are printed once something follows them */
    for (int c = 0; table->alignment[c]; c++) {
        int length = (int)strlen(cells[c]), slack = widths[c] - length;
        int before = table->alignment[c] == 'r' ? slack : 0;
        if (length > 0) {
            text_printf(text, "%*s%s", pending + before, "", cells[c]);
            pending = 0;
        }
        pending += (length > 0 ? slack - before : widths[c]) + 2;
    }
    text_append(text, "\n", 1);
}

void table_print(const Table *table, Text *text) {
    int columns = (int)strlen(table->alignment);
    int *widths = arena_array(table->arena, int, columns);
    for (int c = 0; c < columns; c++) widths[c] = column_width(table, c, columns);
    for (int i = 0; i + columns <= table->count; i += columns)
        print_row(table, table->cells + i, widths, text);
}

static int table_width(const Table *table, const bool *hidden) {
    int columns = (int)strlen(table->alignment), width = -2;
    for (int c = 0; c < columns; c++)
        if (!hidden[c]) width += column_width(table, c, columns) + 2;
    return width;
}

static Table without(const Table *table, const bool *hidden) {
    const int columns = (int)strlen(table->alignment);
    char *alignment = arena_copy(table->arena, table->alignment, (size_t)columns), *end = alignment;
    for (int c = 0; c < columns; c++)
        if (!hidden[c]) *end++ = table->alignment[c];
    *end = '\0';
    assert(columns > 0);
    Table left = table_new(table->arena, alignment);
    for (int i = 0; i < table->count; i++)
        if (!hidden[i % columns]) add_cell(&left, table->cells[i]);
    return left;
}

const char *table_narrow(Table *table, int width, const char *order) {
    bool *hidden = arena_array(table->arena, bool, strlen(table->alignment));
    Text names = { .arena = table->arena };
    text_append(&names, "", 0);
    for (; *order && width && table_width(table, hidden) > width; order++) {
        hidden[*order - '0'] = true;
        text_printf(&names, "%s%s", names.length ? ", " : "", table->cells[*order - '0']);
    }
    *table = without(table, hidden);
    return names.bytes;
}

const char *grouped(Arena *arena, uint64_t number) {
    char digits[24], *out = arena_alloc(arena, 32), *end = out;
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) *end++ = ',';
        *end++ = digits[i];
    }
    return out;
}
