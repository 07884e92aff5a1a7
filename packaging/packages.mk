# What users get: installed files, a tarball, Debian packages. Included by the top Makefile.
PREFIX  ?= /usr/local
DESTDIR ?=
LIBDIR  ?= lib

VERSION  := $(shell sed -n 's/.*RESNETC_VERSION "\(.*\)"/\1/p' compiler/base/base.h)
# One more with every change of resnetc_jit.h for which programs must be compiled anew.
SONAME   := libresnetc.so.0
# The date of man pages and the tarball: the version's, not the build's, so that builds are the same.
RELEASED := 1764000000

# ---- Pages and completions, each of one source: --help, the schema, the library's header, the table of options ----

$B/resnetc.1: $B/resnetc packaging/man/resnetc.h2m
	SOURCE_DATE_EPOCH=$(RELEASED) help2man --no-info --section=1 --source="resnetc $(VERSION)" \
	    --name="compile a ResNet to one plain C file" --include=packaging/man/resnetc.h2m --output=$@ $<

RELEASE_DATE := $(shell date -u -d @$(RELEASED) +%Y-%m-%d)

$B/packages/resnetc-spec.5: specs/schema.json packaging/man/spec.jq
	@mkdir -p $(@D)
	jq -r --arg date $(RELEASE_DATE) --arg version $(VERSION) -f packaging/man/spec.jq $< >$@.new && mv $@.new $@

$B/packages/resnetc_jit.3: runtime/library/resnetc_jit.h packaging/man/library.awk
	@mkdir -p $(@D)
	awk -v date=$(RELEASE_DATE) -v version=$(VERSION) -f packaging/man/library.awk $< >$@.new && mv $@.new $@

PAGES := $B/resnetc.1 $B/packages/resnetc_jit.3 $B/packages/resnetc-spec.5

COMPLETIONS := $(patsubst %,$B/packages/resnetc.%,bash zsh fish)

$(COMPLETIONS): $B/packages/resnetc.%: $B/resnetc
	@mkdir -p $(@D)
	RESNETC_SPECS=specs $(RUN) $< --completion $* >$@.new && mv $@.new $@

# ---- An installed copy ----

INSTALL := PREFIX="$(PREFIX)" DESTDIR="$(DESTDIR)" LIBDIR="$(LIBDIR)" VERSION=$(VERSION) SONAME=$(SONAME) packaging/install.sh $B

.PHONY: install uninstall
#: install        all that docs/installing.md lists (PREFIX=/usr/local, DESTDIR=; LIBDIR=lib, below the prefix)
install: $B/resnetc $B/libresnetc.so $B/static/libresnetc.a $(PAGES) $(COMPLETIONS)
	@$(INSTALL)
	@[ -n "$(DESTDIR)" ] || ! command -v ldconfig >/dev/null || ldconfig 2>/dev/null || true # so that libresnetc.so is found

#: uninstall      takes them away
uninstall:
	@$(INSTALL) --remove

# ---- The source as a file: what is committed, the same bytes each time ----

TARBALL := $B/resnetc-$(VERSION).tar.gz

.PHONY: dist deb
#: dist           build/resnetc-VERSION.tar.gz: the committed source; it builds without git
dist:
	@git diff --quiet HEAD -- || echo "note: what is not committed is not in it"
	git archive --format=tar --prefix=resnetc-$(VERSION)/ -o $(TARBALL:.gz=) HEAD
	gzip -n -9 -f $(TARBALL:.gz=)

#: deb            Debian packages in build/deb, of the committed source (after deps-deb); make test-deb tries them
deb: dist
	packaging/deb.sh $B $(VERSION)

.PHONY: test-deb
#: test-deb       packages of `make deb` in a clean Debian: installed, used, purged (as root, after deps-deb): some minutes
test-deb: deb
	tests/packages/deb.sh $B
