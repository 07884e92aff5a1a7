#!/usr/bin/env bash
# run.sh BUILD_FOLDER: 200 pictures as frames of a camera, which come as fast as they are answered, then far too fast.
. "$(dirname "$0")/../common.sh"
need "$cc" perl

"$resnetc" "${network[@]}" --name fashion --emit-preprocess -o fashion.c
"$cc" @fashion.flags -c fashion.c
"$cc" -std=gnu11 -O2 -g -Wall -Wextra -Werror ${SANITIZE:-} -I. -I"$include" -o camera "$here"/*.c fashion_preprocess.c fashion.o -lm -pthread

every 5 784 <"$pictures" >some.u8
every 5 40 <"$logits" >some.f32
# Wider than the network's input: the middle is looked at.
mkdir frames
perl -e 'for $i (0 .. 199) {
    read STDIN, $p, 784;
    open F, ">:raw", sprintf("frames/%04d.pgm", $i);
    print F "P5\n36 28\n255\n", map { "\xff" x 4 . substr($p, 28 * $_, 28) . "\xff" x 4 } 0 .. 27;
}' <some.u8
names=("T-shirt" Trouser Pullover Dress Coat Sandal Shirt Sneaker Bag "Ankle boot")
od -An -v -tf4 -w40 some.f32 | awk '{ best = 1; for (i = 2; i <= 10; i++) if ($i > $best) best = i; print best - 1 }' |
    { i=0 && while read -r class; do echo "frame $((i++)): ${names[class]}"; done; } >expected

./camera fashion.weights frames 3 2>told | sort -V | diff - expected
grep '^200 frames, 200 answered, 0 dropped' told

./camera fashion.weights frames 1 1000000 2>told | sort -V >late
cat told
awk '$1 == 200 && $3 == answers && $3 + $5 == 200 && $5 > 0 { good = 1 } END { exit !good }' answers="$(wc -l <late)" told
comm -23 <(sort late) <(sort expected) | diff - /dev/null # what is answered is right

# Twice as large, 72 x 56, and so resized: the classes of resnetc --run, whose array has the same pixels.
mkdir large
perl -e 'open N, ">:raw", "large.npy";
$head = "{\x27descr\x27: \x27|u1\x27, \x27fortran_order\x27: False, \x27shape\x27: (40, 56, 72, 1), }";
print N "\x93NUMPY\x01\0v\0", $head, " " x (117 - length $head), "\n";
for $i (0 .. 39) {
    read STDIN, $p, 784 * 5;
    $pixels = join "", map { $row = "\x80" x 8 . join("", map { $_ x 2 } split //, substr $p, 28 * $_, 28) . "\x80" x 8; $row x 2 } 0 .. 27;
    print N $pixels;
    open F, ">:raw", sprintf("large/%04d.pgm", $i);
    print F "P5\n72 56\n255\n", $pixels;
}' <some.u8
"$resnetc" "${network[0]}" --weights "${network[2]}" --set preprocess.input=u8_nhwc --run large.npy --format csv |
    awk -F, 'NR > 1 { print $1, $2 }' | while read -r number class; do echo "frame $number: ${names[class]}"; done >expected-large
./camera fashion.weights large 2>told | sort -V | diff - expected-large
[ "$(sort -u -k3 expected-large | wc -l)" -gt 5 ]

mkdir empty deep
refuses 'no .pgm files' ./camera fashion.weights empty
printf 'P5\n28 28\n65535\n%1568s' '' >deep/0.pgm # two bytes a pixel
refuses 'no .pgm files' ./camera fashion.weights deep
refuses 'No such file' ./camera fashion.weights /dev/no-such-video
