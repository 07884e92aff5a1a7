#!/usr/bin/env python3
"""results.json -> table.md and results.svg beside it: report.py FOLDER"""
import json
import pathlib
import statistics
import sys

import plot


def quartiles(values):
    """[first quartile, median, third quartile]"""
    return statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3


def precision(case):
    return case.get("precision", "fp32")


def row_name(case):
    extra = [f"batch {case['batch']}"] * (case["batch"] > 1) + [f"{case['threads']} threads"] * (case["threads"] > 1)
    extra += [case["target"]] * (case["target"] != "native") + [precision(case)] * (precision(case) != "fp32")
    return ", ".join([case["model"], *extra])


def contender_names(results):
    """In the order in which they first appear, ours first."""
    names = dict.fromkeys(["ours"])
    for case in results["cases"]:
        names.update(dict.fromkeys([*case["contenders"], *case["absent"]]))
    return list(names)


def cell(case, name):
    row = case["contenders"].get(name)
    if not row:
        return "-"
    ratio = row["ratio"]
    times = f", {spread(ratio)}" if ratio and name != "ours" else ""
    return f"{row['median_ms']:.3g} ms{times}, {100 * row['share_of_peak']:.0f} %"


def spread(values, form=".2f"):
    return f"{values[1]:{form}} ({values[0]:{form}}-{values[2]:{form}})" if values else ""


def one_thread(case, how):
    return spread((case.get("one_thread") or {}).get(how))


def apart(case):
    """How long a cache line takes from one core to another and back: virtual cores change places."""
    return spread(case.get("cores_apart_ns"), ".0f")


def table(results):
    names = contender_names(results)
    heads = ["", *names, "peak, Gop/s", "one thread", "one beside others", "cores apart, ns"]
    lines = ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
    for case in results["cases"]:
        cells = [cell(case, name) for name in names]
        cells += [f"{case['peak_gflops']:.0f}", one_thread(case, "alone"), one_thread(case, "beside_others"), apart(case)]
        lines.append(f"| {row_name(case)} | " + " | ".join(cells) + " |")
    return lines


def gather(results, said):
    """said(case) -> lines; each line with the rows of the table that it is said of."""
    rows = {}
    for case in results["cases"]:
        for line in said(case):
            rows.setdefault(line, []).append(row_name(case))
    return rows.items()


def limits(case):
    for name, row in case["contenders"].items():
        if row.get("limits"):
            yield f"{name} by " + ", ".join(f"{variable}={value}" for variable, value in row["limits"].items())


def named(rows, results):
    return "; ".join(rows) if len(rows) < len(results["cases"]) else "every row"


def errors(results, wanted):
    """What each contender's logits are off by, at worst, in rows of this precision."""
    worst = {}
    for case in results["cases"]:
        for name, row in case["contenders"].items() if precision(case) == wanted else ():
            version = name + f" {row['version']}" * bool(row["version"])
            off, cosine, same, images = worst.get(version, (0, 1, 0, 0))
            worst[version] = (max(off, row["difference"]), min(cosine, row.get("cosine", 1)), same + row.get("same_class", case["batch"]),
                              images + case["batch"])
    for version, (off, cosine, same, images) in worst.items():
        yield f"{version} {off:.1e}" + (f" (cosine {cosine:.5f}, class of {same} in {images})" if wanted != "fp32" else "")


def notes(results):
    for wanted in dict.fromkeys(map(precision, results["cases"])):
        yield (f"Largest difference from the exact logits in {wanted}, relative to the largest of them: "
               + ", ".join(errors(results, wanted)) + ".")
    for limit, rows in gather(results, limits):
        yield f"Limited: {limit} in {named(rows, results)}."
    for peak, rows in gather(results, lambda case: [case["peak"]] if "peak" in case else []):
        yield f"The peak is that of {peak} in {named(rows, results)}."
    for (name, reason), rows in gather(results, lambda case: case["absent"].items()):
        yield f"Not there: {name} in {named(rows, results)}: {reason.rstrip('.')}."
    preempted = sum(row["preemptions"] for case in results["cases"] for row in case["contenders"].values())
    yield f"Load of the machine at the start {results['load']:.1f}; contenders were preempted {preempted} times in all."


def text(results):
    cases = results["cases"]
    head = (f"{results['machine']}, {results['cores']} cores, {results['date']}. {', '.join(dict.fromkeys(map(precision, cases)))}; median time "
            f"of a call, then the peer's time as a multiple of ours (median of {max(case['rounds'] for case in cases)} pairs, quartiles), then the "
            "share of the measured peak. Operations are direct convolution's; Winograd's algorithms do fewer, and may pass 100 %. "
            "Where there are several threads: the time of a call on one thread, alone and while one thread on each of "
            "the other cores does the same, as a multiple of ours (means of five calls).")
    return "\n".join([head, "", *table(results), "", *(line + "\n" for line in notes(results))])


def write(folder):
    results = json.loads((folder / "results.json").read_text())
    (folder / "table.md").write_text(text(results))
    (folder / "results.svg").write_text(plot.svg(results))


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
