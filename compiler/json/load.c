/* load.c: Jansson's reader, which tells what is no JSON from what it had no memory for.
 *
 * Where a token does not fit Jansson (2.14) leaves a byte of it out and reads on: 128 may become 18, two
 * names one. So its allocations are watched while it reads, by a function in front of the one that the
 * process has chosen, which is put back behind. One thread reads at a time; others of the process that use
 * Jansson in the meantime get the memory that they always get. */
#include "json.h"

#include <pthread.h>

static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER;
static json_malloc_t process_malloc;
static _Thread_local bool is_exhausted;

static void *watched_malloc(size_t size) {
    void *block = process_malloc(size);
    if (!block) is_exhausted = true;
    return block;
}

static json_t *watched_load(const void *text, size_t length, size_t flags, json_error_t *error) {
    json_free_t process_free;
    pthread_mutex_lock(&reading);
    json_get_alloc_funcs(&process_malloc, &process_free);
    json_set_alloc_funcs(watched_malloc, process_free);
    is_exhausted = false;
    json_t *value = json_loadb(text, length, flags, error);
    json_set_alloc_funcs(process_malloc, process_free);
    pthread_mutex_unlock(&reading);
    return value;
}

json_t *json_load_text(Arena *arena, const void *text, size_t length, size_t flags, json_error_t *error) {
    json_t *value = watched_load(text, length, flags, error);
    if (!is_exhausted) return value;
    json_decref(value);
    arena_exhausted(arena);
}
