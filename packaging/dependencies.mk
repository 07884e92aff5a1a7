# What Debian's packages give: `make deps` and the others. Each says what is missing and installs it; nothing happens where all is there.
#: deps           installs what is missing with apt-get; deps-check: clang, its tools, tcc, valgrind, locales; deps-oracle: PyTorch
#: deps-targets   installs compilers and emulators of other machines
#: deps-packages  installs CMake, Meson and what else tests of an installed copy take
#: deps-aarch64   installs libraries of Debian's arm64, for resnetc on AArch64

PACKAGES         := gcc libc6-dev make libjansson-dev libprotobuf-c-dev protobuf-c-compiler libtcc-dev libpng-dev libjpeg-dev libexif-dev \
                    libzip-dev libsleef-dev libcmocka-dev pkg-config help2man jq
PACKAGES_ORACLE  := python3-torch python3-torchvision python3-numpy python3-pil python3-onnx
PACKAGES_TARGETS := qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross gcc-riscv64-linux-gnu libc6-dev-riscv64-cross \
                    qemu-system-arm gcc-arm-none-eabi libnewlib-arm-none-eabi clang-19 lld-19 llvm-19 wasi-libc \
                    libclang-rt-19-dev-wasm32 gcc-arm-linux-gnueabihf libc6-dev-armhf-cross gcc-mingw-w64-x86-64 \
                    wine wine64 $(if $(shell command -v node),,nodejs)
PACKAGES_AARCH64 := qemu-user gcc-aarch64-linux-gnu $(addsuffix :arm64,libc6-dev libjansson-dev libprotobuf-c-dev libtcc-dev libpng-dev \
                    libjpeg-dev libexif-dev libzip-dev libcmocka-dev libgomp1)
PACKAGES_WEB     := chromium-headless-shell python3
PACKAGES_PYTHON  := python3-venv python3-pip python3-numpy python3-pil
PACKAGES_PACKAGES := cmake meson ninja-build zsh fish man-db mandoc libbz2-dev libssl-dev
# Where a toolchain came another way it stays.
missing = $(foreach pair,$(1),$(if $(shell command -v $(firstword $(subst :, ,$(pair)))),,$(lastword $(subst :, ,$(pair)))))
PACKAGES_EXAMPLES = g++ python3-numpy python3-cffi python3-dev python3-setuptools $(call missing,cargo:cargo go:golang-go node:nodejs)
PACKAGES_DEB     := debhelper dpkg-dev fakeroot lintian mmdebstrap
PACKAGES_CHECK   := g++ clang clang-format clang-tools valgrind tcc binutils libomp-dev libclang-rt-dev locales

.PHONY: deps deps-oracle deps-check deps-targets deps-aarch64 deps-web deps-packages deps-deb deps-examples deps-python
deps:         ; @.ci/install $(PACKAGES)
deps-oracle:  ; @.ci/install $(PACKAGES_ORACLE)
deps-check:   ; @.ci/install $(PACKAGES_CHECK)
deps-targets: ; @.ci/install $(PACKAGES_TARGETS)
deps-aarch64: ; @.ci/install $(PACKAGES_AARCH64)
deps-web:     ; @.ci/install $(PACKAGES_WEB)
deps-python:  ; @.ci/install $(PACKAGES_PYTHON)
deps-deb:     ; @.ci/install $(PACKAGES_DEB)
deps-packages: ; @.ci/install $(PACKAGES_PACKAGES)
deps-examples: ; @.ci/install $(PACKAGES_EXAMPLES)
