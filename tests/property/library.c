/* library.c: the library of runtime/library/resnetc_jit.h: answers as of the compiler's own --run, several
 * models in several threads, every kind of error with its message, memory that runs out. */
#include "library/resnetc_jit.h"
#include "measure/measure.h"
#include "skipped.h"
#include "tally.h"

#include <math.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { THREADS = 4, RUNS = 20, MODELS = 3, CLASSES = 10 };

static const char tiny[] =
    "{\"name\": \"tiny\", \"block\": \"basic\", \"repeats\": [1, 1], \"widths\": [8, 16],"
    " \"stem\": {\"type\": \"cifar\"}, \"classes\": 10, \"batch\": 2,"
    " \"input\": {\"channels\": 3, \"height\": 16, \"width\": 12}}";

static const ResnetJitSource random_weights = { .path = "random:1" };

static void *room(size_t bytes) {
    void *memory = calloc(1, bytes);
    if (!memory) abort();
    return memory;
}

static char *read_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END)) abort();
    *size = (size_t)ftell(file);
    char *bytes = room(*size + 1);
    rewind(file);
    if (fread(bytes, 1, *size, file) != *size) abort();
    fclose(file);
    return bytes;
}

static float *make_input(const ResnetJit *model, unsigned seed) {
    size_t count = resnet_jit_input_floats(model);
    float *input = room(count * sizeof *input);
    for (size_t i = 0; i < count; i++) input[i] = sinf((float)(i * 7 + seed));
    return input;
}

static float *run(ResnetJit *model, const float *input) {
    float *output = room(resnet_jit_output_floats(model) * sizeof *output);
    if (!resnet_jit_run(model, input, output, NULL)) abort();
    return output;
}

static bool near_by(const float *a, const float *b, size_t count, float bound) {
    float largest = 0, error = 0;
    for (size_t i = 0; i < count; i++) {
        largest = fmaxf(largest, fabsf(a[i]));
        error = fmaxf(error, fabsf(a[i] - b[i]));
        if (!isfinite(a[i]) || !isfinite(b[i])) return false;
    }
    return error <= bound * largest;
}

static bool near(const float *a, const float *b, size_t count) { return near_by(a, b, count, 5e-5f); }

/* ---- Targets agree, and what the model says of itself ---- */

/* `name` NULL: native. The first to come is the reference of the others. */
static void check_logits(Tally *tally, const char *name, float *reference, bool first) {
    const ResnetJitOptions options = { .target = name };
    ResnetJitError error;
    ResnetJit *model = resnet_jit_open("specs/resnet20-cifar.json", "random:3", &options, &error);
    if (!check(tally, model, "%s: %s", name ? name : "native", error.message)) return;
    float *input = make_input(model, 1), *output = run(model, input);
    if (first) memcpy(reference, output, CLASSES * sizeof *reference);
    check(tally, near(reference, output, CLASSES), "%s: other logits", name ? name : "native");
    free(input);
    free(output);
    resnet_jit_close(model);
}

static void check_refused(Tally *tally, const char *name) {
    const ResnetJitOptions options = { .target = name };
    ResnetJitError error = { .status = -1 };
    ResnetJit *model = resnet_jit_open("specs/resnet20-cifar.json", "random:3", &options, &error);
    check(tally, !model && error.status == RESNET_JIT_USAGE && strstr(error.message, "processor"),
          "%s, which does not run here: %s", name, model ? "opened" : error.message);
    resnet_jit_close(model);
}

/* From the one that runs everywhere to the fastest. */
static void test_targets(Tally *tally) {
    float reference[CLASSES] = { 0 };
    for (int t = target_count - 1; t >= 0; t--)
        if (target_runs_here(targets[t]))
            check_logits(tally, targets[t]->name, reference, t == target_count - 1);
        else
            check_refused(tally, targets[t]->name);
    check_logits(tally, NULL, reference, false);
}

