#!/usr/bin/env python3
"""Writes tests/invalid/weights-<case>/: one wrong weights file each, with the message that it must give.

Run from the top folder. The same bytes every time; needs nothing but Python. Each case starts from a right file for
SPEC and breaks one thing; the message is written here first and the compiler has to print it to the letter.
"""
import io
import json
import math
import os
import struct
import zipfile

SPEC = {
    "block": "basic",
    "repeats": [1],
    "widths": [4],
    "stem": {"kernel": 3, "stride": 1, "width": 2, "pool": None},
    "input": {"channels": 1, "height": 8, "width": 8},
    "classes": 3,
}
ROOT = "tests/invalid"
FORMATS = {"F32": "f", "F16": "e", "F64": "d", "I32": "i", "I64": "q", "BF16": "H"}


class Tensor:
    def __init__(self, dtype, shape, values):
        self.dtype, self.shape = dtype, list(shape)
        self.values = list(values)

    def bytes(self):
        return struct.pack(f"<{len(self.values)}{FORMATS[self.dtype]}", *self.values)


def f32(*shape, least=-0.5):
    """Values in steps of 1/64, from `least` up to one more."""
    return Tensor("F32", shape, [least + (i * 37 + 11) % 64 / 64 for i in range(math.prod(shape))])


def norm(name, channels):
    return {
        f"{name}.weight": f32(channels, least=0.5),
        f"{name}.bias": f32(channels),
        f"{name}.running_mean": f32(channels),
        f"{name}.running_var": f32(channels, least=0.5),
        f"{name}.num_batches_tracked": Tensor("I64", [], [7]),
    }


def right():
    """What SPEC asks for, in PyTorch's order."""
    return {
        "conv1.weight": f32(2, 1, 3, 3),
        **norm("bn1", 2),
        "layer1.0.conv1.weight": f32(4, 2, 3, 3),
        **norm("layer1.0.bn1", 4),
        "layer1.0.conv2.weight": f32(4, 4, 3, 3),
        **norm("layer1.0.bn2", 4),
        "layer1.0.downsample.0.weight": f32(4, 2, 1, 1),
        **norm("layer1.0.downsample.1", 4),
        "fc.weight": f32(3, 4),
        "fc.bias": f32(3),
    }


def encode(tensors):
    """The header's object and the data."""
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.bytes()
        header[name] = {
            "dtype": tensor.dtype,
            "shape": tensor.shape,
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    return header, data


def join(header, data):
    text = header if isinstance(header, bytes) else json.dumps(header, separators=(",", ":")).encode()
    return struct.pack("<Q", len(text)) + text + data


def write(case, content, message, names=None, blame="weights.safetensors", spec=SPEC):
    folder = f"{ROOT}/weights-{case}"
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/spec.json", "w", encoding="utf-8") as file:
        file.write(json.dumps(spec) + "\n")
    with open(f"{folder}/weights.safetensors", "wb") as file:
        file.write(content)
    if names is not None:
        with open(f"{folder}/names.json", "w", encoding="utf-8") as file:
            file.write(names if isinstance(names, str) else json.dumps(names) + "\n")
    with open(f"{folder}/error", "w", encoding="utf-8") as file:
        file.write(f"resnetc: {folder}/{blame}: {message}\n")


# ---- The container: sizes and the header's text ----


def container_cases():
    header, data = encode(right())
    whole = join(header, data)
    unknown = "expected a weights file (safetensors or their index, PyTorch's, NumPy's .npz, ONNX), got something else"
    write("empty", b"", "an empty file, expected weights")
    write("short", b"\x02\0\0\0\0\0\0", unknown)
    write("header-large", struct.pack("<Q", (1 << 24) + 1) + b"{}",
          "expected a header of 16777216 bytes or fewer, got 16777217: not a safetensors file?")
    write("text", b"These are no weights at all.\n", unknown)
    write("spec", json.dumps(SPEC).encode(),
          "a JSON text, expected weights: safetensors, an index with a weight_map, PyTorch's, NumPy's .npz or ONNX")
    write("header-outside", struct.pack("<Q", len(whole) - 7) + whole[8:],
          f"expected a header inside the file of {len(whole)} bytes, got one of {len(whole) - 7} bytes")
    write("truncated", whole[:-4],
          f"expected a file of {len(whole)} bytes, as its header says, got {len(whole) - 4}")
    write("trailing", whole + b"\0\0\0\0",
          f"expected a file of {len(whole)} bytes, as its header says, got {len(whole) + 4}")
    write("not-json", join(b'{"conv1.weight"=1}', b""),
          "header: line 1, column 16: ':' expected near '='")
    write("header-empty", join(b"", b""), "header: line 1, column 0: '[' or '{' expected near end of file")
    write("not-utf8", join(b'{"conv1\xff":1}', b""),
          "header: line 1, column 7: unable to decode byte 0xff near '\"conv1'")
    write("not-object", join(b"[]", b""), "header: expected an object, got an array")
    write("behind-header", join(b"{} {}", b""), "header: line 1, column 4: end of file expected near '{'")
    twice = b'{"fc.bias":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"fc.bias":{}}'
    write("duplicate-key", join(twice, b""),
          "header: line 1, column 69: duplicate object key near '\"fc.bias\"'")
    write("deep", join(b'{"a":' + b"[" * 3000 + b"]" * 3000 + b"}", b""),
          "header: line 1, column 2053: maximum parsing depth reached near '['")
    write("pth", b"PK\3\4\x14\0\0\0\0\0" + b"\0" * 16 + b"\x10\0\0\0archive/data.pkl\x80\2",
          "a damaged or truncated zip file: Not a zip archive")
    write("pth-legacy", b"\x80\2\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.\x80\2M\xe9\3.",
          "byte 21: the pickle is cut off")
    write("npz", npz(), "conv1.weight.npy: the .npy header is cut off")
    write("lfs-pointer", b"version https://git-lfs.github.com/spec/v1\noid sha256:12\nsize 46827520\n",
          "a pointer of Git LFS, not the file itself: run git lfs pull")


def npz():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("conv1.weight.npy"), b"\x93NUMPY\1\0")
    return out.getvalue()


