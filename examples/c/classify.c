/* classify.c: pictures from standard input, their logits to standard output: classify [WEIGHTS] <pictures
 * >logits
 *
 * With -DFASHION_BUNDLE_WEIGHTS, given to fashion.c, too, or after resnetc --weights-in array, with
 * -DWEIGHTS_INSIDE, the weights are in the program, else in the file WEIGHTS. */
#include "fashion.h"
#include <resnet_rt.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail(const char *what, const char *why) {
    fprintf(stderr, "classify: %s: %s\n", what, why);
    return EXIT_FAILURE;
}

#if defined FASHION_BUNDLE_WEIGHTS || defined WEIGHTS_INSIDE
static const void *open_weights(const char *path) {
    (void)path;
    return fashion_weights;
}
#else
/* The file, mapped: read-only, shared by all processes. NULL: `errno` or a line on standard error says why.
 */
static const void *map(const char *path, size_t *bytes) {
    struct stat status;
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return NULL;
    const void *weights = MAP_FAILED;
    if (fstat(file, &status) == 0) {
        *bytes = (size_t)status.st_size;
        weights = mmap(NULL, *bytes, PROT_READ, MAP_PRIVATE, file, 0);
    }
    close(file); /* the mapping stays */
    return weights == MAP_FAILED ? NULL : weights;
}

static const void *open_weights(const char *path) {
    size_t bytes = 0;
    const void *weights = path ? map(path, &bytes) : NULL;
    if (!weights) return fail(path ? path : "WEIGHTS", path ? strerror(errno) : "expected a file"), NULL;
    const int status = fashion_weights_check(weights, bytes); /* once: run() trusts the pointer */
    return status == FASHION_OK ? weights : (fail(path, resnet_status_text(status)), NULL);
}
#endif

int main(int argc, char **argv) {
    static unsigned char picture[FASHION_INPUT_BYTES];
    static float logits[FASHION_OUTPUT_FLOATS];
    if (!fashion_cpu_ok())
        return fail("this processor", "lacks instructions that the network was compiled for");
    const void *weights = open_weights(argc > 1 ? argv[1] : NULL);
    void *workspace = aligned_alloc(64, FASHION_WORKSPACE_BYTES);
    if (!weights) return EXIT_FAILURE;
    if (!workspace) return fail("workspace", strerror(ENOMEM));

    size_t got;
    while ((got = fread(picture, 1, sizeof picture, stdin)) == sizeof picture) {
        fashion_run(weights, workspace, picture, logits);
        if (fwrite(logits, sizeof logits, 1, stdout) != 1) return fail("standard output", strerror(errno));
    }
    free(workspace);
    if (got) return fail("standard input", "the last picture is cut off");
    return fflush(stdout) ? fail("standard output", strerror(errno)) : EXIT_SUCCESS;
}
