#!/usr/bin/env python3
"""Times emitted networks against their peers, turn by turn. `make bench` calls it; README.md says how and why.

Needs nothing but Python's own library. Exit status 1 when our own output is wrong.
"""
import argparse
import array
import json
import os
import platform
import signal
import statistics
import sys
import time

import models
import report
from contenders import Absent, Contender, ask_together

PEERS = ["onnxruntime", "openvino", "ncnn", "pytorch"]
FULL_SIZE = "resnet18 resnet34 resnet50 resnet101 resnet152 resnext50_32x4d wide_resnet50_2"
BOUND = {"ours": 5e-5}  # largest difference from the exact logits, relative to the largest of those
PEER_BOUND = 1e-3

# What makes a peer use AVX2 at most; who has no such switch takes no part in those rows.
AVX2 = {"openvino": {"ONEDNN_MAX_CPU_ISA": "AVX2"},
        "pytorch": {"ONEDNN_MAX_CPU_ISA": "AVX2", "DNNL_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"}}


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build")
    parser.add_argument("--cc", default="gcc")
    parser.add_argument("--models", default=FULL_SIZE)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--threads", default="1 2")
    parser.add_argument("--batches", default="8 32", help="more rows for resnet50, one thread")
    parser.add_argument("--targets", default="native avx2", help="others than native: one thread")
    parser.add_argument("--peers", default=" ".join(PEERS))
    return parser.parse_args()


def cases(options):
    """(model, batch, threads, target), a row each."""
    names, threads = options.models.split(), [int(n) for n in options.threads.split()]
    for target in options.targets.split():
        for count in threads if target == "native" else [1]:
            yield from ((name, 1, count, target) for name in names)
    yield from (("resnet50", int(n), 1, "native") for n in options.batches.split() if "resnet50" in names)


def floats(path):
    return array.array("f", path.read_bytes())


def difference(path, exact):
    """Largest difference, relative to the largest exact value; infinite for what is no number."""
    values = floats(path)
    if len(values) != len(exact):
        return float("inf")
    errors = [abs(a - b) for a, b in zip(values, exact)]
    return max(errors) / max(map(abs, exact)) if all(e == e for e in errors) else float("inf")


