#!/usr/bin/env python3
"""Single changes of the compiler, and whether the tests see them: `make mutation N=150 SEED=1`.

A change is an operator (a comparison off by one, another stride, a number plus one, ...) at one place of one file, drawn
by the seed. The file is compiled and linked in front of the library. Then come tests, the quickest first, until one
fails. What gives the same machine code is no change, and what does not compile neither: others are drawn instead.
The text of generated/ comes last: what it alone finds is told apart, since no number was seen to be wrong.

usage: run.py BUILD_FOLDER COUNT SEED [FILE:LINE ...]    (places: all changes there, instead of drawn ones)
"""
import pathlib
import random
import re
import resource
import subprocess
import sys
import time

LIBS = "-ljansson -lprotobuf-c -ltcc -lpng -ljpeg -lexif -lzip -ldl -lm -lpthread".split()
FLAGS = "-std=gnu11 -pthread -fPIC -ffp-contract=off -w -Icompiler -Iruntime -Itests/common -O1".split()

# Rooms -> how many of 100 changes are there, and the unit tests of them.
ROOMS = {
    "compiler/emit": (34, "emit tile kernels number elements"),
    "compiler/plan": (12, "place sizes economy kernels knapsack"),
    "compiler/pack": (12, "pack narrow"),
    "compiler/layers": (14, "fold layout magnitude group_norm"),
    "compiler/calibrate": (6, "quantized rounding integers kept invalid_calibrations limits"),
    "compiler/tensors": (9, "containers safetensors pickle invalid_weights"),
    "compiler/spec": (3, "spec invalid_specs"),
    "compiler/json": (3, "spec invalid_specs invalid_weights"),
    "compiler/weights": (3, "weights invalid_weights containers"),
    "runtime/media": (4, "npy image input labels source resize"),
}
# (what is there, what comes instead); \b and spaces as clang-format sets them.
OPERATORS = [
    (r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" == ", " != "), (r" != ", " == "),
    (r" && ", " || "), (r" \|\| ", " && "), (r"(?<=[\w\])]) \+ (?=[\w(])", " - "), (r"(?<=[\w\])]) - (?=[\w(])", " + "),
    (r"(?<=[\w\])]) \* (?=[\w(])", " + "), (r"(?<=[\w\])]) / (?=[\w(])", " * "), (r"\b0\b(?!x)", "1"), (r"\b1\b", "2"),
    (r"\b2\b", "3"), (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"(?<=\()!", ""), (r"\bx_row\b", "x_block"),
    (r"\by_row\b", "y_block"), (r"\bx_block\b", "x_row"), (r"\bwidth\b", "height"), (r"\bheight\b", "width"),
    (r"\bbefore\b", "behind"), (r"\bbehind\b", "before"), (r"\bcolumns\b", "rows"), (r"\bstride\b", "kernel"),
    (r" \+= ", " = "), (r"\?(?= )", "&& 0 ?"), (r"\bw0\b", "w1"), (r"\bin_blocks\b", "in_lanes"),
]
SPECS = ["specs/tiny.json", "tests/golden/bottleneck.json", "tests/golden/groups.json", "tests/golden/slices.json"]
INT8 = "--precision int8 --calibrate random:1"
# Target and options. By the system's compiler, since kernels of the catalogue are compiled already.
VERIFY = [
    "avx2 --jit cc", "sse2 --jit cc --accuracy tight", "scalar --jit cc", "avx2 --jit cc --precision bf16", f"sse2 --jit cc {INT8}",
    f"native --jit cc {INT8}", "native --jit cc --threads 2", "neon --emulator", "neon --emulator --precision bf16", f"neon-dot --emulator {INT8}",
    "neon-bf16 --emulator --precision bf16", f"cortex-m4 --emulator {INT8}",
]


def code_lines(path):
    """(number, line) of what can be changed: no comment, assertion, message or declaration of a name."""
    inside = False
    for number, line in enumerate(path.read_text().splitlines()):
        text = line.strip()
        inside = inside or text.startswith("/*")
        if not inside and text and not re.match(r"#|assert|typedef|return diag_|diag_|\"|static .*;$|enum|\}", text):
            if "printf(" not in text or "/emit/" in str(path):
                yield number, line
        if "*/" in text:
            inside = False


def places(path):
    for number, line in code_lines(path):
        code = line.split("/*")[0]
        for pattern, replacement in OPERATORS:
            for match in re.finditer(pattern, code):
                yield number, match.start(), match.end(), replacement


class Mutant:
    def __init__(self, path, place):
        self.path, (self.number, start, end, replacement) = path, place
        lines = path.read_text().splitlines()
        self.before = lines[self.number].strip()
        lines[self.number] = lines[self.number][:start] + replacement + lines[self.number][end:]
        self.after, self.text = lines[self.number].strip(), "\n".join(lines) + "\n"

    def __str__(self):
        return f"{self.path}:{self.number + 1}: {self.before}\n{'':12}-> {self.after}"


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))


