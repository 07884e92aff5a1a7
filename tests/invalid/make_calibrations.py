#!/usr/bin/env python3
"""Writes tests/invalid/calibration-<case>/: one wrong calibration file each, with the message that it must give.

Run from the top folder, with resnetc: make_calibrations.py build/resnetc. Each case starts from what that keeps of tests/invalid/calibrated.json, by
`--precision auto`, and breaks one thing. An @ marks the place that the message must name; messages are written here first.
"""
import os
import re
import subprocess
import sys
import tempfile

ROOT = "tests/invalid"
SPEC = f"{ROOT}/calibrated.json"
ROOT_KEYS = '"format", "made", "weights", "auto", "layers"'
RULES = '"mse", "percentile:" and a number from 50 to 100, or "minmax"'
CONV = "conv 3x3 padding 1 1 1 1, of input, silu: 2x4x4"


def right(resnetc):
    """Short numbers in place of those that it measured; fc stays in floats."""
    with tempfile.TemporaryDirectory() as folder:
        kept = f"{folder}/kept.json"
        subprocess.run([resnetc, "-q", SPEC, "--weights", "random:1", "--precision", "int8", "--calibrate", "random:3",
                        "--save-calibration", kept, "-o", f"{folder}/net.c"], check=True)
        with open(kept) as file:
            lines = file.read().replace('  "layers": [', '  "auto": {"max-drop": 0.1},\n  "layers": [').split("\n")
    return "\n".join(shortened(line) for line in lines)


def shortened(line):
    if '"name"' not in line:
        return line
    head = line[: line.index('"low"')]
    channels = line[line.index('"means"') :].count(",") + (0 if line.endswith(",") else 1)
    before = '"before": [-1.5, 2.5], ' if '"before"' in line else ""
    stays = '"in": "fp32", ' if '"fc"' in line else ""
    means = ", ".join(["0.25", "-0.125"][:channels])
    return f'{head}"low": -0.5, "high": 2, {before}{stays}"clipped": 0.01, "means": [{means}]}}' + ("," if line.endswith(",") else "")


def with_layer(name, case, old, new, message):
    """Of the layer's line."""
    return case, f'("name": "{name}",.*?){old}', rf"\1{new}", message


def of_conv(case, old, new, message):
    return with_layer("conv1", case, old, new, "/layers/1" + message)


def without(key, value):
    return f"{key}-missing", f'{{("name": "conv1".*?), "{key}": {value}', r"@{\1", f'/layers/1: "{key}" is missing'


