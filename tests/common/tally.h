/* tally.h: counting checks, and the closing line of test programs that do not use cmocka. */
#ifndef TESTS_TALLY_H
#define TESTS_TALLY_H

#include <stdbool.h>

typedef struct {
    int passed, failed;
} Tally;

/* Counts; prints the message where it fails. Returns `good`. */
bool check(Tally *tally, bool good, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Prints "N passed, N failed" and returns main's exit status. */
int tally_close(const Tally *tally);

#endif
