#!/usr/bin/python3
"""Writes pictures of every kind to tests/oracle/images/, and what Pillow and torchvision make of them.

    make_images.py CHELSEA.png     all pictures anew, from scikit-image's data/chelsea.png, and the references
    make_images.py                 the references alone

A reference is a uint8 .npy [height,width,channels]: the picture after Resize(short side, antialiased) and CenterCrop, on
PIL pictures as torchvision's evaluation does it. references.txt has a line each:
picture, filter, resize (0: none), crop height, crop width, channels, .npy.
"""
import pathlib
import sys

import numpy as np
from PIL import Image, ImageOps
from torchvision import transforms
from torchvision.transforms import functional as F

OUT = pathlib.Path(__file__).resolve().parent / "images"
FILTERS = {"bilinear": transforms.InterpolationMode.BILINEAR, "bicubic": transforms.InterpolationMode.BICUBIC}
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]

# picture, filter, resize, crop height, crop width, channels
REFERENCES = [
    ("cat.jpg", "bilinear", 256, 224, 224, 3),  # the usual one
    ("cat.jpg", "bicubic", 235, 224, 224, 3),  # timm's
    ("cat.png", "bilinear", 0, 106, 160, 3),  # decoding alone
    ("cat.png", "bilinear", 48, 40, 40, 3),
    ("cat.png", "bilinear", 64, 33, 47, 3),  # odd crops: half a pixel must go somewhere
    ("cat.png", "bilinear", 65, 32, 32, 3),
    ("cat.png", "bilinear", 107, 64, 64, 3),  # one pixel larger than it was
    ("cat.png", "bilinear", 106, 64, 65, 3),  # as large as it was
    ("cat.png", "bicubic", 37, 32, 32, 3),
    ("cat.png", "bilinear", 9, 7, 7, 3),  # far down: wide filters
    ("cat.png", "bilinear", 30, 40, 40, 3),  # crop taller than the picture: zeros above and below
    ("cat.png", "bilinear", 24, 45, 51, 3),  # and larger in both, by odd numbers
    ("cat.png", "bilinear", 28, 28, 28, 1),  # colour to grey
    ("tall.png", "bilinear", 40, 32, 32, 3),
    ("tall.png", "bicubic", 45, 45, 45, 3),
    ("tiny.png", "bilinear", 40, 36, 36, 3),  # upscaling
    ("tiny.png", "bicubic", 40, 35, 36, 3),
    ("grey.png", "bilinear", 0, 34, 48, 1),
    ("grey.png", "bilinear", 30, 28, 28, 1),
    ("grey.png", "bilinear", 30, 28, 28, 3),  # grey to colour
    ("grey-1-bit.png", "bilinear", 0, 34, 48, 3),
    ("grey-16-bit.png", "bilinear", 0, 34, 48, 1),
    ("grey-alpha.png", "bilinear", 0, 34, 48, 3),
    ("rgb-16-bit.png", "bilinear", 0, 9, 13, 3),
    ("rgba.png", "bilinear", 0, 34, 48, 3),
    ("rgba.png", "bilinear", 20, 20, 20, 3),  # alpha goes before the resize, unseen colours stay
    ("palette.png", "bilinear", 0, 34, 48, 3),
    ("palette-4-bit.png", "bilinear", 0, 34, 48, 3),
    ("palette-transparent.png", "bilinear", 0, 34, 48, 3),
    ("interlaced.png", "bilinear", 0, 9, 13, 3),
    ("grey.jpg", "bilinear", 0, 34, 48, 1),
    ("progressive.jpg", "bilinear", 0, 34, 48, 3),
    ("full-chroma.jpg", "bilinear", 0, 34, 48, 3),
    ("cmyk.jpg", "bilinear", 0, 9, 13, 3),
    ("cmyk.jpg", "bilinear", 0, 9, 13, 1),
    ("ycck.jpg", "bilinear", 0, 9, 13, 3),
    ("wide.png", "bilinear", 7, 7, 30, 3),  # extreme proportions: one row of pixels
    ("wide.png", "bicubic", 3, 5, 200, 3),
    ("grey-16-bit.png", "bilinear", 0, 34, 48, 3),
    ("oriented-6.jpg", "bicubic", 20, 17, 23, 3),  # turned before the resize: the short side is another one
    ("oriented-5.png", "bilinear", 0, 13, 9, 3),
    ("oriented-late.png", "bilinear", 0, 13, 9, 3),  # eXIf behind the pixels
] + [(f"oriented-{way}.jpg", "bilinear", 0, 13 if way > 4 else 9, 9 if way > 4 else 13, 3) for way in range(1, 9)]


def adam7(pixels):
    """The seven passes of an interlaced PNG's rows, filter 0."""
    passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
    parts = [pixels[y::dy, x::dx] for x, y, dx, dy in passes]
    return b"".join(b"\0" + row.tobytes() for part in parts if part.size for row in part)


