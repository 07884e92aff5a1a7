#!/usr/bin/env bash
# The examples: run.sh BUILD_FOLDER [NAME...], from the top folder: each one's run.sh, which compares its answers with
# PyTorch's. A line each; where a tool is missing (exit status 77, its name in the last line) SKIPPED.
# Closing line: "N passed, N failed".
set -uo pipefail
build=${1:?build folder} passed=0 failed=0
shift
[ $# -gt 0 ] || for script in examples/*/run.sh; do set -- "$@" "$(basename "$(dirname "$script")")"; done
mkdir -p "$build/examples"
RESNETC=$(realpath "$build")/resnetc && export RESNETC
for name in "$@"; do
    log=$build/examples/$name.log status=0 since=$SECONDS
    "examples/$name/run.sh" "$build" >"$log" 2>&1 </dev/null || status=$?
    case $status in
    0) passed=$((passed + 1)) && echo "ok $name, $((SECONDS - since)) s" ;;
    77) said=$(tail -n 1 "$log") && echo "SKIPPED $name: ${said#SKIPPED: }" ;;
    *)
        failed=$((failed + 1))
        echo "FAILED $name: status $status"
        tail -n 20 "$log" | sed 's/^/    /'
        ;;
    esac
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