def run(command, seconds=900):
    """None where it succeeds; else why not."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, preexec_fn=limited)
    except subprocess.TimeoutExpired:
        return "takes a quarter of an hour"
    return None if done.returncode == 0 else f"exit {done.returncode}"


class Suite:
    def __init__(self, build):
        self.build, self.out, self.known = build, build / "mutation", {}
        self.out.mkdir(exist_ok=True)
        self.common = sorted(map(str, (build / "tests/common").glob("*.o")))

    def compile(self, source, to, *more):
        return run(["cc", *FLAGS, f"-I{self.build}/proto", *more, "-c", "-o", str(to), str(source)])

    def machine_code(self, file):
        dump = subprocess.run(["objdump", "-d", "-r", "-s", "-j", ".text", "-j", ".rodata", "-j", ".rodata.str1.1", "-j",
                               ".rodata.str1.8", "-j", ".data.rel.ro.local", str(file)], capture_output=True).stdout
        return dump.split(b"\n", 3)[-1]

    def change(self, mutant):
        """Whether there is a changed object."""
        source, room = self.out / mutant.path.name, mutant.path.parent
        source.write_text(mutant.text)
        self.object, plain = self.out / "changed.o", self.out / "plain.o"
        if self.compile(source, self.object, "-iquote", str(room)) or self.compile(mutant.path, plain):
            return False
        return self.machine_code(self.object) != self.machine_code(plain)

    def link(self, name, objects):
        program = str(self.out / name)
        failure = run(["cc", "-rdynamic", "-o", program, *map(str, objects), str(self.object), f"{self.build}/libresnetc.a",
                       "-lcmocka", *LIBS])
        return program if not failure else None

    def unit(self, name):
        part = self.out / f"test_{name}.o"
        if not part.exists():
            self.compile(f"tests/unit/test_{name}.c", part)
        return self.link(f"test_{name}", [part, self.build / "tests/unit/fixture.o", *self.common])

    def tests(self, room):
        """(name, command) of each test, the quickest first."""
        for name in ROOMS[room][1].split():
            yield f"test_{name}", [self.unit(name)]
        if not re.search("tensors|json|media|weights", room):
            program = self.link("resnetc", [self.build / "compiler/cli/main.o"])
            for i, options in enumerate(VERIFY):
                for spec in SPECS if i < 2 else SPECS[i % len(SPECS):][:1]:
                    words = [spec, "--weights", "random:3", "-q", "--verify", "--target", *options.split()]
                    yield " ".join(words), [program, *words]
            yield "random networks", [self.link("random", [*sorted((self.build / "tests/random").glob("*.o")), *self.common]), "4", "900"]
            yield "generated/ alone", ["tests/golden/run.sh", str(self.out)]
        else:
            yield "test_invalid_specs", [self.unit("invalid_specs")]
            yield "test_onnx", [self.unit("onnx")]

    def is_sound(self, name, room):
        """A test that fails of the unchanged compiler, too, has found nothing."""
        if name not in self.known:
            changed, self.object = self.object, self.out / "unchanged.o"
            (self.out / "unchanged.c").write_text("")
            self.compile(self.out / "unchanged.c", self.object)
            self.known[name] = run(next(command for other, command in self.tests(room) if other == name)) is None
            self.object = changed
            if not self.known[name]:
                print(f"{name} fails of the unchanged compiler: not used")
        return self.known[name]

    def killer(self, mutant):
        room = str(mutant.path.parent)
        for name, command in self.tests(room):
            if command[0] is None:
                return "does not link"
            if run(command) and self.is_sound(name, room):
                return name
        return None


def draw(count, seed):
    """Rooms in their shares; a file by its length in places; a place."""
    rng = random.Random(seed)
    rooms = list(ROOMS)
    every = {room: [(path, place) for path in sorted(pathlib.Path(room).glob("*.c")) for place in places(path)] for room in rooms}
    while True:
        room = rng.choices(rooms, [ROOMS[r][0] for r in rooms])[0]
        yield Mutant(*rng.choice(every[room]))


def given(words):
    for word in words:
        file, line = word.split(":")
        path = pathlib.Path(file)
        yield from (Mutant(path, place) for place in places(path) if place[0] == int(line) - 1)


def main():
    build, count, seed = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    suite, killed, golden, survived = Suite(build), 0, 0, []
    mutants = given(sys.argv[4:]) if sys.argv[4:] else draw(count, seed)
    for mutant in mutants:
        since = time.time()
        if not suite.change(mutant):
            continue
        killer = suite.killer(mutant)
        killed += killer is not None
        golden += killer == "generated/ alone"
        if killer is None:
            survived.append(mutant)
        print(f"{'killed' if killer else 'SURVIVED':10}  {mutant}\n{'':12}{killer or ''}, {time.time() - since:.0f} s", flush=True)
        if killed + len(survived) == count:
            break
    total = killed + len(survived)
    print(f"{killed} of {total} killed ({golden} by the text of generated/ alone), {len(survived)} survived")
    for mutant in survived:
        print(f"survived: {mutant}")
    return 0 if total and killed >= 0.97 * total else 1


if __name__ == "__main__":
    sys.exit(main())