# ---- An entry of the header ----


def entry(case, name, key, value, message):
    """The right file, but for one key of one entry; value None removes it."""
    header, data = encode(right())
    header[name][key] = value
    if value is None:
        del header[name][key]
    write(case, join(header, data), message)


def entry_cases():
    header, data = encode(right())
    write("metadata-array", join({"__metadata__": ["pt"], **header}, data),
          "header: /__metadata__: expected an object, got an array")
    write("metadata-number", join({"__metadata__": {"format": "pt", "step": 3}, **header}, data),
          "header: /__metadata__/step: expected a string, got 3")
    write("entry-not-object", join({**header, "fc.bias": 3}, data), "header: /fc.bias: expected an object, got 3")
    entry("entry-key", "fc.bias", "strides", [1],
          "header: /fc.bias/strides: unknown key, expected dtype, shape and data_offsets")
    entry("dtype-missing", "fc.bias", "dtype", None, "header: /fc.bias/dtype: missing")
    entry("dtype-number", "fc.bias", "dtype", 32, "header: /fc.bias/dtype: expected a string, got 32")
    entry("dtype-unknown", "fc.bias", "dtype", "float32",
          'header: /fc.bias/dtype: expected BOOL, U8, I8, F8_E5M2, F8_E4M3, I16, U16, F16, BF16, I32, U32, F32, F64, '
          'I64 or U64, got "float32"')
    entry("shape-missing", "fc.bias", "shape", None, "header: /fc.bias/shape: missing")
    entry("shape-object", "fc.bias", "shape", {}, "header: /fc.bias/shape: expected an array, got an object")
    entry("shape-real", "fc.weight", "shape", [3, 4.0],
          "header: /fc.weight/shape/1: expected an integer of 0 or more, got 4.00000")
    entry("shape-negative", "fc.weight", "shape", [3, -1],
          "header: /fc.weight/shape/1: expected an integer of 0 or more, got -1")
    entry("shape-text", "fc.weight", "shape", ["3", 4],
          'header: /fc.weight/shape/0: expected an integer of 0 or more, got "3"')
    entry("shape-overflow", "fc.weight", "shape", [2**33, 2**31],
          "fc.weight: F32 [8589934592, 2147483648] has more bytes than 64 bits can count")
    entry("size-overflow", "fc.weight", "shape", [2**31, 2**31 - 1, 4],
          "fc.weight: F32 [2147483648, 2147483647, 4] has more bytes than 64 bits can count")
    entry("integer-large", "fc.bias", "shape", [2**64],
          "header: line 1, column 2051: too big integer near '18446744073709551616'")
    entry("offsets-three", "fc.bias", "data_offsets", [1240, 1252, 0],
          "header: /fc.bias/data_offsets: expected an array of 2 integers, got 3")
    entry("offsets-missing", "fc.bias", "data_offsets", None, "header: /fc.bias/data_offsets: missing")
    entry("offsets-null", "fc.bias", "data_offsets", [0, [None]],
          "header: /fc.bias/data_offsets/1: expected an integer of 0 or more, got an array")
    entry("offset-negative", "conv1.weight", "data_offsets", [-72, 0],
          "header: /conv1.weight/data_offsets/0: expected an integer of 0 or more, got -72")
    entry("name-slash", "fc.bias", "a/b~", [],
          "header: /fc.bias/a~1b~0: unknown key, expected dtype, shape and data_offsets")


