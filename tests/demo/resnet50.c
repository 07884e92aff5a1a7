/* resnet50.c: ResNet-50 on a photograph. resnet50 SPEC.json WEIGHTS FLOP PICTURE.jpg */
#include "resnet50.h"
#include "demo.h"

#include <stdio.h>
#include <stdlib.h>

static const ResnetModel model = RESNET_MODEL(resnet50, RESNET50);

int main(int argc, char **argv) {
    if (argc != 5) return fputs("resnet50 SPEC.json WEIGHTS FLOP PICTURE.jpg\n", stderr), EXIT_FAILURE;
    Arena arena = { 0 };
    Diag diag = { .arena = &arena };
    Demo demo = demo_begin(&model, argv[2]);
    const Spec *spec = spec_load(&arena, argv[1], &diag);
    demo_check(&diag);
    Input input;
    input_load(&arena, spec, argv[4], &input, &diag);
    demo_check(&diag);

    demo_run(&demo, input.floats);
    demo_print_best(&demo, 5, NULL);
    demo_print_times(&demo, input.floats, strtod(argv[3], NULL));
    demo_print_memory(&demo);
    arena_free(&arena);
    return EXIT_SUCCESS;
}
