/* output.h: all files of one command, written all or not at all. */
#ifndef RESNETC_BASE_OUTPUT_H
#define RESNETC_BASE_OUTPUT_H

#include "diag.h"

#include <signal.h>

enum { MAX_FILES = 64 };

typedef struct {
    const char *path; /* as the user wrote it; NULL: standard output */
    const void *bytes;
    size_t size;
} OutputFile;

typedef struct {
    Arena *arena;
    OutputFile files[MAX_FILES];
    int count;
    const char *const *inputs; /* paths that must not be written over; NULL ones are skipped */
    int input_count;
} OutputFiles;

/* `bytes` is kept, not copied. False (STATUS_USAGE) where `path` is one of the inputs or another output. */
bool output_add(OutputFiles *output, const char *path, const void *bytes, size_t size, Diag *diag);

/* First writes to what is no regular file (standard output, pipes), then every other file under a temporary
 * name in its folder, and once all are complete renames them. On any failure (STATUS_SYSTEM) the temporary
 * files are gone and old files stand as before. Of two commands at once the files are all of one. SIGINT,
 * SIGTERM and SIGHUP wait until one or the other is true. The caller ignores SIGPIPE and SIGXFSZ, so that
 * they are errors here. */
bool output_commit(const OutputFiles *output, Diag *diag);

/* False (see errno) on failure, and when a signal that was held back has come (EINTR). */
bool write_all(int descriptor, const void *data, size_t size);

/* Holds SIGINT, SIGTERM and SIGHUP back until signals_release: while there is something to clean up. */
void signals_hold(sigset_t *old);
bool signals_waiting(void); /* one of them has come: time to give up */
void signals_release(const sigset_t *old);

#endif
