# resnetc: `make deps demo` shows it at work, `make deps test` proves it. `make help` lists the rest.
#: all            build/resnetc (B=folder builds elsewhere; CC=clang; CI=1 makes warnings errors)
#: demo           two networks, from spec to answer: about half a minute
#: examples       examples/ in C, C++, Rust, Go, ...: a line each (deps-examples: their tools); NAMES="c go" some of them
#: embed          the examples of README and docs/embedding.md, compiled and run
#: format         clang-format; check-format only looks
#: analyse        clang's static analyser
#: clean          removes the build folder
B       ?= build
CROSS   ?=
RUN     ?=

# For another processor: CROSS=aarch64-linux-gnu- names its tools, RUN=qemu-aarch64 runs its programs during the build.
ifneq ($(CROSS),)
CC      := $(CROSS)gcc
AR      := $(CROSS)ar
LD      := $(CROSS)ld
endif
OBJCOPY := $(CROSS)objcopy

CFLAGS  ?= -O2 -g
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla $(if $(CI),-Werror)
# Bits must not depend on which multiply-adds a compiler fuses.
ALL_CFLAGS := -std=gnu11 -pthread -fPIC -ffp-contract=off $(WARN) -Icompiler -Iruntime -I$B/proto -MMD -MP $(CFLAGS)
LDLIBS  := -ljansson -lprotobuf-c -ltcc -lpng -ljpeg -lexif -lzip -ldl -lm -lpthread

