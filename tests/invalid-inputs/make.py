"""Writes the cases beside it: CASE/file is what a user gives as input, CASE/error the exit status and the message.
The network's input is 3 channels of 4x5. Run from the top folder: /usr/bin/python3 tests/invalid-inputs/make.py
(NumPy, Pillow)."""
import io
import os
import shutil
import struct
import zlib

import numpy
from PIL import Image

HERE = "tests/invalid-inputs"
INPUT, SYSTEM = 1, 3
KEYS = "one each of 'descr', 'fortran_order', 'shape'"
PNG, JPEG = "not a readable PNG picture: ", "not a readable JPEG picture: "
UNKNOWN = "expected a .npy array, a PNG or a JPEG picture"
PLAIN = "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4, 5), }"
WANTED = "expected float32 of shape (3, 4, 5) or (images, 3, 4, 5), got "
BYTES = "expected uint8 of shape (height, width, 3) or (images, height, width, 3), got "


def npy(dictionary=PLAIN, data=b"\0" * 240, magic=b"\x93NUMPY\x01\x00", length=None):
    text = dictionary.encode() + b"\n"
    return magic + struct.pack("<H", len(text) if length is None else length) + text + data


def saved(array):
    file = io.BytesIO()
    numpy.save(file, array, allow_pickle=True)
    return file.getvalue()


def floats(value=None, at=(0, 0, 0), shape=(3, 4, 5), dtype="<f4"):
    array = numpy.zeros(shape, dtype)
    if value is not None:
        array[at] = value
    return saved(array)


def chunk(kind, data, crc=None):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) if crc is None else crc)


def png(width=5, height=4, rows=4, idat_crc=None, end=True):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + bytes(range(15)) for _ in range(rows)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data, idat_crc) + (chunk(b"IEND", b"") if end else b"")


def jpeg(mode="RGB", **options):
    noise = numpy.arange(48 * 64 * 4, dtype=numpy.uint32) * 2654435761 >> 13
    file = io.BytesIO()
    picture = noise.astype(numpy.uint8).reshape(48, 64, 4)
    Image.fromarray(picture if mode == "CMYK" else picture[:, :, :3], mode).save(file, "JPEG", **options)
    return file.getvalue()


def two_components(data):
    """Without the third in the frame's and the scan's header."""
    frame = data.index(b"\xff\xc0")
    data = data[: frame + 2] + struct.pack(">H", 14) + data[frame + 4 : frame + 9] + b"\2" + data[frame + 10 : frame + 16] + data[frame + 19 :]
    scan = data.index(b"\xff\xda")
    return data[: scan + 2] + struct.pack(">H", 10) + b"\2" + data[scan + 5 : scan + 9] + data[scan + 11 :]


def header_error(dictionary, text, expected):
    """`text` is where the reader stops: the first place where it stands."""
    return npy(dictionary), f"bad .npy header at byte {10 + dictionary.index(text)}: expected {expected}"


