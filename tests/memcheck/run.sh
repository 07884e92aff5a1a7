#!/usr/bin/env bash
# Emitted code under valgrind's memcheck: it stays inside of its buffers, no branch and no output depends on what was in the workspace,
# bit by bit. Every target that valgrind knows, every precision; of plain C also by tcc.
# usage: run.sh BUILD_FOLDER [SPEC...]   specs by name; without any all below
# Closing line: "N passed, N failed".
set -uo pipefail
build=$(realpath "${1:?build folder}") resnetc=$build/resnetc top=$PWD
shift
suite=memcheck
. tests/embed/check.sh
. tests/common/targets.sh
command -v valgrind >/dev/null || { echo "SKIPPED: $suite: valgrind is not installed (make deps-check)" && echo "0 passed, 0 failed" && exit; }

cd "$folder" || exit 1
emit() { # SPEC TARGET PRECISION [OPTION...]
    local calibrate=
    [ "$3" = int8 ] && calibrate='--calibrate norms'
    # shellcheck disable=SC2086
    "$resnetc" -q "$1" --name net --target "$2" --precision "$3" $calibrate --weights random:1 --weights-in file -o net.c "${@:4}"
}
# shellcheck disable=SC2046
built() { "$1" $(sed -n 's/^ \*   compile     cc \(.*\) -c\(;.*\)*$/\1/p' net.c) -g -I. -o call "$top/tests/memcheck/call.c" net.c -lm; }
checked() { valgrind -q --error-exitcode=9 --leak-check=full --track-origins=yes ./call net.weights; }

network() { # COMPILER SPEC TARGET PRECISION [OPTION...]
    local what="$2, $3, $4, $1"
    if ! runs_here "$resnetc" "$3"; then
        skipped "$suite: $what" "$3"
        return
    fi
    check "$what: emitted" emit "$top/specs/$2.json" "${@:3}" || return
    check "$what: built" built "$1" && check "$what" checked
}

small='--set repeats=[1,1] --set strides=[1,2] --set input.height=48 --set input.width=48 --set classes=100'
[ $# -gt 0 ] || set -- resnet18 resnet50 resnext50_32x4d seresnet50 ecaresnet50d resnetv2_50 resnetblur50 resnetaa50d iresnet18
# shellcheck disable=SC2086
for spec; do
    for target in avx2 sse2 scalar; do
        for precision in fp32 bf16 int8; do network gcc "$spec" $target $precision $small; done
    done
    if command -v tcc >/dev/null; then network tcc "$spec" scalar fp32 $small; fi
done
close
