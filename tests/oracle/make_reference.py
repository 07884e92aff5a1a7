#!/usr/bin/python3
"""Writes tests/oracle/data/CASE/{spec.json,weights.safetensors,input.npy,output.npy}; with names, only those cases.

input.npy is float32 [batch,C,H,W], already normalised. output.npy is float32 and flat: the outputs one after another in
the spec's order, each NCHW. PyTorch computes in float64 from the stored weights (float64 ones rounded to float32 first,
as the compiler does) and the float32 input, and only the result is rounded: so the reference is exact to half a unit in
the last place, and an error measured against it is the compiled network's own. PyTorch's own float32 error is printed,
and kept in cases.txt: largest error over largest finite reference value.
"""
import json
import pathlib
import random
import shutil
import sys
import zlib

import numpy as np
import torch
from torch import nn

import resnet
import safetensors

DATA = pathlib.Path(__file__).resolve().parent / "data"
RANDOM_CASES, RANDOM_SEED = 50, 2026


def basic(repeats, **keys):
    return {"block": "basic", "repeats": repeats, **keys}


def bottleneck(repeats, **keys):
    return {"block": "bottleneck", "repeats": repeats, **keys}


def size(height, width, channels=3):
    return {"channels": channels, "height": height, "width": width}


CIFAR = {"type": "cifar"}
SMALL = {"type": "imagenet", "width": 8}
THIN = [8, 12, 16, 20]
THINNER = [4, 8, 12, 16]
EVERYTHING = ["layer1", "pool", "probabilities", "logits", "stem"]

