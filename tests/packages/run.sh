#!/usr/bin/env bash
# An installed copy: complete, movable, found by CMake, Meson and pkg-config, described, and taken away again.
# usage: tests/packages/run.sh BUILD_FOLDER, from the top folder. Closing line: "N passed, N failed".
set -uo pipefail
build=$(realpath "${1:?build folder}") top=$PWD
suite=packages
. tests/embed/check.sh
. tests/packages/installed.sh
. tests/packages/builds.sh
. tests/packages/pages.sh
. tests/packages/shells.sh
close
