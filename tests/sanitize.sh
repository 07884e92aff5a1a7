#!/bin/bash
# The tests under AddressSanitizer and UndefinedBehaviorSanitizer, emitted code included, and one run under valgrind.
# usage: sanitize.sh BUILD_FOLDER SANITIZED_FOLDER UNIT_TEST_PROGRAM...   (`make test-sanitize` calls this)
set -u
. tests/common/targets.sh
plain=$1 build=$2 work=$2/sanitized
shift 2
rm -rf "$work" && mkdir -p "$work"
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:handle_segv=0
export UBSAN_OPTIONS=print_stacktrace=1
sanitized_cc='gcc -g -fsanitize=address,undefined -fno-sanitize-recover=all'
started=0

one() { # NUMBER NAME COMMAND...: its exit status counts, and any sanitizer's message
    local log=$work/$1 name=$2
    shift 2
    if "$@" >"$log.log" 2>&1 </dev/null && ! grep -qE 'Sanitizer|runtime error' "$log.log"; then
        echo "ok      $name" | tee "$log.good"
    else
        { tail -n 60 "$log.log"; echo "FAILED  $name"; } >"$log.told"
        cat "$log.told"
    fi
}

run() { # NAME COMMAND...: beside others, as many as there are processors
    while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n; done
    started=$((started + 1))
    one $started "$@" &
}

# Emitted code is sanitized with the program that loads it.
for pattern in 'random-1*' 'resnet??' 'batch4*' 'groups-[35]*' 'one-*' 'broken-*' 'cifar-*' 'iresnet' 'timm-se*'; do
    run "oracle, $pattern" env CC="$sanitized_cc" "$build/tests/differential/oracle" "$work/errors-$pattern.txt" "$pattern" share
done
run placement "$build/tests/property/placement" specs/tiny.json specs/resnet18.json specs/resnet20-cifar-a.json
run texts "$build/tests/property/texts" 8
run library env CC="$sanitized_cc" "$build/tests/property/library"
run algebra env CC="$sanitized_cc" "$build/tests/property/algebra"
run "command line" "$build/resnetc" specs/resnet50.json -o "$build/net.c" --weights random:1 --describe \
    --memory-plan "$build/net.svg" --report "$build/net.html"
for target in $(targets "$build/resnetc"); do
    if runs_here "$build/resnetc" "$target"; then
        for precision in bf16 'int8 --calibrate norms'; do
            # shellcheck disable=SC2086
            run "verify on $target, $precision" env CC="$sanitized_cc" "$build/resnetc" specs/tiny.json --weights random:1 --verify \
                --target "$target" --precision $precision
        done
        run "verify on $target" env CC="$sanitized_cc" "$build/resnetc" specs/tiny.json --weights random:1 --verify --target "$target"
    else
        skipped "verifying, sanitized" "$target"
    fi
done

for program in "$@"; do run "$(basename "$program")" "$program"; done
if command -v valgrind >/dev/null; then # it knows no AVX-512
    for options in '--target avx2 --jit cc' '--target sse2 --jit cc' '--target scalar --jit tcc'; do
        target=${options#--target } target=${target%% *}
        if ! runs_here "$plain/resnetc" "$target"; then
            skipped valgrind "$target"
            continue
        fi
        # shellcheck disable=SC2086
        run "valgrind, $options" valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
            "$plain/resnetc" specs/tiny.json --weights random:1 --run random:2 $options
    done
else
    echo "SKIPPED: valgrind is not installed (make deps-check)"
fi
wait
passed=$(find "$work" -name '*.good' | wc -l)
echo "$passed passed, $((started - passed)) failed"
[ "$passed" -eq $started ] && [ $started -gt 0 ]