# case -> spec
NAMED = {
    # the five networks of the paper, thin and small
    "resnet18": basic([2, 2, 2, 2], widths=THIN, stem=SMALL, input=size(64, 64), classes=10),
    "resnet34": basic([3, 4, 6, 3], widths=THIN, stem=SMALL, input=size(56, 56), classes=10),
    "resnet50": bottleneck([3, 4, 6, 3], widths=THIN, stem=SMALL, input=size(64, 64), classes=10),
    "resnet101": bottleneck([3, 4, 23, 3], widths=THINNER, stem=SMALL, input=size(32, 32), classes=10),
    "resnet152": bottleneck([3, 8, 36, 3], widths=THINNER, stem=SMALL, input=size(40, 40), classes=10),
    # stems
    "stem-imagenet": basic([1], widths=[12], input=size(33, 33), classes=5, outputs=["stem", "logits"]),
    "stem-cifar": basic([1, 1], widths=[12, 20], stem=CIFAR, input=size(16, 16), classes=5, outputs=["stem", "logits"]),
    "stem-k5-s2-nopool": basic(
        [1], widths=[12], stem={"kernel": 5, "stride": 2, "width": 12, "pool": None}, input=size(37, 53), classes=5,
        outputs=["logits", "stem"],
    ),
    "stem-k1": basic(
        [1], widths=[8], stem={"kernel": 1, "stride": 1, "width": 8, "pool": None}, input=size(11, 9), classes=5
    ),
    "stem-k1-s2-max": bottleneck(
        [1], widths=[8], stem={"kernel": 1, "stride": 2, "width": 24, "pool": "max"}, input=size(25, 31), classes=5
    ),
    "stem-k7-s1-max": basic(
        [1], widths=[8], stem={"kernel": 7, "stride": 1, "width": 10, "pool": "max"}, input=size(23, 17), classes=5
    ),
    "stem-k3-s3": basic([1], widths=[8], stem={"kernel": 3, "stride": 3, "pool": None, "width": 8}, input=size(40, 41), classes=5),
    "stem-k11-s4": basic([1], widths=[8], stem={"kernel": 11, "stride": 4, "width": 8}, input=size(51, 45), classes=5),
    "stem-cifar-max": basic([1], widths=[16], stem={"type": "cifar", "pool": "max"}, input=size(15, 22), classes=5),
    "stem-cifar-width": basic([1], widths=[16], stem={"type": "cifar", "width": 20}, input=size(12, 12), classes=5),
    # sizes
    "odd-37x53": basic([1, 1, 1], widths=[8, 12, 16], stem=SMALL, input=size(37, 53), classes=7),
    "odd-61x45": bottleneck([1, 1, 1], widths=[4, 8, 8], stem=SMALL, input=size(61, 45), classes=7),
    "odd-33x33-cifar": bottleneck([1, 1, 1], widths=[4, 6, 8], stem=CIFAR, input=size(33, 33), classes=7),
    "one-pixel": basic([1, 1], widths=[8, 12], stem=CIFAR, input=size(1, 1), classes=5),
    "one-row": basic([1, 1], widths=[8, 12], stem=CIFAR, input=size(1, 29), classes=5, outputs=["layer1", "logits"]),
    "one-column": bottleneck([1, 1], widths=[4, 8], stem=SMALL, input=size(50, 1), classes=5, outputs=["layer2", "logits"]),
    "two-pixels-wide": basic([1, 1], widths=[8, 12], stem=CIFAR, input=size(7, 2), classes=5),
    "shrinks-to-1x1": basic([1, 1, 1, 1, 1], widths=[8, 8, 8, 8, 8], stem=SMALL, input=size(20, 20), classes=5),
    "large-120x90": basic([1, 1], widths=[4, 8], stem=SMALL, input=size(120, 90), classes=5),
    "batch4": basic([1, 1], widths=[8, 16], stem=CIFAR, input=size(14, 14), batch=4, classes=6),
    "batch4-outputs": bottleneck(
        [1, 1], widths=[4, 8], stem=SMALL, input=size(27, 35), batch=4, classes=6, outputs=["logits", "layer2", "pool", "probabilities"]
    ),
    "batch3-odd": basic([1, 1], widths=[12, 20], stem=CIFAR, input=size(9, 13), batch=3, classes=6),
    # channels
    "channels-12-20-40": basic([1, 1, 1], widths=[12, 20, 40], stem=CIFAR, input=size(13, 13), classes=9),
    "channels-17-33": basic([1, 1], widths=[17, 33], stem=CIFAR, input=size(10, 10), classes=9, outputs=["layer1", "logits"]),
    "channels-1-3-5": bottleneck([1, 1, 1], widths=[1, 3, 5], expansion=3, stem={"type": "cifar", "width": 1}, input=size(12, 15), classes=9),
    "channels-32-64": basic([1, 1], widths=[32, 64], stem=CIFAR, input=size(15, 15), classes=10),
    "channels-bottleneck-64-128": bottleneck([1, 1], widths=[16, 32], stem={"width": 16}, input=size(44, 44), classes=10),
    "channels-wide-pool": bottleneck([1], widths=[24], expansion=12, stem=SMALL, input=size(28, 28), classes=10),
    "input-1-channel": basic([1, 1], widths=[8, 16], stem=CIFAR, input=size(19, 19, 1), classes=4),
    "input-4-channels": basic([1, 1], widths=[8, 16], stem=SMALL, input=size(29, 29, 4), classes=4),
    "input-6-channels": bottleneck([1, 1], widths=[4, 8], stem=CIFAR, input=size(11, 14, 6), classes=4),
    "input-20-channels": basic([1], widths=[16], stem={"width": 16, "kernel": 3}, input=size(18, 18, 20), classes=4),
    # groups
    "groups-4": bottleneck([1, 1], widths=[16, 32], groups=4, width_per_group=16, expansion=2, stem=SMALL, input=size(30, 30), classes=8),
    "groups-5": bottleneck([1, 1], widths=[16, 32], groups=5, width_per_group=12, expansion=2, stem=CIFAR, input=size(13, 13), classes=8),
    "groups-8-odd": bottleneck([1, 1], widths=[12, 20], groups=8, width_per_group=18, expansion=2, stem=SMALL, input=size(37, 31), classes=8),
    "groups-32x4": bottleneck([1, 1], widths=[16, 32], groups=32, width_per_group=4, expansion=2, stem=CIFAR, input=size(10, 10), classes=8),
    "groups-depthwise": bottleneck([1, 2], widths=[16, 16], groups=24, width_per_group=4, expansion=2, stem=CIFAR, input=size(14, 17), classes=8),
    "groups-2x16": bottleneck([1, 1], widths=[16, 32], groups=2, width_per_group=64, expansion=1, stem=CIFAR, input=size(12, 12), classes=8),
    "groups-3x7": bottleneck([2], widths=[28], groups=3, width_per_group=16, expansion=1, stem=CIFAR, input=size(12, 12), classes=8, batch=2),
    "width-per-group-128": bottleneck([1, 1], widths=[8, 12], width_per_group=128, stem=SMALL, input=size(40, 40), classes=8),
    "width-per-group-floor": bottleneck([1, 1], widths=[10, 15], width_per_group=50, stem=CIFAR, input=size(9, 12), classes=8),
    # strides
    "stride-in-1x1": bottleneck([1, 2, 1], widths=[4, 8, 8], stride_in="1x1", stem=SMALL, input=size(51, 42), classes=8),
    "stride-in-1x1-first-stage": bottleneck([2, 1], widths=[6, 8], strides=[2, 2], stride_in="1x1", stem=CIFAR, input=size(13, 17), classes=8),
    "strides-2-1-2": basic([1, 1, 1], widths=[8, 8, 16], strides=[2, 1, 2], stem=CIFAR, input=size(21, 26), classes=8),
    "strides-1-1-1": bottleneck([1, 1, 1], widths=[4, 4, 8], strides=[1, 1, 1], stem=CIFAR, input=size(9, 9), classes=8),
    "strides-3-4": basic([1, 1], widths=[8, 8], strides=[3, 4], stem=CIFAR, input=size(38, 31), classes=8),
    # stages
    "stages-1": bottleneck([3], widths=[6], stem=CIFAR, input=size(12, 12), classes=8),
    "stages-5": basic([1, 1, 1, 1, 1], widths=[4, 8, 8, 12, 12], stem=CIFAR, input=size(34, 34), classes=8),
    "stages-8": basic([1] * 8, widths=[8] * 8, strides=[1, 2, 1, 2, 1, 2, 1, 1], stem=CIFAR, input=size(18, 18), classes=8),
    "default-widths": basic([1], input=size(20, 20), classes=2),
    # expansion
    "expansion-1": bottleneck([2, 1], widths=[16, 24], expansion=1, stem=CIFAR, input=size(12, 12), classes=8),
    "expansion-2": bottleneck([1, 1], widths=[12, 20], expansion=2, stem=CIFAR, input=size(12, 12), classes=8),
    "expansion-3": bottleneck([1, 1], widths=[8, 12], expansion=3, stem=SMALL, input=size(40, 28), classes=8),
    "expansion-2-basic": basic([2, 1], widths=[8, 12], expansion=2, stem=CIFAR, input=size(12, 12), classes=8),
    # head
    "classes-0": basic([1, 1], widths=[8, 12], stem=CIFAR, input=size(9, 9), classes=0),
    "classes-0-outputs": bottleneck([1, 1], widths=[4, 6], stem=CIFAR, input=size(9, 8), classes=0, outputs=["pool", "layer1", "stem"]),
    "classes-0-fc-ignored": basic([1, 1], widths=[8, 12], stem=CIFAR, input=size(9, 9), classes=0, outputs=["layer2"]),
    "classes-1": basic([1], widths=[8], stem=CIFAR, input=size(8, 8), classes=1, outputs=["logits", "probabilities"]),
    "classes-3": basic([1], widths=[8], stem=CIFAR, input=size(8, 8), classes=3, outputs=["probabilities"]),
    "classes-1000": basic([1], widths=[12], stem=SMALL, input=size(30, 30), outputs=["probabilities", "logits"]),
    "outputs-all": bottleneck([1, 1], widths=[4, 8], stem=SMALL, input=size(30, 38), classes=11, outputs=EVERYTHING),
    "outputs-all-batch2": basic([1, 1], widths=[10, 12], stem=CIFAR, input=size(11, 10), classes=11, batch=2, outputs=EVERYTHING + ["layer2"]),
    "outputs-middle-only": basic([1, 1], widths=[8, 12], stem=CIFAR, input=size(9, 11), classes=10, outputs=["layer1"]),
    "outputs-stem-only": basic([1], widths=[8], stem=SMALL, input=size(21, 27), classes=10, outputs=["stem"]),
    # norm
    "eps-1e-3": basic([1, 1], widths=[8, 16], stem=CIFAR, input=size(12, 12), classes=8, norm={"eps": 1e-3}),
    "eps-0.1": bottleneck([1, 1], widths=[4, 8], stem=CIFAR, input=size(12, 12), classes=8, norm={"eps": 0.1}),
    # NaN and infinities in the input: where they are is in BROKEN below
    "broken-k1-max": basic(
        [1], widths=[8], stem={"kernel": 1, "stride": 1, "width": 16, "pool": "max"}, input=size(13, 12), batch=5, classes=5,
        outputs=["stem", "pool", "logits"],
    ),
    "broken-cifar": basic([1, 1], widths=[16, 20], stem=CIFAR, input=size(10, 11), batch=4, classes=10, outputs=["probabilities", "logits"]),
    "broken-groups": bottleneck(
        [1, 1], widths=[8, 16], groups=4, width_per_group=32, expansion=2, stem=SMALL, input=size(33, 30), batch=2, classes=6,
        outputs=["logits", "probabilities"],
    ),
    # names and stored types; what differs is in FILES below
    "names-tutorial": bottleneck([2, 1], widths=[4, 8], stem=SMALL, input=size(40, 40), classes=6),
    "names-tutorial-basic": basic([1, 1], widths=[8, 12], stem=SMALL, input=size(33, 40), classes=6),
    "names-module-prefix": basic([1, 1], widths=[8, 12], stem=CIFAR, input=size(10, 10), classes=6),
    "bias-torchvision-names": basic([1, 1], widths=[8, 12], stem=CIFAR, input=size(10, 10), classes=6),
    "file-order-and-counters": basic([1, 1], widths=[8, 12], stem=CIFAR, input=size(10, 10), classes=6),
    "dtype-f16": basic([1, 1], widths=[8, 16], stem=CIFAR, input=size(12, 12), classes=6),
    "dtype-bf16": bottleneck([1, 1], widths=[4, 8], stem=CIFAR, input=size(12, 12), classes=6),
    "dtype-f64": basic([1, 1], widths=[8, 12], stem=CIFAR, input=size(12, 12), classes=6),
    "dtype-mixed": bottleneck([1, 1], widths=[4, 8], stem=CIFAR, input=size(12, 12), classes=6),
}

