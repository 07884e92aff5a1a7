/* wound.h: what is no number, put into an image, and what comes out held against the interpreter. */
#ifndef TESTS_WOUND_H
#define TESTS_WOUND_H

#include "engine.h"

/* `value` in a pixel of the batch's last image; the others stay whole. */
typedef struct {
    float value;
    int channel, y, x;
} Wound;

/* In memory that children share: no pointers. */
typedef struct {
    long no_numbers; /* among the outputs of the wounded image */
    long spared;     /* numbers among them */
    char message[240];
} Scar;

/* Noise, with the wound. */
float *wounded_input(Arena *arena, const Plan *plan, const Wound *wound);

/* Whether NaN is where the interpreter has it; where it has an infinity, that one or NaN; where it has a
 * number, about that number (`bound`: relative to the output's largest one), or NaN in pixels that reach.h
 * allows. Else false, with the scar's message. */
bool wound_once(const Network *network, const Wound *wound, double bound, Scar *scar);

/* NaN and both infinities in two corners and in the middle. */
bool wound_everywhere(const Network *network, double bound, Scar *scar);

#endif
