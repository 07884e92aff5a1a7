#!/bin/bash
# What a terminal gets that a pipe does not: carets, colours, bars, columns.
# usage: tests/cli/terminal.sh PROGRAM, from the top folder. Closing line: "N passed, N failed".
set -u
program=$(realpath "${1:?program}")
[ -x "$program" ] || exit 1
command -v script >/dev/null || { echo "SKIPPED: terminals: script is not installed" && echo "0 passed, 0 failed" && exit 0; }
tmp=$(mktemp -d "${TMPDIR:-/tmp}/resnetc-terminal.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
unset NO_COLOR RESNETC_SPECS CC
export TERM=xterm
passed=0 failed=0

ok() { # DESCRIPTION COMMAND...: the command must succeed
    if "${@:2}"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1"
        sed 's/^/    /' screen | cat -v
    fi
}
on_terminal() { # COMMAND: all that it prints goes to `screen`, by a terminal of 60 columns; its status to `status`
    script -qec "stty cols 60; $1; echo \$? >status" /dev/null </dev/null | tr -d '\r' >screen
}
escape=$(printf '\033')
shows() { ok "$1: shows \"$1\"" grep -qF -- "$1" screen; }
is() { # LINES: all that the screen has
    ok "the screen is: $1" [ "$(cat screen)" = "$1" ]
}
printf '{"block": "basic",\n "repeats": [2, 0],\n}\n' >comma.json
printf '{"block": "basic",\n\t"repeats": [2, 0]}\n' >zero.json
printf '{"name": "tiny", "block": "basic", "repeats": [1, 1], "widths": [8, 16], "stem": {"type": "cifar"},
 "input": {"channels": 3, "height": 16, "width": 12}, "classes": 10}\n' >tiny.json

### Messages
message='resnetc: zero.json:2:17: /repeats/1: expected 1 or more, got 0'
"$program" zero.json --describe >screen 2>&1
is "$message"
NO_COLOR=1 on_terminal "$program zero.json --describe"
is "$message
    2 |  \"repeats\": [2, 0]}
      |                 ^"
ok 'status 1' [ "$(cat status)" = 1 ]
TERM=dumb on_terminal "$program zero.json --describe"
ok 'no colours on a dumb terminal' [ "$(grep -c "$escape" screen)" = 0 ]
on_terminal "$program zero.json --describe"
is "$escape[1;31mresnetc:$escape[0m${message#resnetc:}
    2 |  \"repeats\": [2, 0]}
      |                 $escape[1;32m^$escape[0m"
on_terminal "$program zero.json --describe 2>&1 | cat"
is "$message"
export NO_COLOR=1
on_terminal "$program comma.json --describe"
is 'resnetc: comma.json:2:19: expected no comma before "}"
    2 |  "repeats": [2, 0],
      |                   ^'
printf '{"format": 1,\n "x": 2}' >ranges.json
on_terminal "$program tiny.json --weights random:1 --precision int8 --calibrate ranges.json --describe"
is 'resnetc: ranges.json:2:2: /x: unknown key, expected one of "format", "made", "weights", "auto", "layers"
    2 |  "x": 2}
      |  ^~~'
on_terminal "$program tiny.json --set 'stem={\"type\": \"cifra\"}' --describe"
is 'resnetc: --set stem={"type": "cifra"}: /stem/type: expected one of "imagenet", "cifar", "deep", got "cifra"; did you mean "cifar"?
      | --set stem={"type": "cifra"}
      |                     ^~~~~~~'
printf '{"$schema": "%090d", "blok": "basic"}\n' 0 >wide.json
on_terminal "$program wide.json --describe"
ok 'a wide line is cut' [ "$(sed 1d screen | wc -L)" -le 60 ]
shows '"blok"'
on_terminal "$program tiny.json --wieghts w"
is "resnetc: unrecognized option '--wieghts'; did you mean --weights?"
unset NO_COLOR
on_terminal "$program tiny.json --weights random:1 --run random:1 --set preprocess.input=u8_nhwc"
ok 'no note, no colour' [ "$(grep -c "$escape" screen)" = 0 ]

### Columns
printf '%s\n' zero one two three four five six seven eight nine >labels
on_terminal "$program -q tiny.json --weights random:1 --run random:2 --labels labels"
"$program" -q tiny.json --weights random:1 --run random:2 --labels labels >piped
ok 'tabs in a pipe' [ "$(grep -c '^[1-5]	[0-9]	[a-z]*	0\.[0-9]\{6\}$' piped)" = 5 ]
ok 'none on a terminal' [ "$(grep -c '	' screen)" = 0 ]
ok 'the same words' [ "$(tr -s ' ' '\t' <screen)" = "$(cat piped)" ]
ok 'columns stand below each other' [ "$(sed 's/ [^ ]*$//' screen | while read -r line; do echo ${#line}; done | wc -l)" = 5 ]
ok 'each line is as long' [ "$(while read -r line; do echo ${#line}; done <screen | sort -u | wc -l)" = 1 ]
on_terminal "$program -q tiny.json --weights random:1 --run random:2"
ok 'no column without labels' [ "$(grep -c '^[1-5]  [0-9]  0\.[0-9]\{6\}$' screen)" = 5 ]
on_terminal "$program -q tiny.json --weights random:1 --run random:2 --format csv"
shows 'index1,label1'

### Bars, where a task takes over a second; here by a clock a thousand times too fast
cat >clock.c <<'CLOCK'
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = (int)syscall(SYS_clock_gettime, clock, now);
    long long fast = (now->tv_sec % 1000 * 1000000000LL + now->tv_nsec) * 1000;
    now->tv_sec = fast / 1000000000, now->tv_nsec = fast % 1000000000;
    return failed;
}
CLOCK
on_terminal "$program tiny.json --weights random:1 --verify --jit cc"
ok 'a bar of verify while the compiler runs' grep -q "^verify \\[\\.*\\]   0 %" screen
ok 'which is erased' [ "$(sed "s/.*$escape\\[K//" screen | grep -c '\[[#.]*\]')" = 0 ]
if grep -q __asan_init "$program"; then
    echo "SKIPPED: bars: a sanitiser wants to be loaded first"
else
    ok 'a fast clock' cc -shared -fPIC -o clock.so clock.c
    bar() { # TASK ARGUMENTS: a bar, erased at the end; none by -q, on a dumb terminal, in a pipe
        local command="LD_PRELOAD=$tmp/clock.so $program tiny.json --weights random:1 $2"
        on_terminal "$command"
        ok "a bar of $1" grep -q "$1 \\[[#.]*\\] *[0-9]* %" screen
        ok "$1: it is erased" grep -q "$escape\\[K" screen
        ok "$1: nothing is left of it" [ "$(sed "s/.*$escape\\[K//" screen | grep -c '\[[#.]*\]')" = 0 ]
        on_terminal "$command -q"
        ok "none of $1 with -q" [ "$(grep -c '\[[#.]*\]' screen)" = 0 ]
        TERM=dumb on_terminal "$command"
        ok "none of $1 on a dumb terminal" [ "$(grep -c '\[[#.]*\]' screen)" = 0 ]
        bash -c "$command" >screen 2>&1
        ok "none of $1 in a pipe" [ "$(grep -c '\[[#.]*\]' screen)" = 0 ]
    }
    bar verify '--verify --jit tcc'
    bar bench '--bench --jit tcc'
    bar calibrate '--calibrate random:1 --set batch=8 --set input.height=112 --save-calibration k.json'
    bar pack '--set widths=[256,512] -o net.c'
fi
echo "$passed passed, $failed failed"
[ $failed = 0 ]
