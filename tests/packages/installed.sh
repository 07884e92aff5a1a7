# installed.sh, sourced by run.sh: what lies where; it may be moved; nothing stays behind.

mkdir -p "$folder/first" && prefix="$folder/moved here"
make_install() { make -s -C "$top" B="$build" "$@"; }
no_files() { [ -z "$(find "$1" ! -type d)" ]; }

check "make install" make_install DESTDIR="$folder/first" PREFIX=/opt/r install
mv "$folder/first/opt/r" "$prefix"
check "all specs" diff -r specs "$prefix/share/resnetc/specs"
check "the program" "$prefix/bin/resnetc" "$prefix/share/resnetc/specs/tiny.json" --describe
check "the library's names" bash -c "cd '$prefix/lib' && [ \"\$(readlink libresnetc.so)\" = libresnetc.so.0 ] &&
    [ -f \"\$(readlink libresnetc.so.0)\" ] && readelf -d libresnetc.so | grep -q 'SONAME.*\[libresnetc.so.0\]'"
check "nothing names the folder of the installation" bash -c "! grep -rIlE '/opt/r|@[A-Z]+@' '$prefix'"
check "no file that only its owner may read" bash -c "[ -z \"\$(find '$prefix' -type f ! -perm -444)\" ]"

# Elsewhere, as Debian has it; and away again: files, links, our folders. Others' folders stay.
mkdir -p "$folder/debian/usr/lib/x86/pkgconfig" "$folder/debian/usr/share/doc"
multiarch() { make_install DESTDIR="$folder/debian" PREFIX=/usr LIBDIR=lib/x86 "$1"; }
check "make install LIBDIR=" multiarch install
check "pkg-config knows the way" bash -c "cd '$folder/debian/usr' &&
    [ -x \"\$(PKG_CONFIG_PATH=lib/x86/pkgconfig pkg-config --variable=resnetc resnetc)\" ]"
check "make uninstall" multiarch uninstall
check "no file is left" no_files "$folder/debian"
check "no folder of ours is left" bash -c "cd '$folder/debian' && [ -z \"\$(find . -path '*resnetc*')\" ]"
check "others' folders are" test -d "$folder/debian/usr/share/doc"