# case -> how its weights file differs from float32 under torchvision's names
FILES = {
    "names-tutorial": {"bias": True, "shortcut": "identity_downsample"},
    "names-tutorial-basic": {"bias": True, "shortcut": "identity_downsample"},
    "names-module-prefix": {"prefix": "module."},
    "bias-torchvision-names": {"bias": True},
    "file-order-and-counters": {"shuffle": True, "counters": True, "metadata": {"format": "pt"}},
    "classes-0-fc-ignored": {"extra_fc": 10},
    "dtype-f16": {"types": [torch.float16]},
    "dtype-bf16": {"types": [torch.bfloat16]},
    "dtype-f64": {"types": [torch.float64]},
    "dtype-mixed": {"types": [torch.float32, torch.float16, torch.bfloat16, torch.float64]},
}

NAN, INF = float("nan"), float("inf")

# case -> what stands in its input where: (image, channel, row, column). An image of each batch stays whole
BROKEN = {
    "broken-k1-max": {(1, 1, 4, 4): NAN, (2, 0, 12, 11): NAN, (2, 0, 0, 0): NAN, (3, 2, 5, 6): INF, (4, 2, 7, 0): -INF},
    "broken-cifar": {(0, 2, 0, 10): NAN, (2, 0, 5, 5): INF, (3, 1, 9, 0): -INF},
    "broken-groups": {(1, 0, 32, 29): NAN},
}


