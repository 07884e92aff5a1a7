/* options_table.h: the options as rows, for argp, and what --help says of them. */
#ifndef RESNETC_CLI_OPTIONS_TABLE_H
#define RESNETC_CLI_OPTIONS_TABLE_H

#include <argp.h>

enum {
    KEY_VERSION = 256,
    KEY_WEIGHTS,
    KEY_NAMES,
    KEY_STRICT,
    KEY_TARGET,
    KEY_ACCURACY,
    KEY_TUNE,
    KEY_TUNED,
    KEY_PREPROCESS,
    KEY_MEMORY_PLAN,
    KEY_REPORT,
    KEY_DESCRIBE,
    KEY_DUMP,
    KEY_RUN,
    KEY_LABELS,
    KEY_OUTPUT,
    KEY_FORMAT,
    KEY_TRUTH,
    KEY_VERIFY,
    KEY_BENCH,
    KEY_JIT,
    KEY_THREADS,
    KEY_IMPORT,
    KEY_SET,
    KEY_PRECISION,
    KEY_CALIBRATE,
    KEY_CALIBRATE_BY,
    KEY_SAVE_CALIBRATION,
    KEY_REPORT_PRECISION,
    KEY_MAX_DROP,
    KEY_PREFER,
    KEY_WEIGHTS_LIMIT,
    KEY_WORKSPACE_LIMIT,
    KEY_EMULATOR,
    KEY_NAME,
    KEY_LIST,
    KEY_FLAGS,
    KEY_WEIGHTS_IN,
    KEY_COMPLETION,
    KEY_END
};

extern const struct argp_option options_table[];
extern const char options_about[]; /* before the rows, and behind them */

#endif
