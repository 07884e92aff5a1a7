#!/usr/bin/python3
"""Writes torchvision's and timm's print(model) to tests/oracle/print/NAME.txt: what --describe=torch must equal, byte for
byte. timm must be found: see make_family.py."""
import contextlib
import pathlib

import timm
import torchvision

OUT = pathlib.Path(__file__).resolve().parent / "print"
TORCHVISION = ["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d", "wide_resnet50_2"]
TIMM = [
    "resnet10t", "resnet50d", "resnet50_gn", "resnetblur50", "resnetaa50d", "seresnet50", "senet154", "ecaresnet50d",
    "resnetrs50", "resnetv2_50", "resnetv2_50d", "resnetv2_50x1_bit",
]

models = {name: getattr(torchvision.models, name)(weights=None) for name in TORCHVISION}
models["resnet50-dilated"] = torchvision.models.resnet50(weights=None, replace_stride_with_dilation=[False, True, True])
models |= {name: timm.create_model(name) for name in TIMM}

OUT.mkdir(exist_ok=True)
for name, model in models.items():
    with open(OUT / f"{name}.txt", "w", encoding="utf-8") as file, contextlib.redirect_stdout(file):
        print(model)
