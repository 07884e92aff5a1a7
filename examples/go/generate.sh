# generate.sh: what `go generate` runs. RESNETC: the compiler; SPEC, WEIGHTS: the network. Its weights are among resnetc's
# tests, or beside an installed copy of this folder.
for file in ../fashion ../../tests/oracle/fashion; do
    [ ! -d $file ] || weights=$file/resnet20-fashion.safetensors
done
"${RESNETC:-resnetc}" "${SPEC:-resnet20-fashion}" --weights "${WEIGHTS:-${weights:?expected WEIGHTS to name a file}}" \
    --target "$(if [ "$(go env GOARCH)" = amd64 ]; then echo avx2; else echo native; fi)" \
    --name fashion --set preprocess.input=u8_nhwc -q -o fashion.c
