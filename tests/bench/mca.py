#!/usr/bin/env python3
"""mca.py: the inner loops of emitted C by llvm-mca's models of cores, against the bound of the models' own
multiply-adds. Nothing is run: what memory adds is not in it.

    python3 tests/bench/mca.py build/resnetc specs/resnet50.json [TARGET:PRECISION...]
    python3 tests/bench/mca.py --source FILE.c --flags "-march=... -Ipath"   any C or assembler, others' kernels
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

CORES = {"aarch64": ["neoverse-n1", "neoverse-v1", "apple-m1"]}  # Cortex-A76's core is Neoverse N1's
COMPILERS = {"aarch64": ["aarch64-linux-gnu-gcc", "clang-19 --target=aarch64-linux-gnu"]}
FLAGS = {"neon": "", "neon-dot": "-march=armv8.2-a+dotprod", "neon-bf16": "-march=armv8.2-a+dotprod+i8mm+bf16"}
# A multiply-add, and the operands of one that depends on no other of its kind.
MULTIPLY_ADDS = {
    "fmla": "v{i}.4s, v30.4s, v31.s[0]",
    "sdot": "v{i}.4s, v30.16b, v31.4b[0]",
    "sudot": "v{i}.4s, v30.16b, v31.4b[0]",
    "usdot": "v{i}.4s, v30.16b, v31.16b",
    "bfdot": "v{i}.4s, v30.8h, v31.2h[0]",
    "smmla": "v{i}.4s, v30.16b, v31.16b",
    "bfmmla": "v{i}.4s, v30.8h, v31.8h",
    "smlal2": "v{i}.8h, v30.16b, v31.16b",
    "smull": "v{i}.8h, v30.8b, v31.8b",
    "smlal": "v{i}.8h, v30.8b, v31.8b",
}
FEWEST = 12  # multiply-adds of a loop that is a tile's
MCA = shutil.which("llvm-mca-19") or shutil.which("llvm-mca")


def cycles(core, text, iterations=200):
    """Of one iteration by the model; None where it does not know an instruction."""
    run = subprocess.run([MCA, "-mtriple=aarch64", f"-mcpu={core}", f"-iterations={iterations}"], input=text,
                         capture_output=True, text=True)
    total = re.search(r"Total Cycles:\s+(\d+)", run.stdout)
    return int(total[1]) / iterations if total and run.returncode == 0 else None


def bound_of(core, counts, known={}):
    """Cycles of so many of each kind alone."""
    total = 0
    for kind, count in counts.items():
        if (core, kind) not in known:
            lines = [f"{kind} {MULTIPLY_ADDS[kind].format(i=i)}" for i in range(28)]
            spent = cycles(core, "\n".join(lines) + "\n")
            known[core, kind] = spent and round(28 / spent)
        if not known[core, kind]:
            return None
        total += count / known[core, kind]
    return total


def loops(assembly):
    """(function, lines) of each innermost loop."""
    lines = assembly.split("\n")
    labels, function, found = {}, "", []
    for at, line in enumerate(lines):
        label = re.match(r"^([\w.$]+):", line)
        if label:
            labels[label[1]] = at
            if not label[1].startswith("."):
                function = label[1].split(".")[0]
        jump = re.match(r"\s+(?:b|b\.?\w{2}|cbn?z\s+\w+,|tbn?z\s+\w+, #?\d+,)\s+(\.L\w+)", line)
        if jump and jump[1] in labels:
            begin = labels[jump[1]]
            if not any(begin < start and end < at for start, end, _, _ in found):
                body = [l for l in lines[begin : at + 1] if l.strip() and not re.match(r"\s*[.#]|\s*//|[\w.$]+:", l)]
                found.append((begin, at, function, body))
    return [(function, body) for _, _, function, body in found]


def counts_of(body):
    counts = {}
    for line in body:
        name = re.match(r"\s+(\w+)", line)
        if name and name[1] in MULTIPLY_ADDS and "v" in line:
            counts[name[1]] = counts.get(name[1], 0) + 1
    return counts


def disassembled(compiler, source, flags):
    """Assembler's text with a label at each address: macros and local labels are gone."""
    with tempfile.TemporaryDirectory() as folder:
        result = os.path.join(folder, "kernel.o")
        run = subprocess.run(compiler.split() + ["-c", "-o", result, source] + flags.split(), capture_output=True, text=True)
        if run.returncode:
            sys.exit(run.stderr)
        text = subprocess.run(["aarch64-linux-gnu-objdump", "-d", "--no-show-raw-insn", result], capture_output=True,
                              text=True).stdout
    lines = []
    for line in text.split("\n"):
        name, at = re.match(r"\w+ <(.*)>:", line), re.match(r"\s+(\w+):\s+(.*)", line)
        if name:
            lines.append(name[1] + ":")
        if at:
            instruction = re.sub(r"\s*//.*", "", re.sub(r"\b(\w+) <.*>", r".L\1", at[2]))
            lines += [f".L{at[1]}:", "\t" + instruction]
    return "\n".join(lines)


