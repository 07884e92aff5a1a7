#!/usr/bin/env python3
"""Single changes of the compiler, and whether the tests see them: `make mutation N=150 SEED=1`.

A change is an operator (a comparison off by one, another stride, a number plus one, ...) at one place of one file, drawn
by the seed (mutants.py). What gives the same machine code is no change, and what does not compile neither: others are
drawn instead. Then come tests until one fails (suite.py). The text of generated/ comes last: what it alone finds is told
apart, since no number was seen to be wrong. A change in explained.txt is known to change nothing that a test could see.

What was found out stands in BUILD_FOLDER/mutation/results-SEED.json: a run goes on where the last one stopped. AGAIN=1
tries those that survived once more; SHOW=1 tells what is known, and tries nothing.

usage: [AGAIN=1] [SHOW=1] run.py BUILD_FOLDER COUNT SEED [FILE:LINE | FILE:LINE:TEXT:OTHER ...]    (these changes, none drawn)
"""
import itertools
import json
import os
import pathlib
import sys
import time

from mutants import draw, given
from suite import Suite

EXPLAINED = pathlib.Path(__file__).with_name("explained.txt")
GOLDEN, NONE, MOST_OPEN = "generated/ alone", "no change", 0.03


def explained():
    """Key of a change -> why it lives: three lines each, `file: before`, `-> after` and the reason; a blank line between."""
    reasons = {}
    for entry in EXPLAINED.read_text().split("\n\n"):
        lines = [line.strip() for line in entry.strip().splitlines() if not line.startswith("#")]
        if lines:
            path, before = lines[0].split(": ", 1)
            reasons[(path, before, lines[1].removeprefix("-> "))] = " ".join(lines[2:])
    return reasons


class Results:
    """Key of a change -> what killed it, "" where nothing did."""
    def __init__(self, file):
        self.file = file
        self.known = {tuple(key): killer for key, killer in json.loads(file.read_text())} if file.exists() else {}

    def keep(self, key, killer):
        self.known[key] = killer
        part = self.file.with_suffix(".part")
        part.write_text(json.dumps([[list(key), killer] for key, killer in self.known.items()], indent=0))
        part.replace(self.file)


def tell(word, mutant, more):
    print(f"{word:10}  {mutant}\n{'':12}{more}", flush=True)


def find_out(suite, mutant):
    since = time.time()
    if not suite.change(mutant):
        return NONE
    killer = suite.killer(mutant) or ""
    suite.change_nothing()
    seen = f"{suite.differing} of the networks are emitted otherwise, and right" if suite.differing and not killer else killer
    tell("killed" if killer else "SURVIVED", mutant, f"{seen}, {time.time() - since:.0f} s")
    return killer


def total(found, reasons):
    killed = [mutant for mutant, killer in found if killer and killer not in reasons.values()]
    known = [mutant for mutant, killer in found if killer in reasons.values()]
    alive = [mutant for mutant, killer in found if not killer]
    golden = sum(killer == GOLDEN for _, killer in found)
    for mutant in alive:
        tell("survived", mutant, "")
    print(f"{len(found)} changes: {len(killed)} killed ({golden} by the text of generated/ alone), {len(known)} explained, {len(alive)} survived")
    return 0 if killed and len(alive) <= MOST_OPEN * (len(killed) + len(alive)) else 1


def shown(results, reasons, seed, count):
    """What is known of the first ones drawn; twice as many, since a third gives the same machine code."""
    known = {mutant.key: mutant for mutant in itertools.islice(draw(seed), 2 * count)}
    found = [(mutant, reasons.get(key) or results.known.get(key)) for key, mutant in known.items()]
    return [(mutant, killer) for mutant, killer in found if killer not in (None, NONE)]


def tried(results, reasons, mutants, most, anew):
    """`anew`: of what was found out before, what is tried again."""
    suite, found, met = Suite(results.file.parent.parent), [], set()
    for mutant in mutants:
        killer = reasons.get(mutant.key) or results.known.get(mutant.key)
        if mutant.key in met:
            continue
        met.add(mutant.key)
        if killer is None or killer in anew:
            killer = find_out(suite, mutant)
            results.keep(mutant.key, killer)
        if killer != NONE:
            found.append((mutant, killer))
        if len(found) == most:
            break
    return found


def main():
    build, count, seed, words = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
    reasons = explained()
    results = Results(build / "mutation" / f"results-{seed}.json")
    if os.environ.get("SHOW"):
        return total(shown(results, reasons, seed, count), reasons)
    if words:
        results = Results(build / "mutation" / "results-given.json")
        results.known, reasons = {}, {}
        return total(tried(results, reasons, given(words), None, ()), reasons)
    return total(tried(results, reasons, draw(seed), count, ("",) if os.environ.get("AGAIN") else ()), reasons)


if __name__ == "__main__":
    sys.exit(main())
