"""bf16, int8, auto: the program's bits, and that trained answers survive."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import resnetc
from conftest import CAT, FASHION_SPEC, FASHION_WEIGHTS, ORACLE, Array


def agreement(logits: Array, expected: Array) -> float:
    return float((logits.argmax(1) == expected.argmax(1)).mean())


@pytest.fixture(scope="module")
def int8(clothes: Array) -> resnetc.Model:
    return resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, precision="int8", calibrate=clothes[:100])


@pytest.mark.parametrize("precision", ["bf16", "int8", "auto"])
def test_the_programs_bits(tmp_path: Path, clothes: Array, pytorch_logits: Array, precision: Any) -> None:
    np.save(tmp_path / "seen.npy", clothes[500:600])
    given = None if precision == "bf16" else tmp_path / "seen.npy"
    logits = resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, precision=precision, calibrate=given)(clothes[:200])
    np.save(tmp_path / "images.npy", clothes[:200])
    command: list[Any] = [Path(sys.executable).with_name("resnetc"), FASHION_SPEC, "--weights", FASHION_WEIGHTS, "-q"]
    command += ["--precision", precision, *(["--calibrate", given] if given else [])]
    subprocess.run([*command, "--run", tmp_path / "images.npy", "--output", tmp_path / "answer.npy"], check=True)
    assert np.array_equal(logits, np.load(tmp_path / "answer.npy"))
    assert agreement(logits, pytorch_logits[:200]) > 0.97
    assert not np.array_equal(logits, pytorch_logits[:200])


def test_calibration_in_every_form(tmp_path: Path, clothes: Array, int8: resnetc.Model) -> None:
    np.save(tmp_path / "images.npy", clothes[:100])
    (tmp_path / "kept.json").write_text(int8.calibration or "")
    expected = int8(clothes[100:103])
    floats = ((clothes[:100, ..., 0] / np.float32(255) - np.float32(0.286)) / np.float32(0.353))[:, None]
    for given in (tmp_path / "images.npy", str(tmp_path / "kept.json"), floats):
        model = resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, precision="int8", calibrate=given)
        assert np.array_equal(model(clothes[100:103]), expected), type(given)
    norms = resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, precision="int8", calibrate="norms")
    assert norms(clothes[:3]).shape == (3, 10) and not np.array_equal(norms(clothes[100:103]), expected)


def test_calibration_by_pictures(tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image")
    (tmp_path / "a.png").symlink_to(CAT)
    (tmp_path / "b.png").symlink_to(ORACLE / "images" / "wide.png")
    paths = [tmp_path / "a.png", str(tmp_path / "b.png")]
    models = [
        resnetc.compile("random:1", "tiny", precision="int8", calibrate=given)
        for given in (tmp_path, paths, [image.open(path) for path in paths], [image.open(CAT), paths[1]])
    ]
    for model in models:
        assert np.array_equal(model(CAT), models[0](CAT))
    one = resnetc.compile("random:1", "tiny", precision="int8", calibrate=CAT)
    assert one.calibration != models[0].calibration
    assert one.calibration is not None and '"images": 1' in one.calibration
    with pytest.raises(TypeError, match="calibrate: expected a path or an image of Pillow, got int"):
        resnetc.compile("random:1", "tiny", precision="int8", calibrate=[1])


def test_calibration_of_another_network_is_refused(tmp_path: Path, int8: resnetc.Model) -> None:
    (tmp_path / "kept.json").write_text(int8.calibration or "")
    with pytest.raises(resnetc.Error) as raised:
        resnetc.compile("random:1", "tiny", precision="int8", calibrate=tmp_path / "kept.json")
    assert raised.value.status == 1 and "kept.json" in str(raised.value)


def test_fp32_has_no_calibration(fashion: resnetc.Model) -> None:
    assert fashion.calibration is None
