/* diag.h: what went wrong, for the user; how far a long task is. */
#ifndef RESNETC_BASE_DIAG_H
#define RESNETC_BASE_DIAG_H

#include "arena.h"

/* ---- Diag: what went wrong, for the user. First error wins; notes pile up. Nothing below main prints. ----
 */

typedef enum {
    STATUS_OK = 0,
    STATUS_INPUT = 1,    /* the content of an input is wrong: spec, weights, image */
    STATUS_USAGE = 2,    /* wrong command line */
    STATUS_SYSTEM = 3,   /* missing, unreadable, unwritable file; no memory */
    STATUS_DISAGREES = 4 /* --verify found a disagreement */
} Status;

/* Bytes of a text that the user wrote. */
typedef struct {
    const char *text; /* not NUL-terminated; lives as long as the Diag's arena. NULL: no such place */
    size_t length, from, to;
    bool numbered; /* the text has lines, and a line's number means something */
} DiagPlace;

typedef struct {
    Arena *arena;
    Status status;
    const char *message; /* one line, without "resnetc: " and newline; NULL while all is well */
    DiagPlace place;     /* what the message is about, for those who can show it */
    const char **notes;  /* one line each, the same way */
    int note_count, note_room;
} Diag;

/* Records the error unless there is one already. Always returns false, so that a reader can `return
 * diag_fail(...)`. */
bool diag_fail(Diag *diag, Status status, const char *format, ...) PRINTF_LIKE(3, 4);
/* The same, of a place, whose text is copied. */
bool diag_fail_at(Diag *diag, Status status, const DiagPlace *place, const char *format, ...)
    PRINTF_LIKE(4, 5);
void diag_note(Diag *diag, const char *format, ...) PRINTF_LIKE(2, 3);

/* ---- Progress: who is told how far a long task is. All zero: nobody. ---- */

typedef struct {
    void (*tell)(void *context, int done, int total); /* done grows up to total */
    void *context;
} Progress;

#endif
