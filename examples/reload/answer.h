/* answer.h: what the server writes for a picture. */
#ifndef RELOAD_ANSWER_H
#define RELOAD_ANSWER_H

#include "fashion.h"
#include <stdint.h>

typedef struct {
    uint64_t number;  /* of the request, from 0 */
    uint64_t weights; /* the checksum in the head of the weights that answered: which ones */
    float logits[FASHION_OUTPUT_FLOATS];
} Answer;

enum { CHECKSUM_AT = 24 }; /* bytes before it in a weights file */

#endif
