#!/usr/bin/env bash
# A network in WebAssembly: examples/web's modules in node against PyTorch's scores, and its page in headless Chromium against
# the native program's: run.sh BUILD_FOLDER [page], from the top folder. Without "page", no browser.
# Closing line: "N passed, N failed"; what is not installed is SKIPPED.
set -uo pipefail
build=$(realpath "${1:?build folder}") page=${2:-} fashion=tests/oracle/fashion picture=tests/oracle/images/cat.png
suite=web
. tests/embed/check.sh
spec=specs/resnet20-fashion.json weights=$fashion/resnet20-fashion.safetensors
node=${NODE:-node} site=$folder/site

skip() { echo "SKIPPED: web: $1" && passed=$((passed + 1)) && close && exit; }
lacks() { ! command -v "$1" >/dev/null; }
lacks "${CLANG:-clang-19}" && skip "${CLANG:-clang-19} is not installed"
lacks "$node" && skip "$node is not installed"

takes_relaxed() {
    "$node" "$@" --input-type=module -e "import { takesRelaxed } from '$PWD/examples/web/network.mjs'; process.exit(takesRelaxed() ? 0 : 1)"
}

# Engines of 2022 want a flag for relaxed instructions.
flags=()
"$node" --experimental-wasm-relaxed-simd -e 0 2>/dev/null && flags=(--experimental-wasm-relaxed-simd)

check "build" env RESNETC="$build/resnetc" examples/web/build.sh "$spec" "$weights" "$site" --quiet
for kind in simd relaxed; do
    [ "$kind" = simd ] || takes_relaxed "${flags[@]}" || { echo "SKIPPED: web: $node without relaxed SIMD" && continue; }
    module=("$site/network.$kind.wasm" "$site/network.$kind.weights")
    check "$kind: PyTorch's scores" "$node" "${flags[@]}" tests/web/check.mjs pictures "${module[@]}" $fashion/images.npy $fashion/logits.npy 50
    check "$kind: damaged weights" "$node" "${flags[@]}" tests/web/check.mjs refuses "${module[@]}"
done
check "what to build of a file" "$node" tests/web/check.mjs commands
# As the page says: the spec is what the weights tell.
check "a network of weights alone, of any name" env RESNETC="$build/resnetc" examples/web/build.sh "$weights" "$weights" "$folder/alone" --quiet --name Clothes
check "its two files" test -s "$folder/alone/network.simd.wasm" -a -s "$folder/alone/network.simd.weights"
# docs/embedding.md's commands, with this network in the place of theirs.
commands() {
    awk '/^## In a browser/ { on = 1 } on && /^```/ { if (inside) exit; inside = 1; next } inside' docs/embedding.md |
        sed "s|resnet18.json --weights resnet18.safetensors|$PWD/$spec --weights $PWD/$weights|; s/resnet18/resnet20_fashion/g; s|^resnetc|$build/resnetc|"
}
alone() { commands >"$folder/commands" && (cd "$folder" && bash -eux commands); }
check "docs/embedding.md: the commands" alone
"$node" -e "
const head = '\\x93NUMPY\\x01\\0v\\0' + '{\"descr\": \"<f4\", \"fortran_order\": False, \"shape\": (1, 1, 28, 28), }'.padEnd(117) + '\\n';
const floats = Float32Array.from({ length: 28 * 28 }, (_, i) => (i % 7) * 0.3 - 1);
require('fs').writeFileSync('$folder/input.npy', Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(floats.buffer)]));"
check "native scores of floats" "$build/resnetc" "$spec" --weights "$weights" --run "$folder/input.npy" --output "$folder/floats.npy"
check "the C alone" "$node" tests/web/check.mjs alone "$folder/resnet20_fashion.wasm" "$folder/resnet20_fashion.h" "$folder/resnet20_fashion.weights" \
    "$folder/input.npy" "$folder/floats.npy"

[ "$page" = page ] || { close && exit || exit 1; }

# ---- The page ----

for browser in ${CHROMIUM:-} chromium chromium-headless-shell; do lacks "$browser" || break; done
lacks "$browser" && skip "chromium is not installed"
cp "$picture" "$site/picture.png"
cp $fashion/classes.txt "$site/network.txt"
# A port of the system's choice, told once it is open.
exec 3< <(exec python3 -u -c '
import functools, http.server, sys
class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=sys.argv[1]))
print(server.server_port)
server.serve_forever()' "$site")
server=$!
trap 'kill $server; rm -rf "$folder"' EXIT
read -r port <&3

browse() {
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$folder/profile" --virtual-time-budget=30000 \
        --window-size=640,900 "$@" "http://127.0.0.1:$port/index.html?picture=${file:-picture.png}"
}
check "native scores" "$build/resnetc" "$spec" --weights "$weights" --run "$picture" --output "$folder/native.npy"
check "the page" bash -c "$(declare -f browse); browser=$browser folder=$folder port=$port; browse --dump-dom >$folder/page.html"
check "the page's scores" "$node" tests/web/check.mjs page "$folder/page.html" "$folder/native.npy"
check "the page's words" grep -q 'Bag\|Shirt\|Coat\|Sneaker\|Dress\|Pullover\|Trouser\|Sandal\|boot\|top' "$folder/page.html"
cp "$weights" "$site/yours.safetensors"
check "a file of weights" bash -c "$(declare -f browse); browser=$browser folder=$folder port=$port file=yours.safetensors; browse --dump-dom >$folder/yours.html"
check "the command for it" grep -q 'build.sh yours.safetensors yours.safetensors site' "$folder/yours.html"
check "a screenshot" bash -c "$(declare -f browse); browser=$browser folder=$folder port=$port; browse --screenshot=$build/web.png && test -s $build/web.png"
close
