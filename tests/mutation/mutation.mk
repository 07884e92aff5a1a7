# Changed compilers; included by tests/tests.mk.
#: mutation       N single changes of the compiler (SEED=1), each of which a test should see: half an hour for 150, in as many sittings as you like; AGAIN=1 SHOW=1
SEED ?= 1
.PHONY: mutation
mutation: N := $(if $(filter command line,$(origin N)),$(N),150)
mutation: $B/resnetc $B/compiler/catalogue/main.o $(COMMON) $(FIXTURE) $(RANDOM_OBJECTS)
	python3 tests/mutation/run.py $B $(N) $(SEED)
