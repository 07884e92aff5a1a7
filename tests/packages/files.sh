# files.sh, sourced by run.sh: the tarball and the Debian packages hold what they should; `make test-deb` builds the latter.

if [ -e .git ]; then
    dist() { rm -f "$build"/resnetc-*.tar.gz && make -s B="$build" dist && cp "$build"/resnetc-*.tar.gz "$1"; }
    check "make dist" dist "$folder/one.tar.gz"
    check "the same bytes twice" bash -c "sleep 1; $(declare -f dist); build='$build'; dist '$folder/two.tar.gz' && cmp '$folder/one.tar.gz' '$folder/two.tar.gz'"
    name=resnetc-$(sed -n 's/.*RESNETC_VERSION "\(.*\)"/\1/p' compiler/base/base.h)
    check "all that is committed, in a folder of the version's name" diff \
        <(git ls-tree -r --name-only HEAD | sed "s|^|$name/|" | sort) <(tar tzf "$folder/one.tar.gz" | grep -v '/$' | sort)
    check "it needs no git: make says what it can" bash -c "cd '$folder' && tar xf one.tar.gz && cd $name && make -s help | grep -q 'make install'"
fi

# What is installed is in one of the packages, and they wait for nothing else.
debian=packaging/debian
as_debian() { make_install DESTDIR="$folder/tmp" PREFIX=/usr LIBDIR=lib/triplet install && mv "$folder"/tmp/usr/share/zsh/site-functions "$folder"/tmp/usr/share/zsh/vendor-completions &&
    rm "$folder/tmp/usr/share/doc/resnetc/LICENSE"; }
claimed() { # what rows of *.install name, a file a line; a row that names none fails
    local row found
    while read -r row; do
        found=$(cd "$folder/tmp" && find $row ! -type d) && [ -n "$found" ] && echo "$found" || { echo "nothing of $row" >&2 && return 1; }
    done < <(cat $debian/*.install)
}
check "installed as for Debian" as_debian
check "each file is in one package" bash -c "$(declare -f claimed); folder='$folder' debian=$debian; claimed >'$folder/claimed' &&
    diff <(sort '$folder/claimed') <(cd '$folder/tmp' && find usr ! -type d | sort)"
check "Debian's version is ours" grep -q "^resnetc ($(sed -n 's/.*RESNETC_VERSION "\(.*\)"/\1/p' compiler/base/base.h)-" $debian/changelog
check "the library's package has its number" grep -q "^Package: libresnetc$(readlink "$prefix/lib/libresnetc.so" | sed 's/.*\.so\.//')\$" $debian/control
