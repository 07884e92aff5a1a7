#!/usr/bin/env bash
# The documentation: run.sh BUILD_FOLDER, from the top folder. The tutorial, run as it stands; the site, built without a warning,
# leads nowhere outside, and its search finds, without a server, in headless Chromium.
# Closing line: "N passed, N failed"; what is not installed is SKIPPED.
set -uo pipefail
build=$(realpath "${1:?build folder}") top=$PWD
suite=docs
. tests/embed/check.sh
. tests/docs/steps.sh

# A clone, as a reader of the page has it.
mkdir -p "$folder/clone/build" "$folder/home" "$folder/steps"
ln -s "$top/tests" "$folder/clone/tests" && ln -s "$build/resnetc" "$folder/clone/build/resnetc"
tutorial() (cd "$folder/clone" && HOME=$folder/home && export HOME && steps "$top/docs/tutorial.md" "$folder/steps")
check "docs/tutorial.md" tutorial
check "docs/tutorial.md: its program, without a warning" cc -Wall -Wextra -Werror -fsyntax-only "$folder/home/clothes/program.c"

# The flags that resnetc names are enough; gcc makes plain C slower by -march=native.
no_march() { ! grep -n '^[^`]*cc .*-march=native' README.md docs/*.md examples/*/README.md; }
check "no page compiles networks by -march=native" no_march

# Committed tables and pictures of times are what the committed numbers become.
cp -R tests/bench/results "$folder/results"
for results in "$folder"/results/*/results.json; do python3 tests/bench/report.py "$(dirname "$results")"; done
check "tests/bench/results: as report.py writes them" diff -r tests/bench/results "$folder/results"

skip() { echo "SKIPPED: docs: $1" && close && exit; }
[ -x "${SPHINX:=$build/docs-env/bin/sphinx-build}" ] || skip "Sphinx is not installed (make deps-docs)"
check "the site, without a warning" make -s docs B="$build" SPHINX="$SPHINX"
python3 tests/docs/check_site.py "$build/docs" "$build/resnetc" >"$folder/site" 2>&1
grep -v ' passed, ' "$folder/site"
read -r more _ less _ < <(tail -n 1 "$folder/site")
passed=$((passed + more)) failed=$((failed + less))

for browser in ${CHROMIUM:-} chromium chromium-headless-shell; do command -v "$browser" >/dev/null && break; done
command -v "$browser" >/dev/null || skip "chromium is not installed"
browse() { # PAGE OPTIONS...: no name of a host is known to it
    timeout 120 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$folder/profile" --host-resolver-rules='MAP * ~NOTFOUND' \
        --virtual-time-budget=10000 --window-size=1200,1400 --log-net-log="$folder/net.json" "${@:2}" "file://$build/docs/$1" 2>/dev/null
}
finds() { browse 'search.html?q=workspace' --dump-dom >"$folder/found.html" && grep -q 'href="docs/embedding.html[^"]*"[^>]*>In your own program' "$folder/found.html"; }
asks_nobody() { [ -s "$folder/net.json" ] && ! grep -oE '"(url|host)":"(https?://)?[^"]+"' "$folder/net.json"; }
check "search finds, from a file" finds
check "no page asks the network" asks_nobody
check "a screenshot" browse reference/pictures.html --screenshot="$build/docs.png"
close
