"""PyTorch's modules and tensors, where PyTorch is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import resnetc

torch = pytest.importorskip("torch")
torchvision = pytest.importorskip("torchvision")


@pytest.fixture(scope="module")
def network() -> Any:
    """With norms that do something."""
    torch.manual_seed(1)
    network = torchvision.models.resnet18().eval()
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(module.running_mean, -0.2, 0.2)
            torch.nn.init.uniform_(module.running_var, 0.7, 1.3)
    return network


def test_resnet18_is_pytorchs(network: Any) -> None:
    images = torch.randn(3, 3, 224, 224)
    with torch.no_grad():
        expected = network(images).numpy()
    for weights in (network, network.state_dict()):
        logits = resnetc.compile(weights)(images)
        assert np.abs(logits - expected).max() < 1e-5 * np.abs(expected).max()
    assert np.array_equal(resnetc.compile(network)(images[0]), logits[0])


def test_halves(network: Any) -> None:
    """bf16 and half as what they are: the same network in float32 gives the same."""
    image = torch.randn(3, 64, 64)
    options: dict[str, Any] = {"input__height": 64, "input__width": 64}
    for kind in (torch.bfloat16, torch.float16):
        halves = {
            name: value.to(kind) if value.is_floating_point() else value for name, value in network.state_dict().items()
        }
        floats = {name: value.float() if value.is_floating_point() else value for name, value in halves.items()}
        assert np.array_equal(resnetc.compile(halves, **options)(image), resnetc.compile(floats, **options)(image))
