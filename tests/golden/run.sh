#!/bin/sh
# generated/ holds what the compiler emits for a few small networks: a reader sees the product, and a change of the
# compiler shows its effect. The test makes it again and compares byte for byte.
# usage: run.sh BUILD_FOLDER          compares
#        run.sh BUILD_FOLDER --bless  rewrites generated/ instead
set -u
build=$1 bless=${2:-} work=$1/golden
passed=0 failed=0
rm -rf "$work"
mkdir -p "$work"

emit() { # NAME SPEC TARGET [RESNETC OPTION...]
    name=$1 spec=$2 target=$3
    shift 3
    "$build/resnetc" -q "$spec" -o "$work/$name.c" --target "$target" "$@" || failed=$((failed + 1))
}

compare() { # FILE
    if diff "generated/$1" "$work/$1" >"$work/diff" 2>&1; then
        passed=$((passed + 1))
    else
        echo "FAILED: generated/$1 is not what the compiler emits now (intended? make bless):"
        head -n 20 "$work/diff" | cut -c 1-160
        failed=$((failed + 1))
    fi
}

emit tiny_avx512 specs/tiny.json avx512
emit tiny_avx2 specs/tiny.json avx2
emit tiny_sse2 specs/tiny.json sse2 --emit-preprocess
emit tiny_scalar specs/tiny.json scalar --accuracy tight --weights random:1
emit resnet20_cifar_avx512 specs/resnet20-cifar.json avx512
emit bottleneck_zen5 tests/golden/bottleneck.json zen5
emit threads_zen5 tests/golden/threads.json zen5
emit slices_avx2 tests/golden/slices.json avx2
emit groups_avx2 tests/golden/groups.json avx2
emit chosen_zen5 tests/golden/chosen.json zen5 --tuned tests/golden/chosen-choices.json
emit tiny_bf16_zen5 specs/tiny.json zen5 --precision bf16
emit tiny_bf16_avx2 specs/tiny.json avx2 --precision bf16
emit tiny_int8_zen4 specs/tiny.json zen4 --weights random:1 --precision int8 --calibrate tests/golden/tiny-calibration.json
"$build/resnetc" -q specs/tiny.json --describe --target avx512 >"$work/tiny_avx512.txt" || failed=$((failed + 1))

if [ "$bless" = --bless ]; then
    [ $failed -eq 0 ] || exit 1
    mkdir -p generated
    rm -f generated/*.c generated/*.h generated/*.txt
    cp "$work"/*.c "$work"/*.h "$work"/*.txt generated/
    ls -l generated
    exit 0
fi
for file in "$work"/*.c "$work"/*.h "$work"/*.txt; do compare "$(basename "$file")"; done
for file in generated/*.c generated/*.h generated/*.txt; do
    [ -e "$work/$(basename "$file")" ] && continue
    echo "FAILED: $file is emitted no more"
    failed=$((failed + 1))
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
