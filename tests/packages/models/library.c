/* library.c: the library by its header: library SPEC.json. */
#include <resnetc_jit.h>
#include <stdio.h>

int main(int argc, char **argv) {
    ResnetJitError error = { 0 };
    ResnetJit *net = argc < 2 ? NULL : resnet_jit_open(argv[1], "random:1", NULL, &error);
    printf("%s\n", net ? resnet_jit_name(net) : error.message);
    resnet_jit_close(net);
    return !net;
}