/* ---- Lower precisions: integers have the same bits whoever compiles them ---- */

typedef struct {
    const char *precision;
    const char *calibration; /* NULL: none */
    float bound;             /* 0: bit for bit */
} Precise;

static float *run_precise(Tally *tally, const Precise *p, const char *target, int cc, const float *input) {
    const ResnetJitOptions options = {
        .target = target, .system_cc = cc, .precision = p->precision, .calibration.path = p->calibration
    };
    ResnetJitError error;
    ResnetJit *model = resnet_jit_open("specs/tiny.json", "random:1", &options, &error);
    const char *name = target ? target : "native";
    if (!check(tally, model, "%s on %s: %s", p->precision, name, error.message)) return NULL;
    float *output = run(model, input);
    resnet_jit_close(model);
    return output;
}

static void check_precise(Tally *tally, const Precise *p, const float *input, size_t count) {
    float *expected = run_precise(tally, p, NULL, 1, input);
    for (int t = -1; t < target_count; t++) {
        const char *name = t < 0 ? NULL : targets[t]->name;
        if (t >= 0 && !target_runs_here(targets[t])) continue;
        float *output = expected ? run_precise(tally, p, name, 0, input) : NULL;
        check(tally,
              output && (p->bound > 0 ? near_by(expected, output, count, p->bound)
                                      : !memcmp(expected, output, count * sizeof *output)),
              "%s on %s: other answers than by cc", p->precision, name ? name : "native");
        free(output);
    }
    free(expected);
}

static void test_precisions(Tally *tally) {
    static const Precise precisions[] = { { "int8", "tests/golden/tiny-calibration.json", 0 },
                                          { "bf16", NULL, 3e-2f } };
    ResnetJit *model = resnet_jit_open("specs/tiny.json", "random:1", NULL, NULL);
    if (!check(tally, model, "specs/tiny.json")) return;
    float *input = make_input(model, 6);
    for (int i = 0; i < 2; i++) check_precise(tally, &precisions[i], input, resnet_jit_output_floats(model));
    free(input);
    resnet_jit_close(model);
}

static void test_description(Tally *tally) {
    ResnetJit *model = resnet_jit_open("specs/resnet20-cifar.json", "random:1", NULL, NULL);
    if (!check(tally, model, "specs/resnet20-cifar.json")) return;
    check(tally, resnet_jit_input_floats(model) == 3 * 32 * 32, "input floats");
    check(tally, resnet_jit_output_floats(model) == 10 && resnet_jit_batch(model) == 1, "output floats");
    check(tally, !strcmp(resnet_jit_name(model), "resnet20_cifar"), "name %s", resnet_jit_name(model));
    check(tally, strstr(resnet_jit_describe(model, "table"), "272,474"), "the table's parameters");
    check(tally, strstr(resnet_jit_describe(model, "json"), "272474"), "the JSON's parameters");
    check(tally, !strncmp(resnet_jit_describe(model, "torch"), "ResNet(", 7), "the module");
    check(tally, strstr(resnet_jit_describe(model, "spec"), "\"repeats\": [3, 3, 3]"), "the spec");
    check(tally, !resnet_jit_describe(model, "prose") && !resnet_jit_describe(model, NULL), "another form");
    resnet_jit_close(model);
}

