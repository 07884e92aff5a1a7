#!/bin/sh
# Networks and pictures that nobody here made, as their authors published them: PyTorch's class on each picture, and its
# logits within 1e-5, on each target that runs here.
# usage: real.sh BUILD_FOLDER FOLDER      FOLDER: with resnet20-12fca82f.th, resnet8.npz, cifar10-test.npy, *-logits.npy ...
set -u
. tests/common/targets.sh
build=$1 real=${2:-} got=$1/real.npy
passed=0 failed=0

check() { # WHAT COMMAND...
    what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what"
    fi
}

# NAME WEIGHTS RIGHT SETTING...: of the 2,000 pictures
network() {
    name=$1 weights=$2 right=$3
    shift 3
    for target in $(targets "$build/resnetc"); do
        runs_here "$build/resnetc" "$target" || { skipped "$name" "$target"; continue; }
        check "$name, $target: runs" "$build/resnetc" -q "$real/$weights" "$@" --target "$target" --jit cc --run "$real/cifar10-test.npy" \
            --output "$got" --labels "$real/classes.txt" --format csv >"$build/real.csv"
        check "$name, $target: logits" "$build/tests/differential/compare_npy" "$got" "$real/$name-logits.npy" 1e-5
        check "$name, $target: classes" "$build/tests/differential/agree" "$got" "$real/$name-logits.npy" "$real/cifar10-test-classes.npy" "$right"
    done
}

if [ -z "$real" ] || [ ! -d "$real" ]; then
    echo "SKIPPED: real networks: no folder with them (REAL=FOLDER)"
    echo "0 passed, 0 failed"
    exit 0
fi
network resnet20 resnet20-12fca82f.th 1639 --accuracy tight
network resnet8 resnet8.npz 1517 --accuracy tight --set padding=same --set norm.eps=1e-3 \
    --set 'preprocess={"std":[0.00392156862745098,0.00392156862745098,0.00392156862745098]}'
rm -f "$got" "$build/real.csv"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
