#!/usr/bin/env bash
# Pointers that are not aligned as the header asks: run() ends by a trap before it has written anything, unless NDEBUG is
# defined; weights_check() refuses weights that are not aligned, or of another size, and reads nothing beyond that.
# usage: pointers.sh PROGRAM, from the top folder. Closing line: "N passed, N failed".
set -uo pipefail
resnetc=$(realpath "${1:?program}") top=$PWD
suite=pointers
. tests/embed/check.sh
. tests/common/targets.sh

cd "$folder" || exit 1
cat >use.c <<'END'
#define _DEFAULT_SOURCE
#include "net.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef NET_INPUT_BYTES
typedef unsigned char Number;
enum { INPUT = NET_INPUT_BYTES, NUMBER = 1 };
#else
typedef float Number;
enum { INPUT = NET_INPUT_FLOATS * 4, NUMBER = 4 };
#endif
enum { OUTPUT = NET_OUTPUT_FLOATS * 4, PAGE = 4096, MARK = 0x5a };

/* Between pages that nobody may touch, shared with the child that runs; `bytes` of it end where the last page begins. */
static char *guarded(size_t bytes) {
    size_t inside = (bytes + PAGE - 1) / PAGE * PAGE;
    char *pages = mmap(NULL, inside + 2 * PAGE, PROT_NONE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (pages == MAP_FAILED || mprotect(pages + PAGE, inside, PROT_READ | PROT_WRITE)) exit(9);
    return (char *)memset(pages + PAGE, MARK, inside) + inside - bytes;
}

static int is_marked(const char *memory, size_t bytes) {
    for (size_t i = 0; i < bytes; i++)
        if (memory[i] != MARK) return 0;
    return 1;
}

static char *weights, *workspace, *input, *output; /* each with 64 bytes more than it needs */

/* Each pointer so many bytes behind where it should be. */
typedef struct {
    const char *what;
    int weights, workspace, input, output, is_wrong;
} Case;

static int ending(const Case *c) {
    pid_t child = fork();
    if (child == 0) {
        memmove(weights + c->weights, weights, NET_WEIGHTS_BYTES);
        net_run(weights + c->weights, workspace + c->workspace, (const Number *)(const void *)(input + c->input),
                (float *)(void *)(output + c->output));
        _exit(0);
    }
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child) exit(9);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

/* x86 has SIGILL for a trap, others SIGTRAP. */
static int check(const Case *c, const char *original) {
    memcpy(weights, original, NET_WEIGHTS_BYTES);
    memset(workspace, MARK, NET_WORKSPACE_BYTES + 64);
    memset(output, MARK, OUTPUT + 64);
    int signal = ending(c), trapped = signal == SIGILL || signal == SIGTRAP;
    int untouched = is_marked(workspace, NET_WORKSPACE_BYTES + 64) && is_marked(output, OUTPUT + 64);
    int good = c->is_wrong ? trapped && untouched : !signal && !is_marked(output + c->output, OUTPUT);
    if (!good) printf("%s: signal %d, %s\n", c->what, signal, untouched ? "nothing written" : "something written");
    return good;
}

static int runs(const char *original) {
#ifdef NDEBUG /* nothing looks; what faults nowhere is computed as ever */
    static const Case cases[] = { { "all aligned", 0, 0, 0, 0, 0 }, { "workspace + 16", 0, 16, 0, 0, 0 } };
#else
    static const Case cases[] = {
        { "all aligned", 0, 0, 0, 0, 0 },         { "input and output as floats", 0, 0, NUMBER, 4, 0 },
        { "workspace + 4", 0, 4, 0, 0, 1 },       { "workspace + 16", 0, 16, 0, 0, 1 },
        { "workspace + 32", 0, 32, 0, 0, 1 },     { "weights + 1", 1, 0, 0, 0, 1 },
        { "weights + 4", 4, 0, 0, 0, ALIGN > 4 }, { "weights + 32", 32, 0, 0, 0, ALIGN > 32 },
        { "input + 1", 0, 0, 1, 0, NUMBER > 1 },  { "output + 2", 0, 0, 0, 2, 1 },
    };
#endif
    int good = 1;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) good &= check(&cases[i], original);
    return good;
}