ROOMS := base json spec graph tensors onnx weights import number target layers calibrate choose pack plan emit catalogue jit report measure page cli
SOURCES := $(filter-out compiler/cli/main.c compiler/catalogue/main.c,$(wildcard $(ROOMS:%=compiler/%/*.c))) $(wildcard runtime/*/*.c)
OBJECTS := $(SOURCES:%.c=$B/%.o) $B/proto/onnx.pb-c.o
LIBRARY := $(filter $B/runtime/library/%,$(OBJECTS))
TCC_ARCHIVE := $(shell $(CC) -print-file-name=libtcc.a)
TCC := $(if $(findstring /,$(TCC_ARCHIVE)),$B/tcc.o)
# One for each row that targets call the kernels of; table.o lists them.
CATALOGUES := $(patsubst %,$B/catalogue/%.o,table $(sort $(shell sed -n 's/.*\.kernels = "\([^"]*\)".*/\1/p' compiler/target/*.c)))
# And for each lower precision one where instructions for it differ: the link fails where one is missing.
CATALOGUES += $(patsubst %,$B/catalogue/%.o,zen5-s8 avx512-s8 avx-vnni-s8 avx2-s8 sse2-s8 zen5-bf16 avx512-vnni-bf16 avx-vnni-bf16 sse2-bf16)

.PHONY: all clean
all: $B/resnetc $B/libresnetc.so

$B/resnetc: $B/compiler/cli/main.o $B/libresnetc.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$B/libresnetc.a: $(OBJECTS) $(CATALOGUES) $(TCC)
	rm -f $@ && $(AR) qcs $@ $^

# What the library needs of the compiler, and no public name but resnet_jit_*.
$B/libresnetc.so: $B/libresnetc.a runtime/library/resnetc.map packaging/packages.mk
	$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,$(SONAME) -Wl,--version-script=runtime/library/resnetc.map \
	    -o $@ $(LIBRARY) $< $(LDLIBS)
	ln -sf libresnetc.so $(@D)/$(SONAME)

# The same for a static link: one object whose other names are its own.
$B/static/libresnetc.a: $B/libresnetc.a
	@mkdir -p $(@D)
	$(LD) -r -o $(@D)/resnetc.o $(LIBRARY) $<
	$(OBJCOPY) --wildcard --keep-global-symbol='resnet_jit_*' $(@D)/resnetc.o
	rm -f $@ && $(AR) qcs $@ $(@D)/resnetc.o

$B/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# What reads ONNX's protobuf is made of the fields that are read. It is not ours to warn about.
$B/proto/onnx.pb-c.c: compiler/onnx/onnx.proto
	@mkdir -p $(@D)
	protoc-c --c_out=$(@D) --proto_path=$(<D) $<

$B/proto/onnx.pb-c.h: $B/proto/onnx.pb-c.c ;

$B/proto/onnx.pb-c.o: $B/proto/onnx.pb-c.c
	$(CC) $(ALL_CFLAGS) -w -c -o $@ $<

$(patsubst %.c,$B/%.o,$(wildcard compiler/onnx/*.c)): | $B/proto/onnx.pb-c.h

# The loops are to be vectors.
$B/compiler/base/vectors.o $B/compiler/layers/layer_weights.o $(patsubst %,$B/compiler/calibrate/%.o,products rounding integers compute_conv compute_input compute_windows) $(patsubst %,$B/compiler/pack/%.o,winograd narrow pairs): ALL_CFLAGS += -O3

# ---- libtcc as part of our library, on tcc_host.c's exit, memory and lock; its globals can be told from others ----

TCC_RENAMED := exit malloc calloc realloc free sem_init sem_wait sem_post stdout stderr environ

$B/tcc.o:
	@mkdir -p $(@D)
	$(LD) -r --whole-archive $(TCC_ARCHIVE) -o $@.new
	$(OBJCOPY) $(foreach f,$(TCC_RENAMED),--redefine-sym $f=resnetc_tcc_$f) --rename-section .data=tcc_data \
	    --rename-section .bss=tcc_bss,alloc,load,data,contents $@.new $@ && rm $@.new

# ---- the catalogue: the emitters' kernels with parameters, compiled for each instruction set that the compiler has ----

CATALOGUE_CFLAGS := -std=gnu11 -O2 -fPIC -Wall $(if $(CI),-Werror) -Icompiler

# Linked with what it needs of the compiler, which does not need the catalogue.
$B/catalogue/passes.a: $(OBJECTS)
	@mkdir -p $(@D)
	rm -f $@ && $(AR) qcs $@ $^

$B/catalogue/print: $B/compiler/catalogue/main.o $B/catalogue/passes.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

# Compilers take a minute for it: what is printed as before is not compiled again.
$B/catalogue/%.text: $B/catalogue/print
	$(RUN) $< $(if $(filter table,$*),--table,$*) > $@.new && mv $@.new $@

$B/catalogue/%.c: $B/catalogue/%.text
	cmp -s $< $@ || cp $< $@

.SECONDARY: $(CATALOGUES:.o=.text) $(CATALOGUES:.o=.c)

$B/catalogue/table.o: $B/catalogue/table.c compiler/catalogue/team.h
	$(CC) $(CATALOGUE_CFLAGS) -c -o $@ $<

# A compiler without the target gets none of its flags, and makes an empty list.
$B/catalogue/%.o: $B/catalogue/%.c compiler/catalogue/team.h
	flags="$$($(RUN) $B/catalogue/print --flags $*)"; $(CC) $$flags -x c -c -o /dev/null /dev/null 2>/dev/null || flags=; \
	    $(CC) $(CATALOGUE_CFLAGS) $$flags -c -o $@ $<

include packaging/packages.mk

# The command line, end to end: `tests/cli/run.sh PROGRAM BUILD_FOLDER`.
.PHONY: cli
cli: $B/resnetc
	tests/cli/run.sh $B/resnetc $B
	tests/cli/terminal.sh $B/resnetc

include runtime/python/python.mk
include packaging/dependencies.mk
include tests/tests.mk
include tests/bench/bench.mk
include docs/site/site.mk

# `make -j2 deps demo` compiles nothing before the packages are there.
$(OBJECTS) $B/compiler/cli/main.o $B/proto/onnx.pb-c.c: | $(filter deps,$(MAKECMDGOALS))

# ---- the demo; the pages' examples as a test ----

.PHONY: demo embed
demo: $B/resnetc
	@CC="$(CC)" LDLIBS="$(LDLIBS)" tests/demo/run.sh $B/resnetc $B

embed: $B/resnetc $B/tests/differential/compare_npy
	@CC="$(CC)" tests/embed/run.sh $B

.PHONY: examples
examples: $B/resnetc
	@CC="$(CC)" tests/examples/run.sh $B $(NAMES)

# ---- the form of the C, and what clang's analyser says of it ----

C_FILES  := $(shell find compiler runtime tests -name '*.[ch]') $(wildcard examples/*/*.[ch])
ANALYSED := $(patsubst %.c,$B/analyse/%,$(SOURCES) compiler/cli/main.c compiler/catalogue/main.c)

.PHONY: format check-format analyse
format:
	clang-format -i $(C_FILES)

check-format:
	clang-format --dry-run -Werror $(C_FILES)

analyse: $(ANALYSED)

$(ANALYSED): $B/analyse/%: %.c $(wildcard compiler/*/*.h runtime/*/*.h) | $B/proto/onnx.pb-c.h
	@mkdir -p $(@D)
	clang --analyze --analyzer-output text -Xclang -analyzer-werror -std=gnu11 -Icompiler -Iruntime -I$B/proto $<
	@touch $@

.PHONY: help
help:
	@sed -n 's/^#: /make /p' $(MAKEFILE_LIST)

clean:
	rm -rf $B

-include $(OBJECTS:.o=.d) $B/compiler/cli/main.d $B/compiler/catalogue/main.d
