// Others' runtimes in WebAssembly, one thread: each returns a function from an input (NCHW floats) to logits.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// ---- ONNX Runtime Web, of the ONNX file ----

export async function onnxruntime(peers, folder, shape) {
    const ort = createRequire(`${peers}/`)('onnxruntime-web');
    ort.env.wasm.numThreads = 1;
    ort.env.logLevel = 'error';
    const options = { executionProviders: ['wasm'], graphOptimizationLevel: 'all' };
    const session = await ort.InferenceSession.create(readFileSync(`${folder}/model.onnx`), options);
    return async (input) => (await session.run({ input: new ort.Tensor('float32', input, shape) })).logits.data;
}

// ---- TensorFlow.js on its WebAssembly backend, of the safetensors: batch norms folded, all that it fuses fused ----

function safetensors(path) {
    const file = readFileSync(path), begin = 8 + Number(file.readBigUInt64LE(0));
    const head = JSON.parse(file.subarray(8, begin));
    const get = (name) => {
        const [from, to] = head[name].data_offsets.map((offset) => file.byteOffset + begin + offset);
        return { shape: head[name].shape, data: new Float32Array(file.buffer.slice(from, to)) };
    };
    return { get, has: (name) => name in head };
}

const EPSILON = 1e-5;

// A convolution and its batch norm as one: OIHW -> HWIO.
function folded(tf, { get }, conv, norm, stride) {
    const { shape: [outputs, inputs, height, width], data } = get(`${conv}.weight`);
    const [gamma, beta, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map((p) => get(`${norm}.${p}`).data);
    const scale = gamma.map((g, o) => g / Math.sqrt(variance[o] + EPSILON)), taps = height * width;
    const filter = new Float32Array(data.length);
    data.forEach((w, at) => {
        const tap = at % taps, input = Math.floor(at / taps) % inputs, output = Math.floor(at / taps / inputs);
        filter[(tap * inputs + input) * outputs + output] = w * scale[output];
    });
    const bias = tf.tensor1d(beta.map((b, o) => b - mean[o] * scale[o]));
    return { filter: tf.tensor4d(filter, [height, width, inputs, outputs]), bias, pad: height >> 1, strides: stride };
}

// ResNet as torchvision names it; v1.5: of a bottleneck the 3x3 has the stride.
function blocks(tf, file) {
    const all = [];
    for (let stage = 1; file.has(`layer${stage}.0.conv1.weight`); stage++)
        for (let b = 0; file.has(`layer${stage}.${b}.conv1.weight`); b++) {
            const name = `layer${stage}.${b}`, count = file.has(`${name}.conv3.weight`) ? 3 : 2;
            const stride = stage > 1 && b === 0 ? 2 : 1, strided = count === 3 ? 2 : 1;
            const convs = Array.from({ length: count }, (_, i) => i + 1).map((i) =>
                folded(tf, file, `${name}.conv${i}`, `${name}.bn${i}`, i === strided ? stride : 1));
            const shortcut = file.has(`${name}.downsample.0.weight`) && folded(tf, file, `${name}.downsample.0`, `${name}.downsample.1`, stride);
            all.push({ convs, shortcut });
        }
    return all;
}

const apply = (tf, x, conv, activation) => tf.fused.conv2d({ x, ...conv, activation });

function forward(tf, x, { stem, pool, residual, weight, bias }) {
    x = apply(tf, x, stem, 'relu');
    if (pool) x = tf.maxPool(x, 3, 2, 1);
    for (const { convs, shortcut } of residual) {
        const last = convs.length - 1;
        const sum = convs.reduce((y, conv, i) => apply(tf, y, conv, i < last ? 'relu' : 'linear'), x);
        x = tf.relu(tf.add(sum, shortcut ? apply(tf, x, shortcut, 'linear') : x));
    }
    return tf.add(tf.matMul(tf.mean(x, [1, 2]), weight), bias);
}

// Channels last, which is TensorFlow's order.
function toNhwc(input, [, channels, height, width]) {
    const pixels = height * width;
    return Float32Array.from(input, (_, at) => input[(at % channels) * pixels + Math.floor(at / channels)]);
}

export async function tensorflow(peers, folder, shape) {
    const require = createRequire(`${peers}/`), tf = require('@tensorflow/tfjs'), wasm = require('@tensorflow/tfjs-backend-wasm');
    wasm.setWasmPaths(`${peers}/node_modules/@tensorflow/tfjs-backend-wasm/dist/`);
    wasm.setThreadsCount(1);
    await tf.setBackend('wasm');
    const file = safetensors(`${folder}/weights.safetensors`), [batch, channels, height, width] = shape;
    const small = file.get('conv1.weight').shape[2] === 3, fc = file.get('fc.weight');
    const network = {
        stem: folded(tf, file, 'conv1', 'bn1', small ? 1 : 2), pool: !small, residual: blocks(tf, file),
        weight: tf.tensor2d(fc.data, fc.shape).transpose(), bias: tf.tensor1d(file.get('fc.bias').data),
    };
    return async (input) => {
        const logits = tf.tidy(() => forward(tf, tf.tensor4d(toNhwc(input, shape), [batch, height, width, channels]), network));
        const data = logits.dataSync();
        logits.dispose();
        return data;
    };
}
