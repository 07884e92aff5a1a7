"""Pictures and arrays of any kind -> what a model reads."""

from __future__ import annotations

import os
import sys
from ctypes import byref
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._errors import Error
from ._library import Handle, Source


def is_pillow(value: Any) -> bool:
    module = sys.modules.get("PIL.Image")  # who has one has imported it
    return module is not None and isinstance(value, module.Image)


def plain_array(value: Any) -> NDArray[Any]:
    """Of an array of numpy, a tensor of PyTorch, or what else becomes an array."""
    if hasattr(value, "detach"):
        value = value.detach().cpu()
    array = np.asarray(value)
    if array.dtype != np.uint8 and array.dtype.kind != "f":
        raise TypeError(f"expected an array of floats or of uint8, a path, or a picture, got {_kind(value, array)}")
    return array


def _kind(value: Any, array: NDArray[Any]) -> str:
    return type(value).__name__ if array.dtype.kind == "O" else f"an array of {array.dtype}"


class Reader:
    """Makes what one model reads: [images, channels, height, width] floats, or where its input is pixels
    [images, height, width, channels] bytes."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        given = handle.input()
        self.is_pixels = bool(given.is_pixels)
        self.channels, self.size = given.channels, (given.height, given.width)
        self.shape = (*self.size, self.channels) if self.is_pixels else (self.channels, *self.size)
        self.dtype: np.dtype[Any] = np.dtype(np.uint8 if self.is_pixels else np.float32)

    def read(self, images: Any) -> tuple[NDArray[Any], bool]:
        """All images, and whether it is one that stands for itself."""
        if isinstance(images, (list, tuple)):
            parts = [self.read(image)[0] for image in images]
            return (np.concatenate(parts) if parts else np.empty((0, *self.shape), self.dtype)), False
        if isinstance(images, (str, os.PathLike)):
            return self._file(Source(os.fsencode(images), None, 0)), True
        if isinstance(images, (bytes, bytearray, memoryview)):
            content = bytes(images)
            return self._file(Source(None, content, len(content))), True
        if is_pillow(images):
            return self._pictures(self._upright(images)[None]), True
        array = plain_array(images)
        return self._bytes(array) if array.dtype == np.uint8 else self._floats(array)

    def _file(self, source: Source) -> NDArray[Any]:
        image = np.empty((1, *self.shape), self.dtype)
        self._handle.call("prepare", byref(source), image.ctypes.data)
        return image

    def _upright(self, image: Any) -> NDArray[np.uint8]:
        """As the program turns a file of it."""
        from PIL import ImageOps

        upright = ImageOps.exif_transpose(image).convert("RGB" if self.channels == 3 else "L")
        return np.asarray(upright).reshape(upright.height, upright.width, self.channels)

    def _floats(self, array: NDArray[Any]) -> tuple[NDArray[Any], bool]:
        if self.is_pixels:
            raise Error(f"expected a picture or an array of uint8 (the spec's input is u8_nhwc), got {array.dtype}")
        if array.ndim not in (3, 4) or array.shape[-3:] != self.shape:
            c, h, w = self.shape
            raise Error(
                f"expected floats of shape ({c}, {h}, {w}) or (images, {c}, {h}, {w}), got {_shape_text(array)}"
            )
        return np.ascontiguousarray(array, np.float32).reshape(-1, *self.shape), array.ndim == 3

    def _bytes(self, array: NDArray[Any]) -> tuple[NDArray[Any], bool]:
        """Pictures, [N,] H, W, C; with one channel also [N,] H, W."""
        channels_last = array.ndim >= 3 and array.shape[-1] == self.channels
        rank = 3 if channels_last else 2 if self.channels == 1 else 0
        if rank == 0 or array.ndim not in (rank, rank + 1):
            c = self.channels
            raise Error(
                f"expected uint8 of shape (height, width, {c}) or (images, height, width, {c}), got {_shape_text(array)}"
            )
        single = array.ndim == rank
        height, width = array.shape[-3:-1] if channels_last else array.shape[-2:]
        count = 1 if single else len(array)
        return self._pictures(np.ascontiguousarray(array).reshape(count, height, width, self.channels)), single

    def _pictures(self, pictures: NDArray[Any]) -> NDArray[Any]:
        if self.is_pixels and pictures.shape[1:3] == self.size:
            return pictures
        images = np.empty((len(pictures), *self.shape), self.dtype)
        for picture, image in zip(pictures, images):
            self._handle.call("prepare_pixels", picture.ctypes.data, *picture.shape[:2], image.ctypes.data)
        return images


def _shape_text(array: NDArray[Any]) -> str:
    return f"({', '.join(map(str, array.shape))})"
