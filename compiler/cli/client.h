/* client.h: main as a client of the library: a model as the command line wants it. */
#ifndef RESNETC_CLI_CLIENT_H
#define RESNETC_CLI_CLIENT_H

#include "session.h"

/* For --run, with weights; they are opened anew, from the same memory where they stand in the spec's place.
 * NULL on failure. */
ResnetJit *client_open(const Session *session);

#endif
