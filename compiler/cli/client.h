/* client.h: main as a client of the library: a model as the command line wants it. */
#ifndef RESNETC_CLI_CLIENT_H
#define RESNETC_CLI_CLIENT_H

#include "library/resnetc_jit.h"
#include "options.h"

/* For --run, with --weights. `tuned`: the file of --tune or --tuned; all zero: none. NULL on failure. */
ResnetJit *client_open(const Options *options, FileView spec, ResnetJitSource tuned, Diag *diag);

#endif
