#!/usr/bin/env bash
# A network as one shared object for a cluster: build.sh SPEC WEIGHTS FOLDER [OPTIONS OF RESNETC...]
#
# Writes FOLDER/model.so: code, weights, and the way from a picture to the network's input. TARGETS: for which processors,
# the best first; each worker takes the first that it can run. It needs libc and libm alone. RESNETC, CC: which programs.
set -euo pipefail
spec=${1:?spec} weights=${2:?weights} folder=${3:?folder}
shift 3
here=$(realpath "$(dirname "$0")") targets=${TARGETS:-avx512,avx2}
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"${RESNETC:-resnetc}" "$spec" --weights "$weights" --name net --target "$targets" --emit-preprocess --emit-flags --set batch=1 \
    --set 'outputs=["probabilities"]' "$@" -o "$work/net.c"
for file in "$work"/net*.c "$here/model.c"; do
    flags=()
    [ ! -e "${file%.c}.flags" ] || flags=("@${file%.c}.flags") # each target's file has its own
    (cd "$work" && ${CC:-cc} -O2 "${flags[@]}" -fPIC -DNET_BUNDLE_WEIGHTS -I. -c "$file") # weights are found beside the C
done
${CC:-cc} -shared -o "$folder/model.so" "$work"/*.o -lm
