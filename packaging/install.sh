#!/bin/sh
# Installs resnetc, or takes away what that put there: install.sh BUILD_FOLDER [--remove], from the top folder.
# Environment: PREFIX, DESTDIR, LIBDIR (below the prefix: "lib"), VERSION, SONAME. Whatever lies there may be moved.
set -eu
build=$1 remove=${2:-}
to=${DESTDIR:-}$PREFIX
share=share/resnetc examples=share/doc/resnetc/examples cmake=$LIBDIR/cmake/resnetc
shared=libresnetc.so.$VERSION

# Those that are ours, not what was built among them.
examples() { if [ -e .git ]; then git ls-files examples; else find examples -type f | sort; fi | grep -v '/\.'; }

# Mode, folder, file; behind it the name there, where that is another one. What ends in .in is filled in.
files() {
    cat <<END
755 bin $build/resnetc
644 include runtime/library/resnet_rt.h
644 include runtime/library/resnetc_jit.h
644 $LIBDIR $build/static/libresnetc.a
644 $LIBDIR $build/libresnetc.so $shared
644 $LIBDIR/pkgconfig packaging/resnetc.pc.in
644 $cmake packaging/cmake/resnetc-config.cmake.in
644 $cmake packaging/cmake/resnetc-config-version.cmake.in
644 $cmake packaging/cmake/resnetc-model.cmake
644 $cmake packaging/cmake/resnetc-rule.cmake
644 share/man/man1 $build/resnetc.1
644 share/man/man3 $build/packages/resnetc_jit.3
644 share/man/man5 $build/packages/resnetc-spec.5
644 share/bash-completion/completions $build/packages/resnetc.bash resnetc
644 share/zsh/site-functions $build/packages/resnetc.zsh _resnetc
644 share/fish/vendor_completions.d $build/packages/resnetc.fish
644 share/doc/resnetc LICENSE
END
    for spec in specs/*.json; do echo "644 $share/specs $spec"; done
    examples | while read -r file; do
        mode=644
        [ ! -x "$file" ] || mode=755
        echo "$mode $examples/$(dirname "${file#examples/}") $file"
    done
    for file in tests/oracle/fashion/*; do echo "644 $examples/fashion $file"; done
}

# What a linker finds, and what a program asks for when it starts.
links() { printf '%s\n' "$LIBDIR/$SONAME $shared" "$LIBDIR/libresnetc.so $SONAME"; }

# Of FILE.in, to be installed into FOLDER: paths are relative to the file that names them.
filled() {
    up=$(echo "$2" | sed 's|[^/][^/]*|..|g')
    sed "s|@UP@|$up|g; s|@LIBDIR@|$LIBDIR|g; s|@VERSION@|$VERSION|g; s|@SHARED@|$shared|g; s|@SONAME@|$SONAME|g" "$1"
}

# Where a row's file goes.
place() { # FOLDER FILE NAME
    name=${3:-$(basename "$2")}
    echo "$to/$1/${name%.in}"
}

install_all() {
    files | while read -r mode folder file name; do
        at=$(place "$folder" "$file" "$name")
        case $file in
        *.in) mkdir -p "$(dirname "$at")" && filled "$file" "$folder" >"$at" && chmod "$mode" "$at" ;;
        *) install -D -m "$mode" "$file" "$at" ;;
        esac
    done
    links | while read -r link target; do ln -sf "$target" "$to/$link"; done
}

# Files, and folders of ours; others' folders stay.
remove_all() {
    files | while read -r mode folder file name; do rm -f "$(place "$folder" "$file" "$name")"; done
    links | while read -r link target; do rm -f "$to/$link"; done
    for folder in "$share" share/doc/resnetc "$cmake"; do
        [ ! -d "$to/$folder" ] || find "$to/$folder" -depth -type d -exec rmdir {} + 2>/dev/null || true
    done
}

if [ "$remove" = --remove ]; then remove_all; else install_all; fi