static void test_outputs(Tally *tally) {
    static const char spec[] = "{\"block\": \"basic\", \"repeats\": [1], \"widths\": [8], \"batch\": 2,"
                               " \"stem\": {\"type\": \"cifar\"}, \"input\": {\"height\": 6, \"width\": 4},"
                               " \"classes\": 5, \"outputs\": [\"layer1\", \"probabilities\"]}";
    const ResnetJitSource source = { "d/two outputs.json", spec, sizeof spec - 1 };
    ResnetJitError error;
    ResnetJit *model = resnet_jit_open_from(&source, &random_weights, NULL, &error);
    if (!check(tally, model, "outputs: %s", error.message)) return;
    check(tally, !strcmp(resnet_jit_name(model), "two_outputs"), "named %s", resnet_jit_name(model));
    check(tally, resnet_jit_output_count(model) == 2, "two outputs");
    ResnetJitOutput a = resnet_jit_output(model, 0), b = resnet_jit_output(model, 1);
    check(tally, !strcmp(a.name, "layer1") && a.channels == 8 && a.height == 6 && a.width == 4, "%s", a.name);
    check(tally, !strcmp(b.name, "probabilities") && b.channels == 5 && b.height == 1 && b.width == 1, "%s",
          b.name);
    check(tally, resnet_jit_output_floats(model) == 2 * (8 * 6 * 4 + 5), "floats of all");
    resnet_jit_close(model);
}

/* ---- What is told while a model is opened ---- */

typedef struct {
    int notes, passes, last, total;
    bool jit, falls;
    char note[200];
} Heard;

static void hear_note(void *context, const char *line) {
    Heard *heard = context;
    snprintf(heard->note, sizeof heard->note, "%s", line);
    heard->notes++;
}

static void hear_pass(void *context, const char *name, double seconds, size_t made, const char *unit) {
    Heard *heard = context;
    heard->jit = !strcmp(name, "jit") && made == 1 && !strcmp(unit, "function");
    heard->passes += seconds >= 0;
}

static void hear_packing(void *context, int done, int total) {
    Heard *heard = context;
    heard->falls |= done < heard->last;
    heard->last = done;
    heard->total = total;
}

static void test_listening(Tally *tally) {
    static const char empty[] = "{\"format\": 1, \"entries\": []}";
    Heard heard = { 0 };
    ResnetJitOptions options = {
        .note = hear_note, .pass = hear_pass, .packing = hear_packing, .context = &heard
    };
    ResnetJitError error;
    resnet_jit_close(resnet_jit_open("specs/tiny.json", "random:1", &options, &error));
    check(tally, heard.passes > 8 && heard.jit, "%d passes, the JIT's last", heard.passes);
    check(tally, heard.last > 0 && heard.last == heard.total && !heard.falls, "packed %d of %d", heard.last,
          heard.total);
    check(tally, heard.notes == 0, "note: %s", heard.note);
    options.tuned = (ResnetJitSource){ "wrong.json", "[", 1 };
    check(tally,
          !resnet_jit_open("specs/tiny.json", "random:1", &options, &error) &&
              !strncmp(error.message, "wrong.json:", 11),
          "wrong choices: %s", error.message);
    options.tuned = (ResnetJitSource){ "none.json", empty, sizeof empty - 1 };
    ResnetJit *model = resnet_jit_open("specs/tiny.json", "random:1", &options, &error);
    check(tally, model && heard.notes > 0 && strstr(heard.note, "none.json"), "no choices: %s, %s",
          error.message, heard.note);
    resnet_jit_close(model);
}

/* ---- From memory ---- */

static void test_memory(Tally *tally) {
    static const char folder[] = "tests/oracle/fashion";
    char spec[256], weights[256];
    size_t spec_bytes, weights_bytes;
    ResnetJitError error = { .status = -1 };
    snprintf(spec, sizeof spec, "specs/resnet20-fashion.json");
    snprintf(weights, sizeof weights, "%s/resnet20-fashion.safetensors", folder);
    char *text = read_file(spec, &spec_bytes), *file = read_file(weights, &weights_bytes);
    const ResnetJitSource from = { "a spec", text, spec_bytes }, with = { NULL, file, weights_bytes };
    ResnetJit *of_memory = resnet_jit_open_from(&from, &with, NULL, &error);
    check(tally, of_memory && error.status == RESNET_JIT_OK && !*error.message, "from memory: %s",
          error.message);
    ResnetJit *of_files = resnet_jit_open(spec, weights, NULL, &error);
    check(tally, of_files, "from files: %s", error.message);
    memset(text, 0, spec_bytes); /* neither is needed any more */
    memset(file, 0xff, weights_bytes);
    if (of_memory && of_files) {
        float *input = make_input(of_files, 5), *a = run(of_files, input), *b = run(of_memory, input);
        check(tally, !memcmp(a, b, 10 * sizeof *a), "memory and files differ");
        free(input), free(a), free(b);
    }
    resnet_jit_close(of_memory);
    resnet_jit_close(of_files);
    free(text), free(file);
}

