/* client.h: main as a client of the library: a model as the command line wants it. */
#ifndef RESNETC_CLI_CLIENT_H
#define RESNETC_CLI_CLIENT_H

#include "session.h"

/* For --run, with weights, which are opened anew. NULL on failure. */
ResnetJit *client_open(const Session *session);

#endif
