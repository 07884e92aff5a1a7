"""The int8 model that ONNX Runtime and OpenVINO run: quantize.py MODEL.onnx INPUT.npy OUT.onnx [METHOD]

Made by ONNX Runtime's own tool as its pages advise for processors with VNNI: QDQ, unsigned activations, signed weights, a scale a channel.
INPUT.npy: float32, one batch after another of the model's size, from which METHOD takes the ranges.
Needs onnxruntime, onnx and sympy (make deps-bench).
"""
import pathlib
import sys
import tempfile

import numpy as np
import onnx
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.calibrate import create_calibrator, save_tensors_data
from onnxruntime.quantization.shape_inference import quant_pre_process

# Entropy as it comes has as many bins as levels: nothing to choose from, the file is MinMax's, byte for byte.
METHODS = {
    "MinMax": (CalibrationMethod.MinMax, {}),
    "Entropy": (CalibrationMethod.Entropy, {"num_bins": 2048, "num_quantized_bins": 256}),
    "Percentile 99.999": (CalibrationMethod.Percentile, {"percentile": 99.999}),
    "Percentile 99.99": (CalibrationMethod.Percentile, {"percentile": 99.99}),
}


class Batches(CalibrationDataReader):
    def __init__(self, x, batch):
        self.batches = iter(np.split(x, len(x) // batch))

    def get_next(self):
        batch = next(self.batches, None)
        return None if batch is None else {"input": batch}


def batch_of(model):
    return onnx.load(model).graph.input[0].type.tensor_type.shape.dim[0].dim_value


def find_ranges(model, x, method, into):
    """The range of each value, as a file that quantize_static reads."""
    kind, options = METHODS[method]
    calibrator = create_calibrator(model, augmented_model_path=str(into.with_suffix(".onnx")), calibrate_method=kind, extra_options=options)
    calibrator.collect_data(Batches(x, batch_of(model)))
    save_tensors_data(calibrator.compute_data(), into)


def quantize(model, x, out, method="MinMax"):
    with tempfile.TemporaryDirectory() as folder:
        prepared, ranges = pathlib.Path(folder) / "prepared.onnx", pathlib.Path(folder) / "ranges.json"
        quant_pre_process(str(model), str(prepared))
        find_ranges(str(prepared), x, method, ranges)
        quantize_static(str(prepared), str(out), quant_format=QuantFormat.QDQ, per_channel=True, activation_type=QuantType.QUInt8,
                        weight_type=QuantType.QInt8, calibrate_method=METHODS[method][0], calibration_cache_path=ranges)


if __name__ == "__main__":
    quantize(sys.argv[1], np.load(sys.argv[2]), *sys.argv[3:])
