/* portable.c: what runs on every machine. */
#include "rows.h"

/* Of no processor in particular. The sizes are Zen 3's, where --target scalar was measured; that its caches
 * are not exposed is measured there, too: with less arithmetic a cycle there is more time for what comes. */
static const Caches caches = {
    .line_bytes = 64,
    .near_bytes = 512 << 10,
    .far_bytes = 16 << 20,
    .span_bytes = 4 << 20,
    .near_rate = 32,
    .far_rate = 20,
    .memory_rate = 5,
};

/* The core is assumed to be like Zen 5's. Tiles: what a compiler makes of them is its affair. */
const Target target_scalar = { .name = "scalar",
                               .core = &zen5_core,
                               .caches = &caches,
                               .prelude = PRELUDE_PLAIN,
                               .lanes = 1,
                               .registers = 16,
                               .pixels = { 8, 6, 4, 4 },
                               .standard = "c99",
                               .flags = "",
                               .small = true,
                               .summary = "plain C99, one lane: any machine, any compiler" };
