#!/usr/bin/env python3
"""The example's pictures, and whether each was answered once.

check.py make IMAGES FOLDER COUNT: so many copies of the pictures in IMAGES, under names of their own, and some that are broken.
check.py compare FOLDER ANSWERS CSV: joins the answers with the pictures, and with what `resnetc --run --format csv` said.
"""

import csv
import pathlib
import sys

import pandas

BROKEN = {"empty.jpg": 0, "cut.jpg": 10000, "text.png": -1, "large.jpg": -600000}


def make(images, folder, count):
    sources = sorted(path for path in pathlib.Path(images).iterdir() if path.suffix in (".png", ".jpg"))
    large = (pathlib.Path(images) / "cat.jpg").read_bytes()
    for i in range(count):
        # Two of three are photographs; a name has a blank, a comma, a percent sign, a letter beyond ASCII.
        source = sources[i % len(sources)] if i % 3 == 0 else pathlib.Path(images) / "cat.jpg"
        path = pathlib.Path(folder) / f"part {i % 7}" / f"{i}, 100% ä{source.suffix}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(source.read_bytes())
    for name, size in BROKEN.items():
        (pathlib.Path(folder) / name).write_bytes(large[:size] if size >= 0 else b"?" * -size)


def compare(folder, answers, said):
    pictures = {str(path) for path in pathlib.Path(folder).rglob("*.*")}
    rows = pandas.concat(pandas.read_parquet(path) for path in pathlib.Path(answers).glob("*.parquet"))
    twice = rows.path[rows.path.duplicated()]
    lost, strange = pictures - set(rows.path), set(rows.path) - pictures
    broken = set(rows.path[rows.error.notna()])
    with open(said, newline="", encoding="utf-8") as file:
        run = {row["path"]: row for row in csv.DictReader(file)}
    wrong = []
    for row in rows[rows.error.isna()].itertuples():
        other = run.get(row.path, {"index1": -1, "probability1": 0})
        if row[2] != int(other["index1"]) or abs(row.probability - float(other["probability1"])) > 1e-5:
            wrong.append((row, other))
    print(f"{len(pictures)} pictures, {len(rows)} answers: {len(lost)} lost, {len(twice)} twice, {len(strange)} of nothing;")
    print(f"{len(broken)} with an error; {len(wrong)} not as resnetc --run says")
    for row in rows[rows.error.notna()].itertuples():
        print(f"  {row.path[len(folder) + 1:]}: {row.error}")
    print(*wrong[:3], sep="\n", end="\n" * bool(wrong))
    expected = {str(pathlib.Path(folder) / name) for name in BROKEN}
    return not len(twice) and not lost and not strange and not wrong and broken == expected


command, *rest = sys.argv[1:]
if command == "make":
    make(*rest[:2], int(rest[2]))
else:
    sys.exit(not compare(*rest))
