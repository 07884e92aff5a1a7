/* tcc_host.h: what libtcc runs on: memory, a way out, a lock. */
#ifndef RESNETC_JIT_TCC_HOST_H
#define RESNETC_JIT_TCC_HOST_H

#include <stdbool.h>

/* Calls function(context), which may call libtcc and must have deleted its states when it returns. One call
 * at a time in the process, others wait. False where libtcc ran out of memory or called exit(): what it had
 * allocated is freed then. */
bool tcc_host_call(void (*function)(void *), void *context);

#endif
