/* classify.c: pictures through the library: from a path, from memory and decoded, for networks of floats and
 * of pixels, with and without a batch; what the model says of its input; mistakes. */
#include "library/resnetc_jit.h"
#include "media/media.h"
#include "tally.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CLASSES = 7, PIXELS = 3 * 20 * 24 };

#define CAT "tests/oracle/images/cat.png"

static const char labels[] = "ant\nbee\ncat\ndog\nelk\nfox\ngnu\n";

static void *room(size_t bytes) {
    void *memory = calloc(1, bytes);
    if (!memory) abort();
    return memory;
}

static ResnetJit *open_network(Tally *tally, const char *input, const char *outputs, int batch) {
    char spec[700];
    int length = snprintf(spec, sizeof spec,
                          "{\"block\":\"basic\",\"repeats\":[1],\"widths\":[8],\"stem\":{\"type\":\"cifar\"},"
                          "\"classes\":7,\"batch\":%d,\"input\":{\"height\":20,\"width\":24},\"outputs\":%s,"
                          "\"preprocess\":{\"mean\":[0.5,0.25,0.1],\"std\":[0.5,0.3,0.2],\"resize\":30,"
                          "\"filter\":\"bicubic\",\"order\":\"bgr\",\"input\":\"%s\"}}",
                          batch, outputs, input);
    const ResnetJitSource from = { "net.json", spec, (size_t)length }, weights = { .path = "random:1" };
    const ResnetJitOptions options = { .labels = { "names.txt", labels, sizeof labels - 1 } };
    ResnetJitError error;
    ResnetJit *model = resnet_jit_open_from(&from, &weights, &options, &error);
    check(tally, model, "%s, %s, %d: %s", input, outputs, batch, error.message);
    return model;
}

/* What the classes should be: the picture prepared, the network run, its values ranked here. */
static void by_hand(ResnetJit *model, size_t start, bool logits, ResnetJitClass *classes) {
    const ResnetJitSource cat = { .path = CAT };
    void *input = room(resnet_jit_input_floats(model) * sizeof(float));
    float *output = room(resnet_jit_output_floats(model) * sizeof *output);
    if (!resnet_jit_prepare(model, &cat, input, NULL)) abort();
    if (resnet_jit_input(model).is_pixels ? !resnet_jit_run_u8(model, input, output, NULL)
                                          : !resnet_jit_run(model, input, output, NULL))
        abort();
    double sum = 0;
    for (int i = 0; i < CLASSES; i++) sum += exp((double)output[start + (size_t)i]);
    for (int rank = 0; rank < CLASSES; rank++) {
        classes[rank] = (ResnetJitClass){ .probability = -1 };
        for (int i = 0; i < CLASSES; i++) {
            double value = output[start + (size_t)i], p = logits ? exp(value) / sum : value;
            bool taken = false;
            for (int r = 0; r < rank; r++) taken |= classes[r].index == i;
            if (!taken && p > classes[rank].probability) classes[rank] = (ResnetJitClass){ i, p, NULL };
        }
    }
    free(input), free(output);
}

static bool same(const ResnetJitClass *a, const ResnetJitClass *b, int count) {
    for (int i = 0; i < count; i++)
        if (a[i].index != b[i].index || fabs(a[i].probability - b[i].probability) > 1e-9) return false;
    return true;
}

static void check_answers(Tally *tally, ResnetJit *model, size_t start, bool logits, const char *what,
                          ResnetJitClass *classes) {
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    FileView file;
    ResnetJitError error = { .status = -1 };
    ResnetJitClass expected[CLASSES], of_memory[CLASSES];
    if (!file_read(&arena, CAT, &file, &diag)) abort();
    const ResnetJitSource path = { .path = CAT }, bytes = { "a cat", file.bytes, file.size };
    by_hand(model, start, logits, expected);
    int count = resnet_jit_classify(model, &path, classes, 100, &error);
    check(tally, count == CLASSES && error.status == RESNET_JIT_OK, "%s: %d classes, %s", what, count,
          error.message);
    check(tally, same(classes, expected, CLASSES), "%s: other classes than by hand", what);
    check(tally, resnet_jit_classify(model, &bytes, of_memory, 2, NULL) == 2, "%s: two of memory", what);
    check(tally, same(of_memory, expected, 2), "%s: others from memory", what);
    check(tally, !strncmp(classes[0].label, labels + 4 * classes[0].index, 3), "%s: %s", what,
          classes[0].label);
    arena_free(&arena);
}

