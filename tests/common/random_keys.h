/* random_keys.h: keys of specs, drawn. */
#ifndef TESTS_RANDOM_KEYS_H
#define TESTS_RANDOM_KEYS_H

#include "base/base.h"

typedef struct {
    uint64_t state;
    int stages;
    bool whole; /* any width from 1 to 130, any size from 1 to 97; else such as come up, and small images */
} Draw;

int between(Draw *draw, int low, int high); /* both included */
bool one_in(Draw *draw, int count);

#define PICK(draw, ...)                                                                                      \
    ((const int[]){ __VA_ARGS__ })[between(draw, 0, COUNT_OF(((const int[]){ __VA_ARGS__ })) - 1)]
/* Of the whole language a wider choice: EITHER(draw, (1, 2, 64), (1, 2)). */
#define EITHER(draw, wide, usual)                                                                            \
    ((draw)->whole ? PICK_OF(draw, UNPACKED wide) : PICK_OF(draw, UNPACKED usual))
#define PICK_OF(draw, ...) PICK(draw, __VA_ARGS__)
#define UNPACKED(...)      __VA_ARGS__
/* One of some strings. */
#define WORD(draw, ...)                                                                                      \
    ((const char *const[]){                                                                                  \
        __VA_ARGS__ })[between(draw, 0, COUNT_OF(((const char *const[]){ __VA_ARGS__ })) - 1)]

/* , "key": [...], one integer a stage */
void add_list(Text *text, const char *key, const int *values, int count);

/* What the wider family has beyond plain networks: each of its keys in a third of the texts. Not all fit each
 * other. */
void add_family(Text *text, Draw *draw);
void add_wide_stem(Text *text, Draw *draw);

#endif
