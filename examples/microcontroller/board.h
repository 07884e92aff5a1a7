/* board.h: what the program has of the board: a timer, and the host's terminal by semihosting. */
#ifndef BOARD_H
#define BOARD_H

void board_begin(void);          /* the timer starts */
enum { BOARD_TICKS = 0xffffff }; /* the most that it counts to before it begins anew */
unsigned board_ticks(void);
void board_print(const char *text);
unsigned board_stack(void); /* the most bytes that were in use so far */
_Noreturn void board_exit(int failed);

#endif
