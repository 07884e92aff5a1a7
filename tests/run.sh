#!/bin/sh
# All tests, as many suites at once as there are processors, the longest first. The last line is the total,
# "N passed, N failed". Exit status 1 where anything failed.
# usage: [REAL=FOLDER] run.sh BUILD_FOLDER UNIT_TEST_PROGRAM...   (`make test` builds what is needed and calls this)
# REAL: a folder with the trained networks and pictures of others that tests/differential/real.sh names
set -u
build=$1 work=$1/suites
shift
rm -rf "$work" && mkdir -p "$work"

# NAME COMMAND..., a line of xargs.
suite() { name=$1 && shift && echo "$name ^SKIPPED|worst.error|of.the.largest $*"; }

suites() {
    suite oracle "$build/tests/differential/oracle" "$build/error-table.txt" "'*'" share
    suite onnx "$build/tests/differential/onnx"
    suite catalogue "$build/tests/property/catalogue" share
    for property in $PROPERTIES; do
        [ "$property" = catalogue ] || suite "$property" "$build/tests/property/$property"
    done
    suite embed tests/embed/run.sh "$build"
    suite regions tests/embed/regions.sh "$build/resnetc"
    suite matrix tests/property/matrix.sh "$build"
    suite cli tests/cli/run.sh "$build/resnetc" "$build"
    suite terminal tests/cli/terminal.sh "$build/resnetc"
    suite full-resnet50 tests/differential/full_resnet50.sh "$build"
    suite objects tests/property/objects.sh "$build"
    suite reproducible tests/property/reproducible.sh "$build"
    suite builds tests/property/builds.sh "$build"
    suite outputs tests/faults/outputs.sh "$build"
    suite ports tests/ports/run.sh "$build"
    suite mutants tests/property/mutants.sh "$build"
    suite real tests/differential/real.sh "$build" "${REAL:--}" # a blank at the end would join the next line
    suite hostile tests/faults/hostile.py "$build/resnetc"
    suite fashion "$build/tests/differential/fashion"
    suite python tests/python/run.sh "$build"
    suite web tests/web/run.sh "$build"
    suite report tests/report/run.sh "$build"
    suite golden tests/golden/run.sh "$build"
    suite installed-library tests/embed/library.sh "$build"
    suite packages tests/packages/run.sh "$build"
    suite places tests/embed/places.sh "$build/resnetc"
    suite pointers tests/embed/pointers.sh "$build/resnetc"
    suite races tests/races/run.sh "$build"
    suite shares tests/embed/shares.sh "$build/resnetc"
    suite docs tests/docs/run.sh "$build"
    suite examples tests/examples/run.sh "$build"
    suite microcontroller tests/examples/microcontroller.sh "$build"
    suite networks tests/networks.sh "$build"
    suite rooms tests/rooms.sh "$build"
    suite links tests/links.sh
    for program in "$@"; do suite "$(basename "$program")" "$program"; done
}

suites "$@" | xargs -P "$(nproc)" -L 1 tests/common/suite.sh "$work"
# Again at the end, where a long log is cut to its last lines.
for count in "$work"/*.count; do
    grep -q ' 0$' "$count" || { echo "---- ${count%.count}" && tail -n 30 "${count%.count}.log"; }
done
awk -v told="$(suites "$@" | wc -l)" '{ good += $1; bad += $2 }
    END { print good + 0 " passed, " bad + told - NR " failed"; exit !(good && bad + told == NR) }' "$work"/*.count
