#!/bin/bash
# The command line, end to end: every option, every exit status, and what is left behind on failure.
# usage: tests/cli/run.sh PROGRAM BUILD_FOLDER, from the top folder. Closing line: "N passed, N failed".
set -u
: "${1:?program}" "${2:?build folder}" # with an empty B, make would write to /
program=$(realpath "$1") build=$(realpath "$2")
[ -x "$program" ] && [ -d "$build" ] || exit 1
top=$PWD
. tests/common/targets.sh
tmp=$(mktemp -d "${TMPDIR:-/tmp}/resnetc-cli.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
unset RESNETC CC
cd "$tmp" || exit 1
passed=0 failed=0

ok() { # DESCRIPTION COMMAND...: the command must succeed
    if "${@:2}" >checked 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1"
        sed 's/^/    /' checked err 2>/dev/null
    fi
}

# status N [ARGUMENT...]: runs resnetc into `out` and `err`; its exit status must be N, and where it is not 0
# one line must say why. What is expected on standard error may follow in `says`.
status() {
    "$program" "${@:2}" >out 2>err </dev/null
    local got=$?
    ok "status $1, got $got: resnetc ${*:2}" [ "$got" = "$1" ]
    [ "$1" = 0 ] || ok "one line: resnetc ${*:2}: $(cat err)" one_line
}
one_line() { [ "$(grep -vc '^resnetc: note: ' err)" = 1 ] && grep -q '^resnetc: .' err; }
says() { ok "says \"$1\", got: $(cat err)" grep -qF -- "$1" err; }
prints() { ok "prints /$1/, got: $(head -3 out)" grep -qE -- "$1" out; }
left() { ok "left: expected \"$1\", got \"$(ls -A folder | tr '\n' ' ')\"" [ "$(ls -A folder | tr '\n' ' ')" = "$1" ]; }

cat >tiny.json <<'END'
{"name": "tiny", "block": "basic", "repeats": [1, 1], "widths": [8, 16],
 "stem": {"type": "cifar"}, "input": {"channels": 3, "height": 16, "width": 12}, "classes": 10}
END
cat >large.json <<'END'
{"block": "basic", "repeats": [1, 1], "widths": [64, 256], "classes": 10,
 "stem": {"type": "cifar"}, "input": {"channels": 3, "height": 8, "width": 8}}
END

### Information
status 0 --help
prints '^Usage: resnetc'
prints '^Exit status: 0 done'
ok 'help says nothing on standard error' [ ! -s err ]
cp out help
status 0 -h
ok '-h says the same as --help' cmp out help
status 0 --version
prints '^resnetc [0-9]+\.[0-9]+\.[0-9]+$'
status 0 --target help
for target in zen5 zen4 avx512 avx2 sse2 scalar native; do prints "^$target "; done
for target in $(targets "$program") $(foreign_targets "$program") native; do
    for page in docs/command-line.md docs/limits.md README.md; do
        [ $target = native ] && [ $page = docs/limits.md ] && continue
        ok "$page has target $target" grep -qE "^\|.*\`$target\`" "$top/$page"
    done
    ok "a row for target $target in docs/command-line.md" grep -q "^| \`$target\` |" "$top/docs/command-line.md"
done
for option in -o --list --weights --set --name --import --names --strict --tune --tuned --target --describe --run --output --labels --format --truth --memory-plan --report --accuracy --precision --calibrate --max-drop --report-precision --calibrate-by --save-calibration --emit-flags -MD --jit \
    --threads --emulator --verify --dump -q -v --help --version; do
    "$program" --help >out
    ok "--help has $option" grep -qE -- "(^| )$option([ ,=[]|$)" out
    "$program" --completion bash >out
    ok "completion has $option" grep -qE -- "[ ']$option([ =']|$)" out
    ok "docs/command-line.md has $option" grep -qE -- "^\| .*\`$option[ \`=]" "$top/docs/command-line.md"
done
for key in $(sed -n '/"\$defs"/q; s/^    "\([a-z_]*\)": {.*/\1/p' "$top/specs/schema.json"); do
    ok "docs/spec.md has $key" grep -qE "^(\| .*)?\`$key\`" "$top/docs/spec.md"
done

### Wrong usage: 2
status 2
says 'expected a spec'
status 2 --weights net.safetensors -o folder/net.c
says 'expected a spec beside --weights, or the weights file alone: resnetc WEIGHTS -o FILE.c'
status 2 tiny.json
says 'nothing to do'
status 2 tiny.json large.json --describe
says 'large.json: one spec at a time'
status 2 tiny.json --no-such-option
says "unrecognized option '--no-such-option'"
ok 'no far-fetched guess' grep -q "option'\$" err
meant() { # ARGUMENTS MEANING: they are refused, and this is told to be what was meant
    # shellcheck disable=SC2086
    status 2 tiny.json $1
    says "; did you mean $2?"
}
meant '--wieghts w.pth -o a.c' --weights
meant '--wieghts=w.pth -o a.c' --weights
meant '-weights w.pth -o a.c' --weights
meant '-o a.c -verify' --verify
meant '-help' --help
meant '--classes 37 -o a.c' '--set classes=N'
meant '--int8 -o a.c' '--precision int8'
meant '--target avx51 -o a.c' avx512
meant '--target noen -o a.c' neon
meant '--precision int18 -o a.c' int8
meant '--dump sepc' spec
meant '--describe=jsno' json
meant '--output a.c' -o
status 2 tiny.json --describe json
says '--describe json: did you mean --describe=json?'
status 2 --describe torch tiny.json
says '--describe torch: did you mean --describe=torch?'
cp tiny.json torch
status 0 --describe torch
rm torch
status 2 tiny.json --weights --wieghts -o
says "requires an argument -- 'o'"
status 2 tiny.json --threads 2 -o a.c
says '--threads needs --run, --verify, --bench or --calibrate; how many threads the C of -o has is said when it is compiled, by -DNAME_MAX_THREADS=N'
status 2 tiny.json -x
says 'invalid option'
status 2 tiny.json -o
says 'requires an argument'
status 2 tiny.json --verify=x
says "doesn't allow an argument"
status 2 tiny.json --import f
says '--import writes a spec: expected -o FILE.json'
status 2 --import f -o f.c
says '--import writes a spec: expected -o FILE.json, or -o -'
for option in --strict --emit-preprocess --emit-flags -MD --verify --bench --report-precision --describe --emulator \
    "--target avx2" "--target avx2,sse2" "--labels l" "--format csv" "--truth t" "--output o.npy" "--jit cc" "--run r" \
    "--threads 2" "--accuracy tight" "--calibrate-by mse" "--save-calibration s" "--max-drop 1" "--weights-in array"; do
    status 2 --import f -o f.json $option
    says '--import writes a spec: expected -o FILE.json'
done
for option in --target --weights --run --names --tuned -o; do
    status 2 tiny.json $option native $option native
    says "$option stands twice: expected it once"
done
status 2 tiny.json --run a.png b.png --weights random:1
says 'b.png: one spec at a time, and tiny.json is one already; --run takes one INPUT: for several pictures their folder'
status 2 tiny.json w.pth -o a.c
says 'w.pth: one spec at a time, and tiny.json is one already (weights stand behind --weights, a picture behind --run)'
status 2 tiny.json --describe --weights -
says '--weights: expected a file name, got -'
for set in classes =1 .x=1 a..b=1 a.b.c.d.e.f.g.h.i=1 ''; do
    status 2 tiny.json --describe --set "$set"
    says "--set $set: expected"
done
status 2 tiny.json --describe --set $'name=\xff'
says '--set: expected UTF-8'
status 2 tiny.json --tune f.json --tuned g.json
says '--tune FILE reads FILE, too'
status 2 tiny.json --tune f.json -o -
status 2 tiny.json --tune f.json --weights random:1 --run random:1 --jit tcc
says '--tune compiles by the system'
status 2 tiny.json --tuned f.json
says 'nothing to do'
status 2 tiny.json --bench
says '--bench needs --weights'
status 2 tiny.json --describe=xml
says '--describe xml: expected one of table, json, torch'
status 2 tiny.json --accuracy some -o a.c
says 'expected one of fast, tight'
status 2 tiny.json --jit gcc --verify
status 2 tiny.json --dump nothing
says 'expected one of'
status 2 tiny.json --target pdp11 -o a.c
says '--target help lists them'
status 2 tiny.json -o a.txt
says '-o: expected a file name that ends in .c, a folder (DIR/), or -'
status 2 tiny.json -o .c
status 2 tiny.json -o folder/.c
status 2 tiny.json -MD --describe
says '-MD needs -o FILE.c'
status 2 tiny.json -MD -o -
status 2 tiny.json -MX -o a.c
says 'did you mean -MD'
status 2 tiny.json -o - --describe
status 2 tiny.json --run random:1
says '--run needs --weights'
status 2 tiny.json --verify
says '--verify needs --weights'
status 2 tiny.json --describe --output a.npy
says '--output needs --run'
for name in 'a"b.c' 'a\b.c' $'a\nb.c' $'a\rb.c' 'a??=b.c'; do
    status 2 tiny.json -o "$name"
    says '-o: expected a file name without quotes, backslashes, line breaks and ??'
done
mkdir 'q"d'
status 0 tiny.json --weights random:1 --target scalar -o 'q"d/it.c'
ok 'a folder may have a quote' cc -O0 -w -c 'q"d/it.c' -o it.o
for option in --memory-plan --tune; do
    status 2 tiny.json $option -
    says "$option: expected a file name, got -"
done
status 2 tiny.json --weights random:1 --run random:1 --output -
says '--output: expected a file name, got -'
status 2 tiny.json --describe --labels l
status 2 tiny.json --describe --jit cc
other=$(foreign_targets "$program" | head -n 1)
for what in --verify '--run random:2'; do
    # shellcheck disable=SC2086
    status 2 tiny.json --weights random:1 --target "$other" $what
    says 'need that machine, or --emulator'
done
for what in '' --emulator; do
    # shellcheck disable=SC2086
    status 2 tiny.json --weights random:1 --target "$other" --bench $what
    says 'nothing is timed by an emulator'
done
status 2 tiny.json --weights random:1 --target "$other" --tune f.json
says '--tune needs a target that this processor can run'
status 2 tiny.json --weights random:1 --verify --emulator
says '--emulator needs a --target of another machine'
status 2 tiny.json --weights random:1 --target "$other" -o a.c --emulator
says '--emulator needs --run or --verify'
status 2 tiny.json --weights random:1 --target "$other" --verify --emulator --jit cc
says 'expected no --jit'
status 2 tiny.json --weights random:1 --target "$other" --verify --emulator=' '
says '--emulator: expected a command'
status 2 tiny.json --describe --threads 2
says '--threads needs'
for threads in 0 -1 x 2x 65 99999999999999999999 ''; do
    status 2 tiny.json --weights random:1 --run random:2 --threads "$threads"
    says 'expected a number from 1 to 64'
done
status 2 tiny.json --describe --names n.json
status 2 tiny.json --describe --names n.json --weights random:1
status 2 tiny.json --describe --strict
status 2 tiny.json --describe --strict --weights random:1
status 2 tiny.json --weights random:1 --run random:x
status 2 tiny.json --weights random:x --describe

### The C, its header, weights, make rule
mkdir folder
status 0 tiny.json -o folder/net.c --weights random:1
left 'net.c net.h '
ok 'silent' [ ! -s out -a ! -s err ]
ok 'header is included by its name' grep -q '#include "net.h"' folder/net.c
cp folder/net.c first.c
status 0 tiny.json -o folder/net.c --weights random:1
ok 'the same bytes again' cmp folder/net.c first.c
status 0 large.json -o folder/net.c --weights random:1
left 'net.c net.h net.weights '
ok 'symbols after the spec' grep -q 'void large_run(' folder/net.h
bytes=$(sed -n 's/.*LARGE_WEIGHTS_BYTES \([0-9]*\).*/\1/p' folder/net.h)
ok 'the size of the weights file' [ "$(stat -c %s folder/net.weights)" = "$bytes" ]
rm folder/*
status 0 large.json -o folder/net.c
left 'net.c net.h '
rm folder/*
status 0 large.json -o - --weights random:1
ok 'the header stands inside' grep -q '#define LARGE_INPUT_FLOATS' out
says 'note: -o - writes no weights'
status 0 -q large.json -o - --weights random:1
ok '-q: no note' [ ! -s err ]
status 0 -q tiny.json -o - --weights random:1
ok 'no array of weights on standard output' [ "$(grep -cE '^[0-9]+,[0-9,]+$' out)" = 0 ]
status 0 -q tiny.json -o folder/net.c --weights random:1
ok 'but in the file' [ "$(grep -c 'const unsigned char tiny_weights.[0-9]' folder/net.c)" = 1 ]
rm folder/*

# The longest name that a spec may have: lines are broken, but no string and no macro.
name=$(printf '%063d' 0 | tr 0 n) upper=$(printf '%063d' 0 | tr 0 N)
sed "s/\"tiny\"/\"$name\"/" tiny.json >long.json
status 0 long.json -o folder/net.c --target scalar
: >folder/net.weights
for option in TRACE PROFILE BUNDLE_WEIGHTS; do
    ok "a long name with -D$option" cc -std=gnu99 -O1 -Wall -Wextra -Werror "-D${upper}_$option" -Ifolder -Wa,-Ifolder -c folder/net.c -o folder/net.o
done
status 0 long.json --weights random:1 --verify --jit cc
ok 'too small for threads: none are named' [ "$(grep -c MAX_THREADS folder/net.h)" -eq 0 ]
status 0 long.json --set input.height=112 --set input.width=112 -o folder/net.c --target scalar
ok 'no threads: refused' [ "$(cc "-D${upper}_MAX_THREADS=0" -fsyntax-only folder/net.c 2>&1 | grep -c 'must be 1 or more')" -gt 0 ]
cc -O1 -fopenmp "-D${upper}_MAX_THREADS=2" -c folder/net.c -o folder/net.o
echo "#include \"net.h\"
int main(void) { ${name}_run(0, 0, 0, 0); }" >folder/call.c
ok 'as many threads in all files' cc -Ifolder "-D${upper}_MAX_THREADS=2" -fopenmp -o folder/call folder/call.c folder/net.o -lm
ok 'another number of threads does not link' [ "$(cc -Ifolder -fopenmp -o folder/call folder/call.c folder/net.o -lm 2>&1 | grep -c "undefined reference to .${name}_run'")" -eq 1 ]
rm folder/*

# Several targets of one network: a file each, and one that chooses.
status 0 tiny.json --weights random:1 --target sse2,scalar --name several -o folder/net.c
ok 'no other files' [ "$(ls folder | tr '\n' ' ')" = 'net.c net.h net_scalar.c net_sse2.c ' ]
cat >folder/use.c <<'END'
#include "net.h"
#include <stdio.h>
#include <string.h>
static float input[SEVERAL_INPUT_FLOATS], output[SEVERAL_OUTPUT_FLOATS];
static unsigned char workspace[1 << 20] __attribute__((aligned(64)));
int main(void) {
    const several_code *code = several_choose();
    for (int i = 0; i < SEVERAL_INPUT_FLOATS; i++) input[i] = 0.5f;
    if (!code || code->weights_file || code->workspace_bytes > sizeof workspace) return 1;
    if (code->weights_check(code->weights, code->weights_bytes) != SEVERAL_OK) return 2;
    code->run(code->weights, workspace, input, output);
    puts(code->target);
    for (int i = 0; i < SEVERAL_OUTPUT_FLOATS; i++) fprintf(stderr, "%.4f\n", output[i]);
    return 0;
}
END
several() { # TARGETS: their program's answers
    rm -f folder/net*
    "$program" -q tiny.json --weights random:1 --target "$1" --name several -o folder/net.c
    for target in ${1//,/ }; do
        file=folder/net_${target//-/_}.c
        # shellcheck disable=SC2046
        cc $(sed -n 's/^ \*   compile     cc \(.*\) -c$/\1/p' "$file") -Wall -Wextra -Werror -c "$file" -o "${file%.c}.o"
    done
    cc -O1 -Wall -Wextra -Werror -Ifolder -o folder/use folder/use.c folder/net.c folder/net_*.o -lm && folder/use
}
ok 'the first that runs here' [ "$(several sse2,scalar 2>answers)" = sse2 ]
ok 'in the order of the list' [ "$(several scalar,sse2 2>others)" = scalar ]
ok 'each computes the same' cmp answers others
ok 'it computed' [ "$(wc -l <answers)" -eq 10 ]
status 0 tiny.json --weights random:1 --target sse2,scalar --name several --emit-preprocess -o folder/net.c
ok 'pictures are prepared under the common name' grep -q '^int several_preprocess(' folder/net_preprocess.h
status 0 tiny.json --weights random:1 --target sse2,scalar -o folder/tried.c --verify --describe=json
prints '^  "target": "sse2",$'
says 'layers agree'
rm folder/tried*
status 2 tiny.json --weights random:1 --target wasm-simd,wasm-relaxed -o folder/tried.c --verify
says 'need a target that this processor can run'
status 2 tiny.json --target sse2,sse2 -o folder/net.c
says 'expected each target once, got sse2 twice'
status 2 tiny.json --target sse2,neon -o folder/net.c
says 'expected targets of one processor'
status 2 tiny.json --target sse2,nonsense -o folder/net.c
says 'nonsense: no such target'
status 2 tiny.json --target sse2,scalar -o -
says 'needs -o FILE.c'
status 1 tiny.json --name 2fast -o folder/net.c
says 'expected a C identifier'
rm -f folder/* answers others
status 0 --weights=random:1 -otiny.c --accuracy tight -- tiny.json
ok 'the head names the options' grep -q 'accuracy tight' tiny.c
for target in $(targets "$program") native; do
    status 0 tiny.json -o - --target $target
done
status 0 tiny.json -v -o a.c
for pass in spec graph shape fold select pack place emit; do says "resnetc: $pass "; done
rm a.c a.h

### --tune, --tuned
status 3 tiny.json --tune no/such/t.json
says 'no/such/t.json: No such file'
status 3 tiny.json --tuned no-such.json --describe
echo '{"format": 1, "entries": 0}' >wrong.json
status 1 tiny.json --tune wrong.json
says 'wrong.json:1:26: /entries: expected an array, got 0'
ok 'the wrong file stays' grep -q '"entries": 0' wrong.json
CC=$tmp/no-compiler status 3 tiny.json --tune tuned.json -o b.c
ok 'no file of choices without a compiler' [ ! -e tuned.json -a ! -e b.c ]
rm -f folder/*
status 0 -q tiny.json --tune folder/tuned.json -o folder/net.c --target scalar
prints '^tune: [0-9]+ kinds of layers, [0-9]+ candidates'
left 'net.c net.h tuned.json '
ok 'quiet' [ ! -s err ]
ok 'the head names the choices' grep -q -- '--target scalar --tuned tuned.json$' folder/net.c
cp folder/net.c first.c
cp folder/tuned.json tuned.json
status 0 tiny.json --tuned folder/tuned.json -o folder/net.c --target scalar -MD
ok 'the same bytes from the file' cmp folder/net.c first.c
ok '-MD has the file' grep -q 'folder/tuned.json$' folder/net.d
ok 'the file is only read' cmp folder/tuned.json tuned.json
ok 'it knows all layers' [ ! -s err ]
status 0 tiny.json --tuned tuned.json --weights random:1 --verify --target scalar
prints '^verify: .* layers agree'
status 0 tiny.json --tuned tuned.json --weights random:1 --run random:1 --jit tcc
status 0 large.json --tuned tuned.json --describe --target scalar
says 'note: tuned.json has no choice for'
sed 's/"vectors": [1-4]/"vectors": 9/' tuned.json >wrong.json
status 1 tiny.json --tuned wrong.json --describe --target scalar
says 'no tile of scalar has 9 vectors'
status 0 tiny.json --tuned wrong.json --describe --target sse2
status 2 tiny.json --tuned tuned.json -o a.c --memory-plan tuned.json
says 'would be written over the input'
status 0 large.json -v --tune tuned.json --target scalar
says 'resnetc: tune: step 1 of'
ok 'both networks are in it' [ "$(grep -c '"layer"' tuned.json)" -gt "$(grep -c '"layer"' folder/tuned.json)" ]
rm -f folder/*

### --calibrate, --save-calibration, --precision
status 2 tiny.json --precision int4 -o a.c
says '--precision int4: expected one of fp32, bf16, int8, auto'
for precision in int8 auto; do
    status 2 tiny.json --precision $precision --weights random:1 -o a.c
    says "--precision $precision needs --calibrate"
    status 2 tiny.json --precision $precision --calibrate random:1 -o a.c
    says "--precision $precision needs --weights"
done
for precision in fp32 bf16; do
    status 2 tiny.json --precision $precision --calibrate random:1 --weights random:1 -o a.c
    says '--calibrate needs --precision int8, --precision auto or --save-calibration'
done
status 2 tiny.json --calibrate random:1 --save-calibration k.json
says '--calibrate needs --weights'
status 2 tiny.json --weights random:1 --save-calibration k.json
says '--save-calibration needs --calibrate'
status 2 tiny.json --weights random:1 --calibrate random:1 --save-calibration -
says '--save-calibration: expected a file name, got -'
for tuning in --tune --tuned; do
    status 2 tiny.json --weights random:1 --precision int8 --calibrate random:1 $tuning t.json -o a.c
    says '--tune and --tuned know no integers yet: expected --precision fp32 or bf16 beside them'
done
status 2 tiny.json --weights random:1 --calibrate-by mse -o a.c
says '--calibrate-by needs --calibrate'
for rule in best percentile:50 percentile:101 percentile:x ''; do
    status 2 tiny.json --weights random:1 --calibrate random:1 --calibrate-by "$rule" --save-calibration k.json
    says "--calibrate-by $rule: expected mse, minmax, percentile or percentile:P"
done
status 2 --import f --calibrate norms
says '--import writes a spec'
status 2 tiny.json --weights random:1 --calibrate random:x --save-calibration k.json
status 3 tiny.json --weights random:1 --calibrate no-such --save-calibration k.json
says 'no-such: No such file'
echo text >text
status 1 tiny.json --weights random:1 --calibrate text --save-calibration k.json
says 'text: expected a .npy array, a PNG or a JPEG picture'
ok 'no file is left of these' [ ! -e k.json -a ! -e a.c ]
calibrate='tiny.json --weights random:1 --set batch=4 --calibrate'
for rule in mse percentile:99.9 minmax; do
    status 0 $calibrate random:1 --calibrate-by $rule --save-calibration k.json
    ok 'silent' [ ! -s out -a ! -s err ]
    status 0 $calibrate random:1 --calibrate-by $rule --save-calibration l.json --threads 2
    ok "$rule: the same bytes by two threads" cmp k.json l.json
    status 0 $calibrate k.json --save-calibration l.json
    ok "$rule: the same ranges from the file" cmp k.json l.json
    ok "$rule: it says how it was made" grep -qF "{\"from\": \"random:1\", \"by\": \"$rule\", \"images\": 4}" l.json
done
status 0 $calibrate random:1 --jit cc --save-calibration l.json
status 0 $calibrate random:1 --save-calibration k.json -v
says 'resnetc: calibrate '
says 'resnetc: calibrate: layer1.0.conv1 '
status 0 $calibrate k.json --precision int8 -o folder/net.c -MD
ok '-MD has the file' grep -q 'k.json$' folder/net.d
left 'net.c net.d net.h '
status 0 $calibrate k.json --precision int8 --target scalar --jit cc --run random:1
cp out answers
for target in $(targets "$program"); do
    runs_here "$program" $target || continue
    status 0 $calibrate k.json --precision int8 --target $target --verify --jit tcc
    prints 'layers agree, number by number'
    status 0 tiny.json --weights random:1 --precision bf16 --target $target --verify --jit tcc
    prints 'layers agree'
    status 0 $calibrate k.json --precision int8 --target $target --run random:1
    ok "int8: the same answers by libtcc, on $target" cmp out answers
done
rm folder/*
status 2 $calibrate k.json --precision auto -o folder/net.c
says '--precision auto: k.json was kept without it: expected images, to choose layers by'
status 2 $calibrate k.json --calibrate-by minmax --save-calibration l.json
says '--calibrate-by: k.json has ranges already, by mse'
status 2 $calibrate k.json --save-calibration k.json
says 'would be written over the input'
status 0 tiny.json --weights random:2 --calibrate k.json --save-calibration l.json
says 'note: k.json: calibrated with other weights than these'
status 1 large.json --weights random:1 --calibrate k.json --save-calibration folder/l.json
says 'k.json:6:29: /layers/0/is: expected "input: 3x8x8, rgb, mean 0 0 0, std 1 1 1" of input, as in this network'
sed 's/"low": [-0-9.e]*/"low": 1/' k.json >wrong.json
status 1 $calibrate wrong.json --save-calibration folder/l.json
says '/layers/0/low: expected 0 or less, got 1'
left ''

### --precision auto, --max-drop, --report-precision, --truth of what calibrates
for points in -1 100.5 x 1% '' nan; do
    status 2 $calibrate random:1 --precision auto --max-drop "$points" -o folder/net.c
    says "--max-drop $points: expected points from 0 to 100"
done
status 2 $calibrate random:1 --precision int8 --max-drop 1 -o folder/net.c
says '--max-drop needs --precision auto'
status 2 $calibrate random:1 --report-precision
says '--report-precision needs --precision bf16, int8 or auto'
status 2 tiny.json --weights random:1 --precision int8 --report-precision
says '--precision int8 needs --calibrate'
status 2 tiny.json --weights random:1 --precision bf16 --report-precision
says '--report-precision needs --calibrate and images'
status 2 $calibrate k.json --precision int8 --report-precision
says '--report-precision: k.json has ranges, and no images to measure on'
status 2 $calibrate norms --precision auto -o folder/net.c
says '--precision auto: --calibrate norms has no images to measure on'
status 1 $calibrate random:1 --precision auto -o folder/net.c
says 'random:1: expected 5 images or more, to measure on every 5th, got 4'
status 2 $calibrate random:1 --precision int8 --truth truth -o folder/net.c
says '--truth needs --run, --report-precision or --precision auto'
ten='tiny.json --weights random:1 --set batch=10 --calibrate'
status 2 $ten random:1 --set classes=0 --precision auto -o folder/net.c
says '--precision auto needs a network with class scores'
status 2 $ten random:1 --precision auto --truth folders -o folder/net.c
says "--truth folders needs a folder as --calibrate's INPUT"
for i in 0 1 2; do echo $i; done >truth
status 1 $ten random:1 --precision auto --truth truth -o folder/net.c
says 'truth: expected 10 classes, one an image, got 3'
left ''
for i in 0 1 2 0 1 2 0 1 2 0; do echo $i; done >truth
for precision in bf16 int8 auto; do
    status 0 -q $ten random:1 --precision $precision --report-precision --truth truth
    prints "^$precision against fp32 on 2 of 10 images, every 5th"
    prints "^layer1.0.conv1 +(${precision/auto/int8}|fp32) +([0-9.]+ dB|exact)"
    prints '^class as in fp32  100.00 %'
    prints '^top-1 '
done
status 0 $ten random:1 --precision auto --max-drop 100 --save-calibration m.json -o folder/net.c
says 'note: auto: 7 of 7 layers compute in int8'
cp folder/net.c chosen.c
status 0 -q $ten m.json --precision auto -o folder/net.c
ok 'the kept choice gives the same C' cmp <(grep -v '^ \*   options ' folder/net.c) <(grep -v '^ \*   options ' chosen.c)
sed '/"name": "layer1.0.conv2"/s/"clipped"/"in": "fp32", "clipped"/' m.json >one.json
status 0 -q $ten one.json --precision auto -o folder/net.c --run random:3 --verify
prints '^verify: .* layers agree'
ok 'one layer is in floats' grep -q 'layer1.0.conv2.u8: 8 channels at [0-9]*x[0-9]* to u8' folder/net.c
ok 'what it reads is converted' grep -q 'layer1.0.conv1.f32: 8 channels' folder/net.c
status 2 $ten m.json --precision auto --max-drop 1 -o folder/net.c
says '--max-drop: m.json has its choice of layers already, by 100'
rm folder/*
status 0 $calibrate norms --save-calibration l.json
says 'note: --calibrate norms: ranges are guessed'
status 0 -q $calibrate norms --save-calibration folder/l.json
ok 'the same bytes from norms' cmp l.json folder/l.json
ok '-q: no note' [ ! -s err ]
ok 'norms are no images' grep -q '"images": 0' l.json
rm folder/*
cp "$top"/tests/oracle/images/cat.png folder/a.png
echo torn >folder/b.png
status 0 tiny.json --weights random:1 --calibrate folder --save-calibration l.json
says 'note: folder: passed over 1 of 2 pictures, which cannot be read, first folder/b.png'
ok 'one image' grep -q '"images": 1' l.json
status 0 tiny.json --weights random:1 --calibrate folder/a.png --save-calibration k.json
ok 'as of the picture alone' cmp <(sed 3d k.json) <(sed 3d l.json)
"$program" tiny.json --weights random:1 --calibrate - --save-calibration l.json <folder/a.png 2>err
ok 'as from standard input' cmp <(sed 3d k.json) <(sed 3d l.json)
rm folder/a.png
status 1 tiny.json --weights random:1 --calibrate folder --save-calibration l.json
says 'folder/b.png'
rm folder/*
sed 's/"classes": 10/"classes": 10, "activation": "silu"/' tiny.json >silu.json
status 0 silu.json --weights random:1 --calibrate random:1 --save-calibration k.json
ok 'what activations read' [ "$(grep -c '"before": \[-' k.json)" -gt 3 ]
status 0 silu.json --weights random:1 --calibrate k.json --save-calibration l.json
ok 'the same from the file' cmp k.json l.json

### Packing's progress: on a terminal, where it takes over a second; here by a clock a million times too fast
cat >clock.c <<'END'
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = (int)syscall(SYS_clock_gettime, clock, now);
    now->tv_sec = now->tv_sec % 1000 * 1000000 + now->tv_nsec / 1000;
    return failed;
}
END
ok 'a fast clock' cc -shared -fPIC -o clock.so clock.c
on_terminal() { TERM=xterm script -qec "$1" /dev/null >screen </dev/null; } # COMMAND: all that it prints goes to a terminal
if ! grep -q __asan_init "$program"; then # a sanitiser wants to be loaded first
    pack="LD_PRELOAD=$tmp/clock.so $program tiny.json --weights random:1 -o folder/slow.c"
    on_terminal "$pack"
    ok 'a bar' grep -q 'pack \[[#.]*\] *[0-9]* %' screen
    on_terminal "LD_PRELOAD=$tmp/clock.so $program tiny.json --weights random:1 --run random:1"
    ok 'a bar of --run' grep -q 'pack \[[#.]*\] *[0-9]* %' screen
    on_terminal "$pack -q"
    ok 'none with -q' [ ! -s screen ]
    bash -c "$pack" >out 2>err
    ok 'none without a terminal' [ ! -s err ]
fi
on_terminal "$program tiny.json --weights random:1 -o folder/slow.c"
ok 'nothing within a second' [ ! -s screen ]
rm folder/slow.*

### --emit-flags: a compiler takes them, one target's and several
status 2 tiny.json --emit-flags --describe
says '--emit-flags needs -o FILE.c'
mkdir flags
status 0 tiny.json -o flags/net.c --weights random:1 --target avx2 --emit-flags -MD
ok 'the flags of avx2' grep -qx -- '-std=gnu11 -O2 -mavx2 -mfma' flags/net.flags
ok 'they are the head'"'"'s' grep -qF -- "cc $(cat flags/net.flags) -c" flags/net.c
ok 'a compiler takes them' cc -Wall -Wextra -Werror @flags/net.flags -c flags/net.c -o flags/net.o
ok '-MD has the flags' grep -q '^flags/net.c .*flags/net.flags.*:' flags/net.d
status 0 tiny.json -o flags/two.c --target avx512,scalar --emit-flags
ok 'flags of each target' [ "$(ls flags | grep two.*flags | tr '\n' ' ')" = 'two_avx512.flags two_scalar.flags ' ]
ok 'a compiler takes scalar'"'"'s' cc @flags/two_scalar.flags -c flags/two_scalar.c -o flags/two.o
rm -r flags

### -MD, in a real makefile; every name has a blank, a '#' and a '$'
odd='a b#c$d'
mkdir "$odd"
cp tiny.json "$odd/sp ec.json"
status 0 "$odd/sp ec.json" -o "$odd/net.c" -MD
ok 'all three files' [ -f "$odd/net.c" -a -f "$odd/net.h" -a -f "$odd/net.d" ]
printf '%s\n' 'all: a\ b\#c$$d/net.c' '%/net.c:' "	touch made" '-include a\ b\#c$$d/net.d' >Makefile
ok 'make reads the rule' make -s all
ok 'up to date: nothing is made' [ ! -e made ]
touch -d '+1 minute' "$odd/sp ec.json"
ok 'make after the spec changed' make -s all
ok 'the C is made again' [ -e made ]
status 0 tiny.json -o folder/net.c --weights random:1 -MD
ok 'random weights are no file' [ "$(cat folder/net.d)" = 'folder/net.c folder/net.h: tiny.json' ]
for name in 'e=3.json' 'e!=echo>made.json' 'e f!=echo>made.json'; do # which make takes for assignments where they stand first
    cp tiny.json "$name" && rm -f made again
    status 0 "$name" -o folder/net.c -MD
    printf '%s\n' 'all: folder/net.c' 'folder/%.c:' "	touch again" '-include folder/net.d' >Makefile
    ok "make reads a rule with $name" make -s all
    ok "and runs nothing of $name" [ ! -e made.json ]
    touch -d '+1 minute' "$name"
    ok "make after $name changed" make -s all
    ok "the C is made again from $name" [ -e again ]
    rm "$name"
done
cp tiny.json 'e\'
status 2 'e\' -o folder/net.c -MD
says "-MD: e\\: expected names without ';', line breaks and a '\\' at the end, which make has no spelling for"
mkdir 'folder/e!=echo>made'
status 2 tiny.json -o 'folder/e!=echo>made/net.c' -MD
says 'or a "!=", which make has no spelling for'
rm -r folder/* Makefile

### A weights file: the smallest network there is, written by hand; one name is not the graph's
cat >one.json <<'END'
{"name": "one", "block": "basic", "repeats": [1], "widths": [1], "classes": 0,
 "stem": {"type": "cifar"}, "input": {"channels": 1, "height": 4, "width": 4}}
END
python3 - <<'END'
import json, struct
shapes = {'stem.weight': [1, 1, 3, 3], 'layer1.0.conv1.weight': [1, 1, 3, 3], 'layer1.0.conv2.weight': [1, 1, 3, 3]}
for norm in 'bn1', 'layer1.0.bn1', 'layer1.0.bn2':
    for role in 'weight', 'bias', 'running_mean', 'running_var':
        shapes[norm + '.' + role] = [1]
header, data = {}, b''
for name, shape in shapes.items():
    count = 9 if len(shape) == 4 else 1
    header[name] = {'dtype': 'F32', 'shape': shape, 'data_offsets': [len(data), len(data) + 4 * count]}
    data += struct.pack('<%df' % count, *[0.5 + 0.1 * i for i in range(count)])
text = json.dumps(header).encode()
open('one.safetensors', 'wb').write(struct.pack('<Q', len(text)) + text + data)
END
echo '{"stem.weight": "conv1.weight"}' >names.json
status 1 one.json --weights one.safetensors --describe
says 'stem.weight'
status 0 one.json --weights one.safetensors --names names.json --strict --describe
status 0 one.json --weights one.safetensors --names names.json --verify -o folder/net.c -MD
ok 'the rule names all that was read' \
    [ "$(cat folder/net.d)" = 'folder/net.c folder/net.h: one.json one.safetensors names.json' ]
status 3 one.json --weights one.safetensors --names no-such.json --describe
cp one.safetensors same.c
status 2 one.json --weights same.c --names names.json -o same.c
says 'would be written over the input'
ok 'the weights stay' cmp same.c one.safetensors
rm folder/*
mkdir shards && cp one.safetensors shards/part.c
python3 - <<'END'
import json, struct
file = open('one.safetensors', 'rb')
names = json.loads(file.read(struct.unpack('<Q', file.read(8))[0]))
json.dump({'metadata': {}, 'weight_map': {name: 'part.c' for name in names}}, open('shards/index.json', 'w'))
END
status 0 one.json --weights shards/index.json --names names.json -o folder/net.c -MD
ok 'the rule names the shards' \
    [ "$(cat folder/net.d)" = 'folder/net.c folder/net.h: one.json shards/index.json names.json shards/part.c' ]
status 2 one.json --weights shards/index.json --names names.json -o shards/part.c
says 'would be written over the input'
ok 'the shard stays' cmp shards/part.c one.safetensors
rm folder/*
mkdir strange
sed 's/part\.c/a;touch${IFS}pwned/g' shards/index.json >strange/index.json
cp one.safetensors 'strange/a;touch${IFS}pwned'
status 2 one.json --weights strange/index.json --names names.json -o folder/net.c -MD
says "-MD: strange/a;touch\${IFS}pwned: expected names without ';', line breaks and a '\\' at the end"
status 0 "$top/tests/oracle/onnx/external/model.onnx" -o folder/net.c -MD
ok 'the rule names external data' grep -q 'onnx/external/weights.bin$' folder/net.d
rm folder/*

### --set
status 0 tiny.json --dump spec --set input.height=20 --set 'stem={"type":"imagenet"}' --set stem.width=9 --set classes=37 \
    --set outputs.0=pool --set outputs.1=logits --set norm.eps=1e-3 --set name=other
prints '^name +other$'
prints '^input.height +20$|^input +.*20'
status 0 tiny.json --set classes=3 --set classes=4 --weights random:1 --run random:1
ok 'the last one counts' [ "$(wc -l <out)" = 4 ]
wrong_set() { # SETTING WHAT: it is refused with these words, which name it
    status 1 tiny.json --describe --set "$1"
    says "resnetc: --set $1: $2"
}
wrong_set input.height=0 '/input/height: expected 1 or more, got 0'
wrong_set classes=many '/classes: expected an integer, got "many"'
wrong_set clases=37 '/clases: unknown key; did you mean "classes"?'
wrong_set 'stem={"type":"cifar"' 'expected JSON, such as [0.5, 1] or {"type": "se"}: '
wrong_set 'preprocess.std=[.2,.2,.2]' "expected JSON, such as [0.5, 1] or {\"type\": \"se\"}: invalid token near '.'"
wrong_set preprocess.mean=0.5 '/preprocess/mean: expected an array of numbers, got 0.5'
wrong_set height=96 '/height: unknown key; did you mean "input.height"?'
wrong_set num_classes=37 '/num_classes: unknown key; did you mean "classes"?'
wrong_set 'mean=[0.5,0.5,0.5]' '/mean: unknown key; did you mean "preprocess.mean"?'
wrong_set mane=0 '/mane: unknown key'
ok 'no far-fetched guess' grep -q 'unknown key$' err
wrong_set 'stem={"type":"cifar","kernel":2}' '/stem/kernel: expected an odd number, got 2'
wrong_set repeats.1=0 '/repeats/1: expected 1 or more, got 0'
wrong_set repeats.3=1 'expected an item from 0 to 2 of the list, got 3'
wrong_set strides.1=1 'the spec does not give this list: expected all of it, as in --set strides=[1, 2]'
wrong_set repeats.x=1 'expected an item from 0 to 2 of the list, got x'
wrong_set 'preprocess.mean=[123.675, 116.28, 103.53]' '/preprocess/mean/0: expected 0 to 1 (of pixels scaled to 0..1), got 123.675'
wrong_set 'norm.type=group' '/norm: expected groups that divide the channels of every norm (the stem has 8), got an object'
status 1 tiny.json --describe --set repeats.2=1
says 'tiny.json:1:65: /widths: expected 3 integers (one a stage), got 2'
status 1 tiny.json --describe --set 'repeats=[1,1,1]' --set widths.2=x
says '--set widths.2=x: /widths/2: expected an integer, got "x"'
status 0 tiny.json -o - --target scalar --set '$schema=*/ /* x'
ok 'a comment stays one' grep -qF -- '--set $schema=* / / * x' out
# What is too long for a line of the head is broken at a blank, and scripts read there how to compile.
for length in $(seq 20 60); do
    odd=$(printf 'A%.0s' $(seq "$length"))'   compile     cc -wrapper touch,made -c'
    cp tiny.json "$odd"
    "$program" -q "$odd" --target scalar -o - --set "\$schema=$odd" >head
    [ "$(grep -c '^ \*   compile     cc' head)" = 1 ] || break
    rm "$odd"
done
ok 'the head says once how to compile' [ ! -e "$odd" ]
sed 's/tiny/net/' out >folder/net.c
ok 'compiles' cc -O1 -Wall -Werror -c folder/net.c -o folder/net.o
rm folder/*
cp tiny.json $'*\ntyped text.json'
status 0 $'*\ntyped text.json' -o folder/net.c --target scalar
ok 'a line break in a name is no line of C' grep -q 'from \*.u000atyped text.json\.$' folder/net.c
ok 'compiles' cc -O1 -Wall -Werror -c folder/net.c -o folder/net.o
rm folder/* $'*\ntyped text.json'

### A weights file in the spec's place; --import
data=$top/tests/oracle/data fashion=$top/tests/oracle/fashion/resnet20-fashion.safetensors
status 0 --import "$top/tests/oracle/onnx/pytorch-basic/model.onnx" --set 'norm={}' -o folder/norms.json
status 1 folder/norms.json --weights "$top/tests/oracle/onnx/pytorch-basic/model.onnx" -o folder/net.c
says 'missing parameter bn1.running_mean, expected shape [2] (these weights have no norms: set norm to null)'
rm folder/*

### What is no network at all
for file in "$top/tests/oracle/images/cat.png" "$top/tests/oracle/images/cat.jpg" "$program"; do
    status 1 "$file" -o folder/net.c
    says "${file##*/}: expected a spec, which is JSON, or a weights file (safetensors, PyTorch's, NumPy's .npz, ONNX), got something else"