static void test_networks(Tally *tally) {
    static const struct {
        const char *input, *outputs;
        int batch;
        size_t start;
        bool logits;
    } cases[] = { { "f32_nchw", "[\"logits\"]", 1, 0, true },
                  { "u8_nhwc", "[\"logits\"]", 1, 0, true },
                  { "f32_nchw", "[\"pool\",\"probabilities\"]", 3, 3 * 8, false },
                  { "u8_nhwc", "[\"pool\",\"probabilities\",\"logits\"]", 2, 2 * (8 + CLASSES), true } };
    ResnetJitClass classes[COUNT_OF(cases)][CLASSES];
    for (int i = 0; i < COUNT_OF(cases); i++) {
        ResnetJit *model = open_network(tally, cases[i].input, cases[i].outputs, cases[i].batch);
        if (!model) return;
        char what[100];
        snprintf(what, sizeof what, "%s %s", cases[i].input, cases[i].outputs);
        check_answers(tally, model, cases[i].start, cases[i].logits, what, classes[i]);
        resnet_jit_close(model);
    }
    check(tally, same(classes[0], classes[1], CLASSES), "pixels give other classes than floats");
}

static void test_input(Tally *tally) {
    static const char *const inputs[] = { "f32_nchw", "u8_nhwc" };
    for (int i = 0; i < COUNT_OF(inputs); i++) {
        ResnetJit *model = open_network(tally, inputs[i], "[\"logits\"]", 1);
        if (!model) return;
        const ResnetJitInput in = resnet_jit_input(model);
        check(tally, in.channels == 3 && in.height == 20 && in.width == 24, "the input's shape");
        check(tally, in.is_pixels == i && in.resize == 30, "%s", inputs[i]);
        check(tally, !strcmp(in.filter, "bicubic") && !strcmp(in.order, "bgr"), "%s, %s", in.filter,
              in.order);
        check(tally, in.mean[1] == 0.25 && in.std[2] == 0.2, "mean and std");
        check(tally, resnet_jit_classes(model) == CLASSES, "classes");
        check(tally, resnet_jit_input_floats(model) == PIXELS, "numbers of the input");
        resnet_jit_close(model);
    }
}

/* The picture, and behind it nothing, in a file larger than a text may be. */
static void write_padded(FileView picture, char *path) {
    const int descriptor = mkstemp(path);
    if (descriptor < 0 || write(descriptor, picture.bytes, picture.size) != (ssize_t)picture.size ||
        ftruncate(descriptor, 17 << 20) || close(descriptor))
        abort();
}

/* A picture that somebody else decoded is the file's image; one of the input's size is taken as it is. */
static void test_pixels(Tally *tally) {
    static const char *const inputs[] = { "f32_nchw", "u8_nhwc" };
    static float expected[PIXELS], got[PIXELS];
    static unsigned char fitting[PIXELS], as_is[PIXELS];
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    FileView file;
    Picture cat;
    const ResnetJitSource path = { .path = CAT };
    if (!file_read(&arena, CAT, &file, &diag) || !image_decode(&arena, CAT, file, 3, &cat, &diag)) abort();
    for (int i = 0; i < PIXELS; i++) fitting[i] = (unsigned char)(i * 7);
    char large[] = "/tmp/resnetc-classify.XXXXXX";
    const ResnetJitSource padded = { .path = large };
    write_padded(file, large);
    for (int i = 0; i < COUNT_OF(inputs); i++) {
        ResnetJitError error;
        ResnetJit *model = open_network(tally, inputs[i], "[\"logits\"]", 1);
        if (!model) return;
        const size_t bytes = i ? sizeof fitting : sizeof expected;
        check(tally, resnet_jit_prepare(model, &path, expected, NULL), "%s: the file", inputs[i]);
        check(tally, resnet_jit_prepare_pixels(model, cat.pixels, cat.height, cat.width, got, &error), "%s",
              error.message);
        check(tally, !memcmp(got, expected, bytes), "%s: another image than the file's", inputs[i]);
        check(tally, resnet_jit_prepare(model, &padded, got, &error), "a large file: %s", error.message);
        check(tally, !memcmp(got, expected, bytes), "%s: another image than the large file's", inputs[i]);
        check(tally, resnet_jit_prepare_pixels(model, fitting, 20, 24, i ? (void *)as_is : got, NULL),
              "fits");
        /* The network's first channel is blue, the third of a pixel: (5 * 7 / 255 - 0.5) / 0.5 of the second.
         */
        check(tally, i ? !memcmp(as_is, fitting, bytes) : fabsf(got[1] - (35 / 255.0f - 0.5f) / 0.5f) < 1e-6f,
              "%s: what fits was changed", inputs[i]);
        check(tally, !resnet_jit_prepare_pixels(model, fitting, 0, 24, got, &error), "no rows");
        check(tally, error.status == RESNET_JIT_INPUT && strstr(error.message, "got 24x0"), "%s",
              error.message);
        resnet_jit_close(model);
    }
    unlink(large);
    arena_free(&arena);
}

