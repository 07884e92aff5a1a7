#!/usr/bin/python3
"""A network of torchvision's or timm's for the benchmark, the same parameters for every contender: export.py SPEC.json FOLDER

Needs Debian's PyTorch, torchvision and onnx; timm for what torchvision does not have (make deps-bench). Random but sane parameters (tests/oracle's: activations stay between 0.1 and 100). Writes
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


def of_torchvision(name, spec):
    net = getattr(torchvision.models, name)(weights=None, num_classes=spec["classes"])
    make_reference.randomise(net, spec, images=4)
    return net


def of_timm(name, spec):
    import make_family
    import timm

    net = timm.create_model(name, pretrained=False, num_classes=spec["classes"]).double()
    make_family.randomise(net, spec)
    return net.float()


class Logits(resnet.ResNet):
    def forward(self, x):
        return super().forward(x)["logits"]


def of_ours(_, spec):
    """CIFAR's, which neither has."""
    net = Logits(spec)
    make_reference.randomise(net, spec, images=4)
    return net


def maker(name):
    if hasattr(torchvision.models, name):
        return of_torchvision
    return of_ours if "-cifar" in name else of_timm


@torch.no_grad()
def main():
    path, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    spec = {"batch": 1, "classes": 1000, **resnet.load_spec(path)}
    spec["input"] = {"channels": 3, "height": 224, "width": 224, **spec.get("input", {})}
    torch.manual_seed(2026)
    net = maker(path.stem)(path.stem, spec).eval()
    x = make_reference.make_input(spec["input"], spec["batch"])
    exact = copy.deepcopy(net).double()
    logits = torch.cat([exact(image[None].double()) for image in x])
    safetensors.save(out / "weights.safetensors", net.state_dict())
    x.numpy().tofile(out / "input.f32")
    logits.float().numpy().tofile(out / "output.f32")
    torch.onnx.export(net, x, out / "model.onnx", opset_version=13, input_names=["input"], output_names=["logits"])
    torch.jit.trace(net, x).save(str(out / "model.pt"))


if __name__ == "__main__":
    main()
