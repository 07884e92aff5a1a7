"""resnetc.compile."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ._calibrate import calibrate as find_ranges
from ._errors import USAGE, Error
from ._files import MemoryFile
from ._model import Model
from ._request import Request, changes, check_choice, file_of, spec_file, text_lines, weights_file


def compile(
    weights: Any,
    spec: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    *,
    precision: Literal["fp32", "bf16", "int8", "auto"] = "fp32",
    calibrate: Any = None,
    target: str = "native",
    accuracy: Literal["fast", "tight"] = "fast",
    threads: int = 1,
    prefer: Literal["speed", "size"] | None = None,
    labels: str | os.PathLike[str] | Sequence[str] | None = None,
    names: str | os.PathLike[str] | Mapping[str, str] | None = None,
    strict: bool = False,
    tuned: str | os.PathLike[str] | None = None,
    jit: Literal["tcc", "cc"] = "tcc",
    **set: Any,
) -> Model:
    """Compiles a network in memory.

    weights    a path (.pth, .safetensors, .npz, .onnx), or "random:SEED" with a spec; a state_dict, that is names ->
               arrays of numpy or tensors of PyTorch; or a module that has one
    spec       a path, the name of a spec that came with the package ("resnet50"), or a dict of the spec's keys; None:
               what names and shapes in the weights imply, and `Model.notes` says what was assumed
    precision  int8 and auto need `calibrate`
    calibrate  images that show which values occur: a folder, a picture, an .npy file, an array as the model is called
               with, a list of paths or of images of Pillow; or a file of --save-calibration, or "norms"
    target     "native": the best for this processor; "avx2", "sse2", "scalar", ...
    accuracy   the largest error that a layer's algorithm may add: 5e-5 of its largest output, or "tight": 2e-6
    threads    of a call; the answer's bits do not depend on it
    prefer     "size": the smallest weights and workspace
    labels     class names, or a file with one a line
    names      a parameter's name in the weights -> in the graph, or a JSON file of that
    strict     tensors beside the network's are a mistake
    tuned      a file of choices that resnetc --tune measured
    jit        "tcc": at once, from kernels that the package has; "cc": by the system's compiler, in seconds
    set        changes of the spec: classes=37, input__height=96 (two underscores for a point)
    """
    check_choice("accuracy", accuracy, ("fast", "tight"))
    check_choice("jit", jit, ("tcc", "cc"))
    request = Request(
        weights=weights_file(weights),
        spec=None if spec is None else spec_file(spec),
        set=changes(set),
        precision=precision,
        target=target,
        accuracy=accuracy,
        prefer=prefer,
        strict=strict,
        threads=threads,
        jit=jit,
        names=None if names is None else file_of("names", names),
        tuned=None if tuned is None else os.fspath(tuned),
    )
    name_it(request, spec, set)
    lines = None if labels is None else text_lines(labels)
    if calibrate is not None:
        if precision not in ("int8", "auto"):
            raise Error(f"calibrate: only with precision int8 or auto, got {precision}", USAGE)
        request.calibration = find_ranges(request, calibrate)
    text = None if lines is None else "".join(f"{line}\n" for line in lines).encode()
    return Model(request, request.open(text), lines)


def name_it(request: Request, spec: Any, set: Mapping[str, Any]) -> None:
    """What has neither a name nor a path is called "model"."""
    source = request.weights if request.spec is None else request.spec
    named = "name" in set or (isinstance(spec, Mapping) and "name" in spec)
    if isinstance(source, MemoryFile) and not named:
        request.set.append('name="model"')
