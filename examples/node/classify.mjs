#!/usr/bin/env node
// Pictures of 28 x 28 grey bytes from standard input, their logits to standard output: fashion-classify <pictures >logits
import { readFileSync } from 'node:fs';
import { Pool } from './index.mjs';

const SIDE = 28, PIXELS = SIDE * SIDE;

// As a canvas, or a decoder of PNG, would have it.
function rgbaOf(grey) {
    const rgba = new Uint8Array(4 * PIXELS).fill(255);
    for (let i = 0; i < PIXELS; i++) rgba.fill(grey[i], 4 * i, 4 * i + 3);
    return rgba;
}

const pictures = readFileSync(0), count = pictures.length / PIXELS;
if (!Number.isInteger(count)) {
    console.error('classify: the last picture is cut off');
    process.exit(1);
}
const pool = new Pool();
const scores = await Promise.all(Array.from({ length: count },
    (_, i) => pool.classify(rgbaOf(pictures.subarray(i * PIXELS, (i + 1) * PIXELS)), SIDE, SIDE)));
await pool.close();
process.stdout.write(Buffer.concat(scores.map((s) => Buffer.from(s.buffer, s.byteOffset, s.byteLength))));
