#!/usr/bin/python3
"""Holds resnet.py against torchvision: same state_dict keys and shapes, same output, for the seven plain networks."""
import torch
import torchvision

import resnet

SPECS = {
    "resnet18": {"block": "basic", "repeats": [2, 2, 2, 2]},
    "resnet34": {"block": "basic", "repeats": [3, 4, 6, 3]},
    "resnet50": {"block": "bottleneck", "repeats": [3, 4, 6, 3]},
    "resnet101": {"block": "bottleneck", "repeats": [3, 4, 23, 3]},
    "resnet152": {"block": "bottleneck", "repeats": [3, 8, 36, 3]},
    "resnext50_32x4d": {"block": "bottleneck", "repeats": [3, 4, 6, 3], "groups": 32, "width_per_group": 4},
    "wide_resnet50_2": {"block": "bottleneck", "repeats": [3, 4, 6, 3], "width_per_group": 128},
}


@torch.no_grad()
def check(name, spec):
    theirs = getattr(torchvision.models, name)(weights=None)
    for m in theirs.modules():  # batch norm away from the identity, or the check would not see it
        if isinstance(m, torch.nn.BatchNorm2d):
            m.running_mean.uniform_(-0.5, 0.5)
            m.running_var.uniform_(0.5, 2)
    ours = resnet.ResNet(spec)
    state = theirs.state_dict()
    assert [(k, v.shape) for k, v in state.items()] == [(k, v.shape) for k, v in ours.state_dict().items()], name
    ours.load_state_dict(state)
    x = torch.randn(2, 3, 65, 75)
    want, got = theirs.eval()(x), ours.eval()(x)["logits"]
    error = (abs(want - got).max() / abs(want).max()).item()
    assert error < 1e-5, (name, error)
    print(f"{name}: {len(state)} tensors, {sum(p.numel() for p in ours.parameters())} parameters, difference {error:.1g}")


torch.manual_seed(1)
for name, spec in SPECS.items():
    check(name, spec)
