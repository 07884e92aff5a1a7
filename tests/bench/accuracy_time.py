#!/usr/bin/env python3
"""Accuracy against time: accuracy_time.py BUILD MACHINE [ROUNDS], by the peers' Python, after `make accuracy`, on a machine that does nothing else.

Times the trained networks of BUILD/accuracy as the accuracies of its rows.json were measured: the same files, 100 pictures a call, one thread; everyone
turn by turn. A peer's int8 is the calibration that keeps most of fp32's logits. Writes tests/bench/results/MACHINE/accuracy.json and accuracy.svg;
`accuracy_plot.py MACHINE` draws the latter alone.
"""
import json
import os
import pathlib
import statistics
import sys
import time

import accuracy_plot
import bench
import models
import precision as precisions
import report
from contenders import Absent, Contender

import numpy as np

BATCH = 100
NAME = "timed"


class Trained(models.Workshop):
    """Programs of networks whose spec and weights are in arguments.json."""

    def emit(self, folder, name, target, precision, c):
        options = ["--precision", precision, "--set", f"batch={BATCH}", "--set", f"name={name}"]
        options += ["--calibrate", folder / "calibration.npy"] if precision == "int8" else []
        self.run("-q", *json.loads((folder / "arguments.json").read_text()), "--target", target, *options, "-o", c)


def best_rows(rows):
    """One a program and precision: of several calibrations the one with the least noise."""
    kept = {}
    for row in sorted(rows, key=lambda row: row["noise"]):
        if not row["limited"]:
            kept[row["program"], row["precision"]] = row
    return sorted(kept.values(), key=lambda row: (row["program"] != "ours", row["program"], row["precision"] != "fp32", row["precision"]))


def folder_of(folder, row):
    """Where peer.py finds its model, with the input beside it."""
    place = folder / row["calibration"] if row["program"] != "ours" else folder
    np.load(folder / "test-input.npy")[:BATCH].tofile(place / "input.f32")
    return place


def contender(workshop, folder, row):
    """Who may use AMX does."""
    place, cpus = folder_of(folder, row), sorted(os.sched_getaffinity(0))[-1:]
    if row["program"] == "ours":
        return Contender("ours", [workshop.program(folder, NAME, "native", 1, row["precision"]), place / "input.f32"], cpus)
    shape = "x".join(map(str, np.load(folder / "test-input.npy", mmap_mode="r")[:BATCH].shape))
    name = row["program"].split()[0]
    limits = precisions.NO_AMX[row["precision"]] if "without AMX" in row["program"] else {}
    return Contender(row["program"], [sys.executable, models.HERE / "peer.py", name, place, "1", shape, row["precision"]], cpus, limits)


def timed(workshop, folder, rows, rounds):
    """The rows with ms a picture and the time as a multiple of our fp32's."""
    present = []
    try:
        for row in best_rows(rows):
            try:
                present.append((row, contender(workshop, folder, row)))
            except Absent as reason:
                print(f"{folder.name}: {row['program']}, {row['precision']}: {reason}", file=sys.stderr)
        for number in range(rounds):
            for _, one in present[:: -1 if number % 2 else 1]:
                one.times.append(int(one.ask("run")))
    finally:
        for _, one in present:
            one.close()
    ours = next(one.times for row, one in present if (row["program"], row["precision"]) == ("ours", "fp32"))
    return [{**row, "version": one.version, "ms": statistics.median(one.times) / 1e6 / BATCH,
             "ratio": report.quartiles([t / o for t, o in zip(one.times, ours)])} for row, one in present]


def main():
    build, machine, rounds = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 20
    workshop = Trained(build, "gcc")
    results = {"machine": bench.processor(), "date": time.strftime("%Y-%m-%d"), "load": os.getloadavg()[0], "rounds": rounds, "networks": {}}
    for name, rows in json.loads((build / "accuracy/rows.json").read_text()).items():
        folder = build / "accuracy" / name
        results["networks"][name] = {"pictures": len(np.load(folder / "classes.npy")), "rows": timed(workshop, folder, rows, rounds)}
    out = models.HERE / "results" / machine
    (out / "accuracy.json").write_text(json.dumps(results, indent=1) + "\n")
    accuracy_plot.draw(out)


if __name__ == "__main__":
    main()