/* ---- The spec that weights imply ---- */

static void hear_notes(void *context, const char *line) {
    *(int *)context += strstr(line, ": assumed ") != NULL;
}

static void test_implied(Tally *tally) {
    static const char folder[] = "tests/oracle/data/resnet18";
    static const char *const set[] = { "input.height=64", "input.width=64", NULL };
    char spec[256], weights[256];
    int assumed = 0;
    ResnetJitError error = { .status = -1 };
    snprintf(spec, sizeof spec, "%s/spec.json", folder);
    snprintf(weights, sizeof weights, "%s/weights.safetensors", folder);
    const ResnetJitOptions options = { .set = set, .note = hear_notes, .context = &assumed };
    ResnetJit *models[] = { resnet_jit_open(spec, weights, NULL, &error),
                            resnet_jit_open(NULL, weights, &options, &error),
                            resnet_jit_open(weights, NULL, &options, &error),
                            resnet_jit_open(weights, weights, &options, &error) };
    check(tally, assumed == 3 * 2, "%d notes of what was assumed", assumed);
    float *input = NULL, *expected = NULL;
    for (int i = 0; i < 4; i++) {
        if (!check(tally, models[i], "model %d: %s", i, error.message)) continue;
        if (i == 0) input = make_input(models[0], 5), expected = run(models[0], input);
        float *output = input ? run(models[i], input) : NULL;
        check(tally, output && !memcmp(output, expected, 10 * sizeof *output), "model %d differs", i);
        check(tally, i == 0 || !strcmp(resnet_jit_name(models[i]), "weights"), "named after the file");
        free(output);
    }
    for (int i = 1; i < 4 && models[i]; i++) {
        const char *text = resnet_jit_describe(models[i], "spec");
        check(tally, text && strstr(text, "\"block\": \"basic\"") && strstr(text, "\"height\": 64"),
              "model %d: its spec, changed: %s", i, text);
    }
    for (int i = 0; i < 4; i++) resnet_jit_close(models[i]);
    free(input), free(expected);
}

/* ---- Bytes that name files ---- */

static void test_alone(Tally *tally) {
    static const struct {
        const char *path, *called;
    } files[] = {
        { "tests/oracle/containers/model.safetensors.index.json", "tests/oracle/containers/upload" },
        { "tests/oracle/onnx/external/model.onnx", "tests/oracle/onnx/external/upload" },
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        ResnetJitSource weights = { .path = files[i].called };
        ResnetJitError error = { .status = -1 };
        char *bytes = read_file(files[i].path, &weights.size);
        weights.bytes = bytes;
        check(tally, !resnet_jit_open_from(NULL, &weights, NULL, &error), "%s: opened others", files[i].path);
        check(tally, error.status == RESNET_JIT_INPUT && strstr(error.message, "reads files beside it"),
              "%s: %d, %s", files[i].path, error.status, error.message);
        free(bytes);
    }
}

/* ---- Errors ---- */

typedef struct {
    const char *spec, *weights;
    ResnetJitOptions options;
    int status;
    const char *message;
} Mistake;

