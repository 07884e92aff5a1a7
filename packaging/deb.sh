#!/bin/sh
# Debian packages: deb.sh BUILD_FOLDER VERSION, from the top folder: of the tarball that `make dist` left, unpacked into
# BUILD_FOLDER/deb, where the packages are afterwards. Fails where lintian finds an error.
# Environment: DEBFULLNAME, DEBEMAIL: whose packages they are. Without them nobody's: no address that could be written to.
set -eu
out=$1/deb version=$2
rm -rf "$out" && mkdir -p "$out"
cp "$1/resnetc-$version.tar.gz" "$out/resnetc_$version.orig.tar.gz"
cd "$out"
tar xf "resnetc_$version.orig.tar.gz"
cp -r "resnetc-$version/packaging/debian" "resnetc-$version/debian"
nobody='The resnetc authors <resnetc@localhost.localdomain>' suppressed=bogus-mail-host,bogus-mail-host-in-debian-changelog
if [ -n "${DEBEMAIL:-}" ]; then
    sed -i "s/$nobody/${DEBFULLNAME:-$(id -un)} <$DEBEMAIL>/" "resnetc-$version/debian/control" "resnetc-$version/debian/changelog"
    suppressed=
fi
(cd "resnetc-$version" && dpkg-buildpackage -us -uc)
rm -r "resnetc-$version"
lintian --allow-root --fail-on error --tag-display-limit 0 ${suppressed:+--suppress-tags $suppressed} ./*.changes
ls -l ./*.deb
