#!/bin/sh
# run.sh BUILD_FOLDER, from anywhere: resnetc as `make install` leaves it, then this folder by Meson. Exit status 77
# where a tool is missing. RESNETC_PREFIX: an installed resnetc that is there already; usually an installed copy's own.
set -eu
mkdir -p "$1"
build=$(realpath "$1") here=$(realpath "$(dirname "$0")")
for tool in meson ninja pkg-config; do
    command -v $tool >/dev/null || { echo "$tool is missing" && exit 77; }
done
prefix=${RESNETC_PREFIX:-}
[ -n "$prefix" ] || [ ! -d "$here/../fashion" ] || prefix=$(realpath "$here/../../../../..")
if [ -z "$prefix" ]; then
    prefix=$build/examples/prefix
    make -s -C "$here/../.." B="$build" DESTDIR="$prefix" PREFIX= install
fi
out=$build/examples/meson
rm -rf "$out"
PKG_CONFIG_PATH=$prefix/lib/pkgconfig meson setup "$out" "$here"
meson compile -C "$out"
meson test -C "$out" --print-errorlogs
