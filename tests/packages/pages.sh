# pages.sh, sourced by run.sh: the man pages as installed: well formed, and complete beside what they are made of.
man=$prefix/share/man

# missing FILE: a line of standard input is nowhere a line of the file
missing() { local lost && lost=$(comm -23 <(sort -u) <(sort -u "$1")) && echo "missing: $lost" && [ -z "$lost" ]; }
# heads FILE: what stands where paragraphs have their heads
heads() { sed -nE 's/^ {7}(-[a-z], )?([A-Za-z_.-]+)([] =[].*)?$/\2/p' "$1"; }
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
    options() { "$build/resnetc" --help | sed -nE 's/^ +(-[a-z], )?(--?[A-Za-z-]+)([] =[].*)?$/\2/p'; }
    functions() { grep -oE 'resnet_jit_[a-z_0-9]+\([a-zA-Z]+ [a-zA-Z*]+' $1; }
    keys() { sed -n '/"\$defs"/q; s/^    "\([a-z_]*\)": {.*/\1/p' specs/schema.json; }
    defaults() { # of keys at the top: the page says them
        for pair in groups:1 batch:1 classes:1000 padding:torch; do
            awk -v key="${pair%:*}" -v is="Default: ${pair#*:}." '$1 == key { on = 1 } on && index($0, is) { found = 1; exit } /^$/ { on = 0 } END { exit !found }' \
                "$folder/5.txt" || { echo "no default of $pair" && return 1; }
        done
    }
    for page in 1 5; do heads "$folder/$page.txt" >"$folder/$page.heads"; done
    functions "$folder/3.txt" >"$folder/3.heads"
    check "resnetc(1) has all options" missing "$folder/1.heads" < <(options)
    check "resnetc_jit(3) has all functions" missing "$folder/3.heads" < <(functions runtime/library/resnetc_jit.h)
    check "resnetc-spec(5) has all keys" missing "$folder/5.heads" < <(keys)
    check "resnetc-spec(5) has keys of objects" missing "$folder/5.heads" < <(printf '%s\n' input.height stem.pool.padding activation.slope norm.groups preprocess.mean)
    check "resnetc-spec(5) has defaults" defaults
    check "there are many of each" bash -c "[ $(options | wc -l) -gt 30 ] && [ $(functions runtime/library/resnetc_jit.h | wc -l) -gt 12 ] && [ $(keys | wc -l) -gt 20 ]"
else
    echo "SKIPPED: man pages: no man or no mandoc"
fi
