/* html.c: text from anywhere as HTML; sections; tables that can be sorted. */
#include "parts.h"

#include <math.h>
#include <string.h>

/* How many bytes are a character that may be shown; 0: it is none. */
static size_t shown_length(const char *bytes) {
    const size_t length = utf8_length(bytes, strnlen(bytes, 4));
    return length && !is_control(bytes, length) ? length : 0;
}

void html_text(Text *text, const char *bytes) {
    Text plain = { .arena = text->arena };
    text_append(&plain, "", 0);
    while (*bytes) {
        const size_t length = shown_length(bytes);
        text_append(&plain, length ? bytes : "\xef\xbf\xbd", length ? length : 3);
        bytes += length ? length : 1;
    }
    svg_escaped(text, plain.bytes);
}

const char *decimal(Arena *arena, double value, int digits) {
    const char *text = arena_printf(arena, "%.*f", digits, fabs(value));
    const size_t whole = strspn(text, "0123456789");
    Text out = { .arena = arena };
    text_printf(&out, "%s", value < 0 ? "-" : "");
    for (size_t i = 0; i < whole; i++)
        text_printf(&out, "%s%c", i > 0 && (whole - i) % 3 == 0 ? "," : "", text[i]);
    text_printf(&out, "%s", text + whole);
    return out.bytes;
}

void begin_section(Page *page, const char *id, const char *title) {
    text_printf(&page->text,
                "<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">%s</h2>\n", id, id, id,
                title);
}

void end_section(Page *page) { text_printf(&page->text, "</section>\n"); }

void print_note(Page *page, const char *text) {
    text_printf(&page->text, "<p class=\"note\">");
    html_text(&page->text, text);
    text_printf(&page->text, "</p>\n");
}

/* ---- Tables ---- */

static void print_head_cell(Page *page, const Column *column) {
    Text *text = &page->text;
    text_printf(text, "<th scope=\"col\"%s aria-sort=\"none\"><button type=\"button\"%s%s%s>%s",
                column->key ? " class=\"n\"" : "", *column->help ? " title=\"" : "", column->help,
                *column->help ? "\"" : "", column->head);
    if (*column->unit) text_printf(text, " <small>%s</small>", column->unit);
    text_printf(text, "</button></th>");
}

static void print_cell(Page *page, const Grid *grid, const Column *column, int row) {
    Text *text = &page->text;
    const double key = column->key ? column->key(page, row) : NAN;
    const char *own = column->text ? column->text(page, row)
                      : isnan(key) ? ""
                                   : decimal(page->arena, key, column->digits);
    const bool first = column == grid->columns;
    if (first)
        text_printf(text, "<th scope=\"row\" id=\"%s%d\"", grid->id, row);
    else
        text_printf(text, "<td");
    if (column->key) text_printf(text, " class=\"n\"");
    if (!isnan(key)) text_printf(text, " data-k=\"%.9g\"", key);
    if (column->attributes) text_printf(text, "%s", column->attributes(page, row));
    text_printf(text, ">");
    html_text(text, own);
    text_printf(text, "%s", first ? "</th>" : "</td>");
}

static void print_row(Page *page, const Grid *grid, int row) {
    text_printf(&page->text, "<tr>");
    for (int c = 0; c < grid->count; c++)
        if (!grid->columns[c].shown || grid->columns[c].shown(page))
            print_cell(page, grid, &grid->columns[c], row);
    text_printf(&page->text, "</tr>\n");
}

void print_grid(Page *page, const Grid *grid) {
    text_printf(&page->text,
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"%s\"><table "
                "class=\"grid\">\n<thead><tr>",
                grid->label);
    for (int c = 0; c < grid->count; c++)
        if (!grid->columns[c].shown || grid->columns[c].shown(page)) print_head_cell(page, &grid->columns[c]);
    text_printf(&page->text, "</tr></thead>\n<tbody>\n");
    for (int row = 0; row < grid->rows; row++)
        if (!grid->shown || grid->shown(page, row)) print_row(page, grid, row);
    text_printf(&page->text, "</tbody>\n</table></div>\n");
}
