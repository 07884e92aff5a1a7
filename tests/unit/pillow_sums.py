"""Prints the tables of test_resize.c: what Pillow and torchvision make of pictures that both languages can
build, as 64-bit FNV-1a sums. Run: /usr/bin/python3 tests/unit/pillow_sums.py (Pillow, NumPy, torchvision)."""
import numpy
from PIL import Image
from torchvision.transforms import InterpolationMode
from torchvision.transforms.functional import center_crop, resize

FILTERS = {"BILINEAR": (Image.BILINEAR, InterpolationMode.BILINEAR), "BICUBIC": (Image.BICUBIC, InterpolationMode.BICUBIC)}


def picture(width, height, channels):
    """Noise by a linear congruential generator, the same as picture_of() in test_resize.c."""
    state, values = width * 31 + height, []
    for _ in range(width * height * channels):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state >> 24)
    array = numpy.array(values, numpy.uint8).reshape(height, width, channels)
    return Image.fromarray(array if channels == 3 else array[:, :, 0])


def fnv1a(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"0x{value:016x}"


print("/* width, height, channels, filter, new width, new height, sum */")
for width, height, channels, name, new_width, new_height in [
    (8, 8, 3, "BILINEAR", 4, 4), (13, 17, 3, "BILINEAR", 7, 9), (13, 17, 3, "BICUBIC", 7, 9),
    (64, 48, 3, "BILINEAR", 3, 5), (64, 48, 3, "BICUBIC", 3, 5), (20, 30, 1, "BILINEAR", 41, 33),
    (20, 30, 1, "BICUBIC", 41, 33), (5, 4, 3, "BICUBIC", 100, 101), (5, 4, 1, "BILINEAR", 100, 1),
    (300, 200, 3, "BILINEAR", 37, 200), (300, 200, 3, "BICUBIC", 300, 53), (1, 1, 1, "BICUBIC", 9, 7),
    (200, 1, 3, "BILINEAR", 1, 1), (224, 224, 1, "BICUBIC", 256, 256), (33, 65, 3, "BILINEAR", 33, 65),
]:
    result = picture(width, height, channels).resize((new_width, new_height), FILTERS[name][0])
    print(f"{{ {width}, {height}, {channels}, FILTER_{name}, {new_width}, {new_height}, {fnv1a(result.tobytes())} }},")

print("/* width, height, filter, short side, resized width, resized height, crop width, crop height, sum */")
for width, height, name, short, crop_width, crop_height in [
    (100, 75, "BILINEAR", 37, 32, 32), (75, 100, "BICUBIC", 37, 32, 32), (75, 101, "BICUBIC", 36, 31, 33),
    (61, 61, "BILINEAR", 45, 40, 41), (40, 30, "BILINEAR", 16, 28, 28), (40, 30, "BICUBIC", 17, 18, 30),
    (30, 40, "BILINEAR", 16, 19, 15), (11, 90, "BILINEAR", 7, 9, 52), (9, 5, "BICUBIC", 5, 4, 2),
]:
    result = resize(picture(width, height, 3), short, FILTERS[name][1])
    size = f"{result.width}, {result.height}"
    result = center_crop(result, (crop_height, crop_width))
    print(f"{{ {width}, {height}, FILTER_{name}, {short}, {size}, {crop_width}, {crop_height}, {fnv1a(result.tobytes())} }},")
