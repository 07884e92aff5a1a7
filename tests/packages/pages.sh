# pages.sh, sourced by run.sh: the man pages as installed: well formed, and complete beside what they are made of.
man=$prefix/share/man

words_of() { grep -oE -- "[A-Za-z_][A-Za-z0-9_.-]*" | sed "s|[.-]*\$||" | sort -u; }
missing() { # WHAT FILE: what stands on standard input, a word a line, and not in the file
    local lost
    lost=$(comm -23 <(sort -u) <(words_of <"$2")) && [ -n "$1" ] && echo "not in $2: $lost" && [ -z "$lost" ]
}
text_of() { MANWIDTH=200 MAN_KEEP_FORMATTING='' man --warnings -E UTF-8 -l "$1" 2>"$folder/warnings" | col -bx | sed 's/\xe2\x80\x90/-/g' && [ ! -s "$folder/warnings" ]; }

if command -v man >/dev/null && command -v mandoc >/dev/null; then
    for page in man1/resnetc.1 man3/resnetc_jit.3 man5/resnetc-spec.5; do
        check "$page: man warns of nothing" bash -c "[ -s '$man/$page' ] && ! man --warnings -l '$man/$page' 2>&1 >/dev/null | grep ."
        # help2man's date has no day
        check "$page: mandoc neither" bash -c "! mandoc -Tlint -Wwarning '$man/$page' | grep -v 'cannot parse date'"
    done
    text_of "$man/man1/resnetc.1" >"$folder/1.txt"
    text_of "$man/man3/resnetc_jit.3" >"$folder/3.txt"
    text_of "$man/man5/resnetc-spec.5" >"$folder/5.txt"
    options() { "$build/resnetc" --help | grep -oE '^ +(-[a-zA-Z], )?-(-[a-z-]+|[a-zA-Z]+)' | grep -oE -- '-[a-zA-Z-]+$' | sed 's/^-*//'; }
    functions() { grep -oE 'resnet_jit_[a-z_0-9]+\(' runtime/library/resnetc_jit.h | tr -d '('; }
    keys() { # those that a random spec may have, as tests/unit/test_random_spec.c holds them against the schema
        sed -n '/"\$defs"/q; s/^    "\([a-z_]*\)": {.*/\1/p' specs/schema.json
    }
    defaults() { # of keys at the top: the page says them
        for pair in groups:1 batch:1 classes:1000 padding:torch; do
            awk -v key="${pair%:*}" -v is="Default: ${pair#*:}." '$1 == key { on = 1 } on && index($0, is) { found = 1; exit } /^$/ { on = 0 } END { exit !found }' \
                "$folder/5.txt" || { echo "no default of $pair" && return 1; }
        done
    }
    check "resnetc(1) has all options" missing options "$folder/1.txt" < <(options)
    check "resnetc_jit(3) has all functions" missing functions "$folder/3.txt" < <(functions)
    check "resnetc-spec(5) has all keys" missing keys "$folder/5.txt" < <(keys)
    check "resnetc-spec(5) has keys of objects" missing keys "$folder/5.txt" < <(printf '%s\n' input.height stem.pool.padding activation.slope norm.groups preprocess.mean)
    check "resnetc-spec(5) has defaults" defaults
    check "there are many of each" bash -c "[ $(options | wc -l) -gt 30 ] && [ $(functions | wc -l) -gt 12 ] && [ $(keys | wc -l) -gt 20 ]"
else
    echo "SKIPPED: man pages: no man or no mandoc"
fi
