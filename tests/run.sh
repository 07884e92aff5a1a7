#!/bin/sh
# All tests: each suite's name, count and time; what it printed only where it failed. The last line is the total,
# "N passed, N failed". Exit status 1 where anything failed.
# usage: run.sh BUILD_FOLDER UNIT_TEST_PROGRAM...   (`make test` builds what is needed and calls this)
set -u
build=$1 log=$1/test.log
shift
passed=0 failed=0

# "PASSED FAILED" of a log: cmocka's lines, or the closing line of scripts and drivers.
counts() {
    awk '/^\[  PASSED  \] [0-9]+ test/ { good += $4; seen = 1 }
         /^\[  FAILED  \] [0-9]+ test/ { bad += $4; seen = 1 }
         /^[0-9]+ passed, [0-9]+ failed$/ { good = $1; bad = $3; seen = 1 }
         END { if (seen) print good + 0, bad + 0 }' "$1"
}

suite() { # NAME COMMAND...
    name=$1 since=$(date +%s)
    shift
    "$@" >"$log" 2>&1 </dev/null
    status=$?
    # shellcheck disable=SC2046
    set -- $(counts "$log")
    good=${1:-0} bad=${2:-0}
    # Crashed, counted nothing, or failed without saying what.
    if [ $# -eq 0 ] || { [ $status -ne 0 ] && [ "$bad" -eq 0 ]; }; then bad=$((bad + 1)); fi
    [ "$bad" -gt 0 ] && tail -n 60 "$log"
    grep -h '^SKIPPED' "$log"
    printf '%-24s %5d passed, %d failed, %d s\n' "$name" "$good" "$bad" $(($(date +%s) - since))
    passed=$((passed + good)) failed=$((failed + bad))
}

for program in "$@"; do suite "$(basename "$program")" "$program"; done
suite rooms tests/rooms.sh "$build"
suite links tests/links.sh
suite cli tests/cli/run.sh "$build/resnetc" "$build"
suite embed tests/embed/run.sh "$build"
suite library tests/embed/library.sh "$build"
suite regions tests/embed/regions.sh "$build/resnetc"
suite shares tests/embed/shares.sh "$build/resnetc"
suite oracle "$build/tests/differential/oracle" "$build/error-table.txt"
grep -h 'worst error' "$log" # the error table's summary
suite onnx "$build/tests/differential/onnx"
grep -h 'worst error' "$log"
suite fashion "$build/tests/differential/fashion"
grep -h 'worst error' "$log"
suite full-resnet50 tests/differential/full_resnet50.sh "$build"
grep -h 'of the largest' "$log"
for property in $PROPERTIES; do suite $property "$build/tests/property/$property"; done
suite networks tests/networks.sh "$build"
suite objects tests/property/objects.sh "$build"
suite mutants tests/property/mutants.sh "$build"
suite matrix tests/property/matrix.sh "$build"
suite golden tests/golden/run.sh "$build"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
