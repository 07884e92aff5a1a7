"""The networks of the whole family, each as the class that people have, thin and small: a spec in our format and the
class that it must equal, built by that class's own arguments.

timm's and torchvision's are the real ones. Where the class is no package of Debian's or PyPI's that runs here, a small
one stands here that has the published one's names and order: Hugging Face's ResNetModel, insightface's IResNet, the
CIFAR repositories' two, Keras's ResNet-8 of MLPerf Tiny.
"""
import functools

import torch
from torch import nn
from torch.nn import functional as F
from torchvision.models import resnet as torchvision_resnet

from timm.layers import BatchNormAct2d, BlurPool2d, GroupNorm, GroupNormAct, StdConv2d, create_conv2d, get_attn
from timm.models import resnet as timm_v1
from timm.models import resnetv2 as timm_v2

THIN = [4, 5, 6, 7]


def size(height, width, channels=1):
    return {"channels": channels, "height": height, "width": width}


# ---- Hugging Face: transformers' modeling_resnet.py, its names ----


class ConvLayer(nn.Module):
    def __init__(self, inputs, outputs, kernel=3, stride=1, act=True):
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.normalization = nn.BatchNorm2d(outputs)
        self.act = act

    def forward(self, x):
        x = self.normalization(self.convolution(x))
        return torch.relu(x) if self.act else x


class HuggingLayer(nn.Module):
    def __init__(self, inputs, outputs, stride, bottleneck, stride_in_first):
        super().__init__()
        self.shortcut = None
        if inputs != outputs or stride != 1:
            self.shortcut = ConvLayer(inputs, outputs, 1, stride, act=False)
        if bottleneck:
            first, second = (stride, 1) if stride_in_first else (1, stride)
            self.layer = nn.Sequential(
                ConvLayer(inputs, outputs // 4, 1, first),
                ConvLayer(outputs // 4, outputs // 4, 3, second),
                ConvLayer(outputs // 4, outputs, 1, act=False),
            )
        else:
            self.layer = nn.Sequential(ConvLayer(inputs, outputs, 3, stride), ConvLayer(outputs, outputs, act=False))

    def forward(self, x):
        return torch.relu(self.layer(x) + (self.shortcut(x) if self.shortcut else x))


class HuggingModel(nn.Module):
    """Of hidden_sizes and depths as ResNetConfig has them."""

    def __init__(self, channels, stem, hidden_sizes, depths, bottleneck=True, stride_in_first=False):
        super().__init__()
        self.embedder = nn.Module()
        self.embedder.embedder = ConvLayer(channels, stem, 7, 2)
        self.encoder = nn.Module()
        self.encoder.stages = nn.ModuleList()
        inputs = stem
        for i, (outputs, depth) in enumerate(zip(hidden_sizes, depths)):
            stage = nn.Module()
            layers = [HuggingLayer(inputs, outputs, 2 if i else 1, bottleneck, stride_in_first)]
            layers += [HuggingLayer(outputs, outputs, 1, bottleneck, stride_in_first) for _ in range(depth - 1)]
            stage.layers = nn.Sequential(*layers)
            self.encoder.stages.append(stage)
            inputs = outputs

    def forward(self, x):
        x = F.max_pool2d(self.embedder.embedder(x), 3, 2, 1)
        for stage in self.encoder.stages:
            x = stage.layers(x)
        return x


class HuggingClassifier(nn.Module):
    def __init__(self, classes, hidden_sizes, **config):
        super().__init__()
        self.resnet = HuggingModel(hidden_sizes=hidden_sizes, **config)
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(hidden_sizes[-1], classes))

    def forward(self, x):
        return self.classifier(self.resnet(x).mean((2, 3), keepdim=True))


# ---- insightface's IResNet ----


class IBlock(nn.Module):
    def __init__(self, inputs, planes, stride):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, planes, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.prelu = nn.PReLU(planes)
        self.conv2 = nn.Conv2d(planes, planes, 3, stride, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(planes)
        self.downsample = None
        if stride != 1 or inputs != planes:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, planes, 1, stride, bias=False), nn.BatchNorm2d(planes))

    def forward(self, x):
        y = self.conv1(self.bn1(x))
        y = self.bn3(self.conv2(self.prelu(self.bn2(y))))
        return y + (self.downsample(x) if self.downsample else x)


class IResNet(nn.Module):
    def __init__(self, channels, layers, widths, pixels, features):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, widths[0], 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        self.prelu = nn.PReLU(widths[0])
        inputs = widths[0]
        for s, (width, repeats) in enumerate(zip(widths, layers)):
            blocks = [IBlock(inputs if b == 0 else width, width, 2 if b == 0 else 1) for b in range(repeats)]
            setattr(self, f"layer{s + 1}", nn.Sequential(*blocks))
            inputs = width
        self.bn2 = nn.BatchNorm2d(inputs)
        self.fc = nn.Linear(inputs * pixels, features)
        self.features = nn.BatchNorm1d(features)
        nn.init.constant_(self.features.weight, 1.0)
        self.stages = len(widths)

    def forward(self, x):
        x = self.prelu(self.bn1(self.conv1(x)))
        for s in range(self.stages):
            x = getattr(self, f"layer{s + 1}")(x)
        return self.features(self.fc(torch.flatten(self.bn2(x), 1)))


# ---- CIFAR: option A with `linear`; pre-activation ----


class CifarBlock(nn.Module):
    """He et al. 2016a; the shortcut has no parameters."""

    def __init__(self, inputs, planes, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, planes, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.conv2 = nn.Conv2d(planes, planes, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(planes)
        self.inputs, self.planes, self.stride = inputs, planes, stride

    def shortcut(self, x):
        if self.stride == 1 and self.inputs == self.planes:
            return x
        before = (self.planes - self.inputs) // 2
        behind = self.planes - self.inputs - before
        return F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, before, behind))

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + self.shortcut(x))


