// network.mjs: a network of build.sh, in a browser or in node; nothing else is needed.
//
//   const network = await load(moduleBytes, weightsBytes);
//   const scores = network.classify(rgba, width, height);   // Float32Array, a number a class
//   const outputs = network.run(floats);                    // of an input that is ready, NCHW

// A module that returns relaxed_madd of zeros: whether this engine takes wasm-relaxed.
const probe = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0,
    65, 0, 253, 17, 65, 0, 253, 17, 65, 0, 253, 17, 253, 133, 2, 11,
]);
export const takesRelaxed = () => WebAssembly.validate(probe);

export async function load(moduleBytes, weightsBytes) {
    const { instance } = await WebAssembly.instantiate(moduleBytes);
    const m = instance.exports;
    const at = (pointer, length) => new Uint8Array(m.memory.buffer, pointer, length); // anew: memory may have grown
    m._initialize();
    if (weightsBytes.byteLength !== m.weights_bytes())
        throw new Error(`weights: expected ${m.weights_bytes()} bytes, got ${weightsBytes.byteLength}`);
    at(m.weights_at(), weightsBytes.byteLength).set(new Uint8Array(weightsBytes));
    if (m.weights_check()) throw new Error('the weights are not those of this module');
    const scores = () => new Float32Array(m.memory.buffer, m.scores(), m.classes()).slice();
    return {
        classes: m.classes(),
        classify(rgba, width, height) {
            const picture = m.open_picture(width, height);
            if (!picture) throw new Error(`a picture of ${width} x ${height} pixels is too large`);
            at(picture, rgba.length).set(rgba);
            const good = m.run_picture(picture, width, height);
            m.close_picture(picture);
            if (!good) throw new Error('out of memory');
            return scores();
        },
        run(floats) {
            new Float32Array(m.memory.buffer, m.input_at(), m.input_floats()).set(floats);
            m.run_input();
            return scores();
        },
    };
}

// A file of weights becomes a network by this command, beside a copy of resnetc: it knows the spec from the weights. Else null.
export function buildCommand(name) {
    if (!/\.(safetensors|pth|pt|bin|npz|onnx)$/i.test(name)) return null;
    const isObeyed = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(name); // by a terminal that the command is pasted into
    const quoted = /^[\w.][\w.-]*$/.test(name) ? name : `'./${name.replaceAll("'", "'\\''")}'`;
    const word = isObeyed ? 'WEIGHTS' : quoted;
    return `RESNETC=build/resnetc examples/web/build.sh ${word} ${word} site`;
}

export function softmax(scores) {
    const most = Math.max(...scores), powers = Array.from(scores, (s) => Math.exp(s - most));
    const sum = powers.reduce((a, b) => a + b);
    return powers.map((p) => p / sum);
}
