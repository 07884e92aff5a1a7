#!/usr/bin/env python3
"""Inputs that ask for too much: each is refused with a line that says what is too large and what the limit is, in little
memory and time of the processor. usage: hostile.py RESNETC [NAME...], from anywhere. Closing line: "N passed, N failed"."""

import json
import os
import re
import resource
import struct
import subprocess
import sys
import tempfile
import zlib

PROGRAM = os.path.realpath(sys.argv[1])
MEGABYTES = 100
SECONDS = 3.0  # of the processor; some 0.2 are usual. Sanitizers and a busy machine take more
SPARSE = 1 << 32

TINY = {"block": "basic", "repeats": [1, 1], "widths": [8, 16], "stem": {"type": "cifar"}, "classes": 10,
        "input": {"height": 16, "width": 16}}


def write(name, *parts):
    with open(name, "wb") as file:
        for part in parts:
            file.write(part if isinstance(part, bytes) else json.dumps(part).encode())
    return name


def spec(**keys):
    return write("spec.json", {**TINY, **keys})


def tiny():
    return spec() + " --weights random:1"


def sparse(name, begin=b"", size=SPARSE):
    write(name, begin)
    os.truncate(name, size)
    return name


def fifo(command):
    if os.path.exists("fifo"):
        os.unlink("fifo")
    os.mkfifo("fifo")
    return subprocess.Popen(["sh", "-c", command + " >fifo"], stderr=subprocess.DEVNULL)


def safetensors(header, size=None):
    text = json.dumps(header).encode() if not isinstance(header, bytes) else header
    return write("w.safetensors", struct.pack("<Q", size or len(text)), text)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, depth=8, colour=2):
    """All zeros; rows packed a piece at a time."""
    packer, packed = zlib.compressobj(9), []
    row = bytes(1 + (width * depth * {0: 1, 2: 3}[colour] + 7) // 8)
    for _ in range(min(height, 20000)):
        packed.append(packer.compress(row))
    packed.append(packer.flush())
    return write("p.png", b"\x89PNG\r\n\x1a\n", chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)),
                 chunk(b"IDAT", b"".join(packed)), chunk(b"IEND", b""))


def npz_bomb():
    """A member that unpacks to 8 GB."""
    import zipfile
    with zipfile.ZipFile("w.npz", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("conv1.weight.npy", b"\x93NUMPY\x01\x00v\x00" + bytes(50_000_000))
    data = bytearray(open("w.npz", "rb").read())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24:at + 28] = struct.pack("<I", 0xfffffff0)
    return write("w.npz", bytes(data))


def npy(shape, size=None):
    text = ("{'descr': '<f4', 'fortran_order': False, 'shape': %s, }" % (shape,)).encode()
    text += b" " * (117 - len(text)) + b"\n"
    return sparse("a.npy", b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text, size or SPARSE)


def choices(count):
    entry = {"accuracy": "fast", "choice": {"algorithm": "winograd", "columns": 1, "vectors": 1, "outputs": 4, "strip": 1,
                                            "group": 1, "prefetch": False}, "cpu": "x", "seconds": 1, "target": "avx2"}
    return write("choices.json", {"format": 1, "entries": [{**entry, "layer": str(min(i, count - 2))} for i in range(count)]})


def names_of(count):
    return {"a%d.weight" % i: "b%d.weight" % i for i in range(count)}