class CifarResNet(nn.Module):
    def __init__(self, channels, layers, widths, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, widths[0], 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        inputs, self.stages = widths[0], len(widths)
        for s, (width, repeats) in enumerate(zip(widths, layers)):
            strides = [2 if s else 1] + [1] * (repeats - 1)
            blocks = [CifarBlock(inputs if b == 0 else width, width, stride) for b, stride in enumerate(strides)]
            setattr(self, f"layer{s + 1}", nn.Sequential(*blocks))
            inputs = width
        self.linear = nn.Linear(inputs, classes)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        for s in range(self.stages):
            x = getattr(self, f"layer{s + 1}")(x)
        return self.linear(x.mean((2, 3)))


class PreActBlock(nn.Module):
    """He et al. 2016b: two 3x3, or a bottleneck; what projects reads the pre-activated value."""

    def __init__(self, inputs, planes, stride, bottleneck):
        super().__init__()
        outputs = planes * (4 if bottleneck else 1)
        plan = [(inputs, planes, 1, 1), (planes, planes, 3, stride), (planes, outputs, 1, 1)]
        if not bottleneck:
            plan = [(inputs, planes, 3, stride), (planes, planes, 3, 1)]
        self.count = len(plan)
        for i, (before, behind, kernel, step) in enumerate(plan, 1):
            setattr(self, f"bn{i}", nn.BatchNorm2d(before))
            setattr(self, f"conv{i}", nn.Conv2d(before, behind, kernel, step, kernel // 2, bias=False))
        self.shortcut = None
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False))

    def forward(self, x):
        y, shortcut = x, x
        for i in range(1, self.count + 1):
            y = torch.relu(getattr(self, f"bn{i}")(y))
            if i == 1 and self.shortcut:
                shortcut = self.shortcut(y)
            y = getattr(self, f"conv{i}")(y)
        return y + shortcut


class PreActResNet(nn.Module):
    def __init__(self, channels, layers, widths, classes, bottleneck):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, widths[0], 3, 1, 1, bias=False)
        inputs, self.stages = widths[0], len(widths)
        for s, (width, repeats) in enumerate(zip(widths, layers)):
            blocks = []
            for b in range(repeats):
                blocks.append(PreActBlock(inputs, width, 2 if s and b == 0 else 1, bottleneck))
                inputs = width * (4 if bottleneck else 1)
            setattr(self, f"layer{s + 1}", nn.Sequential(*blocks))
        self.bn = nn.BatchNorm2d(inputs)
        self.linear = nn.Linear(inputs, classes)

    def forward(self, x):
        x = self.conv1(x)
        for s in range(self.stages):
            x = getattr(self, f"layer{s + 1}")(x)
        return self.linear(torch.relu(self.bn(x)).mean((2, 3)))


