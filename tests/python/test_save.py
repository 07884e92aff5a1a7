"""save: the C, compiled by the system's compiler, gives the model's answers."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import resnetc
from conftest import FASHION_SPEC, FASHION_WEIGHTS, Array, basic_network

pytestmark = pytest.mark.skipif(not shutil.which("cc"), reason="no cc")

# What a program needs of the header, behind functions: the workspace is of the caller.
GLUE = """
#include "{file}.h"
#include <stdlib.h>
void call(const float *in, float *out) {{
    void *workspace = aligned_alloc(64, ({NAME}_WORKSPACE_BYTES + 63) / 64 * 64);
    {name}_run({name}_weights, workspace, in, out);
    free(workspace);
}}
"""


def run_saved(folder: Path, file: str, name: str, image: Array, outputs: int) -> Array:
    (folder / "glue.c").write_text(GLUE.format(file=file, name=name, NAME=name.upper()))
    bundle = f"-D{name.upper()}_BUNDLE_WEIGHTS"
    command = ["cc", "-O2", "-march=native", "-shared", "-fPIC", bundle, "-o", "net.so", f"{file}.c", "glue.c", "-lm"]
    subprocess.run(command, cwd=folder, check=True)
    library = ctypes.CDLL(str(folder / "net.so"))
    answer = np.empty(outputs, np.float32)
    image = np.ascontiguousarray(image, np.float32)
    library.call(*(ctypes.c_void_p(array.ctypes.data) for array in (image, answer)))
    return answer


def normalised(clothes: Array) -> Array:
    result: Array = (clothes[0, ..., 0] / np.float32(255) - np.float32(0.286)) / np.float32(0.353)
    return result[None]


@pytest.mark.parametrize("precision", ["fp32", "bf16", "int8", "auto"])
def test_saved_c_gives_the_same(tmp_path: Path, clothes: Array, precision: Any) -> None:
    lower = precision in ("int8", "auto")
    model = resnetc.compile(
        FASHION_WEIGHTS, FASHION_SPEC, precision=precision, calibrate=clothes[:100] if lower else None
    )
    model.save(tmp_path / "clothes.c")
    answer = run_saved(tmp_path, "clothes", "resnet20_fashion", normalised(clothes), 10)
    expected = model(clothes[0])
    if precision == "int8":
        assert np.array_equal(answer, expected)
    assert np.abs(answer - expected).max() < (2e-2 if precision == "bf16" else 1e-5) * np.abs(expected).max()


def test_state_dict_is_saved(tmp_path: Path, draw: np.random.Generator) -> None:
    model = resnetc.compile(basic_network(draw, (1, 1), 16, 10), input__height=32, input__width=32)
    model.save(tmp_path / "of_memory.c")
    image = draw.standard_normal((3, 32, 32))
    assert "from state_dict." in (tmp_path / "of_memory.c").read_text()[:200]
    assert np.allclose(run_saved(tmp_path, "of_memory", "model", image, 10), model(image), atol=1e-4)


def test_name_target_folder_weights(tmp_path: Path, fashion: resnetc.Model) -> None:
    fashion.save(str(tmp_path / "a.c"), name="boots", target="scalar")
    header = (tmp_path / "a.h").read_text()
    assert "boots_run(" in header and "scalar" in (tmp_path / "a.c").read_text()[:2000]
    fashion.save(tmp_path / "b.c", target="neon")
    fashion.save(tmp_path / "c.c", weights_in="array")
    assert (tmp_path / "b.weights").exists() and not (tmp_path / "c.weights").exists()
    (tmp_path / "folder").mkdir()
    fashion.save(f"{tmp_path}/folder/", weights_in="file")
    assert sorted(path.suffix for path in (tmp_path / "folder").iterdir()) == [".c", ".h", ".weights"]
    assert "--target neon" in (tmp_path / "b.c").read_text()[:2000]


def test_a_file_is_no_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever its name begins with."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(FASHION_SPEC, "--memory-plan=written.json")
    shutil.copy(FASHION_WEIGHTS, "-w.safetensors")
    resnetc.compile("-w.safetensors", "--memory-plan=written.json").save("net.c", name="net")
    assert Path("net.c").exists() and not Path("written.json").exists()


@pytest.mark.parametrize(
    "options", [{}, {"target": "sse2"}, {"accuracy": "tight"}, {"prefer": "size"}, {"classes": 10}]
)
def test_the_programs_text(tmp_path: Path, options: dict[str, Any]) -> None:
    """Of the same options the program writes the same."""
    ours, theirs = tmp_path / "ours" / "net.c", tmp_path / "theirs" / "net.c"
    ours.parent.mkdir()
    theirs.parent.mkdir()
    resnetc.compile(FASHION_WEIGHTS, FASHION_SPEC, **options).save(ours, name="net")
    command: list[Any] = [Path(sys.executable).with_name("resnetc"), FASHION_SPEC, "--weights", FASHION_WEIGHTS]
    for key, value in options.items():
        command += ["--set", f"classes={value}"] if key == "classes" else [f"--{key}", value]
    subprocess.run([*command, "--name", "net", "-o", theirs, "-q"], check=True)
    assert ours.read_text() == theirs.read_text()
    assert ours.with_suffix(".h").read_text() == theirs.with_suffix(".h").read_text()


def test_mistakes(tmp_path: Path, fashion: resnetc.Model) -> None:
    with pytest.raises(resnetc.Error, match="ends in .c") as raised:
        fashion.save(tmp_path / "model.txt")
    assert raised.value.status == 2
    with pytest.raises(resnetc.Error) as raised:
        fashion.save(tmp_path / "no-such" / "model.c")
    assert raised.value.status == 3 and str(raised.value).startswith(str(tmp_path))
    assert not list(tmp_path.iterdir())
