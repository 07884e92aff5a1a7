# builds.sh, sourced by run.sh: the installed copy in builds by pkg-config, CMake and Meson.
pc() { PKG_CONFIG_PATH="$prefix/lib/pkgconfig" pkg-config "$@" resnetc; }

# ---- pkg-config: shared, and with nothing but the archive there ----

link_use() { # WORDS OF pkg-config...
    rm -f "$folder/use"
    eval "cc -Wall -Werror tests/packages/models/library.c $(pc "$@") -o '$folder/use'"
}
use() { LD_LIBRARY_PATH="$prefix/lib" "$folder/use" "$prefix/share/resnetc/specs/tiny.json"; }
check "pkg-config, shared" link_use --cflags --libs
check "it runs" use
check "by its soname" bash -c "readelf -d '$folder/use' | grep -q 'NEEDED.*libresnetc.so.0\]'"
mkdir "$folder/aside" && mv "$prefix"/lib/libresnetc.so* "$folder/aside"
# Debian's libzip.pc names libraries that libzip-dev does not bring.
if echo 'int main(void) { return 0; }' | eval "cc -x c - -o '$folder/use' $(pkg-config --static --libs libzip)" 2>"$folder/out"; then
    check "pkg-config --static" link_use --static --cflags --libs
    check "it runs without the shared library" use
else
    echo "SKIPPED: packages: static, missing: $(grep -o 'find -l[a-z0-9]*' "$folder/out" | cut -c 8- | xargs)"
fi
mv "$folder"/aside/* "$prefix/lib"

# ---- The examples: Meson and CMake; one in C, which finds all else by common.sh, as those beside it do ----

# example NAME TOOL: the folder of examples/ as it was installed, out of reach of the source's
example() {
    local status=0
    RESNETC='' RESNETC_PREFIX="$folder/linked" "$prefix/share/doc/resnetc/examples/$1/run.sh" "$folder/build" >"$folder/out" 2>&1 || status=$?
    [ $status -ne 77 ] || { echo "SKIPPED: examples/$1: $(cat "$folder/out")" && return; }
    check "examples/$1" bash -c "cat '$folder/out'; exit $status"
}
mkdir "$folder/build" && ln -s "$prefix" "$folder/linked" # Meson takes no blanks from pkg-config
example meson
example cmake
example c
none_names_source() { ! grep -nE '\$top|tests/oracle|runtime/library|build/resnetc' "$prefix"/share/doc/resnetc/examples/*/run.sh | grep -v '/spark/'; }
check "no other needs the source" none_names_source

# ---- What else resnetc_add_model takes: weights as a file and inside, several targets, threads; no -O0 ----

build_models() { # GENERATOR FOLDER: in Debug, whose own flags are -g alone
    cmake -S "$folder/models" -B "$2" -G "$1" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Debug &&
        cmake --build "$2" -j 2 >"$folder/out" 2>&1 && (cd "$2" && ctest --output-on-failure) && ! grep 'not optimised' "$folder/out" ||
        { cat "$folder/out" && false; }
}
lays_idle() { ! cmake --build "$1" | grep -E 'Compiling|Building|Linking'; } # FOLDER
# FOLDER NETWORK FILE: a newer file of the source folder makes the network anew, and what is made of it
makes_anew() { sleep 1 && touch "$3" && cmake --build "$1" >"$folder/out" && grep -q "Compiling the network $2" "$folder/out"; }
refuses() { # TEXT LINE: of a CMakeLists.txt
    mkdir -p "$folder/wrong" &&
        printf '%s\n' 'cmake_minimum_required(VERSION 3.20)' 'project(wrong C)' 'find_package(resnetc REQUIRED)' "$2" >"$folder/wrong/CMakeLists.txt" &&
        ! cmake -S "$folder/wrong" -B "$folder/wrong/b" -DCMAKE_PREFIX_PATH="$prefix" >"$folder/out" 2>&1 && grep -q "$1" "$folder/out"
}

if command -v cmake >/dev/null; then
    cp -r tests/packages/models "$folder/models" && cp tests/oracle/fashion/resnet20-fashion.safetensors "$folder/models/trained.safetensors"
    cp specs/resnet20-fashion.json "$folder/models"
    for generator in 'Unix Makefiles' Ninja; do
        [ "$generator" != Ninja ] || command -v ninja >/dev/null || { echo "SKIPPED: CMake with Ninja: no ninja" && continue; }
        to="$folder/by $generator"
        check "models, $generator" build_models "$generator" "$to"
        check "nothing to do twice, $generator" lays_idle "$to"
        check "a newer spec, $generator" makes_anew "$to" mapped "$folder/models/resnet20-fashion.json"
        check "newer weights, $generator" makes_anew "$to" implied "$folder/models/trained.safetensors"
    done
    check "a network without a target is refused" refuses 'expected TARGET' 'resnetc_add_model(SPEC tiny)'
    check "an argument unheard of is refused" refuses 'unexpected WIEGHTS' 'resnetc_add_model(TARGET a SPEC tiny WIEGHTS random:1)'
    check "a version to come is not found" refuses 'version' 'find_package(resnetc 1.0 REQUIRED)'
fi