static int expect(const char *what, int got, int wanted) {
    if (got != wanted) printf("weights_check, %s: %d, not %d\n", what, got, wanted);
    return got == wanted;
}

/* Each size up to a header's, which is all that there is; and sizes around the right one. */
static int refuses(const char *original) {
    int good = 1;
    for (size_t bytes = 0; bytes < 64; bytes++) {
        char *few = guarded(64) + 64; /* the page behind is not readable */
        good &= expect("no byte there", net_weights_check(few, bytes), NET_BAD_SIZE);
    }
    char *all = guarded(NET_WEIGHTS_BYTES + 64);
    memcpy(all, original, NET_WEIGHTS_BYTES);
    good &= expect("all", net_weights_check(all, NET_WEIGHTS_BYTES), NET_OK);
    good &= expect("a byte less", net_weights_check(all, NET_WEIGHTS_BYTES - 1), NET_BAD_SIZE);
    good &= expect("a byte more", net_weights_check(all, NET_WEIGHTS_BYTES + 1), NET_BAD_SIZE);
    good &= expect("another size inside", (all[16] ^= 1, net_weights_check(all, NET_WEIGHTS_BYTES)), NET_BAD_SIZE);
    static const int steps[] = { 1, 2, 4, 16, 32 };
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        memcpy(all + steps[i], original, NET_WEIGHTS_BYTES);
        good &= expect("not aligned", net_weights_check(all + steps[i], NET_WEIGHTS_BYTES),
                       steps[i] % ALIGN ? NET_BAD_ALIGNMENT : NET_OK);
    }
    return good;
}

int main(int argc, char **argv) {
    static char original[NET_WEIGHTS_BYTES];
    FILE *file = argc > 1 ? fopen(argv[1], "rb") : NULL;
    if (!file || fread(original, sizeof original, 1, file) != 1 || fclose(file)) return 2;
    weights = guarded(NET_WEIGHTS_BYTES + 64), workspace = guarded(NET_WORKSPACE_BYTES + 64);
    input = guarded((INPUT + 127) / 64 * 64), output = guarded((OUTPUT + 127) / 64 * 64);
    memset(input, 0, (INPUT + 127) / 64 * 64);
    return !(runs(original) & refuses(original));
}
END
# built COMPILER FLAGS...
built() {
    # shellcheck disable=SC2046
    "$1" $(sed -n 's/^ \*   compile     cc \(.*\) -c\(;.*\)*$/\1/p' net.c) -DALIGN="$(alignment)" "${@:2}" -o use use.c net.c -lm
}
alignment() { sed -n 's/^#define NET_WEIGHTS_BYTES .*; \([0-9]*\)-byte aligned.*/\1/p' net.h; }
emit() { "$resnetc" "$top/specs/$1.json" --name net --weights random:1 --weights-in file -o net.c "${@:2}"; }

for target in $(targets "$resnetc"); do
    if ! runs_here "$resnetc" "$target"; then
        skipped "$suite" "$target"
        continue
    fi
    check "$target: emitted" emit tiny --target "$target"
    for compiler in gcc clang; do
        command -v $compiler >/dev/null || { echo "SKIPPED: $suite by $compiler: it is not installed"; continue; }
        check "$target, $compiler: compiled" built $compiler
        check "$target, $compiler: traps" ./use net.weights
    done
done
check "NDEBUG: emitted" emit tiny --target sse2
check "NDEBUG: compiled" built gcc -DNDEBUG
check "NDEBUG: no trap" ./use net.weights
check "pixels: emitted" emit tiny --target sse2 --set 'preprocess={"input":"u8_nhwc"}'
check "pixels: compiled" built gcc
check "pixels: traps" ./use net.weights
check "a team: emitted" emit resnet20-cifar --target sse2
check "a team: compiled" built gcc -fopenmp -DNET_MAX_THREADS=2
check "a team: traps" ./use net.weights
close