static void test_errors(Tally *tally) {
    static const Mistake mistakes[] = {
        { "no-such.json", "random:1", { 0 }, RESNET_JIT_SYSTEM, "no-such.json: No such file" },
        { "README.md", "random:1", { 0 }, RESNET_JIT_INPUT, "README.md" },
        { "specs/tiny.json",
          "no-such.safetensors",
          { 0 },
          RESNET_JIT_SYSTEM,
          "no-such.safetensors: No such file" },
        { "specs/tiny.json", "random:x", { 0 }, RESNET_JIT_USAGE, "random:x" },
        { "specs/tiny.json", "README.md", { 0 }, RESNET_JIT_INPUT, "README.md" },
        { "specs/tiny.json", "random:1", { .target = "pdp11" }, RESNET_JIT_USAGE, "pdp11" },
        { "specs/tiny.json", NULL, { 0 }, RESNET_JIT_USAGE, "weights" },
        { NULL, "random:1", { 0 }, RESNET_JIT_USAGE, "spec" },
    };
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const Mistake *m = &mistakes[i];
        ResnetJitError error = { .status = -1 };
        check(tally, !resnet_jit_open(m->spec, m->weights, &m->options, &error), "%s: no failure",
              m->message);
        check(tally, error.status == m->status && strstr(error.message, m->message), "%s: got %d, %s",
              m->message, error.status, error.message);
    }
    ResnetJitError error = { .status = -1 };
    const ResnetJitSource half = { "half.json", "{", 1 }, spec = { NULL, tiny, sizeof tiny - 1 },
                          bytes = { NULL, "x", 1 }, nothing = { 0 };
    check(tally,
          !resnet_jit_open_from(&half, &bytes, NULL, &error) && error.status == RESNET_JIT_INPUT &&
              !strncmp(error.message, "half.json:", 10),
          "half a spec: %s", error.message);
    check(tally, !resnet_jit_open_from(&spec, &bytes, NULL, &error) && strstr(error.message, "weights"),
          "no weights file: %s", error.message);
    check(tally, !resnet_jit_open_from(&spec, &nothing, NULL, &error) && error.status == RESNET_JIT_USAGE,
          "no weights: %s", error.message);
    static const char *const set[] = { "classes=-1", NULL };
    const ResnetJitOptions changed = { .set = set };
    check(tally,
          !resnet_jit_open("specs/tiny.json", "random:1", &changed, &error) &&
              !strncmp(error.message, "--set classes=-1: ", 18),
          "a wrong change: %s", error.message);
    check(tally, !resnet_jit_open(NULL, NULL, NULL, &error) && error.status == RESNET_JIT_USAGE,
          "nothing: %s", error.message);
    char path[4000];
    memset(path, 'x', sizeof path - 1);
    path[sizeof path - 1] = '\0';
    check(tally,
          !resnet_jit_open(path, "random:1", NULL, &error) && strstr(error.message, "xxx: File name too"),
          "the end of a long message: %.40s", error.message);
    check(tally, !resnet_jit_open("no-such.json", "random:1", NULL, NULL), "without an error to fill in");
    resnet_jit_close(NULL);
}

/* ---- Threads of the library's own: the same bits, also when several calls want them at once ---- */

typedef struct {
    ResnetJit *model;
    const float *input, *expected;
    int wrong;
} Caller;

static void *call(void *object) {
    Caller *c = object;
    for (int i = 0; i < RUNS; i++) {
        float *output = run(c->model, c->input);
        c->wrong += memcmp(output, c->expected, resnet_jit_output_floats(c->model) * sizeof *output) != 0;
        free(output);
    }
    return NULL;
}

static void call_at_once(Tally *tally, ResnetJit *model, const float *input, const float *expected) {
    Caller callers[THREADS];
    pthread_t ids[THREADS];
    for (int i = 0; i < THREADS; i++) {
        callers[i] = (Caller){ model, input, expected, 0 };
        check(tally, !pthread_create(&ids[i], NULL, call, &callers[i]), "caller %d", i);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(ids[i], NULL);
        check(tally, callers[i].wrong == 0, "caller %d: %d wrong results", i, callers[i].wrong);
    }
}

