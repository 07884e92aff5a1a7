#!/bin/sh
# Emitted C on compilers and processors that nobody has named: 32 bits, the other byte order, MSVC's kind, Windows. What it
# computes there is what it computes here. What is not installed is skipped by name.
# usage: run.sh BUILD_FOLDER
set -u
. tests/common/targets.sh
build=$1 work=$1/ports
passed=0 failed=0
rm -rf "$work"
mkdir -p "$work/stub" "$work/bare" "$work/glibc/gnu" "$work/specs"
export WINEPREFIX="$PWD/$work/wine" WINEDEBUG=-all

has() { command -v "$1" >/dev/null; }
check() { # WHAT COMMAND...: the command succeeds; what it says is shown where it does not
    what=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what: $*"
        head -5 "$work/log"
    fi
}
refuses() { # TEXT COMMAND...: the command fails, and says that
    text=$1
    shift
    ! "$@" >"$work/refused" 2>&1 && grep -q "$text" "$work/refused"
}

# ---- Nobody's headers: what the C standard has of them, for compilers that come without ----

cat >"$work/stub/string.h" <<'END'
#include <stddef.h>
void *memcpy(void *, const void *, size_t);
void *memset(void *, int, size_t);
END
cat >"$work/stub/math.h" <<'END'
float expf(float);
double exp(double), erfc(double), sqrt(double);
END
cat >"$work/bare/stddef.h" <<'END'
#ifndef STDDEF
#define STDDEF
typedef unsigned long long size_t;
#endif
END
touch "$work/glibc/gnu/stubs-32.h" # glibc's, for a processor whose own are not installed

# A compiler a line. cl.exe knows neither __GNUC__ nor __SIZE_TYPE__: clang without them is as near to it as can be had.
compilers() {
    cat <<'END'
arm-linux-gnueabihf-gcc
arm-none-eabi-gcc -mcpu=cortex-m4
gcc -m32 -DRESNETC_FREESTANDING
clang --target=i386-unknown-linux-gnu -DRESNETC_FREESTANDING
clang --target=x86_64-pc-windows-msvc -Istub
clang --target=i686-pc-windows-msvc -Istub
clang --target=x86_64-pc-windows-msvc -fms-compatibility-version=19.30 -nostdinc -Istub -Ibare -U__clang__ -U__SIZE_TYPE__ -Wno-unused-function
clang --target=x86_64-pc-windows-msvc -nostdinc -Istub -Ibare -U__clang__ -U__SIZE_TYPE__ -DRESNETC_FREESTANDING -Wno-unused-function
x86_64-w64-mingw32-gcc
END
}

# ---- Plain C of every network compiles without a warning ----

emit() { # SPEC NAME TARGET [RESNETC OPTION...]
    spec=$1 out=$work/$2.c target=$3
    shift 3
    "$build/resnetc" -q "$spec" -o "$out" --target "$target" "$@" && return
    failed=$((failed + 1))
    echo "FAILED: $spec on $target is not emitted"
    return 1
}

