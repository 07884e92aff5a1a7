"""Writes tests/oracle/containers/: one small state_dict in every container and form that PyTorch and NumPy write.

Run from the top folder with Debian's python3. twin.safetensors is what each file must hold; tests/unit/test_containers.c
compares. numpy's zips carry no times, so the same bytes come out each time.
"""
import argparse
import collections
import json
import os
import random
import warnings

import numpy
import torch
from torch import nn

import safetensors

FOLDER = "tests/oracle/containers"


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        return self.fc(self.bn1(self.conv1(x)).mean((2, 3)))


def path(name):
    return f"{FOLDER}/{name}"


def trained(seed):
    """A network whose every parameter is random, and what training has made beside it."""
    torch.manual_seed(seed)
    net = Net()
    optimizer = torch.optim.Adam(net.parameters())
    scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [1, 3])
    net(torch.randn(5, 3, 5, 5)).square().sum().backward()
    optimizer.step()
    scheduler.step()
    return net, optimizer, scheduler


def everything(net):
    """Its state_dict, and a tensor of each type and odd shape."""
    state = net.state_dict()
    state["half"] = torch.randn(2, 5).half()
    state["brain"] = torch.randn(3, 2).bfloat16()
    state["double"] = torch.randn(2, 3, 2, 2, dtype=torch.float64)
    state["rank0"] = torch.tensor(0.375)
    state["empty"] = torch.zeros(0, 4)
    state["transposed"] = torch.randn(4, 6)
    return state


def with_strides(state):
    """The same tensors as views: channels last, parts of one storage, transposed, the same storage twice."""
    state = collections.OrderedDict(state)
    state["conv1.weight"] = state["conv1.weight"].contiguous(memory_format=torch.channels_last)
    state["transposed"] = state["transposed"].t().contiguous().t()
    whole = torch.full((3, 20), -7.0)
    for row, name in enumerate(["bn1.weight", "bn1.bias", "fc.bias"]):
        part = whole[row, 3 : 3 + 2 * state[name].numel() : 2]
        part.copy_(state[name])
        state[name] = part
    state["fc.alias"] = state["fc.weight"]
    state["fc.columns"] = state["fc.weight"][:, 1:3]
    return state


def checkpoint(net, optimizer, scheduler, state, ema):
    return {
        "epoch": 7,
        "arch": "resnet",
        "optimizer": optimizer.state_dict(),
        "lr_scheduler": scheduler.state_dict(),
        "best_acc1": torch.tensor(76.25),
        "loss": numpy.float64(0.5),
        "history": [0.5, 0.25, None, True, -3, 1 << 40, 1 << 90],
        "counts": collections.defaultdict(int, {"a": 1}),
        "args": argparse.Namespace(lr=0.1, device=torch.device("cpu"), size=torch.Size([3, 4])),
        "rng": (random.getstate()[0], numpy.arange(3), torch.arange(8, dtype=torch.uint8)),
        "names": {"a", "b"},
        "raw": b"bytes",
        "state_dict": state,
        **({"state_dict_ema": ema} if ema else {}),
    }


def save_npz(state):
    arrays = {name: tensor.numpy() for name, tensor in state.items() if tensor.dtype != torch.bfloat16}
    numpy.savez(path("numpy.npz"), **arrays)
    numpy.savez_compressed(path("compressed.npz"), **arrays)
    numpy.savez(path("fortran.npz"), **{name: numpy.asfortranarray(array) if array.ndim else array for name, array in arrays.items()})
    objects = {"conv1.weight": arrays["conv1.weight"], "what": numpy.array([{"a": 1}], dtype=object)}
    numpy.savez(path("objects.npz"), **objects)


def save_shards(state):
    names = list(state)
    files = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"]
    halves = [names[::2], names[1::2]]
    for file, half in zip(files, halves):
        safetensors.save(path(file), {name: state[name] for name in half})
    weight_map = {name: file for file, half in zip(files, halves) for name in half}
    with open(path("model.safetensors.index.json"), "w", encoding="utf-8") as file:
        json.dump({"metadata": {"total_size": 1}, "weight_map": weight_map}, file, indent=2)


def main():
    warnings.simplefilter("ignore")
    os.makedirs(FOLDER, exist_ok=True)
    net, optimizer, scheduler = trained(1)
    state = everything(net)
    other = everything(trained(2)[0])
    strided = with_strides(state)
    twin = collections.OrderedDict(state)
    twin["fc.alias"] = twin["fc.weight"]
    twin["fc.columns"] = twin["fc.weight"][:, 1:3]
    safetensors.save(path("twin.safetensors"), twin)
    old = {"_use_new_zipfile_serialization": False}
    torch.save(state, path("zip.pth"))
    torch.save(state, path("legacy.pth"), **old)
    torch.save(strided, path("views.pth"))
    torch.save(strided, path("views-legacy.pth"), **old)
    torch.save(state, path("protocol4.pth"), pickle_protocol=4)
    torch.save(state, path("protocol4-legacy.pth"), pickle_protocol=4, **old)
    torch.save(checkpoint(net, optimizer, scheduler, state, None), path("checkpoint.pth"))
    torch.save(checkpoint(net, optimizer, scheduler, state, None), path("checkpoint-legacy.pth"), **old)
    torch.save(checkpoint(net, optimizer, scheduler, other, state), path("ema.pth"), pickle_protocol=5)
    parameters = {name: nn.Parameter(tensor) if tensor.is_floating_point() else tensor for name, tensor in state.items()}
    torch.save({"model": {"state_dict": parameters}}, path("parameters.pth"))
    torch.save(net, path("whole.pth"))
    torch.save({"model": net, "epoch": 3}, path("whole-wrapped.pth"))
    save_npz(state)
    save_shards(state)


main()
