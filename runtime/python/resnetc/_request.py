"""What is to be compiled, and how: as the library wants it told, and as the program."""

from __future__ import annotations

import ctypes
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Union

from ._errors import SYSTEM, USAGE, Error
from ._files import MemoryFile, json_file, state_dict_file
from ._library import PREFIX, Handle, Note, Options, Source
from ._program import Argument, run_program

PathLike = Union[str, "os.PathLike[str]"]
File = Union[str, MemoryFile]  # a path, or what has none

SPECS = PREFIX / "share" / "resnetc" / "specs"


def path_of(file: File) -> str:
    return file if isinstance(file, str) else file.path


def file_of(name: str, value: PathLike | Mapping[str, Any]) -> File:
    """Of a path, or of what would be in a file of JSON."""
    return json_file(name, value) if isinstance(value, Mapping) else os.fspath(value)


def weights_file(weights: Any) -> File:
    """Of a path, a state_dict, or a module of PyTorch, which has one."""
    if hasattr(weights, "state_dict"):
        weights = weights.state_dict()
    if isinstance(weights, Mapping):
        return state_dict_file(weights)
    if not isinstance(weights, (str, os.PathLike)):
        raise TypeError(f"weights: expected a path or a state_dict, got {type(weights).__name__}")
    return os.fspath(weights)


def spec_file(spec: PathLike | Mapping[str, Any]) -> File:
    """Also of the name of a spec that came with the package: "resnet50"."""
    if isinstance(spec, str) and not os.path.exists(spec) and (SPECS / f"{spec}.json").exists():
        return str(SPECS / f"{spec}.json")
    if not isinstance(spec, (str, os.PathLike, Mapping)):
        raise TypeError(f"spec: expected a path, a name or a dict, got {type(spec).__name__}")
    return file_of("spec", spec)


def changes(values: Mapping[str, Any]) -> list[str]:
    """As --set has them; two underscores are a point: input__height=96."""
    return [f"{key.replace('__', '.')}={json.dumps(value)}" for key, value in values.items()]


@dataclass
class Request:
    weights: File
    spec: File | None
    set: list[str]
    precision: str = "fp32"
    target: str = "native"
    accuracy: str = "fast"
    prefer: str | None = None
    strict: bool = False
    threads: int = 1
    jit: str = "tcc"
    names: File | None = None
    tuned: File | None = None
    calibration: File | None = None
    notes: list[str] = field(default_factory=list)

    # ---- the library ----

    def open(self, labels: bytes | None) -> Handle:
        set_array = (ctypes.c_char_p * (len(self.set) + 1))(*[change.encode() for change in self.set], None)
        hear = Note(lambda _, line: self.notes.append(self.readable(line.decode(errors="replace"))))
        options = Options(
            target=None if self.target == "native" else self.target.encode(),
            names=os.fsencode(path_of(self.names)) if self.names else None,
            strict=self.strict,
            tight=self.accuracy == "tight",
            system_cc=self.jit == "cc",
            threads=self.threads,
            tuned=_source(self.tuned),
            set=set_array,
            note=hear,
            labels=Source(b"labels", labels, len(labels)) if labels is not None else Source(),
            precision=self.precision.encode(),
            calibration=_source(self.calibration),
            prefer=self.prefer.encode() if self.prefer else None,
        )
        try:
            return Handle(_source(self.spec), _source(self.weights), options)
        except Error as error:
            raise Error(self.readable(str(error)), error.status) from None

    def readable(self, message: str) -> str:
        """With names in the place of paths that nobody knows."""
        for file in (self.weights, self.spec, self.names, self.tuned, self.calibration):
            if isinstance(file, MemoryFile):
                message = message.replace(file.path, file.name)
        return message

    # ---- the program ----

    def run(self, *arguments: Argument, target: str | None = None, page: str | None = None) -> None:
        options: dict[str, Argument | None] = {
            "--weights": self.weights if self.spec else None,
            "--precision": self.precision if self.precision != "fp32" else None,
            "--target": target or self.target,
            "--accuracy": self.accuracy,
            "--prefer": self.prefer,
            "--names": self.names,
            "--tuned": self.tuned,
            "--calibrate": self.calibration,
        }
        line: list[Argument] = [_no_option(self.spec or self.weights)]
        line += [word for option, value in options.items() if value is not None for word in (option, value)]
        line += ["--strict"] if self.strict else []
        line += [word for change in self.set for word in ("--set", change)]
        run_program([*line, *arguments], page)


def _no_option(file: File) -> File:
    """The same file, whatever its name begins with."""
    return f"./{file}" if isinstance(file, str) and file.startswith("-") else file


def _source(file: File | None) -> Source:
    return Source(os.fsencode(path_of(file)), None, 0) if file else Source()


def check_choice(key: str, value: str, choices: tuple[str, ...]) -> None:
    """Where the library takes a flag for a word."""
    if value not in choices:
        raise Error(f"{key}: expected {' or '.join(choices)}, got {value!r}", USAGE)


def text_lines(labels: PathLike | Sequence[str]) -> list[str]:
    """Names of classes, from a file or as they are."""
    if not isinstance(labels, (str, os.PathLike)):
        return list(labels)
    try:
        text = Path(labels).read_bytes().decode(encoding="utf-8-sig")
    except OSError as error:
        raise Error(f"{os.fspath(labels)}: {error.strerror}", SYSTEM) from None
    except UnicodeDecodeError:
        raise Error(f"{os.fspath(labels)}: expected class names in UTF-8") from None
    lines = [line.removesuffix("\r") for line in text.split("\n")]  # as the program: not at U+2028 and its kind
    return lines if lines[-1] else lines[:-1]