done
printf '\nblock: basic\nrepeats: [1, 1]\n' >spec.yaml
for arguments in "-o folder/net.c" "--run random:1"; do
    status 1 spec.yaml $arguments
    says "spec.yaml: expected a spec, which is JSON, or a weights file (safetensors, PyTorch's, NumPy's .npz, ONNX), got something else"
done
rm spec.yaml
mkdir hub
for place in hub hub/ "tiny.json --weights hub" "--import hub"; do
    status 3 $place -o folder/net.$([[ $place = --import* ]] && echo json || echo c)
    says "hub${place##*hub}: a folder, expected a file"
done
echo >hub/pytorch_model.bin
status 3 hub -o folder/net.c
says 'hub: a folder, expected a file; did you mean hub/pytorch_model.bin?'
echo >hub/model.safetensors
status 3 hub/ -o folder/net.c
says 'hub/: a folder, expected a file; did you mean hub/model.safetensors?'
echo '{"_name_or_path": "x", "depths": [2, 2], "architectures": ["ResNetForImageClassification"], "model_type": "resnet"}' >hub/config.json
status 1 hub/config.json --describe
says "unknown key (a config of Hugging Face's is no spec: the weights beside it do without one)"
rm -r hub
left ''

status 0 "$fashion" --set input.height=28 --set input.width=28 --weights random:1 -o folder/net.c
ok 'named after the file' grep -q 'void resnet20_fashion_run(' folder/net.h
ok 'the head names it' grep -q 'from resnet20-fashion.safetensors' folder/net.c
says 'note: '"$fashion"': taken for basic, repeats 3, 3, 3, 10 classes'
rm folder/*
cp "$fashion" folder/trained.weights.bin
status 0 -q folder/trained.weights.bin --set input.height=28 --set input.width=28 --set name=same -o folder/a.c -MD
status 0 "$top/specs/resnet20-fashion.json" --weights "$fashion" --set name=same -o folder/b.c
ok 'the same weights' cmp folder/a.weights folder/b.weights
ok 'the rule names it once' grep -q ': folder/trained.weights.bin$' folder/a.d
rm folder/*
cp "$data/resnet18/weights.safetensors" folder/resnet18-f37072fd.safetensors
size='--set input.height=64 --set input.width=64'
status 0 "$data/resnet18/spec.json" --weights "$data/resnet18/weights.safetensors" --run "$data/resnet18/input.npy"
cp out expected
for jit in tcc cc; do
    status 0 -q folder/resnet18-f37072fd.safetensors $size --run "$data/resnet18/input.npy" --jit $jit
    ok 'what a spec and weights give' cmp out expected
done
status 0 folder/resnet18-f37072fd.safetensors $size --verify
ok 'notes once' [ "$(sort err | uniq -d | wc -l)" = 0 ]
"$program" - -q $size --run "$data/resnet18/input.npy" <folder/resnet18-f37072fd.safetensors >out 2>err
ok 'weights from standard input' cmp out expected
"$program" - --weights random:1 --run random:2 <tiny.json >out 2>err
ok 'a spec from standard input' [ $? = 0 -a "$(wc -l <out)" = 5 ]
status 0 --import folder/resnet18-f37072fd.safetensors
cp out printed
status 0 --import folder/resnet18-f37072fd.safetensors -o -
ok '-o -' cmp out printed
status 0 -q --import folder/resnet18-f37072fd.safetensors -o folder/resnet18.json $size
ok 'silent' [ ! -s out -a ! -s err ]
cat >wanted <<'END'
{
  "block": "basic",
  "repeats": [2, 2, 2, 2],
  "widths": [8, 12, 16, 20],
  "stem": {"width": 8},
  "input": {"channels": 3, "height": 64, "width": 64},
  "classes": 10,
  "preprocess": {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
}
END
ok 'the spec' cmp folder/resnet18.json wanted
status 0 folder/resnet18.json --weights folder/resnet18-f37072fd.safetensors --run "$data/resnet18/input.npy"
ok 'from the imported spec' cmp out expected
status 1 --import folder/resnet18-f37072fd.safetensors -o folder/new.json --set classes=x
says '--set classes=x: /classes: expected an integer'
status 1 --import tiny.json
says 'tiny.json: a JSON text, expected weights'
status 1 tiny.json --weights "$top/specs/resnet18.json" --describe
says 'specs/resnet18.json: a JSON text, expected weights'
status 2 --import folder/resnet18-f37072fd.safetensors -o folder/../folder/resnet18-f37072fd.safetensors
cp folder/resnet18-f37072fd.safetensors folder/w.json
status 2 --import folder/w.json -o folder/w.json
says 'would be written over the input'
status 1 one.safetensors --describe
says 'one.safetensors: stem.weight: not a name of a residual network (the nearest, basic, repeats 1, lacks conv1.weight); --names can rename it'
status 0 one.safetensors --names names.json --describe
echo '{"stem.": "conv1."}' >beginning.json
status 0 one.safetensors --names beginning.json --describe
says 'taken for basic, repeats 1, no classifier'
status 0 one.json --weights one.safetensors --names beginning.json --strict --describe
echo '{"stm.": "conv1."}' >beginning.json
status 1 one.json --weights one.safetensors --names beginning.json --describe
says 'beginning.json:1:2: /stm.: unknown key, expected the beginning of a name in the weights'
status 1 "$top/specs/resnet18.json" --weights "$data/resnet34/weights.safetensors" --describe
says 'not a parameter of this network (these weights have repeats 3, 4, 6, 3)'
status 1 "$top/specs/resnet34.json" --weights "$data/resnet50/weights.safetensors" --describe
says '(these weights have bottleneck blocks, repeats 3, 4, 6, 3)'
status 1 "$data/resnet18/spec.json" --weights "$data/resnet18/weights.safetensors" --set classes=37 --describe
says 'got [10, 20]: set classes to 10'
rm folder/*
mkdir specs
cp tiny.json specs/mine.json
status 3 mine --describe
says 'mine: No such file or directory; did you mean specs/mine.json?'
rm -r specs

### Specs known by name
status 0 --list
prints '^resnet50 +bottleneck +3, 4, 6, 3 +25,557,032 +3x224x224$'
ok 'each spec has a line' [ "$(sed 1d out | cut -d ' ' -f 1 | sort)" = "$(cd "$top/specs" && ls -- *.json | sed '/^schema/d; s/.json$//' | sort)" ]
status 0 resnet20-fashion -o folder/net.c -MD
ok 'as by its path' [ "$(realpath "$(sed 's/.*: //' folder/net.d)")" = "$top/specs/resnet20-fashion.json" ]
ok 'the head names the file' grep -q 'from resnet20-fashion.json' folder/net.c
status 3 resnet51 --describe
says 'resnet51: No such file or directory; did you mean resnet50?'
status 3 specs/resnet50.json --describe
says 'specs/resnet50.json: No such file or directory; did you mean resnet50?'
status 3 nonsense --describe
says 'nonsense: No such file or directory; expected a spec, such as net.json, a name of resnetc --list, or a weights file'
cp tiny.json resnet50
status 0 resnet50 --dump spec
prints '^name +tiny$'
rm resnet50
mkdir resnet50
status 0 resnet50 --dump spec
prints '^name +resnet50$'
rmdir resnet50
mkdir known
cp tiny.json known/ours.json
RESNETC_SPECS=known status 0 ours --describe
RESNETC_SPECS=known status 0 --list
ok 'only these' [ "$(wc -l <out)" = 2 ]
RESNETC_SPECS=known status 3 resnet50 --describe
RESNETC_SPECS=no-such status 3 --list
says '--list: no folder of specs beside the program'
echo '{' >known/wrong.json
RESNETC_SPECS=known status 1 --list
says 'known/wrong.json:2:1: '
rm known/wrong.json
cp tiny.json 'known/$(touch made).json'
cp tiny.json "known/'; touch made; '.json"
cp tiny.json "known/$(printf 'e\033[2J').json"
rm -f made
RESNETC_SPECS=known status 0 --list
prints '^e\\u001b\[2J '
for shell in bash zsh fish; do
    RESNETC_SPECS=known status 0 --completion $shell
    ok "$shell completes plain names" grep -q 'ours' out
    ok "$shell is told of no others" [ "$(grep -c 'touch made\|\[2J' out)" = 0 ]
done
ok 'completing runs nothing' bash -c 'source <(RESNETC_SPECS=known "$0" --completion bash)
    COMP_WORDS=(resnetc "") COMP_CWORD=1; _resnetc; [ ! -e made ]' "$program"
rm -r known folder/*

### -o DIR/
status 0 tiny.json --weights random:1 -o folder/ -MD
left 'tiny.c tiny.d tiny.h '
ok 'the header is included by its name' grep -q '#include "tiny.h"' folder/tiny.c
status 0 large.json --weights random:1 --name other -o folder
left 'other.c other.h other.weights tiny.c tiny.d tiny.h '
rm folder/*
status 0 tiny.json --target sse2,scalar -o folder/
left 'tiny.c tiny.h tiny_scalar.c tiny_sse2.c '
rm folder/*
(cd folder && "$program" ../tiny.json -o .)
left 'tiny.c tiny.h '
rm folder/*
status 0 -q --import "$fashion" -o folder/
left 'resnet20_fashion.json '
rm folder/*
status 3 tiny.json -o no-such/
says 'no-such/tiny.c: there is no folder no-such'
status 1 tiny.json -o folder/ --set classes=x
left ''

### --help: each group's example, with small files in the place of what it names
mkdir examples examples/known examples/pictures
for size in 18 50; do
    cp "$top/specs/resnet20-fashion.json" examples/known/resnet$size.json
    cp "$fashion" examples/resnet$size.pth
done
cp "$fashion" examples/net.pth
for picture in cat.jpg pictures/{1,2,3,4,5}.jpg; do cp "$top/tests/oracle/images/cat.jpg" "examples/$picture"; done
printf 'class %d\n' 0 1 2 3 4 5 6 7 8 9 >examples/classes.txt
"$program" --help >help
sed -n 's/^  *resnetc /resnetc /p' help >commands
ok 'each group has one' [ "$(wc -l <commands)" = "$(grep -c '^ [A-Z].*:$' help)" ]
ok 'there are groups' [ "$(wc -l <commands)" -ge 6 ]
ok '80 columns' [ "$(wc -L <help)" -lt 80 ]
while read -r command; do
    ok "$command" env RESNETC_SPECS=known PATH="$(dirname "$program"):$PATH" sh -c "cd examples && $command </dev/null"
done <commands
rm -r examples

### Pictures without mean and std
status 0 "$top/specs/tiny.json" --weights random:1 --run "$top/tests/oracle/images/cat.png"
status 0 "$data/resnet18/spec.json" --weights random:1 --run "$top/tests/oracle/images/cat.png"
says 'spec.json: preprocess has no mean and std: pixels are scaled to 0..1, and that is all'
ok 'one note' [ "$(wc -l <err)" = 1 ]
status 0 "$data/resnet18/spec.json" --weights random:1 --run random:1
ok 'no picture, no note' [ ! -s err ]

### Tables
status 0 tiny.json --describe
prints 'layer2.0.conv1'
cp out table
status 0 tiny.json --describe=table
ok '--describe is the table' cmp table out
status 0 tiny.json --describe=json
ok 'no times of what was not timed' [ "$(grep -c 'slowest\|seconds' out)" = 0 ]
ok 'JSON' python3 -m json.tool out
status 0 tiny.json --describe=torch
prints '^ResNet\('
on_terminal "stty cols 80; COLUMNS= $program $top/specs/resnet50.json --describe"
ok 'fits a terminal' [ "$(tr -d '\r' <screen | awk '{ if (length > n) n = length } END { print n }')" -le 80 ]
ok 'what is left out is named' grep -q '^left out: offset, ' screen
on_terminal "COLUMNS=200 $program $top/specs/resnet50.json --describe"
ok 'COLUMNS counts' grep -q 'offset  *bytes' screen
COLUMNS=80 status 0 "$top/specs/resnet50.json" --describe
prints ' offset +bytes$'
status 0 tiny.json --report report.html
ok 'a page' grep -q '^<!DOCTYPE html>' report.html
ok 'prints nothing' [ ! -s out ]
status 2 tiny.json --report -
says '--report: expected a file name, got -'
status 2 tiny.json --report report.txt
says '--report: expected a file name that ends in .html'
status 2 --import one.safetensors --report report.html
status 0 tiny.json --memory-plan plan.svg
ok 'SVG' grep -q '<svg' plan.svg
"$program" tiny.json --dump help 2>err
for pass in $(sed -n 's/;.*//; s/.*expected one of //p' err | tr -d ,); do
    status 0 tiny.json --dump "$pass"
    ok "--dump $pass prints" [ -s out ]
