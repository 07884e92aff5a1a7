/* options_check.c: what the options mean together. */
#include "options.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool is_random(const char *source) { return !strncmp(source, "random:", strlen("random:")); }

const char *calibration_file(const Options *options) {
    const char *input = options->calibrate;
    bool path = input && !is_random(input) && strcmp(input, "norms") != 0 && strcmp(input, "-") != 0;
    return path ? input : NULL;
}

bool options_hold_out(const Options *options) {
    return options->calibrate && (options->report_precision || options->precision == PRECISION_AUTO);
}

/* By labels, too. */
static bool scores_held_out(const Options *options) { return options->truth && options_hold_out(options); }

bool truth_is_folders(const Options *options) { return options->truth && !strcmp(options->truth, "folders"); }

bool options_wants_files(const Options *options) {
    return options->output || options->memory_plan || options->dump;
}

/* The catalogue has no kernels of where integers and floats meet. */
JitKind options_run_jit(const Options *options) {
    if (options->emulator) return JIT_EMULATED;
    if (options->jit_given) return options->jit;
    return options->precision == PRECISION_AUTO ? JIT_CC : JIT_TCC;
}

JitKind options_verify_jit(const Options *options) {
    if (options->emulator) return JIT_EMULATED;
    return options->jit_given ? options->jit : JIT_CC;
}

const Target *options_run_target(const Options *options) {
    for (int i = 0; i < options->target_count; i++)
        if (target_runs_here(options->targets[i])) return options->targets[i];
    return options->target;
}

/* A name before the suffix: neither ".c" nor "d/.c". */
static bool is_c_file(const char *path) {
    size_t length = strlen(path);
    return ends_with(path, ".c") && length > 2 && path[length - 3] != '/';
}

bool is_output_folder(const char *path) {
    struct stat status;
    return ends_with(path, "/") || (!stat(path, &status) && S_ISDIR(status.st_mode));
}

/* The file's name stands in the C between quotes, where two question marks begin a trigraph (C17, 5.2.1.1).
 */
static bool can_be_quoted(const char *path) {
    const char *name = without_folder(path);
    return !strpbrk(name, "\"\\\n\r") && !strstr(name, "?\?");
}

/* Standard output, where only the C may go, or standard input. */
static bool is_stream(const char *path) { return path && !strcmp(path, "-"); }

static const char *check_output(const Options *options) {
    bool to_stdout = is_stream(options->output);
    bool to_file = options->output && !to_stdout && !is_output_folder(options->output);
    if (to_file && !is_c_file(options->output))
        return "-o: expected a file name that ends in .c, a folder (DIR/), or -";
    if (to_file && !can_be_quoted(options->output))
        return "-o: expected a file name without quotes, backslashes, line breaks and ?\?";
    if (is_stream(options->memory_plan)) return "--memory-plan: expected a file name, got -";
    if (is_stream(options->report)) return "--report: expected a file name, got -";
    if (options->report && !ends_with(options->report, ".html") && !ends_with(options->report, ".htm"))
        return "--report: expected a file name that ends in .html";
    if (is_stream(options->output_array)) return "--output: expected a file name, got -";
    if (is_stream(options->save_calibration)) return "--save-calibration: expected a file name, got -";
    if (is_stream(options->tune)) return "--tune: expected a file name, got -";
    if (options->preprocess && (!options->output || to_stdout)) return "--emit-preprocess needs -o FILE.c";
    if (options->flags && (!options->output || to_stdout)) return "--emit-flags needs -o FILE.c";
    if (options->make_rule && (!options->output || to_stdout)) return "-MD needs -o FILE.c";
    if (options->weights_in && (!options->output || to_stdout)) return "--weights-in needs -o FILE.c";
    return NULL;
}

/* What programs read there stands alone. */
static const char *check_stdout(const Options *options) {
    if (is_stream(options->output) && (options->describe || options->dump || options->run ||
                                       options->verify || options->bench || options->tune))
        return "-o - writes to standard output, and so do --describe, --dump, --run, --verify, --bench and "
               "--tune";
    if (options->describe == DESCRIBE_JSON && (options->dump || options->run))
        return "--describe=json has standard output for itself: expected no --dump and --run beside it";
    if (options->run && options->format && (options->describe || options->dump))
        return "--format csv and jsonl have standard output for themselves: expected no --describe and "
               "--dump beside them";
    return NULL;
}

