// Networks in WebAssembly, ours beside others', turn by turn in one process, on one thread:
//   bench.mjs BUILD_FOLDER ROUNDS MODEL...        MODEL: resnet18=1x3x224x224
// BUILD_FOLDER/bench/MODEL-b1 has weights.safetensors, model.onnx, input.f32, output.f32 (tests/bench/export.py),
// BUILD_FOLDER/bench-web/MODEL ours (examples/web/build.sh), BUILD_FOLDER/peers-web the peers' packages.
// Writes BUILD_FOLDER/bench-web/results.json and table.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { load, takesRelaxed } from '../../../examples/web/network.mjs';
import { onnxruntime, tensorflow } from './peers.mjs';

const [build, rounds, ...models] = process.argv.slice(2);
const CALLS = 3, BOUNDS = { ours: 5e-5, peer: 1e-3 };
const floats = (path) => new Float32Array(new Uint8Array(readFileSync(path)).buffer);

async function ours(model, kind) {
    const base = `${build}/bench-web/${model}/network.${kind}`;
    const network = await load(readFileSync(`${base}.wasm`), readFileSync(`${base}.weights`));
    return async (input) => network.run(input);
}

async function contenders(model, folder, shape) {
    const all = { 'wasm-simd': await ours(model, 'simd') };
    if (takesRelaxed()) all['wasm-relaxed'] = await ours(model, 'relaxed');
    all['onnxruntime-web'] = await onnxruntime(`${build}/peers-web`, folder, shape);
    all['tfjs-wasm'] = await tensorflow(`${build}/peers-web`, folder, shape);
    return all;
}

// Who computes something else does not take part. These calls also let the engine finish optimising.
async function error(name, run, input, wanted) {
    let got;
    for (let i = 0; i < 5; i++) got = await run(input);
    const largest = Math.max(...wanted.map(Math.abs)), worst = Math.max(...wanted.map((w, i) => Math.abs(w - got[i]))) / largest;
    if (!(worst <= (name.startsWith('wasm-') ? BOUNDS.ours : BOUNDS.peer))) throw new Error(`${name}: error ${worst}`);
    return worst;
}

// A turn: the best of some calls. What the processor spent on this process counts, as well as the clock on the
// wall: where others work beside it, the former is what the machine would take alone.
async function turn(run, input) {
    const best = { wall: Infinity, processor: Infinity };
    for (let i = 0; i < CALLS; i++) {
        const before = process.cpuUsage(), since = performance.now();
        await run(input);
        const wall = performance.now() - since, used = process.cpuUsage(before);
        best.wall = Math.min(best.wall, wall);
        best.processor = Math.min(best.processor, (used.user + used.system) / 1000);
    }
    return best;
}

async function time(model, dimensions) {
    const folder = `${build}/bench/${model}-b1`, shape = dimensions.split('x').map(Number);
    const input = floats(`${folder}/input.f32`), wanted = floats(`${folder}/output.f32`);
    const all = await contenders(model, folder, shape), names = Object.keys(all);
    const result = Object.fromEntries(names.map((name) => [name, { error: 0, wall: [], processor: [] }]));
    for (const name of names) result[name].error = await error(name, all[name], input, [...wanted]);
    for (let round = 0; round < rounds; round++)
        for (const name of round % 2 ? [...names].reverse() : names) {
            const { wall, processor } = await turn(all[name], input);
            result[name].wall.push(wall);
            result[name].processor.push(processor);
        }
    return result;
}

// ---- The table ----

const quantile = (values, q) => {
    const sorted = [...values].sort((a, b) => a - b), at = q * (sorted.length - 1), below = Math.floor(at);
    return sorted[below] + (at - below) * ((sorted[below + 1] ?? sorted[below]) - sorted[below]);
};
const PEERS = ['onnxruntime-web', 'tfjs-wasm'];

// Round by round, the faster peer's time in ours.
function ratio(result, name, clock) {
    const of = result[name][clock].map((own, round) => Math.min(...PEERS.map((peer) => result[peer][clock][round])) / own);
    const [low, middle, high] = [0.25, 0.5, 0.75].map((q) => quantile(of, q).toFixed(2));
    return `${middle}x (${low} to ${high})`;
}

function row(model, result, clock) {
    const cells = Object.keys(result).map((name) => {
        const time = `${quantile(result[name][clock], 0.5).toPrecision(3)} ms`;
        return PEERS.includes(name) ? time : `${time}, ${ratio(result, name, clock)}`;
    });
    return `| ${[model, ...cells].join(' | ')} |`;
}

function table(results, clock, title) {
    const names = Object.keys(Object.values(results)[0]);
    return [title, '', `| | ${names.join(' | ')} |`, `|${' --- |'.repeat(names.length + 1)}`,
        ...Object.entries(results).map(([model, result]) => row(model, result, clock)), ''];
}

const results = {};
for (const [model, dimensions] of models.map((m) => m.split('='))) results[model] = await time(model, dimensions);
const machine = { processor: cpus()[0].model, node: process.version, v8: process.versions.v8, rounds: Number(rounds), load: loadavg()[0] };
const text = [
    `${machine.processor}, node ${machine.node} (V8 ${machine.v8}), one thread, batch 1, fp32; ${rounds} rounds, load ${machine.load.toFixed(1)}.`,
    'Medians over rounds of the best of three calls; how many times as long the faster peer takes (quartiles).', '',
    ...table(results, 'processor', 'Time of the processor:'), ...table(results, 'wall', 'Time on the wall:'),
].join('\n');
writeFileSync(`${build}/bench-web/results.json`, JSON.stringify({ machine, results }));
writeFileSync(`${build}/bench-web/table.md`, text);
console.log(text);
process.exit(0);
