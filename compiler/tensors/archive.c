/* archive.c: the members of a zip file, by libzip. Sizes are those of the central directory, held against the
 * file's before any memory is taken: a small file does not unpack to a huge one. */
#include "archive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Trained weights hardly shrink; those that were pruned do by some ten. */
enum { MOST_RATIO = 64, MOST_MEMBERS = 1 << 20, PROBE_BYTES = 1 << 17 };
static const uint64_t always_allowed = (uint64_t)1 << 30;

static bool memory_is_short(void) {
    void *volatile probe = malloc(PROBE_BYTES);
    free(probe);
    return !probe;
}

/* Where libzip has no memory to look for the file's end in, it says that there is none. No error is one
 * that it could not note. */
static bool lacks_memory(zip_error_t *error) {
    const int code = zip_error_code_zip(error);
    if (code == ZIP_ER_NOZIP && memory_is_short()) return true;
    return code == ZIP_ER_MEMORY || code == ZIP_ER_OK ||
           (zip_error_system_type(error) == ZIP_ET_ZLIB && zip_error_code_system(error) == Z_MEM_ERROR);
}

static bool damaged(const Archive *a, const char *member, const char *what) {
    const char *name = *member ? arena_printf(a->arena, ": %s", name_text(a->arena, member)) : "";
    return diag_fail(a->diag, STATUS_INPUT, "%s%s: a damaged or truncated zip file: %s", a->path, name, what);
}

/* What libzip says. It is kept in here, so that libzip's own memory can be freed before the arena's may end.
 */
typedef struct {
    bool no_memory;
    char text[120];
} Fault;

static Fault fault_of(zip_error_t *error) {
    Fault fault = { .no_memory = lacks_memory(error) };
    snprintf(fault.text, sizeof fault.text, "%s", zip_error_strerror(error));
    return fault;
}

static bool zip_failed(const Archive *a, const char *member, const Fault *fault) {
    if (fault->no_memory) return diag_fail(a->diag, STATUS_SYSTEM, "%s: out of memory", a->path);
    return damaged(a, member, fault->text);
}

static bool fail_in_zip(const Archive *a, const char *member) {
    const Fault fault = fault_of(zip_get_error(a->zip));
    return zip_failed(a, member, &fault);
}

static void discard(void *archive) {
    if (((Archive *)archive)->zip) zip_discard(((Archive *)archive)->zip);
}

static bool open_zip(Archive *a, FileView file) {
    zip_error_t error;
    zip_error_init(&error);
    arena_defer(a->arena, discard, a);
    zip_source_t *source = zip_source_buffer_create(file.bytes, file.size, 0, &error);
    /* Twice: the first may have failed for want of memory without saying so. */
    for (int attempt = 0; source && !a->zip && attempt < 2; attempt++)
        a->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!a->zip && source) zip_source_free(source);
    const Fault fault = fault_of(&error);
    zip_error_fini(&error);
    return a->zip || zip_failed(a, "", &fault);
}

/* ---- The central directory ---- */

typedef struct {
    uint64_t packed, unpacked;
} Total;

static bool check_size(const Archive *a, const zip_stat_t *stat, FileView file, Total *total) {
    if (stat->encryption_method != ZIP_EM_NONE)
        return diag_fail(a->diag, STATUS_INPUT, "%s: %s: encrypted, expected a zip file without a password",
                         a->path, name_text(a->arena, stat->name));
    bool stored = stat->comp_method == ZIP_CM_STORE;
    if (stat->comp_size > file.size - total->packed || (stored && stat->size != stat->comp_size))
        return damaged(a, stat->name, "its sizes do not fit the file's");
    total->packed += stat->comp_size;
    uint64_t most = (uint64_t)file.size * MOST_RATIO;
    if (most < always_allowed) most = always_allowed;
    if (stat->size > most - total->unpacked)
        return diag_fail(a->diag, STATUS_INPUT,
                         "%s: expected a zip file that unpacks to at most %llu bytes, got more", a->path,
                         (unsigned long long)most);
    total->unpacked += stat->size;
    return true;
}

static bool list_members(Archive *a, FileView file) {
    const zip_uint64_t needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD |
                                ZIP_STAT_ENCRYPTION_METHOD;
    zip_int64_t entries = zip_get_num_entries(a->zip, 0);
    if (entries > MOST_MEMBERS) return damaged(a, "", "more than a million members");
    Member *members = arena_array(a->arena, Member, entries);
    Total total = { 0, 0 };
    a->members = members;
    for (zip_int64_t i = 0; i < entries; i++) {
        zip_stat_t stat;
        if (zip_stat_index(a->zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW, &stat) || (stat.valid & needed) != needed)
            return fail_in_zip(a, "");
        if (!check_size(a, &stat, file, &total)) return false;
        if (ends_with(stat.name, "/")) continue;
        const char *name = arena_copy(a->arena, stat.name, strlen(stat.name));
        members[a->count++] = (Member){ name, (zip_uint64_t)i, (size_t)stat.size };
    }
    return true;
}

static int by_name(const void *left, const void *right) {
    return strcmp((*(const Member *const *)left)->name, (*(const Member *const *)right)->name);
}

static bool sort_members(Archive *a) {
    a->by_name = arena_array(a->arena, const Member *, a->count);
    for (int i = 0; i < a->count; i++) a->by_name[i] = &a->members[i];
    qsort(a->by_name, (size_t)a->count, sizeof *a->by_name, by_name);
    for (int i = 1; i < a->count; i++)
        if (!by_name(&a->by_name[i - 1], &a->by_name[i]))
            return damaged(a, a->by_name[i]->name, "two members of this name");
    return true;
}

const Archive *archive_open(Arena *arena, const char *path, FileView file, Diag *diag) {
    Archive *archive = arena_alloc(arena, sizeof *archive);
    *archive = (Archive){ .arena = arena, .diag = diag, .path = path };
    bool good = open_zip(archive, file) && list_members(archive, file) && sort_members(archive);
    return good ? archive : NULL;
}

const Member *archive_find(const Archive *archive, const char *name) {
    const Member key = { .name = name }, *wanted = &key;
    const Member **found =
        bsearch(&wanted, archive->by_name, (size_t)archive->count, sizeof *archive->by_name, by_name);
    return found ? *found : NULL;
}

/* ---- A member's content ---- */

/* True where the member has just these bytes; libzip compares its checksum at the end. */
static bool read_exactly(zip_file_t *member, unsigned char *bytes, size_t size) {
    size_t done = 0;
    while (done < size) {
        zip_int64_t got = zip_fread(member, bytes + done, size - done);
        if (got <= 0) return false;
        done += (size_t)got;
    }
    unsigned char behind;
    return zip_fread(member, &behind, 1) == 0;
}

bool archive_read(const Archive *archive, Arena *arena, const Member *member, FileView *content) {
    unsigned char *bytes = arena_alloc(arena, member->size);
    zip_file_t *file = zip_fopen_index(archive->zip, member->index, 0);
    if (!file) return fail_in_zip(archive, member->name);
    bool good = read_exactly(file, bytes, member->size);
    zip_error_t *error = zip_file_get_error(file);
    bool known = zip_error_code_zip(error) != ZIP_ER_OK;
    const Fault fault = fault_of(error);
    zip_fclose(file);
    if (!good && known) zip_failed(archive, member->name, &fault);
    if (!good) damaged(archive, member->name, "not of the size it says");
    *content = (FileView){ bytes, member->size };
    return good;
}
