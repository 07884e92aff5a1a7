"""Makes what the contenders run: weights, input, exact output, peers' models, our programs. All in BUILD/bench, and kept there."""
import array
import json
import os
import pathlib
import random
import re
import subprocess

HERE = pathlib.Path(__file__).parent
SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's torch belongs to it


class Refused(Exception):
    """The compiler's own message: it does not take these options."""


class Workshop:
    def __init__(self, build, cc):
        self.build, self.cc = pathlib.Path(build).resolve(), cc
        self.resnetc = self.build / "resnetc"
        self.python = self.build / "peers/bin/python"
        self.folder = self.build / "bench"
        self.programs = {}

    def model(self, name, batch):
        """BUILD/bench/NAME-bBATCH, with all that is in there. What an earlier call has made stays."""
        folder = self.folder / f"{name}-b{batch}"
        folder.mkdir(parents=True, exist_ok=True)
        spec = json.loads((HERE / f"../../specs/{name}.json").read_text())
        spec.pop("$schema", None)
        (folder / f"{name}.json").write_text(json.dumps({**spec, "batch": batch}))
        if not (folder / "model.pt").exists() and not self.export(folder, name):
            self.invent(folder, name)
        self.convert(folder, name)
        return folder

    def export(self, folder, name):
        """From torchvision, or timm. False where PyTorch is missing or neither has such a network."""
        probe = f"import torch, torchvision as t, onnx; hasattr(t.models, '{name}') or __import__('timm').create_model('{name}')"
        timm = {**os.environ, "PYTHONPATH": str(self.build / "peers/timm")}
        if subprocess.run([SYSTEM_PYTHON, "-c", probe], env=timm, stderr=subprocess.DEVNULL).returncode:
            return False
        subprocess.run([SYSTEM_PYTHON, HERE / "export.py", folder / f"{name}.json", folder], env=timm, check=True)
        return True

    def convert(self, folder, name):
        """To ncnn's own format, by the program that PyPI's pnnx carries."""
        pnnx = next(self.build.glob("peers/lib/python*/site-packages/pnnx/pnnx"), None)
        shape = self.shape(folder, name)
        if not pnnx or shape[0] > 1 or not (folder / "model.pt").exists() or (folder / "model.ncnn.bin").exists():
            return
        subprocess.run([pnnx, "model.pt", f"inputshape=[{','.join(map(str, shape))}]", "fp16=0"], cwd=folder,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for rest in [*folder.glob("model.pnnx.*"), *folder.glob("model_*.py")]:
            rest.unlink()

    def invent(self, folder, name):
        """Without PyTorch: random weights, and for the exact output our scalar code, compiled by libtcc."""
        shape, numbers = self.shape(folder, name), random.Random(1)
        count = shape[0] * shape[1] * shape[2] * shape[3]
        pixels = array.array("f", (numbers.gauss(0, 1) for _ in range(count))).tobytes()
        (folder / "input.f32").write_bytes(pixels)
        self.run(folder / f"{name}.json", "--weights", self.weights(folder), "--jit", "tcc", "--run", self.input(folder, name),
                 "--output", folder / "output.npy")
        (folder / "output.f32").write_bytes(npy_data((folder / "output.npy").read_bytes()))

    def input(self, folder, name):
        """The input for --run and --calibrate."""
        file = folder / "input.npy"
        if not file.exists():
            file.write_bytes(npy((folder / "input.f32").read_bytes(), self.shape(folder, name)))
        return file

    def quantize(self, folder, name):
        """The peers' int8 model, calibrated with the input: what is timed, not how well ranges are found. Without their tool there is none."""
        if not (folder / "model.onnx").exists() or (folder / "model.int8.onnx").exists():
            return
        subprocess.run([self.python, HERE / "quantize.py", "model.onnx", self.input(folder, name).name, "model.int8.onnx"], cwd=folder,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def run(self, *arguments):
        done = subprocess.run([self.resnetc, *arguments], check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def weights(self, folder):
        file = folder / "weights.safetensors"
        return file if file.exists() else "random:1"

    def describe(self, folder, name):
        return json.loads(self.run(folder / f"{name}.json", "--describe=json"))

    def shape(self, folder, name):
        description = self.describe(folder, name)
        return [description["batch"], *description["input_shape"]]

    def flop(self, folder, name):
        description = self.describe(folder, name)
        return 2 * description["batch"] * description["totals"]["macs"]

    def program(self, folder, name, target, threads, precision="fp32"):
        """Our contender, made once. Refused where the compiler says so."""
        key = folder, target, threads, precision
        if key not in self.programs:
            self.programs[key] = self.compile(folder, name, target, threads, precision)
        return self.programs[key]

    def emit(self, folder, name, target, precision, c):
        options = [] if precision == "fp32" else ["--precision", precision]
        options += ["--calibrate", self.input(folder, name)] if precision == "int8" else []
        command = [self.resnetc, "-q", folder / f"{name}.json", "--weights", self.weights(folder), "--target", target, *options, "-o", c]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            raise Refused(done.stderr.strip().split("\n")[0])

    def compile(self, folder, name, target, threads, precision):
        """The emitted C, compiled as its head says, weights bundled, with ours.c around it."""
        out = folder / f"{target}-{threads}-{precision}"
        out.mkdir(exist_ok=True)
        c = out / f"{name}.c"
        self.emit(folder, name, target, precision, c)
        flags = re.search(r"compile +cc (.*) -c[ ;(]", c.read_text()).group(1).split()
        upper = name.upper()
        defines = [f"-DNETWORK={name}", f"-DNETWORK_UPPER={upper}", f'-DHEADER="{name}.h"', f"-D{upper}_BUNDLE_WEIGHTS",
                   f'-D{upper}_WEIGHTS_FILE="{out}/{name}.weights"', f"-D{upper}_MAX_THREADS={threads}"]
        parallel = ["-fopenmp"] if threads > 1 else []
        cc = [*self.cc.split(), *parallel, *defines, f"-I{out}", f"-I{HERE}/../../compiler"]
        subprocess.run([*cc, *flags, "-c", "-o", out / f"{name}.o", c], check=True)
        subprocess.run([*cc, "-std=gnu11", "-O2", "-o", out / "ours", HERE / "ours.c", HERE / "serve.c",
                        HERE / "../../compiler/base/timing.c", out / f"{name}.o", "-lm"], check=True)
        return out / "ours"


def npy(data, shape):
    head = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
    head += " " * (-(len(head) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head.encode() + data


def npy_data(file):
    return file[10 + int.from_bytes(file[8:10], "little"):]
