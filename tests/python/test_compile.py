"""Where weights and specs come from, and what is said where they are wrong."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import resnetc
from conftest import FASHION, FASHION_SPEC, FASHION_WEIGHTS, Array, basic_network

SMALL: dict[str, Any] = {"input__height": 32, "input__width": 32}


def small_tensors(draw: np.random.Generator) -> dict[str, Array]:
    return basic_network(draw, (1, 1), width=8, classes=10)


def safetensors_of(tensors: dict[str, Array]) -> bytes:
    """Float32 alone, written here once more."""
    header, data = {}, b""
    for name, value in tensors.items():
        bytes_ = value.astype(np.float32).tobytes()
        header[name] = {"dtype": "F32", "shape": value.shape, "data_offsets": [len(data), len(data) + len(bytes_)]}
        data += bytes_
    text = json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + data


def test_trained_network_answers_as_pytorch(fashion: resnetc.Model, clothes: Array, pytorch_logits: Array) -> None:
    logits = fashion(clothes)
    assert logits.dtype == np.float32 and logits.shape == (1000, 10)
    assert np.abs(logits - pytorch_logits).max() < 1e-5 * np.abs(pytorch_logits).max()


def test_state_dict_is_the_file(tmp_path: Path, draw: np.random.Generator) -> None:
    tensors = small_tensors(draw)
    path = tmp_path / "net.safetensors"
    path.write_bytes(safetensors_of(tensors))
    image = draw.standard_normal((3, 32, 32))
    expected = resnetc.compile(path, **SMALL)(image)
    assert np.array_equal(resnetc.compile(str(path), **SMALL)(image), expected)
    assert np.array_equal(resnetc.compile(tensors, **SMALL)(image), expected)
    assert np.array_equal(resnetc.compile({**tensors, "new.weight": np.ones(3)}, **SMALL)(image), expected)


@pytest.mark.parametrize("kind", [np.float16, np.float64, np.dtype(">f4")])
def test_tensors_of_other_types(draw: np.random.Generator, kind: Any) -> None:
    tensors = {name: value.astype(np.float16).astype(np.float32) for name, value in small_tensors(draw).items()}
    image = draw.standard_normal((3, 32, 32))
    others = {name: value.astype(kind) for name, value in tensors.items()}
    assert np.array_equal(resnetc.compile(others, **SMALL)(image), resnetc.compile(tensors, **SMALL)(image))


def test_tensors_that_do_not_lie_in_one_piece(draw: np.random.Generator) -> None:
    tensors = small_tensors(draw)
    image = draw.standard_normal((3, 32, 32))
    strided = {name: np.asfortranarray(value) for name, value in tensors.items()}
    assert not strided["fc.weight"].flags.c_contiguous
    assert np.array_equal(resnetc.compile(strided, **SMALL)(image), resnetc.compile(tensors, **SMALL)(image))


def test_spec_as_path_name_dict_and_implied(clothes: Array) -> None:
    spec = json.loads(FASHION_SPEC.read_text())
    models = [resnetc.compile(FASHION_WEIGHTS, given) for given in (FASHION_SPEC, "resnet20-fashion", spec)]
    models.append(resnetc.compile(FASHION_WEIGHTS, input={"channels": 1, "height": 28, "width": 28},
                                  preprocess={"mean": [0.286], "std": [0.353]}))  # fmt: skip
    for model in models:
        assert np.array_equal(model(clothes[:3]), models[0](clothes[:3]))
    assert [model.name for model in models] == ["resnet20_fashion"] * 4
    assert resnetc.compile(FASHION_WEIGHTS, {**spec, "name": "mine"}).name == "mine"
    assert not models[0].notes
    assert any("assumed strides [1,2,2]" in note for note in models[3].notes)


def test_unnamed_networks_are_models(draw: np.random.Generator) -> None:
    tensors = small_tensors(draw)
    assert resnetc.compile(tensors, **SMALL).name == "model"
    assert resnetc.compile(tensors, name="net", **SMALL).name == "net"
    assert resnetc.compile("random:1", {"block": "basic", "repeats": [1], "classes": 5}).name == "model"


def test_changes_of_the_spec() -> None:
    model = resnetc.compile(
        "random:1", "tiny", classes=7, input__height=24, outputs=["layer1", "pool", "probabilities"], batch=2
    )
    assert (model.classes, model.batch) == (7, 2)
    assert model.spec["classes"] == 7 and model.spec["input"]["height"] == 24
    answers = model.run(np.zeros((5, 3, 24, 16), np.float32))
    shapes = {name: answer.shape for name, answer in answers.items()}
    assert shapes == {"layer1": (5, 8, 24, 16), "pool": (5, 16), "probabilities": (5, 7)}
    with pytest.raises(resnetc.Error, match="3 outputs: run"):
        model(np.zeros((3, 24, 16)))


def test_notes_name_the_state_dict(draw: np.random.Generator) -> None:
    notes = resnetc.compile(small_tensors(draw)).notes
    assert notes and all(note.startswith("state_dict: ") for note in notes)


def test_batches_are_filled_up(draw: np.random.Generator) -> None:
    images = draw.standard_normal((7, 3, 16, 16), np.float32)
    one, four = (resnetc.compile("random:1", "tiny", batch=batch, outputs=["layer1", "logits"]) for batch in (1, 4))
    for name, answer in four.run(images).items():
        assert np.abs(answer - one.run(images)[name]).max() < 1e-5
    assert one.run(images[:0])["logits"].shape == (0, 10)


def test_names_of_parameters(tmp_path: Path, draw: np.random.Generator) -> None:
    tensors = small_tensors(draw)
    renamed = {f"body.{name}": value for name, value in tensors.items()}
    image = draw.standard_normal((3, 32, 32))
    expected = resnetc.compile(tensors, **SMALL)(image)
    (tmp_path / "names.json").write_text('{"body.": ""}')
    for names in ({"body.": ""}, tmp_path / "names.json"):
        assert np.array_equal(resnetc.compile(renamed, names=names, **SMALL)(image), expected)


def test_strict(draw: np.random.Generator) -> None:
    with pytest.raises(resnetc.Error, match="other"):
        resnetc.compile({**small_tensors(draw), "other": np.zeros(3, np.float32)}, strict=True, **SMALL)


def test_threads_and_targets_give_the_same(fashion: resnetc.Model, clothes: Array) -> None:
    expected = fashion(clothes[:4])
    assert np.array_equal(resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, threads=2)(clothes[:4]), expected)
    changes: list[dict[str, Any]] = [
        {"target": "scalar"},
        {"target": "sse2"},
        {"accuracy": "tight"},
        {"prefer": "size"},
    ]
    for options in changes:
        other = resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, **options)
        assert np.abs(other(clothes[:4]) - expected).max() < 1e-4 * np.abs(expected).max()
        assert other.report() != fashion.report(), options


def test_the_systems_compiler(fashion: resnetc.Model, clothes: Array, monkeypatch: pytest.MonkeyPatch) -> None:
    by_cc = resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, jit="cc")
    assert np.allclose(by_cc(clothes[:4]), fashion(clothes[:4]), atol=1e-4)
    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(resnetc.Error, match="no-such-compiler") as raised:
        resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, jit="cc")
    assert raised.value.status == 3


def test_report_tells_the_layers(fashion: resnetc.Model) -> None:
    report = fashion.report()
    assert report["name"] == "resnet20_fashion" and report["totals"]["parameters"] == 272186
    assert report["layers"][1]["name"] == "conv1"
    assert "272,186" in str(fashion)
    assert repr(fashion) == "<resnetc.Model resnet20_fashion: (1, 28, 28) -> logits (10,); fp32>"


def test_report_for_people(tmp_path: Path, fashion: resnetc.Model, draw: np.random.Generator) -> None:
    assert fashion.report(tmp_path / "plain.html") == fashion.report()
    plain = (tmp_path / "plain.html").read_text()
    assert plain.startswith("<!DOCTYPE html>") and "resnet20_fashion" in plain and "layer3.2.conv2" in plain
    assert ">Roofline" in plain and ">Time" not in plain and ">Accuracy" not in plain
    of_memory = resnetc.compile(small_tensors(draw), threads=2, **SMALL)
    of_memory.report(str(tmp_path / "full.html"), bench=True, verify=True)
    full = (tmp_path / "full.html").read_text()
    assert ">Time" in full and ">Accuracy" in full and "state_dict" in full and "/resnetc-" not in full
    with pytest.raises(resnetc.Error) as raised:
        fashion.report(tmp_path / "no-such" / "page.html")
    assert raised.value.status == 3


def test_bench(fashion: resnetc.Model) -> None:
    timing = fashion.bench(seconds=0.05)
    assert 0 < timing["min_ms"] <= timing["median_ms"] < 1000 and timing["runs"] >= 3
    flops = 2 * fashion.report()["totals"]["macs"]
    assert timing["gflops"] == pytest.approx(flops / timing["median_ms"] / 1e6)


MISTAKES: list[tuple[dict[str, Any], int, str]] = [
    ({"weights": "no-such.pth"}, 3, "no-such.pth: No such file or directory"),
    ({"weights": "random:1"}, 2, "expected a spec: random weights imply none"),
    ({"weights": "random:1", "spec": {"block": "basic"}}, 1, 'spec:1:1: "repeats" is missing'),
    (
        {"weights": "random:1", "spec": {"block": "basic", "repeats": [0]}},
        1,
        "spec:1:32: /repeats/0: expected 1 or more, got 0",
    ),
    ({"weights": "random:1", "spec": "tiny", "clases": 3}, 1, "--set clases=3: /clases: unknown key"),
    ({"weights": "random:1", "spec": "tiny", "target": "pdp11"}, 2, "pdp11: no such target"),
    ({"weights": "random:1", "spec": "tiny", "precision": "fp8"}, 2, "fp8: no such precision"),
    ({"weights": "random:1", "spec": "tiny", "precision": "int8"}, 2, "int8 needs a calibration"),
    ({"weights": "random:1", "spec": "tiny", "calibrate": "norms"}, 2, "calibrate: only with precision int8"),
    ({"weights": "random:1", "spec": "tiny", "precision": "int8", "calibrate": "no-such"}, 3, "no-such: No such"),
    ({"weights": "random:1", "spec": "tiny", "accuracy": "exact"}, 2, "accuracy: expected fast or tight, got 'exact'"),
    ({"weights": "random:1", "spec": "tiny", "jit": "gcc"}, 2, "jit: expected tcc or cc, got 'gcc'"),
    ({"weights": "random:1", "spec": "tiny", "threads": 65}, 2, "expected 0 to 64 threads, got 65"),
    ({"weights": "random:1", "spec": "tiny", "labels": ["a"]}, 1, "labels: expected 10 class names"),
    ({"weights": "random:1", "spec": "tiny", "labels": "no-such"}, 3, "no-such: No such file"),
    ({"weights": "random:1", "spec": "tiny", "tuned": "no-such"}, 3, "no-such: No such file"),
    ({"weights": {}}, 1, "state_dict: expected tensors, got none"),
    ({"weights": {"conv1.weight": 3}}, 1, "state_dict: conv1.weight: expected an array or a tensor, got int"),
    ({"weights": {"conv1.weight": np.array("x")}}, 1, "state_dict: conv1.weight: expected numbers, got <U1"),
    ({"weights": {"conv1.weight": np.zeros(3)}, "spec": "tiny"}, 1, "state_dict: missing parameter bn1.running_mean"),
    (
        {"weights": {"conv1.weight": np.zeros(3)}, "spec": "tiny", "precision": "int8", "calibrate": "norms"},
        1,
        "state_dict: missing parameter bn1.running_mean",
    ),
]


@pytest.mark.parametrize("arguments, status, message", MISTAKES, ids=[message for _, _, message in MISTAKES])
def test_mistakes(arguments: dict[str, Any], status: int, message: str) -> None:
    with pytest.raises(resnetc.Error) as raised:
        resnetc.compile(**arguments)
    assert str(raised.value).startswith(message)
    assert raised.value.status == status and "\n" not in str(raised.value)


def test_what_is_no_weights_at_all() -> None:
    with pytest.raises(TypeError, match="weights: expected a path or a state_dict, got int"):
        resnetc.compile(3)
    with pytest.raises(TypeError, match="spec: expected a path, a name or a dict, got int"):
        resnetc.compile("random:1", 3)  # type: ignore[arg-type]


def test_error_survives_a_process() -> None:
    error = pickle.loads(pickle.dumps(resnetc.Error("wrong", 2)))
    assert isinstance(error, resnetc.Error) and str(error) == "wrong" and error.status == 2


def test_labels(fashion: resnetc.Model) -> None:
    names = (FASHION / "classes.txt").read_text().splitlines()
    assert fashion.labels == names
    assert resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, labels=tuple(names)).labels == names
    assert resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC).labels is None


def test_lines_of_labels_are_the_programs(tmp_path: Path) -> None:
    names = [f"class\u2028{i}" for i in range(10)]
    path = tmp_path / "labels.txt"
    for text in ("\n".join(names), "\n".join(names) + "\n", "\ufeff" + "".join(f"{name}\r\n" for name in names)):
        path.write_bytes(text.encode())
        assert resnetc.compile("random:1", "tiny", labels=path).labels == names
    path.write_bytes(b"\xff\n" * 10)
    with pytest.raises(resnetc.Error, match="labels.txt: expected class names in UTF-8"):
        resnetc.compile("random:1", "tiny", labels=path)