done

### --run
status 0 tiny.json --weights random:1 --run random:2
ok 'five lines' [ "$(wc -l <out)" = 5 ]
prints '^1	[0-9]	-	0\.[0-9]{6}$'
cp out by_tcc
status 0 tiny.json --weights random:1 --run random:2 --jit cc --target scalar
ok 'cc and tcc give the same' cmp out by_tcc
status 0 tiny.json --weights random:1 --run random:2 --target native
ok 'and so does native' cmp out by_tcc
"$program" /dev/stdin --weights random:1 --run random:2 <tiny.json >out 2>err
ok 'and a spec from standard input' cmp out by_tcc
for jit in tcc cc; do
    status 0 large.json --weights random:1 --run random:2 --jit $jit --output serial.npy
    status 0 large.json --weights random:1 --run random:2 --jit $jit --output threads.npy --threads 3
    ok "$jit: threads give the same bits" cmp serial.npy threads.npy
done
status 0 tiny.json --weights random:1 --run random:2 -v
for pass in spec graph weights fold pack place jit run; do says "resnetc: $pass "; done
ok 'each pass once' [ "$(cut -d' ' -f2 err | sort | uniq -d)" = '' ]
printf 'class %d\n' 0 1 2 3 4 5 6 7 8 9 >labels.txt
status 0 tiny.json --weights random:1 --run random:2 --labels labels.txt
prints '^1	([0-9])	class \1	'
status 0 tiny.json --weights random:1 --run random:2 --output out.npy
ok 'shape of the .npy' grep -qaF "'shape': (1, 10)" out.npy
sed 's/"classes": 10/"classes": 10, "batch": 2, "outputs": ["layer1"]/' tiny.json >features.json
status 2 features.json --weights random:1 --run random:2
says 'needs --output'
status 0 features.json --weights random:1 --run random:2 --output out.npy
ok 'nothing to rank' [ ! -s out ]
ok 'shape of a feature map' grep -qaF "'shape': (2, 8, 16, 12)" out.npy
sed 's/"classes": 10/"classes": 10, "outputs": ["layer1", "probabilities"]/' tiny.json >several.json
status 0 several.json --weights random:1 --run random:2 --output out.npy
ok 'several outputs' grep -qaF "'shape': (1, 1546)" out.npy
ok 'probabilities as from logits' cmp out by_tcc
sed 's/"classes": 10/"classes": 3, "batch": 4/' tiny.json >batch.json
python3 - <<'END'
import struct
def save(path, images):
    head = "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, 3, 16, 12), }" % len(images)
    head += ' ' * (63 - (10 + len(head)) % 64) + '\n'
    floats = [x for image in images for x in image]
    with open(path, 'wb') as f:
        f.write(b'\x93NUMPY\x01\x00' + struct.pack('<H', len(head)) + head.encode())
        f.write(struct.pack('<%df' % len(floats), *floats))
