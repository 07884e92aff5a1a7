#!/bin/sh
# The first pictures of a NumPy array of bytes, whose header has 128 bytes, as one of their own; a network that has none
# of its size gets as many bytes. usage: first.sh FILE COUNT BYTES_A_PICTURE TO
set -eu
shape() {
    case $1 in
    784) echo 28, 28, 1 ;;
    3072) echo 32, 32, 3 ;;
    esac
}
{
    printf '\223NUMPY\001\000\166\000'
    printf "%-117s\n" "{'descr': '|u1', 'fortran_order': False, 'shape': ($2, $(shape "$3")), }"
    tail -c +129 "$1" | head -c $(($2 * $3))
} >"$4"