# ---- Where the data lie ----


def layout_cases():
    header, data = encode(right())
    begin, end = header["fc.bias"]["data_offsets"]
    entry("hole", "bn1.weight", "data_offsets", [76, 84],
          "bn1.weight: expected data_offsets from 72, behind those of conv1.weight, got [76, 84]: a hole")
    entry("overlap", "bn1.weight", "data_offsets", [68, 76],
          "bn1.weight: expected data_offsets from 72, behind those of conv1.weight, got [68, 76]: an overlap")
    entry("not-from-zero", "conv1.weight", "data_offsets", [4, 72],
          "conv1.weight: expected data_offsets from 0, got [4, 72]: a hole")
    entry("offsets-swapped", "fc.bias", "data_offsets", [end, begin],
          f"fc.bias: expected data_offsets from {begin}, behind those of fc.weight, got [{end}, {begin}]: a hole")
    entry("end-before-begin", "fc.bias", "data_offsets", [begin, begin - 12],
          f"fc.bias: expected data_offsets that end at {end}, for F32 [3], got [{begin}, {begin - 12}]")
    entry("size-wrong", "fc.bias", "data_offsets", [begin, end + 4],
          f"fc.bias: expected data_offsets that end at {end}, for F32 [3], got [{begin}, {end + 4}]")
    entry("size-dtype", "conv1.weight", "dtype", "F16",
          "conv1.weight: expected data_offsets that end at 36, for F16 [2, 1, 3, 3], got [0, 72]")
    entry("size-shape", "conv1.weight", "shape", [2, 1, 3, 2],
          "conv1.weight: expected data_offsets that end at 48, for F32 [2, 1, 3, 2], got [0, 72]")
    first, second = "layer1.0.bn1.weight", "layer1.0.bn1.bias"
    shared = header[first]["data_offsets"]
    entry("same-data", second, "data_offsets", shared,
          f"{second}: expected data_offsets from {shared[1]}, behind those of {first}, got {shared}: an overlap")


# ---- Parameters against the network ----


def tensors_case(case, change, message, names=None, blame="weights.safetensors", spec=SPEC):
    tensors = right()
    change(tensors)
    write(case, join(*encode(tensors)), message, names, blame, spec)


def put(name, tensor):
    return lambda tensors: tensors.update({name: tensor})


def rename(old, new):
    def change(tensors):
        items = [(new if name == old else name, tensor) for name, tensor in tensors.items()]
        tensors.clear()
        tensors.update(items)
    return change