images = [[(i * 7919 % 2001 - 1000) / (400 + 50 * n) for i in range(576)] for n in range(6)]
save('six.npy', images)
save('one.npy', images[5:])
END
status 0 batch.json --weights random:1 --run six.npy --output six_out.npy
ok 'a number and three lines an image, six images in batches of four' [ "$(wc -l <out)" = 24 ]
ok 'numbers count from 0' [ "$(grep '^#' out | xargs)" = '# 0 # 1 # 2 # 3 # 4 # 5' ]
ok 'all images' grep -qaF "'shape': (6, 3)" six_out.npy
tail -3 out >last
status 0 batch.json --weights random:1 --run one.npy
ok 'an image alone gives what it gave in a batch' cmp out last
status 1 tiny.json --weights random:1 --run tiny.json
status 1 tiny.json --weights random:1 --run random:1 --labels tiny.json
status 3 tiny.json --weights random:1 --run no-such.npy

### What has no end, as any input: refused in little memory
memory=1500000 # KiB; the address sanitizer maps terabytes, and has a limit of its own
grep -q __asan_init "$program" && memory=unlimited
endless() { # OPTION...: the message names a limit
    (ulimit -v $memory && exec "$program" "$@") >out 2>err </dev/null
    ok "$*: status 1" [ $? = 1 ]
    says ' MiB from what is no regular file, got more'
}
endless_pipe() { # OPTION...: the same of a pipe, `fifo`
    timeout 20 sh -c 'exec yes >fifo' &
    endless "$@"
    wait
}
endless /dev/zero --describe
endless tiny.json --weights /dev/zero --describe
endless tiny.json --weights random:1 --run /dev/zero
endless tiny.json --weights random:1 --run random:1 --labels /dev/zero
endless tiny.json --tuned /dev/zero --describe
mkfifo fifo
endless_pipe fifo --describe
endless_pipe tiny.json --weights fifo --describe
endless_pipe tiny.json --weights random:1 --run fifo
rm fifo
truncate -s 60G sparse
status 1 tiny.json --weights sparse --describe
says 'expected a weights file'
status 1 tiny.json --weights random:1 --run sparse
status 1 sparse --describe
says 'sparse: expected a spec, which is JSON, or a weights file'
printf '{' 1<>sparse
status 1 sparse --describe
says 'expected a text of at most 16 MiB, got 64424509440 bytes'
rm sparse