def random_spec(draw):
    """A small network with every key drawn; `draw` is a random.Random."""
    stages = draw.choice([1, 1, 2, 2, 2, 3, 3, 4])
    spec = {"block": draw.choice(["basic", "bottleneck"]), "repeats": [draw.choice([1, 1, 2]) for _ in range(stages)]}
    spec["expansion"] = draw.choice([1, 1, 2] if spec["block"] == "basic" else [1, 2, 3, 4])
    spec["widths"] = [draw.choice([2, 4, 6, 8, 9, 12, 16, 20, 24]) for _ in range(stages)]
    spec["strides"] = [draw.choice([1, 1, 2])] + [draw.choice([1, 2, 2, 2, 3]) for _ in range(stages - 1)]
    if spec["block"] == "bottleneck":
        spec["stride_in"] = draw.choice(["3x3", "3x3", "1x1"])
        if draw.random() < 0.7:
            spec["groups"] = draw.choice([2, 3, 4, 5, 8, 16])
            spec["width_per_group"] = draw.choice([16, 32, 64])
        elif draw.random() < 0.3:
            spec["width_per_group"] = draw.choice([32, 96, 128])
    spec["stem"] = draw.choice(
        [
            {"type": "imagenet", "width": draw.choice([4, 8, 12])},
            {"type": "cifar"},
            {"type": "cifar", "width": draw.choice([3, 8, 16])},
            {
                "kernel": draw.choice([1, 3, 5, 7]),
                "stride": draw.choice([1, 2, 2, 3]),
                "width": draw.choice([4, 8, 10, 16]),
                "pool": draw.choice(["max", None]),
            },
        ]
    )
    spec["input"] = size(draw.randint(5, 44), draw.randint(5, 44), draw.choice([1, 2, 3, 3, 3, 4, 5]))
    spec["batch"] = draw.choice([1, 1, 1, 2, 3])
    spec["classes"] = draw.choice([0, 1, 2, 5, 10, 17, 33])
    # one that needs all of the network, and up to two others, in any order
    deep = ["logits", "logits", "probabilities"] if spec["classes"] else ["pool", f"layer{stages}"]
    if spec["classes"] == 1:
        deep = ["logits"]  # the probability is always 1
    others = ["stem", "pool", "logits", "probabilities"][: 4 if spec["classes"] else 2]
    others += [f"layer{s + 1}" for s in range(stages)]
    picked = dict.fromkeys([draw.choice(deep)] + draw.sample(others, draw.choice([0, 0, 1, 2])))
    spec["outputs"] = draw.sample(list(picked), len(picked))
    spec["norm"] = {"eps": draw.choice([1e-5, 1e-5, 1e-3, 1e-2])}
    return spec


