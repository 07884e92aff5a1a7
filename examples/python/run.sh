#!/usr/bin/env bash
# run.sh BUILD_FOLDER: a shared library, and Python with NumPy beside it. PYTHON: which one.
. "$(dirname "$0")/../common.sh"
python=${PYTHON:-/usr/bin/python3}
need "$cc" "$python"
"$python" -c 'import numpy' 2>/dev/null || { echo "python3-numpy is missing" && exit 77; }

"$resnetc" "${network[@]}" --name fashion -o fashion.c
"$cc" @fashion.flags -fPIC -shared -I. -I"$include" -o fashion.so fashion.c "$here/model.c" -lm

export PYTHONDONTWRITEBYTECODE=1
"$python" "$here/classify.py" ./fashion.so fashion.weights "$fashion/images.npy" logits.npy
tail -c +129 logits.npy >logits.f32
same logits.f32

head -c 1000000 fashion.weights >short.weights
refuses 'short.weights: another size' "$python" "$here/classify.py" ./fashion.so short.weights "$fashion/images.npy" short.npy
refuses 'missing.weights' "$python" "$here/classify.py" ./fashion.so missing.weights "$fashion/images.npy" missing.npy
