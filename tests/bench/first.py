#!/usr/bin/env python3
"""Times the way from files to the first answer, each time in a new process, turn by turn. `make bench-jit` calls it.

Ours: the spec and the weights compiled in memory and run (--run), by libtcc and by the system's compiler; all of the process. Peers: from
their own model file to the logits, Python and the library already loaded; and all of the process. Then what a call of ours takes
once all is warm (--bench).
"""
import argparse
import os
import re
import statistics
import subprocess
import time

import models
from bench import PEERS
from contenders import Absent, Contender


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", default="build")
    parser.add_argument("--models", default="resnet18")
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def ours(workshop, folder, name, jit, *more):
    command = [workshop.resnetc, folder / f"{name}.json", "--weights", workshop.weights(folder), "--jit", jit, *more]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def first_of_ours(workshop, folder, name, jit, *more):
    """Seconds, the same twice: there is nothing to be loaded before."""
    start = time.monotonic()
    ours(workshop, folder, name, jit, *more)
    return [time.monotonic() - start] * 2


def first_of_peer(workshop, folder, name, peer):
    """Seconds from the model's file, and of all."""
    start = time.monotonic()
    python = models.SYSTEM_PYTHON if peer == "pytorch" else workshop.python
    shape = "x".join(map(str, workshop.shape(folder, name)))
    cpus = sorted(os.sched_getaffinity(0))[-1:]
    contender = Contender(peer, [python, models.HERE / "peer.py", peer, folder, "1", shape, "fp32"], cpus)
    inner = float(contender.ask("first")) / 1e9
    contender.close()
    return [inner, time.monotonic() - start]


def number(pattern, text):
    return float(re.search(pattern, text, re.M).group(1))


def measure(workshop, name, rounds):
    folder = workshop.model(name, 1)
    run = ["--run", workshop.input(folder, name), "--output", folder / "first.npy"]
    ways = {f"ours, {jit}": lambda jit=jit: first_of_ours(workshop, folder, name, jit, *run) for jit in ("tcc", "cc")}
    ways |= {peer: lambda peer=peer: first_of_peer(workshop, folder, name, peer) for peer in PEERS}
    times = {way: [] for way in ways}
    for _ in range(rounds):
        for way in list(times):
            try:
                times[way].append(ways[way]())
            except Absent as reason:
                del times[way]
                print(f"{way}: not there: {reason}")
    for way, values in times.items():
        inner, outer = (1e3 * statistics.median(column) for column in zip(*values))
        print(f"{name}, {way:12} from files to the first answer {inner:8.1f} ms, with the loading of the library {outer:8.1f} ms")
    for jit in ("tcc", "cc"):
        told = ours(workshop, folder, name, jit, "-v", *run).stderr
        steady = ours(workshop, folder, name, jit, "--bench").stdout
        print(f"{name}, ours, {jit}: pack {number(r'pack +([0-9.]+) ms', told):.1f} ms, compile {number(r'jit +([0-9.]+) ms', told):.1f} ms, "
              f"first call {number(r' run +([0-9.]+) ms', told):.1f} ms, a call once warm {number(r'^median +([0-9.]+)', steady):.2f} ms")


def main():
    options = parse()
    for name in options.models.split():
        measure(models.Workshop(options.build, "cc"), name, options.rounds)


if __name__ == "__main__":
    main()
