#!/bin/bash
# resnetc itself, built twice, in two folders, at two times, under another time zone and mask: the same program and library, byte for byte, and
# what it writes is the same.
# usage: build_twice.sh BUILD_FOLDER   (`make test-twice`: minutes)
set -u
: "${1:?build folder}"
top=$PWD work=$(realpath "$1")/twice
passed=0 failed=0
rm -rf "$work" && mkdir -p "$work/one" "$work/some/where/else"

ok() { # WHAT COMMAND...
    if "${@:2}"; then passed=$((passed + 1)); else failed=$((failed + 1)) && echo "FAILED: $1"; fi
}

build() { # FOLDER: of what is committed or changed here; paths in it become relative
    git ls-files -z | xargs -0 cp --parents -t "$1" &&
        make -C "$1" -j"$(nproc)" CFLAGS="-O2 -g -ffile-prefix-map=$1=." B=build build/resnetc build/libresnetc.so >"$1/log" 2>&1 || { tail -5 "$1/log" && return 1; }
}

unset MAKEFLAGS MFLAGS MAKELEVEL
export CCACHE_DISABLE=1
ok "a build" build "$work/one"
other_build() (umask 002 && TZ=Pacific/Kiritimati build "$1")
ok "another build" other_build "$work/some/where/else"
for file in resnetc libresnetc.so; do ok "the same $file" cmp "$work/one/build/$file" "$work/some/where/else/build/$file"; done
cd "$top" && ok "the same files" tests/property/reproducible.sh "$work/one/build" "$work/some/where/else/build/resnetc"
[ $failed -ne 0 ] || rm -rf "$work"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