# name: (what makes the command's end, what must stand in the message)
CASES = {
    "petabyte": (lambda: spec(input={"height": 4096, "width": 4096}, batch=4096, widths=[65536, 65536]) + " --describe", r"below 2.31 floats"),
    "batch": (lambda: spec(batch=10**12) + " --describe", r"/batch: expected \d+ or less, got 1000000000000"),
    "repeats": (lambda: spec(repeats=[10**9, 1]) + " --describe", r"/repeats/0: expected \d+ or less, got 1000000000"),
    "repeats together": (lambda: spec(repeats=[1000] * 8, widths=[8] * 8) + " --describe", r"/repeats: expected at most 1000 blocks, got 8000"),
    "image": (lambda: spec(input={"height": 65536, "width": 65536}) + " --describe", r"below 2.31 floats, got .1, 3, 65536, 65536"),
    "input picture": (lambda: spec(input={"height": 20000, "width": 20000}) + " --weights random:1 --run random:1", r"below 2.31 floats, got .1, 8, 20000, 20000"),
    "deep": (lambda: write("spec.json", b"[" * 100000, b"]" * 100000) + " --describe", r"at most 63 others"),
    "unknown keys": (lambda: write("spec.json", {**TINY, **{"k%d" % i: 0 for i in range(1000000)}}) + " --describe",
                     r"at most 262144 keys, got 10000\d\d"),
    "long list": (lambda: spec(repeats=[1] * 3000000) + " --describe", r"at most 1048576 values, got 30000\d\d"),
    "long name": (lambda: spec(name="a" * 10000000) + " --describe", r"/name: .*\d+"),
    "spaces": (lambda: write("spec.json", b" " * 200000000) + " --describe", r"at most 16 MiB, got 200000000 bytes"),
    "few spaces": (lambda: write("spec.json", b" " * (1 << 24)) + " --describe", r"empty file"),
    "choices of one layer": (lambda: tiny() + " -o net.c --tuned " + choices(19000), r"the same cpu, target, accuracy and layer"),
    "spaces and a spec": (lambda: write("spec.json", b" " * 200000000, TINY) + " --describe", r"at most 16 MiB"),
    "sparse spec": (lambda: sparse("spec.json", b"{") + " --describe", r"at most 16 MiB, got 4294967296 bytes"),
    "labels": (lambda: tiny() + " --run random:1 --labels " + write("l.txt", b"\n" * 16000000), r"expected 10 class names.*16000000"),
    "many labels": (lambda: tiny() + " --run random:1 --labels " + write("l.txt", b"\n" * 100000000), r"at most 16 MiB"),
    "choices": (lambda: tiny() + " -o net.c --tuned " + choices(60000), r"at most 262144 keys, got 780002"),
    "names": (lambda: spec() + " --weights " + safetensors({}) + " --describe --names " + write("n.json", names_of(300000)),
              r"at most 262144 keys, got 300000"),
    "header of 99 MB": (lambda: sparse("w.safetensors", struct.pack("<Q", 99000000) + b"{" + b" " * 1000, 99000008) +
                        " --describe", r"header of 16777216 bytes or fewer, got 99000000"),
    "tensors": (lambda: spec() + " --describe --weights " +
                safetensors({"t%d" % i: {"dtype": "F32", "shape": [], "data_offsets": [0, 4]} for i in range(150000)}),
                r"at most 262144 keys, got 600000"),
    "shape wraps": (lambda: spec() + " --describe --weights " +
                    safetensors({"conv1.weight": {"dtype": "F32", "shape": [2**33, 2**33], "data_offsets": [0, 4]}}), r"64 bits"),
    "npy wraps": (lambda: tiny() + " --run " + npy((2**33, 2**33, 4, 4)), r"overflows"),
    "npy of other size": (lambda: tiny() + " --run " + npy((1, 3, 16000, 16000), 128 + 4 * 3 * 16000**2), r"3, 16, 16.*16000, 16000"),
    "png bomb": (lambda: tiny() + " --run " + png(16384, 16384, 1, 0), r"at most 16777216 pixels in a file of less than 2684354 bytes, got 16384x16384"),
    "png of one column": (lambda: tiny() + " --run " + png(1, 20000, 1, 0), r"at most 256 times.*got 1x20000"),
    "png of one row": (lambda: tiny() + " --run " + png(1000000, 1), r"at most 256 times.*got 1000000x1"),
    "png claims": (lambda: tiny() + " --run " + png(1000000, 1000000, 1, 0), r"1 to 268435456 pixels, got 1000000x1000000"),
    "zip bomb": (lambda: spec() + " --describe --weights " + npz_bomb(), r"unpacks to at most \d+ bytes"),
    "zero weights": (lambda: spec() + " --describe --weights /dev/zero", r"at most 16 MiB"),
    "zero spec": (lambda: "/dev/zero --describe", r"at most 16 MiB"),
    "zero input": (lambda: tiny() + " --run /dev/zero", r"at most 16 MiB"),
    "zero labels": (lambda: tiny() + " --run random:1 --labels /dev/zero", r"at most 16 MiB"),
    "zero names": (lambda: spec() + " --weights " + safetensors({}) + " --describe --names /dev/zero", r"at most 16 MiB"),
    "zero choices": (lambda: tiny() + " -o net.c --tuned /dev/zero", r"at most 16 MiB"),
    "zero truth": (lambda: tiny() + " --run random:1 --truth /dev/zero", r"at most 16 MiB"),
    "zero calibration": (lambda: tiny() + " -o net.c --precision int8 --calibrate /dev/zero", r"at most 16 MiB"),
    "import zero": (lambda: "--import /dev/zero -o s.json", r"at most 16 MiB"),
}
PIPES = {
    "spec from a pipe": ("yes", lambda: "fifo --describe", r"at most \d+ MiB"),
    "weights from a pipe": ("yes", lambda: spec() + " --describe --weights fifo", r"at most \d+ MiB"),
    "input from a pipe": ("yes", lambda: tiny() + " --run fifo", r"at most \d+ MiB"),
    "labels from a pipe": ("yes", lambda: tiny() + " --run random:1 --labels fifo", r"at most \d+ MiB"),
    "choices from a pipe": ("yes", lambda: tiny() + " -o net.c --tuned fifo", r"at most \d+ MiB"),
    "calibration from a pipe": ("yes", lambda: tiny() + " -o net.c --precision int8 --calibrate fifo", r"at most \d+ MiB"),
}