CASES = {
    "npy-wrong-magic": (npy(magic=b"\x93NUMPX\x01\x00"), UNKNOWN),
    "npy-magic-only": (b"\x93NUMPY", "the .npy header is cut off"),
    "npy-no-length": (b"\x93NUMPY\x01\x00\x10", "the .npy header is cut off"),
    "npy-version-9": (npy(magic=b"\x93NUMPY\x09\x00"), "expected .npy version 1.0, 2.0 or 3.0, got 9.0"),
    "npy-header-too-long": (npy(length=60000), "the .npy header of 60000 bytes is longer than the file"),
    "npy-truncated": (npy(data=b"\0" * 239), "float32 (3, 4, 5) has 240 bytes of data, got 239"),
    "npy-bytes-behind": (npy(data=b"\0" * 241), "float32 (3, 4, 5) has 240 bytes of data, got 241"),
    "npy-object": (saved(numpy.array([{"a": 1}], object)), "object arrays (type '|O') are not supported"),
    "npy-structured": (saved(numpy.zeros(3, [("x", "<f4")])), "structured arrays are not supported"),
    "npy-complex": (saved(numpy.zeros(3, "<c8")),
                    "expected floats, integers or booleans of 8 to 64 bits, such as '<f4', got '<c8'"),
    "npy-code": header_error("{'descr': __import__('os').system('true'), 'fortran_order': False, 'shape': (3, 4, 5), }",
                             "__import__", "a quoted type such as '<f4'"),
    "npy-code-in-shape": header_error("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4, 2 + 3), }", "+ 3", "',' or ')'"),
    "npy-call-in-order": header_error("{'descr': '<f4', 'fortran_order': bool(), 'shape': (3, 4, 5), }", "bool", "True or False"),
    "npy-duplicate-key": header_error("{'descr': '<f4', 'fortran_order': False, 'descr' : '<f8', 'shape': (3, 4, 5), }",
                                      "'descr' ", KEYS),
    "npy-unknown-key": header_error("{'descr': '<f4', 'order': 'C', 'shape': (3, 4, 5), }", "'order'", KEYS),
    "npy-missing-key": header_error("{'descr': '<f4', 'shape': (3, 4, 5), }", "}", KEYS),
    "npy-not-a-dictionary": header_error("['descr', '<f4']", "[", "'{'"),
    "npy-text-behind": header_error(PLAIN + " or 1", "or 1", "nothing but white space"),
    "npy-open-string": header_error("{'descr': '<f4", "'<f4", "a quoted type such as '<f4'"),
    "npy-shape-of-one": header_error("{'descr': '<f4', 'fortran_order': False, 'shape': (60) }", " }",
                                     "a shape such as (3,), not (3)"),
    "npy-negative": header_error("{'descr': '<f4', 'fortran_order': False, 'shape': (3, -4, 5), }", "-4", "a dimension or ')'"),
    "npy-rank-9": header_error("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4, 5, 1, 1, 1, 1, 1, 1), }", "1), }",
                               "at most 8 dimensions"),
    "npy-dimension-overflows": header_error("{'descr': '<f4', 'fortran_order': False, 'shape': (18446744073709551616,), }",
                                            "6,)", "a dimension below 2^64"),
    "npy-product-overflows": (npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 5), }"),
                              "the array's size overflows: (4294967296, 4294967296, 5)"),
    "npy-bytes-overflow": (npy("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904,), }"),
                           "the array's size overflows: (4611686018427387904,)"),
    "npy-wrong-rank": (floats(shape=(12, 5)), WANTED + "(12, 5)"),
    "npy-wrong-channels": (floats(shape=(1, 4, 5)), WANTED + "(1, 4, 5)"),
    "npy-channels-last": (floats(shape=(2, 4, 5, 3)), WANTED + "(2, 4, 5, 3)"),
    "npy-one-number": (saved(numpy.float32(1)), WANTED + "()"),
    "npy-no-images": (floats(shape=(0, 3, 4, 5)), "expected 1 to 2147483647 images, got shape (0, 3, 4, 5)"),
    "npy-nan": (floats(numpy.nan, (2, 3, 1)), "expected finite numbers, got nan at (2, 3, 1)"),
    "npy-infinite": (floats(-numpy.inf, (1, 0, 3, 4), (2, 3, 4, 5), ">f4"), "expected finite numbers, got -inf at (1, 0, 3, 4)"),
    "npy-too-large-for-float": (floats(1e300, (0, 0, 1), dtype="<f8"), "expected finite numbers, got inf at (0, 0, 1)"),
    "npy-integers": (floats(dtype="<i4"), "expected an array of floats or of uint8, got int32"),
    "npy-bytes-channels-first": (floats(dtype="|u1"), BYTES + "(3, 4, 5)"),
    "npy-bytes-wrong-rank": (floats(shape=(1, 1, 4, 5, 3), dtype="|u1"), BYTES + "(1, 1, 4, 5, 3)"),
    "png-signature-only": (png()[:8], PNG + "the file is cut off"),
    "png-truncated": (png(end=False)[:-6], PNG + "the file is cut off"),
    "png-no-end": (png(end=False), PNG + "the file is cut off"),
    "png-too-few-rows": (png(rows=3), PNG + "Not enough image data"),
    "png-bad-crc": (png(idat_crc=1), PNG + "IDAT: CRC error"),
    "png-no-data": (png()[:33] + chunk(b"IEND", b""), PNG + "IEND: out of place"),
    "png-large": (png(width=1000000, height=1000000), "expected a picture of 1 to 268435456 pixels, got 1000000x1000000"),
    "png-no-pixels": (png(width=0), PNG + "Invalid IHDR data"),
    "jpeg-truncated": (jpeg()[:-200], JPEG + "Premature end of JPEG file"),
    "jpeg-no-end": (jpeg()[:-2], JPEG + "Premature end of JPEG file"),
    "jpeg-progressive-truncated": (jpeg(progressive=True)[:-200], JPEG + "Premature end of JPEG file"),
    "jpeg-start-only": (jpeg()[:3], JPEG + "Premature end of JPEG file"),
    "jpeg-cmyk-truncated": (jpeg("CMYK")[:-200], JPEG + "Premature end of JPEG file"),
    "jpeg-two-components": (two_components(jpeg()), "expected a JPEG picture of 1, 3 or 4 components, got 2"),
    "jpeg-end-in-the-middle": (jpeg()[:1200] + b"\xff\xd9", JPEG + "Corrupt JPEG data: premature end of data segment"),
    "text": (b"{\"block\": \"basic\"}\n", UNKNOWN),
    "empty": (b"", UNKNOWN),
    "directory": (None, "no pictures in this folder: expected .png, .jpg or .jpeg"),
    "missing": (None, "No such file or directory"),
}

for case, (content, message) in CASES.items():
    folder = f"{HERE}/{case}"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder + "/file" if case == "directory" else folder)
    if case == "directory":
        open(folder + "/file/.keep", "w").close()
    if content is not None:
        with open(folder + "/file", "wb") as file:
            file.write(content)
    with open(folder + "/error", "w") as file:
        file.write(f"{SYSTEM if case == 'missing' else INPUT}\n{folder}/file: {message}\n")
