"""A network of resnetc as a Python object: ctypes and NumPy, nothing else.

    library = Library("./fashion.so", "fashion.weights")
    network = library.network()          # one for each thread
    logits = network(pictures)           # uint8 [n, height * width * channels] -> float32 [n, outputs]

ctypes lets go of the interpreter's lock while C runs: threads run at once.
"""

import ctypes
from ctypes import CFUNCTYPE, c_char_p, c_int, c_size_t, c_void_p

import numpy as np

ALIGNMENT = 64
WRONG = ("", "another size", "no weights of resnetc", "of another network or target", "damaged", "not aligned")


class Model(ctypes.Structure):
    """ResnetModel of resnet_rt.h."""

    _fields_ = [
        ("name", c_char_p),
        ("input_floats", c_size_t),
        ("output_floats", c_size_t),
        ("workspace_bytes", c_size_t),
        ("weights_bytes", c_size_t),
        ("weights_check", CFUNCTYPE(c_int, c_void_p, c_size_t)),
        ("cpu_ok", CFUNCTYPE(c_int)),
        ("run", c_void_p),
        ("input_bytes", c_size_t),
        ("run_u8", CFUNCTYPE(None, c_void_p, c_void_p, c_void_p, c_void_p)),
    ]


class Library:
    """The compiled network and its weights: shared by all threads."""

    def __init__(self, library, weights):
        self._library = ctypes.CDLL(library)  # keeps the code loaded
        self.model = Model.in_dll(self._library, "model")
        if not self.model.cpu_ok():
            raise RuntimeError(f"{library}: this processor lacks instructions that the network was compiled for")
        self.weights = np.memmap(weights, dtype=np.uint8, mode="r")  # of whole pages: aligned
        wrong = self.model.weights_check(self.weights.ctypes.data, self.weights.nbytes)
        if wrong:
            raise ValueError(f"{weights}: {WRONG[wrong]}")

    def network(self):
        return Network(self)


class Network:
    """A workspace: one call at a time."""

    def __init__(self, library):
        self._library = library
        room = np.empty(library.model.workspace_bytes + ALIGNMENT, np.uint8)
        begin = -room.ctypes.data % ALIGNMENT
        self._workspace = room[begin : begin + library.model.workspace_bytes]

    def __call__(self, pictures):
        model = self._library.model
        pictures = np.ascontiguousarray(pictures, np.uint8).reshape(-1, model.input_bytes)
        logits = np.empty((len(pictures), model.output_floats), np.float32)
        weights, workspace = self._library.weights.ctypes.data, self._workspace.ctypes.data
        picture, answer = pictures.ctypes.data, logits.ctypes.data
        for i in range(len(pictures)):
            model.run_u8(weights, workspace, picture + i * pictures.strides[0], answer + i * logits.strides[0])
        return logits
