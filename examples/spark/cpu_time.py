#!/usr/bin/env python3
"""Seconds of processors that a command takes, and of the clock: cpu_time.py PARENTS COMMAND...

PARENTS: - counts the command itself; processes, between commas, count what they start meanwhile (an executor and its Python).
"""

import os
import subprocess
import sys
import time

TICK = os.sysconf("SC_CLK_TCK")


def processes():
    """pid -> (parent, seconds), of all that there are."""
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        found[int(pid)] = int(fields[1]), (int(fields[11]) + int(fields[12])) / TICK
    return found


def below(found, roots):
    """Those of `found` that one of the roots started, at any remove."""
    inside = set(roots)
    while more := {pid for pid, (parent, _) in found.items() if parent in inside} - inside:
        inside |= more
    return inside - set(roots)


def main():
    parents, *command = sys.argv[1:]
    since, seconds = time.monotonic(), {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while parents != "-" and process.poll() is None:
            found = processes()
            seconds.update({pid: found[pid][1] for pid in below(found, map(int, parents.split(",")))})
            time.sleep(0.1)
        _, status, usage = os.wait4(process.pid, 0) if parents == "-" else (0, process.returncode, None)
        process.returncode = os.waitstatus_to_exitcode(status) if usage else status
    total = usage.ru_utime + usage.ru_stime if usage else sum(seconds.values())
    print(f"{total:.2f} {time.monotonic() - since:.2f}")
    sys.exit(process.returncode)


main()