def compiled(compiler, source, flags):
    if source.endswith(".S"):
        return disassembled(compiler, source, flags) if "gcc" in compiler else None
    if not shutil.which(compiler.split()[0]):
        return None
    run = subprocess.run(compiler.split() + ["-O2", "-std=gnu11", "-w", "-S", "-o", "-", source] + flags.split(),
                         capture_output=True, text=True)
    if run.returncode:
        sys.exit(run.stderr)
    return run.stdout


def report(title, source, flags, cores):
    for compiler in COMPILERS["aarch64"]:
        assembly = compiled(compiler, source, flags)
        if assembly is None:
            continue
        seen = {}
        for function, body in loops(assembly):
            counts = counts_of(body)
            if sum(counts.values()) < max(FEWEST, len(body) / 2 if "fmla" in counts else 0):
                continue  # not a tile's: a transform's
            spilled = sum("[sp" in line for line in body)
            shares = []
            for core in cores:
                spent, bound = cycles(core, "\n".join(body) + "\n"), bound_of(core, counts)
                shares.append(bound / spent if spent and bound else None)
            kind = " ".join(f"{n} {k}" for k, n in counts.items())
            key = (kind, len(body), tuple(shares))
            seen.setdefault(key, [0, function, spilled])[0] += 1
        print(f"{title}, {compiler.split()[0]}: share of the multiply-adds' bound by {', '.join(cores)}")
        for (kind, size, shares), (times, function, spilled) in sorted(seen.items()):
            text = "  ".join("    -" if s is None else f"{100 * s:4.0f}%" for s in shares)
            print(f"  {text}  {kind:24} of {size:3} instructions, {spilled} on the stack; {times} x, {function}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source")
    parser.add_argument("--flags", default="")
    parser.add_argument("--cores", nargs="+", default=CORES["aarch64"])
    parser.add_argument("arguments", nargs="*")
    options = parser.parse_args()
    if not MCA:
        print("mca: SKIPPED: no llvm-mca")
        return
    if options.source:
        report(os.path.basename(options.source), options.source, options.flags, options.cores)
        return
    resnetc, spec, *rows = options.arguments
    with tempfile.TemporaryDirectory() as folder:
        for row in rows or ["neon:fp32", "neon:int8", "neon-dot:int8", "neon-bf16:int8", "neon:bf16", "neon-bf16:bf16"]:
            target, precision = row.split(":")
            source = os.path.join(folder, "network.c")
            calibrate = ["--calibrate", "norms"] if precision == "int8" else []
            subprocess.run([resnetc, spec, "--weights", "random:1", "--target", target, "--precision", precision,
                            "-o", source] + calibrate, check=True, stderr=subprocess.DEVNULL)
            report(f"{target} {precision}", source, FLAGS[target], options.cores)


main()
