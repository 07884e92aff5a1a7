#!/usr/bin/python3
"""Networks of specs/ at full size against the class that each of them is: full_size.py BUILD [NAME...]

Once by the spec and safetensors, with both accuracies; and by the one command of each file that people have: PyTorch's two
containers, safetensors, .npz, ONNX. What a weights file cannot tell is given by --set.

Needs Debian's PyTorch and torchvision, and timm (make deps-bench); `make full-size` finds it. Random but sane parameters, the
logits computed in float64. Prints a row a network: the error of our code for this processor, over the largest logit,
with --accuracy tight and fast, and that of PyTorch in float32. Exit status 1 where one is not below its bound.
"""
import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torchvision
from torch import nn

import make_family
import make_reference
import resnet
import safetensors
from family import CifarResNet, HuggingClassifier, IResNet, KerasResNet8, PreActResNet

SPECS = pathlib.Path(__file__).resolve().parents[2] / "specs"
BOUNDS = {"tight": 1e-5, "fast": 5e-5}
# PyTorch folds norms into convolutions in float32 when it exports.
FILES = {"weights.safetensors": 1e-5, "zip.pth": 1e-5, "legacy.pth": 1e-5, "arrays.npz": 1e-5, "graph.onnx": 5e-5}
STAGES_DILATED = [False, True, True]


def of_repository(name, spec):
    """The class of a network that neither torchvision nor timm has; None where there is none."""
    widths, repeats, bottleneck = spec["widths"], spec["repeats"], spec["block"] == "bottleneck"
    rows = [
        (r"resnet50-dilated", lambda: torchvision.models.resnet50(weights=None, replace_stride_with_dilation=STAGES_DILATED)),
        (r"resnet50-v1", lambda: HuggingClassifier(
            1000, [256, 512, 1024, 2048], channels=3, stem=64, depths=repeats, stride_in_first=True)),
        (r"iresnet\d+", lambda: IResNet(3, repeats, widths, 49, spec["classes"])),
        (r"preresnet\d+-cifar", lambda: PreActResNet(3, repeats, widths, 10, bottleneck)),
        (r"resnet\d+-cifar-a", lambda: CifarResNet(3, repeats, widths, 10)),
        (r"resnet\d+-(cifar|fashion)", lambda: resnet.ResNet(resnet.fill(spec))),
        (r"resnet8-tiny", lambda: KerasResNet8(3, widths, 10)),
    ]
    return next((make for pattern, make in rows if re.fullmatch(pattern, name)), None)


def build(name, spec):
    import timm

    make = of_repository(name, spec)
    if make:
        return make()
    if hasattr(torchvision.models, name):
        return getattr(torchvision.models, name)(weights=None)
    return timm.create_model(name, pretrained=False)


class Logits(nn.Module):
    """Of a class that gives a dictionary of all outputs."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return self.net(x)["logits"]


def alone(net):
    return Logits(net).eval() if isinstance(net, resnet.ResNet) else net


def logits(net, x):
    return alone(net)(x).flatten()


def save(net, x, folder):
    state = net.state_dict()
    safetensors.save(folder / "weights.safetensors", state)
    torch.save(state, folder / "zip.pth")
    torch.save({"epoch": 3, "state_dict": state}, folder / "legacy.pth", _use_new_zipfile_serialization=False)
    np.savez(folder / "arrays.npz", **{name: value.numpy() for name, value in state.items()})
    torch.onnx.export(alone(net), x, folder / "graph.onnx", opset_version=13, output_names=["logits"])


@torch.no_grad()
def reference(name, spec, folder):
    """Writes weights.safetensors and input.npy; returns the exact logits, and PyTorch's own error."""
    torch.manual_seed(2026)
    net = build(name, spec).double()
    make_family.randomise(net, spec)
    net = net.float().eval()
    x = make_reference.make_input(spec["input"], 1)
    exact = logits(copy.deepcopy(net).double(), x.double())
    save(net, x, folder)
    np.save(folder / "input.npy", x.numpy())
    return exact.numpy(), (logits(net, x) - exact).abs().max().item() / exact.abs().max().item()


def run(resnetc, folder, *arguments):
    subprocess.run(
        [resnetc, "-q", *arguments, "--run", folder / "input.npy", "--output", folder / "got.npy"], check=True, stdout=subprocess.DEVNULL
    )
    return np.load(folder / "got.npy").astype(np.float64).flatten()


def settings(resnetc, file, spec):
    """What the spec says otherwise than the weights file implies."""
    done = subprocess.run([resnetc, "-q", "--import", file], check=True, stdout=subprocess.PIPE, text=True)
    implied = json.loads(done.stdout)
    keys = [key for key, value in spec.items() if key not in ("$schema", "name") and implied.get(key) != value]
    return [argument for key in keys for argument in ("--set", f"{key}={json.dumps(spec[key])}")]


def compare(resnetc, name):
    text = resnet.load_spec(SPECS / f"{name}.json")
    spec = {"widths": [64, 128, 256, 512], **text}
    spec["input"] = {"channels": 3, "height": 224, "width": 224, **spec.get("input", {})}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        exact, peer = reference(name, spec, folder)

        def error(*arguments):
            return np.abs(run(resnetc, folder, *arguments) - exact).max() / np.abs(exact).max()

        weights = [SPECS / f"{name}.json", "--weights", folder / "weights.safetensors"]
        errors = [error(*weights, "--jit", "cc", "--accuracy", a) for a in BOUNDS]
        sets = settings(resnetc, folder / "weights.safetensors", text)
        files = [error(folder / file, *([] if file.endswith("onnx") else sets), "--accuracy", "tight") for file in FILES]
    good = all(e < bound for e, bound in zip(errors, BOUNDS.values())) and all(e < FILES[file] for e, file in zip(files, FILES))
    print(f"{name:22} tight {errors[0]:.1e}  fast {errors[1]:.1e}  PyTorch's float32 {peer:.1e}  one command: "
          + " ".join(f"{e:.1e}" for e in files) + ("" if good else "  TOO LARGE"), flush=True)
    return good


def main():
    build = pathlib.Path(sys.argv[1])
    names = sys.argv[2:] or sorted(path.stem for path in SPECS.glob("*.json") if path.stem not in ("schema", "tiny"))
    good = [compare(build / "resnetc", name) for name in names]
    print(f"{sum(good)} passed, {len(good) - sum(good)} failed")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
