#!/bin/sh
# --verify finds wrong kernels: the emitted C is changed at one place, and each time it must disagree.
# usage: mutants.sh BUILD_FOLDER
set -u
program=$PWD/$1/resnetc work=$1/mutants
passed=0 failed=0
mkdir -p "$work" && cd "$work" || exit 1

cat >net.json <<'END'
{ "block": "bottleneck", "repeats": [1, 1], "widths": [32, 64], "stem": { "width": 32 }, "classes": 10,
  "attention": { "type": "se" }, "input": { "height": 96, "width": 96 }, "outputs": ["layer1", "probabilities"] }
END

# The compiler that --verify calls: it changes the C by the script in $MUTATION, and says whether that did.
cat >cc <<'END'
#!/bin/sh
for word; do case $word in *.c)
    cp "$word" before && sed -i "$MUTATION" "$word"
    cmp -s before "$word" || touch changed ;;
esac; done
exec cc "$@"
END
chmod +x cc

precision=
verify() { # STATUS MUTATION: of sed
    rm -f changed
    # shellcheck disable=SC2086
    MUTATION=$2 CC=$PWD/cc "$program" net.json --weights random:3 $precision --verify --target sse2 >out 2>&1
    [ $? -eq "$1" ]
}

mutant() { # WHAT MUTATION
    if verify 4 "$2" && [ -e changed ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: not found: $1: $(cat out)"
        [ -e changed ] || echo "        (nothing was changed: the text is another one now)"
    fi
}

verify 0 '' || { echo "FAILED: right code: $(cat out)"; exit 1; }
mutant "a coefficient of Winograd's input transform" '0,/21\.0f \* d2/s//20.0f * d2/'
mutant "a coefficient of its output transform" '0,/16\.0f \* s3/s//16.1f * s3/'
mutant "the weights of its second group of panels" '0,/w + g \* 16384/s//w/'
mutant "the last block of input channels" '0,/\.in_blocks = 64,/s//.in_blocks = 63,/'
mutant "from one block of input channels to the next" '0,/\.in_blocks = 8, \.x_block = 2304/s//.in_blocks = 8, .x_block = 2300/'
mutant "a bias" '0,/b1 = LOAD(bias + 4)/s//b1 = LOAD(bias)/'
mutant "the residual" '0,/ + LOAD(s + j \* 4))/s//)/'
mutant "the gate" '0,/LOAD(gate + b \* 4)/s//LOAD(gate)/'
mutant "ReLU" 's/^\( *\)return (vec)((ivec)v & .*/\1return v;/; s/^\( *\)return MAXIMUM(ZERO, v);/\1return v;/'
mutant "a coefficient of exp" '0,/0\.1666651479f/s//0.16f/'
mutant "the number of pixels of an average" '0,/1\.0f \/ 576\.0f/s//1.0f \/ 575.0f/'
mutant "a column of the max pool's window" '0,/larger(larger(left, middle), right)/s//larger(left, middle)/'
mutant "a border that is not zeroed" '0,/ALONE zero_border(/s//(void)sizeof(/'

precision='--precision int8 --calibrate random:3'
verify 0 '' || { echo "FAILED: right code in int8: $(cat out)"; exit 1; }
mutant "int8: the step of the input" 's/offset) >> 8/offset + 1) >> 8/'
mutant "int8: the largest of two" 's/bytes mask = (bytes)(a > b)/bytes mask = (bytes)(a < b)/'
mutant "int8: what fills borders" '/ALONE zero_border_u8/s/, 0);/, 1);/'
mutant "int8: a product of weights" '0,/dot_bytes(c1_0, q, w0)/s//dot_bytes(c1_0, q, w1)/'
mutant "int8: what the residual is multiplied by" '0,/TIMES(times, load_u8(s/s//TIMES(times, load_u8(p/'
mutant "int8: the gate's zero point" '0,/ - \([0-9]*\)) + TIMES/s// - 1) + TIMES/'
mutant "int8: the bias of an average" '0,/ivec sum = first;/s//ivec sum = first + 9;/'
mutant "int8: a factor" '0,/nearest(c0_0, f0)/s//nearest(c0_0, f1)/'
cd .. && rm -rf mutants
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
