/* team.c: what emitted code compiled by gcc -fopenmp asks of libgomp, by threads of POSIX. ThreadSanitizer
 * knows how these begin and end; of libgomp, which is not instrumented, it would report regions that are
 * well. */
#include <pthread.h>
#include <stdlib.h>

enum { MOST = 16 };

static __thread int number, size = 1;

int omp_get_thread_num(void) { return number; }
int omp_get_num_threads(void) { return size; }

typedef struct {
    void (*function)(void *);
    void *data;
    int number, size;
} Member;

static void take_part(const Member *member) {
    number = member->number, size = member->size;
    member->function(member->data);
    number = 0, size = 1;
}

static void *start(void *member) {
    take_part(member);
    return NULL;
}

/* Named by gcc. */
void GOMP_parallel(void (*function)(void *), void *data, unsigned threads, unsigned flags) {
    pthread_t ids[MOST];
    Member members[MOST];
    (void)flags;
    if (threads > MOST) abort();
    for (unsigned i = 0; i < threads; i++) members[i] = (Member){ function, data, (int)i, (int)threads };
    for (unsigned i = 1; i < threads; i++)
        if (pthread_create(&ids[i], NULL, start, &members[i])) abort();
    take_part(&members[0]);
    for (unsigned i = 1; i < threads; i++) pthread_join(ids[i], NULL);
}
