"""Contenders: processes that are kept alive, talk through pipes, and are stopped while it is another one's turn."""
import os
import select
import signal
import subprocess
import time

PATIENCE = 600  # seconds for an answer


class Absent(Exception):
    """This contender takes no part; the reason is the message."""


class Contender:
    def __init__(self, name, command, cpus, environment=None):
        self.name, self.process, self.buffer = name, None, b""
        self.times = []  # nanoseconds, one a round
        environment = {**os.environ, "OMP_NUM_THREADS": str(len(cpus)), **(environment or {})}
        for unwanted in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
            environment.pop(unwanted, None)
        try:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                            env=environment, preexec_fn=lambda: os.sched_setaffinity(0, cpus))
        except OSError as error:
            raise Absent(error.strerror) from error
        word, _, rest = self.read().partition(" ")
        if word != "ready":
            self.close()
            raise Absent(rest or word)
        self.version = rest
        self.pause()

    def read(self):
        """The next line that the process says."""
        end = time.monotonic() + PATIENCE
        while b"\n" not in self.buffer:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            part = os.read(self.process.stdout.fileno(), 65536) if ready else None
            if not part:
                self.process.kill()
                said = self.process.stderr.read().decode(errors="replace").strip().split("\n")[-1]
                raise Absent(f"ended: {said}" if part == b"" else f"no answer in {PATIENCE} s")
            self.buffer += part
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode().strip()

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def say(self, question):
        self.process.send_signal(signal.SIGCONT)
        try:
            self.process.stdin.write(question.encode() + b"\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # reading tells

    def ask(self, question):
        return ask_together([self], question)[0]

    def preemptions(self):
        """How often the kernel has put its threads aside for others."""
        count = 0
        for task in os.listdir(f"/proc/{self.process.pid}/task"):
            with open(f"/proc/{self.process.pid}/task/{task}/status") as file:
                count += sum(int(line.split()[1]) for line in file if line.startswith("nonvoluntary"))
        return count

    def close(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
                stream.close()


def ask_together(contenders, question):
    """The answers of several at the same time."""
    for contender in contenders:
        contender.say(question)
    answers = [contender.read() for contender in contenders]
    for contender in contenders:
        contender.pause()
    return answers
