/* tcc_host.c: the libc that libtcc sees where it would end the process: the Makefile renames its calls to
 * these.
 *
 * Without a renamed libtcc (where there is only a shared one) all that is lost is the way back. */
#define _GNU_SOURCE
#include "tcc_host.h"

#include <pthread.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* libtcc keeps a compilation in globals: one at a time. These belong to the thread that has the mutex. */
typedef struct Block {
    struct Block *next, *previous;
    max_align_t bytes[];
} Block;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static jmp_buf *way_out;
static Block blocks = { &blocks, &blocks }; /* all that libtcc holds: a ring */

/* libtcc's code is not position-independent enough to reach those of another library. */
extern FILE *resnetc_tcc_stdout, *resnetc_tcc_stderr;
extern char **resnetc_tcc_environ;
FILE *resnetc_tcc_stdout, *resnetc_tcc_stderr;
char **resnetc_tcc_environ;

_Noreturn void resnetc_tcc_exit(int status);
void *resnetc_tcc_malloc(size_t size);
void *resnetc_tcc_calloc(size_t count, size_t size);
void *resnetc_tcc_realloc(void *bytes, size_t size);
void resnetc_tcc_free(void *bytes);
int resnetc_tcc_sem_init(void);
int resnetc_tcc_sem_wait(void);
int resnetc_tcc_sem_post(void);

_Noreturn void resnetc_tcc_exit(int status) {
    if (way_out) longjmp(*way_out, 1);
    exit(status);
}

static Block *block_of(void *bytes) { return (Block *)(void *)((char *)bytes - offsetof(Block, bytes)); }

static void unlink_block(Block *block) {
    block->next->previous = block->previous;
    block->previous->next = block->next;
}

static void *link_block(Block *block) {
    block->next = blocks.next;
    block->previous = &blocks;
    blocks.next = block->next->previous = block;
    return block->bytes;
}

/* Never NULL: libtcc crashes on some of them. */
void *resnetc_tcc_malloc(size_t size) {
    Block *block = size > SIZE_MAX / 2 ? NULL : malloc(sizeof *block + size);
    if (!block) resnetc_tcc_exit(1);
    return link_block(block);
}

void *resnetc_tcc_calloc(size_t count, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) resnetc_tcc_exit(1);
    return memset(resnetc_tcc_malloc(bytes), 0, bytes);
}

void *resnetc_tcc_realloc(void *bytes, size_t size) {
    if (!bytes) return resnetc_tcc_malloc(size);
    Block *old = block_of(bytes), *block = NULL;
    unlink_block(old);
    if (size <= SIZE_MAX / 2) block = realloc(old, sizeof *block + size);
    if (block) return link_block(block);
    link_block(old);
    resnetc_tcc_exit(1);
}

void resnetc_tcc_free(void *bytes) {
    if (!bytes) return;
    unlink_block(block_of(bytes));
    free(block_of(bytes));
}

/* Its globals, which refer to what it was doing when it gave up: they become what they were at first. */
extern char __start_tcc_data[] __attribute__((weak)), __stop_tcc_data[] __attribute__((weak));
extern char __start_tcc_bss[] __attribute__((weak)), __stop_tcc_bss[] __attribute__((weak));
static char *first_data;

static size_t data_bytes(void) { return (size_t)(__stop_tcc_data - __start_tcc_data); }

static bool keep_globals(void) {
    if (!first_data && (first_data = malloc(data_bytes() + 1)))
        memcpy(first_data, __start_tcc_data, data_bytes());
    return first_data;
}

static void restore_globals(void) {
    memcpy(__start_tcc_data, first_data, data_bytes());
    memset(__start_tcc_bss, 0, (size_t)(__stop_tcc_bss - __start_tcc_bss));
}

/* In place of libtcc's own semaphore, which it would leave locked: the mutex is enough. */
int resnetc_tcc_sem_init(void) { return 0; }
int resnetc_tcc_sem_wait(void) { return 0; }
int resnetc_tcc_sem_post(void) { return 0; }

static void clean_up(void) {
    for (Block *block = blocks.next, *next; block != &blocks; block = next) {
        next = block->next;
        free(block);
    }
    blocks.next = blocks.previous = &blocks;
    restore_globals();
}

bool tcc_host_call(void (*function)(void *), void *context) {
    jmp_buf here;
    volatile bool came_back = false;
    pthread_mutex_lock(&mutex);
    way_out = &here;
    resnetc_tcc_stdout = stdout, resnetc_tcc_stderr = stderr, resnetc_tcc_environ = environ;
    if (keep_globals() && !setjmp(here)) {
        function(context);
        came_back = true;
    }
    way_out = NULL;
    if (!came_back && first_data) clean_up();
    pthread_mutex_unlock(&mutex);
    return came_back;
}
