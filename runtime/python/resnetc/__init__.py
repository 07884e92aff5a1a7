"""Residual networks, compiled: in memory, to be called from Python, and to one plain C file.

    import resnetc
    model = resnetc.compile("resnet18.pth")    # or a state_dict; float32, bf16, int8
    logits = model(images)                     # numpy, float32, [N, C, H, W]; or pictures
    model.save("resnet18.c")                   # C, header and weights

Needs numpy. PyTorch and Pillow are not needed, their tensors, modules and images are taken where they are given.
docs/python.md of the project has more.
"""

from ._compile import compile
from ._errors import Error
from ._library import version as _version
from ._model import Class, Model, Timing

__all__ = ["Class", "Error", "Model", "Timing", "compile"]
__version__ = _version()
