/* calibrate.h: what integers stand for: ranges of values as they were observed (ranges.h), on pictures
 * (calibration.h) or by what norms say (norms.h), kept in files (kept.h); from them a network in integers,
 * and the reference that computes it (quantized.h, integers.h). docs/decisions/033-int8.md says why it is
 * computed so. */
#ifndef RESNETC_CALIBRATE_H
#define RESNETC_CALIBRATE_H

#include "calibration.h"
#include "integers.h"
#include "kept.h"
#include "lower.h"
#include "mix.h"
#include "norms.h"
#include "quantized.h"
#include "ranges.h"

#endif
