/* tally.c: see tally.h. */
#include "tally.h"

#include <stdarg.h>
#include <stdio.h>

bool check(Tally *tally, bool good, const char *format, ...) {
    va_list arguments;
    if (good) return tally->passed++, true;
    tally->failed++;
    va_start(arguments, format);
    printf("FAILED: ");
    vprintf(format, arguments);
    printf("\n");
    va_end(arguments);
    return false;
}

int tally_close(const Tally *tally) {
    printf("%d passed, %d failed\n", tally->passed, tally->failed);
    return tally->failed || !tally->passed;
}
