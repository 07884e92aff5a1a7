#!/usr/bin/python3
"""ONNX Runtime's answers to tests/oracle/onnx against output.npy there: any Python with numpy and onnxruntime."""
import pathlib
import sys

import numpy as np
import onnxruntime

FOLDER = pathlib.Path(__file__).resolve().parent / "onnx"
KINDS = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(float16)": np.float16}


def error(folder):
    session = onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])
    entry = session.get_inputs()[0]
    x = np.load(folder / ("image.npy" if (folder / "image.npy").exists() else "input.npy"))
    if list(entry.shape[1:]) != list(x.shape[1:]):
        x = x.transpose(0, 2, 3, 1)
    got = np.concatenate([y.astype(np.float64).ravel() for y in session.run(None, {entry.name: x.astype(KINDS[entry.type])})])
    expected = np.load(folder / "output.npy")
    return np.abs(got - expected).max() / np.abs(expected).max()


def main():
    bad = 0
    for folder in sorted(FOLDER.iterdir()):
        try:
            worst = error(folder)
            bound = 5e-3 if "float16" in folder.name else 1e-5
            bad += worst > bound
            print(f"{folder.name:28} {worst:.1e}{'' if worst <= bound else '  TOO LARGE'}")
        except Exception as reason:
            print(f"{folder.name:28} not run: {str(reason).splitlines()[0][:140]}")
    return bad > 0


if __name__ == "__main__":
    sys.exit(main())
