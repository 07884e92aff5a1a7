#!/usr/bin/env bash
# run.sh BUILD_FOLDER: the package is made with clang and resnetc, then installed and run with node alone.
. "$(dirname "$0")/../common.sh"
need node "${CLANG:-clang-19}" wasm-ld-19
[ -e /usr/include/wasm32-wasi/stdlib.h ] || { echo "wasi-libc is missing" && exit 77; }

cp -R "$here" package
RESNETC=$resnetc "$here/../web/build.sh" "${network[0]}" "${network[2]}" package -q
mkdir user
if command -v npm >/dev/null; then
    (cd package && npm pack --silent --pack-destination ..)
    (cd user && npm install --silent --offline --no-audit --no-fund ../fashion-network-1.0.0.tgz)
else
    mkdir -p user/node_modules && cp -R package user/node_modules/fashion-network
fi
cd user
node node_modules/fashion-network/classify.mjs <"$pictures" >../logits.f32
cd ..
same logits.f32
head -c 1000 "$pictures" | refuses 'cut off' node user/node_modules/fashion-network/classify.mjs
cd user
cat >one.mjs <<'END'
import { open, Pool } from 'fashion-network';
const network = await open(), pool = new Pool(2), picture = new Uint8Array(4 * 50 * 40).fill(100);
const alone = network.classify(picture, 50, 40), many = await Promise.all([1, 2, 3].map(() => pool.classify(picture, 50, 40)));
if (many.some((scores) => scores.join() !== alone.join())) throw new Error('threads change the answer');
const refused = await pool.classify(picture, -1, 40).catch((error) => error.message);
if (!/too large/.test(refused)) throw new Error(`not refused: ${refused}`);
await pool.close();
END
node one.mjs
