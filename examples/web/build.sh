#!/usr/bin/env bash
# A network as WebAssembly modules for index.html: build.sh SPEC WEIGHTS FOLDER [OPTIONS OF RESNETC...]
#
# Writes FOLDER/network.{simd,relaxed}.{wasm,weights} and copies the page beside them; then any file server serves:
#   python3 -m http.server --directory FOLDER
# A file of class names, a line each, may lie beside them as network.txt. RESNETC, CLANG: which programs.
# Needs clang with lld, wasi-libc and compiler-rt's builtins for wasm32: make deps-targets.
set -euo pipefail
spec=${1:?spec} weights=${2:?weights} folder=${3:?folder}
shift 3
here=$(dirname "$0") resnetc=${RESNETC:-resnetc} clang=${CLANG:-clang-19}
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() { # KIND FLAGS...
    local kind=$1 name part
    shift
    "$resnetc" "$spec" --weights "$weights" --target "wasm-$kind" --emit-preprocess "${options[@]}" -o "$work/$kind.c"
    name=$(sed -n 's/^int \([A-Za-z0-9_]*\)_cpu_ok(void);$/\1/p' "$work/$kind.h")
    for part in "$work/$kind" "$work/${kind}_preprocess" "$here/module"; do
        "$clang" --target=wasm32-wasi -std=gnu11 -O2 -mbulk-memory "$@" -DNAME="$name" -DMACRO="${name^^}" \
            -include "$work/$kind.h" -include "$work/${kind}_preprocess.h" -c -o "$work/$kind.$(basename "$part").o" "$part.c"
    done
    # Without -O: for that clang starts wasm-opt where it is installed, which may be too old for relaxed instructions.
    "$clang" --target=wasm32-wasi -mexec-model=reactor -Wl,--export-memory -o "$folder/network.$kind.wasm" "$work/$kind".*.o
    cp "$work/$kind.weights" "$folder/network.$kind.weights"
}

options=("$@")
build simd -msimd128
build relaxed -msimd128 -mrelaxed-simd
cp "$here/index.html" "$here/network.mjs" "$folder"
