# What users get: installed files, a tarball, Debian packages. Included by the top Makefile.
PREFIX  ?= /usr/local
DESTDIR ?=
LIBDIR  ?= lib

VERSION  := $(shell sed -n 's/.*RESNETC_VERSION "\(.*\)"/\1/p' compiler/base/base.h)
# One more with every change of resnetc_jit.h for which programs must be compiled anew.
SONAME   := libresnetc.so.0
# The date of man pages and the tarball: the version's, not the build's, so that builds are the same.
RELEASED := 1764000000

$B/resnetc.1: $B/resnetc
	SOURCE_DATE_EPOCH=$(RELEASED) help2man --no-info --section=1 --source="resnetc $(VERSION)" \
	    --name="compile a ResNet to one plain C file" --output=$@ $<

COMPLETIONS := $(patsubst %,$B/packages/resnetc.%,bash zsh fish)

$(COMPLETIONS): $B/packages/resnetc.%: $B/resnetc
	@mkdir -p $(@D)
	$(RUN) $< --completion $* >$@.new && mv $@.new $@

INSTALL := PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" LIBDIR="$(LIBDIR)" VERSION=$(VERSION) SONAME=$(SONAME) packaging/install.sh $B

.PHONY: install uninstall
#: install        all that docs/installing.md lists (PREFIX=/usr/local, DESTDIR=; LIBDIR=lib, below the prefix)
install: $B/resnetc $B/libresnetc.so $B/static/libresnetc.a $B/resnetc.1 $(COMPLETIONS)
	@$(INSTALL)
	@[ -n "$(DESTDIR)" ] || ! command -v ldconfig >/dev/null || ldconfig 2>/dev/null || true # so that libresnetc.so is found

#: uninstall      takes them away
uninstall:
	@$(INSTALL) --remove