### Weights by their content, whatever their name
status 1 tiny.json --weights tiny.json --describe
says 'a JSON text, expected weights'
status 3 tiny.json --weights random:1 --run random:1 --labels no-such
linker() { # FIRST WORDS: a linker's, in front of its driver's
    printf '#!/bin/sh\necho "%s" >&2\necho "collect2: error: ld returned 1 exit status" >&2\nexit 1\n' "$1" >linking
    chmod +x linking
    CC=$tmp/linking status 3 tiny.json --weights random:1 --verify
    says "linking failed: $1"
}
linker 'ld: cannot find -lnosuch'
linker 'ld: final link failed: No space left on device'
if unshare -rm mount -t tmpfs none /mnt 2>/dev/null; then
    # shellcheck disable=SC2016
    for size in 60k 80k 100k; do
        CC='' unshare -rm sh -c 'mount -t tmpfs -o size=$1 none /mnt && TMPDIR=/mnt exec "$2" tiny.json --weights random:1 --verify' \
            sh $size "$program" >out 2>err
        says 'No space left on device'
    done
else
    echo "SKIPPED: a full TMPDIR: unshare may not mount here"
fi
CC=no-such-compiler status 3 tiny.json --weights random:1 --run random:1 --jit cc
says 'no-such-compiler'
TMPDIR=/no/such status 3 tiny.json --weights random:1 --verify
ok 'compiles where SIGCHLD is ignored' env --ignore-signal=CHLD "$program" tiny.json --weights random:1 --run random:1 --jit cc
ok 'the compiler fails where SIGCHLD is ignored' [ "$(CC=false env --ignore-signal=CHLD "$program" tiny.json \
    --weights random:1 --run random:1 --jit cc 2>&1)" = 'resnetc: false failed' ]

### --run on pictures: folders, formats, truth
images=$top/tests/oracle/images
sed 's/"classes": 10/"classes": 10, "batch": 2, "preprocess": {"mean": [0.5, 0.5, 0.5]}/' tiny.json >pairs.json
mkdir -p pics/cat pics/dog/deep pics/.git
cp "$images/tiny.png" pics/cat/b.png
cp "$images/oriented-6.jpg" pics/cat/a.JPG
cp "$images/rgba.png" pics/cat-2.PNG
cp "$images/cmyk.jpg" pics/dog/deep/c.jpeg
cp "$images/tiny.png" pics/.hidden.png
cp "$images/tiny.png" pics/.git/d.png
echo text >pics/notes.txt
mkfifo pics/fifo.png
ln -s .. pics/dog/circle
status 0 tiny.json --weights random:1 --run pics/cat/b.png
says 'note: tiny.json: preprocess has no mean and std'
ok 'one picture has no heading' [ "$(wc -l <out)" = 5 ]
status 0 tiny.json --weights random:1 --run random:1
ok 'numbers need no mean' [ ! -s err ]
for folder in pics pics/; do
    status 0 pairs.json --weights random:1 --run $folder
    ok 'every picture, by the bytes of its path' \
        [ "$(grep '^#' out | xargs)" = '# pics/cat-2.PNG # pics/cat/a.JPG # pics/cat/b.png # pics/dog/deep/c.jpeg' ]
    ok 'five lines each' [ "$(wc -l <out)" = 24 ]
    ok 'one note' [ "$(cat err)" = "resnetc: note: $folder: passed over 2 files that do not end in .png, .jpg or .jpeg" ]
done
cp out folder_out
for picture in $(sed -n 's/^# //p' folder_out); do
    status 0 pairs.json --weights random:1 --run $picture
    ok "$picture alone gives what it gave in the folder" cmp out <(grep -A 5 "^# $picture" folder_out | sed 1d)
