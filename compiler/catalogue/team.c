/* team.c: threads that share the work of kernels.
 *
 * A network has some hundred loops, each a few ten microseconds: who waits for others looks for a while
 * whether they are done, and only then sleeps. Somebody who has taken away a core for a moment (another
 * program) costs so much waiting and no more; the items that its thread did not take go to the others. */
#include "team.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

/* So many looks take some 15 us: as fast as longer ones on cores of our own, and where another program wants
 * one of them ResNet-50 loses a tenth against one thread, with 2,000 looks a fifth, with 20,000 it takes
 * three times as long. */
enum { CHUNKS = 16, LOOKS = 500, LINE = 64 };

/* What a kernel is called with. */
typedef struct {
    SharedKernel *kernel;
    const void *sizes;
    const void *x, *w, *r;
    const float *bias;
    void *y;
    float *scratch;
} Call;

/* What all threads write lies in cache lines of its own. */
struct Team {
    int threads; /* the caller included */
    pthread_t ids[MOST_TEAM];
    pthread_mutex_t mutex, used; /* of those who sleep; of the caller that has the team */
    pthread_cond_t changed;
    Call call;
    bool ending;
    _Alignas(LINE) atomic_uint calls;   /* so many have begun */
    _Alignas(LINE) atomic_uint next;    /* item of the loop */
    _Alignas(LINE) atomic_uint arrived; /* threads at the loop's end */
    _Alignas(LINE) atomic_uint loops;   /* so many have ended */
    atomic_int sleepers;
};

static void pause_briefly(void) {
#if defined __x86_64__
    __builtin_ia32_pause();
#endif
}

/* A sleeper is counted before it looks once more, and who changes the word looks for sleepers afterwards: one
 * of them sees the other. */
static void await_change(Team *team, atomic_uint *word, unsigned old) {
    for (int look = 0; look < LOOKS; look++) {
        if (atomic_load(word) != old) return;
        pause_briefly();
    }
    atomic_fetch_add(&team->sleepers, 1);
    pthread_mutex_lock(&team->mutex);
    while (atomic_load(word) == old) pthread_cond_wait(&team->changed, &team->mutex);
    pthread_mutex_unlock(&team->mutex);
    atomic_fetch_sub(&team->sleepers, 1);
}

static void change(Team *team, atomic_uint *word) {
    atomic_fetch_add(word, 1);
    if (!atomic_load(&team->sleepers)) return;
    pthread_mutex_lock(&team->mutex);
    pthread_cond_broadcast(&team->changed);
    pthread_mutex_unlock(&team->mutex);
}

/* The last one to come leaves all as the next loop wants to find it. */
static void end_loop(Team *team) {
    unsigned loop = atomic_load(&team->loops);
    if (atomic_fetch_add(&team->arrived, 1) + 1 < (unsigned)team->threads) {
        await_change(team, &team->loops, loop);
        return;
    }
    atomic_store(&team->arrived, 0);
    atomic_store(&team->next, 0);
    change(team, &team->loops);
}

bool team_take(Team *team, Chunk *range, unsigned total) {
    unsigned chunk = total > CHUNKS ? total / CHUNKS : 1;
    unsigned first = atomic_fetch_add(&team->next, chunk);
    if (first >= total) return end_loop(team), false;
    *range = (Chunk){ first, total - first < chunk ? total : first + chunk };
    return true;
}

static void run(const Call *c, const Share *share) {
    c->kernel(share, c->sizes, c->x, c->w, c->bias, c->r, c->y, c->scratch);
}

/* A call begins when all threads have left the last loop of the one before, so none is missed. */
typedef struct {
    Team *team;
    size_t thread;
} Worker;

static void *work(void *object) {
    const Worker worker = *(Worker *)object;
    Team *team = worker.team;
    free(object);
    for (unsigned seen = 0;; seen++) {
        await_change(team, &team->calls, seen);
        if (team->ending) return NULL;
        const Call call = team->call;
        run(&call, &(Share){ team, worker.thread });
    }
}

static bool start_worker(Team *team) {
    Worker *worker = malloc(sizeof *worker);
    if (!worker) return false;
    *worker = (Worker){ team, (size_t)team->threads };
    if (pthread_create(&team->ids[team->threads], NULL, work, worker)) return free(worker), false;
    team->threads++;
    return true;
}

/* Signals stay the caller's. */
static void start_workers(Team *team, int threads) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (team->threads < threads && team->threads < MOST_TEAM && start_worker(team)) continue;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

Team *team_new(int threads) {
    Team *team = aligned_alloc(LINE, sizeof *team);
    if (!team) return NULL;
    *team = (Team){ .threads = 1 };
    pthread_mutex_init(&team->mutex, NULL);
    pthread_mutex_init(&team->used, NULL);
    pthread_cond_init(&team->changed, NULL);
    start_workers(team, threads);
    return team;
}

void team_free(Team *team) {
    if (!team) return;
    team->ending = true;
    change(team, &team->calls);
    for (int i = 1; i < team->threads; i++) pthread_join(team->ids[i], NULL);
    pthread_cond_destroy(&team->changed);
    pthread_mutex_destroy(&team->used);
    pthread_mutex_destroy(&team->mutex);
    free(team);
}

void share_out(Team *team, SharedKernel *kernel, const void *sizes, const void *x, const void *w,
               const float *bias, const void *r, void *y, float *scratch) {
    const Call call = { kernel, sizes, x, w, r, bias, y, scratch };
    if (!team || team->threads == 1 || pthread_mutex_trylock(&team->used)) {
        run(&call, &(Share){ NULL, 0 });
        return;
    }
    team->call = call;
    change(team, &team->calls);
    run(&call, &(Share){ team, 0 });
    pthread_mutex_unlock(&team->used);
}
