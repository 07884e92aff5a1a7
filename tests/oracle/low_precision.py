#!/usr/bin/env python3
"""What int8 and bf16 cost in accuracy, ours beside others': low_precision.py BUILD. `make accuracy` calls it with the peers' Python.

Reads what low_networks.py has written into BUILD/accuracy. Everyone calibrates with the same training pictures and answers the same
test pictures, none of which is among them; the others by each of their methods. Prints and writes BUILD/accuracy/table.md.
Exit status 1 where ours is absent, beyond its bounds, or loses more than the better of the others. The rows are kept as
BUILD/accuracy/rows.json, too, for tests/bench/accuracy_time.py.
"""
import concurrent.futures
import json
import multiprocessing
import os
import pathlib
import subprocess
import sys
from dataclasses import asdict, dataclass

import numpy as np

BENCH = pathlib.Path(__file__).resolve().parent.parent / "bench"
sys.path.insert(0, str(BENCH))
import peer
import precision as precisions
import quantize

BATCH = 100  # pictures a call of the peers' models
LOSS = {"bf16": 0.05, "int8": 0.3}  # points of top-1 that ours may lose
ROUNDED = 80  # dB: whose logits are nearer to fp32's has not rounded values
AGREEMENT = {"bf16": 99.8, "int8": 98.5}  # % of pictures that must keep the class of fp32

# (program, precision, calibration, limit). AVX2 without VNNI has other instructions: whose sums saturate is seen there.
LIMITS = {"": lambda _: {}, ", AVX2 at most": lambda _: precisions.AVX2["openvino"], " without AMX": precisions.NO_AMX.get}
PEERS = [
    ("onnxruntime", "fp32", "", ""),
    ("openvino", "fp32", "", ""),
    ("openvino", "bf16", "", ""),
    *(("onnxruntime", "int8", method, "") for method in quantize.METHODS),
    *(("openvino", "int8", method, "") for method in quantize.METHODS),
    ("openvino", "int8", "MinMax", ", AVX2 at most"),
    *((("openvino", "bf16", "", " without AMX"), ("openvino", "int8", "Percentile 99.999", " without AMX")) if precisions.has_amx() else ()),
]


@dataclass
class Row:
    program: str
    precision: str
    calibration: str
    limited: bool  # does not stand for the program at its best
    right: float  # % of the pictures
    agreement: float  # % that keep the class of fp32
    noise: float  # dB of the logits above their error


def infer_all(name, folder, precision, method):
    """The logits of test-input.npy, in a process of its own."""
    x = np.load(folder / "test-input.npy")
    part = x[:BATCH].copy()
    infer = peer.PEERS[name][1](folder / method, len(os.sched_getaffinity(0)), part, precision)[1]
    logits = []
    for begin in range(0, len(x), BATCH):
        part[:] = x[begin : begin + BATCH]
        logits.append(np.array(infer(), dtype=np.float32))
    return np.concatenate(logits)


def of_peer(folder, name, precision, method, environment):
    """Libraries read the environment when they are loaded: a new process."""
    if method and not (folder / method / "model.int8.onnx").exists():
        (folder / method).mkdir(exist_ok=True)
        quantize.quantize(folder / "model.onnx", np.load(folder / "calibration-input.npy"), folder / method / "model.int8.onnx", method)
    before = dict(os.environ)
    os.environ.update(environment)
    try:
        with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            return pool.submit(infer_all, name, folder, precision, method).result()
    finally:
        os.environ.clear()
        os.environ.update(before)


def of_ours(resnetc, folder, precision):
    """The logits; or, where it cannot, what it says."""
    options = [] if precision == "fp32" else ["--precision", precision]
    options += ["--calibrate", folder / "calibration.npy"] if precision == "int8" else []
    out = folder / f"ours-{precision}.npy"
    command = [resnetc, "-q", *json.loads((folder / "arguments.json").read_text()), *options, "--jit", "cc", "--run", folder / "test.npy",
               "--output", out]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    return (np.load(out).reshape(len(np.load(folder / "classes.npy")), -1), "") if done.returncode == 0 else (None, done.stderr.strip().split("\n")[0])


