"""The program resnetc, for what the library does not do: writing C, calibrating, reports."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterable, Sequence

from ._errors import SYSTEM, Error
from ._files import MemoryFile
from ._library import PREFIX

PROGRAM = PREFIX / "bin" / "resnetc"


def run_program(arguments: Sequence[str], files: Iterable[MemoryFile]) -> str:
    """What it prints. `files`: of the arguments, those that are in memory."""
    files = list(files)
    done = subprocess.run(
        [str(PROGRAM), "-q", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        pass_fds=[file.file.fileno() for file in files],
        text=True,
        errors="replace",
    )
    if done.returncode == 0:
        return done.stdout
    if done.returncode < 0:
        raise Error(f"resnetc was ended by {signal.Signals(-done.returncode).name}", SYSTEM)
    message = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "resnetc failed"
    raise Error(readable(message.removeprefix("resnetc: "), files), done.returncode)


def readable(message: str, files: Iterable[MemoryFile]) -> str:
    """The message with names in the place of paths that nobody knows."""
    for file in files:
        message = message.replace(file.path, file.name)
    return message
