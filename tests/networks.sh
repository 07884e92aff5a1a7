#!/bin/sh
# docs/networks.md: a row a network of specs/, made of what the compiler says of it. Every spec must be in the list below,
# and every case that a row names in tests/oracle/data.
# usage: networks.sh BUILD_FOLDER          compares
#        networks.sh BUILD_FOLDER --bless  writes the page instead
set -u
program=$1/resnetc page=docs/networks.md new=$1/networks.md listed=$1/networks.list
passed=0 failed=0

# SPEC | CLASS | CASES: where it is held against PyTorch, at reduced width
cat >"$listed" <<'END'
resnet18|torchvision resnet18|resnet18
resnet34|torchvision resnet34|resnet34
resnet50|torchvision resnet50|resnet50
resnet101|torchvision resnet101|resnet101
resnet152|torchvision resnet152|resnet152
resnext50_32x4d|torchvision resnext50_32x4d|tv-resnext
resnext101_32x8d|torchvision resnext101_32x8d|tv-resnext
resnext101_64x4d|torchvision resnext101_64x4d|tv-resnext
wide_resnet50_2|torchvision wide_resnet50_2|width-per-group-128
wide_resnet101_2|torchvision wide_resnet101_2|width-per-group-128
resnet50-dilated|torchvision, replace_stride_with_dilation|tv-dilated-8 tv-dilated-16
resnet10t|timm resnet10t|timm-resnet10t
resnet14t|timm resnet14t|timm-resnet14t
resnet26t|timm resnet26t|timm-resnet26t
resnet26d|timm resnet26d|timm-resnet26d
resnet50c|timm resnet50c|timm-resnet50c
resnet50d|timm resnet50d|timm-resnet50d
resnet50s|timm resnet50s|timm-resnet50s
resnet101d|timm resnet101d|timm-resnet101d
resnet50_gn|timm resnet50_gn|timm-resnet50_gn
resnetblur50|timm resnetblur50|timm-resnetblur50
resnetaa50d|timm resnetaa50d|timm-resnetaa50d
seresnet50|timm seresnet50|timm-seresnet50
seresnext50_32x4d|timm seresnext50_32x4d|timm-seresnext50_32x4d
senet154|timm senet154|timm-senet154
ecaresnet50d|timm ecaresnet50d|timm-ecaresnet50d
resnetrs50|timm resnetrs50|timm-resnetrs50
resnetv2_50|timm resnetv2_50|timm-resnetv2_50
resnetv2_50d|timm resnetv2_50d|timm-resnetv2_50d
resnetv2_50x1_bit|timm resnetv2_50x1_bit|timm-resnetv2_50x1_bit
resnet50-v1|Hugging Face, downsample_in_bottleneck|hf-resnet50-v1
resnet20-cifar|CIFAR ResNet-20, projections|stem-cifar
resnet32-cifar|CIFAR ResNet-32, projections|stem-cifar
resnet44-cifar|CIFAR ResNet-44, projections|stem-cifar
resnet56-cifar|CIFAR ResNet-56, projections|stem-cifar
resnet110-cifar|CIFAR ResNet-110, projections|stem-cifar
resnet20-cifar-a|CIFAR ResNet-20, option A|cifar-option-a
resnet32-cifar-a|CIFAR ResNet-32, option A|cifar-option-a
resnet44-cifar-a|CIFAR ResNet-44, option A|cifar-option-a
resnet56-cifar-a|CIFAR ResNet-56, option A|cifar-option-a
resnet110-cifar-a|CIFAR ResNet-110, option A|cifar-option-a
preresnet110-cifar|CIFAR pre-activation ResNet-110|cifar-preact-basic
preresnet164-cifar|CIFAR pre-activation ResNet-164|cifar-preact-bottleneck
iresnet18|insightface iresnet18|iresnet
iresnet34|insightface iresnet34|iresnet
iresnet50|insightface iresnet50|iresnet
iresnet100|insightface iresnet100|iresnet
resnet8-tiny|MLPerf Tiny ResNet-8|keras-resnet8
resnet20-fashion|a CIFAR ResNet-20 for Fashion-MNIST|stem-cifar
tiny|an example|stages-1
END

row() { # SPEC CLASS CASES
    "$program" -q "specs/$1.json" --target avx2 --describe >"$new.text" || return
    awk -v spec="$1" -v class="$2" -v cases="$3" '
        /^parameters/ { parameters = $2 }
        /^MACs/ { macs = $NF == "G" ? $(NF - 1) * 1000 : $(NF - 1) }
        /^peak memory/ { gsub(",", "", $4); memory = $4 / 1e6 }
        $1 == "input" && !size { size = $3 }
        END {
            gsub(" ", "`, `", cases)
            printf "| [%s](../specs/%s.json) | %s | %s | %s | %.0f M | %.1f MB | `%s` |\n", spec, spec, class, size, parameters,
                macs, memory, cases
        }' "$new.text"
}

{
    cat <<'END'
# Networks

Each has a spec in `specs/`, and is held against its own PyTorch class in every test run, at reduced width: the cases are folders of `tests/oracle/data`.
`tests/networks.sh` makes this page of what the compiler says (`make bless`). Memory is that of all values, for target `avx2`, one image.

| spec | class | input | parameters | multiply-adds | memory | cases |
| --- | --- | --- | --- | --- | --- | --- |
END
    while IFS='|' read -r spec class cases; do row "$spec" "$class" "$cases"; done <"$listed"
    cat <<'END'

Other networks of the same parts are specs of a few lines: [spec.md](spec.md). Selective kernels, split attention and gather-excite are not there.
END
} >"$new"

if [ "${2:-}" = --bless ]; then
    cp "$new" "$page"
    exit
fi

ok() { # WHAT COMMAND...
    what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what"
    fi
}

for spec in specs/*.json; do
    name=$(basename "$spec" .json)
    [ "$name" = schema ] || ok "$spec has a row in tests/networks.sh" grep -q "^$name|" "$listed"
done
for case in $(cut -d '|' -f 3 "$listed" | tr ' ' '\n' | sort -u); do
    ok "a case $case" [ -e "tests/oracle/data/$case/output.npy" ]
done
ok "$page is what the compiler says now (intended? make bless)" diff "$page" "$new"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
