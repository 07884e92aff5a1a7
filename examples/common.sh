# common.sh, sourced by bash in the run.sh of each example: `. "$(dirname "$0")/../common.sh"`, with run.sh's BUILD_FOLDER.
#
#   need TOOL...            ends with status 77 and one line where one is missing
#   $here $out              the example's folder; its folder for what is made, empty, where run.sh then is
#   $resnetc ${network[@]}  the compiler (RESNETC, or the one that the examples came with); the arguments that describe a
#                           ResNet-20 trained on Fashion-MNIST to it. It takes pixels: pictures of 28 x 28 grey bytes, ten kinds of clothes. cc @FILE.flags compiles FILE.c
#   $include $fashion       the folders of resnet_rt.h, and of that network's weights and pictures
#   $pictures $logits       1000 such pictures, and PyTorch's logits of them, ten floats each
#   every N BYTES           from standard input to standard output: one of N records of so many bytes; pictures come by class
#   same FILE [EXPECTED]    whether these are PyTorch's logits, or EXPECTED ones
#   refuses TEXT COMMAND... whether the command fails and says that on standard error
set -euo pipefail
mkdir -p "${1:?usage: run.sh BUILD_FOLDER}"
build=$(realpath "$1") here=$(realpath "$(dirname "$0")")
out=$build/examples/$(basename "$here") cc=${CC:-cc}
fashion=$(realpath "$here/../fashion") # of an installed copy, share/doc/resnetc/examples; else this is the source
if [ -d "$fashion" ]; then
    prefix=$(realpath "$here/../../../../..")
    include=$prefix/include usual=$prefix/bin/resnetc
else
    top=$(realpath "$here/../..")
    include=$top/runtime/library usual=$build/resnetc fashion=$top/tests/oracle/fashion
fi
resnetc=$(command -v "${RESNETC:-$usual}") || { echo "${RESNETC:-$usual}: expected RESNETC to name the program" >&2 && exit 1; }
resnetc=$(realpath "$resnetc")
network=(resnet20-fashion --weights "$fashion/resnet20-fashion.safetensors" --set preprocess.input=u8_nhwc --emit-flags -q)

need() {
    local tool
    for tool in "$@"; do command -v "$tool" >/dev/null || { echo "$tool is missing" && exit 77; }; done
}

# Numbers alone, behind NumPy's head of 128 bytes.
bare() { tail -c +129 "$fashion/$1.npy"; }

every() { perl -e 'print substr $records, 0, $ARGV[1] while read STDIN, $records, $ARGV[0] * $ARGV[1]' "$@"; }

same() {
    local expected=${2:-$logits}
    [ "$(stat -c %s "$1")" = "$(stat -c %s "$expected")" ] || { echo "$1: expected as many bytes as $expected" >&2 && return 1; }
    paste <(od -An -v -tf4 -w4 "$expected") <(od -An -v -tf4 -w4 "$1") | awk -v file="$1" '
        function size(x) { return x < 0 ? -x : x }
        { if (size($1) > most) most = size($1); if (size($1 - $2) > worst) worst = size($1 - $2); if ($2 !~ /^-?[0-9]/) other++ }
        END { printf "%s: within %.1e of the largest logit expected\n", file, worst / most; exit !(NR && !other && worst <= 1e-4 * most) }'
}

refuses() {
    ! "${@:2}" 2>said >/dev/null || { echo "expected a failure: ${*:2}" >&2 && return 1; }
    grep -q -- "$1" said || { echo "expected \"$1\" of: ${*:2}" >&2 && cat said >&2 && return 1; }
}

rm -rf "$out" && mkdir -p "$out" && cd "$out"
pictures=$out/pictures.u8 logits=$out/expected.f32
bare images >"$pictures"
bare logits >"$logits"
