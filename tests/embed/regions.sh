#!/usr/bin/env bash
# A program that calls emitted code, also from threads of its own OpenMP region: small layers, which run outside of any
# region of ours, must not take the caller's thread for one of theirs. Teams are larger than the machine, and smaller than
# asked for; their barrier's count begins anew in a workspace that holds anything. What this processor lacks of a target the
# compiler does without: it cuts vectors into smaller ones. usage: regions.sh PROGRAM, from the top folder.
# Closing line: "N passed, N failed".
set -uo pipefail
resnetc=$(realpath "${1:?program}") top=$PWD
suite=regions
. tests/embed/check.sh
. tests/common/targets.sh

cd "$folder" || exit 1
cat >use.c <<'END'
#include "net.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
enum { CALLERS = 4, OUTPUTS = NET_OUTPUT_FLOATS };
static float input[NET_INPUT_FLOATS], output[CALLERS][OUTPUTS], expected[OUTPUTS];
static void call(const void *weights, float *result) {
    void *workspace = memset(aligned_alloc(64, NET_WORKSPACE_BYTES), 0x55, NET_WORKSPACE_BYTES);
    net_run(weights, workspace, input, result);
    free(workspace);
}
/* The first program's answer is everyone's. */
static int is_expected(const char *path, const float *result) {
    static float first[OUTPUTS];
    FILE *file = fopen(path, "rb");
    int known = file && fread(first, sizeof first, 1, file) == 1;
    if (!known && (file = fopen(path, "wb"))) known = fwrite(memcpy(first, result, sizeof first), sizeof first, 1, file) == 1;
    return known && !fclose(file) && !memcmp(first, result, sizeof first);
}
int main(int argc, char **argv) {
    void *weights = aligned_alloc(64, (NET_WEIGHTS_BYTES + 63) / 64 * 64);
    FILE *file = argc > 2 ? fopen(argv[1], "rb") : NULL;
    if (!file || fread(weights, 1, NET_WEIGHTS_BYTES, file) != NET_WEIGHTS_BYTES) return 2;
    fclose(file);
    for (int i = 0; i < NET_INPUT_FLOATS; i++) input[i] = (float)(i % 17) / 17;
    call(weights, expected);
#pragma omp parallel for num_threads(CALLERS) schedule(static, 1)
    for (int i = 0; i < CALLERS; i++) call(weights, output[i]);
    free(weights);
    for (int i = 0; i < CALLERS; i++)
        if (memcmp(output[i], expected, sizeof expected)) return 1;
    return !is_expected(argv[2], expected);
}
END
# same_bits WHAT COMMAND...: before the program's name. A thread that waits for ever is a failure, too.
same_bits() {
    check "$1: the same bits" env ASAN_OPTIONS=detect_leaks=0 timeout 60 "${@:2}" ./use net.weights expected
}
cp "$top/specs/resnet20-cifar.json" cifar.json
echo '{ "block": "basic", "repeats": [1, 1], "input": { "height": 48, "width": 48 } }' >pooled.json
for spec in cifar pooled; do
    sed '/"name"/d' $spec.json >net.json
    for target in zen5 avx2 sse2; do
        check "$spec, $target" "$resnetc" net.json --target $target --weights random:1 -o net.c
        rm -f expected
        flags=$(sed -n 's/^ \*   compile     cc \(.*\) -c\(;.*\)*$/\1/p' net.c)
        counts="2 4"
        [ $target = avx2 ] && counts="1 4"
        if ! runs_here "$resnetc" $target; then
            flags="$(sed -E 's/-m([a-z0-9]+)/-D__\U\1__/g' <<<"$flags") -Wno-psabi"
            counts=4 # what is cut takes gcc half a minute a program; smaller teams are asked for below
            skipped "$spec with vectors uncut and with 1 and 2 threads" $target
        fi
        for threads in $counts; do
            # shellcheck disable=SC2086
            check "$spec, $target, $threads: cc" ${CC:-cc} $flags -g -fsanitize=address,undefined -fopenmp \
                -DNET_MAX_THREADS=$threads -o use use.c net.c -lm
            same_bits "$spec, $target, $threads"
            same_bits "$spec, $target, $threads, on one core" taskset -c 0
            same_bits "$spec, $target, $threads, a team each" env OMP_MAX_ACTIVE_LEVELS=2
            for most in 1 2; do
                same_bits "$spec, $target, $threads, at most $most" env OMP_THREAD_LIMIT=$most OMP_DYNAMIC=true
            done
        done
    done
done
close
