# Random networks; included by tests/tests.mk.
#: random         N random networks from seed FIRST on, each by gcc, clang and libtcc, against the interpreter; failures shrink; EVERY=every: on every target, by every compiler
N     ?= 2000
FIRST ?= 1
RANDOM_OBJECTS := $(patsubst %.c,$B/%.o,$(wildcard tests/random/*.c))
#: random-torch   N of them that PyTorch's side can build, against PyTorch (after deps-oracle)
.PHONY: random random-torch
random-torch: $B/resnetc $B/tests/random/random
	tests/random/torch_sample.py $B $(N) $(FIRST)

random: $B/resnetc $B/tests/random/random
	$B/tests/random/random $(N) $(FIRST) $(EVERY)

$(RANDOM_OBJECTS): ALL_CFLAGS += -Itests/common
$B/tests/random/random: $(RANDOM_OBJECTS) $(COMMON) $B/libresnetc.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

-include $(RANDOM_OBJECTS:.o=.d)
