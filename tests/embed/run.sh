#!/usr/bin/env bash
# The pages' examples, taken out of them and run: run.sh BUILD_FOLDER, from the top folder. They cannot rot. The
# program of docs/embedding.md has random weights; README.md's has PyTorch's, and must give PyTorch's logits.
# Closing line: "N passed, N failed".
set -uo pipefail
build=$(realpath "${1:?build folder}") top=$PWD
suite=examples
. tests/embed/check.sh

# block PAGE NAME: what stands between the fences that follow the comment <!-- NAME --> in the page.
block() { awk -v name="<!-- $2 -->" '$0 == name { on = 1; next } on && /^```/ { if (inside) exit; inside = 1; next } inside' "$top/$1"; }

# The page's commands, with resnetc and the specs where a user has them.
commands() { PATH="$PWD/bin:$PATH" bash -euxc "source ./$1"; }

# The same photograph through --run: the class must be the example's.
same_class() {
    resnetc specs/resnet18.json --weights random:1 --run "$top/tests/oracle/images/cat.jpg" >run.txt &&
        [ -s output ] && [ "$(sed 's/class \([0-9]*\),.*/\1/' output)" = "$(awk 'NR == 1 { print $2 }' run.txt)" ]
}

cd "$folder" && ln -s "$top/specs" specs && mkdir bin && ln -s "$build/resnetc" bin/resnetc
resnetc() { bin/resnetc "$@"; }
tail -c $((3 * 224 * 224)) "$top/tests/oracle/images/cat-jpg_bilinear_256_224x224x3.npy" >cat.rgb
for name in classify.c commands output; do block docs/embedding.md $name >page.$name; done
cp page.classify.c classify.c
check "three blocks are marked in docs/embedding.md" test -s classify.c -a -s page.commands -a -s page.output
check "the commands" eval 'commands page.commands >output'
check "the output" diff page.output output
check "the same class as --run" same_class
check "no warning" cc -std=gnu11 -Wall -Wextra -Werror -fsyntax-only classify.c
check "a damaged weights file is found" bash -c \
    'printf x | dd of=resnet18.weights bs=1 seek=5000000 conv=notrunc && ! ./classify <cat.rgb && ./classify <cat.rgb 2>&1 | grep -q "do not fit"'

block docs/embedding.md flush.h >flush.h
cat >flushes.c <<'END'
#include "flush.h"
int main(void) {
    volatile float tiny = 1e-20f, least = 1e-40f;
    if (tiny * tiny == 0 || least * 1e5f == 0) return 1;
    const unsigned long mode = flush_denormals();
    if (tiny * tiny != 0 || least * 1e5f != 0) return 2;
    take_back(mode);
    return tiny * tiny == 0 || least * 1e5f == 0 ? 3 : 0;
}
END
check "denormals are flushed, and no longer" bash -c "cc -std=gnu11 -O1 -Wall -Wextra -Werror -o flushes flushes.c && ./flushes"
if command -v aarch64-linux-gnu-gcc >/dev/null && command -v qemu-aarch64 >/dev/null; then
    check "denormals on AArch64" bash -c "aarch64-linux-gnu-gcc -static -O1 -Wall -Wextra -Werror -o flushes flushes.c && qemu-aarch64 ./flushes"
else
    echo "SKIPPED: denormals on AArch64: no compiler or emulator of it (make deps-aarch64)"
fi

block README.md program.c >program.c
block README.md 'program commands' >page.program
check "two blocks are marked in README.md" test -s program.c -a -s page.program
check "README: no warning" cc -std=gnu11 -Wall -Wextra -Werror -fsyntax-only program.c
if /usr/bin/python3 -c 'import torch, torchvision' 2>/dev/null; then
    check "README: PyTorch's network" bash -c "cd '$top' && tests/oracle/compare_full.py specs/resnet18.json resnet18 '$folder/torch'"
    mv torch/weights.pth resnet18.pth
    tail -c $((4 * 3 * 224 * 224)) torch/input.npy >input.f32
    check "README: the commands" commands page.program
    { head -c -4000 torch/output.npy && cat logits.f32; } >logits.npy # an .npy file's head before the program's 1000 floats
    check "README: PyTorch's logits" "$build/tests/differential/compare_npy" logits.npy torch/output.npy 1e-5
else
    echo "SKIPPED: README's program: no python3-torch, python3-torchvision (make deps-oracle)"
fi
close
