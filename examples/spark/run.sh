#!/usr/bin/env bash
# The example on a cluster of two workers on this machine, one executor killed in the middle: run.sh BUILD_FOLDER, from the top
# folder. Exit status 0: no picture is lost, none is there twice, and answers are those of `resnetc --run`; 77: a tool is missing.
# PICTURES: how many. `make deps-spark` installs what it needs.
set -uo pipefail
build=$(realpath "${1:?build folder}") work=$(realpath "$1")/spark pictures=${PICTURES:-1500}
PATH=$build/spark-env/bin:$PATH
missing() { echo "SKIPPED: examples/spark: $1 (make deps-spark)" && exit 77; }
command -v java >/dev/null || missing "java is not installed"
for module in pyspark pyarrow pandas PIL; do
    python3 -c "import $module" 2>/dev/null || missing "Python's $module is not installed"
done
rm -rf "$work" && mkdir -p "$work/pictures"
. examples/spark/cluster.sh

spec=specs/resnet18.json weights=random:1
RESNETC=$build/resnetc examples/spark/build.sh $spec $weights "$work" || exit
python3 examples/spark/check.py make tests/oracle/images "$work/pictures" "$pictures" || exit
start_cluster || exit

classify "$work/pictures" "$work/answers" --task 4000000 --largest 500000 >"$work/job.log" 2>&1 &
job=$!
started+=($job)
# Some tasks are done: others are under way, on both workers.
until_said "$work/job.log" 'Finished task 5.0 in stage' || exit
executor=$(pgrep -P "${started[1]}") || { echo "no executor" && exit 1; }
kill -KILL "$executor" && echo "killed executor $executor of the first worker"
wait $job || { tail -n 50 "$work/job.log" && exit 1; }
grep -q 'Lost executor' "$work/job.log" || { echo "no executor was lost: more PICTURES" && exit 1; }

"$build/resnetc" -q $spec --weights $weights --run "$work/pictures" --format csv >"$work/run.csv" 2>/dev/null
python3 examples/spark/check.py compare "$work/pictures" "$work/answers" "$work/run.csv" || exit
loads=$(cat "$work"/worker?/*/*/stderr | grep -c '^model.so:') executors=$(ls -d "$work"/worker?/*/* | wc -l)
echo "$executors executors loaded the model $loads times"
[ "$loads" -le "$executors" ]
