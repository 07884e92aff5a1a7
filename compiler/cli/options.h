/* options.h: the command line, parsed and checked. */
#ifndef RESNETC_CLI_OPTIONS_H
#define RESNETC_CLI_OPTIONS_H

#include "measure/measure.h"

typedef enum { FORMAT_TEXT, FORMAT_CSV, FORMAT_JSONL } Format;
typedef enum { DESCRIBE_NOTHING, DESCRIBE_TABLE, DESCRIBE_JSON, DESCRIBE_TORCH } Describe;

/* Paths are as the user typed them; NULL where the option was not given. */
typedef struct {
    const char *information; /* what --help, --version or --target help print; the rest is unchecked then */

    const char *spec;       /* or a weights file in its place; "-": standard input */
    const char *import;     /* --import: a weights file */
    const char *const *set; /* --set: "KEY=VALUE", NULL-terminated */
    const char *weights;    /* a path or "random:SEED" */
    const char *names;
    bool strict;
    const Target *target;         /* NULL: not asked for */
    const Target *const *targets; /* [target_count] where several were: the file that is written chooses */
    int target_count;             /* 0: one at the most */
    Accuracy accuracy;
    Precision precision;
    Economy economy;       /* --prefer, --weights-limit, --workspace-limit */
    const char *calibrate; /* --calibrate: a path, "random:SEED" or "norms" */
    RangeRule rule;        /* --calibrate-by */
    bool rule_given;
    const char *save_calibration;
    bool report_precision;
    double max_drop; /* --max-drop: points */
    bool max_drop_given;
    const char *tune, *tuned; /* the file of choices, to be written or only read */

    const char *output;      /* -o: "d/foo.c", "-", or a folder, until the network's name is known */
    WeightsPlace weights_in; /* --weights-in */
    bool make_rule;          /* -MD */
    bool preprocess;         /* --emit-preprocess */
    bool flags;              /* --emit-flags */
    const char *memory_plan;
    const char *report; /* --report */
    Describe describe;
    const char *dump; /* a name in dump_passes[] */

    const char *run; /* --run: a path or "random:SEED" */
    const char *labels;
    Format format;            /* --format */
    const char *truth;        /* --truth: a path or "folders"; of --run's images, else of --calibrate's */
    const char *output_array; /* --output */
    bool verify, bench;
    const char *emulator; /* a command; "": the one of the target's row */
    bool jit_given;
    JitKind jit;
    int threads; /* 0: not asked for */

    bool quiet, verbose;
} Options;

/* False (STATUS_USAGE) for a wrong command line. Where getopt itself has already told the user why, on
 * standard error, diag->message stays NULL. */
bool options_parse(Arena *arena, int argc, char **argv, Options *options, Diag *diag);

/* False (STATUS_USAGE) for an argument that getopt would refuse without a word on what was meant, or take for
 * something else; called by options_parse. */
bool options_guess(Arena *arena, char *const *arguments, int count, Diag *diag);

/* What one option allows or needs of another; called by options_parse. */
bool options_check(const Options *options, Diag *diag);
/* What needs weights, which may stand in the spec's place: a path, "random:SEED" or NULL. */
bool options_check_weights(const Options *options, const char *weights, Diag *diag);

bool options_wants_files(const Options *options);   /* anything that a plan for --target is printed to */
JitKind options_run_jit(const Options *options);    /* what compiles for --run */
JitKind options_verify_jit(const Options *options); /* and for --verify, --bench */
/* Of --run, --verify, --bench and what is measured: of several the one that the file which chooses takes
 * here. NULL: native. */
const Target *options_run_target(const Options *options);
bool is_output_folder(const char *path);              /* "DIR/", or what is one */
bool is_random(const char *source);                   /* "random:SEED" rather than a file */
const char *calibration_file(const Options *options); /* --calibrate's, where it is a path; else NULL */
bool options_hold_out(const Options *options);        /* some images of --calibrate are measured on */
bool truth_is_folders(const Options *options);        /* --truth folders */

#endif
