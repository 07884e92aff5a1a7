# Sourced by scripts of sh: the rows of targets by name, as `PROGRAM --target help` has them.

# PROGRAM: this machine's, fastest first; other machines'
targets() { "$1" --target help | awk '$1 != "native" && !/\(another machine\)$/ { print $1 }'; }
foreign_targets() { "$1" --target help | awk '/\(another machine\)$/ { print $1 }'; }

# PROGRAM NAME: whether this processor runs it
runs_here() { "$1" --target help | awk -v name="$2" '$1 == name { here = !/\(not on this processor\)/ } END { exit !here }'; }

skipped() { echo "SKIPPED: $1, not on this processor: $2"; } # WHAT NAME
