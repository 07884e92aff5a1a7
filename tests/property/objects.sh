#!/bin/sh
# What compiled objects hold: the target's instructions and no wider ones, prefixed symbols alone, no writable data,
# nothing from libc but memcpy, memset and expf, on scalar also exp and erfc (with OpenMP usleep, and its library), little stack.
# usage: objects.sh BUILD_FOLDER
set -u
. tests/common/targets.sh
build=$1 work=$1/objects
passed=0 failed=0
mkdir -p "$work"

check() { # WHAT COMMAND...: the command succeeds
    what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        echo "FAILED: $name on $target: $what"
        failed=$((failed + 1))
        return 1
    fi
}

has() { grep -qE "$1" "$work/code"; }
has_not() { ! grep -qE "$1" "$work/code"; }
only() { ! grep -vxE "$1" "$2"; } # prints what else there is

registers() { # those that the C's own vectors fill, whatever the row's flags say
    case $(sed -n 's/^typedef float vec .*vector_size(\([0-9]*\)).*/\1/p' "$work/net.c") in
    64)
        check "zmm multiply-adds" has 'vfn?m(add|sub)[0-9]*ps .*%zmm'
        ;;
    32)
        check "ymm multiply-adds" has 'vfn?m(add|sub)[0-9]*ps .*%ymm'
        check "no zmm register" has_not '%zmm'
        ;;
    16)
        check "packed multiplications" has 'mulps .*%xmm'
        check "no ymm or zmm register" has_not '%[yz]mm'
        check "no VEX encoding" has_not '[[:space:]]v(mul|add|mov)[a-z]*ps '
        ;;
    '')
        check "no ymm or zmm register" has_not '%[yz]mm'
        ;;
    *)
        check "known here" false
        ;;
    esac
}

# Clang tuned for an Intel processor would rather have vectors of 32 bytes. Other arithmetic may be of that width.
whole_vectors() { # FLAGS
    # shellcheck disable=SC2086
    check "compiled by clang for sapphirerapids" clang -O2 -march=sapphirerapids $1 -c "$work/net.c" -o "$work/net.o" || return
    objdump -d "$work/net.o" >"$work/code"
    halves=$(grep -cE 'vfn?m(add|sub)[0-9]*ps .*%ymm' "$work/code")
    wholes=$(grep -cE 'vfn?m(add|sub)[0-9]*ps .*%zmm' "$work/code")
    check "clang's multiply-adds: $wholes of zmm, $halves of ymm" [ "$wholes" -gt $((10 * halves)) ]
}

# The members of structs of sizes (`k->member` reads one, whichever struct k is) that the file declares or sets in vain.
unread() {
    tr '\n' ' ' <"$work/net.c" | grep -oE 'typedef struct [{][^}]*[}] (Conv|Winograd);|static const (Conv|Winograd) sizes = [{][^}]*[}]' |
        sed 's,/[*]\([^*]\|[*][^/]\)*[*]/,,g' | grep -oE 'int [a-z_]+;|[.][a-z_]+ =' | tr -d '.;=' | sed 's/^int //' | sort -u |
        while read -r member; do grep -qE "k->$member\b" "$work/net.c" || echo "$member"; done
}

basics='memcpy|memset|expf|__cpu_model|__cpu_indicator_init|_GLOBAL_OFFSET_TABLE_'

# GELU's in plain C; vectors have polynomials.
in_plain_c() { [ "$target" = scalar ] && echo '|exp|erfc'; }

made_of() { # HOW PATTERN: the object has no writable data, and needs nothing but what the pattern names
    nm -u "$work/net.o" | awk '{ print $2 }' >"$work/needed"
    check "other undefined symbols$1" only "$2" "$work/needed"
    size -A "$work/net.o" | awk '$1 ~ /^\.(data|bss|tdata|tbss)/ && $2 > 0 { print $1, $2 }' >"$work/writable"
    check "writable data$1" only 'none' "$work/writable"
}

inspect() { # SPEC TARGET [RESNETC OPTION...]
    name=$(basename "$1" .json) target=$2
    rm -f "$work"/net.*
    spec=$1
    shift 2
    check "emitted" "$build/resnetc" -q "$spec" -o "$work/net.c" --target "$target" "$@" || return
    flags=$(sed -n 's/^ \*   compile     cc \(.*\) -c\(;.*\)*$/\1/p' "$work/net.c")
    prefix=$(sed -n 's/^int \(.*\)_cpu_ok(void);/\1/p' "$work/net.h")
    upper=$(echo "$prefix" | tr '[:lower:]' '[:upper:]')
    unread >"$work/unread"
    check "members of sizes that nothing reads" only 'none' "$work/unread"
    # shellcheck disable=SC2086
    check "compiled with OpenMP" gcc $flags -O0 -fopenmp "-D${upper}_MAX_THREADS=2" -c "$work/net.c" -o "$work/net.o"
    made_of " with OpenMP" "$basics$(in_plain_c)|usleep|GOMP_parallel|omp_get_(thread_num|num_threads)"
    # shellcheck disable=SC2086
    check "compiled" gcc $flags -fstack-usage -c "$work/net.c" -o "$work/net.o" || return
    objdump -d "$work/net.o" >"$work/code"
    registers
    nm -g --defined-only "$work/net.o" | cut -d' ' -f3 >"$work/exported"
    check "other exported symbols" only "${prefix}_(run|cpu_ok|weights_check|weights)" "$work/exported"
    check "run is exported" grep -qx "${prefix}_run" "$work/exported"
    made_of "" "$basics$(in_plain_c)"
    # shellcheck disable=SC2086
    gcc $flags -Ofast -fsyntax-only "$work/net.c" 2>"$work/warnings"
    check "a warning of -Ofast" grep -q 'NaN does not stay NaN' "$work/warnings"
    # shellcheck disable=SC2086
    check "no other warning" [ -z "$(gcc $flags -fsyntax-only "$work/net.c" 2>&1)" ]
    awk -F'\t' '$2 > 65536 || $3 !~ /static|bounded/ { print $1, $2, $3 }' "$work/net.su" >"$work/deep"
    check "stack below 64 KiB" only 'none' "$work/deep"
    sum=$(awk -F'\t' '{ sum += $2 } END { print sum + 0 }' "$work/net.su")
    check "stack of all functions together is $sum" [ "$sum" -lt 65536 ]
    if [ $tuned = yes ] && grep -q '^typedef float vec .*vector_size(64)' "$work/net.c"; then whole_vectors "$flags"; fi
}

tuned=no
if : | clang -march=sapphirerapids -x c -c -o "$work/none.o" - 2>/dev/null; then tuned=yes; else echo 'SKIPPED: vectors as clang makes them for sapphirerapids: no such clang'; fi

for target in $(targets "$build/resnetc"); do
    inspect specs/tiny.json $target --weights random:1
    inspect specs/resnet20-cifar.json $target
    inspect specs/resnet18.json $target
    for seed in 3 11 17; do
        "$build/tests/property/print_spec" $seed >"$work/random.json"
        inspect "$work/random.json" $target
    done
done
rm -rf "$work"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
