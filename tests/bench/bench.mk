# The benchmark against other programs; tests/bench/README.md tells how. Included by the top Makefile.
#
# MODELS, ROUNDS, THREADS, BATCHES, TARGETS, PRECISIONS and PEERS say what is timed; what is not given is everything.
PACKAGES_BENCH := python3-torch python3-torchvision python3-onnx python3-numpy python3-venv
BENCH_OPTIONS   = $(foreach option,MODELS ROUNDS THREADS BATCHES TARGETS PRECISIONS PEERS,$(if $(filter-out undefined,$(origin $(option))),\
                  --$(shell echo $(option) | tr A-Z a-z) "$($(option))"))

#: deps-bench     ONNX Runtime, OpenVINO, ncnn, timm (into $B/peers), PyTorch
#: bench          times the networks against them: MODELS= ROUNDS= THREADS= BATCHES= TARGETS= PRECISIONS= PEERS=
#: bench-jit      times the way from a spec and weights to the first answer
#: mca            inner loops for AArch64 by llvm-mca's models of cores (after deps-targets): MCA=resnet50
#: bench-report   keeps the last results in tests/bench/results/MACHINE: MACHINE=zen3
#: bench-smoke    the machinery of `bench` on a tiny network, without peers
.PHONY: deps-bench bench bench-jit bench-report bench-smoke
deps-bench:
	@.ci/install $(PACKAGES_BENCH)
	@test -x $B/peers/bin/pip || /usr/bin/python3 -m venv $B/peers
	@for package in numpy onnxruntime onnx sympy openvino ncnn "--no-deps pnnx"; do \
	    $B/peers/bin/pip install --quiet --disable-pip-version-check --upgrade --only-binary :all: $$package || \
	        echo "$$package cannot be had here: the table will say so"; \
	done
	@/usr/bin/python3 -m pip install --quiet --disable-pip-version-check --upgrade --no-deps --target $B/peers/timm \
	    timm safetensors huggingface_hub pyyaml || echo "timm cannot be had here: its networks are left out"

$B/bench/peak: tests/bench/peak_low.c tests/bench/peak_low.h
$B/bench/peak $B/bench/cores: $B/bench/%: tests/bench/%.c $B/libresnetc.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $(filter %.c,$^) $B/libresnetc.a $(LDLIBS)

bench: $B/resnetc $B/bench/peak $B/bench/cores
	tests/bench/bench.py --build $B --cc "$(CC)" $(BENCH_OPTIONS)

bench-smoke: $B/resnetc $B/bench/peak $B/bench/cores
	tests/bench/bench.py --build $B --cc "$(CC)" --models tiny --rounds 2 --batches "" --peers "" --precisions "fp32 bf16 int8"

bench-jit: $B/resnetc
	tests/bench/first.py --build $B $(if $(MODELS),--models "$(MODELS)") $(if $(ROUNDS),--rounds $(ROUNDS))

bench-report:
	@test -n "$(MACHINE)" || { echo 'MACHINE=name: a folder of tests/bench/results'; exit 1; }
	@mkdir -p tests/bench/results/$(MACHINE)
	cp $B/bench/results.json $B/bench/results.svg $B/bench/table.md tests/bench/results/$(MACHINE)/

# ---- WebAssembly in node, beside ONNX Runtime Web and TensorFlow.js: `NODE=node24 make bench-web` takes another node ----

WEB_MODELS ?= resnet18=1x3x224x224 resnet50=1x3x224x224 resnet20-cifar=1x3x32x32

#: deps-bench-web  ONNX Runtime Web and TensorFlow.js (into $B/peers-web)
#: bench-web      times WebAssembly against them: ROUNDS= WEB_MODELS= NODE=
.PHONY: deps-bench-web bench-web
deps-bench-web:
	@.ci/install $(PACKAGES_BENCH) $(PACKAGES_TARGETS)
	@mkdir -p $B/peers-web && cp tests/bench/web/package.json $B/peers-web && npm install --silent --no-audit --no-fund --prefix $B/peers-web

bench-web: $B/resnetc
	tests/bench/web/run.sh $B $(or $(ROUNDS),10) $(WEB_MODELS)

.PHONY: mca
mca: $B/resnetc
	python3 tests/bench/mca.py $B/resnetc specs/$(or $(MCA),resnet50).json
