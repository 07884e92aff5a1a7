#!/bin/sh
# One compiler on all of a folder's plain C: a line of count as suites have it, and each warning's first lines.
# usage: plain.sh FOLDER COMPILER [OPTION...]
cd "$1" && shift || exit 1
command -v "$1" >/dev/null || { echo "SKIPPED: $1 is not installed (make deps-targets, deps-check)" && exit; }
compiler=$1
shift
for file in specs/*.c int8-*.c bf16-*.c fp32-*.c small*.c; do
    if said=$("$compiler" -std=c99 -O1 -pedantic -Wall -Wextra -Wconversion -Wshadow -Werror "$@" -fsyntax-only "$file" 2>&1); then
        echo passed
    else
        echo "FAILED: $compiler $* $file: $(echo "$said" | head -3)"
    fi
done
