#!/usr/bin/env bash
# Programs in C and C++ that call the installed library: shared, static, without libtcc's files, without a word printed.
# usage: library.sh BUILD_FOLDER, from the top folder. Closing line: "N passed, N failed".
set -uo pipefail
build=$(realpath "${1:?build folder}") top=$PWD
suite=library
. tests/embed/check.sh

check "make install" make -s -C "$top" B="$build" DESTDIR="$folder/root" PREFIX=/usr install
export PKG_CONFIG_PATH=$folder/root/usr/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$folder/root
cd "$folder" || exit 1
cat >use.c <<'END'
#include <resnetc_jit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void count(void *context, int done, int total) { *(int *)context += done == total; }
int main(int argc, char **argv) {
    ResnetJitError error;
    ResnetJitOptions options;
    memset(&options, 0, sizeof options);
    ResnetJitSource spec = { argv[1], NULL, 0 }, weights = { argc > 2 ? argv[2] : "random:1", NULL, 0 };
    int packed = 0;
    options.packing = count;
    options.context = &packed;
    options.threads = argc > 3 ? atoi(argv[3]) : 0;
    ResnetJit *net = resnet_jit_open_from(&spec, &weights, &options, &error);
    if (!net) return fprintf(stderr, "%s\n", error.message), error.status;
    float *input = (float *)calloc(resnet_jit_input_floats(net), sizeof(float));
    float *output = (float *)calloc(resnet_jit_output_floats(net), sizeof(float));
    for (size_t i = 0; i < resnet_jit_input_floats(net); i++) input[i] = (float)(i % 17) / 17;
    int good = resnet_jit_run(net, input, output, &error) && packed == 1;
    ResnetJitOutput logits = resnet_jit_output(net, resnet_jit_output_count(net) - 1);
    printf("%s %d x %d x %d\n", logits.name, logits.channels, logits.height, logits.width);
    for (size_t i = 0; i < resnet_jit_output_floats(net); i++) printf("%.3f\n", (double)output[i]);
    ResnetJitSource picture = { argc > 4 ? argv[4] : NULL, NULL, 0 };
    ResnetJitClass best[2];
    for (int i = 0, count = picture.path ? resnet_jit_classify(net, &picture, best, 2, &error) : 0; i < count; i++)
        printf("%d of %d, %.3f, %s\n", best[i].index, resnet_jit_classes(net), best[i].probability, best[i].label ? best[i].label : "-");
    resnet_jit_close(net);
    free(input);
    free(output);
    return !good;
}
END
cp use.c use.cpp
export LD_LIBRARY_PATH=$folder/root/usr/lib
words() { pkg-config "$@" resnetc; }
# shellcheck disable=SC2046
check "C" cc -std=c99 -Wall -Wextra -Werror -o use_c use.c $(words --cflags --libs)
# shellcheck disable=SC2046
check "C++" c++ -std=c++17 -Wall -Wextra -Werror -o use_cpp use.cpp $(words --cflags --libs)
# shellcheck disable=SC2046
check "static" cc -std=c99 -o use_static use.c $(words --cflags) root/usr/lib/libresnetc.a -ljansson -lprotobuf-c -lpng -ljpeg -lexif -lzip -lm -ldl -pthread
for program in use_c use_cpp use_static; do
    check "$program runs" bash -c "./$program '$top/specs/tiny.json' >$program.out && [ -s $program.out ]"
    check "$program: the same answer" cmp use_c.out $program.out
done
check "threads: the same answer" bash -c "./use_c '$top/specs/tiny.json' random:1 3 >threads.out && cmp threads.out use_c.out"
for program in use_c use_cpp use_static; do
    check "$program classifies as --run" bash -c "
        [ \"\$(./$program '$top/specs/tiny.json' random:1 1 '$top/tests/oracle/images/cat.png' | tail -2 | head -1 | cut -d' ' -f1)\" = \
        \"\$('$build/resnetc' '$top/specs/tiny.json' --weights random:1 --run '$top/tests/oracle/images/cat.png' -q | head -1 | cut -f2)\" ]"
done
check "too many threads are a mistake" bash -c "./use_c '$top/specs/tiny.json' random:1 65 2>err; [ \$? = 2 ] && grep -q 'got 65' err"
check "an error has a status and a message" bash -c \
    "./use_c no-such.json >out 2>err; [ \$? = 3 ] && [ ! -s out ] && grep -q '^no-such.json: No such file' err"
check "only the interface is exported" bash -c \
    "! nm -D --defined-only root/usr/lib/libresnetc.so | grep -v ' resnet_jit_'"
check "static: only the interface is global" bash -c \
    "[ \$(nm -g --defined-only root/usr/lib/libresnetc.a | grep -c ' T resnet_jit_') -ge 10 ] &&
     ! nm -g --defined-only root/usr/lib/libresnetc.a | grep ' [A-Z] ' | grep -v ' resnet_jit_'"
if command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null; then
    check "traced" strace -f -e trace=open,openat,execve,fork,vfork -o trace ./use_c "$top/specs/tiny.json"
    check "nothing of tcc's is opened, nothing started" bash -c "! grep -E '/tcc|/include/|crt|execve.*cc' <(tail -n +2 trace)"
fi
if unshare -rm true 2>/dev/null; then
    check "without /usr/lib/tcc and /usr/include" unshare -rm bash -c "
        for hidden in /usr/lib/tcc /usr/lib/x86_64-linux-gnu/tcc /usr/include; do
            [ ! -d \$hidden ] || mount -t tmpfs none \$hidden || exit 1
        done
        ./use_c '$top/specs/tiny.json' >hidden.out && cmp hidden.out use_c.out"
else
    echo "SKIPPED: library: no name spaces here to hide tcc's files in"
fi
close
