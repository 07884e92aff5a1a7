#!/bin/bash
# Builds of emitted code that its users make: models of several precisions and a chooser, all in one program; with -fsanitize=undefined,
# which finds nothing, and with -ffast-math: the same answers (where nothing is NaN), by gcc and clang.
# usage: builds.sh BUILD_FOLDER
set -u
build=$(realpath "${1:?build folder}") top=$PWD
suite=builds
. tests/embed/check.sh
. tests/common/targets.sh
cd "$folder" || exit 1

cat >relu.json <<'END'
{ "block": "basic", "repeats": [1, 1], "widths": [9, 24], "classes": 5, "batch": 2, "preactivation": true,
  "stem": { "width": 8, "pool": { "kernel": 3, "stride": 2, "padding": [0, 1] } }, "outputs": ["probabilities", "layer1"],
  "attention": { "type": "eca" }, "head": { "pool": "catavgmax" }, "input": { "height": 40, "width": 36 } }
END
sed 's/"preactivation": true,/"activation": "gelu",/; s/"eca"/"se"/' relu.json >gelu.json
flags_of() { sed -n 's/^ \*   compile     cc \(.*\) -c\(;.*\)*$/\1/p' "$1"; }
emit() { # SPEC TARGET PRECISION NAME FILE [OPTION...]
    "$build/resnetc" -q "$1" --weights random:1 --target "$2" --precision "$3" --name "$4" -o "$5" "${@:6}" $([ "$3" = int8 ] && echo --calibrate random:2)
}
object() { # FILE.c [OPTION...]
    # shellcheck disable=SC2046
    gcc $(flags_of "$1") -O0 -fno-common "${@:2}" -c "$1" -o "${1%.c}.o"
}

# ---- Several models in one program ----

mkdir one && target=sse2
for model in 'fp32 floats' 'bf16 halves' 'int8 bytes' 'fp32 other'; do
    # shellcheck disable=SC2086
    set -- $model
    check "model $2: emitted" emit gelu.json $target $1 "$2" "one/$2.c"
