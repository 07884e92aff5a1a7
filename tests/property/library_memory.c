/* library_memory.c: each allocation of the library fails in turn, alone or with all behind it: models are
 * opened, run, described, asked about a picture and closed. What comes out is what comes out otherwise, or
 * "out of memory" and its error code; not a block stays allocated. From the top folder. */
#include "base/base.h"
#include "failing.h"
#include "library/resnetc_jit.h"
#include "tally.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DATA       "tests/oracle/data/batch4/"
#define CONTAINERS "tests/oracle/containers/"
#define IMAGES     "tests/oracle/images/"
#define ONNX       "tests/oracle/onnx/"
#define TINY       "specs/tiny.json"
#define KEPT       "tests/golden/tiny-calibration.json"

static const char *const changes[] = { "classes=7", "strides=[1, 2]", "input.height=24", NULL };

/* FOR_GOOD: not alone: where Jansson's buffer for a long string cannot grow just once, it goes on with a byte
 * less. ZIP: libzip 1.7 may lose a block of its own. */
typedef enum { PLAIN, FOR_GOOD, ZIP } Kind;

/* What is wrong without a failure must be wrong the same way with one. */
static const struct {
    Kind kind;
    const char *spec, *weights, *picture;
    ResnetJitOptions options;
} rows[] = {
    { PLAIN, TINY, "random:1", IMAGES "full-chroma.jpg", { .set = changes, .threads = 2 } },
    { PLAIN, TINY, "random:1", IMAGES "oriented-6.jpg", { .target = "scalar" } },
    { PLAIN, TINY, "random:1", IMAGES "progressive.jpg", { .target = "sse2", .precision = "bf16" } },
    { PLAIN, TINY, "random:1", IMAGES "rgba.png", { .prefer = "size", .tight = 1 } },
    { FOR_GOOD,
      TINY,
      "random:1",
      IMAGES "interlaced.png",
      { .target = "sse2", .precision = "int8", .calibration = { .path = KEPT } } },
    { PLAIN, TINY, "random:1", IMAGES "oriented-late.png", { .labels = { .path = "README.md" } } },
    { FOR_GOOD, DATA "spec.json", DATA "weights.safetensors", IMAGES "oriented-5.png", { .strict = 1 } },
    { FOR_GOOD, NULL, DATA "weights.safetensors", IMAGES "grey.png", { .target = "scalar" } },
    { PLAIN, NULL, ONNX "prelu/model.onnx", IMAGES "palette.png", { .target = "scalar" } },
    { PLAIN, NULL, ONNX "external/model.onnx", NULL, { .target = "scalar" } },
    { ZIP, TINY, CONTAINERS "compressed.npz", NULL, { .strict = 1 } },
    { ZIP, TINY, CONTAINERS "checkpoint.pth", NULL, { .strict = 1 } },
    { PLAIN, TINY, CONTAINERS "checkpoint-legacy.pth", NULL, { .strict = 1 } },
    { FOR_GOOD, TINY, CONTAINERS "model.safetensors.index.json", NULL, { .names = "specs/schema.json" } },
    { PLAIN, "tests/invalid/duplicate_key/spec.json", "random:1", NULL, { .strict = 1 } },
    { PLAIN, "tests/invalid/trailing_comma/spec.json", "random:1", NULL, { .strict = 1 } },
};

enum { EACH = 300, STEP = 5 }; /* where the reading of files is over, a share */

typedef struct {
    int status;
    char message[sizeof((ResnetJitError *)NULL)->message];
    uint64_t outputs; /* of all that the calls gave */
} Came;

/* 0 where a call failed. */
static int use(ResnetJit *model, const char *picture, Came *came, ResnetJitError *error) {
    float input[4 * 3 * 32 * 32] = { 0.5f }, output[64] = { 0 };
    ResnetJitClass classes[3];
    const ResnetJitSource file = { .path = picture };
    if (resnet_jit_input_floats(model) > (size_t)COUNT_OF(input) || resnet_jit_output_floats(model) > 64)
        abort();
    for (int i = 0; i < COUNT_OF(input); i++) input[i] = (float)(i % 13) / 13;
    if (!resnet_jit_run(model, input, output, error)) return 0;
    came->outputs = fnv1a(came->outputs, output, sizeof output);
    const char *text = resnet_jit_describe(model, "json");
    if (!text) snprintf(error->message, sizeof error->message, "describe: out of memory");
    if (!text) return error->status = RESNET_JIT_SYSTEM, 0;
    came->outputs = fnv1a(came->outputs, text, strlen(text));
    const int count = picture ? resnet_jit_classify(model, &file, classes, 3, error) : 3;
    for (int i = 0; picture && i < count; i++)
        came->outputs = fnv1a(came->outputs, &classes[i].probability, sizeof classes[i].probability);
    return count;
}

static Came run(int row, long at, bool on) {
    ResnetJitError error = { .status = 0 };
    Came came = { .outputs = FNV_BASIS };
    failing_set(at, on);
    ResnetJit *model = resnet_jit_open(rows[row].spec, rows[row].weights, &rows[row].options, &error);
    const int good = model && use(model, rows[row].picture, &came, &error);
    resnet_jit_close(model);
    came.status = good ? 0 : error.status;
    snprintf(came.message, sizeof came.message, "%s", error.message);
    return came;
}

static bool may_come(const Came *whole, const Came *came) {
    return came->status == whole->status
               ? !strcmp(came->message, whole->message) && came->outputs == whole->outputs
               : came->status == RESNET_JIT_SYSTEM && says_no_memory(came->message);
}

static void try_row(int row, Tally *tally) {
    const Came whole = run(row, 0, false),
               again = run(row, 0, false); /* the first allocates what stays for good */
    const long count = failing_count();
    int gave_up = 0;
    check(tally, may_come(&whole, &again), "row %d: another answer the second time", row);
    for (int on = rows[row].kind == FOR_GOOD; on < 2; on++)
        for (long at = 1; at <= count; at += at > EACH ? STEP : 1) {
            const long live = failing_live();
            const Came came = run(row, at, on);
            failing_set(0, false);
            gave_up += came.status != whole.status;
            check(tally, may_come(&whole, &came), "row %d, allocation %ld%s: status %d: %s", row, at,
                  on ? " and on" : "", came.status, came.message);
            check(tally, failing_live() <= live + (rows[row].kind == ZIP),
                  "row %d, allocation %ld%s: %ld blocks lost", row, at, on ? " and on" : "",
                  failing_live() - live);
        }
    check(tally, gave_up > 0, "row %d: never without memory", row);
}

int main(int argc, char **argv) {
    Tally tally = { 0 };
    if (!failing_load(argv)) return puts("0 passed, 0 failed") < 0;
    for (int row = 0; row < COUNT_OF(rows); row++)
        if (argc < 2 || atoi(argv[1]) == row) try_row(row, &tally);
    return tally_close(&tally);
}
