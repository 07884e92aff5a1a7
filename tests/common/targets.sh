# Sourced by scripts of sh: the rows of targets by name, as `PROGRAM --target help` has them.

targets() { "$1" --target help | awk '$1 != "native" { print $1 }'; } # PROGRAM: fastest first

# PROGRAM NAME: whether this processor runs it
runs_here() { "$1" --target help | awk -v name="$2" '$1 == name { here = !/\(not on this processor\)/ } END { exit !here }'; }

skipped() { echo "SKIPPED: $1, not on this processor: $2"; } # WHAT NAME
