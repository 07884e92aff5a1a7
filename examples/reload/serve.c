/* serve.c: a server of pictures on standard input: serve WEIGHTS [THREADS] <pictures >answers
 *
 * On SIGHUP it loads WEIGHTS anew, while its threads go on. Answers come in the order in which they are
 * ready. */
#define _GNU_SOURCE
#include "answer.h"
#include "live.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_THREADS = 64 };

typedef struct {
    Live *live;
    const char *path;
    pthread_mutex_t input, output;
    uint64_t requests;
    int loads;
} Server;

static int fail(const char *what, const char *why) {
    fprintf(stderr, "serve: %s: %s\n", what, why);
    return EXIT_FAILURE;
}

static bool take_request(Server *server, unsigned char *picture, uint64_t *number) {
    pthread_mutex_lock(&server->input);
    const bool some = fread(picture, FASHION_INPUT_BYTES, 1, stdin) == 1;
    if (some) *number = server->requests++;
    pthread_mutex_unlock(&server->input);
    return some;
}

static bool write_answer(Server *server, const Answer *answer) {
    pthread_mutex_lock(&server->output);
    const bool good = fwrite(answer, sizeof *answer, 1, stdout) == 1;
    pthread_mutex_unlock(&server->output);
    return good;
}

/* Returns what was wrong, or NULL. */
static void *serve(void *argument) {
    Server *server = argument;
    unsigned char picture[FASHION_INPUT_BYTES];
    Answer answer;
    bool good = true;
    void *workspace = aligned_alloc(64, FASHION_WORKSPACE_BYTES);
    if (!workspace) return strerror(ENOMEM);
    while (good && take_request(server, picture, &answer.number)) {
        const Weights *weights = live_acquire(server->live); /* the same for all of a request */
        fashion_run(weights->bytes, workspace, picture, answer.logits);
        memcpy(&answer.weights, (const char *)weights->bytes + CHECKSUM_AT, sizeof answer.weights);
        live_release(server->live, weights);
        good = write_answer(server, &answer);
    }
    free(workspace);
    return good ? NULL : strerror(errno);
}

/* SIGHUP is blocked everywhere: only this thread hears it. */
static void *reload(void *argument) {
    Server *server = argument;
    sigset_t hangup;
    int which;
    sigemptyset(&hangup);
    sigaddset(&hangup, SIGHUP);
    while (sigwait(&hangup, &which) == 0) {
        pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, NULL);
        server->loads += live_load(server->live, server->path);
        pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, NULL);
    }
    return NULL;
}

int main(int argc, char **argv) {
    Server server = { .live = live_open(),
                      .input = PTHREAD_MUTEX_INITIALIZER,
                      .output = PTHREAD_MUTEX_INITIALIZER };
    const int count = argc > 2 ? atoi(argv[2]) : 2;
    if (argc < 2 || count < 1 || count > MOST_THREADS)
        return fail("usage", "serve WEIGHTS [THREADS] <pictures >answers");
    if (!fashion_cpu_ok())
        return fail("this processor", "lacks instructions that the network was compiled for");
    server.path = argv[1];
    sigset_t hangup;
    sigemptyset(&hangup);
    sigaddset(&hangup, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &hangup, NULL); /* threads inherit it */
    if (!server.live || !live_load(server.live, server.path))
        return fail(server.path, "no weights to begin with");

    pthread_t reloader, threads[MOST_THREADS];
    int started = 0;
    const int error = pthread_create(&reloader, NULL, reload, &server);
    if (error) return fail("thread", strerror(error));
    while (started < count && !pthread_create(&threads[started], NULL, serve, &server)) started++;
    const char *wrong = started ? NULL : "cannot be started";
    for (int i = 0; i < started; i++) {
        void *said;
        pthread_join(threads[i], &said);
        if (said) wrong = said;
    }
    pthread_cancel(reloader);
    pthread_join(reloader, NULL);
    if (fflush(stdout)) wrong = strerror(errno);
    fprintf(stderr, "%llu answers, weights loaded again %d times, %d mapped\n",
            (unsigned long long)server.requests, server.loads, live_mapped(server.live));
    live_close(server.live);
    return wrong ? fail("thread", wrong) : EXIT_SUCCESS;
}
