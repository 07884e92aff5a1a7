#!/usr/bin/env python3
"""Gathers the site's sources: stage.py BUILD FOLDER, from the top folder.

Pages lie in FOLDER as they lie in the repository, so that their links lead to one another there, too. What they link to that is
no page is copied. What the program knows is asked of it: options, keys, functions, a plan of memory.
"""

import fnmatch
import os
import pathlib
import re
import shutil
import subprocess
import sys

import reference

HERE = pathlib.Path("docs/site")
LINK = re.compile(r"(\[[^\]]*\])\(([^)#:\s]+)(#[^)\s]*)?\)")
FENCE = re.compile(r"(^```.*?^```)", re.MULTILINE | re.DOTALL)
PICTURES = {
    "time.svg": "tests/bench/results/zen5/results.svg",
    "accuracy.svg": "tests/bench/results/xeon/accuracy.svg",
}


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def pages():
    """The repository's, and those that were not committed yet."""
    listed = output("git", "ls-files", "--cached", "--others", "--exclude-standard", "*.md").split("\n")
    return [path for path in map(pathlib.Path, filter(None, listed)) if path.exists()]


def link(folder, to):
    """What a link becomes: one to a folder leads to its page, or nowhere; what is no page comes along."""

    def replaced(match):
        text, target, anchor = match[1], match[2], match[3] or ""
        path = pathlib.Path(os.path.normpath(folder / target))
        if path.is_dir():
            return f"{text}({target}/README.md{anchor})" if (path / "README.md").exists() else text[1:-1]
        if path.suffix != ".md":
            (to / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to / path)
        return match[0]

    return replaced


def stage(path, to, listed):
    parts = FENCE.split(path.read_text(encoding="utf-8"))
    parts[::2] = [LINK.sub(link(path.parent, to), prose) for prose in parts[::2]]
    orphan = not any(fnmatch.fnmatch(str(path), f"{pattern}.md") for pattern in listed)
    if orphan and path.parent == pathlib.Path("docs"):
        sys.exit(f"{path}: no list of contents in {HERE}/index.md.in has it")
    (to / path).parent.mkdir(parents=True, exist_ok=True)
    (to / path).write_text("---\norphan: true\n---\n\n" * orphan + "".join(parts), encoding="utf-8")


def emitted(resnetc, work, *options):
    """The header of a network that any machine can emit."""
    subprocess.run([resnetc, "-q", "specs/resnet18.json", "--emit-preprocess", *options, "-o", f"{work}/resnet18.c"], check=True)
    return (work / "resnet18.h").read_text(encoding="utf-8")


def asked(resnetc, to, work):
    """Pages and pictures of what the program says itself."""
    (to / "options.md").write_text(reference.options(output(resnetc, "--help")), encoding="utf-8")
    (to / "keys.md").write_text(reference.keys(pathlib.Path("specs/schema.json").read_text(encoding="utf-8")), encoding="utf-8")
    headers = {
        "The network: resnet18.h": emitted(resnetc, work, "--target", "scalar"),
        "Pictures: resnet18_preprocess.h": (work / "resnet18_preprocess.h").read_text(encoding="utf-8"),
        "Several targets: resnet18.h": emitted(resnetc, work, "--target", "sse2,scalar"),
        "Several networks behind one type: resnet_rt.h": pathlib.Path("runtime/library/resnet_rt.h").read_text(encoding="utf-8"),
        "The library: resnetc_jit.h": pathlib.Path("runtime/library/resnetc_jit.h").read_text(encoding="utf-8"),
    }
    (to / "functions.md").write_text(reference.functions(headers), encoding="utf-8")
    subprocess.run([resnetc, "-q", "specs/resnet50.json", "--target", "avx2", "--memory-plan", to / "memory.svg"], check=True)
    for name, source in PICTURES.items():
        shutil.copyfile(source, to / name)
    shutil.copyfile(HERE / "pictures.md.in", to / "pictures.md")
    report = to.parent / "extra/resnet50-report.html"
    report.parent.mkdir()
    subprocess.run([resnetc, "-q", "specs/resnet50.json", "--target", "avx2", "--report", report], check=True)


def main():
    build, to = map(pathlib.Path, sys.argv[1:])
    resnetc, work = build.absolute() / "resnetc", to.with_suffix(".work")
    shutil.rmtree(to, ignore_errors=True)
    (to / "reference").mkdir(parents=True)
    work.mkdir(exist_ok=True)
    index = (HERE / "index.md.in").read_text(encoding="utf-8")
    listed = [re.sub(r".*<|>$", "", line) for fence in FENCE.findall(index) for line in fence.split("\n")]
    for path in pages():
        stage(path, to, listed)
    asked(resnetc, to / "reference", work)
    (to / "index.md").write_text(index, encoding="utf-8")
    shutil.copyfile(HERE / "conf.py", to / "conf.py")
    shutil.copytree(HERE / "static", to / "static")


main()
