# The site made of docs/, README.md and what resnetc says itself; included by the top Makefile.
SPHINX ?= $B/docs-env/bin/sphinx-build

#: deps-docs      installs Sphinx, MyST and Furo into build/docs-env
#: docs           the documentation as a site, build/docs/index.html: no server, no network (after deps-docs)
#: test-docs      the tutorial, and the site's links, search and completeness
.PHONY: deps-docs docs test-docs
deps-docs:
	@.ci/install python3-venv
	@test -x $B/docs-env/bin/pip || /usr/bin/python3 -m venv $B/docs-env
	@$B/docs-env/bin/pip install --quiet --disable-pip-version-check sphinx myst-parser furo

docs: $B/resnetc
	rm -rf $B/docs $B/docs-source.trees
	python3 docs/site/stage.py $B $B/docs-source
	RESNETC_VERSION=$(VERSION) $(SPHINX) -W --keep-going -q -b html -d $B/docs-source.trees $B/docs-source $B/docs
	@echo $B/docs/index.html

test-docs: $B/resnetc
	tests/docs/run.sh $B
