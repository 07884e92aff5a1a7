#!/usr/bin/python3
"""A network of torchvision's for the benchmark, the same parameters for every contender: export.py SPEC.json FOLDER

Needs Debian's PyTorch, torchvision and onnx. Random but sane parameters (tests/oracle's: activations stay between 0.1 and 100). Writes
weights.safetensors, input.f32 (raw float32, NCHW), output.f32 (logits, computed in float64), model.onnx, model.pt (TorchScript).
"""
import copy
import pathlib
import sys

import torch
import torchvision

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "oracle"))
import make_reference
import resnet
import safetensors


@torch.no_grad()
def main():
    path, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    spec = resnet.fill(resnet.load_spec(path))
    torch.manual_seed(2026)
    net = getattr(torchvision.models, path.stem)(weights=None, num_classes=spec["classes"])
    make_reference.randomise(net, spec, images=4)
    x = make_reference.make_input(spec, spec["batch"])
    exact = copy.deepcopy(net).double()
    logits = torch.cat([exact(image[None].double()) for image in x])
    safetensors.save(out / "weights.safetensors", net.state_dict())
    x.numpy().tofile(out / "input.f32")
    logits.float().numpy().tofile(out / "output.f32")
    torch.onnx.export(net, x, out / "model.onnx", opset_version=13, input_names=["input"], output_names=["logits"])
    torch.jit.trace(net, x).save(str(out / "model.pt"))


if __name__ == "__main__":
    main()