/* A pipe can be read once; a file that is standard input is read anew. */
static const char *check_stdin(const Options *options) {
    struct stat status;
    const bool runs = is_stream(options->run), tried = options->verify || options->bench;
    const int readers = is_stream(options->spec) + is_stream(options->calibrate) + runs + (runs && tried);
    if (readers < 2 || (!fstat(STDIN_FILENO, &status) && S_ISREG(status.st_mode))) return NULL;
    return "standard input can be read once: expected one - of SPEC, --calibrate and --run, and no --verify "
           "and --bench beside --run -";
}

/* A program is of one machine; plain C is of any. */
static const char *check_targets(const Options *options) {
    const void *first = NULL;
    if (!options->target_count) return NULL;
    for (int i = 0; i < options->target_count; i++) {
        const Target *target = options->targets[i];
        const void *kind = target->machine ? (const void *)target->machine : target->architecture;
        if (first && kind && kind != first) return "--target: expected targets of one processor, and scalar";
        if (kind) first = kind;
    }
    if (!options->output || is_stream(options->output)) return "--target of several needs -o FILE.c";
    if (options->tune || options->tuned) return "--tune and --tuned are for one target";
    return NULL;
}

static bool is_foreign(const Options *options) { return options->target && options->target->machine; }

static const char *check_emulator(const Options *options) {
    if (!options->emulator) return NULL;
    if (!is_foreign(options))
        return "--emulator needs a --target of another machine; --target help lists them";
    if (!options->run && !options->verify) return "--emulator needs --run or --verify";
    if (options->jit_given) return "--emulator runs what a compiler for its machine made: expected no --jit";
    if (options->threads > 1 && !options->target->machine->threads)
        return "--threads: expected 1: programs of the target's machine have one thread";
    if (!options->emulator[strspn(options->emulator, " \t")] && *options->emulator)
        return "--emulator: expected a command";
    return NULL;
}

static const char *check_running(const Options *options) {
    bool runs = options->run || options->verify || options->bench;
    if (options->output_array && !options->run)
        return ends_with(options->output_array, ".c") ? "--output needs --run; did you mean -o?"
                                                      : "--output needs --run";
    if (options->labels && !options->run && !scores_held_out(options)) return "--labels needs --run";
    if (options->format && !options->run) return "--format needs --run";
    if (options->truth && !options->run && !options_hold_out(options))
        return "--truth needs --run, --report-precision or --precision auto";
    if (options->jit_given && !runs && !options->calibrate)
        return "--jit needs --run, --verify, --bench or --calibrate";
    if (options->threads && !runs && !options->calibrate)
        return options->output ? "--threads needs --run, --verify, --bench or --calibrate; how many threads "
                                 "the C of -o has is said when it is compiled, by -DNAME_MAX_THREADS=N"
                               : "--threads needs --run, --verify, --bench or --calibrate";
    if (is_foreign(options) && options->bench)
        return "--bench with a target of another machine: nothing is timed by an emulator";
    if (is_foreign(options) && runs && !options->emulator)
        return "--run and --verify with a target of another machine need that machine, or --emulator";
    if (is_foreign(options) && runs) return NULL;
    const Target *target = options_run_target(options);
    if (runs && (target ? !target_runs_here(target) : options->target_count > 0))
        return "--run, --verify and --bench need a target that this processor can run; --target help lists "
               "them";
    return NULL;
}

static bool needs_ranges(const Options *options) {
    return options->precision == PRECISION_INT8 || options->precision == PRECISION_AUTO;
}

static bool is_scarce(const Options *options) {
    const Economy *economy = &options->economy;
    return economy->prefer == PREFER_SIZE || economy->weights || economy->workspace;
}

static const char *check_tuning(const Options *options) {
    if (options->tune && options->tuned) return "--tune FILE reads FILE, too: expected no --tuned beside it";
    if (options->tune && options->jit_given && options->jit == JIT_TCC)
        return "--tune compiles by the system's compiler: expected no --jit tcc beside it";
    if ((options->tune || options->tuned) && needs_ranges(options))
        return "--tune and --tuned know no integers yet: expected --precision fp32 or bf16 beside them";
    if ((options->tune || options->tuned) && is_scarce(options))
        return "--tune and --tuned choose for speed: expected no --prefer size, --weights-limit and "
               "--workspace-limit beside them";
    if (options->tune && options->target && !target_runs_here(options->target))
        return "--tune needs a target that this processor can run; --target help lists them";
    return NULL;
}

