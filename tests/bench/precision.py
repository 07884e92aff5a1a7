"""What differs between precisions: bounds of the logits' error, and what limits a peer to the instructions that a row is about."""
import math

# Largest difference from the exact logits, relative to the largest of those; ours and the peers'. Low precision rounds each layer's values:
# from ResNet-18 to ResNet-101 bf16 comes to 1.4e-3 to 5e-3, int8 to 0.9e-2 to 1.9e-2 (README.md). That ours is exact in its integers `--verify` shows.
BOUNDS = {"fp32": (5e-5, 1e-3), "bf16": (2e-2, 2e-2), "int8": (5e-2, 5e-2)}

# Who is nearer has rounded nothing: it was not computed in low precision, whatever was asked for.
ROUNDED = 1e-5

# What makes a peer use AVX2 at most; who has no such switch takes no part in those rows.
AVX2 = {"openvino": {"ONEDNN_MAX_CPU_ISA": "AVX2"},
        "pytorch": {"ONEDNN_MAX_CPU_ISA": "AVX2", "DNNL_MAX_CPU_ISA": "AVX2", "ATEN_CPU_CAPABILITY": "avx2"}}

# The same for vectors of 512 bits, where the processor could also multiply matrices (AMX).
NO_AMX = {"bf16": {"ONEDNN_MAX_CPU_ISA": "AVX512_CORE_BF16"}, "int8": {"ONEDNN_MAX_CPU_ISA": "AVX512_CORE_VNNI"}}


def has_amx():
    with open("/proc/cpuinfo") as file:
        return any("amx_tile" in line.split() for line in file if line.startswith("flags"))


def variants(peer, target, precision):
    """name -> environment: as whom a peer takes part. Nothing where it cannot be limited to the target."""
    if target == "avx2":
        return {peer: AVX2[peer]} if peer in AVX2 else {}
    if target != "native":
        return {}
    both = peer == "openvino" and precision in NO_AMX and has_amx()
    return {peer: {}, f"{peer} without AMX": NO_AMX[precision]} if both else {peer: {}}


def judge(error, precision, is_ours):
    """Why logits that are off by so much do not count; None where they do."""
    if not error <= BOUNDS[precision][not is_ours]:
        return f"wrong output, off by {error:.1e}"
    if precision != "fp32" and error < ROUNDED:
        return f"not computed in {precision}: off by {error:.1e} only"
    return None


def difference(values, exact, batch):
    """How far logits are from the exact ones; infinitely for what is no number."""
    if len(values) != len(exact) or any(v != v for v in values):
        return {"difference": math.inf, "cosine": 0, "same_class": 0}
    classes = len(exact) // batch
    images = [slice(i * classes, (i + 1) * classes) for i in range(batch)]

    def best(numbers):
        return max(range(classes), key=numbers.__getitem__)

    def product(a, b):
        return math.fsum(x * y for x, y in zip(a, b))

    return {"difference": max(abs(a - b) for a, b in zip(values, exact)) / max(map(abs, exact)),
            "cosine": product(values, exact) / math.sqrt(product(values, values) * product(exact, exact) or 1),
            "same_class": sum(best(values[image]) == best(exact[image]) for image in images)}
