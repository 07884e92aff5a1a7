"""Arrays and pictures, against each other and against the program's --run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import resnetc
from conftest import CAT, FASHION, FASHION_SPEC, FASHION_WEIGHTS, ORACLE, Array

SPEC: dict[str, Any] = {
    "block": "basic", "repeats": [1, 1], "widths": [8, 16], "classes": 10, "input": {"height": 48, "width": 40},
    "preprocess": {"mean": [0.4, 0.5, 0.6], "std": [0.2, 0.3, 0.4], "resize": 56, "filter": "bicubic"},
}  # fmt: skip


def program_answer(tmp_path: Path, spec: Path | str, weights: Path | str, source: Path) -> Array:
    output = tmp_path / "answer.npy"
    program = Path(sys.executable).with_name("resnetc")
    subprocess.run([program, spec, "--weights", weights, "--run", source, "--output", output, "-q"], check=True)
    answer: Array = np.load(output)
    return answer


@pytest.fixture(scope="module")
def model() -> resnetc.Model:
    return resnetc.compile("random:1", SPEC)


@pytest.fixture(scope="module")
def pixels_model() -> resnetc.Model:
    return resnetc.compile("random:1", SPEC, preprocess={**SPEC["preprocess"], "input": "u8_nhwc"})


def test_pictures_are_prepared_as_by_the_program(tmp_path: Path, model: resnetc.Model) -> None:
    spec = tmp_path / "net.json"
    spec.write_text(json.dumps(SPEC))
    for name in ("cat.png", "cat.jpg", "oriented-6.jpg", "rgba.png", "grey.png"):
        picture = ORACLE / "images" / name
        expected = program_answer(tmp_path, spec, "random:1", picture)
        assert np.array_equal(model(picture), expected[0])
        assert np.array_equal(model(str(picture)), expected[0])
        assert np.array_equal(model(picture.read_bytes()), expected[0])


def test_images_of_pillow(model: resnetc.Model, pixels_model: resnetc.Model, fashion: resnetc.Model) -> None:
    image = pytest.importorskip("PIL.Image")
    for name in ("cat.png", "oriented-5.png", "rgba.png", "palette.png", "grey.png"):
        picture = ORACLE / "images" / name
        for network in (model, pixels_model, fashion):
            assert np.array_equal(network(image.open(picture)), network(picture)), name


def test_pixels_as_arrays(model: resnetc.Model, pixels_model: resnetc.Model, draw: np.random.Generator) -> None:
    pictures = draw.integers(0, 256, (3, 70, 50, 3), np.uint8)
    fitting = draw.integers(0, 256, (3, 48, 40, 3), np.uint8)
    for network in (model, pixels_model):
        assert network(pictures).shape == (3, 10) and network(pictures[0]).shape == (10,)
        assert np.array_equal(network(list(pictures)), network(pictures))
        assert np.array_equal(network(pictures[:, ::-1]), network(np.ascontiguousarray(pictures[:, ::-1])))
        assert not np.array_equal(network(pictures[0]), network(pictures[1]))
    normalised = ((fitting / np.float32(255) - np.array([0.4, 0.5, 0.6])) / np.array([0.2, 0.3, 0.4])).transpose(
        0, 3, 1, 2
    )
    assert np.allclose(model(fitting), model(normalised), atol=1e-5)
    assert np.allclose(pixels_model(fitting), model(fitting), atol=1e-5)


def test_arrays_of_pictures_as_by_the_program(tmp_path: Path, draw: np.random.Generator, model: resnetc.Model) -> None:
    spec = tmp_path / "net.json"
    spec.write_text(json.dumps(SPEC))
    for array in (draw.integers(0, 256, (3, 70, 50, 3), np.uint8), draw.standard_normal((2, 3, 48, 40), np.float32)):
        np.save(tmp_path / "images.npy", array)
        assert np.array_equal(model(array), program_answer(tmp_path, spec, "random:1", tmp_path / "images.npy"))


def test_one_channel(tmp_path: Path, fashion: resnetc.Model, clothes: Array) -> None:
    expected = program_answer(tmp_path, FASHION_SPEC, FASHION_WEIGHTS, FASHION / "images.npy")
    assert np.array_equal(fashion(clothes), expected)
    assert np.array_equal(fashion(clothes[..., 0]), expected)
    assert np.array_equal(fashion(clothes[0]), expected[0])
    assert np.array_equal(fashion(clothes[0, ..., 0]), expected[0])


def test_lists_of_pictures(model: resnetc.Model) -> None:
    cat = CAT.read_bytes()
    answers = model([CAT, cat, str(CAT)])
    assert answers.shape == (3, 10)
    assert np.array_equal(answers, np.stack([model(CAT)] * 3))
    assert model([]).shape == (0, 10)


def test_floats_of_other_types(model: resnetc.Model, draw: np.random.Generator) -> None:
    images = draw.standard_normal((2, 3, 48, 40)).astype(np.float16)
    expected = model(images.astype(np.float32))
    assert np.array_equal(model(images), expected)
    assert np.array_equal(model(images.astype(np.float64)), expected)
    assert np.array_equal(model(np.asfortranarray(images)), expected)
    assert np.array_equal(model(images[0]), expected[0])


def test_classify(fashion: resnetc.Model, clothes: Array, pytorch_logits: Array) -> None:
    best = fashion.classify(clothes[0])
    assert len(best) == 5 and best[0] == max(best, key=lambda each: each.probability)
    assert best[0].index == int(pytorch_logits[0].argmax()) and best[0].label == "T-shirt/top"
    shares = np.exp(pytorch_logits[0].astype(np.float64))
    assert best[1].probability == pytest.approx(np.sort(shares / shares.sum())[-2], rel=1e-4)
    assert len(fashion.classify(clothes[0], 100)) == 10
    probabilities = resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, outputs=["pool", "probabilities"])
    assert probabilities.classify(clothes[0])[0].probability == pytest.approx(best[0].probability, rel=1e-4)
    assert probabilities.classify(clothes[0])[0].label is None
    with pytest.raises(resnetc.Error, match="classify: expected one image, got 2"):
        fashion.classify(clothes[:2])
    with pytest.raises(resnetc.Error, match="no class scores"):
        resnetc.compile("random:1", "tiny", outputs=["pool"]).classify(CAT)


MISTAKES: list[tuple[Any, int, str]] = [
    (np.zeros((3, 40, 48)), 1, "expected floats of shape (3, 48, 40) or (images, 3, 48, 40), got (3, 40, 48)"),
    (np.zeros((48, 40)), 1, "expected floats of shape (3, 48, 40)"),
    (
        np.zeros((48, 40, 4), np.uint8),
        1,
        "expected uint8 of shape (height, width, 3) or (images, height, width, 3), got",
    ),
    (np.zeros((0, 40, 3), np.uint8), 1, "expected a picture of 1 to "),
    ("no-such.png", 3, "no-such.png: No such file"),
    (ORACLE / "README.md", 1, f"{ORACLE}/README.md: "),
    (b"no picture", 1, "picture: "),
    (b"", 1, "picture: "),
]


@pytest.mark.parametrize("image, status, message", MISTAKES, ids=range(len(MISTAKES)))
def test_mistakes(model: resnetc.Model, image: Any, status: int, message: str) -> None:
    with pytest.raises(resnetc.Error) as raised:
        model(image)
    assert str(raised.value).startswith(message)
    assert raised.value.status == status


def test_floats_for_pixels(pixels_model: resnetc.Model) -> None:
    with pytest.raises(resnetc.Error, match="u8_nhwc"):
        pixels_model(np.zeros((3, 48, 40)))


@pytest.mark.parametrize("image", [3, None, np.zeros((3, 48, 40), np.int32), object()], ids=repr)
def test_what_is_no_image(model: resnetc.Model, image: Any) -> None:
    with pytest.raises(TypeError, match="expected an array of floats or of uint8, a path, or a picture, got"):
        model(image)