def parameter_cases():
    tensors_case("missing", lambda t: t.pop("layer1.0.bn1.weight"),
                 "missing parameter layer1.0.bn1.weight, expected shape [4]")
    tensors_case("missing-all", lambda t: t.clear(), "missing parameter conv1.weight, expected shape [2, 1, 3, 3]")
    tensors_case("missing-fc", lambda t: [t.pop("fc.weight"), t.pop("fc.bias")],
                 "missing parameter fc.weight, expected shape [3, 4]")
    tensors_case("extra", put("layer9.bn.weight", f32(2)),
                 "layer9.bn.weight: not a parameter of this network; --names can rename it")
    tensors_case("extra-fc-scale", put("fc.scale", f32(3)),
                 "fc.scale: not a parameter of this network; --names can rename it")
    tensors_case("extra-convolution", put("layer1.0.conv3.weight", f32(4, 4, 1, 1)),
                 "layer1.0.conv3.weight: not a parameter of this network "
                 "(these weights have bottleneck blocks, repeats 1)")
    tensors_case("control-characters", put("bn1.a\nb\x1b[31m", f32(2)),
                 "bn1.a\\u000ab\\u001b[31m: not a parameter of this network; --names can rename it")
    tensors_case("name-long", put("conv9." + "x" * 1000, f32(2)),
                 "conv9." + "x" * 54 + "...: not a parameter of this network; --names can rename it")
    tensors_case("name-empty", rename("conv1.weight", ""),
                 "missing parameter conv1.weight, expected shape [2, 1, 3, 3]; --names can rename another to it")
    tensors_case("extra-block", put("layer1.1.conv1.weight", f32(4, 4, 3, 3)),
                 "layer1.1.conv1.weight: not a parameter of this network (these weights have repeats 2)")
    tensors_case("extra-stage-hugging-face", put("encoder.stages.1.layers.0.layer.0.convolution.weight", f32(4, 4, 3, 3)),
                 "encoder.stages.1.layers.0.layer.0.convolution.weight: not a parameter of this network "
                 "(these weights have repeats 1, 1)")
    tensors_case("norm-without-bias", lambda t: t.pop("layer1.0.bn2.bias"),
                 "missing parameter layer1.0.bn2.bias, expected shape [4]")
    tensors_case("copy-alone", lambda t: [rename(name, "model_ema." + name)(t) for name in list(t)] +
                 [put("steps", f32(1))(t)],
                 "missing parameter conv1.weight, expected shape [2, 1, 3, 3]; --names can rename another to it")
    tensors_case("module-beside", lambda t: [rename(name, "module." + name)(t) for name in list(t)] +
                 [put("module.layer2.0.conv1.weight", f32(1))(t)],
                 "module.layer2.0.conv1.weight: not a parameter of this network (these weights have repeats 1, 1)")
    tensors_case("module-twice", put("module.conv1.weight", f32(2, 1, 3, 3)),
                 "conv1.weight and module.conv1.weight: both name conv1.weight")
    tensors_case("shape", put("layer1.0.conv2.weight", f32(4, 2, 3, 3)),
                 "layer1.0.conv2.weight: expected shape [4, 4, 3, 3], got [4, 2, 3, 3]")
    tensors_case("transposed", put("fc.weight", f32(4, 3)), "fc.weight: expected shape [3, 4], got [4, 3]")
    tensors_case("classes", put("fc.weight", f32(37, 4)),
                 "fc.weight: expected shape [3, 4], got [37, 4]: set classes to 37")
    tensors_case("rank", put("fc.weight", f32(3, 4, 1, 2)), "fc.weight: expected shape [3, 4], got [3, 4, 1, 2]")
    tensors_case("rank-low", put("fc.weight", f32(12)), "fc.weight: expected shape [3, 4], got [12]")
    tensors_case("rank-conv", put("layer1.0.downsample.0.weight", f32(4, 2)),
                 "layer1.0.downsample.0.weight: expected shape [4, 2, 1, 1], got [4, 2]")
    tensors_case("rank-many", put("fc.bias", f32(*[1] * 40, 3)),
                 "fc.bias: expected shape [3], got [" + "1, " * 8 + "...] of rank 41")
    tensors_case("scalar", put("bn1.bias", f32()), "bn1.bias: expected shape [2], got []")
    tensors_case("shape-conv-bias", put("conv1.bias", f32(3)), "conv1.bias: expected shape [2], got [3]")
    tensors_case("dtype-integer", put("bn1.bias", Tensor("I32", [2], [1, 2])),
                 "bn1.bias: expected dtype F32, F16, BF16 or F64, got I32")
    tensors_case("two-names", put("layer1.0.identity_downsample.0.weight", f32(4, 2, 1, 1)),
                 "layer1.0.downsample.0.weight and layer1.0.identity_downsample.0.weight: "
                 "both name layer1.0.downsample.0.weight")
    tensors_case("shape-tutorial", lambda t: [rename("layer1.0.downsample.0.weight",
                                                     "layer1.0.identity_downsample.0.weight")(t),
                                              t.update({"layer1.0.identity_downsample.0.weight": f32(4, 2, 3, 3)})],
                 "layer1.0.identity_downsample.0.weight (layer1.0.downsample.0.weight): "
                 "expected shape [4, 2, 1, 1], got [4, 2, 3, 3]")


