"""The int8 model that ONNX Runtime and OpenVINO run: quantize.py MODEL.onnx INPUT.npy OUT.onnx [METHOD]

Made by ONNX Runtime's own tool as its pages advise for processors with VNNI: QDQ, unsigned activations, signed weights, a scale a channel.
INPUT.npy: float32, one batch after another of the model's size, from which METHOD takes the ranges.
Needs onnxruntime, onnx and sympy (make deps-bench).
"""
import contextlib
import pathlib
import sys
import tempfile

import numpy as np
import onnx
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

# Entropy has as many bins as levels unless the tool is changed: then there is nothing to choose from, and the file is MinMax's.
METHODS = {
    "MinMax": (CalibrationMethod.MinMax, {}),
    "Entropy": (CalibrationMethod.Entropy, {}),
    "Percentile 99.999": (CalibrationMethod.Percentile, {"CalibPercentile": 99.999}),
    "Percentile 99.99": (CalibrationMethod.Percentile, {"CalibPercentile": 99.99}),
}


class Batches(CalibrationDataReader):
    def __init__(self, x, batch):
        self.batches = iter(np.split(x, len(x) // batch))

    def get_next(self):
        batch = next(self.batches, None)
        return None if batch is None else {"input": batch}


def batch_of(model):
    return onnx.load(model).graph.input[0].type.tensor_type.shape.dim[0].dim_value


def quantize(model, x, out, method="MinMax"):
    kind, options = METHODS[method]
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(sys.stderr):  # it prints how it goes
        prepared = str(pathlib.Path(folder) / "prepared.onnx")
        quant_pre_process(str(model), prepared)
        quantize_static(prepared, str(out), Batches(x, batch_of(model)), quant_format=QuantFormat.QDQ, per_channel=True,
                        activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8, calibrate_method=kind, extra_options=options)


if __name__ == "__main__":
    quantize(sys.argv[1], np.load(sys.argv[2]), *sys.argv[3:])
