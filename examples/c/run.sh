#!/usr/bin/env bash
# run.sh BUILD_FOLDER: the program with a static library and a mapped file, and with its weights inside.
. "$(dirname "$0")/../common.sh"
need "$cc" ar

"$resnetc" "${network[@]}" --name fashion -o fashion.c
warnings=(-Wall -Wextra -Werror -I. -I"$include")
"$cc" @fashion.flags -c fashion.c
ar rcs libfashion.a fashion.o
"$cc" -O2 "${warnings[@]}" -o mapped "$here/classify.c" -L. -lfashion -lm
./mapped fashion.weights <"$pictures" >mapped.f32
same mapped.f32

# Inside the object: the weights file by the assembler.
"$cc" @fashion.flags -DFASHION_BUNDLE_WEIGHTS "${warnings[@]}" -o bundled "$here/classify.c" fashion.c -lm
./bundled <"$pictures" | cmp - mapped.f32

# Inside the C file.
"$resnetc" "${network[@]}" --name fashion --weights-in array -o fashion.c
"$cc" @fashion.flags -DWEIGHTS_INSIDE "${warnings[@]}" -o inside "$here/classify.c" fashion.c -lm
./inside <"$pictures" | cmp - mapped.f32

# What is wrong is said.
head -c 2000000 fashion.weights >short.weights
refuses 'another size' ./mapped short.weights
refuses 'No such file' ./mapped missing.weights
head -c 1000 "$pictures" | refuses 'cut off' ./inside
