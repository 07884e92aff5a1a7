#!/usr/bin/env bash
# resnetc itself under ThreadSanitizer: what packs and calibrates by several threads, and the library with several callers.
# usage: itself.sh BUILD_FOLDER   of a build with -fsanitize=thread (`make test-races` makes it). Closing line: "N passed, N failed".
set -uo pipefail
build=$(realpath "${1:?build folder}") top=$PWD
suite=itself
. tests/embed/check.sh
export TSAN_OPTIONS=exitcode=66

resnetc() { # NETWORK OPTION...
    timeout 600 "$build/resnetc" -q "$top/specs/$1.json" --weights random:1 "${@:2}"
}
try() { check "$*" resnetc "$@"; }

small='--set input.height=64 --set input.width=64'
try resnet18 --target avx2 -o "$folder/net.c"
# shellcheck disable=SC2086
try resnet50 $small --target avx2 --precision int8 --calibrate random:3 -o "$folder/net.c"
for jit in tcc cc; do
    try tiny --jit $jit --threads 3 --run random:2
    try tiny --jit $jit --threads 2 --precision bf16 --run random:2
    try tiny --jit $jit --threads 2 --precision int8 --calibrate norms --run random:2
done
try tiny --verify --threads 2
try tiny --set batch=10 --precision auto --calibrate random:2 --save-calibration "$folder/auto.json" --describe
for program in property/library property/classify; do check $program "$build/tests/$program"; done
check "eight callers, every precision" "$build/tests/faults/long_run" 1 "$folder/auto.json"
close
