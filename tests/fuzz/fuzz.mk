# Fuzzing, by clang's libFuzzer; included by tests/tests.mk.
#: fuzz           hostile inputs for every reader, made by libFuzzer, under sanitizers (after deps-check): T seconds each, or RUNS=10000000; SEED=1 draws the same ones again; FUZZ="spec npy"
T     ?= 60
FUZZ  ?= $(sort $(basename $(notdir $(shell grep -l '^bool fuzz_one' tests/fuzz/*.c))))
FUZZED = B=$B/fuzz CC=clang CFLAGS="-O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fsanitize-coverage-ignorelist=tests/fuzz/uncounted.txt"
.PHONY: fuzz fuzzers
fuzz: $B/resnetc
	@$(MAKE) --no-print-directory $(FUZZED) PLAIN=$B fuzzers FUZZ="$(FUZZ)"
	@RUNS=$(RUNS) SEED=$(SEED) tests/fuzz/run.sh $B $(T) $(FUZZ)

# The rooms that read, and what the names of options hang on: nothing that runs what is made.
READERS := $(filter-out $(patsubst %,$B/compiler/%/%,catalogue jit measure page) $B/runtime/library/%,$(OBJECTS))
FUZZ_COMMON := $(patsubst %.c,$B/%.o,$(wildcard tests/fuzz/mutate*.c) tests/fuzz/fuzz.c tests/fuzz/tensors.c)
NETS := $B/net/floats.o $B/net/integers.o

# JSON is scanned a character at a time: what each is compared with helps no mutator, since they make JSON themselves.
ifneq ($(findstring fuzzer-no-link,$(CFLAGS)),)
$B/compiler/json/%.o: ALL_CFLAGS += -fno-sanitize-coverage=trace-cmp
endif

fuzzers: $(FUZZ:%=$B/fuzz_%)
$B/fuzz_%: $B/tests/fuzz/%.o $(FUZZ_COMMON) $B/readers.a
	$(CC) $(CFLAGS) -fsanitize=fuzzer -o $@ $(filter %.o,$^) $B/readers.a $(LDLIBS)

$B/readers.a: $(READERS)
	rm -f $@ && $(AR) qcs $@ $^

$B/tests/fuzz/weights.o: ALL_CFLAGS += -I$B/net
$B/tests/fuzz/weights.o: | $(NETS)
$B/fuzz_weights: $(NETS)

$B/net/%.c: tests/fuzz/weights.json $(PLAIN)/resnetc
	@mkdir -p $(@D)
	$(PLAIN)/resnetc $< --weights random:1 --target scalar --name $* -q $(if $(filter integers,$*),--precision int8 --calibrate random:1) -o $@

# Whatever numbers are in weights, no sum fits into integers; they must lead nowhere.
$(NETS): %.o: %.c
	$(CC) $(CFLAGS) -fno-sanitize=signed-integer-overflow,float-cast-overflow -c -o $@ $<

.PRECIOUS: $B/net/%.c $B/tests/fuzz/%.o
-include $(wildcard $B/tests/fuzz/*.d)
