#!/bin/sh
# Full-size ResNet-50 with random weights against PyTorch, where Debian's python3-torch is installed: on each target with vectors
# that runs here.
# usage: full_resnet50.sh BUILD_FOLDER [all]     otherwise each target has one accuracy, by turns
set -u
. tests/common/targets.sh
build=$1 every=${2:-} full=$1/full python=/usr/bin/python3
passed=0 failed=0 turn=0

compare() { # TARGET ACCURACY
    if "$build/resnetc" -q specs/resnet50.json --weights "$full/weights.safetensors" --target "$1" --accuracy "$2" --jit cc \
        --run "$full/input.npy" --output "$full/got.npy" >"$full/top5.txt" &&
        "$build/tests/differential/compare_npy" "$full/got.npy" "$full/output.npy" 1e-5; then
        passed=$((passed + 1))
    else
        echo "FAILED: ResNet-50, full size, target $1, $2"
        failed=$((failed + 1))
    fi
}

if ! $python -c 'import torch, torchvision' 2>/dev/null; then
    echo "SKIPPED: full-size ResNet-50 against PyTorch: no python3-torch, python3-torchvision (make deps-oracle)"
    echo "0 passed, 0 failed"
    exit 0
fi
if $python tests/oracle/compare_full.py specs/resnet50.json resnet50 "$full"; then
    for target in $(targets "$build/resnetc"); do
        [ "$target" = scalar ] && continue
        if runs_here "$build/resnetc" "$target"; then
            turn=$((turn + 1))
            if [ "$every" ] || [ $((turn % 2)) -eq 1 ]; then compare "$target" tight; fi
            if [ "$every" ] || [ $((turn % 2)) -eq 0 ]; then compare "$target" fast; fi
        else
            skipped "full-size ResNet-50" "$target"
        fi
    done
else
    echo "FAILED: tests/oracle/compare_full.py"
    failed=1
fi
rm -rf "$full"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
