# What `make test` runs; included by the top Makefile.
COMMON  := $(patsubst %.c,$B/%.o,$(wildcard tests/common/*.c))
DRIVERS := $(patsubst tests/%.c,$B/tests/%,$(wildcard tests/differential/*.c tests/property/*.c))
# One program a file; they run from the top folder.
UNIT    := $(patsubst tests/unit/%.c,$B/tests/%,$(wildcard tests/unit/test_*.c))
FIXTURE := $B/tests/unit/fixture.o

$(COMMON) $(FIXTURE): ALL_CFLAGS += -Itests/common
$(UNIT): $B/tests/%: tests/unit/%.c $(FIXTURE) $(COMMON) $B/libresnetc.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests/common $(LDFLAGS) -o $@ $< $(FIXTURE) $(COMMON) $B/libresnetc.a -lcmocka $(LDLIBS)

# Allocations that fail, for tests/common/failing.c; no sanitizer goes with it.
FAILING := $B/tests/faults/failing_malloc.so
$(FAILING): tests/faults/failing_malloc.c
	@mkdir -p $(@D)
	$(CC) -O1 -std=gnu11 $(WARN) -shared -fPIC -o $@ $<

$(DRIVERS): | $(FAILING)
$(DRIVERS): $B/tests/%: tests/%.c $(COMMON) $B/libresnetc.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests/common $(LDFLAGS) -o $@ $< $(COMMON) $B/libresnetc.a $(LDLIBS)

#: test-long      8 threads open, run and close models of all precisions for MINUTES=30: no wrong answer, no growth
MINUTES ?= 30
.PHONY: test-long
test-long: $B/resnetc $B/tests/faults/long_run
	$B/resnetc -q specs/tiny.json --set batch=10 --weights random:1 --precision auto --calibrate random:2 \
	    --save-calibration $B/tests/faults/auto.json --describe >$B/tests/faults/auto.txt
	$B/tests/faults/long_run $(MINUTES) $B/tests/faults/auto.json

$B/tests/faults/long_run: tests/faults/long_run.c $B/libresnetc.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

.PHONY: unit test differential property golden bless test-sanitize
unit: $(UNIT)
	@for test in $(UNIT); do $(RUN) $$test || exit 1; done

#: test           all tests; the last line is "N passed, N failed"
test: all $B/static/libresnetc.a $(PAGES) $(COMPLETIONS) $(UNIT) $(DRIVERS)
	@PROPERTIES="$(PROPERTIES)" tests/run.sh $B $(UNIT)

# Resnetc itself on AArch64, by qemu; not its slowest programs (SLOW=).
AARCH64 := B=$B/aarch64 CROSS=aarch64-linux-gnu- RUN=qemu-aarch64
SLOW ?= test_quantized test_limits test_onnx test_onnx_sizes test_details
EMULATED := $(filter-out $(SLOW:%=$B/tests/%),$(UNIT))
#: test-aarch64   resnetc built for AArch64 and its unit programs, run by qemu (after deps-aarch64): some minutes; SLOW= all
.PHONY: test-aarch64 emulated
test-aarch64: $B/resnetc
	@$(MAKE) --no-print-directory $(AARCH64) HERE=$B emulated

emulated: $B/resnetc $(EMULATED)
	@CC=$(CC) RUN="$(RUN)" tests/ports/aarch64.sh $(HERE) $B $(EMULATED)

#: differential   emitted code against PyTorch; the table of errors is build/error-table.txt
differential: $B/resnetc $(DRIVERS)
	$B/tests/differential/oracle $B/error-table.txt
	$B/tests/differential/onnx
	$B/tests/differential/fashion
	tests/differential/full_resnet50.sh $B all

#: full-size      each network of specs/ as it is against its class (after deps-bench): half an hour; NAMES="resnet18 ..."
.PHONY: full-size
full-size: $B/resnetc
	PYTHONPATH=$B/peers/timm /usr/bin/python3 tests/oracle/full_size.py $B $(NAMES)

#: accuracy       what bf16 and int8 cost trained networks, others' loss beside ours (after deps-bench); REAL=FOLDER: more networks
.PHONY: accuracy
accuracy: $B/resnetc
	PYTHONPATH=$B/peers/timm /usr/bin/python3 tests/oracle/low_networks.py $B/accuracy $(REAL)
	$B/peers/bin/python tests/oracle/low_precision.py $B

PROPERTIES := $(filter-out print_spec,$(basename $(notdir $(wildcard tests/property/*.c))))
#: property       what holds for any network: memory, algebra, threads, objects, compilers
property: $B/resnetc $(DRIVERS)
	set -e; for test in $(PROPERTIES); do $B/tests/property/$$test; done
	tests/property/objects.sh $B
	tests/property/reproducible.sh $B
	tests/property/mutants.sh $B
	tests/property/matrix.sh $B all

#: test-twice     resnetc built in two places: the same bytes; minutes
.PHONY: test-twice
test-twice:
	@mkdir -p $B && tests/property/build_twice.sh $B

#: targets        networks of every kind on every other machine's target (after deps-targets)
.PHONY: targets
targets: $B/tests/property/emulated
	$< all

#: test-web       networks in WebAssembly: in node, and examples/web in headless Chromium (after deps-targets, deps-web)
.PHONY: test-web
test-web: $B/resnetc
	tests/web/run.sh $B page

#: deps-spark     installs Java, and PySpark with what examples/spark needs into build/spark-env: 1 GB
#: test-spark     examples/spark on a cluster of two workers here, one executor killed (after deps-spark): minutes; PICTURES=
.PHONY: deps-spark test-spark
deps-spark:
	@.ci/install openjdk-17-jre-headless procps python3-venv
	@test -x $B/spark-env/bin/pip || /usr/bin/python3 -m venv $B/spark-env
	@$B/spark-env/bin/pip install --quiet --disable-pip-version-check pyspark pyarrow 'pandas<3' Pillow

test-spark: $B/resnetc
	examples/spark/run.sh $B

#: check-rooms    no room of the compiler knows one below it
.PHONY: check-rooms
check-rooms: $B/resnetc
	tests/rooms.sh $B

#: links          links and paths in the pages lead to files and headings that are there
.PHONY: links
links:
	tests/links.sh

#: golden         generated/ is what the compiler emits now
golden: $B/resnetc
	tests/golden/run.sh $B

#: bless          generated/ and docs/networks.md become what the compiler says now
bless: $B/resnetc
	tests/golden/run.sh $B --bless
	tests/networks.sh $B --bless

SANITIZE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
.PHONY: sanitized
#: test-sanitize  the tests under the address and undefined-behaviour sanitizers, and valgrind
test-sanitize: $B/resnetc
	@$(MAKE) --no-print-directory B=$B/sanitize CFLAGS="$(SANITIZE)" PLAIN=$B sanitized

sanitized: $B/resnetc $(UNIT) $(DRIVERS)
	@tests/sanitize.sh $(PLAIN) $B $(UNIT)

TSAN := -O1 -g -fsanitize=thread
.PHONY: test-races raced
#: test-races     under ThreadSanitizer: emitted code on every target that runs here, in every precision, and resnetc itself; minutes
test-races: $B/resnetc
	tests/races/run.sh $B all
	@$(MAKE) --no-print-directory B=$B/tsan CFLAGS="$(TSAN)" CATALOGUE_CFLAGS="$(CATALOGUE_CFLAGS) $(TSAN)" raced

raced: $B/resnetc $B/tests/property/library $B/tests/property/classify $B/tests/faults/long_run
	tests/races/itself.sh $B

#: test-valgrind  emitted code under memcheck, its workspace not initialised: avx2, sse2, scalar, every precision; SPECS="resnet50 ..." some
.PHONY: test-valgrind
test-valgrind: $B/resnetc
	tests/memcheck/run.sh $B $(SPECS)

include tests/fuzz/fuzz.mk
include tests/random/random.mk
include tests/mutation/mutation.mk
-include $(COMMON:.o=.d) $(FIXTURE:.o=.d) $(UNIT:=.d) $(DRIVERS:=.d)
