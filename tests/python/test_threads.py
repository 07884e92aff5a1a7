"""One model in several threads: the same bits, no GIL while it runs."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import resnetc
from conftest import CAT, FASHION_SPEC, FASHION_WEIGHTS, Array


@pytest.mark.parametrize("threads", [1, 2])
def test_many_callers(clothes: Array, threads: int) -> None:
    model = resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, threads=threads, outputs=["layer1", "logits"])
    expected = model.run(clothes[:64])
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(model.run, clothes[:64]))
    for name, values in expected.items():
        assert np.array_equal(np.stack([answer[name] for answer in answers]), values)


def test_the_gil_is_free_while_it_runs() -> None:
    """A call that takes long, and a thread that counts meanwhile: with the GIL held it could not."""
    model = resnetc.compile("random:1", "resnet18", input__height=96, input__width=96, target="scalar")
    image = np.zeros((3, 96, 96), np.float32)
    done = threading.Event()
    ticks: list[float] = []

    def tick() -> None:
        while not done.wait(0.002):
            ticks.append(time.perf_counter())

    ticker = threading.Thread(target=tick)
    ticker.start()
    since = time.perf_counter()
    model(image)
    until = time.perf_counter()
    done.set()
    ticker.join()
    assert until - since > 0.1
    assert sum(since + 0.02 < tick < until - 0.02 for tick in ticks) > 5


def test_models_come_and_go() -> None:
    def one(seed: int) -> Array:
        return resnetc.compile(f"random:{seed % 3}", "tiny")(CAT)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(one, range(30)))
    for i, answer in enumerate(answers):
        assert np.array_equal(answer, answers[i % 3])
    assert not np.array_equal(answers[0], answers[1])
