#!/usr/bin/env bash
# run.sh BUILD_FOLDER: cargo builds network and program, offline, tests them, and runs the program.
. "$(dirname "$0")/../common.sh"
need cargo "$cc" ar

export RESNETC=$resnetc RESNETC_INCLUDE=$include WEIGHTS=${network[2]} CARGO_TARGET_DIR=$out/target CC=$cc
cp -R "$here" package
cd package
cargo test --quiet --offline
cargo build --quiet --offline
cd "$out"
target/debug/fashion <"$pictures" >logits.f32
same logits.f32
head -c 1000000 "$pictures" >cut.weights
refuses 'weights: another size' target/debug/fashion cut.weights <"$pictures"