def judge(program, precision, calibration, limited, logits, exact, classes):
    error = ((logits - exact) ** 2).sum()
    return Row(program, precision, calibration, limited, 100 * (logits.argmax(1) == classes).mean(),
               100 * (logits.argmax(1) == exact.argmax(1)).mean(), 10 * np.log10((exact**2).sum() / error))


def measure(resnetc, folder):
    """(rows, what ours said where it is absent)"""
    exact, classes = np.load(folder / "logits.npy"), np.load(folder / "classes.npy")
    rows, absent = [], []
    for precision in ["fp32", *LOSS]:
        logits, said = of_ours(resnetc, folder, precision)
        if logits is None:
            absent.append(f"ours, {precision}: {said}")
        else:
            rows.append(judge("ours", precision, "", False, logits, exact, classes))
    for name, precision, method, limit in PEERS:
        logits = of_peer(folder, name, precision, method, LIMITS[limit](precision))
        rows.append(judge(name + limit, precision, method, limit.startswith(","), logits, exact, classes))
    return rows, absent


def exact_share(rows):
    """% of the pictures on which fp32 is right."""
    return next(row.right for row in rows if row.precision == "fp32")


def loss(rows, row):
    """Points. Who is right more often than fp32 was lucky: that counts as none."""
    return max(0, exact_share(rows) - row.right)


def complaints(rows):
    """Why ours is not as it should be."""
    for row in rows:
        if row.program != "ours" or row.precision == "fp32":
            continue
        rivals = [r for r in rows if r.precision == row.precision and r.program != "ours" and not r.limited]
        lost, others = loss(rows, row), min(loss(rows, rival) for rival in rivals)
        if lost > LOSS[row.precision] + 1e-9:
            yield f"ours, {row.precision}: loses {lost:.2f} points, more than {LOSS[row.precision]}"
        if lost > others + 1e-9:
            yield f"ours, {row.precision}: loses {lost:.2f} points, the better of the others {others:.2f}"
        if row.noise > ROUNDED:
            yield f"ours, {row.precision}: was computed in fp32, {row.noise:.0f} dB"
        if row.agreement < AGREEMENT[row.precision]:
            yield f"ours, {row.precision}: keeps {row.agreement:.2f} % of the classes, fewer than {AGREEMENT[row.precision]}"


def table(network, rows, pictures):
    fp32 = exact_share(rows)
    yield from ["", f"{network}, {pictures} pictures", "",
                "| program | precision | calibration | right, % | lost, points | class of fp32, % | logits' signal to noise, dB |",
                "| --- | --- | --- | --- | --- | --- | --- |"]
    for row in sorted(rows, key=lambda row: (row.precision != "fp32", row.precision)):
        yield (f"| {row.program} | {row.precision} | {row.calibration} | {row.right:.2f} | {fp32 - row.right:.2f} | {row.agreement:.2f} | "
               f"{row.noise:.1f} |")


def section(resnetc, folder):
    """(what the page says of a network, its rows, whether ours is as it should be)"""
    rows, absent = measure(resnetc, folder)
    failures = [f"absent: {line}" for line in absent] + list(complaints(rows))
    lines = [*table(folder.name, rows, len(np.load(folder / "classes.npy"))), *([""] if failures else []), *(f"- {f}" for f in failures)]
    return "\n".join(lines) + "\n", rows, not failures


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    text, kept, good = "", {}, []
    for folder in sorted(path.parent for path in (build / "accuracy").glob("*/model.onnx")):
        said, rows, right = section(build / "resnetc", folder)
        print(said, flush=True)
        good.append(right)
        text += said
        kept[folder.name] = [{key: float(value) if isinstance(value, np.floating) else value for key, value in asdict(row).items()} for row in rows]
        (build / "accuracy/table.md").write_text(text)
        (build / "accuracy/rows.json").write_text(json.dumps(kept, indent=1) + "\n")
    print(f"{sum(good)} passed, {len(good) - sum(good)} failed")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
