/* workshop.h: a private folder in which others' programs work for us: compilers, and what they made. */
#ifndef RESNETC_JIT_WORKSHOP_H
#define RESNETC_JIT_WORKSHOP_H

#include "base/base.h"

enum { MAX_WORDS = 64 };

/* A command line, NULL-terminated; of more words than there is room for it is not run. */
typedef struct {
    char *words[MAX_WORDS + 1];
    int count; /* all of them */
} Command;

void add_word(Command *command, char *word);
/* The blank-separated words of `text`; there is no shell, so no quoting. */
void add_words(Arena *arena, Command *command, const char *text);

/* All files that may be in the folder (workshop_names[]). */
typedef enum {
    FILE_SOURCE,  /* the network */
    FILE_DRIVER,  /* main() for it */
    FILE_SCRIPT,  /* the machine's */
    FILE_PRODUCT, /* what the compiler made */
    FILE_MESSAGES,
    FILE_WEIGHTS,
    FILE_INPUT,
    FILE_OUTPUT,
    FILE_TRACE,
    WORKSHOP_FILES
} WorkshopFile;

extern const char *const workshop_names[WORKSHOP_FILES];

typedef struct {
    bool open;
    char *folder;
    char *paths[WORKSHOP_FILES];
    int messages;  /* what programs print: in memory, since a disk that is full has no room for the complaint
                    */
    sigset_t mask; /* the signals as we were given them */
} Workshop;

/* Allocates all there is to allocate before the folder is made, so that no failing malloc strands it. Signals
 * that end the program wait until it is closed. NULL on failure. */
Workshop *workshop_open(Arena *arena, Diag *diag);
void workshop_close(Workshop *shop); /* which may be NULL, or closed already */

bool workshop_write(const Workshop *shop, WorkshopFile file, const void *bytes, size_t size, Diag *diag);

/* Runs the command to its end; `inside` the folder or where we are. False where it fails, with its first
 * complaint: `result` is then not to be trusted. */
bool workshop_run(Arena *arena, const Workshop *shop, Command *command, bool inside, WorkshopFile result,
                  Diag *diag);

#endif
