/* base.h: what every pass stands on: memory, diagnostics, growing text, files, tables, drawings, threads,
 * clocks.
 *
 * Rules that hold for all passes of the compiler:
 *  - a pass adds a table and edits no earlier one; results are const and live in the arena (first parameter);
 *  - values are indices: value v of a Graph is what ops[v] computes, value v of Layers what layers[v]
 * computes;
 *  - user mistakes go into the Diag, of the passes that take one (they return NULL or false then); bugs are
 * asserts;
 *  - nothing prints or exits; none is to be called from two threads with the same arena. */
#ifndef RESNETC_BASE_H
#define RESNETC_BASE_H

#define RESNETC_VERSION "0.1.0"

#include "arena.h"
#include "diag.h"
#include "file.h"
#include "hash.h"
#include "near.h"
#include "output.h"
#include "parallel.h"
#include "svg.h"
#include "table.h"
#include "text.h"
#include "timing.h"
#include "vectors.h"

#endif
