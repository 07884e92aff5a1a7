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
import precision as precisions
import report
from contenders import Absent, Contender, ask_together

PEERS = ["onnxruntime", "openvino", "ncnn", "pytorch"]
FULL_SIZE = "resnet18 resnet34 resnet50 resnet101 resnet152 resnext50_32x4d wide_resnet50_2"


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build")
    parser.add_argument("--cc", default="gcc")
    parser.add_argument("--models", default=FULL_SIZE)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--threads", default="1 2")
    parser.add_argument("--batches", default="8 32", help="more rows for resnet50, one thread")
    parser.add_argument("--targets", default="native avx2", help="others than native: one thread")
    parser.add_argument("--precisions", default="fp32", help="of fp32, bf16, int8")
    parser.add_argument("--peers", default=" ".join(PEERS))
    return parser.parse_args()


def cases(options):
    """(model, batch, threads, target, precision), a row each."""
    names, threads = options.models.split(), [int(n) for n in options.threads.split()]
    for precision in options.precisions.split():
        for target in options.targets.split():
            for count in threads if target == "native" else [1]:
                yield from ((name, 1, count, target, precision) for name in names)
        yield from (("resnet50", int(n), 1, "native", precision) for n in options.batches.split() if "resnet50" in names)


def floats(path):
    return array.array("f", path.read_bytes())


class Case:
    def __init__(self, workshop, options, model, batch, threads, target, precision):
        self.model, self.batch, self.threads, self.target, self.precision = model, batch, threads, target, precision
        self.workshop, self.options = workshop, options
        self.folder = workshop.model(model, batch)
        if precision == "int8":
            workshop.quantize(self.folder, model)
        self.cpus = sorted(os.sched_getaffinity(0))[-threads:]
        self.contenders, self.absent, self.differences, self.peaks, self.apart = [], {}, {}, [], []
        self.limits = {}  # the environment of who is limited
        self.peak, self.cores = [], []
        self.singles = []  # ours on one thread, one on each core
        self.alone, self.beside = [], []  # their times as multiples of that on all threads

    def check(self, contender):
        """Its difference from the exact output; Absent where that cannot be."""
        file = self.folder / f"{contender.name.replace(' ', '-')}.f32"
        contender.ask(f"output {file}")
        error = precisions.difference(floats(file), floats(self.folder / "output.f32"), self.batch)
        reason = precisions.judge(error["difference"], self.precision, contender.name == "ours")
        if reason:
            contender.close()
            raise Absent(reason)
        return error

    def invite(self, name, *arguments):
        """A contender whose output is right joins; another one is named with the reason."""
        try:
            contender = Contender(name, *arguments)
            self.differences[name] = self.check(contender)
            self.contenders.append(contender)
        except Absent as reason:
            self.absent[name] = str(reason)

    def program(self, threads):
        return self.workshop.program(self.folder, self.model, self.target, threads, self.precision)

    def invite_ours(self):
        try:
            self.invite("ours", [self.program(self.threads), self.folder / "input.f32"], self.cpus)
        except models.Refused as reason:
            self.absent["ours"] = str(reason)

    def invite_peer(self, peer):
        python = models.SYSTEM_PYTHON if peer == "pytorch" else self.workshop.python
        variants = precisions.variants(peer, self.target, self.precision)
        if not variants:
            self.absent[peer] = f"cannot be limited to {self.target}"
        elif not (self.folder / "model.onnx").exists():
            self.absent[peer] = "no model for it: no PyTorch to export from (make deps-bench)"
        elif not os.path.exists(python):
            self.absent[peer] = "not installed (make deps-bench)"
        else:
            shape = "x".join(map(str, self.workshop.shape(self.folder, self.model)))
            command = [python, models.HERE / "peer.py", peer, self.folder, str(self.threads), shape, self.precision]
            for name, environment in variants.items():
                self.limits[name] = environment
                self.invite(name, command, self.cpus, environment)

    def invite_all(self):
        self.invite_ours()
        for peer in self.options.peers.split():
            self.invite_peer(peer)
        peak = [self.workshop.build / "bench/peak", self.target, self.precision]
        self.peak = [Contender("peak", peak, [cpu]) for cpu in self.cpus]
        self.cores = [Contender("cores", [self.workshop.build / "bench/cores"], self.cpus)] if self.threads > 1 else []
        if self.threads > 1 and "ours" in self.differences and "ours" not in self.absent:
            self.invite_singles()

    def invite_singles(self):
        """What threads gain is told by one thread, alone and while all other cores do the same."""
        program = self.program(1)
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
                            **self.differences[c.name], "limits": self.limits.get(c.name, {}),
                            "ratio": report.quartiles([t / o for t, o in zip(c.times, ours)]) if ours else None}
        return {"model": self.model, "batch": self.batch, "threads": self.threads, "target": self.target,
                "precision": self.precision, "flop": flop, "peak": self.peak[0].version, "rounds": self.options.rounds,
                "peak_gflops": statistics.median(self.peaks) / 1e9,
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
        print("bench: {}, batch {}, {} thread(s), {}, {}".format(*row), file=sys.stderr, flush=True)
        results["cases"].append(Case(workshop, options, *row).run())
        (workshop.folder / "results.json").write_text(json.dumps(results, indent=1) + "\n")
        report.write(workshop.folder)
    print((workshop.folder / "table.md").read_text(), end="")
    return 1 if any("ours" in case["absent"] for case in results["cases"]) else 0


if __name__ == "__main__":
    sys.exit(main())
