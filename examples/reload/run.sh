#!/usr/bin/env bash
# run.sh BUILD_FOLDER: a server whose weights are replaced again and again: each answer is that of the weights it names.
. "$(dirname "$0")/../common.sh"
need "$cc" perl

# Two trainings of one network: the trained one, and one of random numbers.
"$resnetc" "${network[@]}" --name fashion -o other.c --weights-in file
mv other.weights trained.weights
"$resnetc" "${network[0]}" --weights random:1 "${network[@]:3}" --name fashion --weights-in file -o fashion.c
mv fashion.weights random.weights
"$cc" @fashion.flags -c fashion.c
warnings=(-std=gnu11 -O2 -g -Wall -Wextra -Werror -I. -I"$here" -I"$include")
# shellcheck disable=SC2086
"$cc" "${warnings[@]}" ${SANITIZE:-} -o serve "$here/serve.c" "$here/live.c" fashion.o -lm -pthread
"$cc" "${warnings[@]}" -o check "$here/check.c"

some=100
every 10 784 <"$pictures" >some.u8
./serve trained.weights 1 <some.u8 >trained.answers
./serve random.weights 1 <some.u8 >random.answers
perl -e 'while (read STDIN, $answer, 56) { print substr $answer, 16 }' <trained.answers >trained.f32
every 10 40 <"$logits" >expected-some.f32
same trained.f32 expected-some.f32

cp trained.weights current.weights
head -c 1000 trained.weights >short.weights
mkfifo requests
./serve current.weights 3 <requests >answers 2>told &
server=$!
exec 3>requests
# What a pipe holds is less: when it is written, the server has begun, and hears signals.
cat some.u8 >&3
for kind in random trained short random random trained random short trained random trained random; do
    cp $kind.weights new.weights
    mv new.weights current.weights # not over the old file's bytes, which are mapped
    kill -HUP $server
    for _ in 1 2 3; do cat some.u8 >&3; done
done
exec 3>&-
wait $server
cat told
grep -q 'another size' told
grep -q '^3700 answers, .* 1 mapped$' told
./check answers $some trained.answers random.answers