class Case:
    def __init__(self, workshop, options, model, batch, threads, target):
        self.model, self.batch, self.threads, self.target = model, batch, threads, target
        self.workshop, self.options = workshop, options
        self.folder = workshop.model(model, batch)
        self.cpus = sorted(os.sched_getaffinity(0))[-threads:]
        self.contenders, self.absent, self.differences, self.peaks, self.apart = [], {}, {}, [], []
        self.peak, self.cores = [], []
        self.singles = []  # ours on one thread, one on each core
        self.alone, self.beside = [], []  # their times as multiples of that on all threads

    def check(self, contender):
        """Its difference from the exact output; Absent where that is too large."""
        contender.ask(f"output {self.folder / contender.name}.f32")
        error = difference(self.folder / f"{contender.name}.f32", floats(self.folder / "output.f32"))
        if error > BOUND.get(contender.name, PEER_BOUND):
            contender.close()
            raise Absent(f"wrong output, off by {error:.1e}")
        return error

    def invite(self, name, *arguments):
        """A contender whose output is right joins; another one is named with the reason."""
        try:
            contender = Contender(name, *arguments)
            self.differences[name] = self.check(contender)
            self.contenders.append(contender)
        except Absent as reason:
            self.absent[name] = str(reason)

    def invite_all(self):
        self.invite("ours", [self.workshop.program(self.folder, self.model, self.target, self.threads), self.folder / "input.f32"],
                    self.cpus)
        shape = "x".join(map(str, self.workshop.shape(self.folder, self.model)))
        for peer in self.options.peers.split():
            python = models.SYSTEM_PYTHON if peer == "pytorch" else self.workshop.python
            limits = {} if self.target == "native" else AVX2.get(peer) if self.target == "avx2" else None
            if limits is None:
                self.absent[peer] = f"cannot be limited to {self.target}"
            elif not (self.folder / "model.onnx").exists():
                self.absent[peer] = "no model for it: no PyTorch to export from (make deps-bench)"
            elif not os.path.exists(python):
                self.absent[peer] = "not installed (make deps-bench)"
            else:
                self.invite(peer, [python, models.HERE / "peer.py", peer, self.folder, str(self.threads), shape], self.cpus, limits)
        peak = [self.workshop.build / "bench/peak", self.target]
        self.peak = [Contender("peak", peak, [cpu]) for cpu in self.cpus]
        self.cores = [Contender("cores", [self.workshop.build / "bench/cores"], self.cpus)] if self.threads > 1 else []
        if self.threads > 1 and "ours" in self.differences and "ours" not in self.absent:
            self.invite_singles()

    def invite_singles(self):
        """What threads gain is told by one thread, alone and while all other cores do the same."""
        program = self.workshop.program(self.folder, self.model, self.target, 1)
        try:
            for cpu in self.cpus:
                self.singles.append(Contender("ours", [program, self.folder / "input.f32"], [cpu]))
                self.check(self.singles[-1])
        except Absent as reason:
            self.absent["one thread"] = str(reason)
            for single in self.singles:
                single.close()
            self.singles = []

    def measure_singles(self):
        """By means: a best call of all threads would need all cores to be undisturbed at once."""
        ours = int(self.contenders[0].ask("mean"))
        self.alone.append(int(self.singles[0].ask("mean")) / ours)
        self.beside.append(statistics.mean(map(int, ask_together(self.singles, "mean"))) / ours)

    def round(self, number):
        self.peaks.append(sum(map(float, ask_together(self.peak, "run"))))  # of all cores at the same time
        self.apart += [int(cores.ask("run")) for cores in self.cores]
        for contender in self.contenders[:: -1 if number % 2 else 1]:
            contender.times.append(int(contender.ask("run")))
        if self.singles:
            self.measure_singles()

    def run(self):
        before = {}
        try:
            self.invite_all()
            before = {c.name: c.preemptions() for c in self.contenders}
            for number in range(self.options.rounds):
                self.round(number)
            return self.result({c.name: c.preemptions() - before[c.name] for c in self.contenders})
        finally:
            for contender in self.contenders + self.peak + self.cores + self.singles:
                contender.close()

    def result(self, preemptions):
        flop = self.workshop.flop(self.folder, self.model)
        ours = next((c.times for c in self.contenders if c.name == "ours"), None)
        rows = {}
        for c in self.contenders:
            rows[c.name] = {"version": c.version, "median_ms": statistics.median(c.times) / 1e6, "least_ms": min(c.times) / 1e6,
                            "gflops": flop / statistics.median(c.times), "preemptions": preemptions[c.name],
                            "share_of_peak": statistics.median(flop / t * 1e9 / p for t, p in zip(c.times, self.peaks)),
                            "difference": self.differences[c.name],
                            "ratio": report.quartiles([t / o for t, o in zip(c.times, ours)]) if ours else None}
        return {"model": self.model, "batch": self.batch, "threads": self.threads, "target": self.target, "flop": flop,
                "rounds": self.options.rounds, "peak_gflops": statistics.median(self.peaks) / 1e9,
                "one_thread": {"alone": report.quartiles(self.alone), "beside_others": report.quartiles(self.beside)}
                if self.alone else None,
                "cores_apart_ns": report.quartiles(self.apart) if self.apart else None, "contenders": rows,
                "absent": self.absent}


def processor():
    with open("/proc/cpuinfo") as file:
        names = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.machine()


def main():
    options = parse()
    workshop = models.Workshop(options.build, options.cc)
    results = {"machine": processor(), "cores": os.cpu_count(), "date": time.strftime("%Y-%m-%d"), "load": os.getloadavg()[0],
               "cases": []}
    for row in cases(options):
        print("bench: {}, batch {}, {} thread(s), {}".format(*row), file=sys.stderr, flush=True)
        results["cases"].append(Case(workshop, options, *row).run())
        (workshop.folder / "results.json").write_text(json.dumps(results, indent=1) + "\n")
        report.write(workshop.folder)
    print((workshop.folder / "table.md").read_text(), end="")
    return 1 if any("ours" in case["absent"] for case in results["cases"]) else 0


if __name__ == "__main__":
    sys.exit(main())