def limits():
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
    if not SANITIZED:
        resource.setrlimit(resource.RLIMIT_AS, (8 << 30, 8 << 30))


def run(name, command, expected):
    """What is wrong; '' where nothing is."""
    with open("err", "wb") as err, open("out", "wb") as out:
        child = subprocess.Popen([PROGRAM] + command.split(), stdout=out, stderr=err, stdin=subprocess.DEVNULL, preexec_fn=limits)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = 0
    code = os.waitstatus_to_exitcode(status)
    lines = [line for line in open("err", encoding="utf-8", errors="replace").read().splitlines()
             if not line.startswith("resnetc: note: ")]
    seconds, megabytes = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
    if os.environ.get("VERBOSE"):
        print(f"{name:28} status {code} {seconds:6.2f} s {megabytes:7.0f} MB: {' | '.join(lines)[:230]}", flush=True)
    if code not in (1, 2):
        return f"status {code}: {lines}"
    if len(lines) != 1 or not re.search(expected, lines[0]):
        return f"expected /{expected}/, got {lines}"
    if seconds > SECONDS * (10 if SANITIZED else 1):
        return f"{seconds:.1f} s: {lines}"
    most = 300 if name == "weights from a pipe" or name == "spec from a pipe" else MEGABYTES
    if megabytes > most and not SANITIZED:
        return f"{megabytes:.0f} MB: {lines}"
    return ""


SANITIZED = b"__asan_init" in open(PROGRAM, "rb").read()


def main():
    wanted, failed, passed = sys.argv[2:], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for name in [*CASES, *PIPES]:
            if wanted and name not in wanted:
                continue
            feeder = fifo(PIPES[name][0]) if name in PIPES else None
            make, expected = CASES[name] if name in CASES else PIPES[name][1:]
            fault = run(name, make(), expected)
            if feeder:
                feeder.kill()
                feeder.wait()
            passed, failed = passed + (not fault), failed + bool(fault)
            if fault:
                print(f"FAILED: {name}: {fault}"[:600])
        os.chdir("/")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


sys.exit(main())
