# What `make test` runs beside the unit tests; included by the top Makefile.
COMMON := $(patsubst %.c,$B/%.o,$(wildcard tests/common/*.c))
DRIVERS := $(patsubst tests/%.c,$B/tests/%,$(wildcard tests/differential/*.c tests/property/*.c tests/golden/*.c))

$(COMMON): ALL_CFLAGS += -Itests/common
$(DRIVERS): $B/tests/%: tests/%.c $(COMMON) $B/libresnetc.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests/common $(LDFLAGS) -o $@ $< $(COMMON) $B/libresnetc.a $(LDLIBS)

.PHONY: differential
differential: $B/tests/differential/oracle
	$B/tests/differential/oracle $B/error-table.txt

-include $(COMMON:.o=.d)