static void check_mistake(Tally *tally, ResnetJit *model, const char *path, const char *bytes, int count,
                          int status, const char *message) {
    ResnetJitError error = { .status = -1 };
    ResnetJitClass class;
    const ResnetJitSource picture = { path, bytes, bytes ? strlen(bytes) : 0 };
    check(tally, !resnet_jit_classify(model, &picture, &class, count, &error), "%s: no failure", message);
    check(tally, error.status == status && strstr(error.message, message), "%s: got %d, %s", message,
          error.status, error.message);
}

static void test_mistakes(Tally *tally) {
    ResnetJit *model = open_network(tally, "f32_nchw", "[\"logits\"]", 1),
              *pixels = open_network(tally, "u8_nhwc", "[\"pool\"]", 1);
    ResnetJitError error;
    static float floats[PIXELS], output[CLASSES + 8];
    static unsigned char bytes[PIXELS];
    if (!model || !pixels) return;
    check_mistake(tally, model, "no-such.png", NULL, 1, RESNET_JIT_SYSTEM, "no-such.png: No such file");
    check_mistake(tally, model, "README.md", NULL, 1, RESNET_JIT_INPUT, "README.md: ");
    check_mistake(tally, model, "upload", "no picture", 1, RESNET_JIT_INPUT, "upload: ");
    check_mistake(tally, model, NULL, "no picture", 1, RESNET_JIT_INPUT, "picture: ");
    check_mistake(tally, model, NULL, NULL, 1, RESNET_JIT_USAGE, "expected a picture: a path or bytes");
    check_mistake(tally, model, "a\nb\033[2J\xc2\x9b\xff\xc3\xa9.png", NULL, 1, RESNET_JIT_SYSTEM,
                  "a\\u000ab\\u001b[2J\\u009b\\xff\xc3\xa9.png: No such file");
    check_mistake(tally, model, CAT, NULL, 0, RESNET_JIT_USAGE, "1 class or more, got 0");
    check_mistake(tally, pixels, CAT, NULL, 1, RESNET_JIT_USAGE, "no class scores");
    check(tally, !resnet_jit_run(pixels, floats, output, &error) && error.status == RESNET_JIT_USAGE,
          "floats for pixels: %s", error.message);
    check(tally, !resnet_jit_run_u8(model, bytes, output, &error) && error.status == RESNET_JIT_USAGE,
          "pixels for floats: %s", error.message);
    resnet_jit_close(model);
    resnet_jit_close(pixels);
    const ResnetJitOptions options = { .labels = { "two.txt", "a\nb\n", 4 } };
    check(tally, !resnet_jit_open("specs/tiny.json", "random:1", &options, &error), "two labels");
    check(tally, !strcmp(error.message, "two.txt: expected 10 class names, one a line, got 2"), "%s",
          error.message);
}

int main(void) {
    Tally tally = { 0, 0 };
    test_networks(&tally);
    test_input(&tally);
    test_pixels(&tally);
    test_mistakes(&tally);
    return tally_close(&tally);
}
