#!/bin/bash
# The same input gives the same bytes: again, from another folder, locale, time zone and user, by any number of threads, from memory
# that is filled otherwise, and by resnetc as another compiler has built it, elsewhere.
# usage: reproducible.sh BUILD_FOLDER [PROGRAM...]   (PROGRAM: other builds; of themselves those in BUILD_FOLDER/clang and /sanitize)
set -u
: "${1:?build folder}"
build=$(realpath "$1") top=$PWD
shift
suite=reproducible
. tests/embed/check.sh
chmod 755 "$folder" # for another user

cp "$build/resnetc" specs/tiny.json specs/resnet20-cifar.json tests/golden/tiny-calibration.json "$folder"
cp tests/oracle/data/resnet18/weights.safetensors "$folder"

# All that resnetc writes, into the current folder: C, headers, weights, flags, make rules, pages, texts, a calibration, answers.
cat >"$folder/products" <<'END'
set -eu
resnetc=$1 from=$2 same=$3
"$resnetc" -q "$from/tiny.json" --weights random:1 --target avx512,avx2,sse2,scalar -o net.c --emit-flags --emit-preprocess
"$resnetc" -q "$from/resnet20-cifar.json" --weights random:2 --target avx2 -o large.c --report page.html --memory-plan plan.svg --describe >table
"$resnetc" -q "$from/tiny.json" --weights random:1 --target sse2 --precision bf16 -o halves.c --describe=json >json
"$resnetc" -q "$from/tiny.json" --weights random:1 --target avx2 --precision int8 --calibrate "$from/tiny-calibration.json" -o bytes.c --describe=torch >torch
"$resnetc" -q --import "$from/weights.safetensors" -o spec.json
for pass in spec graph shape fold layout select pack place; do "$resnetc" -q "$from/tiny.json" --weights random:1 --target sse2 --dump $pass; done >passes
[ "$same" = program ] || exit 0
# Here floats are computed with, by kernels of the compiler that built it.
"$resnetc" -q "$from/tiny.json" --weights random:1 --target sse2 --calibrate random:3 --save-calibration ranges.json --precision int8 -o own.c
"$resnetc" -q "$from/tiny.json" --weights random:1 --target scalar --run random:5 >answers
"$resnetc" -q "$from/tiny.json" --weights random:1 --target sse2 --run random:5 --output answers.npy >>answers
END

same_files() { # FOLDER FOLDER: and not none of them
    [ "$(find "$1" -type f -size +0 | wc -l)" -ge 15 ] && diff -r "$1" "$2" | cut -c 1-200
    [ "${PIPESTATUS[0]}" -eq 0 ]
}

vary() { # NAME COMMAND...: the same by the command, in a folder of that name
    mkdir -p "$folder/out/$1" && chmod 777 "$folder/out/$1"
    check "$1: it runs" bash -c 'cd "$1" && shift && "$@"' - "$folder/out/$1" "${@:2}" bash "$folder/products" "$folder/resnetc" "$folder" program
    check "$1: the same bytes" same_files "$folder/out/first" "$folder/out/$1"
}

has() { command -v "$1" >/dev/null || { echo "SKIPPED: $2: no $1" && false; }; }

vary first env
vary again env MALLOC_PERTURB_=165
vary 'another folder/with blanks' env -i PATH="$PATH" TZ=Pacific/Kiritimati COLUMNS=40
has taskset 'one processor' && vary 'one processor' taskset -c 0
vary 'seven threads' env OMP_NUM_THREADS=7 OMP_DYNAMIC=true
vary 'another mask' bash -c 'umask 077 && exec "$@"' -
if [ "$(id -u)" -eq 0 ] && has setpriv 'another user'; then
    vary 'another user' setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent USER=nobody
fi
for locale in de_DE tr_TR; do
    if LC_ALL=C localedef -i $locale -f UTF-8 "$folder/$locale" 2>/dev/null; then
        vary $locale env LOCPATH="$folder" LC_ALL=$locale
    else
        echo "SKIPPED: the locale $locale: cannot be made (make deps-check)"
    fi
done

# Other builds.
for program in "$build/clang/resnetc" "$build/sanitize/resnetc" "$@"; do
    name=$(basename "$(dirname "$program")")
    [ -x "$program" ] || { echo "SKIPPED: resnetc as built in $name: it is not there" && continue; }
    mkdir -p "$folder/out/$name"
    check "$name: it runs" bash -c 'cd "$1" && shift && bash "$@"' - "$folder/out/$name" "$folder/products" "$(realpath "$program")" "$folder" text
    (cd "$folder/out/first" && ls) | grep -vE '^(ranges.json|own\..*|answers.*)$' | (cd "$folder/out/first" && mkdir -p "$folder/out/texts" && xargs cp -t "$folder/out/texts")
    check "$name: the same bytes" same_files "$folder/out/texts" "$folder/out/$name"
done
cd "$top" && close
