// A network as an npm package: WebAssembly and its weights, no compiler and no other package where it is installed.
//
//   const network = await open();                                  // in this thread
//   const scores = network.classify(rgba, width, height);          // Float32Array, a number a class
//
//   const pool = new Pool();                                       // a thread a processor
//   const scores = await pool.classify(rgba, width, height);
//   await pool.close();

import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { load, takesRelaxed } from './network.mjs'; // examples/web's

export async function open() {
    const kind = takesRelaxed() ? 'relaxed' : 'simd';
    const [module, weights] = await Promise.all(
        ['wasm', 'weights'].map((what) => readFile(new URL(`network.${kind}.${what}`, import.meta.url))));
    return load(module, weights);
}

// Threads with a network each. A picture goes to the one that has the fewest to do.
export class Pool {
    #workers;

    constructor(threads = availableParallelism()) {
        this.#workers = Array.from({ length: threads }, () => this.#start());
    }

    #start() {
        const worker = new Worker(new URL('worker.mjs', import.meta.url));
        const entry = { worker, waiting: [] };
        worker.on('message', ({ scores, error }) => {
            const { resolve, reject } = entry.waiting.shift(); // answers come in order
            if (error) reject(new Error(error));
            else resolve(scores);
        });
        const failed = (error) => { for (const { reject } of entry.waiting.splice(0)) reject(error); };
        worker.on('error', failed);
        worker.on('exit', () => failed(new Error('the pool is closed')));
        return entry;
    }

    classify(rgba, width, height) {
        const entry = this.#workers.reduce((least, one) => (one.waiting.length < least.waiting.length ? one : least));
        return new Promise((resolve, reject) => {
            entry.waiting.push({ resolve, reject });
            entry.worker.postMessage({ rgba, width, height });
        });
    }

    async close() {
        await Promise.all(this.#workers.map(({ worker }) => worker.terminate()));
    }
}
