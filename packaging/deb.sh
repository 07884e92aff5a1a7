#!/bin/sh
# Debian packages: deb.sh BUILD_FOLDER VERSION, from the top folder: of the tarball that `make dist` left, unpacked into
# BUILD_FOLDER/deb, where the packages are afterwards. Fails where lintian finds an error.
set -eu
out=$1/deb version=$2
rm -rf "$out" && mkdir -p "$out"
cp "$1/resnetc-$version.tar.gz" "$out/resnetc_$version.orig.tar.gz"
cd "$out"
tar xf "resnetc_$version.orig.tar.gz"
cp -r "resnetc-$version/packaging/debian" "resnetc-$version/debian"
(cd "resnetc-$version" && dpkg-buildpackage -us -uc)
rm -r "resnetc-$version"
lintian --fail-on error --info --display-info --tag-display-limit 0 ./*.changes
ls -l ./*.deb
