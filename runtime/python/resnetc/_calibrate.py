"""What int8 needs to know of values: from images, by the program."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ._files import MemoryFile, array_file
from ._images import is_pillow, plain_array
from ._request import File, Request


def _input_of(images: Any, folder: Path) -> File:
    """Of images in any form, what --calibrate takes: a path, or a file in memory. `folder` is for pictures."""
    if isinstance(images, (str, os.PathLike)):
        return os.fspath(images)
    if isinstance(images, Sequence) or is_pillow(images):
        for i, picture in enumerate(images if isinstance(images, Sequence) else [images]):
            _put(picture, folder / f"{i:08}")
        return str(folder)
    array = plain_array(images)
    return array_file(array if array.dtype == np.uint8 else array.astype(np.float32, copy=False))


def _put(picture: Any, path: Path) -> None:
    if is_pillow(picture):
        picture.save(path.with_suffix(".png"))
    elif isinstance(picture, (str, os.PathLike)):
        path.with_suffix(Path(picture).suffix).symlink_to(os.path.abspath(picture))
    else:
        raise TypeError(f"calibrate: expected a path or an image of Pillow, got {type(picture).__name__}")


def calibrate(request: Request, images: Any) -> MemoryFile:
    """The ranges, as --save-calibration keeps them."""
    with tempfile.TemporaryDirectory(prefix="resnetc-") as temporary:
        pictures, kept = Path(temporary, "pictures"), Path(temporary, "calibration.json")
        pictures.mkdir()
        request.run("--calibrate", _input_of(images, pictures), "--save-calibration", str(kept))
        return MemoryFile("calibration", kept.read_bytes())
