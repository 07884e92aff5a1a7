#!/usr/bin/env bash
# Where packed weights are: an array of the C file, the file beside it, or that file in the object; and what compilers
# say of the C. usage: places.sh PROGRAM, from the top folder. Closing line: "N passed, N failed".
set -uo pipefail
resnetc=$(realpath "${1:?program}") top=$PWD
suite=places
. tests/embed/check.sh

cd "$folder" && mkdir d || exit 1
cat >use.c <<'END'
#include "d/net.h"
#include <stdio.h>
#include <string.h>
static unsigned char file[NET_WEIGHTS_BYTES];
int main(int argc, char **argv) { /* the weights inside are those of the file */
    FILE *stream = argc > 1 ? fopen(argv[1], "rb") : NULL;
    if (!stream || fread(file, sizeof file, 1, stream) != 1) return 2;
    return net_weights_check(net_weights, NET_WEIGHTS_BYTES) || memcmp(net_weights, file, sizeof file);
}
END
emit() { "$resnetc" "$top/specs/$1.json" --name net --weights random:1 -o d/net.c "${@:2}"; }
flags() { sed -n 's/^ \*   compile     cc \(.*\) -c\(;.*\)*$/\1/p' d/net.c; }
# same COMPILER FLAGS...: compiled from another folder, without a warning.
same() {
    # shellcheck disable=SC2046
    "$1" $(flags) -Wall -Wextra -Wcast-align -pedantic -Werror "${@:2}" -c d/net.c -o net.o && cc -o use use.c net.o -lm && ./use net.weights
}
has() { command -v "$1" >/dev/null || { echo "SKIPPED: $suite: by $1: it is not installed"; false; }; }

for target in native scalar; do
    check "$target: in a file" emit resnet20-fashion --target $target --weights-in file
    check "$target: it is there" cp d/net.weights .
    check "$target: bundled, with -I" same gcc -DNET_BUNDLE_WEIGHTS -Id
    check "$target: bundled, by its path" same clang -DNET_BUNDLE_WEIGHTS '-DNET_WEIGHTS_FILE="net.weights"'
    rm d/net.weights # -o takes no file of another run away
    check "$target: in an array" emit resnet20-fashion --target $target --weights-in array
    check "$target: without a file" test ! -e d/net.weights
    for compiler in gcc clang; do check "$target: the array by $compiler" same $compiler; done
done
has tcc && check "scalar: the array by tcc" eval 'tcc -c d/net.c -o net.o && tcc -o use use.c net.o -lm && ./use net.weights'

check "few weights in a file" emit tiny --weights-in file
check "they are there" cp d/net.weights .
if has clang-19; then check "bundled, found beside the C file" same clang-19 -DNET_BUNDLE_WEIGHTS; fi
check "few weights in an array" emit tiny --weights-in auto
check "the same ones" same gcc

refused() { ! g++ -x c++ -c d/net.c -o net.o 2>said && grep -q 'error: #error "this file is C' said; }
check "the C file is no C++" refused
rm d/net.weights
check "a family in arrays" emit resnet20-fashion --target avx2,scalar --weights-in array
check "it has no files" bash -c '! ls d/*.weights 2>/dev/null && grep -q "NULL, net_avx2_weights" d/net.c'
close
