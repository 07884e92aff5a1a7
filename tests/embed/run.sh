#!/usr/bin/env bash
# The README's example of embedding, taken out of it and run: run.sh PROGRAM README.md. It cannot rot.
# Closing line: "N passed, N failed".
set -uo pipefail
resnetc=$(realpath "${1:?program}") readme=$(realpath "${2:?README.md}") top=$PWD
suite=README
. tests/embed/check.sh

# block NAME: what stands between the fences that follow the comment <!-- NAME --> in the README.
block() { awk -v name="<!-- $1 -->" '$0 == name { on = 1; next } on && /^```/ { if (inside) exit; inside = 1; next } inside' "$readme"; }

# The same photograph through --run: the class must be the example's.
same_class() {
    "$resnetc" specs/resnet18.json --weights random:1 --run "$top/tests/oracle/images/cat.jpg" >run.txt &&
        [ -s output ] && [ "$(sed 's/class \([0-9]*\),.*/\1/' output)" = "$(awk 'NR == 1 { print $2 }' run.txt)" ]
}

cd "$folder" && ln -s "$top/specs" specs && mkdir bin && ln -s "$resnetc" bin/resnetc
tail -c $((3 * 224 * 224)) "$top/tests/oracle/images/cat-jpg_bilinear_256_224x224x3.npy" >cat.rgb
block classify.c >classify.c
block commands >commands.sh
block output >expected
check "three blocks are marked" test -s classify.c -a -s commands.sh -a -s expected
check "the commands" env PATH="$PWD/bin:$PATH" bash -euxc 'source ./commands.sh >output'
check "the output" diff expected output
check "the same class as --run" same_class
check "no warning" cc -std=gnu11 -Wall -Wextra -Werror -fsyntax-only classify.c
check "a damaged weights file is found" bash -c \
    'printf x | dd of=resnet18.weights bs=1 seek=5000000 conv=notrunc && ! ./classify <cat.rgb && ./classify <cat.rgb 2>&1 | grep -q "do not fit"'
close
