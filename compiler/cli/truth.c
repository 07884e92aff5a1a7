/* truth.c: classes from a file. */
#include "truth.h"

#include <stdlib.h>
#include <string.h>

enum { NO_CLASS = -1, SEVERAL = -2 };

static int class_number(const char *word, int classes) {
    char *end;
    long number = strtol(word, &end, 10);
    return *word >= '0' && *word <= '9' && !*end && number < classes ? (int)number : NO_CLASS;
}

int class_of(const Classes *classes, const char *word) {
    int found = NO_CLASS;
    for (int i = 0; classes->labels && i < classes->classes; i++)
        if (!strcmp(word, classes->labels[i])) found = found == NO_CLASS ? i : SEVERAL;
    return found == NO_CLASS ? class_number(word, classes->classes) : found;
}

/* A line of a file, for messages. */
typedef struct {
    const char *path;
    int line;
    Diag *diag;
} Place;

static bool read_class(const Classes *classes, const char *word, const Place *place, int *class) {
    *class = class_of(classes, word);
    if (*class >= 0) return true;
    const char *shown = name_text(place->diag->arena, word);
    if (*class == SEVERAL)
        return diag_fail(place->diag, STATUS_INPUT, "%s:%d: several classes are called %s: give its number",
                         place->path, place->line, shown);
    return diag_fail(place->diag, STATUS_INPUT, "%s:%d: expected a class from 0 to %d%s, got %s", place->path,
                     place->line, classes->classes - 1, classes->labels ? " or a label" : "", shown);
}

/* ---- A class a line, or an array ---- */

static bool wrong_count(const Classes *classes, const char *path, size_t count, Diag *diag) {
    return diag_fail(diag, STATUS_INPUT, "%s: expected %d class%s, one an image, got %zu", path,
                     classes->source->count, classes->source->count == 1 ? "" : "es", count);
}

static bool read_lines(Arena *arena, const Classes *classes, const char *path, FileView file, int *truth,
                       Diag *diag) {
    int images = classes->source->count, count = 0;
    for (size_t at = 0; at < file.size; count++) {
        const char *word = next_line(arena, file, &at);
        if (count < images && !read_class(classes, word, &(Place){ path, count + 1, diag }, &truth[count]))
            return false;
    }
    return count == images || wrong_count(classes, path, (size_t)count, diag);
}

static bool read_array(Arena *arena, const Classes *classes, const char *path, FileView file, int *truth,
                       Diag *diag) {
    Npy array;
    if (!npy_parse(arena, path, file, &array, diag)) return false;
    if (array.type <= NPY_F8)
        return diag_fail(diag, STATUS_INPUT, "%s: expected classes as integers, got %s", path,
                         npy_type_name(array.type));
    if (array.count != (size_t)classes->source->count) return wrong_count(classes, path, array.count, diag);
    for (size_t i = 0; i < array.count; i++) {
        double class = npy_value(&array, i);
        if (class < 0 || class >= classes->classes)
            return diag_fail(diag, STATUS_INPUT, "%s: expected classes from 0 to %d, got %.0f of image %zu",
                             path, classes->classes - 1, class, i);
        truth[i] = (int)class;
    }
    return true;
}

/* ---- path,class a line ---- */

typedef struct {
    const char *path;
    int class, line;
} Entry;

static int compare_entries(const void *a, const void *b) {
    return strcmp(((const Entry *)a)->path, ((const Entry *)b)->path);
}

/* A field of CSV up to the comma, or of the last one to the end; quotes as in RFC 4180. NULL where they do
 * not match. Moves *at behind it. */
static const char *read_field(char *line, char **at, bool last) {
    char *to = line, *from = line;
    bool quoted = *line == '"';
    if (!quoted) {
        char *comma = last ? NULL : strchr(line, ',');
        *at = comma ? comma : line + strlen(line);
        if (comma) *comma = '\0', ++*at;
        return comma || last ? line : NULL;
    }
    for (from++; *from && (*from != '"' || from[1] == '"'); *to++ = *from++)
        if (*from == '"') from++;
    if (*from != '"' || from[1] != (last ? '\0' : ',')) return NULL;
    *at = from + (last ? 1 : 2);
    *to = '\0';
    return line;
}

static bool read_entry(const Classes *classes, char *line, const Place *place, Entry *entry) {
    char *at = line;
    const char *path = read_field(line, &at, false), *word = path ? read_field(at, &at, true) : NULL;
    if (!word || !*path)
        return diag_fail(place->diag, STATUS_INPUT, "%s:%d: expected path,class", place->path, place->line);
    entry->path = path;
    entry->line = place->line;
    return read_class(classes, word, place, &entry->class);
}

static bool said_twice(const char *path, Entry *entries, int count, Diag *diag) {
    for (int i = 1; i < count; i++)
        if (!compare_entries(&entries[i - 1], &entries[i])) {
            int first = entries[i - 1].line, second = entries[i].line;
            diag_fail(diag, STATUS_INPUT, "%s:%d: %s has a class in line %d already", path,
                      first < second ? second : first, name_text(diag->arena, entries[i].path),
                      first < second ? first : second);
            return true;
        }
    return false;
}

static const Entry *find_entry(const Entry *entries, int count, const char *path) {
    return bsearch(&(Entry){ .path = path }, entries, (size_t)count, sizeof *entries, compare_entries);
}

static bool match(const ImageSource *source, const char *path, const Entry *entries, int count, int *truth,
                  Diag *diag) {
    int found = 0;
    for (int i = 0; i < source->count; i++) {
        const Entry *entry = find_entry(entries, count, source->paths[i]);
        if (!entry) entry = find_entry(entries, count, source->paths[i] + source->prefix);
        truth[i] = entry ? entry->class : NO_CLASS;
        found += entry != NULL;
    }
    if (!found)
        return diag_fail(diag, STATUS_INPUT, "%s: has no class for %s%s", path,
                         source->count == 1 ? "" : "any picture, such as ",
                         name_text(diag->arena, source->paths[0] + source->prefix));
    if (found < source->count)
        diag_note(diag, "%s: has no class for %d of %d pictures, which do not count", path,
                  source->count - found, source->count);
    return true;
}

static bool read_entries(Arena *arena, const Classes *classes, const char *path, FileView file, int *truth,
                         Diag *diag) {
    size_t lines = 1;
    for (size_t i = 0; i < file.size; i++) lines += file.bytes[i] == '\n';
    Entry *entries = arena_array(arena, Entry, lines);
    int count = 0, line = 1;
    for (size_t at = 0; at < file.size; line++) {
        const char *text = next_line(arena, file, &at);
        if (!*text || (line == 1 && !strcmp(text, "path,class"))) continue;
        char *copy = arena_copy(arena, text, strlen(text));
        if (!read_entry(classes, copy, &(Place){ path, line, diag }, &entries[count++])) return false;
    }
    qsort(entries, (size_t)count, sizeof *entries, compare_entries);
    return !said_twice(path, entries, count, diag) &&
           match(classes->source, path, entries, count, truth, diag);
}

const int *truth_load(Arena *arena, const Classes *classes, const char *path, Diag *diag) {
    FileView file;
    if (!strcmp(path, "folders")) return truth_of_folders(arena, classes, diag);
    if (!file_map_kind(arena, path, &file_input, &file, diag)) return NULL;
    int *truth = arena_array(arena, int, classes->source->count);
    bool good = (npy_recognise(file)      ? read_array
                 : classes->source->paths ? read_entries
                                          : read_lines)(arena, classes, path, file, truth, diag);
    return good ? truth : NULL;
}
