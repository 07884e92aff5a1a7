"""A PyTorch ResNet made from a spec in resnetc's format: the oracle's side of the contract.

Only what torchvision's ResNet can do, plus the spec's freedoms that need no new operator. Written from the format's
description alone, so that it shares no mistake with the compiler. Parameters carry torchvision's names; with
shortcut="identity_downsample" those of a well-known tutorial.
"""
import json
import math

import torch
from torch import nn

STEMS = {
    "imagenet": {"kernel": 7, "stride": 2, "width": 64, "pool": "max"},
    "cifar": {"kernel": 3, "stride": 1, "width": None, "pool": None},  # width: that of the first stage
}


def fill(spec):
    """The spec with every default written out."""
    stages = len(spec["repeats"])
    full = {
        "expansion": 1 if spec["block"] == "basic" else 4,
        "widths": [64 << i for i in range(stages)],
        "strides": [1] + [2] * (stages - 1),
        "groups": 1,
        "width_per_group": 64,
        "stride_in": "3x3",
        "input": {},
        "batch": 1,
        "classes": 1000,
        "norm": {"eps": 1e-5},
        **spec,
    }
    full["input"] = {"channels": 3, "height": 224, "width": 224, **full["input"]}
    stem = full.get("stem", {})
    full["stem"] = {**STEMS[stem.get("type", "imagenet")], **{k: v for k, v in stem.items() if k != "type"}}
    full["stem"]["width"] = full["stem"]["width"] or full["widths"][0]
    full.setdefault("outputs", ["logits"] if full["classes"] else [f"layer{stages}"])
    if full["block"] == "basic":  # as torchvision's basic block: "only supports groups=1 and base_width=64"
        assert full["groups"] == 1 and full["width_per_group"] == 64
    return full


def load_spec(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


class Block(nn.Module):
    """A residual block; `plan` lists (kernel, inputs, outputs, stride, groups), a convolution each."""

    def __init__(self, plan, project, make, shortcut):
        super().__init__()
        self.count = len(plan)
        self.shortcut = shortcut if project else None
        for i, args in enumerate(plan, 1):
            conv, norm = make(*args)
            setattr(self, f"conv{i}", conv)
            setattr(self, f"bn{i}", norm)
        if project:
            stride = math.prod(args[3] for args in plan)
            setattr(self, shortcut, nn.Sequential(*make(1, plan[0][1], plan[-1][2], stride, 1)))

    def forward(self, x):
        y = x
        for i in range(1, self.count + 1):
            y = getattr(self, f"bn{i}")(getattr(self, f"conv{i}")(y))
            if i < self.count:
                y = torch.relu(y)
        if self.shortcut:
            x = getattr(self, self.shortcut)(x)
        return torch.relu(y + x)


def block_plan(spec, inputs, width, stride):
    outputs = width * spec["expansion"]
    if spec["block"] == "basic":
        return [(3, inputs, width, stride, 1), (3, width, outputs, 1, 1)]
    inner = math.floor(width * spec["width_per_group"] / 64) * spec["groups"]
    first, second = (stride, 1) if spec["stride_in"] == "1x1" else (1, stride)
    return [(1, inputs, inner, first, 1), (3, inner, inner, second, spec["groups"]), (1, inner, outputs, 1, 1)]


class ResNet(nn.Module):
    """forward() gives a dict of every value that `outputs` can name."""

    def __init__(self, spec, bias=False, shortcut="downsample"):
        super().__init__()
        self.spec = spec = fill(spec)

        def make(kernel, inputs, outputs, stride, groups):
            conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=bias)
            return conv, nn.BatchNorm2d(outputs, eps=spec["norm"]["eps"])

        stem = spec["stem"]
        self.conv1, self.bn1 = make(stem["kernel"], spec["input"]["channels"], stem["width"], stem["stride"], 1)
        self.maxpool = nn.MaxPool2d(3, 2, 1) if stem["pool"] == "max" else nn.Identity()
        channels = stem["width"]
        for s, repeats in enumerate(spec["repeats"]):
            blocks = []
            for b in range(repeats):
                width, stride = spec["widths"][s], spec["strides"][s] if b == 0 else 1
                outputs = width * spec["expansion"]
                project = stride != 1 or channels != outputs
                blocks.append(Block(block_plan(spec, channels, width, stride), project, make, shortcut))
                channels = outputs
            setattr(self, f"layer{s + 1}", nn.Sequential(*blocks))
        if spec["classes"]:
            self.fc = nn.Linear(channels, spec["classes"])

    def forward(self, x):
        values = {"stem": self.maxpool(torch.relu(self.bn1(self.conv1(x))))}
        x = values["stem"]  # after the pool: the pool is a part of the stem
        for s in range(1, len(self.spec["repeats"]) + 1):
            x = values[f"layer{s}"] = getattr(self, f"layer{s}")(x)
        values["pool"] = x.mean((2, 3))
        if self.spec["classes"]:
            values["logits"] = self.fc(values["pool"])
            values["probabilities"] = torch.softmax(values["logits"], 1)
        return values

    def flat(self, x):
        """The outputs the spec asks for, one after another, each NCHW: what the compiled network writes."""
        values = self(x)
        return torch.cat([values[name].flatten() for name in self.spec["outputs"]])