for spec in specs/*.json; do
    [ "$spec" = specs/schema.json ] || emit "$spec" "specs/$(basename "$spec" .json)" scalar --name net
done

# Small ones, whose weights are in the C: what there is of operators, of integers and of halves.
cat >"$work/relu.json" <<'END'
{ "block": "basic", "repeats": [1, 1], "widths": [9, 24], "classes": 5, "batch": 2, "preactivation": true,
  "stem": { "width": 8, "pool": { "kernel": 3, "stride": 2, "padding": [0, 1] } }, "outputs": ["probabilities", "layer1"],
  "attention": { "type": "eca" }, "head": { "pool": "catavgmax" }, "input": { "height": 40, "width": 36 } }
END
sed 's/"preactivation": true,/"activation": "gelu",/; s/"eca"/"se"/' "$work/relu.json" >"$work/gelu.json"
nets="tiny relu gelu"
cp specs/tiny.json "$work/tiny.json"
options() { # PRECISION
    echo "--weights random:1 --name net --precision $1 $([ "$1" = int8 ] && echo --calibrate random:2)"
}
for net in $nets; do
    for precision in fp32 bf16 int8; do
        # shellcheck disable=SC2046
        emit "$work/$net.json" "$precision-$net" scalar $(options $precision)
    done
done
emit specs/tiny.json small scalar --name net --emit-preprocess

compilers | xargs -P "$(nproc)" -L 1 tests/ports/plain.sh "$work" >"$work/plain"
grep -v '^passed$' "$work/plain"
passed=$((passed + $(grep -c '^passed$' "$work/plain"))) failed=$((failed + $(grep -c '^FAILED' "$work/plain")))

# ---- What is too large, and what has the other byte order ----

large='--set batch=64 --set input.channels=64 --set input.height=512 --set input.width=512' # 4 GiB of input
emit specs/tiny.json large scalar --name net $large
emit specs/tiny.json wide sse2 --name net $large
emit specs/tiny.json vectors sse2 --name net
for file in large wide; do
    check "$file at 64 bits" gcc -O1 -msse2 -fsyntax-only "$work/$file.c"
    check "$file at 32 bits" refuses net_is_too_large_for_this_processor gcc -O1 -m32 -msse2 -DRESNETC_FREESTANDING -fsyntax-only "$work/$file.c"
done
check "sse2 at 32 bits" gcc -O1 -m32 -msse2 -std=gnu11 -Wall -Wextra -Werror -DRESNETC_FREESTANDING -fsyntax-only "$work/vectors.c"
if has clang; then
    for file in fp32-tiny int8-tiny bf16-tiny; do
        check "$file, big-endian" refuses 'weights are little-endian' \
            clang --target=powerpc64-unknown-linux-gnu -DRESNETC_FREESTANDING -nostdinc -fsyntax-only "$work/$file.c"
    done
    check "resnetc, big-endian" refuses 'weights files are little-endian' \
        clang --target=powerpc64-unknown-linux-gnu "-I$work/glibc" -idirafter "/usr/include/$(gcc -print-multiarch)" -Icompiler -fsyntax-only compiler/tensors/tensor.c
fi

# ---- It computes the same there ----

program() { # NAME COMPILER [OPTION...]: build/ports/net of that network
    name=$1
    shift
    cp "$work/$name.c" "$work/net.c" && cp "$work/$name.h" "$work/net.h" && sed -i "s/\"[^\"]*$name\\.h\"/\"net.h\"/" "$work/net.c" &&
        "$@" "-I$work" tests/ports/net.c "$work/net.c" -o "$work/net" -lm
}
flags_of() { sed -n 's/^ \*   compile     cc \(.*\) -c\(;.*\)*$/\1/p' "$1"; }
near() { # FILE FILE: lines of numbers, of which the largest difference is below 1e-5 of the largest number
    paste "$1" "$2" | awk '{ d = $1 - $2; d = d < 0 ? -d : d; a = $1 < 0 ? -$1 : $1; if (d > most) most = d; if (a > large) large = a }
        END { exit !(NR && large > 0 && most <= 1e-5 * large) }'
}

here() { # NAME: what it computes here
    # shellcheck disable=SC2046
    program "$1" gcc $(flags_of "$work/$1.c") && "$work/net" >"$work/$1.here"
}
run_there() { # EMULATOR PROGRAM: wine says nothing where its server, which outlives a program a little, is just ending
    for try in 1 2 3; do
        "$1" "$2" 2>/dev/null </dev/null | tr -d '\r' >"$work/said"
        [ -s "$work/said" ] && break
        sleep $try
    done
    cat "$work/said"
}

there() { # NAME same|near EMULATOR COMPILER [OPTION...]
    name=$1 how=$2 emulator=$3
    shift 3
    program "$name" "$@" && run_there "$emulator" "$work/net$([ "$emulator" = wine ] && echo .exe)" >"$work/$name.there" &&
        [ -s "$work/$name.there" ] && if [ "$how" = same ]; then cmp "$work/$name.here" "$work/$name.there"; else near "$work/$name.here" "$work/$name.there"; fi
}

arm=no windows=no
if has arm-linux-gnueabihf-gcc && has qemu-arm; then arm=yes; else echo 'SKIPPED: 32-bit Arm: arm-linux-gnueabihf-gcc or qemu-arm is not installed (make deps-targets)'; fi
if has x86_64-w64-mingw32-gcc && has wine; then windows=yes; else echo 'SKIPPED: Windows: x86_64-w64-mingw32-gcc or wine is not installed (make deps-targets)'; fi
for net in $nets; do
    for precision in fp32 bf16 int8; do
        name=$precision-$net how=near
        [ $precision = int8 ] && [ $net = tiny ] && how=same
        check "$name here" here "$name"
        [ $arm = yes ] && check "$name on 32-bit Arm" there "$name" $how qemu-arm arm-linux-gnueabihf-gcc -std=c99 -O2 -static
        [ $windows = yes ] && check "$name on Windows" there "$name" $how wine x86_64-w64-mingw32-gcc -std=c99 -O2
    done
done
if [ $windows = yes ]; then
    for target in sse2 avx2; do
        runs_here "$build/resnetc" $target || { skipped "Windows" $target && continue; }
        for precision in fp32 int8; do
            name=$precision-gelu-$target
            # shellcheck disable=SC2046
            emit "$work/gelu.json" "$name" $target $(options $precision)
            check "$name here" here "$name"
            # shellcheck disable=SC2046
            check "$name on Windows" there "$name" same wine x86_64-w64-mingw32-gcc $(flags_of "$work/$name.c")
        done
    done
fi

# The weights file inside an object: by Arm's assembler; not where objects are of another kind.
emit specs/resnet20-cifar.json bundled scalar --name net --weights random:1
[ $arm = yes ] && check "bundled for Arm" sh -c "cd '$work' && arm-linux-gnueabihf-gcc -std=gnu99 -O0 -DNET_BUNDLE_WEIGHTS -c bundled.c -o bundled.o"
[ $windows = yes ] && check "bundled for Windows" refuses 'weights-in array' x86_64-w64-mingw32-gcc -DNET_BUNDLE_WEIGHTS -fsyntax-only "$work/bundled.c"

rm -rf "$work" 2>/dev/null || { sleep 5 && rm -rf "$work"; } # wine's server ends a little later
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