def acceptable(spec):
    """Small enough to commit, and the 3x3 of a bottleneck has a channel a group at least."""
    if any(w * spec.get("width_per_group", 64) < 64 for w in spec["widths"]):
        return False
    net = resnet.ResNet(spec)
    parameters = sum(p.numel() for p in net.parameters())
    shape = spec["input"]
    values = spec["batch"] * shape["channels"] * shape["height"] * shape["width"]
    return parameters < 9000 and values < 8000


def random_cases():
    draw = random.Random(RANDOM_SEED)
    cases = {}
    while len(cases) < RANDOM_CASES:
        spec = random_spec(draw)
        if acceptable(spec):
            cases[f"random-{len(cases):02}"] = spec
    return cases


def uniform(shape, low, high):
    return torch.empty(shape, dtype=torch.float64).uniform_(low, high)


def signs(shape, negative):
    return 1 - 2 * (torch.rand(shape) < negative).double()


def make_input(shape, images):
    """Noise over a wave and a slope, different in every image and channel: mirrored or shifted input gives other logits."""
    full = (images, shape["channels"], shape["height"], shape["width"])
    y = torch.linspace(-1, 1, full[2], dtype=torch.float64)[:, None]
    x = torch.linspace(-1, 1, full[3], dtype=torch.float64)[None, :]
    a, b, c = (uniform(full[:2] + (1, 1), -1, 1) for _ in range(3))
    wave = torch.sin(4 * a * x + 3 * b * y + 6 * c) + a * x + b * y + 0.5 * c
    return (wave + 0.5 * torch.randn(full, dtype=torch.float64)).float()


