#!/usr/bin/env bash
# The packages of `make deb` in a clean Debian: installed, used, removed, purged, and nothing of them left.
# usage: deb.sh BUILD_FOLDER, as root, from the top folder. Closing line: "N passed, N failed".
set -uo pipefail
build=$(realpath "${1:?build folder}")
suite=deb
. tests/embed/check.sh
if [ "$(id -u)" -ne 0 ] || ! command -v mmdebstrap >/dev/null || ! unshare -m true 2>/dev/null; then
    echo "SKIPPED: deb: needs root, mmdebstrap (make deps-deb) and name spaces"
    close
    exit
fi
root=$folder/root release=$(. /etc/os-release && echo "$VERSION_CODENAME")
sources=(/etc/apt/sources.list /etc/apt/sources.list.d/debian.sources)
inside() { # COMMAND: with /proc, where the program finds itself
    unshare -m bash -c 'mount -t proc proc "$1/proc" && exec chroot "$1" /bin/sh -euc "$2"' - "$root" "$1"
}
# Files and folders, but for what every package leaves to dpkg, apt and the linker's cache.
listing() { (cd "$root" && find . \( -path ./var/lib/dpkg -o -path ./var/log -o -path ./var/cache -o -path ./var/lib/apt -o -path ./tmp -o -path ./debs \) -prune -o -print | sort); }

for file in "${sources[@]}"; do [ ! -s "$file" ] || source_file=$file; done
check "a clean Debian" mmdebstrap --mode=root --variant=apt --include=gcc,libc6-dev,pkg-config,apt-utils "$release" "$root" - <"$source_file"
mkdir -p "$root/debs" && cp "$build"/deb/*.deb "$root/debs" && rm -f "$root"/debs/*-dbgsym*
cp tests/packages/models/library.c "$root/debs"
needs=$(for deb in "$root"/debs/*.deb; do dpkg-deb -f "$deb" Depends && dpkg-deb -f "$deb" Suggests; done | tr "," "\n" | sed "s|^ *||" | grep -vE "resnetc|cmake|^$" | sort -u | paste -sd ,)
check "what they depend on" inside "apt-get update -q && apt-get satisfy -q -y --no-install-recommends '$needs'"
listing >"$folder/before"

check "they install" inside 'dpkg -i /debs/*.deb'
check "the program" inside 'resnetc --version && resnetc --list | grep -q resnet50'
check "a network" inside 'cd /debs && resnetc tiny --weights random:1 --target scalar -o net.c --emit-flags && gcc @net.flags -Wall -Werror -c net.c'
check "a program by pkg-config" inside 'cd /debs && gcc library.c $(pkg-config --cflags --libs resnetc) -o use && ./use /usr/share/resnetc/specs/tiny.json'
check "by the shared library" inside 'ldd /debs/use | grep -q "libresnetc.so.0 => /lib"'
check "a static one" inside 'cd /debs && mkdir -p only && ln -sf /usr/lib/*/libresnetc.a only && gcc library.c -Lonly $(pkg-config --static --cflags --libs resnetc) -o use &&
    ./use /usr/share/resnetc/specs/tiny.json'
check "examples, pages, completions" inside 'cd /usr/share && ls doc/resnetc/examples/cmake/CMakeLists.txt doc/resnetc/copyright man/man?/resnetc* \
    bash-completion/completions/resnetc zsh/vendor-completions/_resnetc fish/vendor_completions.d/resnetc.fish'
check "they are removed" inside 'dpkg -r libresnetc-dev resnetc libresnetc0 && ! command -v resnetc'
check "and purged" inside 'dpkg -P libresnetc-dev resnetc libresnetc0'
listing >"$folder/after"
check "nothing of them is left" diff "$folder/before" "$folder/after"
close
