// The modules of examples/web in node, and what a page printed, against the scores of others:
//   check.mjs pictures MODULE WEIGHTS IMAGES.npy SCORES.npy COUNT   grey pictures, each one's scores
//   check.mjs page DOM.html SCORES.npy                              data-scores of the page's table
//   check.mjs refuses MODULE WEIGHTS                                damaged weights
// Exit status 1 where they differ by more than 1e-5 of the largest.
import { readFileSync } from 'node:fs';
import { load } from '../../examples/web/network.mjs';

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

const [what, ...words] = process.argv.slice(2);
await { pictures, page, refuses }[what](...words);
