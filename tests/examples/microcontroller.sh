#!/bin/sh
# The example that runs on emulated microcontrollers: the host's bits, classes; and that flash, memory and instructions
# have not grown. What a compiler makes of it differs a little: limits leave some room above what was counted.
# usage: microcontroller.sh BUILD_FOLDER
set -u
build=$1 passed=0 failed=0 log=$1/microcontroller.log

# WHAT CONDITION: an awk expression over the numbers that the last run printed
check() {
    if awk -v what="$1" "
        \$1 == \"flash\" { flash = \$2; code = \$NF }
        \$1 == \"workspace\" { workspace = \$2 } \$1 == \"stack\" { stack = \$2 }
        \$1 == \"instructions\" { thousands = \$2 } \$1 == \"right\" { right = \$2 }
        \$1 == \"same\" { same = \$3 }
        END { exit !($2) }" "$log"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1: expected $2"
        tail -n 12 "$log"
    fi
}

# BOARD SETTING...
run() {
    board=$1
    shift
    make -s -C examples/microcontroller run BOARD="$board" RESNETC="$root/$build/resnetc" B="$root/$build/microcontroller" PICTURES=3 "$@" \
        >"$log" 2>&1 || echo "failed" >>"$log"
}

for tool in arm-none-eabi-gcc qemu-system-arm; do
    command -v $tool >/dev/null && continue
    echo "SKIPPED: the microcontrollers' example: $tool is not installed"
    echo "0 passed, 0 failed"
    exit 0
done
root=$PWD
case $build in /*) root= ;; esac

run m4
check "m4, Fashion" "same == 3 && right == 3 && flash < 300000 && workspace < 32768 && stack < 512"
run m55
check "m55, Fashion" "same == 3 && right == 3 && thousands < 11000"
run m4 NETWORK=resnet8
check "m4, ResNet-8" "same == 3 && flash < 96000 && workspace < 40000 && thousands < 18500"
run m7 NETWORK=resnet8
check "m7, ResNet-8" "same == 3"
run m55 NETWORK=resnet8
check "m55, ResNet-8" "same == 3 && flash < 93000 && thousands < 3300"
run m4 NETWORK=resnet8 PREFER=size
check "m4, ResNet-8, size" "same == 3 && flash < 90000 && thousands < 20500"
rm -f "$log"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
