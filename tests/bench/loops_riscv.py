#!/usr/bin/env python3
"""Inner loops of RISC-V assembly, put through llvm-mca: `loops_riscv.py CPU FILE.s...`.

A line a loop that multiplies and adds at least so many vectors: how many, cycles a turn, what the multiply-adds
alone would take, the share of it, and vectors that are moved to memory and back (spills). The loops' type of
vectors is what the last vset says, in the loop or before it."""
import re
import subprocess
import sys

FEWEST = 8  # multiply-adds of a loop that is told
TURNS = 100
MULTIPLY_ADD = re.compile(r"\s(vf?m(acc|add)|vwmacc\w*)\.v")
SPILL = re.compile(r"\s(v[sl]\dr\w*\.v\s.*|.*\(sp\))")
TYPE = re.compile(r"\svsetv?i?vli\s.*\b(e\d+), (mf?\d)")


def loops(lines):
    """(function, body, the last vset before it) of each block that jumps back to its own label."""
    function = label = start = None
    for i, text in enumerate(lines):
        if named := re.match(r"([A-Za-z_]\w*):", text):
            function = named[1]
        if named := re.match(r"(\.LBB\w+):", text):
            label, start = named[1], i
        if (jump := re.match(r"\s+b\w+\s.*?(\.LBB\w+)\s*(#.*)?$", text)) and jump[1] == label:
            body = [line.split("#")[0].rstrip() for line in lines[start + 1 : i + 1]]
            before = next((line for line in reversed(lines[:start]) if TYPE.search(line)), None)
            yield function, [line for line in body if line and not re.match(r"\s*\.", line)], before
            label = None


def cycles(cpu, kind, body):
    width, group = kind
    text = f"# LLVM-MCA-RISCV-LMUL {group.upper()}\n# LLVM-MCA-RISCV-SEW {width.upper()}\n"
    text += "\n".join(re.sub(r"\.LBB\w+", "0", line) for line in body) + "\n"
    command = ["llvm-mca-19", "-mtriple=riscv64", f"-mcpu={cpu}", "-mattr=+v", f"-iterations={TURNS}"]
    said = subprocess.run(command, input=text, text=True, capture_output=True, check=True).stdout
    total, block = re.search(r"Total Cycles:\s+(\d+)", said), re.search(r"Block RThroughput:\s+([\d.]+)", said)
    return int(total[1]) / TURNS, float(block[1])


def tell(cpu, name):
    for function, body, before in loops(open(name).read().split("\n")):
        products = [line for line in body if MULTIPLY_ADD.search(line)]
        if len(products) < FEWEST:
            continue
        kinds = [TYPE.search(line).groups() for line in body + [before] if line and TYPE.search(line)]
        taken, (_, bound) = cycles(cpu, kinds[0], body)[0], cycles(cpu, kinds[0], products)
        spills = sum(1 for line in body if SPILL.match(line))
        print(f"{function:50s} {len(products):3d} multiply-adds {taken:6.1f} cycles {bound:6.1f} at least "
              f"{bound / taken:4.0%} {spills} spills")


for path in sys.argv[2:]:
    tell(sys.argv[1], path)
