#!/bin/bash
# resnetc built for AArch64, run here by qemu: its unit programs; its C and weights are those that resnetc for this machine
# writes; it runs networks by libtcc and by a compiler.
# usage: aarch64.sh BUILD_FOLDER AARCH64_BUILD_FOLDER UNIT_TEST_PROGRAM...     RUN: what runs its programs
set -u
here=$1/resnetc there=$2/resnetc work=$2/checks
shift 2
passed=0 failed=0
rm -rf "$work" && mkdir -p "$work/suites" "$work/here" "$work/there"

check() { # WHAT COMMAND...
    if "${@:2}" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1: ${*:2}"
        head -5 "$work/log"
    fi
}
# shellcheck disable=SC2086
emulated() { $RUN "$there" "$@"; }
same() { # FOLDER_NAME OPTION...: both write the same files
    "$here" -q "${@:2}" -o "$work/here/$1.c" && emulated -q "${@:2}" -o "$work/there/$1.c" && diff -r "$work/here" "$work/there"
}
prints_same() { [ "$("$here" "$@")" = "$(emulated "$@")" ] && [ -n "$("$here" "$@")" ]; }

check "an AArch64 program" grep -q 'Machine: *AArch64' <(readelf -h "$there")
check "the version" prints_same --version
check "the best target" grep -qE '^native .*: (neon|scalar)' <(emulated --target help)
check "the layers" prints_same specs/resnet50.json --describe --target avx2
for target in scalar avx2 zen5; do
    for precision in fp32 bf16; do
        check "the same C" same tiny-$precision-$target specs/tiny.json --weights random:1 --precision $precision --target $target
    done
done
check "the same weights" same resnet20 specs/resnet20-cifar.json --weights random:1 --target avx2
check "libtcc" prints_same specs/tiny.json --weights random:1 --run random:1 --jit tcc --target scalar
for precision in fp32 bf16; do
    check "cc, $precision" emulated specs/tiny.json --weights random:1 --precision $precision --target scalar --verify
done
check "cc, int8" emulated specs/tiny.json --weights random:1 --precision int8 --calibrate random:2 --target scalar --verify

printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} sh -c 'tests/common/suite.sh "$0" "$(basename "$1")" ^SKIPPED $RUN "$1"' "$work/suites" {}
read -r good bad < <(awk -v told=$# '{ good += $1; bad += $2 } END { print good + 0, bad + told - NR }' "$work"/suites/*.count)
echo "$((passed + good)) passed, $((failed + bad)) failed"
[ $((failed + bad)) -eq 0 ]
