# cluster.sh, sourced: a standalone cluster on this machine, a master and two workers of a core each. Before it: work=FOLDER,
# and a Python with pyspark, pyarrow, pandas and Pillow first in PATH. What it starts it ends.
export PYSPARK_PYTHON=python3 SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1
spark_home=$(python3 -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))') || exit
here=$(realpath "$(dirname "${BASH_SOURCE[0]}")")
started=()
stop_cluster() { kill "${started[@]}" 2>/dev/null && wait "${started[@]}" 2>/dev/null; started=(); }
trap stop_cluster EXIT

# daemon NAME CLASS ARGUMENTS...: its log is $work/NAME.log
daemon() {
    "$spark_home/bin/spark-class" "org.apache.spark.deploy.$2" --host 127.0.0.1 --port 0 --webui-port 0 "${@:3}" >"$work/$1.log" 2>&1 &
    started+=($!)
}

# until_said LOG PATTERN: waits until it stands there.
until_said() {
    for ((turn = 0; turn < 3000; turn++)); do
        grep -q "$2" "$1" && return
        sleep 0.1
    done
    echo "$1: expected \"$2\"" && tail -n 20 "$1" && return 1
}

start_cluster() {
    daemon master master.Master
    until_said "$work/master.log" 'Starting Spark master at' || return
    master=$(sed -n 's/.*Starting Spark master at \(.*\)/\1/p' "$work/master.log")
    for worker in worker1 worker2; do
        daemon $worker worker.Worker --cores 1 --memory 1g --work-dir "$work/$worker" "$master"
        until_said "$work/$worker.log" 'Successfully registered' || return
    done
}

# classify INPUT OUTPUT [OPTIONS...]: the job, as on any cluster.
classify() {
    "$spark_home/bin/spark-submit" --master "$master" --py-files "$here/picture_worker.py" --files "$work/model.so" \
        --executor-memory 1g "$here/classify.py" "$@"
}
