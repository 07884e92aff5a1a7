// The modules of examples/web in node, and what a page printed, against the scores of others:
//   check.mjs pictures MODULE WEIGHTS IMAGES.npy SCORES.npy COUNT   grey pictures, each one's scores
//   check.mjs page DOM.html SCORES.npy                              data-scores of the page's table
//   check.mjs alone MODULE HEADER WEIGHTS INPUT.npy SCORES.npy      the emitted C alone, as docs/embedding.md has it
//   check.mjs commands                                              what the page says to build of a file's name
//   check.mjs refuses MODULE WEIGHTS                                damaged weights
// Exit status 1 where they differ by more than 1e-5 of the largest.
import { readFileSync } from 'node:fs';
import { buildCommand, load } from '../../examples/web/network.mjs';

const BOUND = 1e-5;

// NumPy's format 1.0: a text in front whose length stands in bytes 8 and 9.
function npy(path) {
    const file = readFileSync(path), begin = 10 + file.readUInt16LE(8);
    return file.buffer.slice(file.byteOffset + begin, file.byteOffset + file.length);
}

function compare(what, got, wanted) {
    const largest = Math.max(...wanted.map(Math.abs)), worst = Math.max(...wanted.map((w, i) => Math.abs(got[i] - w)));
    if (got.length !== wanted.length || !(worst <= BOUND * largest)) throw new Error(`${what}: off by ${worst / largest}`);
    return worst / largest;
}

async function pictures(module, weights, images, scores, count) {
    const network = await load(readFileSync(module), readFileSync(weights));
    const pixels = new Uint8Array(npy(images)), wanted = new Float32Array(npy(scores));
    const size = 28, of = size * size;
    let worst = 0;
    for (let n = 0; n < count; n++) {
        const rgba = Uint8Array.from({ length: 4 * of }, (_, i) => (i % 4 === 3 ? 255 : pixels[n * of + (i >> 2)]));
        const classes = network.classes, row = wanted.slice(n * classes, (n + 1) * classes);
        worst = Math.max(worst, compare(`picture ${n}`, network.classify(rgba, size, size), row));
    }
    console.log(`${count} pictures: worst error ${worst.toExponential(1)} of the largest`);
}

// The header's number of that name, on one thread.
function size(header, name) {
    const [, text] = [...header.matchAll(new RegExp(`#define \\w+_${name} (.*)`, 'g'))].pop();
    return text.replace(/\/\*.*/, '').replace(/\w+_MAX_THREADS/, '1').replace(/UL/g, '').match(/[\d*+ ()]+/)[0]
        .replace(/[()]/g, '').split('+').map((term) => term.split('*').map(Number).reduce((a, b) => a * b)).reduce((a, b) => a + b);
}

async function alone(module, header, weights, input, scores) {
    const text = readFileSync(header, 'utf8'), [, name] = /void (\w+)_run\(/.exec(text), file = readFileSync(weights);
    const { instance: { exports: m } } = await WebAssembly.instantiate(readFileSync(module));
    const sizes = [file.length, size(text, 'WORKSPACE_BYTES'), 4 * size(text, 'INPUT_FLOATS'), 4 * size(text, 'OUTPUT_FLOATS')];
    let end = m.__heap_base.value;
    const places = sizes.map((bytes) => { const at = (end + 63) & -64; end = at + bytes; return at; });
    m.memory.grow(Math.ceil(end / 65536));
    new Uint8Array(m.memory.buffer).set(file, places[0]);
    new Float32Array(m.memory.buffer).set(new Float32Array(npy(input)), places[2] / 4);
    if (m[`${name}_weights_check`](places[0], file.length)) throw new Error('weights');
    m[`${name}_run`](...places);
    const wanted = [...new Float32Array(npy(scores))];
    console.log(`alone: error ${compare('alone', new Float32Array(m.memory.buffer, places[3], wanted.length), wanted).toExponential(1)}`);
}

function page(dom, scores) {
    const [, text] = /data-scores="([^"]*)"/.exec(readFileSync(dom, 'utf8')) ?? [];
    if (!text) throw new Error('the page has no scores');
    console.log(`page: error ${compare('page', text.split(' ').map(Number), [...new Float32Array(npy(scores))]).toExponential(1)}`);
}

async function refuses(module, weights) {
    const damaged = readFileSync(weights);
    damaged[damaged.length >> 1] ^= 1;
    await load(readFileSync(module), damaged).then(
        () => { throw new Error('damaged weights were taken'); },
        (error) => { if (!error.message.includes('not those of this module')) throw error; });
}

function commands() {
    const of = (word) => `RESNETC=build/resnetc examples/web/build.sh ${word} ${word} site`;
    const wanted = { 'resnet18.pth': of('resnet18.pth'), 'a b.onnx': of("'./a b.onnx'"), "it's.npz": of("'./it'\\''s.npz'"),
        '-x.safetensors': of("'./-x.safetensors'"), '\x1b[201~\nid\n.pth': of('WEIGHTS'), 'a\u202e.pth': of('WEIGHTS'),
        'cat.png': null, 'network.simd.weights': null };
    for (const [name, command] of Object.entries(wanted))
        if (buildCommand(name) !== command) throw new Error(`${name}: ${buildCommand(name)}`);
}

const [what, ...words] = process.argv.slice(2);
await { pictures, alone, page, commands, refuses }[what](...words);
