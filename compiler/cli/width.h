/* width.h: how much a terminal shows. */
#ifndef RESNETC_CLI_WIDTH_H
#define RESNETC_CLI_WIDTH_H

/* Characters of a line where standard output is a terminal: $COLUMNS, what it says itself, or 80; 0: it is
 * none. */
int terminal_width(void);

#endif