done
"$program" pairs.json --weights random:1 --run - <pics/cat/b.png >out 2>err
ok 'a picture from standard input' cmp out <(grep -A 5 '^# pics/cat/b.png' folder_out | sed 1d)
for twice in "pairs.json --run - --verify" "pairs.json --run - --bench" "- --run -" \
    "pairs.json --run - --precision int8 --calibrate -"; do
    cat pics/cat/b.png | "$program" $twice --weights random:1 >out 2>err
    ok "status 2 of a pipe that would be read twice: $twice" [ "${PIPESTATUS[1]}" = 2 ]
    says 'standard input can be read once'
done
"$program" -q pairs.json --weights random:1 --run - --verify --jit tcc <pics/cat/b.png >out 2>err
ok 'a file can be read twice' grep -q '^verify: .* layers agree' out
status 0 -q pairs.json --weights random:1 --run pics --output all.npy --threads 2
ok 'outputs of all pictures' grep -qaF "'shape': (4, 10)" all.npy
status 0 -q pairs.json --weights random:1 --run pics --verify --target scalar --jit tcc
prints '^verify: .* layers agree'
mkdir one
cp pics/cat/b.png one
status 0 pairs.json --weights random:1 --run one
ok 'a folder of one picture has a heading' grep -qx '# one/b.png' out

printf 'class, "%d"\n' 0 1 2 3 4 5 6 7 8 9 >commas.txt
mkdir 'odd, names'
cp "$images/tiny.png" 'odd, names/a"b.png'
cp "$images/tiny.png" $'odd, names/line\nbreak \e[1m.png'
cp "$images/tiny.png" $'odd, names/latin-\xfc-utf-\xc3\xbc.png'
status 0 pairs.json --weights random:1 --run 'odd, names'
ok 'headings are lines without control characters' grep -qxF '# odd, names/line\u000abreak \u001b[1m.png' out
mkdir unreadable
echo none >$'unreadable/\e[1m\xc2\x9b.png'
"$program" pairs.json --weights random:1 --run unreadable >out 2>err
ok 'nor have messages any' grep -qxF 'resnetc: unreadable/\u001b[1m\u009b.png: not a PNG or JPEG picture' err
for format in csv jsonl; do
    status 0 pairs.json --weights random:1 --run 'odd, names' --labels commas.txt --format $format
    mv out odd.$format
done
cat >read.py <<'END'
import csv, json, sys
rows = list(csv.reader(open('odd.csv', newline='', encoding='latin-1')))
lines = [json.loads(line) for line in open('odd.jsonl', encoding='utf-8')]
assert rows[0] == ['path'] + [name + str(i) for i in range(1, 6) for name in ('index', 'label', 'probability')], rows[0]
names = ['odd, names/a"b.png', 'odd, names/latin-\xfc-utf-\xc3\xbc.png', 'odd, names/line\nbreak \x1b[1m.png']
assert [row[0] for row in rows[1:]] == names, rows
names[1] = 'odd, names/latin-\ufffd-utf-\xfc.png'
assert [line['path'] for line in lines] == names, lines
for row, line in zip(rows[1:], lines):
    assert len(line['ranks']) == 5 and len(row) == 16
    for i, rank in enumerate(line['ranks']):
        assert row[1 + 3 * i : 3 + 3 * i] == [str(rank['index']), rank['label']], row
        assert rank['label'] == 'class, "%d"' % rank['index']
        assert abs(float(row[3 + 3 * i]) - rank['probability']) < 1e-6
END
ok 'CSV and JSON say the same' python3 read.py
status 0 batch.json --weights random:1 --run six.npy --format csv
prints '^image,index1,label1,probability1,index2,label2,probability2,index3,label3,probability3$'
prints '^5,[0-2],,[01]\.[0-9]{6},'
status 0 batch.json --weights random:1 --run six.npy --format jsonl
prints '^\{"image": 5, "ranks": \[\{"index": [0-2], "label": null, "probability": '
status 2 tiny.json --weights random:1 --run random:1 --format xml
says '--format xml: expected one of text, csv, jsonl'
status 2 tiny.json --describe --format csv
status 2 tiny.json --describe --truth t
status 2 features.json --weights random:1 --run random:2 --output out.npy --format csv
says '--format needs a network with class scores'
status 2 features.json --weights random:1 --run random:2 --output out.npy --truth t
status 2 features.json --weights random:1 --run random:2 --output out.npy --labels t
says '--labels needs a network with class scores'
status 2 pairs.json --weights random:1 --run pics/cat/b.png pics/cat/a.JPG
says '--run takes one INPUT: for several pictures their folder'

sed 's/"classes": 10/"classes": 10, "preprocess": {"order": "bgr"}/' tiny.json >bgr.json
status 0 -q bgr.json -o - --target scalar
prints '^#define TINY_ORDER "bgr"$'
status 0 bgr.json --dump spec
prints 'preprocess/order +bgr$'

