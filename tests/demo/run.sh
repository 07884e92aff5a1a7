#!/usr/bin/env bash
# The demo: run.sh PROGRAM BUILD_FOLDER, from the top folder. Two networks, each from spec to answer.
# Fails where an answer differs from what it should be.
set -euo pipefail
resnetc=$1 build=$2 out=$2/demo
cc=${CC:-cc} fashion=${FASHION:-tests/oracle/fashion} cat=tests/oracle/images/cat.jpg
mkdir -p "$out"

# show FILE COMMAND...: prints the command and how long it took; its output goes to FILE.
show() {
    local since=$EPOCHREALTIME
    printf '$ %s' "${*:2}"
    "${@:2}" >"$1"
    awk -v since="$since" -v now="$EPOCHREALTIME" 'BEGIN { printf "   # %.2f s\n", now - since }'
}

# What the head of the emitted C says: the flags that it needs, and an image's multiplications and additions.
flags_of() { sed -n 's/^ \*   compile *cc \(.*\) -c[;( ].*/\1/p' "$1"; }
flop_of() { awk '$2 == "work" { print $3 * ($4 == "GFLOP" ? 1e9 : 1e6); exit }' "$1"; }

# compile NAME WEIGHTS PROGRAM: specs/NAME.json -> C -> object, and PROGRAM.c of this folder around it.
compile() {
    local c_file=$out/$1.c object=$out/$1.o
    show /dev/null "$resnetc" "specs/$1.json" --weights "$2" -o "$c_file"
    show /dev/null $cc $(flags_of "$c_file") -c "$c_file" -o "$object"
    size "$object" | awk -v lines="$(wc -l <"$c_file")" 'NR == 2 { printf "  %d lines of C, %d bytes of code\n", lines, $1 }'
    $cc -std=gnu11 -O2 -Icompiler -Iruntime -I"$out" -o "$out/$3" "tests/demo/$3.c" tests/demo/demo.c \
        "$object" "$build/libresnetc.a" -Wl,--as-needed -ljansson -lprotobuf-c -ltcc -lpng -ljpeg -lexif -lzip -ldl -lm -lpthread
}

# answer PROGRAM ARGUMENT...: what the program around the emitted C says.
answer() {
    printf '$ %s\n' "$out/$1"
    "$out/$1" "${@:2}" | tee "$out/$1.txt"
}

# in_memory PROGRAM ARGUMENT...: the same by --run, and whether its first class is the program's.
in_memory() {
    local compiled run
    show "$out/run.txt" "$resnetc" "${@:2}"
    awk -F '\t' 'NR <= 3 { printf "  %d. %6.2f %%  class %d%s\n", $1, 100 * $4, $2, $3 == "-" ? "" : ", " $3 }' "$out/run.txt"
    compiled=$(awk '$1 == "1." { print $5 + 0 }' "$out/$1.txt") run=$(awk 'NR == 1 { print $2 }' "$out/run.txt")
    [ "$compiled" = "$run" ] || { echo "--run says class $run, the compiled program $compiled" >&2 && return 1; }
}

sed -n 's/^model name.*: /On /p;T;q' /proc/cpuinfo
echo
echo "== A ResNet-20 trained on Fashion-MNIST: pictures of clothes, 10 classes =="
weights=$fashion/resnet20-fashion.safetensors
compile resnet20-fashion "$weights" fashion
answer fashion specs/resnet20-fashion.json "$out/resnet20-fashion.weights" "$(flop_of "$out/resnet20-fashion.c")" \
    "$fashion" "$out/picture.npy"
echo "The same picture by libtcc, in memory: libtcc compiles the walk over the layers, the kernels came with resnetc:"
in_memory fashion specs/resnet20-fashion.json --weights "$weights" --run "$out/picture.npy" --labels "$fashion/classes.txt"
echo
echo "== ResNet-50 on a photograph of a cat. Its weights are random numbers: the classes mean nothing, the time does =="
compile resnet50 random:1 resnet50
answer resnet50 specs/resnet50.json "$out/resnet50.weights" "$(flop_of "$out/resnet50.c")" "$cat"
echo "The same by libtcc:"
in_memory resnet50 specs/resnet50.json --weights random:1 --run "$cat"
