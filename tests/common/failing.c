/* failing.c: see failing.h. */
#include "failing.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *failing_build(void) {
    static char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    if (length < 0) abort();
    path[length] = 0;
    for (int i = 0; i < 3; i++) *strrchr(path, '/') = 0; /* tests/property/NAME */
    return path;
}

bool failing_load(char **argv) {
    char shim[4200];
    if (dlsym(RTLD_DEFAULT, "failing_malloc_set")) return true;
    if (dlsym(RTLD_DEFAULT, "__asan_init")) {
        puts("SKIPPED: allocations that fail: under AddressSanitizer");
        return false;
    }
    snprintf(shim, sizeof shim, "%s/tests/faults/failing_malloc.so", failing_build());
    if (access(shim, R_OK) || getenv("LD_PRELOAD")) abort();
    setenv("LD_PRELOAD", shim, 1);
    execv("/proc/self/exe", argv);
    abort();
}

void failing_set(long at, bool on) {
    void (*set)(long, int) = NULL;
    *(void **)&set = dlsym(RTLD_DEFAULT, "failing_malloc_set");
    set(at, on);
}

static long ask(const char *name) {
    long (*function)(void) = NULL;
    *(void **)&function = dlsym(RTLD_DEFAULT, name);
    return function();
}

long failing_count(void) { return ask("failing_malloc_count"); }

long failing_live(void) { return ask("failing_malloc_live"); }

bool says_no_memory(const char *message) { return strstr(message, "out of memory"); }
