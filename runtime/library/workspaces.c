/* workspaces.c: memory that the calls of a model borrow. */
#include "workspaces.h"

#include <stdlib.h>

static void free_workspace(Workspace *workspace) {
    if (!workspace) return;
    free(workspace->bytes);
    free(workspace);
}

static Workspace *new_workspace(size_t bytes) {
    Workspace *workspace = calloc(1, sizeof *workspace);
    if (workspace) workspace->bytes = aligned_alloc(64, (bytes + 63) / 64 * 64 + 64);
    if (workspace && workspace->bytes) return workspace;
    free_workspace(workspace);
    return NULL;
}

void workspaces_init(Workspaces *all) {
    pthread_mutex_init(&all->mutex, NULL);
    all->idle = NULL;
}

Workspace *workspace_take(Workspaces *all, size_t bytes) {
    pthread_mutex_lock(&all->mutex);
    Workspace *workspace = all->idle;
    if (workspace) all->idle = workspace->next;
    pthread_mutex_unlock(&all->mutex);
    return workspace ? workspace : new_workspace(bytes);
}

void workspace_give_back(Workspaces *all, Workspace *workspace) {
    pthread_mutex_lock(&all->mutex);
    workspace->next = all->idle;
    all->idle = workspace;
    pthread_mutex_unlock(&all->mutex);
}

void workspaces_free(Workspaces *all) {
    while (all->idle) {
        Workspace *next = all->idle->next;
        free_workspace(all->idle);
        all->idle = next;
    }
    pthread_mutex_destroy(&all->mutex);
}
