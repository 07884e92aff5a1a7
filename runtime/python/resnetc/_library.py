"""libresnetc.so, declared as resnetc_jit.h declares it. Functions of a CDLL release the GIL while they run."""

from __future__ import annotations

import ctypes
from ctypes import CFUNCTYPE, POINTER, byref, c_char, c_char_p, c_double, c_int, c_size_t, c_void_p
from pathlib import Path

from ._errors import Error

PREFIX = Path(__file__).resolve().parent  # of bin, include, lib and share, as of an installation


class Source(ctypes.Structure):
    """ResnetJitSource: a file, or what is in it."""

    _fields_ = [("path", c_char_p), ("bytes", c_char_p), ("size", c_size_t)]


Note = CFUNCTYPE(None, c_void_p, c_char_p)


class Options(ctypes.Structure):
    """ResnetJitOptions."""

    _fields_ = [
        ("target", c_char_p),
        ("names", c_char_p),
        ("strict", c_int),
        ("tight", c_int),
        ("system_cc", c_int),
        ("threads", c_int),
        ("tuned", Source),
        ("set", POINTER(c_char_p)),
        ("note", Note),
        ("passed", c_void_p),
        ("packing", c_void_p),
        ("context", c_void_p),
        ("labels", Source),
        ("precision", c_char_p),
        ("calibration", Source),
        ("emulator", c_char_p),
        ("prefer", c_char_p),
        ("weights_limit", c_size_t),
        ("workspace_limit", c_size_t),
    ]


class Failure(ctypes.Structure):
    """ResnetJitError."""

    _fields_ = [("status", c_int), ("message", c_char * 4608)]

    status: int
    message: bytes

    def error(self) -> Error:
        return Error(self.message.decode(errors="replace"), self.status)


class Output(ctypes.Structure):
    """ResnetJitOutput."""

    _fields_ = [("name", c_char_p), ("channels", c_int), ("height", c_int), ("width", c_int)]

    name: bytes
    channels: int
    height: int
    width: int


class Input(ctypes.Structure):
    """ResnetJitInput."""

    _fields_ = [
        ("channels", c_int),
        ("height", c_int),
        ("width", c_int),
        ("is_pixels", c_int),
        ("resize", c_int),
        ("filter", c_char_p),
        ("order", c_char_p),
        ("mean", POINTER(c_double)),
        ("std", POINTER(c_double)),
    ]

    channels: int
    height: int
    width: int
    is_pixels: int


_library = ctypes.CDLL(str(PREFIX / "lib" / "libresnetc.so"))

_signatures = {
    "open_from": (c_void_p, [POINTER(Source), POINTER(Source), POINTER(Options), POINTER(Failure)]),
    "output_floats": (c_size_t, [c_void_p]),
    "batch": (c_int, [c_void_p]),
    "name": (c_char_p, [c_void_p]),
    "input": (Input, [c_void_p]),
    "classes": (c_int, [c_void_p]),
    "output_count": (c_int, [c_void_p]),
    "output": (Output, [c_void_p, c_int]),
    "describe": (c_char_p, [c_void_p, c_char_p]),
    "run": (c_int, [c_void_p, c_void_p, c_void_p, POINTER(Failure)]),
    "run_u8": (c_int, [c_void_p, c_void_p, c_void_p, POINTER(Failure)]),
    "prepare": (c_int, [c_void_p, POINTER(Source), c_void_p, POINTER(Failure)]),
    "prepare_pixels": (c_int, [c_void_p, c_void_p, c_int, c_int, c_void_p, POINTER(Failure)]),
    "close": (None, [c_void_p]),
}

for _name, (_result, _arguments) in _signatures.items():
    _function = getattr(_library, f"resnet_jit_{_name}")
    _function.restype, _function.argtypes = _result, _arguments


def version() -> str:
    return (PREFIX / "share" / "resnetc" / "version").read_text().strip()


class Handle:
    """A ResnetJit, closed when nobody has it any more: so never while a call is inside."""

    def __init__(self, spec: Source, weights: Source, options: Options) -> None:
        failure = Failure()
        self._model = _library.resnet_jit_open_from(byref(spec), byref(weights), byref(options), byref(failure))
        if not self._model:
            raise failure.error()

    def __del__(self) -> None:
        if getattr(self, "_model", None):
            _library.resnet_jit_close(self._model)

    def get(self, what: str) -> int:
        """A number of the model: "batch", "classes", "output_floats"."""
        return int(getattr(_library, f"resnet_jit_{what}")(self._model))

    def name(self) -> str:
        name: bytes = _library.resnet_jit_name(self._model)
        return name.decode()

    def input(self) -> Input:
        found: Input = _library.resnet_jit_input(self._model)
        return found

    def outputs(self) -> list[Output]:
        return [_library.resnet_jit_output(self._model, i) for i in range(self.get("output_count"))]

    def describe(self, form: str) -> str:
        text: bytes | None = _library.resnet_jit_describe(self._model, form.encode())
        if text is None:
            raise MemoryError
        return text.decode()

    def call(self, function: str, *arguments: object) -> None:
        """A function that can fail: "run", "run_u8", "prepare", "prepare_pixels"."""
        failure = Failure()
        if not getattr(_library, f"resnet_jit_{function}")(self._model, *arguments, byref(failure)):
            raise failure.error()