static void check_team(Tally *tally, const char *target, int cc) {
    const ResnetJitOptions one = { .target = target, .system_cc = cc },
                           three = { .target = target, .system_cc = cc, .threads = 3 };
    ResnetJitError error;
    ResnetJit *alone = resnet_jit_open("specs/resnet20-cifar.json", "random:9", &one, &error);
    ResnetJit *team = resnet_jit_open("specs/resnet20-cifar.json", "random:9", &three, &error);
    if (check(tally, alone && team, "a team on %s: %s", target, error.message)) {
        float *input = make_input(alone, 4), *expected = run(alone, input);
        call_at_once(tally, team, input, expected);
        free(input), free(expected);
    }
    resnet_jit_close(alone);
    resnet_jit_close(team);
}

/* By libtcc scalar code runs on one thread. */
static void test_teams(Tally *tally) {
    for (int t = 0; t < target_count; t++)
        for (int cc = targets[t]->lanes == 1; cc < 2; cc++)
            if (target_runs_here(targets[t])) check_team(tally, targets[t]->name, cc);
    const ResnetJitOptions wrong = { .threads = -1 }, many = { .threads = 65 };
    ResnetJitError error;
    check(tally,
          !resnet_jit_open("specs/tiny.json", "random:1", &wrong, &error) &&
              error.status == RESNET_JIT_USAGE && strstr(error.message, "threads"),
          "-1 threads: %s", error.message);
    check(tally,
          !resnet_jit_open("specs/tiny.json", "random:1", &many, &error) &&
              error.status == RESNET_JIT_USAGE && strstr(error.message, "threads"),
          "65 threads: %s", error.message);
}

/* ---- Threads: each opens, runs, closes; all run one model that they share ---- */

typedef struct {
    int index, wrong;
    ResnetJit *shared;
    const float *input, *expected;
} Thread;

static void *use_models(void *object) {
    Thread *t = object;
    char weights[32];
    snprintf(weights, sizeof weights, "random:%d", t->index);
    for (int m = 0; m < MODELS; m++) {
        ResnetJit *own = resnet_jit_open("specs/tiny.json", weights, NULL, NULL);
        if (!own) return t->wrong++, NULL;
        float *input = make_input(own, (unsigned)m), *first = run(own, input);
        for (int i = 0; i < RUNS; i++) {
            float *again = run(own, input), *shared = run(t->shared, t->input);
            t->wrong += memcmp(first, again, resnet_jit_output_floats(own) * sizeof *first) != 0;
            t->wrong += memcmp(shared, t->expected, resnet_jit_output_floats(t->shared) * sizeof *first) != 0;
            free(again), free(shared);
        }
        t->wrong += !resnet_jit_describe(t->shared, "table");
        free(input), free(first);
        resnet_jit_close(own);
    }
    return NULL;
}

static void test_threads(Tally *tally) {
    ResnetJit *shared = resnet_jit_open("specs/resnet20-cifar.json", "random:9", NULL, NULL);
    if (!check(tally, shared, "the shared model")) return;
    float *input = make_input(shared, 2), *expected = run(shared, input);
    Thread threads[THREADS];
    pthread_t ids[THREADS];
    for (int i = 0; i < THREADS; i++) {
        threads[i] = (Thread){ i, 0, shared, input, expected };
        check(tally, !pthread_create(&ids[i], NULL, use_models, &threads[i]), "thread %d", i);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(ids[i], NULL);
        check(tally, threads[i].wrong == 0, "thread %d: %d wrong results", i, threads[i].wrong);
    }
    resnet_jit_close(shared);
    free(input), free(expected);
}

int main(void) {
    Tally tally = { 0, 0 };
    tell_skipped_targets("running the library");
    test_targets(&tally);
    test_precisions(&tally);
    test_description(&tally);
    test_outputs(&tally);
    test_listening(&tally);
    test_memory(&tally);
    test_implied(&tally);
    test_alone(&tally);
    test_errors(&tally);
    test_teams(&tally);
    test_threads(&tally);
    return tally_close(&tally);
}
