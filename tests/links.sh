#!/bin/bash
# Pages lead somewhere: `tests/links.sh [FOLDER]`, the top folder where none is given. In every page (*.md) a relative link
# leads to a file that is there and, behind a #, to a heading of that page; a path between backquotes that begins with one
# of our folders is there, too, unless a part of it is a word in capitals (CASE). And a link leads to every page but README.md.
# Closing line: "N passed, N failed".
set -u
cd "${1:-.}" || exit 1
passed=0 failed=0 linked=' '

# links PAGE: "line target" of each link; spans PAGE: "line text" of what stands between backquotes. Not inside fences.
links() {
    awk '/^ *```/ { fence = !fence } fence { next }
         { gsub(/`[^`]*`/, ""); text = $0
           while (match(text, /\]\([^)]+\)/)) { print NR, substr(text, RSTART + 2, RLENGTH - 3); text = substr(text, RSTART + RLENGTH) } }' "$1"
}
spans() {
    awk '/^ *```/ { fence = !fence } fence { next }
         { text = $0
           while (match(text, /`[^`]+`/)) { print NR, substr(text, RSTART + 1, RLENGTH - 2); text = substr(text, RSTART + RLENGTH) } }' "$1"
}

# anchors PAGE: what a link to each heading says behind the #: lower case, words joined by -, -1 behind the second of a name.
anchors() {
    awk '/^ *```/ { fence = !fence } fence || !/^#+ / { next }
         { sub(/^#+ /, ""); text = tolower($0); gsub(/[^a-z0-9 _-]/, "", text); gsub(/ /, "-", text)
           print text (seen[text] ? "-" seen[text] : ""); seen[text]++ }' "$1"
}

ok() { # PAGE:LINE WHAT COMMAND...
    if "${@:3}"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1: $2"
    fi
}
has_anchor() { anchors "$1" 2>/dev/null | grep -qxF -- "$2"; }

pages=$(find . -name '*.md' -not -path './build*' -not -path './.git/*' | sort)
for page in $pages; do
    folder=$(dirname "$page")
    while read -r line target; do
        case $target in *://* | mailto:*) continue ;; esac
        file=${target%%#*} anchor=
        case $target in *'#'*) anchor=${target#*#} ;; esac
        [ -n "$file" ] && file=$folder/$file || file=$page
        ok "$page:$line" "no file for ($target)" test -e "$file"
        linked="$linked$(realpath -m --relative-to=. "$file") "
        [ -z "$anchor" ] || ok "$page:$line" "no heading for ($target)" has_anchor "$file" "$anchor"
    done < <(links "$page")
    while read -r line path; do
        ok "$page:$line" "no file \`$path\`" test -e "$path"
    done < <(spans "$page" | grep -E '^[0-9]+ (compiler|runtime|tests|docs|specs|generated|packaging|\.ci)/[A-Za-z0-9_./-]*$' | grep -vE '/[A-Z]+(/|$)')
done
has_word() { [ -z "$2" ] || grep -qws -- "$2" "$1"; }
while read -r line text; do
    file=compiler/${text%%:*} function=
    case $text in *:*) function=${text#*:} ;; esac
    [ -e "$file" ] || file=${text%%:*}
    ok "CONTRIBUTING.md:$line" "no file \`$text\`" test -e "$file"
    ok "CONTRIBUTING.md:$line" "no such function: \`$text\`" has_word "$file" "$function"
done < <([ ! -e CONTRIBUTING.md ] || spans CONTRIBUTING.md | grep -E '^[0-9]+ [A-Za-z0-9_./-]+\.[ch](:[a-z0-9_]+)?$' | grep -v 'target/neon\.c')
for page in $pages; do
    [ "$page" = ./README.md ] || ok "$page" 'no page links to it' test "${linked/ ${page#./} /}" != "$linked"
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
