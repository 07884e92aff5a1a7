"""Results as an SVG: a panel for each kind of row, a group of bars a network, as long as the time is a multiple of ours."""
from html import escape

COLORS = {"ours": "#1f6feb", "onnxruntime": "#8b949e", "openvino": "#a371b8", "openvino without AMX": "#c9a9d6", "ncnn": "#c59a5a",
          "pytorch": "#d0806a"}
LABELS = {"ours": "resnetc", "onnxruntime": "ONNX Runtime", "openvino": "OpenVINO", "openvino without AMX": "OpenVINO without AMX",
          "ncnn": "ncnn", "pytorch": "PyTorch"}
BAR, GAP, GROUP, PANEL, LEFT, RIGHT, MARGIN = 11, 2, 14, 456, 128, 62, 16
STYLE = "text{font:12px system-ui,sans-serif;fill:#24292f}.small{font-size:10px}.faint{fill:#6e7781}.head{font-size:14px;font-weight:600}"


def panels(results):
    """(heading, cases), in reading order; of fp32 the heading says nothing."""
    for precision in dict.fromkeys(case.get("precision", "fp32") for case in results["cases"]):
        cases = [case for case in results["cases"] if case.get("precision", "fp32") == precision]
        for heading, shown in panels_of(cases):
            yield heading + (f", {precision}" if precision != "fp32" else ""), shown


def panels_of(cases):
    """Of one precision."""
    def pick(wanted):
        return [case for case in cases if case["contenders"].get("ours") and wanted(case)]

    def native(case):
        return case["target"] == "native"

    for threads in sorted({case["threads"] for case in cases}):
        heading = "One thread" if threads == 1 else f"{threads} threads"
        yield heading, pick(lambda case: native(case) and case["batch"] == 1 and case["threads"] == threads)
    for target in sorted({case["target"] for case in cases} - {"native"}):
        yield f"One thread, {target} at most", pick(lambda case: case["target"] == target)
    yield "Batches, one thread", pick(lambda case: native(case) and case["batch"] > 1)


def text(x, y, content, style="", anchor="start"):
    return f'<text x="{x:.0f}" y="{y:.0f}" class="{style}" text-anchor="{anchor}">{escape(content)}</text>'


def bar(name, row, ours, x, y, scale):
    low, ratio, high = row["ratio"] if name != "ours" else (1, 1, 1)
    end = x + ratio * scale
    yield f'<rect x="{x}" y="{y}" width="{end - x:.1f}" height="{BAR}" rx="2" fill="{COLORS.get(name, "#57606a")}"/>'
    if name != "ours":
        yield f'<path d="M{x + low * scale:.1f} {y + BAR / 2}H{x + high * scale:.1f}" stroke="#24292f" stroke-opacity=".55"/>'
    label = f"{row['median_ms']:.1f} ms" + ("" if name == "ours" else f" · {ratio:.2f}×")
    yield text(max(end, x + high * scale) + 4, y + BAR - 2, label, "small" if name == "ours" else "small faint")


def group(case, x, y, scale):
    rows = case["contenders"]
    name = case["model"] + (f" ×{case['batch']}" if case["batch"] > 1 else "")
    yield text(x - 6, y + BAR - 1, name, anchor="end")
    yield text(x - 6, y + 2 * BAR + 2, f"{100 * rows['ours']['share_of_peak']:.0f} % of direct's peak", "small faint", "end")
    for i, (who, row) in enumerate(rows.items()):
        yield from bar(who, row, rows["ours"], x, y + i * (BAR + GAP), scale)


def group_height(case):
    return max(len(case["contenders"]), 2) * (BAR + GAP) + GROUP


def panel_height(cases):
    return 40 + sum(map(group_height, cases))


def panel(heading, cases, x, y):
    longest = max(row["ratio"][2] for case in cases for row in case["contenders"].values())
    scale = (PANEL - LEFT - RIGHT - 20) / max(longest, 1)
    bottom = y + panel_height(cases) - GROUP
    yield text(x, y + 12, heading, "head")
    yield f'<path d="M{x + LEFT + scale:.1f} {y + 24}V{bottom}" stroke="#1f6feb" stroke-dasharray="2 3"/>'
    y += 28
    for case in cases:
        yield from group(case, x + LEFT, y, scale)
        y += group_height(case)


def legend(names, y):
    x = MARGIN
    for name in names:
        yield f'<rect x="{x}" y="{y}" width="{BAR}" height="{BAR}" rx="2" fill="{COLORS.get(name, "#57606a")}"/>'
        yield text(x + BAR + 5, y + BAR - 1, LABELS.get(name, name))
        x += 30 + 8 * len(LABELS.get(name, name))


def svg(results):
    said = ", ".join(dict.fromkeys(case.get("precision", "fp32") for case in results["cases"]))
    shown = [(heading, cases) for heading, cases in panels(results) if cases]
    names = list(dict.fromkeys(name for _, cases in shown for case in cases for name in case["contenders"]))
    parts, y = [], MARGIN + 80
    for i in range(0, len(shown), 2):
        for column, (heading, cases) in enumerate(shown[i : i + 2]):
            parts += panel(heading, cases, MARGIN + column * (PANEL + MARGIN), y)
        y += max(panel_height(cases) for _, cases in shown[i : i + 2]) + MARGIN
    width = 2 * PANEL + 3 * MARGIN if len(shown) > 1 else PANEL + 2 * MARGIN
    head = [text(MARGIN, MARGIN + 12, f"Time of a call, {said}, as a multiple of resnetc's", "head"),
            text(MARGIN, MARGIN + 28, f"{results['machine']}, {results['date']}; shorter is better", "small faint"),
            text(MARGIN, MARGIN + 42, "direct's peak: the processor's peak, in direct convolution's operations. Winograd's algorithms do fewer, and may pass 100 %",
                 "small faint"),
            *legend(names, MARGIN + 50)]
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {y}" width="{width}" height="{y}"><style>{STYLE}</style>\n'
            f'<rect width="{width}" height="{y}" fill="#fff"/>\n' + "\n".join(head + parts) + "\n</svg>\n")
