#!/usr/bin/env bash
# Pictures a second a core, of Spark and of `resnetc --run`, turn by turn: rate.sh BUILD_FOLDER [ROUNDS], after run.sh. Time is
# that of processors, of executors and their Python: so neighbours on the machine count less. A large folder less a small one:
# what starting takes does not count.
set -uo pipefail
build=$(realpath "${1:?build folder}") work=$(realpath "$1")/spark rounds=${2:-3}
PATH=$build/spark-env/bin:$PATH
. examples/spark/cluster.sh
spec=specs/resnet18.json weights=random:1 small=500 large=2500

for count in $small $large; do
    rm -rf "$work/photographs$count" && mkdir "$work/photographs$count"
    for ((i = 0; i < count; i++)); do cp tests/oracle/images/cat.jpg "$work/photographs$count/$i.jpg"; done
done
start_cluster || exit
export master work here spark_home
export -f classify
for ((round = 0; round < rounds; round++)); do
    for count in $small $large; do
        folder=$work/photographs$count
        rm -rf "$work/rate"
        echo "run $count $(python3 examples/spark/cpu_time.py - "$build/resnetc" -q $spec --weights $weights --target avx512 --run "$folder" --format csv)"
        echo "spark $count $(python3 examples/spark/cpu_time.py "${started[1]},${started[2]}" bash -c "classify '$folder' '$work/rate' --task 16000000")"
    done
done | tee "$work/rate.txt"
awk -v few=$small -v many=$large '
    { seconds[$1, $2] += $3; rounds += $1 == "run" && $2 == few }
    END {
        for (i = split("run spark", names, " "); i; i--) {
            name = names[i]
            rate[name] = rounds * (many - few) / (seconds[name, many] - seconds[name, few])
            printf "%s: %.1f pictures a second a core; starting takes %.1f s\n", name, rate[name],
                seconds[name, few] / rounds - few / rate[name]
        }
        printf "spark / run: %.2f\n", rate["spark"] / rate["run"]
    }' "$work/rate.txt"
