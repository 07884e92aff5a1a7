/* calibrate.h: what integers stand for: ranges of values as they were observed (ranges.h); from them a
 * network in integers, and the reference that computes it (quantized.h, integers.h).
 * docs/decisions/033-int8.md says why it is computed so. */
#ifndef RESNETC_CALIBRATE_H
#define RESNETC_CALIBRATE_H

#include "integers.h"
#include "lower.h"
#include "quantized.h"
#include "ranges.h"

#endif
