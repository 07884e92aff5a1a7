#!/usr/bin/env bash
# Makes what bench.mjs times and starts it: run.sh BUILD_FOLDER ROUNDS MODEL=SHAPE..., from the top folder.
set -euo pipefail
build=$(realpath "$1") rounds=$2
shift 2
for model in "$@"; do
    name=${model%=*} data=$build/bench/${model%=*}-b1
    if [ ! -s "$data/model.onnx" ]; then
        mkdir -p "$data"
        PYTHONPATH=$build/peers/timm /usr/bin/python3 tests/bench/export.py "specs/$name.json" "$data"
    fi
    RESNETC=$build/resnetc examples/web/build.sh "specs/$name.json" "$data/weights.safetensors" "$build/bench-web/$name" --quiet
done
flags=()
"${NODE:-node}" --experimental-wasm-relaxed-simd -e 0 2>/dev/null && flags=(--experimental-wasm-relaxed-simd)
exec "${NODE:-node}" "${flags[@]}" --no-warnings tests/bench/web/bench.mjs "$build" "$rounds" "$@"
