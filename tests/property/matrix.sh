#!/bin/sh
# Emitted files compile without a warning: every spec and random ones, every target, gcc and clang, with and without
# OpenMP, in C++ (the header), freestanding (as strict C11), traced, with bundled weights.
# usage: matrix.sh BUILD_FOLDER [all]     otherwise each network of specs/ is read by compilers for one target, by turns
# The full-size networks, otherwise one in four, go through the optimizer on one target only: what else differs is syntax.
set -u
OPTIMIZED=4
. tests/common/targets.sh
build=$1 work=$1/matrix every=${2:-}
rm -rf "$work"
mkdir -p "$work"
jobs=$work/jobs
: >"$jobs"
emit_failed=0

emit() { # SPEC NAME TARGET [RESNETC OPTION...]
    spec=$1 out=$work/$2.c target=$3
    shift 3
    "$build/resnetc" -q "$spec" -o "$out" --target "$target" "$@" && return
    echo "FAILED: $spec on $target is not emitted"
    emit_failed=$((emit_failed + 1))
    return 1
}

job() { # COMPILER OPTION... FILE: to be run later, unless that compiler is not installed
    case $1 in
    clang | g++)
        if ! command -v "$1" >/dev/null; then
            echo "SKIPPED: $1 is not installed (make deps-check)" >>"$work/skipped"
            return
        fi
        ;;
    esac
    echo "$*" >>"$jobs"
}

flags_of() { sed -n 's/^ \*   compile     cc \(.*\) -c\(;.*\)*$/\1/p' "$1"; }

# The ways to read a file without compiling it.
syntax() { # FILE.c
    for cc in gcc clang; do
        flags="$(flags_of "$1") -Wall -Wextra -Wcast-align -Wconversion -Wshadow -pedantic -Werror"
        [ $cc = gcc ] || flags="$flags -Wno-sign-conversion" # the masks of its builtins are unsigned where those of gcc are not
        macro=$(sed -n 's/^#ifndef \(.*\)_H$/\1/p' "${1%.c}.h")
        job $cc $flags -fsyntax-only "$1"
        job $cc $flags -fsyntax-only -fopenmp -D"$macro"_MAX_THREADS=4 "$1"
        job $cc $flags -std=c11 -fsyntax-only -DRESNETC_FREESTANDING "$1"
        job $cc $flags -fsyntax-only -D"$macro"_TRACE "$1"
        job $cc $flags -fsyntax-only -DRESNETC_SLEEF "$1"
        # the header alone, in C and C++, twice over: guards
        job $cc -Wall -Wextra -Werror -pedantic -std=c99 -fsyntax-only -include "${1%.c}.h" "${1%.c}.h"
    done
    case $flags in
    *msse2*) job gcc -m32 -mfpmath=sse "${flags% -Wno-sign-conversion}" -std=c11 -fsyntax-only -DRESNETC_FREESTANDING "$1" ;;
    *c99*) job gcc -m32 "${flags% -Wno-sign-conversion}" -std=c11 -fsyntax-only -DRESNETC_FREESTANDING "$1" ;;
    esac
    job g++ -Wall -Wextra -Werror -pedantic -fsyntax-only -x c++ -include "${1%.c}.h" "${1%.c}.h"
    # scalar code is C99; as gnu11 it is the same
    job gcc "$(flags_of "$1")" -std=gnu11 -Wall -Wextra -Werror -fsyntax-only "$1"
}

object() { # COMPILER FILE.c [OPTION...]
    cc=$1 file=$2
    shift 2
    job "$cc" "$(flags_of "$file")" -Wall -Wextra -Werror "$@" -c "$file" -o /dev/null
}

