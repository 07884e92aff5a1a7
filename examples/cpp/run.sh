#!/usr/bin/env bash
# run.sh BUILD_FOLDER: the network's C by the C compiler, the program by the C++ compiler.
. "$(dirname "$0")/../common.sh"
cxx=${CXX:-c++}
need "$cc" "$cxx"

"$resnetc" "${network[@]}" --name fashion -o fashion.c
"$cc" @fashion.flags -c fashion.c
"$cxx" -std=c++17 -O2 -Wall -Wextra -Wpedantic -Werror -I. -I"$include" -o classify "$here/classify.cpp" fashion.o -lm -pthread
./classify fashion.weights <"$pictures" >logits.f32
same logits.f32

head -c 1000000 fashion.weights >short.weights
refuses 'another size' ./classify short.weights <"$pictures"
refuses 'No such file' ./classify missing.weights <"$pictures"
