"""The console script `resnetc`: becomes the program. A module of its own: it imports nothing of the package, whose numpy
takes longer to load than the program to compile."""

import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "resnetc", "bin", "resnetc")
    os.execv(program, ["resnetc", *sys.argv[1:]])
