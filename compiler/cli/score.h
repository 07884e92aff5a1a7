/* score.h: how often the answers are right. */
#ifndef RESNETC_CLI_SCORE_H
#define RESNETC_CLI_SCORE_H

#include "answers.h"
#include "page/page.h"

typedef struct {
    int class, answer;
} Pair;

typedef struct {
    int classes;
    const char *const *labels; /* NULL: there are none */
    Pair *pairs;               /* of each image that counts; room for all */
    int images;
    int first, among; /* the answer is the class; the class is among the first TOP */
} Score;

Score score_new(Arena *arena, int classes, const char *const *labels, int images);
void score_add(Score *score, int class, const Ranking *ranking);

/* What was taken for something else, most often first: at most ten pairs. */
const Confusion *score_confusions(Arena *arena, Score *score, int *count);

/* Top-1, top-5; of few classes how often each was taken for each, of many the pairs that are confused most.
 */
void score_print(Arena *arena, Score *score, Text *text);

#endif
