#!/bin/sh
# instructions.sh: instructions of one inference on AArch64, counted by qemu: a program with two less one with one.
#     tests/bench/instructions.sh build specs/resnet20-cifar.json neon:fp32 neon-dot:int8
set -e
build=$1 spec=$2
shift 2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM
cc -O2 -shared -fPIC -o "$folder/count.so" tests/bench/instructions.c
cat > "$folder/main.c" <<'END'
#include "net.h"
#include <stdio.h>
#include <stdlib.h>
int main(int count, char **words) {
    FILE *file = fopen(words[2], "rb");
    float *weights = aligned_alloc(64, (NET_WEIGHTS_BYTES + 63) / 64 * 64);
    float *workspace = aligned_alloc(64, (NET_WORKSPACE_BYTES + 63) / 64 * 64);
    float *input = calloc(NET_INPUT_FLOATS, sizeof *input), *output = calloc(NET_OUTPUT_FLOATS, sizeof *output);
    if (count < 3 || !file || fread(weights, 1, NET_WEIGHTS_BYTES, file) != NET_WEIGHTS_BYTES) return 1;
    for (int i = 0; i < atoi(words[1]); i++) net_run(weights, workspace, input, output);
    return 0;
}
END
counted() {
    qemu-aarch64 -cpu max -plugin "$folder/count.so" "$folder/net" "$1" "$folder/net.weights" 2>&1 | sed 's/ .*//'
}
for row in "$@"; do
    target=${row%:*} precision=${row#*:} calibrate=
    if [ "$precision" = int8 ]; then calibrate="--calibrate norms"; fi
    rm -f "$folder/net.weights"
    "$build/resnetc" "$spec" --weights random:1 --target "$target" --precision "$precision" $calibrate --name net \
        -o "$folder/net.c" 2> "$folder/notes" || { cat "$folder/notes"; exit 1; }
    flags=$(sed -n 's/^ \*   compile     cc \(.*\) -c;.*/\1/p' "$folder/net.c")
    aarch64-linux-gnu-gcc -w -static $flags -I"$folder" -o "$folder/net" "$folder/net.c" "$folder/main.c" -lm
    echo "$(basename "$spec" .json) $target $precision: $(($(counted 2) - $(counted 1))) instructions"
done
