/* fashion.c: a trained network on 1,000 pictures of clothes that it has never seen, beside PyTorch's answers.
 * fashion SPEC.json WEIGHTS FLOP FOLDER PICTURE.npy: the folder is tests/oracle/fashion; the picture shown is
 * also written as the network sees it. */
#include "demo.h"
#include "media/labels.h"
#include "media/npy.h"
#include "resnet20-fashion.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { CLASSES = 10, SIDE = 28, SHOWN = 900 };
#define FAST 5e-5 /* what --accuracy fast, the default, promises */

static const ResnetModel model = RESNET_MODEL(resnet20_fashion, RESNET20_FASHION);

static Npy load(Arena *arena, const char *folder, const char *file, Diag *diag) {
    Npy array = { 0 };
    npy_load(arena, arena_printf(arena, "%s/%s", folder, file), &array, diag);
    demo_check(diag);
    return array;
}

/* Two rows of pixels a line: characters are twice as high as wide. */
static void draw(const Npy *images, size_t picture) {
    static const char shades[] = " .:-=+*#%@";
    for (size_t y = 0; y < SIDE; y += 2) {
        char text[SIDE + 1] = { 0 };
        for (size_t x = 0; x < SIDE; x++) {
            size_t at = (picture * SIDE + y) * SIDE + x;
            text[x] = shades[(int)(npy_value(images, at) + npy_value(images, at + SIDE)) * 9 / 510];
        }
        printf("      %s\n", text);
    }
}

static void save(Arena *arena, const float *input, const char *path) {
    const size_t shape[] = { 1, SIDE, SIDE };
    FileView array = npy_write_f32(arena, input, 3, shape);
    FILE *file = fopen(path, "wb");
    if (file) fwrite(array.bytes, 1, array.size, file);
    if (!file || fclose(file) != 0) perror(path), exit(EXIT_FAILURE);
}

static int best_of(const float *values) {
    int best;
    top_k(values, CLASSES, 1, &best);
    return best;
}

static void compare(const Demo *demo, const Input *input, const Npy *labels, const float *torch) {
    int right = 0, torch_right = 0, same = 0;
    float worst = 0, largest = 0;
    for (int i = 0; i < input->images; i++, torch += CLASSES) {
        const float *ours = demo_run(demo, input->floats + (size_t)i * SIDE * SIDE);
        int label = (int)npy_value(labels, (size_t)i);
        right += best_of(ours) == label;
        torch_right += best_of(torch) == label;
        same += best_of(ours) == best_of(torch);
        for (int c = 0; c < CLASSES; c++) {
            worst = fmaxf(worst, isfinite(ours[c]) ? fabsf(ours[c] - torch[c]) : INFINITY);
            largest = fmaxf(largest, fabsf(torch[c]));
        }
    }
    printf("  right on %d of %d test pictures (PyTorch: %d), the same class as PyTorch on %d,\n", right,
           input->images, torch_right, same);
    printf("  logits within %.1e of PyTorch's largest\n", worst / largest);
    if (same != input->images || worst / largest > FAST) exit(EXIT_FAILURE);
}

int main(int argc, char **argv) {
    if (argc != 6) return fputs("fashion SPEC.json WEIGHTS FLOP FOLDER PICTURE.npy\n", stderr), EXIT_FAILURE;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    const char *folder = argv[4];
    Demo demo = demo_begin(&model, argv[2]);
    Npy images = load(&arena, folder, "images.npy", &diag),
        labels = load(&arena, folder, "labels.npy", &diag);
    Npy torch = load(&arena, folder, "logits.npy", &diag);
    const char *const *names =
        labels_load(&arena, arena_printf(&arena, "%s/classes.txt", folder), CLASSES, &diag);
    const Spec *spec = spec_load(&arena, argv[1], &diag);
    demo_check(&diag);
    Input input;
    input_load(&arena, spec, arena_printf(&arena, "%s/images.npy", folder), &input, &diag);
    demo_check(&diag);

    const float *shown = input.floats + (size_t)SHOWN * SIDE * SIDE;
    save(&arena, shown, argv[5]);
    draw(&images, SHOWN);
    demo_run(&demo, shown);
    demo_print_best(&demo, 3, names);
    compare(&demo, &input, &labels, npy_floats(&arena, &torch));
    demo_print_times(&demo, shown, strtod(argv[3], NULL));
    demo_print_memory(&demo);
    arena_free(&arena);
    return EXIT_SUCCESS;
}
