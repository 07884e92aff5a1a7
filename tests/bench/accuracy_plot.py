#!/usr/bin/env python3
"""Accuracy against time as an SVG: accuracy_plot.py MACHINE, from tests/bench/results/MACHINE/accuracy.json. A panel a network."""
import json
import math
import pathlib
import sys
from html import escape

COLORS = {"ours": "ours", "onnxruntime": "ort", "openvino": "vino", "openvino without AMX": "vino thin"}
LABELS = {"ours": "resnetc", "onnxruntime": "ONNX Runtime", "openvino": "OpenVINO", "openvino without AMX": "OpenVINO without AMX"}
TITLES = {"cifar-resnet8": "ResNet-8, CIFAR-10", "cifar-resnet20": "ResNet-20, CIFAR-10", "fashion-resnet20": "ResNet-20, Fashion-MNIST"}
PRECISIONS = {"fp32": "M-5 0A5 5 0 1 0 5 0A5 5 0 1 0 -5 0Z", "bf16": "M-4.5 -4.5H4.5V4.5H-4.5Z", "int8": "M0 -6L5.5 4.5H-5.5Z"}
WIDTH, HEIGHT, LEFT, TOP, GAP, MARGIN = 226, 200, 28, 120, 62, 16
MOST_LOAD = 2.5
STYLE = """text{font:12px system-ui,sans-serif;fill:#24292f}.small{font-size:10px}.faint{fill:#6e7781}.head{font-size:14px;font-weight:600}
.page{fill:#fff}.grid{stroke:#d0d7de}.axis{stroke:#6e7781}.ours{fill:#1f6feb;stroke:#1f6feb}.ort{fill:#6e7781;stroke:#6e7781}.vino{fill:#8250df;stroke:#8250df}
.thin{fill-opacity:0}
@media (prefers-color-scheme:dark){text{fill:#e6edf3}.faint{fill:#9198a1}.page{fill:#0d1117}.grid{stroke:#30363d}.axis{stroke:#9198a1}
.ours{fill:#58a6ff;stroke:#58a6ff}.ort{fill:#b1bac4;stroke:#b1bac4}.vino{fill:#d2a8ff;stroke:#d2a8ff}}"""


def text(x, y, content, style="", anchor="start"):
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{style}" text-anchor="{anchor}">{escape(content)}</text>'


def mark(row, x, y):
    said = f"{LABELS[row['program']]}, {row['precision']}: {row['right']:.2f} %, {row['ratio'][1]:.2f} times the time"
    return f'<path d="{PRECISIONS[row["precision"]]}" transform="translate({x:.1f} {y:.1f})" class="{COLORS[row["program"]]}" stroke-width="1.5">' \
           f"<title>{escape(said)}</title></path>"


def step_of(span):
    """A round step that gives three to seven lines."""
    return next(step for exponent in range(-5, 3) for step in (10**exponent, 2 * 10**exponent, 5 * 10**exponent) if span / step <= 7)


def ticks(low, high):
    step = step_of(high - low)
    first = math.ceil(low / step - 1e-9)
    while first * step <= high + 1e-9:
        yield round(first * step, 6)
        first += 1


def panel(name, network, left):
    rows = network["rows"]
    middle = next(row["right"] for row in rows if row["precision"] == "fp32")
    reach = max(0.3, max(abs(row["right"] - middle) for row in rows) + 0.1)
    longest = 1.08 * max(row["ratio"][1] for row in rows)

    def place(time, right):
        return left + time / longest * WIDTH, TOP + (middle + reach - right) / (2 * reach) * HEIGHT

    yield text(left, TOP - 26, TITLES.get(name, name), "head")
    yield text(left, TOP - 11, f"right, %, of {network['pictures']:,} pictures", "small faint")
    for right in ticks(middle - reach, middle + reach):
        y = place(0, right)[1]
        yield f'<path d="M{left} {y:.1f}h{WIDTH}" class="grid"/>'
        yield text(left - 6, y + 4, f"{right:.1f}", "small faint", "end")
    for time in ticks(0, longest):
        x = place(time, middle)[0]
        yield f'<path d="M{x:.1f} {TOP + HEIGHT}v4" class="axis"/>'
        yield text(x, TOP + HEIGHT + 16, f"{time:g}", "small faint", "middle")
    yield f'<path d="M{left} {TOP}v{HEIGHT}h{WIDTH}" class="axis" fill="none"/>'
    yield from (mark(row, *place(row["ratio"][1], row["right"])) for row in rows)
    yield text(left + WIDTH, TOP + HEIGHT + 32, "times resnetc's time in fp32", "small faint", "end")


def legend(rows, y):
    x = MARGIN + 6
    programs = [name for name in LABELS if any(row["program"] == name for row in rows)]
    for label, style, shape in [*((LABELS[name], COLORS[name], "fp32") for name in programs), *((kind, "ort thin", kind) for kind in PRECISIONS)]:
        yield f'<path d="{PRECISIONS[shape]}" transform="translate({x} {y})" class="{style}" stroke-width="1.5"/>'
        yield text(x + 10, y + 4, label)
        x += 34 + 7 * len(label)


def circumstances(results):
    """What was measured where; whether others worked there, too: then times are not to be believed."""
    said = f"{results['machine']}, {results['date']}; one thread, 100 pictures a call, turn by turn; up and left is better"
    return said + (f". PROVISIONAL: load {results['load']:.0f}" if results["load"] > MOST_LOAD else "")


def svg(results):
    networks = dict(sorted(results["networks"].items(), key=lambda item: min(row["ms"] for row in item[1]["rows"])))
    rows = [row for network in networks.values() for row in network["rows"]]
    width, height = MARGIN + LEFT + len(networks) * (WIDTH + GAP) - GAP + 2 * MARGIN, TOP + HEIGHT + 48
    parts = [text(MARGIN, MARGIN + 12, "Pictures whose class is right, %, against time", "head"),
             text(MARGIN, MARGIN + 28, circumstances(results), "small faint"),
             *legend(rows, MARGIN + 46)]
    for i, (name, network) in enumerate(networks.items()):
        parts += panel(name, network, MARGIN + LEFT + i * (WIDTH + GAP))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"><style>{STYLE}</style>\n'
            f'<rect width="{width}" height="{height}" class="page"/>\n' + "\n".join(parts) + "\n</svg>\n")


def draw(folder):
    (folder / "accuracy.svg").write_text(svg(json.loads((folder / "accuracy.json").read_text())))


if __name__ == "__main__":
    draw(pathlib.Path(__file__).resolve().parent / "results" / sys.argv[1])
