#!/usr/bin/python3
"""Networks of specs/ at full size against the class that each of them is: full_size.py BUILD [NAME...]

Needs Debian's PyTorch and torchvision, and timm (make deps-bench); `make full-size` finds it. Random but sane parameters, the
logits computed in float64. Prints a row a network: the error of our code for this processor, over the largest logit,
with --accuracy tight and fast, and that of PyTorch in float32. Exit status 1 where one is not below its bound.
"""
import copy
import pathlib
import re
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torchvision

import make_family
import make_reference
import resnet
import safetensors
from family import CifarResNet, HuggingClassifier, IResNet, KerasResNet8, PreActResNet

SPECS = pathlib.Path(__file__).resolve().parents[2] / "specs"
BOUNDS = {"tight": 1e-5, "fast": 5e-5}
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


def logits(net, x):
    y = net(x)
    return (y["logits"] if isinstance(y, dict) else y).flatten()


@torch.no_grad()
def reference(name, spec, folder):
    """Writes weights.safetensors and input.npy; returns the exact logits, and PyTorch's own error."""
    torch.manual_seed(2026)
    net = build(name, spec).double()
    make_family.randomise(net, spec)
    net = net.float().eval()
    x = make_reference.make_input(spec["input"], 1)
    exact = logits(copy.deepcopy(net).double(), x.double())
    safetensors.save(folder / "weights.safetensors", net.state_dict())
    np.save(folder / "input.npy", x.numpy())
    return exact.numpy(), (logits(net, x) - exact).abs().max().item() / exact.abs().max().item()


def ours(resnetc, name, folder, accuracy):
    subprocess.run(
        [resnetc, "-q", SPECS / f"{name}.json", "--weights", folder / "weights.safetensors", "--accuracy", accuracy, "--jit", "cc",
         "--run", folder / "input.npy", "--output", folder / "got.npy"],
        check=True, stdout=subprocess.DEVNULL,
    )
    return np.load(folder / "got.npy").astype(np.float64).flatten()


def compare(resnetc, name):
    spec = {"widths": [64, 128, 256, 512], **resnet.load_spec(SPECS / f"{name}.json")}
    spec["input"] = {"channels": 3, "height": 224, "width": 224, **spec.get("input", {})}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        exact, peer = reference(name, spec, folder)
        errors = [np.abs(ours(resnetc, name, folder, a) - exact).max() / np.abs(exact).max() for a in BOUNDS]
    good = all(error < bound for error, bound in zip(errors, BOUNDS.values()))
    print(f"{name:22} tight {errors[0]:.1e}  fast {errors[1]:.1e}  PyTorch's float32 {peer:.1e}{'' if good else '  TOO LARGE'}", flush=True)
    return good


def main():
    build = pathlib.Path(sys.argv[1])
    names = sys.argv[2:] or sorted(path.stem for path in SPECS.glob("*.json") if path.stem not in ("schema", "tiny"))
    good = [compare(build / "resnetc", name) for name in names]
    print(f"{sum(good)} passed, {len(good) - sum(good)} failed")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
