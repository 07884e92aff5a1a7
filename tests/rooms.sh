#!/bin/bash
# No room knows one below it: `tests/rooms.sh BUILD_FOLDER`, after a build. From the includes: a file includes its own
# room's headers (by bare name) and the one header of rooms above (by "room/room.h"), none of ours in angle brackets or by
# a macro; headers of a room include each other in no circle. From what the compiler opened (the .d files): our files of
# that room or above. From the linked symbols: what a room's objects need is defined in that room or above.
set -u
build=$1
order='base json spec media graph tensors onnx weights import number target layers calibrate choose pack plan emit catalogue jit report measure page library cli'
passed=0 failed=0
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT

ok() { # WHAT LINES: fails where there are lines, and shows them
    if [ -z "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n%s\n' "$1" "$2"
    fi
}

folder() { case $1 in media | library) echo "runtime/$1" ;; *) echo "compiler/$1" ;; esac }
header() { [ "$1" = library ] && echo resnetc_jit.h || echo "$1.h"; }
above() { # ROOM: the rooms above it, each between blanks
    local rooms=" "
    for room in $order; do
        [ "$room" = "$1" ] && break
        rooms="$rooms$room "
    done
    echo "$rooms"
}

for folder in compiler/*/ runtime/*/; do
    [ "$folder" != runtime/python/ ] || continue # no C: it calls the library
    room=$(basename "$folder")
    ok "$folder has its place in the order" "$(case " $order " in *" $room "*) ;; *) echo "$room is not in it" ;; esac)"
done

# ---- Includes ----

directive='^[ \t]*#[ \t]*(include|include_next|import)\b'
for room in $order; do
    rooms=$(above "$room") here=$(folder "$room")
    [ -d "$here" ] || { ok "there is a room $room" "no $here"; continue; }
    wrong=$(grep -HnE "$directive" "$here"/*.[ch] | while IFS=: read -r file line text; do
        name=$(sed -nE "s/$directive"'[ \t]*(["<][^">]+)[">].*/\2/p' <<<"$text") kind=${name:0:1} name=${name:1} other=${name%%/*}
        if [ -z "$kind" ]; then
            echo "$file:$line: not the name of a file: $text"
        elif [ "$kind" = '<' ]; then
            [ ! -e "compiler/$name" ] && [ ! -e "runtime/$name" ] || echo "$file:$line: <$name> is ours: in quotes"
        elif [ "$other" = "$name" ]; then
            [ -f "$here/$name" ] || echo "$file:$line: $name is not in this room"
        elif [ "$name" != "$other/$(header "$other")" ]; then
            echo "$file:$line: $name is not the header of a room"
        elif [ "${rooms/ $other /}" = "$rooms" ]; then
            echo "$file:$line: $name is not above"
        fi
    done)
    ok "includes of $room lead upwards" "$wrong"
    circle=$(for file in "$here"/*.h; do
        sed -n 's/^#include "\([^/"]*\)".*/\1/p' "$file" | while read -r name; do echo "$(basename "$file") $name"; done
    done | tsort 2>&1 >/dev/null)
    ok "headers of $room include each other in no circle" "$circle"
done

# ---- What the compiler opened ----

for room in $order; do
    rooms="$(above "$room")$room "
    wrong=$(for source in "$(folder "$room")"/*.c; do
        rule=$build/${source%.c}.d
        [ -f "$rule" ] || { echo "no $rule: build first"; continue; }
        # Its first rule names all files; those behind it are of headers alone.
        sed -n '/[^\\]$/{ p; q }; p' "$rule" | tr -s ' \\' '\n' | sed 1d | xargs -d '\n' realpath -m --relative-to=. |
            sed -nE 's,^(compiler|runtime)/([^/]+)/.*,\2 &,p' | while read -r other file; do
                [ "${rooms/ $other /}" != "$rooms" ] || echo "$source opens $file"
            done
    done)
    ok "the compiler opens nothing below $room" "$wrong"
done

# ---- Symbols: "name room" of each that is defined; then what is needed from below ----

objects() { # of the sources that there are: an older build may have left others
    for source in "$(folder "$1")"/*.c; do echo "$build/${source%.c}.o"; done
}
for room in $order; do
    # shellcheck disable=SC2046
    nm --defined-only --extern-only $(objects "$room") | awk -v room="$room" 'NF == 3 { print $3, room }'
done | sort >"$work/defined"
ok 'there are objects to look at' "$([ "$(wc -l <"$work/defined")" -gt 100 ] || echo "few symbols in $build: build first")"
for room in $order; do
    rooms=$(above "$room")
    # shellcheck disable=SC2046
    wrong=$(nm --undefined-only $(objects "$room") | awk 'NF == 2 { print $2 }' | sort -u | join - "$work/defined" |
        while read -r symbol other; do
            [ "$other" = "$room" ] || [ "${rooms/ $other /}" != "$rooms" ] || echo "$room needs $symbol of $other"
        done)
    ok "$room needs nothing below it" "$wrong"
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