def set_norm(norm, x, ends_branch):
    """Statistics near enough to those of the norm's input x that no channel dies or explodes; all far from 1, 0, 0, 1.

    A deviation much below the mean would turn the norm into an amplifier of rounding errors, in PyTorch as well as in the
    compiled network, and so would residual branches as large as what they are added to, fifty times in a row. Trained
    networks have neither.
    """
    mean = x.mean((0, 2, 3))
    std = torch.maximum(x.std((0, 2, 3), unbiased=False), 0.3 * mean.abs()).clamp(min=1e-2)
    shape = std.shape
    norm.running_mean.copy_(mean + std * uniform(shape, -0.6, 0.6))
    norm.running_var.copy_((std * uniform(shape, 0.6, 1.5)) ** 2)
    norm.weight.copy_(signs(shape, 0.3) * (uniform(shape, 0.15, 0.45) if ends_branch else uniform(shape, 0.4, 1.5)))
    norm.bias.copy_(uniform(shape, -0.2, 0.6) if ends_branch else uniform(shape, -0.5, 0.7))


def branch_ends(net):
    """The last norm of every block, ours and torchvision's."""
    return {getattr(m, "bn3", m.bn2) for m in net.modules() if hasattr(m, "bn2")}


@torch.no_grad()
def randomise(net, spec, images=8):
    """Random parameters. One pass over some images sets every batch norm when its input comes by."""
    for m in net.modules():
        if isinstance(m, nn.Conv2d):
            fan_in = m.weight[0].numel()
            m.weight.normal_(0, (2 / fan_in) ** 0.5)
            # a scale a channel, so that variances spread over two decades and eps matters
            m.weight.mul_(10 ** uniform((m.out_channels, 1, 1, 1), -1, 0.1))
            if m.bias is not None:
                m.bias.uniform_(-1, 1)
        elif isinstance(m, nn.Linear):
            # a class leans to one side: logits then are not small differences of large terms
            m.weight.normal_(0, 1.2 / m.in_features**0.5).add_(3 / m.in_features * torch.randn(m.out_features, 1))
            m.bias.uniform_(-1, 1)
    ends = branch_ends(net)
    hooks = [
        m.register_forward_pre_hook(lambda norm, args: set_norm(norm, args[0], norm in ends))
        for m in net.modules()
        if isinstance(m, nn.BatchNorm2d)
    ]
    net.eval()(make_input(resnet.fill(spec)["input"], images).to(next(net.parameters()).dtype))
    for hook in hooks:
        hook.remove()


def stored(tensors, types):
    """The tensors as the file keeps them, the types in turn."""
    result = {}
    for i, (name, tensor) in enumerate(tensors.items()):
        kept = tensor.to(types[i % len(types)])
        if kept.dtype == torch.float16 and kept.ndim == 4:
            kept.view(-1)[::7] = 2.0**-24 * torch.arange(1, kept.view(-1)[::7].numel() + 1)  # subnormal numbers
        if kept.dtype == torch.float64 and kept.ndim == 4:
            kept.view(-1)[::11] = 1e-310  # 0 in float32
        result[name] = kept
    return result


def renamed(tensors, spec, how):
    """The file's names and order, and what it carries beside the network's parameters."""
    if "extra_fc" in how:
        channels = spec["widths"][-1] * spec["expansion"]
        tensors["fc.weight"] = torch.randn(how["extra_fc"], channels)
        tensors["fc.bias"] = torch.randn(how["extra_fc"])
    tensors = {how.get("prefix", "") + name: tensor for name, tensor in tensors.items()}
    if how.get("shuffle"):
        names = sorted(tensors, key=lambda name: zlib.crc32(name.encode()))
        tensors = {name: tensors[name] for name in names}
    return tensors


