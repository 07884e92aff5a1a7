/* locales.c: a caller's locale, in which numbers have a comma and I's small letter has no dot, changes
 * nothing of what the library reads, computes and says; and it is the caller's still afterwards. */
#include "base/base.h"
#include "library/resnetc_jit.h"
#include "tally.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FORMS = 4 };

/* Numbers of every kind stand in the texts: of the spec, of the C that libtcc compiles whole, of messages. */
static const char spec[] =
    "{\"name\": \"tiny\", \"block\": \"basic\", \"repeats\": [1, 1], \"widths\": [8, 16], \"norm\": "
    "{\"eps\": 1.5e-4},"
    " \"activation\": {\"type\": \"leaky_relu\", \"slope\": 0.015625}, \"stem\": {\"type\": \"cifar\"}, "
    "\"classes\": 10,"
    " \"input\": {\"height\": 16, \"width\": 12}, \"outputs\": [\"logits\", \"probabilities\"],"
    " \"preprocess\": {\"input\": \"u8_nhwc\", \"mean\": [0.485, 0.456, 0.406], \"std\": [0.229, 0.224, "
    "0.225]}}";
static const char wrong[] = "{\"block\": \"basic\", \"repeats\": [1], \"norm\": {\"eps\": 1.5}}";

typedef struct {
    const char *target;
    int system_cc;
} Way;

static const Way ways[] = { { "scalar", 0 }, { NULL, 0 }, { NULL, 1 } };

typedef struct {
    float *output[COUNT_OF(ways)];
    char *said[COUNT_OF(ways)][FORMS];
    char mistake[4608];
} Answers;

static ResnetJit *open_spec(const char *text, const Way *way, ResnetJitError *error) {
    const ResnetJitOptions options = { .target = way->target, .system_cc = way->system_cc };
    return resnet_jit_open_from(&(ResnetJitSource){ "spec", text, strlen(text) },
                                &(ResnetJitSource){ .path = "random:1" }, &options, error);
}

static bool ask(Tally *tally, const Way *way, float **output, char *said[FORMS]) {
    static const char *const forms[FORMS] = { "table", "json", "torch", "spec" };
    ResnetJitError error;
    ResnetJit *model = open_spec(spec, way, &error);
    if (!check(tally, model, "%s: %s", way->target ? way->target : "native", error.message)) return false;
    unsigned char *pixels = malloc(resnet_jit_input_floats(model));
    *output = calloc(resnet_jit_output_floats(model), sizeof **output);
    for (size_t i = 0; i < resnet_jit_input_floats(model); i++) pixels[i] = (unsigned char)(i * 37);
    check(tally, resnet_jit_run_u8(model, pixels, *output, &error), "%s", error.message);
    for (int i = 0; i < FORMS; i++) said[i] = strdup(resnet_jit_describe(model, forms[i]));
    resnet_jit_close(model);
    free(pixels);
    return true;
}

static bool answers_of(Tally *tally, Answers *answers) {
    ResnetJitError error;
    check(tally, !open_spec(wrong, &ways[0], &error), "a wrong spec is opened");
    snprintf(answers->mistake, sizeof answers->mistake, "%s", error.message);
    for (int i = 0; i < COUNT_OF(ways); i++)
        if (!ask(tally, &ways[i], &answers->output[i], answers->said[i])) return false;
    return true;
}

static void free_answers(Answers *answers) {
    for (int i = 0; i < COUNT_OF(ways); i++) {
        free(answers->output[i]);
        for (int form = 0; form < FORMS; form++) free(answers->said[i][form]);
    }
}

static void compare(Tally *tally, const char *locale, const Answers *a, const Answers *b) {
    check(tally, !strcmp(a->mistake, b->mistake) && strstr(a->mistake, "1.5"), "%s: %s", locale, b->mistake);
    for (int i = 0; i < COUNT_OF(ways); i++) {
        check(tally, !memcmp(a->output[i], b->output[i], 20 * sizeof(float)), "%s: other numbers (%d)",
              locale, i);
        for (int form = 0; form < FORMS; form++)
            check(tally, !strcmp(a->said[i][form], b->said[i][form]), "%s: %s", locale, b->said[i][form]);
    }
}

/* Compiled here, of the sources that the system has. */
static bool make_locale(const char *folder, const char *name) {
    char command[512];
    snprintf(command, sizeof command, "localedef -i %s -f UTF-8 %s/%s 2>/dev/null >&2", name, folder, name);
    return !system(command) && setlocale(LC_ALL, name) && !strcmp(localeconv()->decimal_point, ",");
}

static void check_locale(Tally *tally, const char *folder, const char *name, const Answers *expected) {
    if (!make_locale(folder, name)) {
        printf("SKIPPED: the locale %s: cannot be made (make deps-check)\n", name);
        return;
    }
    Answers answers = { .mistake = "" };
    if (answers_of(tally, &answers)) compare(tally, name, expected, &answers);
    check(tally, !strcmp(localeconv()->decimal_point, ","), "%s: no longer the caller's", name);
    free_answers(&answers);
    setlocale(LC_ALL, "C");
}

int main(void) {
    Tally tally = { 0, 0 };
    char folder[] = "/tmp/resnetc-locales.XXXXXX", command[64];
    if (!mkdtemp(folder)) return perror(folder), 1;
    setenv("LOCPATH", folder, 1);
    Answers expected = { .mistake = "" };
    if (answers_of(&tally, &expected)) {
        check_locale(&tally, folder, "de_DE", &expected);
        check_locale(&tally, folder, "tr_TR", &expected);
    }
    free_answers(&expected);
    snprintf(command, sizeof command, "rm -rf %s", folder);
    if (system(command)) perror(folder);
    return tally_close(&tally);
}
