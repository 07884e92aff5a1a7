/* pickler.c: see pickler.h. */
#include "pickler.h"

#include <stdlib.h>
#include <string.h>

#include <zip.h>

void pickle_byte(Text *text, int byte) { text_append(text, &(char){ (char)byte }, 1); }

static void add_number(Text *text, uint64_t number, int bytes) {
    for (int i = 0; i < bytes; i++) pickle_byte(text, (int)(number >> 8 * i & 255));
}

static void add_text(Text *text, const char *string) {
    pickle_byte(text, 'X');
    add_number(text, strlen(string), 4);
    text_append(text, string, strlen(string));
}

static void add_integer(Text *text, int64_t integer) {
    pickle_byte(text, 0x8a);
    pickle_byte(text, 8);
    add_number(text, (uint64_t)integer, 8);
}

void pickle(Text *text, const char *program, ...) {
    va_list arguments;
    va_start(arguments, program);
    for (; *program; program++) {
        switch (*program) {
        case 'S':
            add_text(text, va_arg(arguments, const char *));
            break;
        case 'I':
            add_integer(text, va_arg(arguments, int64_t));
            break;
        case 'C':
            text_printf(text, "c%s\n", va_arg(arguments, const char *));
            text_printf(text, "%s\n", va_arg(arguments, const char *));
            break;
        default:
            pickle_byte(text, *program);
        }
    }
    va_end(arguments);
}

static void add_tuple(Text *text, const char *numbers) {
    pickle(text, "(");
    for (char *end; *numbers; numbers = end) pickle(text, "I", (int64_t)strtoll(numbers, &end, 10));
    pickle(text, "t");
}

void pickle_tensor(Text *text, const TensorWords *words) {
    pickle(text, "C((SCSSItQI", "torch._utils", "_rebuild_tensor_v2", "storage", "torch", words->type,
           words->key, "cpu", words->count, words->offset);
    add_tuple(text, words->sizes);
    add_tuple(text, words->strides);
    pickle_byte(text, 0x89); /* NEWFALSE */
    pickle(text, "C)RtR", "collections", "OrderedDict");
}

/* ---- Zip files ---- */

static void must(bool good) {
    if (!good) abort();
}

FileView make_zip(Arena *arena, const ZipMember *members, int count) {
    zip_source_t *file = zip_source_buffer_create(NULL, 0, 0, NULL);
    must(file != NULL);
    zip_source_keep(file);
    zip_t *zip = zip_open_from_source(file, ZIP_TRUNCATE, NULL);
    must(zip != NULL);
    for (int i = 0; i < count; i++) {
        zip_source_t *content = zip_source_buffer(zip, members[i].bytes, members[i].size, 0);
        zip_int64_t index = zip_file_add(zip, members[i].name, content, 0);
        must(index >= 0);
        must(!zip_set_file_compression(zip, (zip_uint64_t)index,
                                       members[i].deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0));
    }
    must(!zip_close(zip));
    zip_stat_t stat;
    must(!zip_source_stat(file, &stat) && !zip_source_open(file));
    unsigned char *bytes = arena_alloc(arena, stat.size);
    must(zip_source_read(file, bytes, stat.size) == (zip_int64_t)stat.size);
    zip_source_close(file);
    zip_source_free(file);
    return (FileView){ bytes, stat.size };
}
