"""What the tests share: the trained Fashion-MNIST network and pictures of tests/oracle, and a ResNet-18 of random weights."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

import resnetc

ORACLE = Path(__file__).resolve().parents[1] / "oracle"
FASHION = ORACLE / "fashion"
FASHION_SPEC = ORACLE.parents[1] / "specs" / "resnet20-fashion.json"
FASHION_WEIGHTS = FASHION / "resnet20-fashion.safetensors"
CAT = ORACLE / "images" / "cat.png"

Array = NDArray[Any]


@pytest.fixture(scope="session")
def fashion() -> resnetc.Model:
    return resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, labels=FASHION / "classes.txt")


@pytest.fixture(scope="session")
def clothes() -> Array:
    """[1000, 28, 28, 1], uint8."""
    images: Array = np.load(FASHION / "images.npy")
    return images


@pytest.fixture(scope="session")
def pytorch_logits() -> Array:
    logits: Array = np.load(FASHION / "logits.npy")
    return logits


@pytest.fixture
def draw() -> np.random.Generator:
    return np.random.default_rng(1)


def _norm(name: str, channels: int) -> Iterator[tuple[str, Array]]:
    for part, value in (("weight", 1), ("bias", 0), ("running_mean", 0), ("running_var", 1)):
        yield f"{name}.{part}", np.full(channels, value, np.float32)
    yield f"{name}.num_batches_tracked", np.zeros((), np.int64)


def _block(draw: np.random.Generator, name: str, before: int, width: int) -> Iterator[tuple[str, Array]]:
    for conv, channels in (("1", before), ("2", width)):
        scale = np.float32(np.sqrt(2 / (9 * width)))
        yield f"{name}.conv{conv}.weight", draw.standard_normal((width, channels, 3, 3), np.float32) * scale
        yield from _norm(f"{name}.bn{conv}", width)
    if before != width:
        yield f"{name}.downsample.0.weight", draw.standard_normal((width, before, 1, 1), np.float32) / 16
        yield from _norm(f"{name}.downsample.1", width)


def basic_network(
    draw: np.random.Generator, repeats: tuple[int, ...], width: int = 64, classes: int = 1000
) -> dict[str, Array]:
    """torchvision's ResNet of basic blocks: (2, 2, 2, 2) is ResNet-18."""
    tensors = {"conv1.weight": draw.standard_normal((width, 3, 7, 7), np.float32) / 12}
    tensors.update(_norm("bn1", width))
    before = width
    for stage, count in enumerate(repeats):
        for block in range(count):
            tensors.update(_block(draw, f"layer{stage + 1}.{block}", before, width << stage))
            before = width << stage
    tensors["fc.weight"] = draw.standard_normal((classes, before), np.float32) / 23
    tensors["fc.bias"] = np.zeros(classes, np.float32)
    return tensors
