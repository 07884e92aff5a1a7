"""What Spark's Python workers do: pictures in, answers out.

A module of its own (`--py-files`): so a worker process, which Spark keeps for the next task, keeps the model, too.
"""

import ctypes
import functools
import io
import os
import sys

import pandas
from PIL import Image, ImageOps, UnidentifiedImageError
from pyspark import SparkFiles

ANSWER = "path string, class int, probability float, error string"


class Model:
    """model.so, loaded: `--files model.so` brings it to each executor, and all workers of a machine share its pages."""

    def __init__(self, path):
        self.library = ctypes.CDLL(path)
        self.library.model_open.restype = ctypes.c_void_p
        self.library.model_target.restype = ctypes.c_char_p
        self.library.model_classify.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p]
        self.mode = "L" if self.library.model_channels() == 1 else "RGB"
        target = self.library.model_target()
        if not target:
            raise RuntimeError("model.so has no target for this processor: name it in TARGETS of build.sh")
        self.state = self.library.model_open()
        if not self.state:
            raise RuntimeError("model.so: no memory, or its weights are damaged")
        print(f"model.so: {target.decode()}, process {os.getpid()}", file=sys.stderr)

    def classify(self, content):
        """The class of a picture file's bytes, and its probability. Decoded as `resnetc --run` does."""
        picture = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert(self.mode)
        probability = ctypes.c_float()
        best = self.library.model_classify(self.state, picture.tobytes(), *picture.size, ctypes.byref(probability))
        if best < 0:
            raise ValueError(f"too large: {picture.width} x {picture.height} pixels")
        return best, probability.value


@functools.cache
def model():
    return Model(SparkFiles.get("model.so"))


def answer(net, path, content):
    """A picture that cannot be read is an answer, too: whatever a decoder says of it. The job goes on."""
    try:
        return path, *net.classify(content), None
    except UnidentifiedImageError:
        return path, None, None, "no picture"
    except Exception as error:
        return path, None, None, f"{type(error).__name__}: {error}"


def answers(batches):
    """For mapInPandas: a row for each picture."""
    net = model()
    for batch in batches:
        rows = [answer(net, path, content) for path, content in zip(batch["path"], batch["content"])]
        yield pandas.DataFrame(rows, columns=["path", "class", "probability", "error"]).astype({"class": "Int32"})