def spec_text(spec):
    """One key a line: short and readable."""
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in spec.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def complaint(values, wanted):
    """Why the reference could hide an error: dead, exploded or dominating channels among what is compared. Or None."""
    for name in wanted:
        x = values[name]
        top = x.abs().max().item()
        if not torch.isfinite(x).all() or name != "probabilities" and not 0.1 < top < 100:
            return f"{name}: largest {top}"
        channel = x.abs().amax((0, 2, 3)) if x.ndim == 4 else x.abs().amax(0)
        if x.ndim == 4 and (channel == 0).double().mean() > 0.25:
            return f"{name}: dead channels"
        if name != "probabilities" and top > 50 * channel.median():
            return f"{name}: one channel dominates"
    return None


@torch.enable_grad()
def unused(net, x):
    """Parameters that the outputs should depend on and do not, because what they feed is 0 everywhere."""
    flat = net.flat(x.double())
    (flat * torch.linspace(1, 2, len(flat))).sum().backward()
    names = [name for name, p in net.named_parameters() if p.grad is not None and not p.grad.abs().max() > 0]
    net.zero_grad(set_to_none=True)
    return names


@torch.no_grad()
def build(case, spec, attempt):
    """(network in float64 holding the stored values, input, the tensors of the weights file)"""
    torch.manual_seed(zlib.crc32(case.encode()) + attempt)
    how = FILES.get(case, {})
    net = resnet.ResNet(spec, bias=how.get("bias", False), shortcut=how.get("shortcut", "downsample")).double()
    randomise(net, spec)
    state = net.state_dict()
    kept = stored({k: v for k, v in state.items() if v.is_floating_point()}, how.get("types", [torch.float32]))
    net.load_state_dict({**state, **{k: v.float().double() for k, v in kept.items()}})
    if how.get("counters"):
        kept = {k: kept.get(k, torch.tensor(7)) for k in state}
    return net, make_input(net.spec["input"], net.spec["batch"]), renamed(kept, net.spec, how)


@torch.no_grad()
def make_case(case, spec):
    """Writes a case; returns (bytes, largest output, PyTorch's own float32 error over it)."""
    for attempt in range(50):
        net, x, tensors = build(case, spec, attempt)
        problem = complaint(net(x.double()), net.spec["outputs"]) or unused(net, x)
        if not problem:
            break
    assert not problem, (case, problem)
    for at, value in BROKEN.get(case, {}).items():
        x[at] = value
    exact = net.flat(x.double())
    out = DATA / case
    out.mkdir(parents=True, exist_ok=True)
    (out / "spec.json").write_text(spec_text({"name": case.replace("-", "_").replace(".", "_"), **spec}))
    safetensors.save(out / "weights.safetensors", tensors, FILES.get(case, {}).get("metadata"))
    np.save(out / "input.npy", x.numpy())
    np.save(out / "output.npy", exact.float().numpy())
    single, finite = net.float().flat(x), exact.isfinite()
    assert torch.equal(single.isfinite(), finite), case
    top = exact[finite].abs().max()
    error = (single - exact)[finite].abs().max() / top
    return sum(f.stat().st_size for f in out.iterdir()), top.item(), error.item()


def forget(listed):
    """A case of the last list that no longer exists leaves nothing behind; make_family.py's stay."""
    for line in listed.read_text().splitlines()[:-1]:
        shutil.rmtree(DATA / line.split()[0], ignore_errors=True)


def main():
    torch.set_num_threads(1)  # the sums' order, and so the last bit, must not depend on the machine
    cases = {**NAMED, **random_cases()}
    if not sys.argv[1:]:
        forget(DATA.with_name("cases.txt"))
    total, worst, lines = 0, 0.0, []
    for case in sys.argv[1:] or cases:
        count, top, error = make_case(case, cases[case])
        total, worst = total + count, max(worst, error)
        lines.append(f"{case:28} {count / 1000:5.0f} kB  largest {top:7.3f}  float32 error {error:.1e}")
        print(lines[-1], flush=True)
    lines.append(f"{len(lines)} cases, {total / 1e6:.2f} MB, largest float32 error {worst:.1e}")
    print(lines[-1])
    if not sys.argv[1:]:
        DATA.with_name("cases.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
