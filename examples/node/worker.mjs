// A thread of the pool: index.mjs.
import { parentPort } from 'node:worker_threads';
import { open } from './index.mjs';

const network = await open();
parentPort.on('message', ({ rgba, width, height }) => {
    try {
        parentPort.postMessage({ scores: network.classify(rgba, width, height) });
    } catch (error) {
        parentPort.postMessage({ error: error.message });
    }
});
