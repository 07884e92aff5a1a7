#!/bin/sh
# run.sh BUILD_FOLDER, from anywhere: resnetc as `make install` leaves it, then this folder by CMake. Exit status 77
# where a tool is missing. RESNETC_PREFIX: an installed resnetc that is there already; usually an installed copy's own.
set -eu
mkdir -p "$1"
build=$(realpath "$1") here=$(realpath "$(dirname "$0")")
command -v cmake >/dev/null || { echo "cmake is missing" && exit 77; }
prefix=${RESNETC_PREFIX:-}
[ -n "$prefix" ] || [ ! -d "$here/../fashion" ] || prefix=$(realpath "$here/../../../../..")
if [ -z "$prefix" ]; then
    prefix=$build/examples/prefix
    make -s -C "$here/../.." B="$build" DESTDIR="$prefix" PREFIX= install
fi
out=$build/examples/cmake
rm -rf "$out"
cmake -S "$here" -B "$out" -DCMAKE_PREFIX_PATH="$prefix"
cmake --build "$out"
cd "$out" && ctest --output-on-failure
