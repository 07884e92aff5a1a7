# The site made of docs/, README.md and what resnetc says itself; included by the top Makefile.
SPHINX ?= sphinx-build

#: deps-docs      installs Sphinx, MyST and Furo
#: docs           the documentation as a site, build/docs/index.html: no server, no network (after deps-docs)
#: test-docs      the tutorial, and the site's links, search and completeness
.PHONY: deps-docs docs test-docs
deps-docs: ; @.ci/install python3-sphinx python3-myst-parser furo

docs: $B/resnetc
	/usr/bin/python3 docs/site/stage.py $B $B/docs-source
	RESNETC_VERSION=$(VERSION) $(SPHINX) -W --keep-going -q -b html -d $B/docs-source.trees $B/docs-source $B/docs
	@echo $B/docs/index.html

test-docs: $B/resnetc
	tests/docs/run.sh $B
