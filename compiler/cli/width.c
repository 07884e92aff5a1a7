/* width.c: the terminal's width. */
#include "width.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { USUAL = 80, LEAST = 20, MOST = 10000 };

int terminal_width(void) {
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    if (!isatty(STDOUT_FILENO)) return 0;
    const long wanted = columns ? strtol(columns, NULL, 10) : 0;
    if (wanted >= LEAST && wanted <= MOST) return (int)wanted;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= LEAST ? size.ws_col : USUAL;
}
