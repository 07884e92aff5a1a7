/* failing_malloc.c: preloaded before glibc's malloc, it lets allocations fail.
 *
 * FAIL_AT=N: the Nth allocation fails (from 1), with FAIL_ON=1 all behind it as well. FAIL_TELL=DESCRIPTOR:
 * how many there were is written there when the program ends, as a long. FAIL_TRACE=1: who asked for the one
 * that fails. A program that has it loaded finds failing_malloc_set, failing_malloc_count and
 * failing_malloc_live by dlsym. */
#define _GNU_SOURCE
#include <errno.h>
#include <execinfo.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
void __libc_free(void *);

void failing_malloc_set(long at, int on);
long failing_malloc_count(void), failing_malloc_live(void);

static atomic_long count, live, fail_at;
static atomic_int fail_on;
static int traced;

void failing_malloc_set(long at, int on) {
    count = 0;
    fail_at = at;
    fail_on = on;
}

long failing_malloc_count(void) { return count; }

long failing_malloc_live(void) { return live; }

__attribute__((constructor)) static void start(void) {
    const char *at = getenv("FAIL_AT"), *on = getenv("FAIL_ON");
    traced = getenv("FAIL_TRACE") != NULL;
    failing_malloc_set(at ? atol(at) : 0, on != NULL);
}

__attribute__((destructor)) static void end(void) {
    const char *tell = getenv("FAIL_TELL");
    const long told = count;
    if (tell && write(atoi(tell), &told, sizeof told) != sizeof told) _exit(99);
}

static void trace(void) {
    void *calls[30];
    fail_at = 0;
    backtrace_symbols_fd(calls, backtrace(calls, 30), STDERR_FILENO);
}

static int fails(void) {
    const long this = ++count, at = fail_at;
    if (at == 0 || this < at || (this > at && !fail_on)) return 0;
    if (this == at && traced) trace();
    errno = ENOMEM;
    return 1;
}

static void *counted(void *block) {
    live += block != NULL;
    return block;
}

void *malloc(size_t bytes) { return fails() ? NULL : counted(__libc_malloc(bytes)); }

void *calloc(size_t number, size_t bytes) { return fails() ? NULL : counted(__libc_calloc(number, bytes)); }

/* What has no bytes left is freed, and NULL. */
void *realloc(void *block, size_t bytes) {
    if (fails()) return NULL;
    live += !block - !bytes;
    return __libc_realloc(block, bytes);
}

void *aligned_alloc(size_t alignment, size_t bytes) {
    return fails() ? NULL : counted(__libc_memalign(alignment, bytes));
}

void *memalign(size_t alignment, size_t bytes) { return aligned_alloc(alignment, bytes); }

int posix_memalign(void **block, size_t alignment, size_t bytes) {
    void *got = aligned_alloc(alignment, bytes);
    if (!got) return ENOMEM;
    *block = got;
    return 0;
}

void free(void *block) {
    live -= block != NULL;
    __libc_free(block);
}
