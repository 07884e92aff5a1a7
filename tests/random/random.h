/* random.h: random networks, each compiled in some ways and held against the interpreter. */
#ifndef TESTS_RANDOM_H
#define TESTS_RANDOM_H

#include "trial.h"

/* ---- setting.c: a way to compile a network ---- */

/* What is asked of memory. */
typedef enum {
    WISH_SPEED,
    WISH_SIZE,
    WISH_WEIGHTS,  /* within a limit that an eighth of what speed takes more than the least is */
    WISH_WORKSPACE /* the same */
} Wish;

typedef struct {
    const Target *target;
    const char *compiler; /* "gcc", "clang", "libtcc"; of another machine "cross" */
    Precision precision;
    Accuracy accuracy;
    Wish wish;
    int threads, level; /* of optimization: gcc and clang, -O0 to -O2 */
} Setting;

enum { TRIES = 3 }; /* of a network: by gcc, clang and libtcc */

Setting setting_draw(uint64_t seed, int try);
/* On each target that runs here by each of the three, then on each of another machine that can be emulated;
 * precision and the rest drawn. */
int every_setting_count(void);
Setting every_setting(uint64_t seed, int index);
const char *setting_text(Arena *arena, const Setting *setting); /* "avx2 gcc int8 tight size 2 1" */
enum { SETTING_WORDS = 7 };
bool setting_parse(const char *const *words, Setting *setting); /* [SETTING_WORDS] */

typedef struct {
    Trial trial;
    bool refused; /* there is no such network: int8 with a group norm or too large sums, a kernel
                   * that the catalogue lacks */
    bool done;    /* else it crashed, or took minutes of a processor */
} Outcome;

/* In a child process. */
Outcome try_alone(const char *text, const Setting *setting, uint64_t seed);
/* In this one, which ends where minutes of its time do not do, or an hour of anybody's: others may keep the
 * processors busy. */
void try_in_time(const char *text, const Setting *setting, uint64_t seed, Outcome *outcome);
const char *failure_of(const Outcome *outcome); /* NULL: it is well, or refused */

/* ---- shrink.c: a spec as small as it can be and still fail ---- */

typedef bool Fails(void *context, const char *text);

const char *shrink(Arena *arena, const char *text, Fails *fails, void *context);

#endif
