#!/usr/bin/env bash
# run.sh BUILD_FOLDER: two networks in a program; each target's file has the flags of its head, the others need none.
. "$(dirname "$0")/../common.sh"
need "$cc"
[ "$(uname -m)" = x86_64 ] || { echo "a processor of x86-64 is missing" && exit 77; }

"$resnetc" "${network[@]}" --name clothes --target avx512,avx2,sse2 -o clothes.c
small=(tiny --weights random:1 --name small -q --set preprocess.input=u8_nhwc --set preprocess.resize=28
    --set input.channels=1 --set input.height=28 --set input.width=28)
"$resnetc" "${small[@]}" --target sse2 --emit-flags -o small.c
for c_file in clothes_*.c small.c; do
    "$cc" @"${c_file%.c}.flags" -c "$c_file"
done
"$cc" -O2 -Wall -Wextra -Werror -I. -I"$include" -o choose "$here/choose.c" clothes.c clothes_*.o small.o -lm

./choose clothes . <"$pictures" >clothes.f32
same clothes.f32
"$resnetc" "${small[@]}" --run "$fashion/images.npy" --output small.npy >/dev/null
tail -c +129 small.npy >expected-small.f32
./choose small . <"$pictures" >small.f32
same small.f32 expected-small.f32

# Other processors choose otherwise.
if command -v qemu-x86_64 >/dev/null; then
    for pair in Nehalem:sse2 Haswell:avx2; do
        head -c 784 "$pictures" | qemu-x86_64 -cpu "${pair%:*}" ./choose clothes . 2>said >one.f32
        grep "compiled for ${pair#*:}" said
        head -c 40 "$logits" >expected-one.f32
        same one.f32 expected-one.f32
    done
fi
rm clothes_*.weights
refuses 'No such file' ./choose clothes . <"$pictures"
refuses 'the last picture is cut off' ./choose small . < <(head -c 1000 "$pictures")
refuses 'expected clothes or small' ./choose shoes . <"$pictures"
