"""build.py HEADER.h SOURCE.c [FLAG...]: compiles an emitted network into the Python module _HEADER, by cffi.

cffi takes C without preprocessor: `cc -E -P -DRESNETC_FREESTANDING HEADER.h` is that, all declarations, no include.
Of the numbers that the header defines it wants to know that they are there; the C compiler then says what they are.
"""

import re
import subprocess
import sys
from pathlib import Path

import cffi


def declarations(header):
    plain = subprocess.run(["cc", "-E", "-P", "-DRESNETC_FREESTANDING", header], check=True, capture_output=True, text=True).stdout
    numbers = re.findall(r"^#define (\w+_(?:BYTES|FLOATS|BATCH|CHANNELS|HEIGHT|WIDTH|CLASSES|OFFSET)) ", Path(header).read_text(), re.M)
    plain = re.sub(r"typedef .*\bsize_t;", "", plain)  # which cffi knows
    plain = re.sub(r"extern const unsigned char \w+\[\];", "", plain)  # the weights, which are in a file here
    return plain + "".join(f"#define {name} ...\n" for name in dict.fromkeys(numbers))


def main(header, source, *flags):
    ffi = cffi.FFI()
    ffi.cdef(declarations(header))
    ffi.set_source(f"_{Path(header).stem}", f'#include "{Path(header).resolve()}"', sources=[source], extra_compile_args=list(flags))
    ffi.compile(verbose=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
