# generate.sh: what `go generate` runs. RESNETC: the compiler; SPEC, WEIGHTS: the network.
"${RESNETC:-resnetc}" "${SPEC:-../../specs/resnet20-fashion.json}" \
    --weights "${WEIGHTS:-../../tests/oracle/fashion/resnet20-fashion.safetensors}" \
    --target "$(if [ "$(go env GOARCH)" = amd64 ]; then echo avx2; else echo native; fi)" \
    --name fashion --set preprocess.input=u8_nhwc -q -o fashion.c
