#!/bin/sh
# The tests under AddressSanitizer and UndefinedBehaviorSanitizer, emitted code included, and one run under valgrind.
# usage: sanitize.sh BUILD_FOLDER SANITIZED_FOLDER UNIT_TEST_PROGRAM...   (`make test-sanitize` calls this)
set -u
. tests/common/targets.sh
plain=$1 build=$2 log=$2/test.log
shift 2
passed=0 failed=0
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:handle_segv=0
export UBSAN_OPTIONS=print_stacktrace=1
sanitized_cc='gcc -g -fsanitize=address,undefined -fno-sanitize-recover=all'

run() { # NAME COMMAND...: its exit status counts, and any sanitizer's message
    name=$1
    shift
    if "$@" >"$log" 2>&1 </dev/null && ! grep -qE 'Sanitizer|runtime error' "$log"; then
        passed=$((passed + 1))
        echo "ok      $name"
    else
        failed=$((failed + 1))
        tail -n 60 "$log"
        echo "FAILED  $name"
    fi
}

for program in "$@"; do run "$(basename "$program")" "$program"; done
# Emitted code is sanitized with the program that loads it.
for pattern in 'random-1*' 'resnet??' 'batch4*' 'groups-[35]*' 'one-*' 'broken-*' 'cifar-*' 'iresnet' 'timm-se*'; do
    run "oracle, $pattern" env CC="$sanitized_cc" "$build/tests/differential/oracle" "$build/errors.txt" "$pattern"
done
run placement "$build/tests/property/placement" specs/tiny.json specs/resnet18.json specs/resnet20-cifar-a.json
run texts "$build/tests/property/texts"
run library env CC="$sanitized_cc" "$build/tests/property/library"
run algebra env CC="$sanitized_cc" "$build/tests/property/algebra"
run "command line" "$build/resnetc" specs/resnet50.json -o "$build/net.c" --weights random:1 --describe \
    --memory-plan "$build/net.svg"
for target in $(targets "$build/resnetc"); do
    if runs_here "$build/resnetc" "$target"; then
        run "verify on $target" env CC="$sanitized_cc" "$build/resnetc" specs/tiny.json --weights random:1 --verify --target "$target"
    else
        skipped "verifying, sanitized" "$target"
    fi
done

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
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
