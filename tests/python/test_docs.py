"""The pages' examples in Python, as they stand there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from conftest import ORACLE, basic_network

TOP = ORACLE.parents[1]


def examples(page: str) -> list[str]:
    """The fences that follow <!-- python -->."""
    return re.findall(r"<!-- python -->\n```python\n(.*?)```", (TOP / page).read_text(), re.DOTALL)


@pytest.mark.parametrize("page, count", [("README.md", 1), ("docs/python.md", 5)])
def test_examples_run(
    page: str, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tensors: dict[str, Any] = {**basic_network(np.random.default_rng(1), (2, 2, 2, 2))}
    for file in ("resnet18.pth", "tensors.npz"):  # content tells what it is
        with open(tmp_path / file, "wb") as weights:
            np.savez(weights, **tensors)
    (tmp_path / "pictures").mkdir()
    for name in ("cat.jpg", "pictures/cat.jpg"):
        (tmp_path / name).symlink_to(ORACLE / "images" / "cat.jpg")
    monkeypatch.chdir(tmp_path)
    blocks = examples(page)
    assert len(blocks) == count
    known: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, page, "exec"), known)
        for line, shape in re.findall(r"^(\w+) = .*# (\(.*\))$", block, re.MULTILINE)[-1:]:
            assert str(known[line].shape) == shape
    if page == "README.md":
        assert "Class(index=" in capsys.readouterr().out
    else:
        assert 'did you mean "classes"' in capsys.readouterr().out
        assert known["timing"].keys() == {"median_ms", "min_ms", "gflops", "runs"}
        assert (tmp_path / "resnet18.weights").exists() and (tmp_path / "arm.h").exists()