TEXT = [
    ("cut-in-a-number", r'("low": -0.5).*', r"\1@", "'}' expected near end of file"),
    ("cut-in-a-string", r'"mse".*', '@"ms', "premature end of input near '\"ms'"),
    ("cut-behind-a-layer", r'{"name": "fc".*', "@", "']' expected near end of file"),
    ("nothing", ".*", "@", "expected an object, got an empty file"),
    ("text-behind", r"\n}\n", "\n} @{}\n", "end of file expected near '{'"),
    ("root-is-array", ".*", "@[1]", "expected an object, got an array"),
    ("nul-byte", '"mse"', '"m@\0se"', "expected JSON text, got a NUL byte"),
    ("nul-escape", '"mse"', r'@"m\\u0000se"', "\\u0000 is not allowed in a string"),
    ("nan", '"low": -0.5', '"low": @NaN', "expected a number, got NaN"),
    ("infinity", '"high": 2', '"high": @Infinity', "expected a number, got Infinity"),
    ("minus-infinity", '"low": -0.5', '"low": @-Infinity', "invalid token near '-'"),
    ("beyond-a-double", '"high": 2', '"high": @1e400', "expected a number that 64 bits can hold, got 1e400"),
    ("beyond-64-bits", '"images": 1', '"images": @100000000000000000000', "expected a number that 64 bits can hold, got 100000000000000000000"),
    ("duplicate-key", '"weights"', '@"format": 1, "weights"', "/format: duplicate key, first at line 2"),
    ("duplicate-key-of-a-layer", '"high": 2', '"high": 2, @"low": -1', "/layers/0/low: duplicate key, first at line 7"),
]
MEMBERS = [
    ("format-missing", '(.*?)"format": 1,', r"@\1", '"format" is missing'),
    ("format-of-tomorrow", '"format": 1', '"format": @2', "/format: expected 1 or less, got 2"),
    ("format-is-string", '"format": 1', '"format": @"1"', '/format: expected an integer, got "1"'),
    ("format-is-real", '"format": 1', '"format": @1.5', "/format: expected an integer, got 1.5"),
    ("made-missing", '(.*?)"made": {.*?},', r"@\1", '"made" is missing'),
    ("made-is-string", '"made": {.*?}', '"made": @"by hand"', '/made: expected an object, got "by hand"'),
    ("from-missing", '{"from": .*?, ', "@{", '/made: "from" is missing'),
    ("from-is-null", '"random:3"', "@null", "/made/from: expected a string, got null"),
    ("by-unknown", '"mse"', '@"mae"', f'/made/by: expected {RULES}, got "mae"'),
    ("by-percentile-beyond", '"mse"', '@"percentile:101"', f'/made/by: expected {RULES}, got "percentile:101"'),
    ("by-percentile-nan", '"mse"', '@"percentile:nan"', f'/made/by: expected {RULES}, got "percentile:nan"'),
    ("images-negative", '"images": 1', '"images": @-1', "/made/images: expected 0 or more, got -1"),
    ("images-huge", '"images": 1', '"images": @3e9', "/made/images: expected 2147483647 or less, got 3e9"),
    ("weights-is-number", '"weights": ".*?"', '"weights": @12', "/weights: expected a string, got 12"),
    ("weights-short", '"weights": ".*?"', '"weights": @"12"', '/weights: expected 16 digits of 0 to 9 and a to f, got "12"'),
    ("auto-is-number", '"auto": {.*?}', '"auto": @0.1', "/auto: expected an object, got 0.1"),
    ("max-drop-missing", '"auto": {.*?}', '"auto": @{}', '/auto: "max-drop" is missing'),
    ("max-drop-negative", '"max-drop": ', '"max-drop": @-', "/auto/max-drop: expected 0 or more, got -0.1"),
    ("max-drop-beyond", '"max-drop": 0.1', '"max-drop": @100.5', "/auto/max-drop: expected 100 or less, got 100.5"),
    ("key-unknown", '"auto"', '@"scale": 1, "auto"', f"/scale: unknown key, expected one of {ROOT_KEYS}"),
]
LAYERS = [
    ("layers-is-object", r'"layers": .*', '"layers": @{}}', "/layers: expected an array of layers, got an object"),
    ("layers-empty", r'"layers": .*', '"layers": @[]}', "/layers: this network's input is missing"),
    ("layer-is-number", r'{("name": "conv1".*?)\n', r"@1,\n", "/layers/1: expected an object, got 1"),
    ("layer-missing", r'{"name": "avgpool".*?\n *({"name": )', r"\1@", '/layers/4/name: expected "avgpool", as in this network, got "fc"'),
    ("layer-twice", r'({"name": "avgpool".*?\n)', r"\1\1", '/layers/5/name: expected "fc", as in this network, got "avgpool"'),
    ("layer-behind", r"(.*)\n  ]", r"\1, {}\n  ]", "/layers: expected 6 layers, as this network has, got 7"),
    ("last-layer-missing", r'"layers": (.*),\n *{"name": "fc".*?\n', r'"layers": @\1\n', "/layers: this network's fc is missing"),
    without("is", '".*?"'), without("low", "-0.5"), without("high", "2"), without("before", r"\[.*?\]"), without("clipped", "0.01"),
    without("means", r"\[.*?\]"),
    of_conv("key-of-a-layer-unknown", '"low"', '@"scale": -1, "low"', "/scale: unknown key"),
    ("name-is-number", '"conv1"', "@1", "/layers/1/name: expected a string, got 1"),
    ("name-of-another-network", '"conv1"', '@"stem.conv1"', '/layers/1/name: expected "conv1", as in this network, got "stem.conv1"'),
    of_conv("is-of-another-size", '"conv 3x3', '@"conv 5x5', f'/is: expected "{CONV}" of conv1, as in this network, got "{CONV.replace("3x3", "5x5")}"'),
    of_conv("low-positive", "-0.5", "@0.5", "/low: expected 0 or less, got 0.5"),
    of_conv("low-beyond-a-float", "-0.5", "@-1e39", "/low: expected -3.40282e+38 or more, got -1e39"),
    of_conv("low-is-string", "-0.5", '@"-0.5"', '/low: expected a number, got "-0.5"'),
    of_conv("low-is-null", "-0.5", "@null", "/low: expected a number, got null"),
    of_conv("high-negative", '"high": 2', '"high": @-2', "/high: expected 0 or more, got -2"),
    of_conv("high-beyond-a-float", '"high": 2', '"high": @3.5e38', "/high: expected 3.40282e+38 or less, got 3.5e38"),
    of_conv("high-is-array", '"high": 2', '"high": @[2]', "/high: expected a number, got an array"),
    of_conv("before-of-three", r"\[-1.5, 2.5\]", "@[-1.5, 2.5, 3]", "/before: expected 2 numbers (low, high), got 3"),
    of_conv("before-holds-string", r"\[-1.5, 2.5\]", '[-1.5, @"2.5"]', '/before/1: expected a number, got "2.5"'),
    of_conv("before-positive", r"\[-1.5, 2.5\]", "[@1.5, 2.5]", "/before/0: expected 0 or less, got 1.5"),
    of_conv("before-negative", r"\[-1.5, 2.5\]", "[-1.5, @-0.5]", "/before/1: expected 0 or more, got -0.5"),
    with_layer("avgpool", "before-of-no-table", '"clipped"', '"before": @[-1, 1], "clipped"',
               "/layers/4/before: this layer has no activation that goes by a table"),
    ("in-unknown", '"fp32"', '@"bf16"', '/layers/5/in: expected "fp32", got "bf16"'),
    ("in-is-true", '"fp32"', "@true", '/layers/5/in: expected "fp32", got true'),
    with_layer("avgpool", "in-without-weights", '"clipped"', '"in": @"fp32", "clipped"',
               "/layers/4/in: this layer has no weights: it computes as what it reads does"),
    ("in-without-auto", r'  "auto": .*?\n(.*)"fp32"', r'\1@"fp32"', '/layers/5/in: this calibration has no "auto", which chooses it'),
    of_conv("clipped-negative", "0.01", "@-0.01", "/clipped: expected 0 or more, got -0.01"),
    of_conv("clipped-beyond", "0.01", "@1.01", "/clipped: expected 1 or less, got 1.01"),
    of_conv("means-too-few", r"\[0.25, -0.125\]", "@[0.25]", "/means: expected 2 numbers (one a channel), got 1"),
    of_conv("means-too-many", r"\[0.25, -0.125\]", "@[0.25, -0.125, 1]", "/means: expected 2 numbers (one a channel), got 3"),
    of_conv("means-is-number", r"\[0.25, -0.125\]", "@0.25", "/means: expected an array of numbers, got 0.25"),
    of_conv("means-holds-null", r"\[0.25, -0.125\]", "[0.25, @null]", "/means/1: expected a number, got null"),
    of_conv("means-holds-huge", r"\[0.25, -0.125\]", "[0.25, @-1e39]", "/means/1: expected -3.40282e+38 or more, got -1e39"),
]
# Where what is to be told does not stand at what was changed.
PLACES = {"layer-twice": '"avgpool"', "layer-behind": "[\n", "layers": "[\n"}


def broken(text, case, old, new):
    """(the text, where its fault stands)"""
    changed, count = re.subn(old, new, text, count=1, flags=re.DOTALL)
    assert count == 1, case
    at = changed.rindex(PLACES[case]) if case in PLACES else changed.index("@")
    return (changed, at) if case in PLACES else (changed.replace("@", "", 1), at)


def write(text, case, old, new, message):
    folder = f"{ROOT}/calibration-{case}"
    os.makedirs(folder, exist_ok=True)
    wrong, at = broken(text, case, old, new)
    line, column = wrong.count("\n", 0, at) + 1, at - (wrong.rfind("\n", 0, at) + 1) + 1
    with open(f"{folder}/calibration.json", "w") as file:
        file.write(wrong)
    with open(f"{folder}/error", "w") as file:
        file.write(f"resnetc: {folder}/calibration.json:{line}:{column}: {message}\n")


if __name__ == "__main__":
    good = right(sys.argv[1])
    for row in TEXT + MEMBERS + LAYERS:
        write(good, *row)
