#!/bin/sh
# Seeds of each fuzz target, from what the tests have, into FOLDER/TARGET. Small ones: large inputs are slow.
# usage: seeds.sh BUILD_FOLDER FOLDER
set -u
program=$1/resnetc out=$2 most=20000
rm -rf "$out"

# TARGET FILE...: under names that tell files apart.
add() {
    target=$1 && shift
    mkdir -p "$out/$target"
    for file in "$@"; do
        [ -f "$file" ] && [ "$(stat -c %s "$file")" -le $most ] && cp "$file" "$out/$target/$(echo "$file" | tr / _)"
    done
}
# TARGET NAME: from standard input
say() { mkdir -p "$out/$1" && cat >"$out/$1/$2"; }

invalid=tests/invalid containers=tests/oracle/containers images=tests/oracle/images
for pass in "$out/.net"; do mkdir -p "$pass"; done
add spec specs/*.json $invalid/*/spec.json tests/golden/*.json
for seed in $(seq 1 40); do "$1/tests/property/print_spec" "$seed" 2>/dev/null | say spec "random-$seed"; done
add safetensors $invalid/weights-*/weights.safetensors $containers/*.safetensors
add index $containers/*.json $invalid/weights-*/*.index.json
add torch $containers/*.pth $invalid/weights-pth*/weights*
add npz $containers/*.npz $invalid/weights-npz/weights*
add container $containers/* tests/oracle/onnx/[ab]*/model.onnx
add onnx tests/oracle/onnx/*/model.onnx
add npy tests/invalid-inputs/npy*/file $images/grey*.npy $images/oriented*.npy
add picture tests/invalid-inputs/[jp]*/file $images/*.png $images/*.jpg
add calibration $invalid/calibration-*/calibration.json tests/golden/tiny-calibration.json
add names $invalid/weights-names-*/names.json
printf '{"layer1.": "a.", "conv1.weight": "stem.weight"}' | say names beginnings
printf 'cat\ndog\r\nbird' | say labels three
printf '\357\273\277a\nb\nc\n' | say labels mark
printf 'path,class\nin/a.png,cat\n"b,c.png","7"\nd".png,3\n' | say truth paths
printf '0\n2\n3\n' | say truth numbers
printf '\223NUMPY\1\0v\0{%-116s}\n\1\2\3' "'descr': '|u1', 'fortran_order': False, 'shape': (3,), " | say truth array
# The command line's are the tests' own, a word a line.
grep -hoE '"\$program" [-a-z0-9=:./ ]+|^says .*|-- [-a-z0-9=:./ ]+' tests/cli/run.sh | head -80 |
    while read -r _ words; do n=$((${n:-0} + 1)) && echo "$words" | tr ' ' '\n' | say command "$n"; done
"$program" --help | grep -oE -- '--[a-z-]+(=[A-Z:|,.a-z]+)?' | sort -u |
    while read -r word; do printf 's.json\n%s\n' "$word" | say command "option$word"; done
# Packed weights, and a file of choices, from the program itself.
for net in floats integers; do
    options=; [ $net = floats ] || options='--precision int8 --calibrate random:1'
    # shellcheck disable=SC2086
    "$program" tests/fuzz/weights.json --weights random:1 --target scalar --name $net -q $options -o "$out/.net/$net.c" &&
        sed -n '/_weights\[[0-9]*\] = {/,/^};/p' "$out/.net/$net.c" | grep -oE '^[0-9,]+$' | tr ',' '\n' |
        awk 'NF { printf "%02x", $1 }' | xxd -r -p | say weights $net
done
rm -rf "$out/.net"
for place in tests/fuzz/seeds/*/*; do [ -f "$place" ] && add "$(basename "$(dirname "$place")")" "$place"; done
exit 0
