#!/usr/bin/python3
"""A full-size network of torchvision's for a test of the emitted C: compare_full.py SPEC.json NAME OUT_DIR

For example compare_full.py specs/resnet50.json resnet50 build/full. Gives it seeded random parameters of make_reference's kind and
writes OUT_DIR/weights.safetensors and weights.pth, input.npy (float32 [batch,3,H,W]) and output.npy (float32, flat logits, computed in float64).
"""
import copy
import pathlib
import sys
import time

import numpy as np
import torch
import torchvision

import make_reference
import resnet
import safetensors


@torch.no_grad()
def main():
    spec_path, name, out = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    spec = resnet.fill(resnet.load_spec(spec_path))
    assert spec["outputs"] == ["logits"]
    torch.manual_seed(2026)
    net = getattr(torchvision.models, name)(weights=None, num_classes=spec["classes"])
    state = net.state_dict()
    ours = resnet.ResNet(spec).state_dict()
    assert {k: v.shape for k, v in ours.items()} == {k: v.shape for k, v in state.items()}, f"{spec_path} is not {name}"
    make_reference.randomise(net, spec, images=4)
    x = make_reference.make_input(spec["input"], spec["batch"])
    start = time.time()
    exact = copy.deepcopy(net).double()(x.double())
    seconds = time.time() - start
    error = (net(x) - exact).abs().max() / exact.abs().max()
    out.mkdir(parents=True, exist_ok=True)
    safetensors.save(out / "weights.safetensors", net.state_dict())
    torch.save(net.state_dict(), out / "weights.pth")
    np.save(out / "input.npy", x.numpy())
    np.save(out / "output.npy", exact.float().flatten().numpy())
    print(f"{name}: largest logit {exact.abs().max():.3f}, PyTorch's float32 error {error:.1e}, float64 took {seconds:.1f} s")


if __name__ == "__main__":
    main()
