/* team.h: threads that share the work of the catalogue's kernels. Every thread of a team calls the kernel,
 * and in its loops takes the next items until there are none. Included by the catalogue's C: only what it
 * needs is inline. */
#ifndef RESNETC_CATALOGUE_TEAM_H
#define RESNETC_CATALOGUE_TEAM_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Team Team;
enum { MOST_TEAM = 64 }; /* threads of a team */

/* A thread inside a kernel. */
typedef struct {
    Team *team;    /* NULL: alone */
    size_t thread; /* from 0: which part of the scratch memory is its own */
} Share;

/* Items first to end - 1 of a loop; all zero before the first are taken. */
typedef struct {
    unsigned first, end;
} Chunk;

/* The kernel of a layer, its sizes a struct of parameters.h. */
typedef void SharedKernel(const Share *share, const void *sizes, const void *x, const void *w,
                          const float *bias, const void *r, void *y, float *scratch);

/* `threads` of them, the caller of share_out among them; fewer where no more can be had. NULL: no memory.
 * They sleep while nothing is to be done. */
Team *team_new(int threads);
void team_free(Team *team); /* NULL: nothing */

/* Calls the kernel in every thread of the team, and returns when all of it is done. A team that another
 * thread is using, and NULL, leave the caller to do it alone: the bits are the same. */
void share_out(Team *team, SharedKernel *kernel, const void *sizes, const void *x, const void *w,
               const float *bias, const void *r, void *y, float *scratch);

/* The next items of a loop over `total`, one or more; false when all threads have done all of them. */
bool team_take(Team *team, Chunk *range, unsigned total);

static inline bool share_take(const Share *share, Chunk *range, unsigned total) {
    if (share->team) return team_take(share->team, range, total);
    if (range->end) return false;
    range->end = total;
    return true;
}

#endif