static const char *check_calibration(const Options *options) {
    if (needs_ranges(options) && !options->calibrate)
        return options->precision == PRECISION_INT8 ? "--precision int8 needs --calibrate"
                                                    : "--precision auto needs --calibrate";
    if (options->save_calibration && !options->calibrate) return "--save-calibration needs --calibrate";
    if (options->rule_given && !options->calibrate) return "--calibrate-by needs --calibrate";
    if (options->max_drop_given && options->precision != PRECISION_AUTO)
        return "--max-drop needs --precision auto";
    if (options->report_precision && !options->precision)
        return "--report-precision needs --precision bf16, int8 or auto";
    if (options->report_precision && !options->calibrate)
        return "--report-precision needs --calibrate and images";
    if (options->calibrate && !needs_ranges(options) && !options->save_calibration &&
        !options->report_precision)
        return "--calibrate needs --precision int8, --precision auto or --save-calibration";
    return NULL;
}

static bool makes_nothing(const Options *options) {
    return !options_wants_files(options) && !options->describe && !options->run && !options->verify &&
           !options->bench && !options->tune && !options->save_calibration && !options->report_precision &&
           !options->report;
}

/* Those that say what is made of a network, or what is done with it. */
static bool wants_network(const Options *options) {
    return options->spec || options->weights || options->strict || options->target || options->target_count ||
           options->tune || options->tuned || options->make_rule || options->preprocess || options->flags ||
           options->memory_plan || options->report || options->describe || options->dump || options->run ||
           options->output_array || options->labels || options->format || options->truth || options->verify ||
           options->bench || options->emulator || options->jit_given || options->threads ||
           options->weights_in;
}

static bool wants_choices(const Options *options) {
    const Economy *economy = &options->economy;
    return options->accuracy || options->precision || options->calibrate || options->rule_given ||
           options->save_calibration || options->report_precision || options->max_drop_given ||
           economy->prefer || economy->weights || economy->workspace;
}

/* It writes a spec and does nothing else. */
static const char *check_import(const Options *options) {
    if (wants_network(options) || wants_choices(options))
        return "--import writes a spec: expected -o FILE.json, --set, --names and -q at most beside it";
    if (options->output && !is_stream(options->output) && !ends_with(options->output, ".json") &&
        !is_output_folder(options->output))
        return "--import writes a spec: expected -o FILE.json, or -o -";
    return NULL;
}

static const char *check_network(const Options *options) {
    const char *wrong = check_output(options);
    if (!wrong) wrong = check_stdout(options);
    if (!wrong) wrong = check_stdin(options);
    if (!wrong) wrong = check_targets(options);
    if (!wrong) wrong = check_running(options);
    if (!wrong) wrong = check_emulator(options);
    if (!wrong) wrong = check_tuning(options);
    if (!wrong) wrong = check_calibration(options);
    if (!wrong && is_stream(options->weights)) wrong = "--weights: expected a file name, got -";
    if (!wrong && !options->spec)
        wrong = options->weights && !is_random(options->weights)
                    ? "expected a spec beside --weights, or the weights file alone: resnetc WEIGHTS -o FILE.c"
                    : "expected a spec or a weights file: resnetc SPEC.json -o FILE.c (see resnetc --help)";
    if (!wrong && makes_nothing(options))
        wrong = "nothing to do: expected -o, --describe, --run, --verify, --bench, --tune, "
                "--save-calibration, --report-precision, --memory-plan, --report or --dump";
    return wrong;
}

bool options_check(const Options *options, Diag *diag) {
    const char *wrong = options->import ? check_import(options) : check_network(options);
    return !wrong || diag_fail(diag, STATUS_USAGE, "%s", wrong);
}

bool options_check_weights(const Options *options, const char *weights, Diag *diag) {
    bool file = weights && !is_random(weights);
    const char *wrong =
        options->run && !weights                           ? "--run needs --weights"
        : options->verify && !weights                      ? "--verify needs --weights"
        : options->bench && !weights                       ? "--bench needs --weights"
        : options->precision == PRECISION_INT8 && !weights ? "--precision int8 needs --weights"
        : options->precision == PRECISION_AUTO && !weights ? "--precision auto needs --weights"
        : options->calibrate && !weights                   ? "--calibrate needs --weights"
        : options->names && !file                          ? "--names needs a --weights file"
        : options->strict && !file                         ? "--strict needs a --weights file"
                                                           : NULL;
    return !wrong || diag_fail(diag, STATUS_USAGE, "%s", wrong);
}
