#!/usr/bin/python3
"""Writes tests/oracle/onnx/CASE/{model.onnx,input.npy,output.npy}; with names, only those cases.

Two kinds: classes of the family, thinner still, by PyTorch's exporter (EXPORTED); and one small network that is written
node by node in the ways of other exporters (WRITTEN). output.npy is what PyTorch computes in float64 from the numbers in
the file. Where a normalisation stands in front, input.npy is the normalised image, which our network reads, and image.npy
what the file's graph reads. check_onnx.py holds ONNX Runtime's answers against these. timm: as for make_family.py.
"""
import functools
import io
import pathlib
import shutil
import sys
import warnings
import zlib

import numpy as np
import onnx
import onnx.helper
import onnx.numpy_helper
import torch
from onnx import TensorProto
from timm.layers import BatchNormAct2d, BlurPool2d, GroupNorm, GroupNormAct, StdConv2d
from torch import nn
from torch.nn import functional as F

import family
import make_family
from family import BASIC, BOTTLENECK, CifarResNet, HuggingClassifier, HuggingModel, IResNet, KerasResNet8, PreActResNet
from make_reference import make_input

warnings.filterwarnings("ignore")
FOLDER = pathlib.Path(__file__).resolve().parent / "onnx"

# ---- By PyTorch's exporter: case -> (opset, folded?, input [C, H, W], what builds the network) ----


def timm1(block, channels=(2, 2, 2, 3), layers=(1, 1, 1, 1), **arguments):
    return lambda: family.timm_v1.ResNet(block, list(layers), num_classes=5, in_chans=1, channels=list(channels), **arguments)


def deep(block, **arguments):
    return timm1(block, stem_width=2, stem_type="deep", **arguments)


def timm2(layers=(1, 1), norm=BatchNormAct2d, conv=family.create_conv2d, **arguments):
    return lambda: family.timm_v2.ResNetV2(
        layers, [8] * len(layers), num_classes=5, in_chans=1, stem_chs=4, norm_layer=norm, conv_layer=conv, **arguments
    )


def hugging(bottleneck, layers, sizes, **arguments):
    return lambda: HuggingClassifier(5, sizes, channels=1, stem=2, depths=layers, bottleneck=bottleneck, **arguments)


