"""A compiler with one object changed, and the tests that it meets, the quickest first, until one fails.

Everything is linked once, as two shared libraries: one of the changed object alone, in front of one of the whole compiler.
A change is then compiled and linked in a second, whatever program meets it.
"""
import hashlib
import json
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess

LIBS = "-ljansson -lprotobuf-c -ltcc -lpng -ljpeg -lexif -lzip -ldl -lm -lpthread".split()
FLAGS = "-std=gnu11 -pthread -fPIC -ffp-contract=off -w -Icompiler -Iruntime -Itests/common -O1".split()
SECTIONS = [".text", ".rodata", ".rodata.str1.1", ".rodata.str1.8", ".rodata.cst8", ".rodata.cst4", ".data.rel.ro.local", ".data.rel.ro"]

# Rooms -> their unit tests, however long these take. Those of others follow where they are quick.
OWN = {
    "compiler/emit": "emit tile kernels number elements halves ending narrow preprocess pairs details",
    "compiler/plan": "place sizes economy kernels knapsack whole pairs details",
    "compiler/pack": "pack narrow integers elements pairs details",
    "compiler/layers": "fold layout magnitude group_norm lowering details",
    "compiler/calibrate": "norms rounding integers kept invalid_calibrations observe quantized limits",
    "compiler/tensors": "containers safetensors pickle invalid_weights import",
    "compiler/spec": "spec invalid_specs spec_files",
    "compiler/json": "spec invalid_specs invalid_weights",
    "compiler/weights": "weights invalid_weights containers import",
    "runtime/media": "npy image input labels source resize preprocess",
}
INSTANT, QUICK, EARLY = 0.15, 2.5, 6  # seconds
BUSY = 6  # programs that share a processor, say
READERS = "compiler/tensors compiler/json compiler/weights runtime/media".split()

# Networks that are emitted by the changed compiler and the plain one; where the two differ the changed one's is verified.
FIXED = ["specs/tiny.json", *(f"tests/golden/{name}.json" for name in "bottleneck groups slices threads".split()),
         *(f"tests/mutation/networks/{name}.json" for name in "stem strided gates faces pixels blur average standard".split())]
RANDOM = 50  # networks of tests/random
INT8 = "--precision int8 --calibrate norms"
AUTO = "--precision auto --calibrate random:5 --jit cc"
SETTINGS = [
    "avx2", "sse2", "scalar", "avx512", "zen5", "avx2 --precision bf16", f"sse2 {INT8}", f"avx2 {INT8}", f"zen4 {INT8}", f"avx-vnni {INT8}",
    f"avx512-vnni {AUTO}", "zen5 --precision bf16", "avx2 --accuracy tight", "sse2 --prefer size", "scalar --prefer speed", "avx2 --threads 2",
    "zen5 --threads 3", f"sse2 --threads 2 {INT8}", "neon --emulator", "neon --emulator --precision bf16", f"neon-dot --emulator {INT8}",
    "neon-bf16 --emulator --precision bf16",
    f"cortex-m4 --emulator {INT8}", "cortex-m4 --emulator", "sse2 --precision int8 --calibrate random:1 --jit cc",
]
# Kernels of the catalogue -> with what they are verified.
KERNELS = { "sse2": "sse2", "sse2-bf16": "sse2 --precision bf16", "sse2-s8": f"sse2 {INT8}" }
VERIFIED, GUARDED, FEATURED = 5, 3, 6  # at most, of what differs


