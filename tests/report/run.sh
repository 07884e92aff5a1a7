#!/usr/bin/env bash
# The page of --report: its parts by what was asked for, sorting, width, print, silence, in headless Chromium; what a hostile
# name may not do; the same bytes each time; drawings that are XML; no file where a command fails: run.sh BUILD_FOLDER, from the
# top folder. Closing line: "N passed, N failed"; without node or Chromium that part is SKIPPED.
set -uo pipefail
build=$(realpath "${1:?build folder}") fashion=tests/oracle/fashion top=$PWD
suite=report
. tests/embed/check.sh
program=$build/resnetc spec=$top/specs/resnet20-fashion.json weights=$top/$fashion/resnet20-fashion.safetensors
node=${NODE:-node} report=$folder/report.html

for browser in ${CHROMIUM:-} chromium chromium-headless-shell none; do ! command -v "$browser" >/dev/null || break; done
command -v "$node" >/dev/null || browser=none
[ $browser = none ] && echo "SKIPPED: report: chromium or node is not installed: pages are written and not opened"

opened() { # WHAT FILE.html SELECTOR...: what the page must have, and with - must not have
    [ $browser = none ] && return
    local what=$1 page=$2
    shift 2
    check "$what: the page" timeout 100 "$node" tests/report/check.mjs "$browser" "$page" "$@"
}
made() { # WHAT OPTION...: writes the page
    local what=$1
    shift
    check "$what: is written" "$program" -q "$@" --report "$report"
}
without_bench=('-#time' '-#slowest') without_verify=('-#accuracy')

made "alone" specs/resnet18.json
opened "alone" "$report" '#totals' '#layers tbody tr' '#memory svg' '#roofline svg .point' '#roofline svg .roof' '.sources' "${without_bench[@]}" \
    "${without_verify[@]}" '-#calibration'
cp "$report" "$folder/first.html"
made "again" specs/resnet18.json
check "the same bytes" cmp "$folder/first.html" "$report"

made "bench, verify" "$spec" --weights "$weights" --bench --verify --threads 2
opened "bench, verify" "$report" '#time #slowest li:nth-child(5)' '#accuracy' '#layers td[style*=share]' '-#calibration'
check "it tells of two threads" grep -qE '2 threads|no layer was shared out to 2' "$report"

mkdir "$folder/pictures"
made "precision" "$spec" --weights "$weights" --precision auto --max-drop 0 --calibrate $fashion/images.npy --report-precision --truth $fashion/labels.npy \
    -o "$folder/net.c"
opened "precision" "$report" '#accuracy #hits' '#p0' '#calibration #r0' "${without_bench[@]}"
check "SQNR of a layer" grep -q 'SQNR' "$report"
check "the C beside it" test -s "$folder/net.c"
made "auto alone" "$spec" --weights "$weights" --precision auto --calibrate $fashion/images.npy
opened "auto alone" "$report" '#accuracy #p0' '-#hits' '#calibration'
made "truth" "$spec" --weights "$weights" --run $fashion/images.npy --truth $fashion/labels.npy --labels $fashion/classes.txt
opened "truth" "$report" '#accuracy #c0' '#totals' "${without_bench[@]}" '-#calibration'
check "top-1 as it is" grep -q '95.30 %' "$report"

# Names that would be markup, end it, or are no text at all: they are shown, and do nothing.
hostile=$'<img src=x onerror=alert(1)>"\'&amp;</title><script>alert(2)</script>\xff\x01\u202e'
mkdir "$folder/$(tr / _ <<<"$hostile" | head -1)" && nasty=$folder/$(tr / _ <<<"$hostile" | head -1)
cp "$spec" "$nasty/spec.json" && cp "$weights" "$nasty/weights.safetensors"
printf '%s\n' '<img src=x onerror=alert(4)>"'"'"'&amp;' '</script><script>alert(3)</script>' '-->' ']]>' 'e&lt;' f g h i j >"$folder/labels.txt"
made "hostile names" "$nasty/spec.json" --weights "$nasty/weights.safetensors" --run $fashion/images.npy --truth $fashion/labels.npy --labels "$folder/labels.txt"
opened "hostile names" "$report" '#layers' '#accuracy' '-img' '-[onerror]' '-main script'
check "one script" test "$(grep -c '<script>' "$report")" = 1
check "it is UTF-8" iconv -f UTF-8 -t UTF-8 -o /dev/null "$report"

check "drawings are XML" python3 -c '
import re, sys, xml.dom.minidom
drawings = re.findall(r"<svg.*?</svg>", open(sys.argv[1], encoding="utf-8").read(), re.S)
assert len(drawings) == 2, len(drawings)
for text in drawings: xml.dom.minidom.parseString(text)' "$report"

# ---- Failures leave no page, and an old one as it was ----

fails() { # WHAT STATUS OPTION...
    local what=$1 wanted=$2
    shift 2
    "$program" -q "$@" >/dev/null 2>&1
    check "$what" test $? = "$wanted"
}
rm "$report"
fails "a spec that is none" 1 "$fashion/accuracy.txt" --report "$report"
fails "weights of another network" 1 specs/resnet18.json --weights "$weights" --report "$report"
fails "no folder" 3 "$spec" --report "$folder/none/report.html"
check "no page" test ! -e "$report"
echo old >"$report"
fails "another file that cannot be written" 3 "$spec" --report "$report" -o "$folder/none/net.c"
check "the old page stays" test "$(cat "$report")" = old
fails "not to standard output" 2 "$spec" --report -
fails "not a page" 2 "$spec" --report "$folder/report.txt"
cp "$spec" "$folder/spec.html"
fails "not over an input" 2 "$folder/spec.html" --report "$folder/spec.html"
close
