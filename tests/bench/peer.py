"""A peer in a process of its own: peer.py NAME FOLDER THREADS SHAPE PRECISION (1x3x224x224 fp32)

Says "ready VERSION" or "absent REASON", then answers each line of standard input:
    run           nanoseconds of the best call of a turn: one to warm up, then five, or fewer that take 0.3 s
    output FILE   "done": the logits are in FILE, raw float32
    first         nanoseconds from the model's file to the first logits; the library itself was loaded before
"""
import importlib
import os
import sys
import time
import warnings

import numpy as np

warnings.filterwarnings("ignore")


def model_of(folder, precision):
    """The file that ONNX Runtime and OpenVINO read."""
    return f"{folder}/model.int8.onnx" if precision == "int8" else f"{folder}/model.onnx"


def only(precision, *able):
    if precision not in able:
        raise ImportError(f"computes in {' and '.join(able)} alone here")


def onnxruntime(folder, threads, x, precision):
    import onnxruntime as ort

    only(precision, "fp32", "int8")
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = ort.InferenceSession(model_of(folder, precision), options, providers=["CPUExecutionProvider"])
    return ort.__version__, lambda: session.run(None, {"input": x})[0]


def openvino(folder, threads, x, precision):
    import openvino as ov

    # On processors with bfloat16 it would compute in that unless told otherwise. What is quantised is so in the file.
    settings = {
        "INFERENCE_PRECISION_HINT": "bf16" if precision == "bf16" else "f32",
        "PERFORMANCE_HINT": "LATENCY",
        "NUM_STREAMS": "1",
        "INFERENCE_NUM_THREADS": str(threads),
    }
    request = ov.Core().compile_model(model_of(folder, precision), "CPU", settings).create_infer_request()
    output = request.get_output_tensor(0)
    request.set_input_tensor(ov.Tensor(x, shared_memory=True))

    def infer():
        request.infer()
        return output.data

    return ov.__version__.split("-")[0], infer


def ncnn(folder, threads, x, precision):
    import ncnn as nn

    only(precision, "fp32", "bf16")  # its package for Python has no tool that quantises
    if len(x) > 1:
        raise ImportError("takes one image a call")
    net = nn.Net()
    net.opt.num_threads = threads
    net.opt.use_vulkan_compute = False
    net.opt.use_bf16_storage = net.opt.use_bf16_packed = precision == "bf16"
    net.opt.use_fp16_packed = net.opt.use_fp16_storage = net.opt.use_fp16_arithmetic = False
    if net.load_param(f"{folder}/model.ncnn.param") or net.load_model(f"{folder}/model.ncnn.bin"):
        raise ImportError("no model: pnnx has made none")
    image = nn.Mat(x[0])

    def infer():
        extractor = net.create_extractor()
        extractor.input("in0", image)
        return np.array(extractor.extract("out0")[1])

    return nn.__version__, infer


def pytorch(folder, threads, x, precision):
    import torch

    only(precision, "fp32")
    torch.set_num_threads(threads)
    net = torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.load(f"{folder}/model.pt").eval()))
    value = torch.from_numpy(x)

    def infer():
        with torch.inference_mode():
            return net(value).numpy()

    return torch.__version__, infer


# name: module, and how it gets ready: (folder, threads, input, precision) -> version, inference
PEERS = {
    "onnxruntime": ("onnxruntime", onnxruntime),
    "openvino": ("openvino", openvino),
    "ncnn": ("ncnn", ncnn),
    "pytorch": ("torch", pytorch),
}


def turn(infer):
    infer()
    best, since = None, time.perf_counter_ns()
    for _ in range(5):
        start = time.perf_counter_ns()
        infer()
        end = time.perf_counter_ns()
        best = end - start if best is None else min(best, end - start)
        if end - since > 300e6:
            break
    return best


def serve(infer, began, answer):
    for line in sys.stdin:
        word, *path = line.split()
        if word == "run":
            answer(turn(infer))
        elif word == "first":
            infer()
            answer(time.perf_counter_ns() - began)
        else:
            np.asarray(infer(), dtype=np.float32).tofile(path[0])
            answer("done")


def main():
    name, folder, threads, shape, precision = sys.argv[1:]
    stream = os.fdopen(os.dup(1), "w", buffering=1)  # libraries print what they like to the other one
    os.dup2(2, 1)
    x = np.fromfile(f"{folder}/input.f32", dtype=np.float32).reshape([int(n) for n in shape.split("x")])
    module, get_ready = PEERS[name]
    try:
        importlib.import_module(module)
        began = time.perf_counter_ns()
        version, infer = get_ready(folder, int(threads), x, precision)
    except Exception as error:  # whatever a peer throws is its reason
        print("absent", str(error).strip().split("\n")[-1], file=stream)
        return
    print("ready", version, file=stream)
    serve(infer, began, lambda value: print(value, file=stream))


if __name__ == "__main__":
    main()
