#!/bin/sh
# A compiler at an optimization level of its own, whatever its other arguments say. usage: at_level.sh gcc|clang 0|1|2 ARGUMENT...
compiler=$1 level=$2
shift 2
exec "$compiler" "$@" "-O$level"