done
check "a chooser: emitted" emit relu.json sse2,scalar fp32 several one/several.c --emit-preprocess
check "a large one: emitted" emit "$top/specs/resnet20-cifar.json" scalar fp32 large one/large.c --weights-in array
for file in one/*.c; do check "$file: compiled" object "$file"; done

# What a header declares, or another file of the family needs: nothing else is exported, and that only once.
for file in one/*.o; do nm -g --defined-only "$file" | awk '{ print $3 }' | sed "s,^,$(basename "$file" .o) ,"; done >exported
documented='run|cpu_ok|weights_check|weights'
check "names: prefixed, documented" bash -c "! grep -vxE '([a-z]+) \1_($documented)|several several_(choose|codes?)|several_([a-z0-9]+) several_\2_($documented)|several_preprocess several_preprocess(_bytes)?' exported"
check "names: each once" bash -c 'awk "{ print \$2 }" exported | sort | uniq -d | { ! grep .; }'
check "names: there are some" bash -c '[ "$(wc -l <exported)" -ge 20 ]'
for file in one/*.o; do check "$file: no writable data" bash -c "size -A $file | awk '\$1 ~ /^\.(data|bss|tdata|tbss)/ && \$1 !~ /rel\.ro/ && \$2 > 0 { print; bad = 1 } END { exit bad }'"; done

{
    echo '#include <stdio.h>'
    echo '#include <string.h>'
    for model in floats halves bytes other large several; do echo "#include \"one/$model.h\""; done
    echo 'static float input[4 * 3 * 40 * 36], output[100000];'
    echo 'static unsigned char workspace[1 << 22] __attribute__((aligned(64)));'
    echo 'static void tell(const char *name) { printf("%s %.4f %.4f\n", name, (double)output[0], (double)output[1]); memset(output, 0, sizeof output); }'
    echo 'int main(void) {'
    echo '    for (int i = 0; i < (int)(sizeof input / sizeof *input); i++) input[i] = (float)(i % 17) / 16 - 0.5f;'
    for model in floats halves bytes other large; do
        upper=$(echo $model | tr '[:lower:]' '[:upper:]')
        echo "    if (sizeof workspace < ${upper}_WORKSPACE_BYTES || ${model}_weights_check(${model}_weights, ${upper}_WEIGHTS_BYTES)) return 1;"
        echo "    ${model}_run(${model}_weights, workspace, input, output); tell(\"$model\");"
    done
    echo '    const several_code *code = several_choose();'
    echo '    code->run(code->weights, workspace, input, output); tell("several");'
    echo '}'
} >main.c
check "they link" gcc -std=gnu11 -O1 -Wall -Wextra -Werror main.c one/*.o -lm -o all
check "they run" bash -c './all >answers && [ "$(wc -l <answers)" -eq 6 ]'
check "the same network in other places: the same answer" bash -c '[ "$(sed -n "s/^floats //p" answers)" = "$(sed -n "s/^other //p" answers)" ]'
check "each computed: $(tr '\n' ';' <answers)" bash -c '[ "$(cut -d" " -f2- answers | sort -u | wc -l)" -ge 5 ] && ! grep -q nan answers'

# ---- With other flags ----

program() { # NAME COMPILER [OPTION...]: of NAME/net.c, which prints its answers
    # shellcheck disable=SC2046
    "$2" $(flags_of "$1/net.c") -DRESNETC_NO_WARNINGS "${@:3}" "-I$1" "$top/tests/ports/net.c" "$1/net.c" -o "$1/net" -lm && "$1/net"
}
near() { # FILE FILE: lines of numbers, of which the largest difference is below 1e-5 of the largest number
    paste "$1" "$2" | awk '{ if ($0 ~ /nan|inf/) bad = 1; d = $1 - $2; d = d < 0 ? -d : d; a = $1 < 0 ? -$1 : $1; if (d > most) most = d; if (a > large) large = a }
        END { print most / large; exit !(NR > 1 && !bad && large > 0 && most <= 1e-5 * large) }'
}
compilers=gcc
if command -v clang >/dev/null; then compilers="gcc clang"; else echo 'SKIPPED: clang: not installed (make deps-check)'; fi
for target in avx2 sse2 scalar; do
    runs_here "$build/resnetc" $target || { skipped "other flags" $target && continue; }
    for kind in 'relu fp32' 'gelu bf16' 'gelu int8'; do
        # shellcheck disable=SC2086
        set -- $kind
        name=$1-$target-$2 && mkdir "$name"
        check "$name: emitted" emit "$1.json" $target "$2" net "$name/net.c"
        program "$name" gcc >"$name/expected"
        for compiler in $compilers; do
            check "$name: undefined behaviour, $compiler" bash -c "$(declare -f program flags_of); top=$top; program $name $compiler -O1 -fsanitize=undefined -fno-sanitize-recover=all >$name/got"
            check "$name: the same answers" near "$name/expected" "$name/got"
            check "$name: fast math, $compiler" bash -c "$(declare -f program flags_of); top=$top; program $name $compiler -O3 -ffast-math >$name/got"
            check "$name: about the same answers" near "$name/expected" "$name/got"
        done
    done
done

# ---- Other machines: what lies on the stack is aligned as the type of its elements there, not as vectors are ----

trapping() { # NAME TARGET
    # shellcheck disable=SC2046
    clang-19 --target=riscv64-linux-gnu $(flags_of "$1/net.c") -O1 -static -DRESNETC_NO_WARNINGS -fsanitize=undefined -fsanitize-trap=all \
        "-I$1" "$top/tests/ports/net.c" "$1/net.c" -o "$1/net" -lm && qemu-riscv64 -cpu "rv64,v=true,vext_spec=v1.0,vlen=${2#rvv}" "$1/net"
}
for program in clang-19 qemu-riscv64; do
    command -v $program >/dev/null || { echo "SKIPPED: $program: not installed (make deps-targets)"; close; exit; }
done
for target in rvv256 rvv128; do
    for kind in 'relu int8' 'gelu int8' 'relu bf16'; do
        # shellcheck disable=SC2086
        set -- $kind
        name=$1-$target-$2 && mkdir "$name"
        check "$name: emitted" emit "$1.json" $target "$2" net "$name/net.c"
        check "$name: undefined behaviour" bash -c "$(declare -f trapping flags_of); top=$top; trapping $name $target >$name/got && [ -s $name/got ]"
    done
done
close