# ---- Values ----


def value(case, name, dtype, index, number, place, message):
    def change(tensors):
        tensor = tensors[name]
        if dtype == "BF16":
            tensor.values = [struct.unpack("<I", struct.pack("<f", v))[0] >> 16 for v in tensor.values]
        tensor.dtype = dtype
        tensor.values[index] = number
    tensors_case(case, change, f"{name}{place}: {message}")


def value_cases():
    value("nan", "layer1.0.conv2.weight", "F32", 36 + 9 + 5, math.nan, "[1][1][1][2]",
          "expected a finite number, got NaN")
    value("infinity", "bn1.weight", "F32", 1, math.inf, "[1]", "expected a finite number, got infinity")
    value("infinity-minus", "fc.weight", "F32", 7, -math.inf, "[1][3]", "expected a finite number, got -infinity")
    value("nan-f16", "fc.bias", "F16", 2, math.nan, "[2]", "expected a finite number, got NaN")
    value("infinity-bf16", "fc.bias", "BF16", 0, 0x7F80, "[0]", "expected a finite number, got infinity")
    value("nan-f64", "fc.bias", "F64", 1, math.nan, "[1]", "expected a finite number, got NaN")
    value("f64-large", "fc.bias", "F64", 1, -1e300, "[1]",
          "expected a number in the range of 32-bit floats, got -1e+300")
    value("f64-rounds-up", "fc.bias", "F64", 0, 3.4028235677973366e38, "[0]",
          "expected a number in the range of 32-bit floats, got 3.402823567797337e+38")
    value("variance-negative", "layer1.0.bn2.running_var", "F32", 3, -0.25, "[3]", "expected 0 or more, got -0.25")
    tensors_case("variance-zero", lambda t: t["layer1.0.bn2.running_var"].values.__setitem__(1, 0.0),
                 "layer1.0.bn2.running_var[1]: expected more than 0 where eps is 0, got 0", spec={**SPEC, "norm": {"eps": 0}})
    value("variance-nan", "layer1.0.bn2.running_var", "F32", 0, math.nan, "[0]", "expected a finite number, got NaN")


# ---- The names file ----


def names_case(case, change, names, message, blame="names.json"):
    tensors_case("names-" + case, change, message, names, blame)


def names_cases():
    stem = rename("conv1.weight", "stem.kernel")
    names_case("not-json", stem, '{\n  "stem.kernel": conv1.weight\n}\n',
               "invalid token near 'conv'", "names.json:2:18")
    names_case("duplicate", stem, '{"stem.kernel": "conv1.weight",\n"stem.kernel": "bn1.weight"}\n',
               "/stem.kernel: duplicate key, first at line 1", "names.json:2:1")
    names_case("empty", stem, "", "expected an object, got an empty file", "names.json:1:1")
    names_case("not-object", stem, ["stem.kernel"], "expected an object, got an array", "names.json:1:1")
    names_case("not-string", stem, '{"bn1.bias": "bn1.bias",\n "stem.kernel": 1}\n',
               "/stem.kernel: expected a name in the network, got 1", "names.json:2:17")
    names_case("not-in-file", stem, {"stem.kernel": "conv1.weight", "stem/bias": "conv1.bias"},
               "/stem~1bias: unknown key, expected a name in the weights", "names.json:1:33")
    names_case("not-in-graph", stem, {"stem.kernel": "conv0.weight"},
               '/stem.kernel: expected a parameter of this network, got "conv0.weight"', "names.json:1:17")
    names_case("two", stem, {"stem.kernel": "bn1.weight"},
               "stem.kernel and bn1.weight: both name bn1.weight", "weights.safetensors")
    names_case("shape", stem, {"stem.kernel": "fc.bias", "fc.bias": "conv1.weight"},
               "fc.bias (conv1.weight): expected shape [2, 1, 3, 3], got [3]", "weights.safetensors")
    names_case("incomplete", stem, {}, "stem.kernel: not a parameter of this network; --names can rename it", "weights.safetensors")


if __name__ == "__main__":
    container_cases()
    entry_cases()
    layout_cases()
    parameter_cases()
    value_cases()
    names_cases()
