"""classify.py WEIGHTS <pictures >logits, by the module that build.py makes."""

import mmap
import sys

from _fashion import ffi, lib


def aligned(size, alignment=64):
    """Memory for C, and where it is aligned."""
    room = ffi.new("unsigned char[]", size + alignment)
    return room, room + -int(ffi.cast("uintptr_t", room)) % alignment


def main(path):
    if not lib.fashion_cpu_ok():
        sys.exit("this processor lacks instructions that the network was compiled for")
    with open(path, "rb") as file:
        weights = ffi.from_buffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    wrong = lib.fashion_weights_check(weights, len(weights))
    if wrong != lib.FASHION_OK:
        sys.exit(f"{path}: these weights do not fit: status {wrong}")
    room, workspace = aligned(lib.FASHION_WORKSPACE_BYTES)
    logits = ffi.new("float[]", lib.FASHION_OUTPUT_FLOATS)
    while picture := sys.stdin.buffer.read(lib.FASHION_INPUT_BYTES):
        lib.fashion_run(weights, workspace, picture, logits)
        sys.stdout.buffer.write(ffi.buffer(logits))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
