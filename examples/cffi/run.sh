#!/usr/bin/env bash
# run.sh BUILD_FOLDER: a module of Python by cffi, whose compiler setuptools or distutils starts. PYTHON: which one.
. "$(dirname "$0")/../common.sh"
python=${PYTHON:-/usr/bin/python3}
need "$cc" "$python"
"$python" -c 'import cffi' 2>/dev/null || { echo "python3-cffi is missing" && exit 77; }
[ -e "$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ] || { echo "python3-dev is missing" && exit 77; }

"$resnetc" "${network[@]}" --name fashion -o fashion.c
export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$out
# shellcheck disable=SC2046
"$python" "$here/build.py" fashion.h fashion.c $(cat fashion.flags)
"$python" "$here/classify.py" fashion.weights <"$pictures" >logits.f32
same logits.f32

head -c 1000000 fashion.weights >short.weights
refuses 'these weights do not fit' "$python" "$here/classify.py" short.weights <"$pictures"

# A network of floats with several outputs: cffi knows its numbers.
"$resnetc" -q tiny --set 'outputs=["layer1", "logits"]' --name several --target scalar -o several.c
"$python" "$here/build.py" several.h several.c -O1
[ "$("$python" -c 'from _several import lib; print(lib.SEVERAL_LOGITS_OFFSET)')" = $((8 * 16 * 16)) ]
