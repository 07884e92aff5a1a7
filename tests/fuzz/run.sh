#!/bin/bash
# Fuzz targets, each for so many seconds, or RUNS where that is less, as many at once as JOBS (1). The corpus stays in
# BUILD_FOLDER/fuzz/corpus for the next run; an input that crashes, leaks, takes 30 s or 2 GB stays in BUILD_FOLDER/fuzz/crashes.
# With SEED and an empty corpus the inputs are the same each time, but for what time cuts off.
# The last line is "N passed, N failed".
# usage: [JOBS=2] [RUNS=10000000] [SEED=1] run.sh BUILD_FOLDER SECONDS TARGET...     (`make fuzz` builds what is needed and calls this)
set -u
build=$1 seconds=$2 fuzz=$1/fuzz
shift 2
mkdir -p "$fuzz/crashes" "$fuzz/logs" "$fuzz/words"
rm -f "$fuzz"/logs/*
tests/fuzz/seeds.sh "$build" "$fuzz/seeds"

# What stands in quotes in a file, as libFuzzer's dictionary; the rest of an option.
grep -ohE '"[a-zA-Z0-9_.$-]+"' specs/schema.json | sort -u >"$fuzz/words/spec"
grep -ohE '"[a-z_-]+"' compiler/choose/tuned*.c compiler/choose/select.c | sort -u >"$fuzz/words/choices"
grep -ohE '"[a-z_-]+"' compiler/calibrate/kept_*.c | sort -u >"$fuzz/words/calibration"
grep -ohE '"[a-zA-Z_.0-9]+"' compiler/tensors/torch_*.c compiler/tensors/tensor.c | sort -u >"$fuzz/words/torch"
"$build/resnetc" --help | grep -oE -- '--[a-z-]+=?' | sort -u | sed 's/.*/"&"/' >"$fuzz/words/command"

one() { # FUZZ_FOLDER TARGET SECONDS
    local most=4096 words=()
    mkdir -p "$1/corpus/$2" "$1/seeds/$2"
    case $2 in torch | npz | container | onnx | picture) most=20000 ;; command | labels | truth) most=400 ;; weights) most=8000 ;; esac
    [ -s "$1/words/$2" ] && words=("-dict=$1/words/$2")
    # What getopt says goes nowhere; what the sanitizers say does.
    ASAN_OPTIONS=quarantine_size_mb=1:allocator_release_to_os_interval_ms=-1:malloc_context_size=0:allocator_may_return_null=1:max_allocation_size_mb=512 \
        "$1/fuzz_$2" "$1/corpus/$2" "$1/seeds/$2" -max_total_time="$3" -runs="${RUNS:--1}" -seed="${SEED:-0}" -max_len=$most -rss_limit_mb=2048 -timeout=30 -close_fd_mask=3 \
        -artifact_prefix="$1/crashes/$2-" -print_final_stats=1 "${words[@]}" >"$1/logs/$2" 2>&1 && touch "$1/logs/$2.good"
    awk -v name="$2" '/ cov: / { for (i = 1; i < NF; i++) { if ($i == "cov:") edges = $(i + 1); if ($i == "ft:") features = $(i + 1) } }
        /stat::number_of_executed_units/ { runs = $2 } /stat::average_exec_per_sec/ { rate = $2 } /stat::peak_rss_mb/ { rss = $2 }
        END { printf "%-14s %10d runs, %6d a second, %6d edges, %6d features, %5d MB\n", name, runs, rate, edges, features, rss }' "$1/logs/$2"
    [ -e "$1/logs/$2.good" ] || { grep -aE 'ERROR|SUMMARY|fuzz: |runtime error|Test unit written' "$1/logs/$2" && echo "FAILED: $2"; }
}
export -f one
printf '%s\n' "$@" | xargs -P "${JOBS:-1}" -I TARGET bash -c "one '$fuzz' TARGET '$seconds'"
passed=$(find "$fuzz/logs" -name '*.good' | wc -l)
echo "$passed passed, $(($# - passed)) failed"
[ "$passed" -eq $# ] && [ $# -gt 0 ]