def limit(seconds):
    os.setpgid(0, 0)  # a session of its own would be at plain priority
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def run(command, seconds=300):
    """None where it succeeds; else why not. Seconds of processor, and BUSY times as many by the clock: a wait without an end."""
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          preexec_fn=lambda: limit(seconds)) as process:
        try:
            code = process.wait(BUSY * seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return f"takes {seconds} s"
    return f"exit {code}" if code else None


def spent():
    """Seconds of processor that programs have used: others may be at work beside them."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def is_older(file, others):
    return not file.exists() or any(file.stat().st_mtime < other.stat().st_mtime for other in others)


def machine_code(file):
    words = [word for section in SECTIONS for word in ("-j", section)]
    dump = subprocess.run(["objdump", "-d", "-r", "-s", *words, str(file)], capture_output=True).stdout
    return dump.split(b"\n", 3)[-1]


class Suite:
    def __init__(self, build):
        self.build, self.out, self.sound = build, build / "mutation", {}
        self.out.mkdir(exist_ok=True)
        self.link_programs()
        self.change_nothing()
        self.times = self.timed()
        self.cases = list(self.drawn())
        self.features = self.featured()
        self.sums, self.texts = self.out / "sums.json", {}
        if self.sums.exists() and self.sums.stat().st_mtime > (self.build / "resnetc").stat().st_mtime:
            self.texts = json.loads(self.sums.read_text())

    # ---- Programs ----

    def linked(self, name, objects, more=()):
        """Where the two libraries are found by name, the changed one first."""
        words = ["cc", "-rdynamic", "-o", str(self.out / name), *map(str, objects), f"-L{self.out}", f"-Wl,-rpath,{self.out.resolve()}"]
        done = run([*words, "-Wl,--no-as-needed", "-lchanged", "-lplain", "-Wl,--as-needed", *more, *LIBS])
        assert not done, f"{name} does not link"
        return str(self.out / name)

    def link_plain(self, plain, library):
        """Libtcc's archive is not made for a shared library: there its names must be nobody else's."""
        tcc = self.build / "tcc.o"
        names = subprocess.run(["nm", "-g", "--defined-only", str(tcc)], capture_output=True, text=True).stdout.split()[2::3] if tcc.exists() else []
        (self.out / "names").write_text(f"{{ local: {' '.join(name + ';' for name in ['resnetc_tcc_*', *names])} }};")
        whole = ["-Wl,--whole-archive", str(library), "-Wl,--no-whole-archive", f"-Wl,--version-script={self.out}/names"]
        done = run(["cc", "-shared", "-o", str(plain), *whole, *LIBS])
        assert not done, "libplain.so does not link"

    def link_programs(self):
        library = self.build / "libresnetc.a"
        plain = self.out / "libplain.so"
        if plain.exists() and plain.stat().st_mtime > library.stat().st_mtime:
            self.compile_nothing()
        else:
            for old in [*self.out.glob("*.o"), *self.out.glob("test_*"), self.out / "features", self.out / "times.json"]:
                old.unlink(missing_ok=True)
            self.compile_nothing()
            self.link_plain(plain, library)
        common = sorted((self.build / "tests/common").glob("*.o"))
        self.program = self.linked("resnetc", [self.build / "compiler/cli/main.o"])
        self.printer = self.linked("print", [self.build / "compiler/catalogue/main.o"])
        self.random = self.linked("random", [*sorted((self.build / "tests/random").glob("*.o")), *common])
        self.featuring = self.made(pathlib.Path("tests/mutation/features.c"), common)
        self.units = {}
        for source in sorted(pathlib.Path("tests/unit").glob("test_*.c")):
            self.units[source.stem[5:]] = self.made(source, [self.build / "tests/unit/fixture.o", *common], ["-lcmocka"])

    def made(self, source, objects, more=()):
        """A program of one file, linked anew where that or an object is newer."""
        program, part = self.out / source.stem, self.out / f"{source.stem}.o"
        if is_older(part, [source]):
            assert not self.compile(source, part), f"{source} does not compile"
        return self.linked(source.stem, [part, *objects], more) if is_older(program, [part, *objects]) else str(program)

    def compile(self, source, to, *more):
        return run(["cc", *FLAGS, f"-I{self.build}/proto", *more, "-c", "-o", str(to), str(source)])

    def compile_nothing(self):
        (self.out / "nothing.c").write_text("")
        self.compile(self.out / "nothing.c", self.out / "nothing.o")
        self.change_nothing()

    def use(self, *changed):
        return run(["cc", "-shared", "-o", str(self.out / "libchanged.so"), *map(str, changed)])

    def change_nothing(self):
        self.use(self.out / "nothing.o")

    def killing_catalogue(self):
        """Kernels that are printed otherwise must compile; and as a build does, so does the changed compiler take them."""
        changed = []
        for kernels in KERNELS:
            text = subprocess.run([self.printer, kernels], capture_output=True, timeout=900).stdout
            if text == (self.build / f"catalogue/{kernels}.c").read_bytes():
                continue
            source, made = self.out / "kernels.c", self.out / f"{kernels}.o"
            source.write_bytes(text)
            if run(["cc", "-std=gnu11", "-O0", "-fPIC", "-w", "-Icompiler", "-msse2", "-c", "-o", str(made), str(source)]):
                yield f"the catalogue of {kernels} does not compile"
            changed.append(kernels)
        if changed:
            self.use(self.object, *(self.out / f"{kernels}.o" for kernels in changed))
        for kernels in changed:
            for spec in [*FIXED[:4:2], *(f"{self.out}/specs/{seed}.json" for seed in range(11, 17))]:
                if self.is_wrong((spec, f"{KERNELS[kernels]} --jit tcc")):
                    yield f"--verify of {spec} with kernels of {kernels}"

    def change(self, mutant):
        """Whether there is a changed object: none is where the text does not compile or gives the same machine code."""
        source, room = self.out / mutant.path.name, mutant.path.parent
        source.write_text(mutant.text)
        self.object, plain = self.out / "changed.o", self.out / "same.o"
        failed = self.compile(source, self.object, "-iquote", str(room)) or self.compile(mutant.path, plain)
        source.unlink()
        return not failed and machine_code(self.object) != machine_code(plain) and not self.use(self.object)

    # ---- Unit tests ----

    def timed(self):
        """Seconds of each unit test of the plain compiler; those that fail of it are none."""
        file = self.out / "times.json"
        known = json.loads(file.read_text()) if file.exists() else {}
        for name, program in self.units.items():
            if name not in known:
                since = spent()
                known[name] = None if run([program]) else spent() - since
                file.write_text(json.dumps(known, indent=1))
        return {name: seconds for name, seconds in known.items() if seconds is not None and name in self.units}

    def fails(self, name):
        return self.is_new([self.units[name]], 30 + int(10 * self.times[name]))

    def killing_units(self, names):
        for name in sorted(set(names) & set(self.times), key=self.times.get):
            if self.fails(name):
                yield f"test_{name}"

    # ---- Networks ----

    def drawn(self):
        """(spec, setting) of each network: each setting on some of the fixed ones, one on each of the random ones."""
        rng = random.Random(1)
        folder = self.out / "specs"
        folder.mkdir(exist_ok=True)
        for i, setting in enumerate(SETTINGS):
            for j, spec in enumerate(FIXED):
                if i < 2 or (i + j) % 4 == 0:
                    yield spec, setting
        yield "tests/golden/chosen.json", "zen5 --tuned tests/golden/chosen-choices.json"
        for seed in range(1, RANDOM + 1):
            spec = folder / f"{seed}.json"
            if not spec.exists():
                spec.write_bytes(subprocess.run([self.random, "print", str(seed)], capture_output=True).stdout)
            yield str(spec), rng.choice(SETTINGS)

    def words(self, case):
        spec, setting = case
        return [spec, "--weights", "random:3", "-q", "--target", *setting.split()]

    def emitted(self, case):
        """A sum of all files; None where the compiler fails."""
        folder = self.out / "emitted"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        words = re.sub(" --emulator| --threads .", "", " ".join(self.words(case))).split()
        preprocess = ["--emit-preprocess"] if "\"resize\"" in pathlib.Path(case[0]).read_text() else []
        if run([self.program, *words, *preprocess, "-o", f"{folder}/x.c"], 60):
            return None
        return hashlib.sha256(b"".join(file.read_bytes() for file in sorted(folder.iterdir()))).hexdigest()

    def plain_text(self, case):
        """The same of the plain compiler, which is build/resnetc."""
        name = " ".join(case)
        if name not in self.texts:
            program, self.program = self.program, str(self.build / "resnetc")
            self.texts[name] = self.emitted(case)
            self.program = program
            self.sums.write_text(json.dumps(self.texts, indent=1))
        return self.texts[name]

    def is_wrong(self, case):
        words = [*self.words(case), "--verify", *([] if re.search("--emulator|--jit", case[1]) else ["--jit", "cc"])]
        if not run([self.program, *words], 60):
            return False
        if case not in self.sound:
            self.sound[case] = run([str(self.build / "resnetc"), *words], 60) is None
        return self.sound[case]

    def leaves_its_room(self, case):
        """With guards around all that the network writes (tests/random, tests/common/guarded.h)."""
        spec, setting = case
        if re.search("--emulator|--prefer|auto", setting):
            return False
        precision = re.search("--precision (\\S+)", setting)
        words = [spec, setting.split()[0], "gcc", precision.group(1) if precision else "fp32", "fast", "2"]
        return self.is_new([self.random, *words])

    def is_new(self, command, seconds=30):
        """Whether it fails, and right afterwards does not of the plain compiler, in half the time where it took too long."""
        failure = run(command, seconds)
        key = " ".join(command)
        if failure and (key not in self.sound or failure.startswith("takes")):
            self.change_nothing()
            self.sound[key] = run(command, seconds // 2) is None
            self.use(self.object)
        return failure is not None and self.sound[key]

    def killing_networks(self):
        """Of those whose text is another one; where two of a setting are right the third is not tried."""
        tried, first = {}, []
        for case in self.cases:
            if sum(tried.values()) == VERIFIED or tried.get(case[1], 0) == 2 or self.plain_text(case) is None:
                continue
            if self.emitted(case) == self.plain_text(case):
                continue
            self.differing += 1  # the changed compiler emits it otherwise
            tried[case[1]] = tried.get(case[1], 0) + 1
            if self.is_wrong(case):
                yield f"--verify of {' '.join(self.words(case))}"
            first.append(case)
        for case in first[:GUARDED]:
            if self.leaves_its_room(case):
                yield f"guards around {' '.join(case)}"

    # ---- Features of choices ----

    def featured(self):
        """Number -> sum and name of each (tests/mutation/features.c)."""
        lines = subprocess.run([self.featuring], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=900).stdout.decode().splitlines()
        return {line.split(" ", 1)[0]: line.split(" ", 1)[1] for line in lines}

    def killing_features(self):
        """Of those whose text is another one, by turns of each feature the first and the last."""
        changed, tried = self.featured(), {}
        other = [number for number, line in self.features.items() if changed.get(number) != line]
        for number in other:
            tried.setdefault(self.features[number].split(" ", 1)[1].split(" on ")[0], []).append(number)
        self.differing += len(other)
        for number in [number for numbers in tried.values() for number in dict.fromkeys([numbers[0], numbers[-1]])][:FEATURED]:
            if self.is_new([self.featuring, number]):
                yield self.features[number].split(" ", 1)[1]

    # ---- All of them ----

    def killers(self, room):
        own = set(OWN[room].split())
        instant, quick, early = ({name for name, seconds in self.times.items() if seconds < most} for most in (INSTANT, QUICK, EARLY))
        yield from self.killing_units(own & early)
        if room not in READERS:
            yield from self.killing_networks()
            yield from self.killing_features()
            yield from self.killing_catalogue()
            self.use(self.object)
        yield from self.killing_units(instant - own)
        if room not in READERS:
            yield from self.killing_units(quick - instant - own)
        yield from self.killing_units(own - early)
        if room not in READERS and run(["tests/golden/run.sh", str(self.out)]):
            yield "generated/ alone"

    def killer(self, mutant):
        self.differing = 0
        return next(self.killers(str(mutant.path.parent)), None)
