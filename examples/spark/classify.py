#!/usr/bin/env python3
"""A folder or bucket of pictures to a folder of Parquet files: path, class, probability, error; a row for each picture.

spark-submit --py-files picture_worker.py --files model.so classify.py INPUT OUTPUT
"""

import argparse
import re
import urllib.parse

from pyspark.sql import SparkSession, functions

import picture_worker

LOCAL = "^file:/+"  # Spark writes it in two ways; answers have plain paths
NAMES = "*.{png,PNG,jpg,JPG,jpeg,JPEG}"


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="a folder, of any file system that Spark knows: s3a://bucket/pictures")
    parser.add_argument("output", help="a folder that is not there yet")
    parser.add_argument("--batch", type=int, default=64, help="pictures that a worker has in memory at once (%(default)s)")
    parser.add_argument("--task", type=int, default=64 << 20, help="bytes of pictures a task, about (%(default)s)")
    parser.add_argument("--largest", type=int, default=64 << 20, help="bytes of a file that is still read (%(default)s)")
    return parser.parse_args()


def settings(arguments):
    return {
        "spark.sql.execution.arrow.maxRecordsPerBatch": arguments.batch,
        "spark.sql.files.maxPartitionBytes": arguments.task,
        "spark.sql.files.openCostInBytes": 16 << 10,  # of 4 MB, the default, a task would have some ten pictures
        "spark.sql.files.minPartitionNum": 1,
        "spark.python.worker.reuse": "true",
        "spark.executor.extraJavaOptions": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1",  # Java has little to do: less to start
        "spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version": 1,  # a task's rows appear when the job is done, or never
    }


def local(column):
    return functions.regexp_replace(column, LOCAL, "/").alias("path")


def unread(paths, reason):
    columns = [functions.lit(None).cast("int").alias("class"), functions.lit(None).cast("float").alias("probability")]
    return paths.select(local("path"), *columns, functions.lit(reason).alias("error"))


def main():
    arguments = parse()
    builder = SparkSession.builder.appName("pictures")
    for key, value in settings(arguments).items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    files = session.read.format("binaryFile").options(recursiveFileLookup=True, pathGlobFilter=NAMES).load(arguments.input)

    # Sizes are known from listing: what is too large is never opened.
    size = functions.col("_metadata.file_size")
    answers = files.where(size <= arguments.largest).select(local("path"), "content")
    answers = answers.mapInPandas(picture_worker.answers, picture_worker.ANSWER)
    large = unread(files.where(size > arguments.largest), f"more than {arguments.largest} bytes")
    answers.union(large).write.parquet(arguments.output)

    # Spark's sources pass over empty files.
    paths = [(re.sub(LOCAL, "/", urllib.parse.unquote(path)),) for path in files.inputFiles()]
    listed = session.createDataFrame(paths, "path string")
    answered = session.read.parquet(arguments.output).select("path")
    missing = listed.join(answered, "path", "left_anti")
    unread(missing, "empty").write.mode("append").parquet(arguments.output)
    session.stop()


main()
