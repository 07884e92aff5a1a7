#!/usr/bin/python3
"""Trained networks for low_precision.py: low_networks.py OUT [REAL]

Needs Debian's PyTorch and onnx. For each network that is there a folder in OUT, with what every program gets:
model.onnx (100 pictures a call), calibration.npy and test.npy (uint8 [N,H,W,C]), calibration-input.npy and test-input.npy (the same,
normalised, float32 NCHW), classes.npy, logits.npy (PyTorch's, float32), arguments.json (resnetc's). Fashion-MNIST takes fetch_fashion.sh; the others
the folder REAL, as for tests/differential/real.sh. Calibration sees training pictures alone.
"""
import json
import pathlib
import sys
import warnings

import numpy as np
import torch

import resnet
import safetensors
import train_fashion
from family import CifarResNet, KerasResNet8
from full_size import alone

warnings.filterwarnings("ignore")  # of PyTorch's exporter
ROOT = pathlib.Path(__file__).resolve().parents[2]
BATCH = 100
PIXELS = 1 / 255
IMAGENET = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}


def fashion(_):
    """All 10,000 test pictures; the first 100 training pictures of each class."""
    spec = ROOT / "specs/resnet20-fashion.json"
    weights = train_fashion.OUT / "resnet20-fashion.safetensors"
    net = resnet.ResNet(resnet.load_spec(spec))
    net.load_state_dict(safetensors.load(weights))
    data = train_fashion.pictures()[..., None]
    test, calibration = data[:, -train_fashion.TEST :], data[:, :100]
    classes = np.repeat(np.arange(10, dtype=np.uint8), train_fashion.TEST)
    return (alone(net), resnet.load_spec(spec)["preprocess"], test.reshape(-1, 28, 28, 1), classes, calibration.reshape(-1, 28, 28, 1),
            [spec, "--weights", weights])


def cifar(real):
    return (np.load(real / "cifar10-test.npy"), np.load(real / "cifar10-test-classes.npy"), np.load(real / "cifar10-calibration.npy"))


def resnet20(real):
    checkpoint = torch.load(real / "resnet20-12fca82f.th", map_location="cpu")["state_dict"]
    net = CifarResNet(3, [3, 3, 3], [16, 32, 64], 10)
    net.load_state_dict({name.removeprefix("module."): value for name, value in checkpoint.items()})
    return (net, IMAGENET, *cifar(real), [real / "resnet20-12fca82f.th", "--set", f"preprocess={json.dumps(IMAGENET)}"])


def resnet8(real):
    net = KerasResNet8(3, [16, 32, 64], 10)
    net.load_state_dict({name: torch.from_numpy(value) for name, value in np.load(real / "resnet8.npz").items()})
    pixels = {"mean": [0, 0, 0], "std": [PIXELS] * 3}
    return (net, pixels, *cifar(real), [ROOT / "specs/resnet8-tiny.json", "--weights", real / "resnet8.npz"])


def normalise(pictures, preprocess):
    mean, std = (np.array(preprocess[key], dtype=np.float32) for key in ("mean", "std"))
    return np.ascontiguousarray(((pictures.astype(np.float32) / 255 - mean) / std).transpose(0, 3, 1, 2))


@torch.no_grad()
def write(out, net, preprocess, test, classes, calibration, arguments):
    out.mkdir(parents=True, exist_ok=True)
    x = normalise(test, preprocess)
    parts = torch.from_numpy(x).split(BATCH)
    np.save(out / "calibration.npy", calibration)
    np.save(out / "calibration-input.npy", normalise(calibration, preprocess))
    np.save(out / "test.npy", test)
    np.save(out / "test-input.npy", x)
    np.save(out / "classes.npy", classes)
    np.save(out / "logits.npy", torch.cat([net.eval()(part) for part in parts]).numpy())
    (out / "arguments.json").write_text(json.dumps([str(argument) for argument in arguments]))
    torch.onnx.export(net, parts[0], out / "model.onnx", opset_version=13, input_names=["input"], output_names=["logits"])


NETWORKS = {"fashion-resnet20": fashion, "cifar-resnet20": resnet20, "cifar-resnet8": resnet8}


def main():
    out, real = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else "/")
    for name, make in NETWORKS.items():
        try:
            write(out / name, *make(real))
        except FileNotFoundError as missing:
            print(f"SKIPPED: {name}: {missing.filename} is not there")


if __name__ == "__main__":
    main()
