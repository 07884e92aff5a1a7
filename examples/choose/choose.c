/* choose.c: two networks in one program, one of them compiled for several targets: choose clothes|small
 * FOLDER <pictures >logits. FOLDER: where weights files are. */
#include "clothes.h" /* resnetc --target avx512,avx2,sse2 */
#include "small.h"
#include <resnet_rt.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A network, whichever it is: what it needs beside its code. */
typedef struct {
    ResnetModel model;
    const void *inside;       /* its weights in the program */
    const char *weights_file; /* or the name of the file that has them */
} Choice;

static int fail(const char *what, const char *why) {
    fprintf(stderr, "choose: %s: %s\n", what, why);
    return EXIT_FAILURE;
}

/* One call finds what this processor can run. */
static bool choose_clothes(Choice *choice) {
    const clothes_code *code = clothes_choose();
    if (!code) return false;
    fprintf(stderr, "clothes: compiled for %s\n", code->target);
    *choice = (Choice){ .model = { .name = "clothes",
                                   .input_bytes = CLOTHES_INPUT_BYTES,
                                   .output_floats = CLOTHES_OUTPUT_FLOATS,
                                   .workspace_bytes = code->workspace_bytes,
                                   .weights_bytes = code->weights_bytes,
                                   .weights_check = code->weights_check,
                                   .run_u8 = code->run },
                        .inside = code->weights,
                        .weights_file = code->weights_file };
    return true;
}

static bool choose_small(Choice *choice) {
    *choice = (Choice){ .model = RESNET_MODEL_U8(small, SMALL), .inside = small_weights };
    return small_cpu_ok();
}

static const struct {
    const char *name;
    bool (*choose)(Choice *);
} networks[] = { { "clothes", choose_clothes }, { "small", choose_small } };

static const void *map(const char *path, size_t *bytes) {
    struct stat status;
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return NULL;
    const void *weights = MAP_FAILED;
    if (fstat(file, &status) == 0) {
        *bytes = (size_t)status.st_size;
        weights = mmap(NULL, *bytes, PROT_READ, MAP_PRIVATE, file, 0);
    }
    close(file);
    return weights == MAP_FAILED ? NULL : weights;
}

static const void *weights_of(const Choice *choice, const char *folder) {
    char path[PATH_MAX];
    size_t bytes = 0;
    if (choice->inside) return choice->inside;
    snprintf(path, sizeof path, "%s/%s", folder, choice->weights_file);
    const void *weights = map(path, &bytes);
    if (!weights) return fail(path, strerror(errno)), NULL;
    const int status = choice->model.weights_check(weights, bytes);
    return status == RESNET_OK ? weights : (fail(path, resnet_status_text(status)), NULL);
}

static int classify(const Choice *choice, const void *weights) {
    const ResnetModel *model = &choice->model;
    void *workspace = aligned_alloc(64, model->workspace_bytes);
    unsigned char *picture = malloc(model->input_bytes);
    float *logits = malloc(model->output_floats * sizeof *logits);
    if (!workspace || !picture || !logits) return fail(model->name, strerror(ENOMEM));
    size_t got;
    while ((got = fread(picture, 1, model->input_bytes, stdin)) == model->input_bytes) {
        model->run_u8(weights, workspace, picture, logits);
        if (fwrite(logits, sizeof *logits, model->output_floats, stdout) != model->output_floats)
            return fail("standard output", strerror(errno));
    }
    free(logits);
    free(picture);
    free(workspace);
    if (got) return fail("standard input", "the last picture is cut off");
    return fflush(stdout) ? fail("standard output", strerror(errno)) : EXIT_SUCCESS;
}

int main(int argc, char **argv) {
    if (argc != 3) return fail("usage", "choose clothes|small FOLDER <pictures >logits");
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++) {
        Choice choice;
        if (strcmp(networks[i].name, argv[1]) != 0) continue;
        if (!networks[i].choose(&choice)) return fail(argv[1], "nothing in it is for this processor");
        const void *weights = weights_of(&choice, argv[2]);
        return weights ? classify(&choice, weights) : EXIT_FAILURE;
    }
    return fail(argv[1], "expected clothes or small");
}
