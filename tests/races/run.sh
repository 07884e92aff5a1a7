#!/usr/bin/env bash
# Emitted code under ThreadSanitizer: a call on a team of threads, and several callers at once that share code, weights and input, each
# call with a workspace of signalling NaN. By gcc with regions of our own (team.c), by clang with OpenMP's, which tell it of theirs by
# libarcher. Both see vectors of any size and what assembler does (watch.sed). That they see something is seen by leaving waits out.
# usage: run.sh BUILD_FOLDER [all]   all: every target that runs here, in every precision, of more networks
# Closing line: "N passed, N failed".
set -uo pipefail
build=$(realpath "${1:?build folder}") resnetc=$build/resnetc top=$PWD all=${2:-}
suite=races
. tests/embed/check.sh
. tests/common/targets.sh

race=66 different=3 # how calls.c ends
export TSAN_OPTIONS=halt_on_error=1:ignore_noninstrumented_modules=1:exitcode=$race
cd "$folder" || exit 1

emit() { # SPEC TARGET PRECISION [OPTION...]
    local calibrate=
    [ "$3" = int8 ] && calibrate='--calibrate norms'
    # shellcheck disable=SC2086
    "$resnetc" -q "$1" --name net --target "$2" --precision "$3" $calibrate --weights random:1 --weights-in file -o net.c "${@:4}" &&
        sed -E -f "$top/tests/races/watch.sed" net.c >watched.c
}
nothing_untold() { ! grep -E '\*\((const )?[a-z_]+ \*\)(\([a-z ]+ \*\))?\(?[a-z]\b' watched.c; }

# Of the network that was emitted last: COMPILER THREADS
built() {
    local team="$top/tests/races/team.c" threads=-fopenmp link=
    [ "$1" = clang ] && team= link=-fopenmp
    [ "$2" = 1 ] && team= threads= link=
    # shellcheck disable=SC2046,SC2086
    "$1" $(sed -n 's/^ \*   compile     cc \(.*\) -c\(;.*\)*$/\1/p' net.c) -O1 -g -fsanitize=thread $threads -DNET_MAX_THREADS=$2 \
        -I"$top/tests/races" -c watched.c -o net.o &&
        "$1" -std=gnu11 -O1 -g -fsanitize=thread $link -DNET_MAX_THREADS=$2 -I. -I"$top/tests/races" \
            -o calls "$top/tests/races/calls.c" $team net.o -lm -pthread
}
calls() { timeout 120 ./calls net.weights "$@"; }
ends_with() { # STATUSES CALLS' WORDS...
    calls "${@:2}"
    local status=$?
    echo "status $status"
    [[ " $1 " == *" $status "* ]]
}

# Waits of a call
has_team() { grep -q '^#define TEAM' watched.c; }
try() { # WHAT COMPILER
    if has_team; then
        check "$1, $2: built" built "$2" 3
        check "$1, $2: one caller" calls 1 3
        check "$1, $2: two callers" calls 2 1
        check "$1, $2: races where nobody waits" ends_with $race 1 8 -1
    else
        check "$1, $2: built, no team" built "$2" 1
        check "$1, $2: four callers" calls 4 3
    fi
}

network() { # COMPILERS SPEC TARGET PRECISION [OPTION...]
    local compiler what="$(basename "$2" .json), $3, $4"
    if ! runs_here "$resnetc" "$3"; then
        skipped "$suite: $what" "$3"
        return
    fi
    check "$what: emitted" emit "$2" "$3" "$4" "${@:5}" || return
    check "$what: all is told" nothing_untold
    for compiler in $1; do try "$what" "$compiler"; done
}

# Each wait is noticed where it is left out, by a race or by other bits; but for the last, behind which the team ends. So it is where no
# two layers read the same value, as projections do.
each_wait() { # TARGET PRECISION
    local wait waits
    emit line.json "$1" "$2" && built gcc 3 >log 2>&1
    waits=$(calls 1 1)
    check "line, $1, $2: $waits waits" [ "$waits" -gt 5 ]
    for ((wait = 0; wait + 1 < waits; wait++)); do
        check "line, $1, $2: left out wait $wait" ends_with "$race $different" 1 20 $wait "$waits"
    done
}
echo '{ "block": "basic", "repeats": [3], "widths": [64], "stem": { "kernel": 3, "stride": 1, "width": 64, "pool": null },
    "classes": 100, "input": { "height": 16, "width": 16 } }' >line.json

small='--set repeats=[1,1] --set input.height=48 --set input.width=48 --set classes=100'
specs=$top/specs
has_clang=clang
clang -fopenmp -fsanitize=thread -x c - -o probe <<<'int main(void) { return 0; }' 2>/dev/null || {
    echo "SKIPPED: $suite by clang: it has no OpenMP or no ThreadSanitizer here (make deps-check)"
    has_clang=
}

# shellcheck disable=SC2086
if [ "$all" = all ]; then
    for target in $(targets "$resnetc"); do
        for precision in fp32 bf16 int8; do
            for spec in resnet18 resnet50 resnext50_32x4d seresnet50 ecaresnet50d resnetv2_50 resnetblur50 resnetaa50d resnet50-v1 iresnet18; do
                network "gcc $has_clang" "$specs/$spec.json" "$target" $precision $small
            done
            each_wait "$target" $precision
        done
        network "gcc $has_clang" "$specs/resnet50_gn.json" "$target" fp32 $small
    done
else
    network "gcc $has_clang" "$specs/resnet18.json" avx2 fp32 $small
    network gcc "$specs/resnet50.json" avx512 bf16 $small
    network gcc "$specs/seresnet50.json" sse2 int8 $small --set batch=2
    network gcc "$specs/tiny.json" scalar fp32 --set 'preprocess={"input":"u8_nhwc"}'
    each_wait avx2 int8
fi
close
