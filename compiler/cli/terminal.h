/* terminal.h: what a terminal gets that a pipe does not. */
#ifndef RESNETC_CLI_TERMINAL_H
#define RESNETC_CLI_TERMINAL_H

#include "base/base.h"

bool terminal_is(int descriptor);
bool terminal_obeys(int descriptor);   /* it is one, and knows how to erase and to colour: not TERM=dumb */
bool terminal_colours(int descriptor); /* such a one, and NO_COLOR is not set (no-color.org) */
int terminal_columns(int descriptor);  /* $COLUMNS, or what it says itself; 80 where it does not */

/* The line of the place, and below it what is meant: "   12 |   "batch": 0" and "      |            ^".
 * Nothing that a terminal obeys but, where `colours`, the caret's own. A line that is wider than the terminal
 * is cut around the place. "" where there is no place, or nothing stands there. */
const char *caret_text(Arena *arena, const DiagPlace *place, int columns, bool colours);

#endif
