/* workspaces.h: memory that the calls of a model borrow: as many workspaces as there were calls at once. */
#ifndef RESNETC_LIBRARY_WORKSPACES_H
#define RESNETC_LIBRARY_WORKSPACES_H

#include <pthread.h>
#include <stddef.h>

typedef struct Workspace {
    struct Workspace *next;
    void *bytes; /* 64-byte aligned */
} Workspace;

typedef struct {
    pthread_mutex_t mutex;
    Workspace *idle;
} Workspaces;

void workspaces_init(Workspaces *all);
Workspace *workspace_take(Workspaces *all,
                          size_t bytes); /* one that nobody uses, or a new one; NULL: no memory */
void workspace_give_back(Workspaces *all, Workspace *workspace);
void workspaces_free(Workspaces *all); /* none is lent any more */

#endif