# Unreadable pictures: the others are answered
cp -r pics damaged
head -c 300 pics/cat/a.JPG >damaged/cat/a.JPG
ln -s nowhere damaged/dog/lost.png
rm -f wrong.npy
"$program" -q pairs.json --weights random:1 --run damaged --output wrong.npy >out 2>err
ok 'status 1' [ $? = 1 ]
ok 'a line each and a count' [ "$(wc -l <err)" = 3 ]
says 'resnetc: damaged/cat/a.JPG: not a readable JPEG picture: '
says 'resnetc: damaged/dog/lost.png: No such file or directory'
ok 'the count comes last' [ "$(tail -1 err)" = 'resnetc: damaged: 2 of 5 pictures cannot be read' ]
ok 'the others are as before' cmp <(sed 's/damaged/pics/' out) <(sed '/a.JPG$/,+5d' folder_out)
ok 'and their outputs are there' grep -qaF "'shape': (3, 10)" wrong.npy
for picture in damaged/*.PNG damaged/cat/* damaged/dog/deep/*; do : >"$picture"; done
mkdir late
for i in {1000..1164}; do echo none >late/$i.png; done
for i in {1165..1169}; do cp pics/cat/b.png late/$i.png; done
status 0 -q pairs.json --weights random:1 --precision bf16 --calibrate late --report-precision
prints '^bf16 against fp32 '
"$program" -q pairs.json --weights random:1 --run damaged --format csv --output none.npy >out 2>err
ok 'status 1' [ $? = 1 ]
ok 'none can be read: nothing is written' [ ! -s out -a ! -e none.npy ]
ok 'the count comes last' [ "$(tail -1 err)" = 'resnetc: damaged: 5 of 5 pictures cannot be read' ]
mkdir -p empty/below
echo text >empty/below/file.txt
status 1 pairs.json --weights random:1 --run empty
says 'empty: no pictures in this folder: expected .png, .jpg or .jpeg'
if [ "$(id -u)" != 0 ]; then
    chmod 0 empty/below
    status 3 pairs.json --weights random:1 --run empty
fi

# Truth
status 0 -q pairs.json --weights random:1 --run pics --format jsonl
best() { sed -n 's|.*"path": "pics/'"$1"'", "ranks": \[{"index": \([0-9]*\),.*|\1|p' out; }
a=$(best cat/a.JPG) b=$(best cat/b.png) c=$(best dog/deep/c.jpeg)
printf '%s\r\n' $'\xef\xbb\xbfpath,class' "cat/a.JPG,$a" "\"pics/cat/b.png\",\"class $b\"" 'other.png,3' "dog/deep/c.jpeg,$(((c + 1) % 10))" >truth.csv
status 0 pairs.json --weights random:1 --run pics --labels labels.txt --truth truth.csv
says 'note: truth.csv: has no class for 1 of 4 pictures, which do not count'
prints '^top-1   66\.67 %  2 of 3$'
prints '^top-5 '
prints '^class +0 +1 +2 +3 +4 +5 +6 +7 +8 +9 +label$'
ok 'answers, too' [ "$(grep -c '^#' out)" = 4 ]
status 0 pairs.json --weights random:1 --run pics --labels labels.txt --truth truth.csv --format csv
says 'top-1   66.67 %  2 of 3'
prints "^pics/cat/b.png,.*,$b\$"
prints '^pics/cat-2.PNG,.*,$'
ok 'and nothing else on standard output' [ "$(wc -l <out)" = 5 ]
status 0 pairs.json --weights random:1 --run pics --truth <(echo "cat/a.JPG,$a") --format jsonl
prints "\"class\": $a\}\$"
prints '"class": null\}$'
wrong_truth() { # CONTENT MESSAGE
    printf "$1" >wrong.csv
    status 1 pairs.json --weights random:1 --run pics --labels twice.txt --truth wrong.csv
    says "$2"
}
printf '%s\n' a b c d e f g h same same >twice.txt
wrong_truth 'cat/a.JPG,1\ncat/b.png,10\n' 'wrong.csv:2: expected a class from 0 to 9 or a label, got 10'
wrong_truth 'cat/a.JPG,-1\n' 'got -1'
wrong_truth 'cat/a.JPG,\n' 'got ""'
wrong_truth 'cat/a.JPG,same\n' 'wrong.csv:1: several classes are called same: give its number'
wrong_truth 'cat/a.JPG\n' 'wrong.csv:1: expected path,class'
wrong_truth '"cat/a.JPG,1\n' 'wrong.csv:1: expected path,class'
wrong_truth '"cat/a.JPG"x,1\n' 'wrong.csv:1: expected path,class'
wrong_truth 'cat/a.JPG,1\n\ncat/a.JPG,1\n' 'wrong.csv:3: cat/a.JPG has a class in line 1 already'
wrong_truth 'cat/x.JPG,1\n' 'wrong.csv: has no class for any picture, such as cat-2.PNG'
wrong_truth '' 'wrong.csv: has no class for any picture'
status 3 pairs.json --weights random:1 --run pics --truth no-such.csv
status 2 pairs.json --weights random:1 --run pics --labels labels.txt --truth truth.csv --output truth.csv
says 'would be written over the input'

mkdir -p by/{3,007}
cp pics/cat/b.png by/3
cp pics/cat/a.JPG by/007
status 0 pairs.json --weights random:1 --run by --truth folders --format csv
prints '^by/007/a.JPG,.*,7$'
prints '^by/3/b.png,.*,3$'
mv by/3 'by/class 4'
status 1 pairs.json --weights random:1 --run by --truth folders
says '--truth folders: class 4 is the name of no class, but others are: what counts is the folder that a picture stands in itself'
status 0 pairs.json --weights random:1 --run by --truth folders --labels labels.txt --format csv
prints '^by/class 4/b.png,.*,4$'
status 1 pairs.json --weights random:1 --run one --truth folders
says '--truth folders: one/b.png is in no folder of one'
status 2 pairs.json --weights random:1 --run pics/cat/b.png --truth folders
says '--truth folders needs a folder'
mkdir -p alone/a && cp pics/cat/b.png alone/a
status 1 pairs.json --weights random:1 --run alone --truth folders
ok 'one folder is no list' grep -q 'got 1: a$' err
for letter in c b a; do mkdir -p "order/$letter" && cp pics/cat/b.png "order/$letter/$letter.png"; done
status 1 pairs.json --weights random:1 --run order --truth folders
says 'or one for each of 10 classes, got 3: a, ...'
status 0 batch.json -q --weights random:1 --run order --truth folders --format csv
prints '^order/a/a.png,.*,0$'
prints '^order/c/c.png,.*,2$'
status 0 batch.json --weights random:1 --run order --truth folders
says 'note: --truth folders: classes by the order of the names: a is 0, c is 2'

python3 - <<'END'
import struct
def save(path, kind, shape, data):
    head = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }" % (kind, shape)
    head += ' ' * (63 - (10 + len(head)) % 64) + '\n'
    open(path, 'wb').write(b'\x93NUMPY\x01\x00' + struct.pack('<H', len(head)) + head.encode() + data)
save('pixels.npy', '|u1', (3, 16, 12, 3), bytes(i * 7919 % 251 for i in range(3 * 576)))
save('classes.npy', '<i8', (3,), struct.pack('<3q', 1, 0, 2))
save('bad.npy', '<i8', (3,), struct.pack('<3q', 1, 0, 3))
save('real.npy', '<f4', (3,), struct.pack('<3f', 1, 0, 2))
END
printf '1\n0\n2\n' >classes.txt
for truth in classes.npy classes.txt; do
    status 0 batch.json -q --weights random:1 --run pixels.npy --truth $truth --format csv
    ok "classes of $truth" [ "$(sed '1d; s/.*,//' out | xargs)" = '1 0 2' ]
    says 'top-1 '
done
status 1 batch.json -q --weights random:1 --run pixels.npy --truth bad.npy
says 'bad.npy: expected classes from 0 to 2, got 3 of image 2'
status 1 batch.json -q --weights random:1 --run pixels.npy --truth real.npy
says 'real.npy: expected classes as integers, got float32'
status 1 batch.json -q --weights random:1 --run six.npy --truth classes.npy
says 'classes.npy: expected 6 classes, one an image, got 3'
status 1 batch.json -q --weights random:1 --run six.npy --truth classes.txt
says 'classes.txt: expected 6 classes, one an image, got 3'
if ! grep -q __asan_init "$program"; then # by the clock of above
    on_terminal "LD_PRELOAD=$tmp/clock.so $program pairs.json --weights random:1 --run pics"
    ok 'a bar of pictures' grep -q 'run \[[#.]*\] *[0-9]* %' screen
fi

### --bench
status 0 tiny.json --weights random:1 --bench
prints '^median +[0-9.]+ +[0-9.]+ +[0-9.]+ %$'
prints '^tiny, batch 1, target .*: [0-9]+ runs, preempted [0-9]+ times; peak [0-9.]+ GFLOP/s a core, [0-9.]+ in the median$'
prints '^GFLOP/s count what direct convolution does; [0-9.]+ times fewer multiply-adds are done: of peak counts these$'
status 0 tiny.json --weights random:1 --bench --jit tcc --threads 2
prints '^tiny, batch 1, .*; one thread: no layer is large enough for 2; peak'
large='--set input.height=112 --set input.width=112'
status 0 tiny.json $large --weights random:1 --bench --jit tcc --threads 2 --target scalar
prints '^tiny, batch 1, .*; one thread: libtcc makes no more of this target; peak'
status 0 tiny.json $large --weights random:1 --bench --jit tcc --threads 2
prints '^tiny, batch 1, .*; 2 threads, cores [0-9]+ to [0-9]+ ns apart; peak'
printf '%s' '{"block":"basic","repeats":[1],"widths":[512],"norm":{"type":"group","groups":1},"batch":4,"classes":5,' \
    '"stem":{"type":"cifar","width":512},"input":{"channels":3,"height":16,"width":16}}' >groups.json
for run in 1 2 3; do
    status 0 groups.json --weights random:1 --verify --threads 2
    prints '^verify: .* layers agree'
done
status 0 groups.json --weights random:1 --bench --threads 2
prints '^groups, batch 4, .*; 2 threads, cores [0-9]+ to [0-9]+ ns apart; peak'
status 0 tiny.json --weights random:1 --bench -v --jit tcc
prints ' layer2.0.conv2: 3x3 16->16 at 8x6'
prints '^least ms  GFLOP/s  of peak  saving  weights GB/s  layer$'
status 0 tiny.json --weights random:1 --bench --describe
prints '^slowest +ms  of all layers$'
ok 'five of them' [ "$(sed -n '/^slowest/,/^$/p' out | wc -l)" = 7 ]
ok 'the description comes first' [ "$(head -c 5 out)" = tiny: ]
prints '^median '
status 0 tiny.json --weights random:1 --bench --verify --describe=json
ok 'JSON alone, with five names' python3 -c 'import json; d = json.load(open("out")); assert len(d["slowest"]) == 5 and d["layers"][1]["seconds"] > 0'
says 'median'
says 'layers agree'
status 0 batch.json --weights random:1 --run six.npy --format csv --verify --jit tcc
ok 'CSV alone' [ "$(grep -vcE '^(image,index1|[0-5],[0-2],)' out)" = 0 ]
says 'layers agree'
status 0 batch.json -q --weights random:1 --precision bf16 --calibrate six.npy --report-precision --describe=json
ok 'JSON alone' python3 -m json.tool out /dev/null
says 'bf16 against fp32'
status 2 batch.json -q --weights random:1 --precision bf16 --calibrate six.npy --report-precision --weights-limit 1K
says '--weights-limit: expected at least'
for beside in "--dump place" "--run random:1"; do
    status 2 tiny.json --weights random:1 --describe=json $beside
    says '--describe=json has standard output for itself'
done
for beside in "--dump place" --describe --describe=torch; do
    status 2 tiny.json --weights random:1 --run random:1 --format csv $beside
    says '--format csv and jsonl have standard output for themselves'
done
status 2 tiny.json --weights random:1 --bench -o -
says 'writes to standard output'
# Values that decay: each weight is 1e-20, and nothing is added.
cat >decay.json <<'END'
{"block": "basic", "repeats": [1, 1], "widths": [8, 8], "norm": null, "shortcut": "zero_pad", "classes": 0,
 "stem": {"type": "cifar"}, "input": {"height": 8, "width": 8}}
END
python3 - <<'END'
import json, struct
header, data = {}, b''
for name, shape in ('conv1', [8, 3, 3, 3]), *(('layer%d.0.conv%d' % (l, c), [8, 8, 3, 3]) for l in (1, 2) for c in (1, 2)):
    for role, numbers in ('weight', [1e-20] * (shape[0] * shape[1] * 9)), ('bias', [0.0] * 8):
        header[name + '.' + role] = {'dtype': 'F32', 'shape': shape if role == 'weight' else [8],
                                     'data_offsets': [len(data), len(data) + 4 * len(numbers)]}
        data += struct.pack('<%df' % len(numbers), *numbers)
text = json.dumps(header).encode()
open('decay.safetensors', 'wb').write(struct.pack('<Q', len(text)) + text + data)
END
for jit in tcc cc; do
    status 0 decay.json --weights decay.safetensors --bench --jit $jit
    says "of layer1.0.conv1's values are denormals (below 1.2e-38), with which processors are slow"
    status 0 tiny.json --weights random:1 --bench --jit $jit
    ok "no denormals: $(cat err)" [ ! -s err ]
done

### --verify
status 0 tiny.json --weights random:1 --verify
prints '^verify: [0-9]+ layers agree, largest error [0-9.e-]+ of what the value adds up \(bound [25]e-06\) at '
status 0 tiny.json --weights random:1 --verify --accuracy tight
prints '^verify: .*\(bound 2e-06\)'
for target in $(targets "$program"); do
    if ! runs_here "$program" $target; then
        skipped "running networks" $target
        status 2 tiny.json --weights random:1 --run random:2 --target $target
        says 'that this processor can run'
        continue
    fi
    status 0 tiny.json --weights random:1 --verify --jit tcc --target $target
    status 0 tiny.json --weights random:1 --run random:2 --target $target
    ok "$target gives the same" cmp out by_tcc
done
status 0 tiny.json --weights random:1 --run random:2 --target scalar
cp out answers_here
for target in $(foreign_targets "$program"); do
    status 0 tiny.json --weights random:1 --target "$target" -o other.c
    if "$program" -q tiny.json --weights random:1 --target "$target" --verify --emulator >out 2>err; then
        prints '^verify: 10 layers agree'
        status 0 tiny.json --weights random:1 --run random:2 --target "$target" --emulator
        ok "$target gives the same classes" [ "$(cut -f 2 out)" = "$(cut -f 2 answers_here)" ]
        status 3 tiny.json --weights random:1 --run random:2 --target "$target" --emulator=false
        says 'resnetc: false failed: exit status 1'
        status 3 tiny.json --weights random:1 --verify --target "$target" --emulator='no-such-emulator -x'
        says 'resnetc: no-such-emulator: No such file'
    else
        says 'not installed|No such file'
        echo "SKIPPED: running on $target: $(cat err)"
    fi
done
status 0 tiny.json --weights random:1 --verify --jit tcc -v
says 'resnetc: verify: layer2.0.conv1'
status 0 batch.json --weights random:1 --verify --run six.npy --target scalar
ok 'answers and verdict' [ "$(wc -l <out)" = 25 ]
# A compiler that breaks the code: what is loaded is a network that adds instead of subtracts nothing.
cat >broken-cc <<'END'
#!/bin/sh
for word; do case $word in *.c) sed -i 's/^void tiny_run(/void tiny_real_run(/' "$word"
    echo 'void tiny_run(const void *w, void *s, const float *x, float *y) { tiny_real_run(w, s, x, y); y[3] += 1; }' >>"$word" ;;
esac; done
exec cc "$@"
END
chmod +x broken-cc
CC=$tmp/broken-cc status 4 tiny.json --weights random:1 --verify -o folder/net.c
says 'verify: layers disagree'
says 'image 0, channel 3, y 0, x 0'
left ''

### ONNX files, by their content
onnx=$top/tests/oracle/onnx/external
cp "$onnx/model.onnx" there.bin
cat >written.json <<'END'
{"block": "basic", "repeats": [1, 1], "widths": [2, 4], "stem": {"type": "cifar"},
 "input": {"channels": 3, "height": 8, "width": 10}, "classes": 5}
END
status 3 written.json --weights there.bin --describe
says 'weights.bin: external data of there.bin: No such file or directory'
cp "$onnx/weights.bin" .
status 0 written.json --weights there.bin --verify --run "$onnx/input.npy"
head -c 3000 there.bin >cut.onnx
status 1 written.json --weights cut.onnx -o folder/net.c
says 'cut.onnx: is cut off or no ONNX file: its protobuf cannot be decoded'
status 1 tiny.json --weights there.bin --describe
says 'there.bin: conv1.weight: expected shape [8, 3, 3, 3], got [2, 3, 3, 3]'

### Wrong content: 1
echo '{"block": "basic", "repeats": [0]}' >wrong.json
status 1 wrong.json --describe
says 'wrong.json:1:32: /repeats/0: expected'
head -c 1000 /dev/zero >zero.safetensors
status 1 tiny.json --weights zero.safetensors -o folder/net.c
left ''

### The system's failures: 3. Nothing partial is left, old files stay
status 3 no-such.json --describe
says 'no-such.json: No such file'
status 3 tiny.json --weights no-such.safetensors --describe
status 3 tiny.json -o no/such/net.c
says 'no/such/net.c: there is no folder no/such'
mkdir folder/net.h
echo old >folder/net.c
status 3 tiny.json -o folder/net.c
left 'net.c net.h '
ok 'the old file stays' [ "$(cat folder/net.c)" = old ]
rmdir folder/net.h
(ulimit -f 8 && "$program" large.json --weights random:1 -o folder/net.c) 2>err
ok "status 3 for a full file system" [ $? = 3 ]
says 'File too large'
left 'net.c '
ok 'the old file stays' [ "$(cat folder/net.c)" = old ]
"$program" tiny.json --describe >/dev/full 2>err
ok 'status 3 for a full standard output' [ $? = 3 ]
says 'standard output: No space left'
"$program" --help >/dev/full 2>err
ok 'status 3 for --help into a full device' [ $? = 3 ]
"$program" tiny.json -o - 2>err >&-
ok 'status 3 for a closed standard output' [ $? = 3 ]
("$program" large.json -o -; echo $? >code) 2>err | true
sleep 0.2
ok 'a closed pipe is no crash' grep -qE '^(0|3)$' code
status 3 tiny.json --memory-plan /dev/full
if ! grep -q __asan_init "$program"; then # a sanitiser takes terabytes of addresses
    (ulimit -v 60000 && "$program" "$top/specs/resnet152.json" --weights random:1 -o folder/net.c) 2>err
    ok 'status 3 without memory' [ $? = 3 ]
    says 'out of memory'
fi
left 'net.c '

### A signal while the system's compiler runs: no folder stays, no file is written
mkdir work
printf '#!/bin/sh\ntouch "%s/started"\nsleep 1\nexec cc "$@"\n' "$tmp" >slow-cc
chmod +x slow-cc
TMPDIR=$tmp/work CC=$tmp/slow-cc "$program" tiny.json --weights random:1 --verify -o folder/new.c >out 2>err &
for _ in {1..200}; do [ -e started ] || sleep 0.05; done
kill -TERM $!
wait $! 2>/dev/null
ok 'ended by the signal' [ $? = 143 ]
ok 'no temporary folder' [ -z "$(ls -A work)" ]
left 'net.c '

### Files that are both read and written, links, devices
cp tiny.json spec.c
status 2 spec.c -o spec.c
says 'would be written over the input'
ok 'the input stays' cmp spec.c tiny.json
ln -s tiny.json plan
status 2 tiny.json --memory-plan plan
ln -s . here
for again in fresh.c ./fresh.c here/fresh.c "$PWD/fresh.c"; do
    status 2 tiny.json -o fresh.c --memory-plan "$again"
    says 'two outputs'
done
status 0 tiny.json --memory-plan /dev/stdout
prints '<svg'
"$program" /dev/stdin -o - <tiny.json >out 2>err
ok 'a spec from standard input' [ $? = 0 ]
mkdir 'with blank'
status 0 tiny.json -o 'with blank/my net.c'
ok 'a blank in a name' [ -f 'with blank/my net.h' ]

### The installed files
mkdir sbin
printf '#!/bin/sh\ntouch "%s/ldconfig-ran"\n' "$tmp" >sbin/ldconfig
chmod +x sbin/ldconfig
ok 'make install' env PATH="$tmp/sbin:$PATH" make -s -C "$top" B="$build" install DESTDIR="$tmp/root" PREFIX=/opt/resnetc
root=$tmp/root/opt/resnetc
for file in bin/resnetc include/resnet_rt.h include/resnetc_jit.h lib/libresnetc.a lib/libresnetc.so lib/pkgconfig/resnetc.pc share/man/man1/resnetc.1 \
    share/bash-completion/completions/resnetc; do
    ok "installed: $file" [ -s "$root/$file" ]
done
ok 'the man page has the options' grep -q 'memory\\-plan' "$root/share/man/man1/resnetc.1"
flags=$(PKG_CONFIG_PATH=$root/lib/pkgconfig PKG_CONFIG_SYSROOT_DIR=$tmp/root pkg-config --cflags --libs resnetc)
up=$root/lib/pkgconfig/../..
ok "pkg-config: $flags" grep -q -e "^-I$up/include .*-L$up/lib -Wl,--as-needed -lresnetc -lm *$" <<<"$flags"
ok 'uninstall' make -s -C "$top" B="$build" uninstall DESTDIR="$tmp/root" PREFIX=/opt/resnetc
ok 'nothing is left' [ -z "$(find "$tmp/root" -type f)" ]
ok 'a stage is not for ldconfig' [ ! -e ldconfig-ran ]
ok 'make install without DESTDIR' env PATH="$tmp/sbin:$PATH" make -s -C "$top" B="$build" install PREFIX="$tmp/usr"
ok 'runs ldconfig' [ -e ldconfig-ran ]
printf '#!/bin/sh\nexit 1\n' >sbin/ldconfig
ok 'and may fail in it' env PATH="$tmp/sbin:$PATH" make -s -C "$top" B="$build" install PREFIX="$tmp/usr"

### resnet_rt.h, in C and C++
"$program" tiny.json -o tiny.c --target scalar --weights random:1
cat >use.c <<'END'
#include "tiny.h"
#include "resnet_rt.h"
#include <stdio.h>
#include <stdlib.h>
static const ResnetModel models[] = { RESNET_MODEL(tiny, TINY) };
int main(void) {
    const ResnetModel *model = &models[0];
    int status = model->weights_check(tiny_weights, model->weights_bytes);
    float *input = (float *)calloc(model->input_floats, sizeof *input);
    float *output = (float *)calloc(model->output_floats, sizeof *output);
    void *workspace = aligned_alloc(64, model->workspace_bytes);
    if (status != RESNET_OK || !model->cpu_ok() || !input || !output || !workspace) return 1;
    model->run(tiny_weights, workspace, input, output);
    if (model->weights_check(tiny_weights, 1) != RESNET_BAD_SIZE) return 1;
    printf("%s: %s, %d\n", model->name, resnet_status_text(status), output[0] == output[0]);
    free(input);
    free(output);
    free(workspace);
    return 0;
}
END
cp use.c use.cpp
ok 'C' cc -std=c11 -O1 -Wall -Wextra -Werror -I"$top/runtime/library" -o use_c use.c tiny.c -lm
ok 'the C program runs' [ "$(./use_c)" = 'tiny: the weights fit, 1' ]
ok 'object for C++' cc -c -o tiny.o tiny.c
ok 'C++' c++ -std=c++17 -Wall -Wextra -Werror -I"$top/runtime/library" -o use_cpp use.cpp tiny.o -lm
ok 'the C++ program runs' [ "$(./use_cpp)" = 'tiny: the weights fit, 1' ]

### By tcc, whose arrays are not aligned as gcc's
if command -v tcc >/dev/null; then
    ok 'tcc' tcc -Wall -I"$top/runtime/library" -o use_tcc use.c tiny.c -lm
    ok 'the program by tcc runs' [ "$(./use_tcc)" = 'tiny: the weights fit, 1' ]
else
    echo "SKIPPED: tcc as the compiler: it is not installed"
fi

### ..., and of a network that takes pixels; what the header says of its pictures
for input in u8_nhwc f32_nchw; do
    cat >$input.json <<END
{"name": "pix", "block": "basic", "repeats": [1, 1], "widths": [8, 16], "batch": 2, "stem": {"type": "cifar"},
 "input": {"channels": 3, "height": 16, "width": 12}, "classes": 10,
 "preprocess": {"input": "$input", "resize": 16, "mean": [0.5, 0.25, 0.125], "std": [1, 2, 3]}}
END
done
"$program" u8_nhwc.json -o pix.c --target scalar --weights random:1
cat >use8.c <<'END'
#include "pix.h"
#include "resnet_rt.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static const ResnetModel model = RESNET_MODEL_U8(pix, PIX);
static const float means[PIX_CHANNELS] = PIX_MEAN, stds[PIX_CHANNELS] = PIX_STD;
int main(void) {
    unsigned char *pixels = (unsigned char *)calloc(model.input_bytes, 1);
    float *output = (float *)calloc(model.output_floats, sizeof *output);
    void *workspace = aligned_alloc(64, model.workspace_bytes);
    if (!pixels || !output || !workspace || model.run || model.input_floats) return 1;
    if (model.input_bytes != PIX_BATCH * PIX_HEIGHT * PIX_WIDTH * PIX_CHANNELS) return 1;
    model.run_u8(pix_weights, workspace, pixels, output);
    printf("%s, %d classes, to %d by %s, %g %g %g\n", model.name, PIX_CLASSES, PIX_RESIZE, PIX_FILTER,
           (double)means[1], (double)stds[2], (double)(output[0] - output[PIX_CLASSES]));
    free(pixels);
    free(output);
    free(workspace);
    return 0;
}
END
cp use8.c use8.cpp
said='pix, 10 classes, to 16 by bilinear, 0.25 3 0'
ok 'C, pixels' cc -std=c11 -O1 -Wall -Wextra -Werror -I"$top/runtime/library" -o use8_c use8.c pix.c -lm
ok 'the C program of pixels runs' [ "$(./use8_c)" = "$said" ]
ok 'object of pixels for C++' cc -c -o pix.o pix.c
ok 'C++, pixels' c++ -std=c++17 -Wall -Wextra -Werror -I"$top/runtime/library" -o use8_cpp use8.cpp pix.o -lm
ok 'the C++ program of pixels runs' [ "$(./use8_cpp)" = "$said" ]
cat="$top/tests/oracle/images/cat.png"
ok '--run of pixels' "$program" u8_nhwc.json --weights random:1 --run "$cat" --output pix.npy
ok '--run of floats' "$program" f32_nchw.json --weights random:1 --run "$cat" --output flt.npy
ok 'the same answer' cmp pix.npy flt.npy
ok '--verify of pixels' "$program" u8_nhwc.json --weights random:1 --verify
ok '--bench of pixels' "$program" u8_nhwc.json --weights random:1 --bench
status 1 u8_nhwc.json --weights random:1 --run "$top/tests/oracle/images/normalised-cat-png_bilinear_48_40x40x3.npy"
says "expected a picture or an array of uint8 (the spec's input is u8_nhwc), got an array of float32"

### --emit-preprocess: from a decoded picture, the oracle's of 160x106 pixels, to --run's class
cat >prepare.c <<'END'
#include "pix.h"
#include "pix_preprocess.h"
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    static unsigned char picture[106][160][3];
    void *room = malloc(pix_preprocess_bytes(160, 106)), *workspace = aligned_alloc(64, PIX_WORKSPACE_BYTES);
    INPUT *input = (INPUT *)calloc(PIX_BATCH * PIX_HEIGHT * PIX_WIDTH * PIX_CHANNELS, sizeof *input);
    float output[PIX_OUTPUT_FLOATS];
    if (!room || !workspace || !input || fread(picture, sizeof picture, 1, stdin) != 1) return 1;
    if (!pix_preprocess(picture[0][0], 160, 106, sizeof picture[0], room, input)) return 1;
    pix_run(pix_weights, workspace, input, output);
    int best = 0;
    for (int i = 1; i < PIX_CLASSES; i++)
        if (output[i] > output[best]) best = i;
    printf("%d\n", best);
    free(room);
    free(workspace);
    free(input);
    return 0;
}
END
cp prepare.c prepare.cpp
tail -c $((3 * 106 * 160)) "$top/tests/oracle/images/cat-png_bilinear_0_106x160x3.npy" >cat.rgb
for input in u8_nhwc f32_nchw; do
    INPUT=float && [ $input = u8_nhwc ] && INPUT='unsigned char'
    status 0 $input.json -o pix.c --target scalar --weights random:1 --emit-preprocess -MD
    ok "$input: the rule names them" grep -q 'pix_preprocess.c pix_preprocess.h' pix.d
    status 0 -q $input.json --target scalar --weights random:1 --run "$cat"
    class=$(head -1 out | cut -f2)
    for cc in gcc clang tcc; do
        command -v $cc >/dev/null || { echo "SKIPPED: --emit-preprocess by $cc: it is not installed" && continue; }
        flags='-std=c99 -pedantic -Wextra' && [ $cc = tcc ] && flags=''
        ok "$input: $cc" $cc -Wall -Werror $flags -c -o pix_preprocess.o pix_preprocess.c
        ok "$input: $cc links" $cc "-DINPUT=$INPUT" -o prepare prepare.c pix.c pix_preprocess.o -lm
        ok "$input, $cc: --run's class, $class" [ "$(./prepare <cat.rgb)" = "$class" ]
    done
    ok "$input: C++" c++ -x c++ -Wall -Wextra -Werror -c -o pix_preprocess.o pix_preprocess.c
    ok "$input: C" cc -c -o pix.o pix.c
    ok "$input: C++ links" c++ -Wall -Wextra -Werror "-DINPUT=$INPUT" -o prepare prepare.cpp pix.o pix_preprocess.o -lm
    ok "$input, C++: --run's class" [ "$(./prepare <cat.rgb)" = "$class" ]
done
status 2 tiny.json --emit-preprocess --describe
says '--emit-preprocess needs -o FILE.c'
status 2 tiny.json --emit-preprocess -o -
says '--emit-preprocess needs -o FILE.c'
status 2 tiny.json --weights-in array -o -
says '--weights-in needs -o FILE.c'
status 2 tiny.json --weights-in memory -o x.c
says '--weights-in memory: expected one of auto, file, array'
echo '{"block": "basic", "repeats": [1], "input": {"channels": 4}}' >four.json
status 1 four.json --emit-preprocess -o four.c
says "--emit-preprocess: a picture has 1 or 3 channels, the network's input has 4"
ok 'and no file is left' [ ! -e four.c ]

### Completion
complete_words() { # WORD...: what is offered for the last one
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _resnetc 2>/dev/null
    echo "${COMPREPLY[*]}"
}
source <("$program" --completion bash)
ok 'completes options' [ "$(complete_words "$program" --ver)" = '--verify --verbose --version' ]
ok 'completes targets' [ "$(complete_words "$program" --target avx)" = "$(targets "$program" | grep ^avx | xargs)" ]
ok 'completes passes' [ "$(complete_words "$program" --dump gra)" = graph ]
ok 'completes forms' [ "$(complete_words "$program" --describe = to)" = torch ]
ok 'completes what stands behind a form that is not there' [ "$(complete_words "$program" --describe tin)" = 'tiny tiny.json' ]
status 2 --completion csh
says '--completion csh: expected one of bash, zsh, fish'
ok 'completes specs, by name and by path' [ "$(complete_words "$program" tin)" = 'tiny tiny.json' ]

### Size
status 0 tiny.json --target avx2 --prefer size --describe
prints '^packed weights, bytes +[0-9,]+$'
least=$(awk '/^packed weights/ { gsub(",", ""); print $4 }' out)
space=$(awk '/^peak memory/ { gsub(",", ""); print $4 }' out)
status 0 tiny.json --target avx2 --describe
prints "^packed weights, bytes .* with --prefer size"
status 0 tiny.json --target avx2 --weights-limit "$least" --workspace-limit "$space" --describe
prints '^weights limit, bytes .*by the cost model'
status 2 tiny.json --target avx2 --weights-limit $((least - 1)) --describe
says "--weights-limit: expected at least $least, got $((least - 1))"
status 2 tiny.json --target avx2 --prefer size --workspace-limit 1K --describe
says "--workspace-limit: expected at least $space, got 1024"
for word in 0 x 12Q 1.5M 99999999999999999999 17179869184G; do
    status 2 tiny.json --weights-limit "$word" --describe
    says "--weights-limit $word: expected bytes, such as 65536, 64K or 40M"
done
status 2 tiny.json --prefer fast --describe
says '--prefer fast: expected one of speed, size'
for option in '--prefer size' '--weights-limit 1M' '--workspace-limit 1MiB'; do
    # shellcheck disable=SC2086
    status 2 tiny.json $option --tuned t.json --describe
    says '--tune and --tuned choose for speed: expected no --prefer size'
done
status 0 tiny.json --target scalar --describe=json
prints '"prefer": "size"'
status 0 tiny.json --target scalar --weights-limit 1G --describe=json
prints '"prefer": "speed"'
prints '"weights_limit": 1073741824'

echo "$passed passed, $failed failed"
[ $failed = 0 ]
