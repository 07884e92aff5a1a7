#!/bin/sh
# One suite: its name, count, seconds, and those of the processor; what it printed only where it failed. Leaves FOLDER/NAME.log and FOLDER/NAME.count
# ("PASSED FAILED"). Always succeeds: the count tells.
# usage: suite.sh FOLDER NAME SHOW COMMAND...     SHOW: which lines of the log are printed in any case
set -u
log=$1/$2.log count=$1/$2.count name=$2 show=$3
shift 3

# "PASSED FAILED" of the log: cmocka's lines, or the closing line of scripts and drivers.
counts() {
    awk '/^\[  PASSED  \] [0-9]+ test/ { good += $4; seen = 1 }
         /^\[  FAILED  \] [0-9]+ test/ { bad += $4; seen = 1 }
         /^[0-9]+ passed, [0-9]+ failed$/ { good = $1; bad = $3; seen = 1 }
         END { if (seen) print good + 0, bad + 0 }' "$log"
}

since=$(date +%s)
"$@" >"$log" 2>&1 </dev/null
status=$?
times >"$log.times" # not in a pipe, whose shell has children of its own
worked=$(awk 'NR == 2 { gsub("[ms]", " "); printf "%d", $1 * 60 + $2 + $3 * 60 + $4 }' "$log.times")
# shellcheck disable=SC2046
set -- $(counts)
good=${1:-0} bad=${2:-0}
# Crashed, counted nothing, or failed without saying what.
if [ $# -eq 0 ] || { [ $status -ne 0 ] && [ "$bad" -eq 0 ]; }; then bad=$((bad + 1)); fi
echo "$good $bad" >"$count"
{ # in one piece, whatever runs beside it
    [ "$bad" -gt 0 ] && tail -n 60 "$log"
    grep -hE "$show" "$log"
    printf '%-24s %5d passed, %d failed, %d s (%d of the processor)\n' "$name" "$good" "$bad" $(($(date +%s) - since)) "$worked"
} >"$log.told"
cat "$log.told"
exit 0
