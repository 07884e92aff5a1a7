#!/usr/bin/env bash
# run.sh BUILD_FOLDER: go generate, go vet, go build with the flags that cgo lets pass, and the program.
. "$(dirname "$0")/../common.sh"
need go "$cc"
grep -qw avx2 /proc/cpuinfo || { echo "a processor with AVX2 is missing" && exit 77; }

export RESNETC=$resnetc SPEC=${network[0]} WEIGHTS=${network[2]} CC=$cc GOFLAGS=-mod=mod GOPROXY=off CGO_ENABLED=1
unset CGO_CFLAGS_ALLOW CGO_CFLAGS
cp -R "$here" package
cd package
go generate
go vet ./...
[ -z "$(gofmt -l . | tee /dev/stderr)" ]
go build -o ../classify ./cmd/classify
cd ..
./classify package/fashion.weights <"$pictures" >logits.f32
same logits.f32
head -c 1000000 package/fashion.weights >short.weights
refuses 'another size' ./classify short.weights <"$pictures"
refuses 'no such file' ./classify missing.weights <"$pictures"
