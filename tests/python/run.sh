#!/usr/bin/env bash
# The Python package: its wheel, built by `pip wheel .` with the build folder's objects, in a fresh environment, by pytest. One
# environment sees PyTorch, where Debian's is installed; another wheel is of an sdist. "all" (after `make wheel`) adds an environment
# with the repaired wheel and nothing but what it asks for, and a wheel of a clean clone, which compiles everything.
# usage: run.sh BUILD_FOLDER [all]. Closing line: "N passed, N failed".
set -uo pipefail
unset MAKEFLAGS MFLAGS MAKELEVEL
build=$(realpath "${1:?build folder}") all=${2:-} top=$PWD
suite=python python=${PYTHON:-/usr/bin/python3}
. tests/embed/check.sh
export RESNETC_BUILD=$build PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1

# environment NAME OPTION...: with what the tests need.
environment() {
    "$python" -m venv "${@:2}" "$folder/$1" && "$folder/$1/bin/pip" install --quiet "pytest>=8" "mypy>=1.11" "hatchling>=1.22"
}

# run_tests NAME WHEEL PACKAGE...: adds what pytest counts.
run_tests() {
    "$folder/$1/bin/pip" install --quiet "${@:2}" || { check "$1: installed" false; return; }
    (cd tests/python && "$folder/$1/bin/python" -m pytest -q -rs -p no:cacheprovider --basetemp="$folder/tmp" .) >"$folder/$1.log" 2>&1
    local status=$? words
    words=$(tail -n 1 "$folder/$1.log")
    count() { sed -nE "s/.*\b([0-9]+) ($1)\b.*/\1/p" <<<"$words"; }
    local good bad errors
    good=$(count passed) bad=$(count failed) errors=$(count 'errors?')
    bad=$((${bad:-0} + ${errors:-0}))
    [ $status -eq 0 ] || [ $bad -gt 0 ] || bad=1
    passed=$((passed + ${good:-0})) failed=$((failed + bad))
    [ $bad -eq 0 ] || cat "$folder/$1.log"
    grep '^SKIPPED' "$folder/$1.log" | sed "s/^SKIPPED/SKIPPED: python: $1:/"
}

# What a wheel holds, without its own name and tag.
contents() { "$python" -m zipfile -l "$1" | awk 'NR > 1 { print $1 }' | sort; }

if ! "$python" -c 'import venv, ensurepip, numpy' 2>/dev/null; then
    echo "SKIPPED: python: no python3-venv, python3-numpy (make deps-python)"
    echo "0 passed, 0 failed" && exit
fi
if ! environment torch --system-site-packages >"$folder/log" 2>&1; then
    echo "SKIPPED: python: no pytest, mypy, hatchling to be had: $(tail -n 1 "$folder/log")"
    echo "0 passed, 0 failed" && exit
fi

check "pip wheel ." "$folder/torch/bin/pip" wheel --quiet --no-deps --wheel-dir "$folder/plain" .
check "one wheel, for any Python on this machine" bash -c "ls '$folder'/plain/resnetc-*-py3-none-linux_*.whl"
run_tests torch --no-deps "$folder"/plain/*.whl

check "mypy --strict" env MYPYPATH=tests/python "$folder/torch/bin/mypy" --cache-dir "$folder/mypy" --python-executable "$folder/torch/bin/python"
check "an sdist" "$folder/torch/bin/python" -m hatchling build -t sdist -d "$folder/sdist"
check "a wheel of it" "$folder/torch/bin/pip" wheel --quiet --no-deps --wheel-dir "$folder/of-sdist" "$folder"/sdist/*.tar.gz
check "the same files" diff <(contents "$folder"/plain/*.whl) <(contents "$folder"/of-sdist/*.whl)

if [ "$all" ]; then
    check "a clean environment" environment clean
    run_tests clean "$build"/python/wheel/*.whl pillow
    check "clean: mypy --strict" env MYPYPATH=tests/python "$folder/clean/bin/mypy" --cache-dir "$folder/mypy"
    check "a clean clone" git clone --quiet "$top" "$folder/clone"
    check "pip wheel ." env -u RESNETC_BUILD "$folder/clean/bin/pip" wheel --quiet --no-deps --wheel-dir "$folder/of-clone" "$folder/clone"
    check "the same files" diff <(contents "$folder"/plain/*.whl) <(contents "$folder"/of-clone/*.whl)
fi
close
