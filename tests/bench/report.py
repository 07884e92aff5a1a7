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


def row_name(case):
    extra = [f"batch {case['batch']}"] * (case["batch"] > 1) + [f"{case['threads']} threads"] * (case["threads"] > 1)
    extra += [case["target"]] * (case["target"] != "native")
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
    heads = ["", *names, "peak GFLOP/s", "one thread", "one beside others", "cores apart, ns"]
    lines = ["| " + " | ".join(heads) + " |", "| --- " * len(heads) + "|"]
    for case in results["cases"]:
        cells = [cell(case, name) for name in names]
        cells += [f"{case['peak_gflops']:.0f}", one_thread(case, "alone"), one_thread(case, "beside_others"), apart(case)]
        lines.append(f"| {row_name(case)} | " + " | ".join(cells) + " |")
    return lines


def notes(results):
    versions, errors, absent = {}, {}, {}
    for case in results["cases"]:
        for name, row in case["contenders"].items():
            versions[name] = row["version"]
            errors[name] = max(errors.get(name, 0), row["difference"])
        for name, reason in case["absent"].items():
            absent.setdefault((name, reason), []).append(row_name(case))
    yield "Largest difference from the exact logits, relative to the largest of them: " + ", ".join(
        f"{name}{' ' + versions[name] if versions[name] else ''} {error:.1e}" for name, error in errors.items()) + "."
    for (name, reason), rows in absent.items():
        yield f"Not there: {name} in {'; '.join(rows) if len(rows) < len(results['cases']) else 'every row'}: {reason}."
    preempted = sum(row["preemptions"] for case in results["cases"] for row in case["contenders"].values())
    yield f"Load of the machine at the start {results['load']:.1f}; contenders were preempted {preempted} times in all."


def text(results):
    cases = results["cases"]
    head = (f"{results['machine']}, {results['cores']} cores, {results['date']}. fp32; median time of a call, then the peer's time as a "
            f"multiple of ours (median of {max(case['rounds'] for case in cases)} pairs, quartiles), then the share of the measured "
            "peak. Where there are several threads: the time of a call on one thread, alone and while one thread on each of the other cores does "
            "the same, as a multiple of ours (means of five calls).")
    return "\n".join([head, "", *table(results), "", *(line + "\n" for line in notes(results))])


def write(folder):
    results = json.loads((folder / "results.json").read_text())
    (folder / "table.md").write_text(text(results))
    (folder / "results.svg").write_text(plot.svg(results))


if __name__ == "__main__":
    write(pathlib.Path(sys.argv[1]))