def write_png(path, pixels, interlaced=False, behind=None):
    """RGB of 8 or 16 bits: Pillow writes neither 16 bits a colour nor interlaced files, nor EXIF behind the pixels."""
    import struct
    import zlib

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    bits = pixels.dtype.itemsize * 8
    stored = pixels.astype(pixels.dtype.newbyteorder(">"))
    data = adam7(stored) if interlaced else b"".join(b"\0" + row.tobytes() for row in stored)
    head = struct.pack(">IIBBBBB", pixels.shape[1], pixels.shape[0], bits, 2, 0, 0, int(interlaced))
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data, 9))
    body += (chunk(b"eXIf", behind) if behind else b"") + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)


def orientation(way):
    exif = Image.Exif()
    exif[0x0112] = way
    return exif.tobytes()


def make_inked(tiny):
    """CMYK: Adobe's marker ends in the transform, 0; as 2 the same data are YCCK."""
    tiny.convert("CMYK").save(OUT / "cmyk.jpg", quality=80)
    data = (OUT / "cmyk.jpg").read_bytes()
    at = data.index(b"Adobe") + 11
    (OUT / "ycck.jpg").write_bytes(data[:at] + b"\2" + data[at + 1 :])


def make_turned(tiny):
    for way in range(1, 9):
        tiny.save(OUT / f"oriented-{way}.jpg", quality=75, optimize=True, exif=orientation(way))
    tiny.save(OUT / "oriented-5.png", exif=orientation(5))
    write_png(OUT / "oriented-late.png", np.asarray(tiny), behind=orientation(8)[6:])


def make_pictures(source):
    cat = Image.fromarray(np.asarray(Image.open(source).convert("RGB")))  # without its colour profile
    small = cat.resize((160, 106), Image.LANCZOS)
    face = cat.crop((120, 30, 360, 200)).resize((48, 34), Image.LANCZOS)
    tiny = face.resize((13, 9), Image.LANCZOS)
    cat.save(OUT / "cat.jpg", quality=90)
    small.save(OUT / "cat.png", optimize=True)
    small.crop((50, 0, 103, 106)).save(OUT / "tall.png", optimize=True)
    tiny.save(OUT / "tiny.png")
    grey = face.convert("L")
    grey.save(OUT / "grey.png")
    grey.convert("1").save(OUT / "grey-1-bit.png")
    ramp = np.arange(34 * 48, dtype=np.uint16).reshape(34, 48) * 13
    Image.fromarray(np.asarray(grey).astype(np.uint16) * 171 + ramp).save(OUT / "grey-16-bit.png")
    write_png(OUT / "rgb-16-bit.png", np.asarray(tiny).astype(np.uint16) * 250 + 777)
    write_png(OUT / "interlaced.png", np.asarray(tiny), interlaced=True)
    alpha = Image.fromarray((np.arange(34 * 48) * 7 % 256).astype(np.uint8).reshape(34, 48))
    Image.merge("RGBA", face.split() + (alpha,)).save(OUT / "rgba.png")
    Image.merge("LA", (grey, alpha)).save(OUT / "grey-alpha.png")
    face.quantize(64).save(OUT / "palette.png")
    face.quantize(13).save(OUT / "palette-4-bit.png", bits=4)
    face.quantize(32).save(OUT / "palette-transparent.png", transparency=bytes(range(0, 256, 8)))
    grey.save(OUT / "grey.jpg", quality=90)
    face.save(OUT / "progressive.jpg", quality=85, progressive=True)
    face.save(OUT / "full-chroma.jpg", quality=95, subsampling=0)
    make_inked(tiny)
    make_turned(tiny)
    tiny.crop((0, 4, 13, 5)).resize((97, 1), Image.BICUBIC).save(OUT / "wide.png")


def opened(path, channels):
    """Alpha dropped; grey of 16 bits is clipped at 255, as Pillow does it."""
    return ImageOps.exif_transpose(Image.open(path)).convert("RGB" if channels == 3 else "L")


def prepared(name, how, resize, height, width, channels):
    image = opened(OUT / name, channels)
    if resize:
        image = F.resize(image, resize, FILTERS[how])
    image = F.center_crop(image, [height, width])
    return np.asarray(image).reshape(height, width, channels)


def make_references():
    for old in OUT.glob("*.npy"):
        old.unlink()
    lines = []
    for reference in REFERENCES:
        name, how, resize, height, width, channels = reference
        saved = f"{name.replace('.', '-')}_{how}_{resize}_{height}x{width}x{channels}.npy"
        np.save(OUT / saved, prepared(*reference))
        lines.append(f"{name} {how} {resize} {height} {width} {channels} {saved}\n")
    (OUT / "references.txt").write_text("".join(lines))
    # as a network's input: ToTensor, Normalize, float32 [1,3,40,40]
    image = Image.fromarray(prepared("cat.png", "bilinear", 48, 40, 40, 3))
    x = transforms.Normalize(MEAN, STD)(transforms.ToTensor()(image))
    np.save(OUT / "normalised-cat-png_bilinear_48_40x40x3.npy", x.unsqueeze(0).numpy())


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    if sys.argv[1:]:
        make_pictures(sys.argv[1])
    make_references()
