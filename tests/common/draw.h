/* draw.h: numbers and choices, drawn; the same for the same state on every machine. */
#ifndef TESTS_DRAW_H
#define TESTS_DRAW_H

#include "measure/measure.h"

int draw_between(uint64_t *state, int low, int high); /* both included */
int draw_divisor(uint64_t *state, int number);

/* A choice as a hand might write it into a file of choices: one that the layer can have (complete_choice). */
Choice draw_choice(const Query *q, Accuracy accuracy, uint64_t *state);

#endif
