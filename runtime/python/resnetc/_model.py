"""A compiled network."""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

import numpy as np
from numpy.typing import NDArray

from ._errors import USAGE, Error
from ._images import Reader
from ._library import Handle, Output
from ._request import Request

FLAT = ("logits", "probabilities", "pool")  # [images, channels], as PyTorch has them


@dataclass(frozen=True)
class Class:
    """One of the best classes of an image."""

    index: int
    probability: float
    label: str | None


class Timing(TypedDict):
    """What `Model.bench` measured, of calls with one batch."""

    median_ms: float
    min_ms: float
    gflops: float
    runs: int


class Model:
    """A network that `resnetc.compile` compiled. May be called from several threads at once: each call has a workspace
    of its own, and runs without the GIL. Not in a process that was forked from the one that compiled it with threads.
    """

    def __init__(self, request: Request, handle: Handle, labels: list[str] | None) -> None:
        self._request, self._handle, self._reader = request, handle, Reader(handle)
        self._outputs = [(output.name.decode(), _shape(output)) for output in handle.outputs()]
        self.labels = labels
        self.name: str = handle.name()
        self.batch: int = handle.get("batch")
        self.classes: int = handle.get("classes")
        self.notes: tuple[str, ...] = tuple(request.notes)

    def __repr__(self) -> str:
        outputs = ", ".join(f"{name} {shape}" for name, shape in self._outputs)
        return f"<resnetc.Model {self.name}: {self._reader.shape} -> {outputs}; {self._request.precision}>"

    # ---- answers ----

    def __call__(self, images: Any) -> NDArray[np.float32]:
        """The network's only output, of images in one of these forms:

        float arrays  [N, C, H, W] or [C, H, W]: the input as it stands, normalised
        uint8 arrays  [N, H, W, C] or [H, W, C], red first: pictures
        pictures      a path or the bytes of a PNG or JPEG file, an image of Pillow; or a list of these

        Pictures are resized, cropped and normalised as the spec's "preprocess" says; arrays of the input's size are
        only normalised. The answer of one image that stands for itself has no dimension N. Images are computed
        `batch` at a time.
        """
        if len(self._outputs) != 1:
            raise Error(f"the network has {len(self._outputs)} outputs: run() gives all of them", USAGE)
        return self.run(images)[self._outputs[0][0]]

    def run(self, images: Any) -> dict[str, NDArray[np.float32]]:
        """All outputs by name. Images as above."""
        inputs, single = self._reader.read(images)
        answers = {name: np.empty((len(inputs), *shape), np.float32) for name, shape in self._outputs}
        for start in range(0, len(inputs), self.batch):
            part = inputs[start : start + self.batch]
            for (name, _), values in zip(self._outputs, self._run_batch(part)):
                answers[name][start : start + len(part)] = values[: len(part)]
        return {name: answer[0] for name, answer in answers.items()} if single else answers

    def _run_batch(self, images: NDArray[Any]) -> list[NDArray[np.float32]]:
        """Of at most a batch; what it lacks is zeros."""
        if len(images) < self.batch:
            images = np.concatenate([images, np.zeros((self.batch - len(images), *images.shape[1:]), images.dtype)])
        flat = np.empty(self._handle.get("output_floats"), np.float32)
        self._handle.call("run_u8" if self._reader.is_pixels else "run", images.ctypes.data, flat.ctypes.data)
        values, at = [], 0
        for _, shape in self._outputs:
            size = self.batch * int(np.prod(shape))
            values.append(flat[at : at + size].reshape(self.batch, *shape))
            at += size
        return values

    def classify(self, image: Any, count: int = 5) -> list[Class]:
        """The best classes of one image, the best first."""
        probabilities = self._probabilities(image)
        best = np.argsort(-probabilities, kind="stable")[:count]
        return [Class(int(i), float(probabilities[i]), self.labels[i] if self.labels else None) for i in best]

    def _probabilities(self, image: Any) -> NDArray[np.float64]:
        outputs = self.run(image)
        kind = "logits" if "logits" in outputs else "probabilities"
        if kind not in outputs:
            raise Error(
                "the network has no class scores: neither logits nor probabilities are among its outputs", USAGE
            )
        values: NDArray[np.float64] = outputs[kind].astype(np.float64)
        if values.ndim != 1:
            raise Error(f"classify: expected one image, got {len(values)}", USAGE)
        if kind == "probabilities":
            return values
        powers = np.exp(values - values.max())
        shares: NDArray[np.float64] = powers / powers.sum()
        return shares

    # ---- what it is ----

    @property
    def spec(self) -> dict[str, Any]:
        """The spec as it was given, or as the weights imply it, with all changes."""
        spec: dict[str, Any] = json.loads(self._handle.describe("spec"))
        return spec

    @property
    def calibration(self) -> str | None:
        """The ranges that were found, as JSON: `calibrate=` takes a file of it. None without."""
        kept = self._request.calibration
        if kept is None or isinstance(kept, str):
            return None
        with open(kept.path, encoding="utf-8") as file:
            return file.read()

    def report(
        self, path: str | os.PathLike[str] | None = None, *, bench: bool = False, verify: bool = False
    ) -> dict[str, Any]:
        """Layers with shapes, algorithms and places in memory, and totals: what `resnetc --describe=json` prints. With
        a path, also a page for people, HTML in one file, and in it where asked for

        bench   the time of each layer
        verify  the error of each layer, against double precision
        """
        if path is not None:
            asked = [flag for flag, wanted in (("--bench", bench), ("--verify", verify)) if wanted]
            run = ["--jit", self._request.jit, "--threads", str(self._request.threads)] if asked else []
            self._request.run("--report", os.fspath(path), *asked, *run, page=os.fspath(path))
        facts: dict[str, Any] = json.loads(self._handle.describe("json"))
        return facts

    def __str__(self) -> str:
        """The layers as a table."""
        return self._handle.describe("table")

    def bench(self, seconds: float = 1.0) -> Timing:
        """Times calls with one batch of random images, for about that long."""
        drawn = np.random.default_rng(1).standard_normal((self.batch, *self._reader.shape))
        images = (
            (drawn * 64 + 128).clip(0, 255).astype(np.uint8) if self._reader.is_pixels else drawn.astype(np.float32)
        )
        self._run_batch(images)
        times: list[int] = []
        end = time.perf_counter_ns() + int(seconds * 1e9)
        while len(times) < 3 or time.perf_counter_ns() < end:
            since = time.perf_counter_ns()
            self._run_batch(images)
            times.append(time.perf_counter_ns() - since)
        median = float(np.median(times))
        flops = 2 * self.batch * self.report()["totals"]["macs"]
        return Timing(median_ms=median / 1e6, min_ms=min(times) / 1e6, gflops=flops / median, runs=len(times))

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        target: str | None = None,
        name: str | None = None,
        weights_in: Literal["auto", "array", "file"] = "auto",
    ) -> None:
        """Writes the network as C: `path`, which ends in .c, a header and, where they are too large for the C, the
        weights beside it. A path that ends in / is a folder, which is there: files in it have the network's name.

        target      what it is compiled for; None: as in memory. Also of another machine, as "neon"
        name        what the C's symbols begin with; None: the spec's name
        weights_in  "array": in the C, whatever their size; "file": beside it
        """
        named = [] if name is None else ["--name", name]
        self._request.run(*named, "--weights-in", weights_in, "-o", os.fspath(path), target=target)


def _shape(output: Output) -> tuple[int, ...]:
    shape = (output.channels, output.height, output.width)
    return shape[:1] if output.name.decode() in FLAT and shape[1:] == (1, 1) else shape
