# check.sh, sourced: a folder of its own, and what counts its checks. Before it: suite=NAME.
folder=$(mktemp -d "${TMPDIR:-/tmp}/resnetc-$suite.XXXXXX")
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0

# check WHAT COMMAND...
check() {
    if "${@:2}" >"$folder/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $suite: $1" && sed 's/^/    /' "$folder/log"
    fi
}

# The closing line: "N passed, N failed".
close() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
