#!/bin/bash
# What becomes of files when something goes wrong: two compiles to one output at once, signals, inputs that shrink, folders that cannot be written, a full
# disk, no standard output. One whole result or the old one; nothing else is left.
# usage: outputs.sh BUILD_FOLDER
set -u
build=$(realpath "${1:?build folder}") top=$PWD
suite=outputs
. tests/embed/check.sh
chmod 755 "$folder" && cp "$build/resnetc" specs/resnet20-cifar.json "$folder" && cd "$folder" || exit 1
program=$folder/resnetc
# More than 1 MiB of weights: three files, of which the C and the weights belong together.
compile() { "$program" -q "$folder/resnet20-cifar.json" --target scalar --prefer speed --set classes="1$1" --weights "random:$1" -o "$2/net.c"; }
same() { # FOLDER: it holds exactly the files of one of both
    [ "$(ls -A "$1" | xargs)" = 'net.c net.h net.weights' ] && { diff -rq "$1" one || diff -rq "$1" two; } >/dev/null
}
mkdir one two out && compile 1 one && compile 2 two
check "three files" test "$(ls one | xargs)" = 'net.c net.h net.weights'
check "two networks" bash -c '! cmp -s one/net.weights two/net.weights'

# ---- Two at once: each file is whole ----

whole() { # FILE of out: as one of both has it
    cmp -s "out/$1" "one/$1" || cmp -s "out/$1" "two/$1"
}
# Files take their names one after another: here slowly, so that both are in the midst of it.
echo '#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
#include <unistd.h>
int rename(const char *from, const char *to) {
    int (*next)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    usleep(now.tv_nsec / 1000 % 200000);
    return next(from, to);
}' >slow.c && cc -shared -fPIC -w -o slow.so slow.c -ldl
if grep -q __asan_init "$program"; then slow=''; else slow=$folder/slow.so; fi # what is preloaded comes behind a sanitizer
for _ in 1 2 3 4 5 6; do
    LD_PRELOAD=$slow compile 1 out & first=$!
    LD_PRELOAD=$slow compile 2 out & second=$!
    wait $first && wait $second
    check "two at once: both succeed" [ $? -eq 0 ]
    check "two at once: nothing else is left: $(ls -A out | xargs)" [ "$(ls -A out | xargs)" = 'net.c net.h net.weights' ]
    for file in net.c net.h net.weights; do check "two at once: $file is whole" whole $file; done
    check "two at once: all of one" same out
done

# ---- An input that becomes shorter while it is read ----

echo '#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
void *mmap(void *at, size_t size, int protection, int flags, int descriptor, off_t offset) {
    void *(*next)(void *, size_t, int, int, int, off_t) = (void *(*)(void *, size_t, int, int, int, off_t))dlsym(RTLD_NEXT, "mmap");
    void *bytes = next(at, size, protection, flags, descriptor, offset);
    static int files; /* the first time it is looked at what kind of file it is */
    if (descriptor >= 0 && ++files == 2 && truncate(getenv("SHORTER"), 4096)) abort();
    return bytes;
}' >shorter.c && cc -shared -fPIC -w -o shorter.so shorter.c -ldl
if [ -n "$slow" ]; then
    rm -rf out && cp -r one out
    cp "$top/tests/oracle/data/batch4/weights.safetensors" shorter.safetensors
    SHORTER=$PWD/shorter.safetensors LD_PRELOAD=$PWD/shorter.so "$program" -q "$top/tests/oracle/data/batch4/spec.json" --weights shorter.safetensors -o out/net.c 2>err
    status=$?
    check "a shorter input: status $status: $(cat err)" test "$status $(cat err)" = '3 resnetc: an input became shorter while it was read'
    check "a shorter input: the old files" same out
fi

# ---- A signal in the middle, whenever it comes: all old, or all new ----

for signal in INT TERM HUP; do
    for delay in 0.005 0.01 0.02 0.04 0.08 0.12; do
        rm -rf out && cp -r one out
        # An asynchronous command ignores SIGINT: setsid's does not.
        setsid env --default-signal=INT,TERM,HUP "$program" -q resnet20-cifar.json --target scalar --prefer speed --set classes=12 --weights random:2 -o out/net.c &
        sleep $delay
        kill -$signal $! 2>/dev/null
        wait $! 2>/dev/null
        check "SIG$signal after $delay s: $(ls -A out | xargs)" same out
    done
done

# ---- What cannot be written ----

fails() { # WHAT SAYS COMMAND...: status 3, one line, and the files are the old ones
    "${@:3}" >said 2>err
    local got=$?
    check "$1: status $got: $(cat err)" [ $got -eq 3 ]
    check "$1: says $2, got $(cat err)" grep -q "$2" err
}
rm -rf out && cp -r one out
rm out/net.h && mkdir out/net.h
fails "a folder in the place of a file" 'directory' compile 2 out
check "a folder in the place of a file: the others are old" bash -c 'cmp out/net.c one/net.c && cmp out/net.weights one/net.weights && [ "$(ls -A out | xargs)" = "net.c net.h net.weights" ]'
rm -rf out && cp -r one out
if [ "$(id -u)" -ne 0 ]; then user=(); else user=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
if [ "$(id -u)" -ne 0 ] || command -v setpriv >/dev/null; then
    chmod 555 out
    fails "a read-only folder" 'Permission denied' "${user[@]}" bash -c "$(declare -f compile); program=$program folder=$folder; compile 2 out"
    chmod 777 out && chmod 444 out/*
    fails "read-only files" 'Permission denied' "${user[@]}" bash -c "$(declare -f compile); program=$program folder=$folder; compile 2 out"
    chmod 755 out && chmod 644 out/*
    check "read-only: the old files" same out
else
    echo "SKIPPED: a read-only folder: root, and no setpriv"
fi
if unshare -rm mount -t tmpfs none /mnt 2>/dev/null; then
    # Room for the old files, the new C and header, and a part of the new weights.
    size=$(($(du -sb one | cut -f 1) / 1024 + $(stat -c %s one/net.c one/net.h | paste -sd+ | bc) / 1024 + 600))
    fails "a full disk" 'No space left' unshare -rm bash -c "$(declare -f compile same); program=$program folder=$folder
        mount -t tmpfs -o size=${size}k none /mnt && cp one/* /mnt || exit 9
        compile 2 /mnt
        status=\$?
        same /mnt || exit 8
        exit \$status"
else
    echo "SKIPPED: a full disk: no unshare"
fi
fails "standard output into a full device" 'standard output: No space left' bash -c "$program -q resnet20-cifar.json --describe >/dev/full"
fails "no standard output" 'standard output: Bad file' bash -c "$program -q resnet20-cifar.json -o - >&-"
cp -r one last
fails "no standard output, beside files" 'Bad file descriptor' bash -c "$program -q resnet20-cifar.json --target scalar --weights random:2 -o last/net.c --describe >&-"
check "no standard output: the old files" same last
cd "$top" && close
