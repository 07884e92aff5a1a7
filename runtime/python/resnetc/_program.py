"""The program resnetc, for what the library does not do: writing C, calibrating, reports."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Union

from ._errors import SYSTEM, Error
from ._files import MemoryFile
from ._library import PREFIX

PROGRAM = PREFIX / "bin" / "resnetc"
Argument = Union[str, MemoryFile]


def run_program(arguments: Sequence[Argument], page: str | None = None) -> None:
    """Files in memory are links in a folder: C, pages and messages call them by their names. `page`: what is written for
    people, and would name that folder."""
    with tempfile.TemporaryDirectory(prefix="resnetc-") as folder:
        files = [argument for argument in arguments if isinstance(argument, MemoryFile)]
        for file in files:
            os.symlink(file.path, os.path.join(folder, file.name))
        line = [os.path.join(folder, a.name) if isinstance(a, MemoryFile) else a for a in arguments]
        _run(line, files, f"{folder}/")
        if page is not None and files:
            text = Path(page).read_text(encoding="utf-8")
            Path(page).write_text(text.replace(f"{folder}/", ""), encoding="utf-8")


def _run(line: Sequence[str], files: Sequence[MemoryFile], unsaid: str) -> None:
    done = subprocess.run(
        [str(PROGRAM), "-q", *line],
        check=False,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        pass_fds=[file.file.fileno() for file in files],
        text=True,
        errors="replace",
    )
    if done.returncode < 0:
        raise Error(f"resnetc was ended by {signal.Signals(-done.returncode).name}", SYSTEM)
    if done.returncode > 0:
        message = done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "resnetc failed"
        raise Error(message.removeprefix("resnetc: ").replace(unsaid, ""), done.returncode)
