/* table.h: rows of text in aligned columns, for what people read. */
#ifndef RESNETC_BASE_TABLE_H
#define RESNETC_BASE_TABLE_H

#include "text.h"

typedef struct {
    Arena *arena;
    const char *alignment; /* a letter a column: 'l' or 'r' */
    const char **cells;    /* row after row */
    int count, room;
} Table;

Table table_new(Arena *arena, const char *alignment);

/* Adds the next cell; a row is full after as many as there are columns. Text is ASCII without newlines. */
void table_cell(Table *table, const char *format, ...) PRINTF_LIKE(2, 3);
/* Adds the next cells at once: the names, divided by '|', of a head. */
void table_head(Table *table, const char *names);
/* Leaves columns out, those of `order` (a digit each, in the order of all) one after another, until rows have
 * at most `width` characters; 0: none. Returns their heads, "offset, input"; "" for none. */
const char *table_narrow(Table *table, int width, const char *order);
/* Prints the full rows, two spaces between columns, none at a line's end. */
void table_print(const Table *table, Text *text);

const char *grouped(Arena *arena, uint64_t number); /* 25557032 -> "25,557,032" */

#endif
