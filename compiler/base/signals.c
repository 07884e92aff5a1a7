/* signals.c: signals that end the program wait while there is something to clean up. */
#include "output.h"

static sigset_t ending_signals(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    return set;
}

void signals_hold(sigset_t *old) {
    sigset_t set = ending_signals();
    pthread_sigmask(SIG_BLOCK, &set, old);
}

bool signals_waiting(void) {
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM) || sigismember(&pending, SIGHUP);
}

void signals_release(const sigset_t *old) { pthread_sigmask(SIG_SETMASK, old, NULL); }