class Probabilities(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        return torch.softmax(self.net(x), 1)


class Ends(nn.Module):
    """Two outputs: the first stage's end, the logits."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, x):
        net = self.net
        stage = net.layer1(torch.relu(net.bn1(net.conv1(x))))
        return stage, net.linear(net.layer2(stage).mean((2, 3)))


SIZE = (1, 20, 18)
EXPORTED = {
    "pytorch-basic-unfolded": (9, False, SIZE, hugging(False, [2, 1], [3, 4])),
    "pytorch-basic": (13, True, SIZE, hugging(False, [2, 1], [3, 4])),
    "pytorch-v1": (11, True, SIZE, hugging(True, [1, 2], [8, 12], stride_in_first=True)),
    "pytorch-open-batch": (17, True, SIZE, hugging(False, [1, 1], [3, 4])),
    "pytorch-probabilities": (13, False, SIZE, lambda: Probabilities(hugging(False, [1, 1], [3, 4])())),
    "pytorch-features": (13, True, SIZE, lambda: HuggingModel(1, 2, [3, 4], [1, 1], bottleneck=False)),
    "pytorch-two-outputs": (11, True, (2, 9, 12), lambda: Ends(CifarResNet(2, [1, 1], [3, 5], 5))),
    "pytorch-option-a": (13, True, (2, 9, 12), lambda: CifarResNet(2, [1, 1], [3, 5], 5)),
    "pytorch-preact": (9, True, (2, 9, 12), lambda: PreActResNet(2, [2, 1], [3, 5], 5, False)),
    "pytorch-preact-unfolded": (11, False, (2, 9, 12), lambda: PreActResNet(2, [1, 1], [2, 3], 5, True)),
    "pytorch-iresnet": (13, True, (2, 8, 8), lambda: IResNet(2, [1, 2], [3, 4], 4, 6)),
    "pytorch-keras": (9, True, (2, 12, 12), lambda: KerasResNet8(2, [3, 4, 5], 5)),
    "timm-resnet50d": (13, False, (1, 21, 19), deep(BOTTLENECK, avg_down=True, channels=(1, 1, 2, 2))),
    "timm-dilated-silu": (13, True, SIZE, deep(BASIC, act_layer=nn.SiLU, channels=(2, 2, 2, 3), avg_down=True, output_stride=8)),
    "timm-senet": (
        9, True, SIZE, deep(BOTTLENECK, channels=(2, 2, 2, 2), down_kernel_size=3, block_reduce_first=2,
                            block_args={"attn_layer": "se"})),
    "timm-ecaresnet-gelu_tanh": (13, True, SIZE, deep(BASIC, act_layer="gelu_tanh", block_args={"attn_layer": "eca"})),
    "timm-resnetblur": (13, True, SIZE, deep(BASIC, aa_layer=BlurPool2d, replace_stem_pool=True)),
    "timm-resnetaa-relu6": (11, True, (1, 32, 32), deep(BASIC, aa_layer=nn.AvgPool2d, act_layer=nn.ReLU6)),
    "timm-group-norm": (11, True, SIZE, timm1(BASIC, (2, 2, 2, 4), norm_layer=functools.partial(GroupNorm, num_groups=2), stem_width=2, stem_type="deep")),
    "timm-gelu-avgmax": (13, True, SIZE, deep(BASIC, act_layer="gelu", global_pool="avgmax")),
    "timm-leaky-catavgmax": (9, True, SIZE, deep(BASIC, act_layer=nn.LeakyReLU, global_pool="catavgmax")),
    "timm-hardswish-max": (17, True, SIZE, deep(BASIC, act_layer=nn.Hardswish, global_pool="max")),
    "timm-resnetv2": (13, True, SIZE, timm2()),
    "timm-bit": (
        9, False, SIZE, timm2([1], norm=functools.partial(GroupNormAct, num_groups=2), conv=functools.partial(StdConv2d, eps=1e-8), stem_type="fixed")),
}


def shortened(content):
    """The same model, its values and nodes with short names: most of what the exporter writes is names."""
    model, names = onnx.load_model_from_string(content), {"": ""}
    graph = model.graph
    short = lambda name: names.setdefault(name, f"v{len(names)}")
    for node in graph.node:
        node.input[:] = [short(name) for name in node.input]
        node.output[:] = [short(name) for name in node.output]
        node.name = ""
    for item in [*graph.initializer, *graph.input, *graph.output]:
        item.name = short(item.name)
    del graph.value_info[:]
    return model.SerializeToString()


@torch.no_grad()
def export(case):
    opset, folded, (channels, height, width), make = EXPORTED[case]
    size = {"channels": channels, "height": height, "width": width}
    net = make().double()
    make_family.randomise(net, {"input": size, "preactivation": "v2" in case or "bit" in case or "preact" in case})
    net = net.float().eval()
    x = make_input(size, 1)
    keywords = {} if folded else {"training": torch.onnx.TrainingMode.PRESERVE, "do_constant_folding": False}
    if "open" in case:
        keywords |= {"input_names": ["x"], "dynamic_axes": {"x": {0: "batch"}}}
    file = io.BytesIO()
    torch.onnx.export(net, x, file, opset_version=opset, **keywords)
    y = net.double()(x.double())
    y = y if isinstance(y, tuple) else (y,)
    return {"model.onnx": file.getvalue() if case == "pytorch-basic" else shortened(file.getvalue())}, x, torch.cat([part.flatten() for part in y])


# ---- Node by node: two blocks, the second with a stride and a projection ----

CHANNELS, WIDTHS, CLASSES, HEIGHT, WIDTH = 3, (2, 4), 5, 8, 10


class Small(nn.Module):
    """What WRITTEN cases are: convolutions without a bias, each with a norm."""

    def __init__(self):
        super().__init__()
        a, b = WIDTHS
        plan = [("conv1", CHANNELS, a, 3), ("1.conv1", a, a, 3), ("1.conv2", a, a, 3), ("2.conv1", a, b, 3), ("2.conv2", b, b, 3), ("2.down", a, b, 1)]
        self.convs = nn.ModuleDict({name.replace(".", "_"): nn.Conv2d(i, o, k, bias=False) for name, i, o, k in plan})
        self.norms = nn.ModuleDict({name: nn.BatchNorm2d(conv.out_channels) for name, conv in self.convs.items()})
        self.fc = nn.Linear(b, CLASSES)


class Written:
    """Nodes of an ONNX graph and, beside each, what it computes in PyTorch (float64, NCHW)."""

    def __init__(self, **how):
        self.how = {"opset": 13, "dtype": TensorProto.FLOAT, "store": "raw", "norm": "batch", "activation": "relu", "head": "gemm", "pads": "torch", **how}
        self.nodes, self.tensors, self.outputs, self.count, self.external = [], [], [], 0, b""

    def take(self, numbers):
        """A constant as the file's type rounds it."""
        kind = self.how["dtype"]
        numbers = torch.as_tensor(numbers).double()
        if kind == TensorProto.FLOAT16:
            return numbers.half().double()
        if kind == TensorProto.BFLOAT16:
            return numbers.bfloat16().double()
        return numbers if kind == TensorProto.DOUBLE else numbers.float().double()

    def tensor(self, name, numbers, dtype=None):
        dtype = dtype or self.how["dtype"]
        numbers = np.asarray(numbers)
        store, shape = self.how["store"], list(numbers.shape)
        if dtype == TensorProto.INT64:
            return onnx.numpy_helper.from_array(numbers.astype(np.int64), name)
        proto = TensorProto(name=name, data_type=dtype, dims=shape)
        kinds = {TensorProto.FLOAT: np.float32, TensorProto.DOUBLE: np.float64, TensorProto.FLOAT16: np.float16}
        if dtype == TensorProto.BFLOAT16:
            bits = torch.from_numpy(numbers).bfloat16().view(torch.int16).numpy().view(np.uint16)
        else:
            bits = numbers.astype(kinds[dtype])
        if store == "raw":
            proto.raw_data = bits.tobytes()
        elif store == "external":
            proto.data_location = TensorProto.EXTERNAL
            for key, value in (("location", "weights.bin"), ("offset", len(self.external)), ("length", bits.nbytes)):
                proto.external_data.add(key=key, value=str(value))
            self.external += bits.tobytes() + b"\0" * 3
        elif dtype == TensorProto.FLOAT:
            proto.float_data.extend(bits.ravel().tolist())
        elif dtype == TensorProto.DOUBLE:
            proto.double_data.extend(bits.ravel().tolist())
        else:
            proto.int32_data.extend(bits.ravel().view(np.uint16).tolist())
        return proto

    def name(self):
        self.count += 1
        return f"v{self.count}"

    def constant(self, numbers, dtype=None):
        name = self.name()
        proto = self.tensor(name, numbers, dtype)
        if self.how["store"] == "nodes":
            before = self.name()
            self.nodes.append(onnx.helper.make_node("Constant", [], [before], value=proto))
            self.nodes.append(onnx.helper.make_node("Identity", [before], [name]))
        else:
            self.tensors.append(proto)
        return name

    def ints(self, *numbers):
        return self.constant(np.array(numbers, np.int64), TensorProto.INT64)

    def node(self, kind, inputs, **attributes):
        output = self.name()
        self.nodes.append(onnx.helper.make_node(kind, inputs, [output], name=f"{kind}_{self.count}", **attributes))
        return output

    # -- The network's parts: each takes and gives (name, value) --

    def conv(self, at, net, name, stride=1):
        (into, x), weight = at, self.take(net.convs[name].weight.detach())
        kernel, how = weight.shape[-1], self.how
        inputs = [into, self.constant(weight.numpy())]
        scale, shift = self.scale_and_shift(net.norms[name])
        if how["norm"] == "folded":
            weight = self.take(weight * scale[:, None, None, None])
            inputs = [into, self.constant(weight.numpy()), self.constant(shift.numpy())]
        keywords = {"kernel_shape": [kernel] * 2, "strides": [stride] * 2}
        if how["pads"] == "same":
            over = [max((-(-n // stride) - 1) * stride + kernel - n, 0) for n in x.shape[2:]]
            y = F.conv2d(F.pad(x, (over[1] // 2, over[1] - over[1] // 2, over[0] // 2, over[0] - over[0] // 2)), weight, stride=stride)
            keywords["auto_pad"] = "SAME_UPPER"
        else:
            y = F.conv2d(x, weight, stride=stride, padding=kernel // 2)
            if how["pads"] == "apart" and kernel > 1:
                into = self.node("Pad", [into, self.ints(0, 0, 1, 1, 0, 0, 1, 1)])
                inputs[0] = into
                keywords["auto_pad"] = "VALID"
            else:
                keywords["pads"] = [kernel // 2] * 4
        at = self.node("Conv", inputs, **keywords), y
        if how["norm"] == "folded":
            return at[0], y + shift[:, None, None]
        return self.norm(at, net.norms[name])

    def scale_and_shift(self, norm):
        scale = self.take(norm.weight.detach() / torch.sqrt(norm.running_var + norm.eps))
        return scale, self.take(norm.bias.detach() - norm.running_mean * scale)

    def norm(self, at, norm):
        (into, x), how = at, self.how["norm"]
        scale, shift = self.scale_and_shift(norm)
        weight, bias = self.take(norm.weight.detach()), self.take(norm.bias.detach())
        if how == "batch":
            mean, var = self.take(norm.running_mean), self.take(norm.running_var)
            into = self.node("BatchNormalization", [into] + [self.constant(p.numpy()) for p in (weight, bias, mean, var)], epsilon=1e-5)
            return into, F.batch_norm(x, mean, var, weight, bias, eps=float(np.float32(1e-5)))
        if how == "apart":
            into = self.node("Mul", [into, self.constant(scale.numpy()[:, None, None])])
            into = self.node("Add", [into, self.constant(shift.numpy()[None, :, None, None])])
            return into, x * scale[:, None, None] + shift[:, None, None]
        into = self.node("GroupNormalization", [into, self.constant(weight.numpy()), self.constant(bias.numpy())], num_groups=2, epsilon=1e-5)
        return into, F.group_norm(x, 2, weight, bias, eps=float(np.float32(1e-5)))

    def activation(self, at, slopes=None):
        (into, x), how = at, self.how["activation"]
        number = lambda value: self.constant(np.float64(value))
        if how == "relu":
            return self.node("Relu", [into]), torch.relu(x)
        if how == "relu6":
            return self.node("Min", [self.node("Max", [into, number(0)]), number(6)]), F.relu6(x)
        if how == "hardswish":
            gate = self.node("Clip", [self.node("Add", [into, number(3)]), number(0), number(6)])
            return self.node("Div", [self.node("Mul", [into, gate]), number(6)]), F.hardswish(x)
        if how == "silu":
            down = self.node("Add", [self.node("Exp", [self.node("Neg", [into])]), number(1)])
            return self.node("Div", [into, down]), F.silu(x)
        slope = self.take(torch.linspace(0.1, 0.4, x.shape[1]))
        return self.node("PRelu", [into, self.constant(slope.numpy()[:, None, None])]), F.prelu(x, slope)

    def block(self, at, net, name, stride):
        y = self.activation(self.conv(at, net, f"{name}_conv1", stride))
        y = self.conv(y, net, f"{name}_conv2")
        shortcut = self.conv(at, net, f"{name}_down", stride) if stride > 1 else at
        order = [shortcut[0], y[0]] if stride > 1 else [y[0], shortcut[0]]
        return self.activation((self.node(self.how.get("add", "Add"), order), y[1] + shortcut[1]))

    def pool(self, at):
        into, x = at
        if self.how.get("pool") == "ceil":
            return self.node("MaxPool", [into], kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1), F.max_pool2d(x, 3, 2, 0, ceil_mode=True)
        return self.node("MaxPool", [into], kernel_shape=[3, 3], strides=[2, 2], pads=[1] * 4), F.max_pool2d(x, 3, 2, 1)

    def head(self, at, net):
        (into, x), how = at, self.how["head"]
        weight, bias = self.take(net.fc.weight.detach()), self.take(net.fc.bias.detach())
        pooled, y = None, F.linear(x.mean((2, 3)), weight, bias)
        if how == "gemm":
            pooled = self.node("Flatten", [self.node("GlobalAveragePool", [into])], axis=1)
            return self.node("Gemm", [pooled, self.constant(weight.numpy()), self.constant(bias.numpy())], transB=1), y
        if how == "matmul":
            pooled = self.node("Squeeze", [self.node("ReduceMean", [into], axes=[-2, -1], keepdims=1), self.ints(2, 3)])
            into = self.node("MatMul", [pooled, self.constant(weight.numpy().T)])
            return self.node("Softmax", [self.node("Add", [into, self.constant(bias.numpy())])]), torch.softmax(y, 1)
        if how == "shapes":
            pooled = self.node("GlobalAveragePool", [into])
            batch = self.node("Unsqueeze", [self.node("Gather", [self.node("Shape", [pooled]), self.constant(np.int64(0), TensorProto.INT64)], axis=0), self.ints(0)])
            pooled = self.node("Reshape", [pooled, self.node("Concat", [batch, self.ints(-1)], axis=0)])
            return self.node("Gemm", [pooled, self.constant(weight.numpy().T), self.constant(bias.numpy()[None])]), y
        if how == "zoo":  # Caffe2's
            pooled = self.node("Reshape", [self.node("AveragePool", [into], kernel_shape=list(x.shape[2:])), self.ints(1, -1)])
            into = self.node("Gemm", [pooled, self.constant(weight.numpy()), self.constant(bias.numpy())], transB=1)
            return self.node("Softmax", [into]), torch.softmax(y, 1)
        if how == "new":  # axes are an input since operator set 18
            pooled = self.node("ReduceMean", [into, self.ints(2, 3)], keepdims=0)
            return self.node("Gemm", [pooled, self.constant(weight.numpy()), self.constant(bias.numpy())], transB=1), y
        pooled = self.node("GlobalAveragePool", [into])
        into = self.node("Conv", [pooled, self.constant(weight.numpy()[:, :, None, None]), self.constant(bias.numpy())], kernel_shape=[1, 1])
        return self.node("Reshape", [into, self.ints(0, -1)]), y

    def front(self, into, x):
        """A normalisation of the image; returns (name, normalised image)."""
        mean, std = self.take([0.485, 0.456, 0.406]).numpy(), self.take([0.229, 0.224, 0.225]).numpy()
        column = lambda numbers: self.constant(np.asarray(numbers)[None, :, None, None])
        how = self.how["front"]
        if how == "sub-div":
            into = self.node("Div", [self.node("Sub", [into, column(mean)]), column(std)])
            return into, (x - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]
        if how == "bytes":
            mean, std = self.take([123.675, 116.28, 103.53]).numpy(), self.take([58.395, 57.12, 57.375]).numpy()
            x = x * 255
            into = self.node("Mul", [self.node("Sub", [into, column(mean)]), column(self.take(1 / std).numpy())])
            return into, (x - torch.tensor(mean)[:, None, None]) * self.take(1 / std)[:, None, None]
        scale, shift = np.ones(3), np.zeros(3)
        into = self.node("BatchNormalization", [into] + [self.constant(n) for n in (scale, shift, mean, std**2)], epsilon=0.0)
        return into, (x - torch.tensor(mean)[:, None, None]) / torch.tensor(self.take(std**2).sqrt().numpy())[:, None, None]

    def model(self, net, x):
        at, normalised, batch = "image", x, x.shape[0]
        shape = [batch, CHANNELS, HEIGHT, WIDTH]
        if self.how.get("nhwc"):
            shape = [shape[i] for i in (0, 2, 3, 1)]
            at = self.node("Transpose", [at], perm=[0, 3, 1, 2])
        if "front" in self.how:
            at, normalised = self.front(at, x)
        value = self.activation(self.conv((at, normalised), net, "conv1"))
        if "pool" in self.how:
            value = self.pool(value)
        value = self.block(self.block(value, net, "1", 1), net, "2", 2)
        name, y = self.head(value, net)
        dtype = self.how["dtype"]
        inputs = [onnx.helper.make_tensor_value_info("image", dtype, shape)]
        if self.how.get("old"):  # initialisers are among the inputs
            inputs += [onnx.helper.make_tensor_value_info(t.name, t.data_type, list(t.dims)) for t in self.tensors]
        graph = onnx.helper.make_graph(self.nodes, "small", inputs, [onnx.helper.make_tensor_value_info(name, dtype, [batch, CLASSES])], self.tensors)
        model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", self.how["opset"])])
        model.ir_version = 3 if self.how.get("old") else 8
        return model.SerializeToString(), normalised, y


WRITTEN = {
    "raw": {},
    "typed": {"store": "typed", "opset": 7, "old": True, "head": "zoo", "add": "Sum"},
    "external": {"store": "external", "opset": 18, "head": "new"},
    "constant-nodes": {"store": "nodes", "head": "shapes"},
    "double": {"dtype": TensorProto.DOUBLE, "store": "typed"},
    "float16": {"dtype": TensorProto.FLOAT16, "store": "typed"},
    "bfloat16": {"dtype": TensorProto.BFLOAT16, "store": "raw"},
    "tensorflow": {"nhwc": True, "norm": "folded", "pads": "same", "head": "matmul"},
    "padded-apart": {"pads": "apart", "pool": "max", "head": "conv"},
    "scale-layers": {"norm": "apart", "activation": "relu6", "pool": "ceil"},
    "group-norm": {"norm": "group", "opset": 21, "head": "new", "activation": "silu"},
    "hardswish": {"activation": "hardswish", "norm": "folded"},
    "prelu": {"activation": "prelu", "batch": 2},
    "normalised": {"front": "sub-div"},
    "normalised-bytes": {"front": "bytes"},
    "normalised-by-norm": {"front": "norm", "norm": "folded"},
}


@torch.no_grad()
def write(case):
    how = dict(WRITTEN[case])
    net = Small()
    for m in net.modules():
        if isinstance(m, nn.BatchNorm2d):
            m.weight.uniform_(0.5, 1.5)
            m.bias.uniform_(-0.5, 0.5)
            m.running_mean.uniform_(-0.5, 0.5)
            m.running_var.uniform_(0.5, 1.5)
    x = make_input({"channels": CHANNELS, "height": HEIGHT, "width": WIDTH}, how.pop("batch", 1))
    if "front" in how:
        x = torch.sigmoid(x)
    written = Written(**how)
    model, normalised, y = written.model(net, x.double())
    files = {"model.onnx": model}
    if written.external:
        files["weights.bin"] = written.external
    if "front" in how:
        files["image.npy"] = as_npy(x.numpy() * (255 if how["front"] == "bytes" else 1))
    return files, normalised.float(), y.flatten()


# ---- All of them ----


def as_npy(array):
    file = io.BytesIO()
    np.save(file, array.astype(np.float32))
    return file.getvalue()


def make_case(case):
    torch.manual_seed(zlib.crc32(case.encode()))
    files, x, y = (export if case in EXPORTED else write)(case)
    top = y.abs().max().item()
    assert y.isfinite().all() and 0.1 < top < 1000, (case, top)
    folder = FOLDER / case
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in {**files, "input.npy": as_npy(x.numpy()), "output.npy": as_npy(y.numpy())}.items():
        (folder / name).write_bytes(content)
    return sum(f.stat().st_size for f in folder.iterdir())


def main():
    torch.set_num_threads(1)
    total = 0
    for case in sys.argv[1:] or [*EXPORTED, *WRITTEN]:
        size = make_case(case)
        total += size
        print(f"{case:28} {size / 1000:5.1f} kB", flush=True)
    print(f"{total / 1000:.0f} kB")


if __name__ == "__main__":
    main()