all=$(targets "$build/resnetc")
targets=$(echo "$all" | grep -v vnni) # for floats these emit what avx512 and avx2 do
turn=0 count=$(echo "$targets" | wc -w)
for spec in specs/*.json; do
    name=$(basename "$spec" .json)
    [ "$name" = schema ] && continue
    turn=$((turn + 1)) at=0
    for target in $targets; do
        at=$((at + 1))
        emit "$spec" "$name-$target" $target || continue
        if [ "$every" ] || [ $((turn % count + 1)) -eq $at ]; then syntax "$work/$name-$target.c"; fi
    done
    if [ "$every" ] || [ $((turn % OPTIMIZED)) -eq 0 ]; then object gcc "$work/$name-avx512.c"; fi
done
for name in resnet50 resnet20-cifar; do object clang "$work/$name-avx512.c"; done
object gcc "$work/resnet50-avx512.c" -fopenmp

# Values that shrink to one pixel, and to one column.
echo '{"block": "basic", "repeats": [2, 2, 2, 2], "input": {"height": 32, "width": 32}}' >"$work/pixel.json"
echo '{"block": "basic", "repeats": [2, 2], "widths": [24, 8], "strides": [2, 2], "input": {"height": 34, "width": 1}}' >"$work/column.json"
for name in pixel column; do
    for target in $targets; do emit "$work/$name.json" $name-$target $target && object gcc "$work/$name-$target.c"; done
done

seed=100
while [ $seed -lt 120 ]; do
    "$build/tests/property/print_spec" $seed >"$work/random.json"
    for target in $targets; do
        emit "$work/random.json" random$seed-$target $target || continue
        [ $((seed % 5)) -eq 0 ] && syntax "$work/random$seed-$target.c"
        if [ $((seed % 2)) -eq 0 ]; then object gcc "$work/random$seed-$target.c"; else
            object clang "$work/random$seed-$target.c" -fopenmp
        fi
    done
    seed=$((seed + 1))
done

# Integers of each kind of activation, and what else computes in them.
for activation in relu silu prelu; do
    cat >"$work/integers.json" <<END
{ "block": "basic", "repeats": [1, 1], "widths": [9, 24], "classes": 5, "batch": 2, "preactivation": true,
  "stem": { "width": 8, "pool": { "kernel": 3, "stride": 2, "padding": [0, 1] } }, "activation": "$activation",
  "attention": { "type": "eca" }, "head": { "pool": "catavgmax" }, "input": { "height": 40, "width": 36 } }
END
    for target in $all; do
        emit "$work/integers.json" int8-$activation-$target $target --weights random:1 --precision int8 \
            --calibrate random:2 && syntax "$work/int8-$activation-$target.c"
    done
done

# Other machines' targets, by their compilers; clang sees what nothing calls.
compilers_for() { # TARGET: a line each
    case $1 in
    neon*) printf '%s\n' aarch64-linux-gnu-gcc 'clang-19 --target=aarch64-linux-gnu' ;;
    rvv*) echo 'clang-19 --target=riscv64-linux-gnu' ;;
    wasm*) echo 'clang-19 --target=wasm32-wasi' ;;
    cortex*) echo arm-none-eabi-gcc ;;
    esac
}
for target in $(foreign_targets "$build/resnetc"); do
    for precision in fp32 bf16 'int8 --calibrate random:2'; do
        name=tiny-$target-${precision%% *}
        # shellcheck disable=SC2086
        emit specs/tiny.json "$name" "$target" --weights random:1 --precision $precision || continue
        compilers_for "$target" >"$work/compilers"
        while read -r compiler; do
            if ! command -v "${compiler%% *}" >/dev/null; then
                echo "SKIPPED: ${compiler%% *} is not installed (make deps-targets)" >>"$work/skipped"
                continue
            fi
            job "$compiler" "$(flags_of "$work/$name.c")" -Wall -Wextra -Wconversion -Wshadow -pedantic -Werror -DRESNETC_FREESTANDING -fsyntax-only "$work/$name.c"
        done <"$work/compilers"
    done
done

# Weights above the limit become a file, bundled by the assembler; below it an array.
emit specs/resnet20-cifar.json bundled avx2 --weights random:1
for cc in gcc clang; do
    command -v $cc >/dev/null || continue
    job "cd $work && $cc -mavx2 -mfma -std=gnu11 -O1 -Wall -Wextra -Werror -DRESNET20_CIFAR_BUNDLE_WEIGHTS -c bundled.c -o /dev/null"
    job "cd $work && $cc -mavx2 -mfma -std=gnu11 -O1 -DRESNET20_CIFAR_BUNDLE_WEIGHTS '-DRESNET20_CIFAR_WEIGHTS_FILE=\"bundled.weights\"' -c bundled.c -o /dev/null"
done
emit specs/tiny.json embedded avx512 --weights random:1 && syntax "$work/embedded.c"

# What must not compile, and must say why.
emit specs/tiny.json wrong avx512
job "! gcc -std=gnu11 -fsyntax-only $work/wrong.c 2>$work/wrong.log && grep -q 'compile with -mavx512f -mfma' $work/wrong.log"
job "gcc -std=c11 -O2 -mavx512f -mfma -Wall -Werror -S -o $work/fused.s $work/wrong.c && grep -q vfmadd $work/fused.s"
job "gcc -mavx512f -mfma -fsyntax-only $work/wrong.c 2>$work/slow.log && grep -q 'compile with -O2' $work/slow.log"
job "gcc -mavx512f -mfma -Werror -DRESNETC_NO_WARNINGS -fsyntax-only $work/wrong.c"
job "! gcc -x c++ -mavx512f -mfma -fsyntax-only $work/wrong.c 2>$work/cpp.log && grep -q 'compile it as C' $work/cpp.log"
job "mkdir $work/alone && cp $work/wrong.c $work/alone && gcc -nostdinc -mavx512f -mfma -DRESNETC_FREESTANDING -fsyntax-only $work/alone/wrong.c"

# Each job's messages, then its command where it failed.
export work
tr '\n' '\0' <"$jobs" | xargs -0 -P "$(nproc)" -I{} sh -c 'log=$(mktemp "$work/log.XXXXXX")
    sh -c "$1" >"$log" 2>&1 || { head -5 "$log"; echo "FAILED: $1"; echo x >>"$work/failures"; }' sh {}
[ -e "$work/skipped" ] && sort -u "$work/skipped"
total=$(wc -l <"$jobs")
failed=0
[ -e "$work/failures" ] && failed=$(wc -l <"$work/failures")
rm -rf "$work"
echo "$((total - failed)) passed, $((failed + emit_failed)) failed"
[ $((failed + emit_failed)) -eq 0 ]
