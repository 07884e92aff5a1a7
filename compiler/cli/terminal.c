/* terminal.c: what a terminal is, and how wide. */
#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { USUAL_COLUMNS = 80, LEAST_COLUMNS = 20, MOST_COLUMNS = 10000 };

bool terminal_is(int descriptor) { return isatty(descriptor); }

bool terminal_obeys(int descriptor) {
    const char *kind = getenv("TERM");
    return terminal_is(descriptor) && kind && *kind && strcmp(kind, "dumb") != 0;
}

bool terminal_colours(int descriptor) {
    const char *no = getenv("NO_COLOR");
    return terminal_obeys(descriptor) && !(no && *no);
}

int terminal_columns(int descriptor) {
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    const long wanted = columns ? strtol(columns, NULL, 10) : 0;
    if (wanted >= LEAST_COLUMNS && wanted <= MOST_COLUMNS) return (int)wanted;
    return ioctl(descriptor, TIOCGWINSZ, &size) || !size.ws_col ? USUAL_COLUMNS : size.ws_col;
}
