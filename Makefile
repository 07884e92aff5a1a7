# resnetc: `make deps demo` shows it at work, `make deps test` proves it. `make help` lists the rest.
PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= gcc
B       ?= build

CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla $(if $(CI),-Werror)
ALL_CFLAGS := -std=gnu11 $(WARN) -Icompiler -Iruntime -MMD -MP $(CFLAGS)
LDLIBS  := -ljansson -ltcc -lpng -ljpeg -ldl -lm -lpthread

SOURCES := $(filter-out compiler/main.c,$(wildcard compiler/*.c)) $(wildcard runtime/*.c)
OBJECTS := $(SOURCES:%.c=$B/%.o)

.PHONY: all clean
all: $B/resnetc

$B/resnetc: $B/compiler/main.o $B/libresnetc.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$B/libresnetc.a: $(OBJECTS)
	rm -f $@ && $(AR) rcs $@ $^

$B/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# One program a file; runs from the top folder.
UNIT := $(patsubst tests/unit/%.c,$B/tests/%,$(wildcard tests/unit/test_*.c))
$(UNIT): $B/tests/%: tests/unit/%.c $B/libresnetc.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $< $B/libresnetc.a -lcmocka $(LDLIBS)

.PHONY: unit
unit: $(UNIT)
	@for test in $(UNIT); do $$test || exit 1; done

clean:
	rm -rf $B

-include $(OBJECTS:.o=.d) $B/compiler/main.d
