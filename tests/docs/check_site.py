#!/usr/bin/env python3
"""The built site stands on its own, and is complete: check_site.py SITE RESNETC, from the top folder.

What pages load (scripts, styles, pictures, frames, fonts) is there, below SITE; so is every page and heading that they link to. Only
an <a> may lead elsewhere. The reference has each option of --help, each key of the schema, each function of the headers.
Closing line: "N passed, N failed", of files.
"""

import html.parser
import json
import pathlib
import re
import subprocess
import sys
import urllib.parse

LOADS = {("script", "src"), ("img", "src"), ("iframe", "src"), ("link", "href"), ("source", "src"), ("object", "data"), ("image", "href"), ("use", "href")}


class Page(html.parser.HTMLParser):
    def __init__(self, path):
        super().__init__()
        self.anchors, self.links, self.loads = set(), [], []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name in ("id", "name"):
                self.anchors.add(value)
            if value and (tag, name) in LOADS:
                self.loads.append(value)
            if value and (tag, name) == ("a", "href"):
                self.links.append(value)


def main():
    site, resnetc = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2]
    pages = {path: Page(path) for path in site.rglob("*.html")}
    failures = {}  # file -> what is wrong there

    def check(good, where, what):
        failures.setdefault(where, [])
        if not good:
            failures[where].append(f"FAILED: docs: {where.relative_to(site)}: {what}")

    def local(url):
        return not urllib.parse.urlsplit(url).scheme and not url.startswith("//")

    def leads(where, url):
        """To a file of the site, and to a heading that it has."""
        parts = urllib.parse.urlsplit(url)
        file = (where.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else where
        anchor = urllib.parse.unquote(parts.fragment)
        return file.is_file() and site in file.parents and (not anchor or file not in pages or anchor in pages[file].anchors)

    for path, page in pages.items():
        for url in page.loads:
            check(url.startswith("data:") or (local(url) and leads(path, url)), path, f"loads what is not in the site: {url}")
        for url in page.links:
            check(leads(path, url) if local(url) else url.startswith("https://"), path, f"leads nowhere: {url}")
    for path in site.rglob("*.css"):
        for url in re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", path.read_text(encoding="utf-8")):
            check((url := "".join(url)).startswith("data:") or (local(url) and leads(path, url)), path, f"loads what is not in the site: {url[:80]}")

    def told(page, words, where):
        text = re.sub(r"<[^>]+>", "", (site / page).read_text(encoding="utf-8"))
        for word in words:
            check(re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", html.unescape(text)), site / page, f"does not tell of {word} of {where}")
        check(len(words) > 5, site / page, f"no words of {where}")

    said = subprocess.run([resnetc, "--help"], check=True, capture_output=True, text=True).stdout
    told("reference/options.html", re.findall(r"^ {2,6}(?:-\w, +)?(--?[\w-]+)", said, re.MULTILINE), "--help")
    schema = json.loads(pathlib.Path("specs/schema.json").read_text(encoding="utf-8"))
    told("reference/keys.html", [key for key in schema["properties"] if key != "$schema"], "specs/schema.json")
    library = pathlib.Path("runtime/library/resnetc_jit.h").read_text(encoding="utf-8")
    told("reference/functions.html", re.findall(r"\b(resnet_jit_\w+)\(", library), "resnetc_jit.h")
    network = ["resnet18_run", "resnet18_weights_check", "resnet18_cpu_ok", "resnet18_choose", "resnet18_preprocess", "RESNET18_WORKSPACE_BYTES"]
    told("reference/functions.html", network, "an emitted header")
    wrong = [line for lines in failures.values() for line in lines]
    print(*wrong[:40], sep="\n", end="\n" * bool(wrong))
    bad = sum(map(bool, failures.values()))
    print(f"{len(failures) - bad} passed, {bad} failed")
    return bad > 0


sys.exit(main())
