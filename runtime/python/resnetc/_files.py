"""What the library and the program read by a path, and is in no folder."""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._errors import Error


class MemoryFile:
    """A file in memory: it goes when nobody has it any more, whatever ends the process. `name` stands for its path in
    messages."""

    def __init__(self, name: str, content: bytes = b"") -> None:
        self.name = name
        self.file = os.fdopen(os.memfd_create(name), "w+b")
        self.file.write(content)
        self.file.flush()

    @property
    def path(self) -> str:
        return f"/proc/self/fd/{self.file.fileno()}"


# As safetensors names them, by numpy's kind and size.
_TYPES = {
    "f2": "F16", "f4": "F32", "f8": "F64", "b1": "BOOL",
    "i1": "I8", "i2": "I16", "i4": "I32", "i8": "I64", "u1": "U8", "u2": "U16", "u4": "U32", "u8": "U64",
}  # fmt: skip


def _array_of(name: str, value: Any) -> tuple[str, NDArray[Any]]:
    """A tensor's type, and its numbers as they lie in a file."""
    kind = None
    if hasattr(value, "detach"):  # a tensor of PyTorch
        value = value.detach().cpu()
        if str(value.dtype) == "torch.bfloat16":  # numpy has none: its bits
            import torch

            kind, value = "BF16", value.contiguous().view(torch.int16)
        value = value.numpy()
    if not isinstance(value, (np.ndarray, np.generic)):
        raise Error(f"state_dict: {name}: expected an array or a tensor, got {type(value).__name__}")
    array = np.asarray(value)
    array = array.astype(array.dtype.newbyteorder("<"), copy=False)
    kind = kind or _TYPES.get(f"{array.dtype.kind}{array.dtype.itemsize}")
    if kind is None:
        raise Error(f"state_dict: {name}: expected numbers, got {array.dtype}")
    return kind, array


def state_dict_file(tensors: Mapping[str, Any]) -> MemoryFile:
    """The tensors as a safetensors file."""
    if not tensors:
        raise Error("state_dict: expected tensors, got none")
    arrays = {str(name): _array_of(str(name), value) for name, value in tensors.items()}
    header, end = {}, 0
    for name, (kind, array) in arrays.items():
        begin, end = end, end + array.nbytes
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [begin, end]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    result = MemoryFile("state_dict", struct.pack("<Q", len(text)) + text)
    for _, array in arrays.values():
        result.file.write(array.reshape(-1).view(np.uint8).data)
    result.file.flush()
    return result


def json_file(name: str, value: Any) -> MemoryFile:
    return MemoryFile(name, json.dumps(value).encode())


def array_file(array: NDArray[Any]) -> MemoryFile:
    """The array as an .npy file."""
    result = MemoryFile("array")
    np.save(result.file, array)
    result.file.flush()
    return result