# ---- Keras: MLPerf Tiny's ResNet-8, as a PyTorch user rebuilds it: torchvision's names, biases everywhere ----


def same(x, kernel, stride):
    """TensorFlow's padding: what is left over stands behind."""
    pads = []
    for length in (x.shape[3], x.shape[2]):
        over = max((-(-length // stride) - 1) * stride + kernel - length, 0)
        pads += [over // 2, over - over // 2]
    return F.pad(x, pads)


class SameConv2d(nn.Conv2d):
    def forward(self, x):
        return super().forward(same(x, self.kernel_size[0], self.stride[0]))


class KerasBlock(nn.Module):
    def __init__(self, inputs, planes, stride):
        super().__init__()
        self.conv1 = SameConv2d(inputs, planes, 3, stride)
        self.bn1 = nn.BatchNorm2d(planes, eps=1e-3)
        self.conv2 = SameConv2d(planes, planes, 3)
        self.bn2 = nn.BatchNorm2d(planes, eps=1e-3)
        self.downsample = nn.Sequential(SameConv2d(inputs, planes, 1, stride)) if stride != 1 else None

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + (self.downsample(x) if self.downsample else x))


class KerasResNet8(nn.Module):
    def __init__(self, channels, widths, classes):
        super().__init__()
        self.conv1 = SameConv2d(channels, widths[0], 3)
        self.bn1 = nn.BatchNorm2d(widths[0], eps=1e-3)
        self.layer1 = nn.Sequential(KerasBlock(widths[0], widths[0], 1))
        self.layer2 = nn.Sequential(KerasBlock(widths[0], widths[1], 2))
        self.layer3 = nn.Sequential(KerasBlock(widths[1], widths[2], 2))
        self.fc = nn.Linear(widths[2], classes)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        return self.fc(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))


# ---- The list: case -> (spec, what builds its class) ----


def torchvision(block, layers, widths, spec, **arguments):
    """torchvision's class makes its stages' widths and its stem's itself: patched down before it is built."""

    class Thin(torchvision_resnet.ResNet):
        def _make_layer(self, block, planes, blocks, stride=1, dilate=False):
            return super()._make_layer(block, widths[{64: 0, 128: 1, 256: 2, 512: 3}[planes]], blocks, stride, dilate)

    def build():
        net = Thin(block, layers, num_classes=10, **arguments)
        net.conv1 = nn.Conv2d(1, 64, 7, 2, 3, bias=False)
        net.fc = nn.Linear(widths[-1] * block.expansion, 10)
        return net

    kind = "basic" if block is torchvision_resnet.BasicBlock else "bottleneck"
    return {"block": kind, "repeats": layers, "widths": widths, "input": size(33, 29), "classes": 10, **spec}, build


def timm1(block, layers, spec, channels=THIN, input=size(40, 36), **arguments):
    def build():
        return timm_v1.ResNet(block, layers, num_classes=10, in_chans=1, channels=channels, **arguments)

    kind = "basic" if block is timm_v1.BasicBlock else "bottleneck"
    return {"block": kind, "repeats": layers, "widths": list(channels), "input": input, "classes": 10, **spec}, build


def timm2(layers, widths, spec, input=size(40, 36), norm=BatchNormAct2d, conv=create_conv2d, **arguments):
    def build():
        channels = [4 * width for width in widths]
        return timm_v2.ResNetV2(
            layers, channels, num_classes=10, in_chans=1, stem_chs=16, norm_layer=norm, conv_layer=conv, **arguments
        )

    return {
        "block": "bottleneck", "repeats": layers, "widths": widths, "preactivation": True, "input": input, "classes": 10,
        "stem": {"width": 16}, **spec,
    }, build


def own(spec, build, *arguments, **keywords):
    return spec, lambda: build(*arguments, **keywords)


TV_BASIC, TV_BOTTLENECK = torchvision_resnet.BasicBlock, torchvision_resnet.Bottleneck
BASIC, BOTTLENECK = timm_v1.BasicBlock, timm_v1.Bottleneck
SE, ECA = {"type": "se", "reduction": 16}, {"type": "eca"}
CIFAR = {"type": "cifar"}


def deep(*widths, **keys):
    return {"type": "deep", "widths": list(widths), **keys}


FAMILY = {
    "tv-dilated-8": torchvision(
        TV_BOTTLENECK, [1, 1, 2, 2], [4, 6, 8, 8], {"strides": [1, 2, 1, 1], "dilations": [1, 1, 2, 4]},
        replace_stride_with_dilation=[False, True, True],
    ),
    "tv-dilated-16": torchvision(
        TV_BOTTLENECK, [1, 1, 1, 2], [4, 6, 8, 8], {"strides": [1, 2, 2, 1], "dilations": [1, 1, 1, 2]},
        replace_stride_with_dilation=[False, False, True],
    ),
    "tv-resnext": torchvision(
        TV_BOTTLENECK, [1, 1, 1, 1], [8, 8, 12, 12], {"groups": 4, "width_per_group": 16}, groups=4, width_per_group=16
    ),
    "timm-resnet10t": timm1(
        BASIC, [1, 1, 1, 1], {"stem": deep(6, 8, 16), "shortcut": "avg_down"}, stem_width=8, stem_type="deep_tiered", avg_down=True
    ),
    "timm-resnet14t": timm1(
        BOTTLENECK, [1, 1, 1, 1], {"stem": deep(6, 8, 16), "shortcut": "avg_down"}, stem_width=8, stem_type="deep_tiered", avg_down=True
    ),
    "timm-resnet26d": timm1(
        BOTTLENECK, [1, 2, 1, 1], {"stem": deep(6, 6, 12), "shortcut": "avg_down"}, channels=[4, 6, 8, 8], input=size(37, 41),
        stem_width=6, stem_type="deep", avg_down=True,
    ),
    "timm-resnet26t": timm1(
        BOTTLENECK, [1, 2, 1, 1], {"stem": deep(9, 12, 24), "shortcut": "avg_down"}, channels=[4, 6, 8, 8],
        stem_width=12, stem_type="deep_tiered", avg_down=True,
    ),
    "timm-resnet50c": timm1(BOTTLENECK, [1, 1, 1, 1], {"stem": deep(8, 8, 16)}, stem_width=8, stem_type="deep"),
    "timm-resnet50d": timm1(
        BOTTLENECK, [1, 2, 1, 1], {"stem": deep(8, 8, 16), "shortcut": "avg_down"}, channels=[5, 6, 7, 8], stem_width=8, stem_type="deep", avg_down=True
    ),
    "timm-resnet50s": timm1(BOTTLENECK, [1, 1, 1, 1], {"stem": deep(16, 16, 32)}, stem_width=16, stem_type="deep"),
    "timm-resnet101d": timm1(
        BOTTLENECK, [1, 1, 3, 1], {"stem": deep(8, 8, 16), "shortcut": "avg_down"}, channels=[4, 6, 8, 8], stem_width=8,
        stem_type="deep", avg_down=True,
    ),
    "timm-resnet50d-stride-8": timm1(
        BOTTLENECK, [1, 1, 2, 2], {"stem": deep(8, 8, 16), "shortcut": "avg_down", "strides": [1, 2, 1, 1], "dilations": [1, 1, 2, 4]},
        channels=[4, 6, 8, 8], input=size(37, 33), stem_width=8, stem_type="deep", avg_down=True, output_stride=8,
    ),
    "timm-blur-down3-stride-8": timm1(
        BASIC, [1, 1, 1, 1],
        {"antialias": "blur", "down_kernel": 3, "strides": [1, 2, 1, 1], "dilations": [1, 1, 2, 4], "stem": deep(4, 4, 8)},
        stem_width=4, stem_type="deep", aa_layer=BlurPool2d, down_kernel_size=3, output_stride=8,
    ),
    "timm-resnet50_gn": timm1(
        BOTTLENECK, [1, 1, 1, 1], {"norm": {"type": "group", "groups": 4}}, channels=[4, 4, 8, 8], norm_layer=functools.partial(GroupNorm, num_groups=4)
    ),
    "timm-resnetblur50": timm1(BOTTLENECK, [1, 1, 1, 1], {"antialias": "blur"}, aa_layer=BlurPool2d),
    "timm-resnetblur18": timm1(
        BASIC, [1, 1, 1, 1], {"antialias": "blur", "stem": deep(8, 8, 16, pool="conv")}, stem_width=8, stem_type="deep",
        replace_stem_pool=True, aa_layer=BlurPool2d,
    ),
    "timm-resnetaa50d": timm1(
        BOTTLENECK, [1, 1, 1, 1], {"stem": deep(8, 8, 16), "shortcut": "avg_down", "antialias": "average"}, input=size(64, 32),
        stem_width=8, stem_type="deep", avg_down=True, aa_layer=nn.AvgPool2d,
    ),
    "timm-seresnet50": timm1(BOTTLENECK, [1, 1, 1, 1], {"attention": SE}, block_args={"attn_layer": "se"}),
    "timm-seresnext50_32x4d": timm1(
        BOTTLENECK, [1, 1, 1, 1], {"attention": SE, "groups": 4, "width_per_group": 16}, channels=[4, 4, 8, 8],
        cardinality=4, base_width=16, block_args={"attn_layer": "se"},
    ),
    "timm-senet154": timm1(
        BOTTLENECK, [1, 1, 1, 1],
        {"attention": SE, "groups": 2, "width_per_group": 32, "reduce_first": 2, "down_kernel": 3, "stem": deep(8, 8, 16)},
        channels=[4, 8, 8, 8], stem_width=8, stem_type="deep", cardinality=2, base_width=32, down_kernel_size=3,
        block_reduce_first=2, block_args={"attn_layer": "se"},
    ),
    "timm-ecaresnet50d": timm1(
        BOTTLENECK, [1, 1, 1, 1], {"attention": ECA, "stem": deep(8, 8, 16), "shortcut": "avg_down"}, channels=[4, 4, 6, 24],
        stem_width=8, stem_type="deep", avg_down=True, block_args={"attn_layer": "eca"},
    ),
    "timm-resnetrs50": timm1(
        BOTTLENECK, [1, 1, 1, 1],
        {"attention": {"type": "se", "reduction": 4}, "stem": deep(8, 8, 16, pool="conv"), "shortcut": "avg_down"},
        stem_width=8, stem_type="deep", replace_stem_pool=True, avg_down=True,
        block_args={"attn_layer": functools.partial(get_attn("se"), rd_ratio=0.25)},
    ),
    "timm-resnet50-silu": timm1(
        BOTTLENECK, [1, 1, 1, 1], {"activation": "silu", "stem": deep(8, 8, 16)}, stem_width=8, stem_type="deep", act_layer=nn.SiLU
    ),
    "timm-resnet18-leaky-catavgmax": timm1(
        BASIC, [1, 1, 1, 1],
        {"activation": {"type": "leaky_relu", "slope": 0.01}, "stem": deep(8, 8, 16), "head": {"pool": "catavgmax"}},
        stem_width=8, stem_type="deep", act_layer=nn.LeakyReLU, global_pool="catavgmax",
    ),
    "timm-resnet18-gelu-avgmax": timm1(
        BASIC, [1, 1, 1, 1], {"activation": "gelu", "stem": deep(8, 8, 16), "head": {"pool": "avgmax"}},
        stem_width=8, stem_type="deep", act_layer="gelu", global_pool="avgmax",
    ),
    "timm-resnet18-gelu_tanh": timm1(
        BASIC, [1, 1, 1, 1], {"activation": "gelu_tanh", "stem": deep(8, 8, 16)},
        stem_width=8, stem_type="deep", act_layer="gelu_tanh",
    ),
    "timm-resnet18-hardswish-max": timm1(
        BASIC, [1, 1, 1, 1], {"activation": "hardswish", "stem": deep(8, 8, 16), "head": {"pool": "max"}},
        stem_width=8, stem_type="deep", act_layer=nn.Hardswish, global_pool="max",
    ),
    "timm-resnet18-relu6": timm1(
        BASIC, [1, 1, 1, 1], {"activation": "relu6", "stem": deep(8, 8, 16)}, stem_width=8, stem_type="deep", act_layer=nn.ReLU6
    ),
    "timm-resnetv2_50": timm2([1, 2, 1], [8, 8, 16], {}),
    "timm-resnetv2_50d": timm2(
        [1, 2, 1], [8, 8, 16], {"stem": deep(8, 8, 16), "shortcut": "avg_down"}, input=size(37, 41), stem_type="deep", avg_down=True
    ),
    "timm-resnetv2_50x1_bit": timm2(
        [1, 2, 1], [8, 8, 16],
        {"stem": {"width": 16, "pool": "max_fixed"}, "norm": {"type": "group", "groups": 8}, "weight_standardization": 1e-8},
        norm=functools.partial(GroupNormAct, num_groups=8), conv=functools.partial(StdConv2d, eps=1e-8), stem_type="fixed",
    ),
    "cifar-option-a": own(
        {"block": "basic", "repeats": [1, 2, 1], "widths": [8, 12, 20], "shortcut": "zero_pad", "stem": CIFAR, "input": size(13, 16), "classes": 10},
        CifarResNet, 1, [1, 2, 1], [8, 12, 20], 10,
    ),
    "cifar-preact-basic": own(
        {"block": "basic", "repeats": [1, 2, 1], "widths": [8, 12, 16], "preactivation": True, "stem": CIFAR, "input": size(13, 16), "classes": 10},
        PreActResNet, 1, [1, 2, 1], [8, 12, 16], 10, False,
    ),
    "cifar-preact-bottleneck": own(
        {"block": "bottleneck", "repeats": [1, 2, 1], "widths": [6, 8, 10], "preactivation": True, "stem": {"type": "cifar", "width": 6},
         "input": size(15, 12), "classes": 10},
        PreActResNet, 1, [1, 2, 1], [6, 8, 10], 10, True,
    ),
    "hf-resnet50": own(
        {"block": "bottleneck", "repeats": [1, 2, 1, 1], "widths": [4, 6, 8, 8], "stem": {"width": 8}, "input": size(40, 33), "classes": 10},
        HuggingClassifier, 10, [16, 24, 32, 32], channels=1, stem=8, depths=[1, 2, 1, 1],
    ),
    "hf-resnet50-v1": own(
        {"block": "bottleneck", "repeats": [1, 1, 2], "widths": [4, 6, 8], "stride_in": "1x1", "stem": {"width": 8},
         "input": size(33, 40), "classes": 10},
        HuggingClassifier, 10, [16, 24, 32], channels=1, stem=8, depths=[1, 1, 2], stride_in_first=True,
    ),
    "hf-resnet18-features": own(
        {"block": "basic", "repeats": [1, 2], "widths": [8, 12], "stem": {"width": 8}, "input": size(33, 40), "classes": 0},
        HuggingModel, 1, 8, [8, 12], [1, 2], bottleneck=False,
    ),
    "iresnet": own(
        {"block": "ir", "repeats": [1, 2, 1, 1], "widths": [6, 7, 8, 10], "strides": [2, 2, 2, 2], "stem": {"type": "cifar"},
         "head": {"type": "flatten"}, "input": size(32, 48, 3), "classes": 24},
        IResNet, 3, [1, 2, 1, 1], [6, 7, 8, 10], 6, 24,
    ),
    "keras-resnet8": own(
        {"block": "basic", "repeats": [1, 1, 1], "widths": [8, 12, 16], "stem": CIFAR, "padding": "same", "shortcut_norm": False,
         "norm": {"eps": 1e-3}, "input": size(16, 17, 3), "classes": 10},
        KerasResNet8, 3, [8, 12, 16], 10,
    ),
}
