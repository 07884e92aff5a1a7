#!/usr/bin/python3
"""Writes torchvision's print(model) to tests/oracle/print/NAME.txt: what --describe=torch must equal, byte for byte."""
import contextlib
import pathlib

import torchvision

OUT = pathlib.Path(__file__).resolve().parent / "print"
NAMES = ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d", "wide_resnet50_2"]

OUT.mkdir(exist_ok=True)
for name in NAMES:
    model = getattr(torchvision.models, name)(weights=None)
    with open(OUT / f"{name}.txt", "w", encoding="utf-8") as file, contextlib.redirect_stdout(file):
        print(model)
