#!/usr/bin/python3
"""Writes tests/oracle/data/CASE for the classes of family.py, in the form of make_reference.py; with names, only those.

The weights file has the class's own names and its numbers as F16, which halves what is committed. PyTorch computes in
float64 with the numbers as they are stored. family.txt is the list. timm must be found: PYTHONPATH=FOLDER, where
`pip install --no-deps --target FOLDER timm safetensors huggingface_hub pyyaml` put it.
"""
import sys
import zlib

import numpy as np
import torch
from torch import nn

import safetensors
from family import FAMILY
from make_reference import DATA, forget, make_input, set_norm, signs, spec_text, uniform

NORMS = (nn.BatchNorm2d, nn.BatchNorm1d)


@torch.no_grad()
def draw(net):
    """Everything but statistics. Branches end small, by their last norm or, where there is none, their last filter."""
    for name, m in net.named_modules():
        if isinstance(m, (nn.Conv2d, nn.Conv1d, nn.Linear)):
            m.weight.normal_(0, (2 / m.weight[0].numel()) ** 0.5)
            if m.bias is not None:
                m.bias.uniform_(-1, 1)
        elif isinstance(m, nn.PReLU):
            m.weight.uniform_(0.05, 0.5)
        elif isinstance(m, nn.GroupNorm):
            m.weight.copy_(signs(m.weight.shape, 0.3) * uniform(m.weight.shape, 0.4, 1.5))
            m.bias.uniform_(-0.5, 0.7)


def last_norms(net):
    """Of every block."""
    for m in net.modules():
        found = [getattr(m, name) for name in ("bn3", "bn2") if isinstance(getattr(m, name, None), nn.Module)]
        if found and hasattr(m, "conv2"):
            yield found[0]


@torch.no_grad()
def randomise(net, spec):
    draw(net)
    ends = set(last_norms(net)) if not spec.get("preactivation") else set()

    def set_statistics(norm, args):
        x = args[0] if args[0].ndim == 4 else args[0][:, :, None, None]
        set_norm(norm, x, norm in ends)

    hooks = [m.register_forward_pre_hook(set_statistics) for m in net.modules() if isinstance(m, NORMS)]
    net.eval()(make_input(spec["input"], 8).double())
    for hook in hooks:
        hook.remove()


@torch.no_grad()
def build(case, spec, make):
    torch.manual_seed(zlib.crc32(case.encode()))
    net = make().double()
    randomise(net, spec)
    kept = {name: value.half() for name, value in net.state_dict().items() if value.is_floating_point()}
    net.load_state_dict({**net.state_dict(), **{name: value.double() for name, value in kept.items()}})
    return net, make_input(spec["input"], 1), kept


@torch.no_grad()
def make_case(case, spec, make):
    """Returns (bytes, largest output, PyTorch's own float32 error over it)."""
    net, x, kept = build(case, spec, make)
    exact = net(x.double()).flatten()
    top = exact.abs().max().item()
    assert exact.isfinite().all() and 0.1 < top < 1000, (case, top)
    out = DATA / case
    out.mkdir(parents=True, exist_ok=True)
    (out / "spec.json").write_text(spec_text({"name": case.replace("-", "_"), **spec}))
    safetensors.save(out / "weights.safetensors", kept)
    np.save(out / "input.npy", x.numpy())
    np.save(out / "output.npy", exact.float().numpy())
    error = (net.float()(x).flatten() - exact).abs().max().item() / top
    return sum(f.stat().st_size for f in out.iterdir()), top, error


def main():
    torch.set_num_threads(1)
    lines, total, worst = [], 0, 0.0
    if not sys.argv[1:]:
        forget(DATA.with_name("family.txt"))
    for case in sys.argv[1:] or FAMILY:
        count, top, error = make_case(case, *FAMILY[case])
        total, worst = total + count, max(worst, error)
        lines.append(f"{case:30} {count / 1000:5.0f} kB  largest {top:7.3f}  float32 error {error:.1e}")
        print(lines[-1], flush=True)
    lines.append(f"{len(lines)} cases, {total / 1e6:.2f} MB, largest float32 error {worst:.1e}")
    print(lines[-1])
    if not sys.argv[1:]:
        DATA.with_name("family.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
