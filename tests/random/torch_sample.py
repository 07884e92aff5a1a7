#!/usr/bin/python3
"""Random networks of tests/random against PyTorch: those that tests/oracle/resnet.py can build (plain ones: a fourth).

Parameters are drawn as for the committed cases, PyTorch computes in float64. usage: torch_sample.py BUILD_FOLDER COUNT [FIRST]
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "oracle"))
import make_reference
import resnet
import safetensors

BOUND = 5e-5  # of the largest value of an output: --accuracy fast (tests/differential/oracle.c)
KEYS = set("$schema name block repeats widths strides expansion groups width_per_group stride_in stem input batch classes "
           "outputs norm preprocess".split())


def is_plain(spec):
    stem, norm = spec.get("stem", {}), spec.get("norm", {})
    return (set(spec) <= KEYS and spec["block"] != "ir" and stem.get("type") != "deep" and stem.get("pool") in ("max", None)
            and norm is not None and set(norm) <= {"eps"} and spec.get("preprocess", {}).get("input") != "u8_nhwc")


def rows(net, values):
    """Each output, [images][its values]; --output writes an image's outputs one after another."""
    return [values[name].flatten(1) for name in net.spec["outputs"]]


@torch.no_grad()
def reference(spec, seed):
    torch.manual_seed(seed)
    net = resnet.ResNet(spec).double()
    make_reference.randomise(net, spec)
    kept = {name: tensor.float() for name, tensor in net.state_dict().items() if tensor.is_floating_point()}
    net.load_state_dict({**net.state_dict(), **{name: tensor.double() for name, tensor in kept.items()}})
    x = make_reference.make_input(net.spec["input"], net.spec["batch"])
    return kept, x, rows(net, net(x.double()))


def error_of(resnetc, folder, spec, seed):
    kept, x, expected = reference(spec, seed)
    (folder / "spec.json").write_text(json.dumps(spec))
    safetensors.save(folder / "weights.safetensors", kept)
    np.save(folder / "input.npy", x.numpy())
    options = ["--jit", "cc"] if seed % 2 else []
    subprocess.run([resnetc, "-q", "spec.json", "--weights", "weights.safetensors", "--run", "input.npy", "--output", "got.npy", *options],
                   cwd=folder, check=True, capture_output=True, timeout=600)
    got, worst, at = torch.from_numpy(np.load(folder / "got.npy")).double().flatten(1), 0, 0
    for values in expected:
        part, at = got[:, at:at + values.shape[1]], at + values.shape[1]
        worst = max(worst, ((part - values).abs().max() / values.abs().max().clamp(min=1e-30)).item())
    assert at == got.shape[1]
    return worst


def main():
    build, count, seed = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else 4
    passed, failed, worst = 0, 0, 0
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        while passed + failed < count:
            text = subprocess.run([build / "tests/random/random", "print", str(seed)], capture_output=True, text=True).stdout
            spec, seed = json.loads(text), seed + 1
            if not is_plain(spec):
                continue
            try:
                error = error_of(build / "resnetc", pathlib.Path(folder), spec, seed - 1)
            except subprocess.CalledProcessError as e:
                error = float("inf")
                print(e.stderr.decode().strip())
            worst = max(worst, error)
            good = error < BOUND
            passed, failed = passed + good, failed + (not good)
            if not good:
                print(f"FAILED: seed {seed - 1}: error {error:.1e}\n{text}")
    print(f"worst error {worst:.1e} of the largest value\n{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
