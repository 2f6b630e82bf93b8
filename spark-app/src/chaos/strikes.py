"""What hits a job: which process, by which signal, when. All of it is drawn from the run's seed."""

import os
import signal
import time
from typing import NamedTuple

import jobs
import slurm

MARK = "TRIALMAP_CHAOS"  # in the environment of a start's processes, however far removed
SIGNALS = {"KILL": [signal.SIGKILL], "TERM": [signal.SIGTERM], "INT": [signal.SIGINT], "INT twice": [signal.SIGINT, signal.SIGINT]}
# terminal: everything that the command has started, as Ctrl-C does, or a machine that ends
TARGETS = {"local[2]": ("driver", "terminal"), "local-cluster[2,1,1024]": ("driver", "driver", "executor", "executor", "terminal"),
           "slurm": slurm.TARGETS}


class Strike(NamedTuple):
    target: str
    signal: str
    stage: str  # "start": after this share of an undisturbed run's time; "progress": after this share of all partitions is journalled
    share: float
    pause: float  # seconds after that
    pick: float  # which one of several processes

    @staticmethod
    def draw(random, job):
        target = random.choice(TARGETS[job.master] + (("program",) if job.is_exec else ()))
        stage = random.choice(("start", "progress", "progress", "progress", "end"))
        share = {"start": random.uniform(0, 6 if job.in_slurm else 1.5), "progress": random.random(), "end": 1.0}[stage]
        return Strike(target, random.choice(list(SIGNALS)), stage, share, random.uniform(0, 0.15), random.random())

    @property
    def ends_the_command(self):
        """For a while: SLURM puts a job back whose first node is lost, and it continues by itself."""
        return self.target in ("driver", "terminal", "master", "crash")

    def __str__(self):
        when = "after %.1f of its time" % self.share if self.stage == "start" else "with %d %% journalled" % (100 * self.share)
        return "%s %s + %.2f s" % (self.name, when, self.pause)

    @property
    def name(self):
        return "node " + self.target if self.target in ("crash", "cut") else self.signal + " to " + self.target

    def await_moment(self, start, job, undisturbed_seconds):
        """False if the command ends before."""
        while start.process.poll() is None:
            if self.stage == "start":
                due = time.monotonic() - start.began >= self.share * undisturbed_seconds
            else:
                due = len(jobs.journal(start.folder)) >= self.share * job.partitions()
            if due and self.victims(start):
                try:
                    start.process.wait(self.pause)
                    return False
                except Exception:  # still there: now
                    return True
            time.sleep(0.01)
        return False

    def victims(self, start):
        if self.target == "driver" and not start.job.in_slurm:
            return [start.process.pid]
        processes = marked(start.mark)
        if self.target in ("terminal", "crash", "cut"):
            return list(processes)
        if self.target == "program":
            return sorted(pid for pid, words in processes.items() if words.startswith("sh -c echo "))
        return sorted(pid for pid, words in processes.items() if slurm.CLASSES[self.target] in words)

    def hit(self, start, testbed):
        """False if there is nobody left to hit."""
        if self.target in ("crash", "cut"):
            testbed.hit(self.target, self.pick)
            return True
        victims = self.victims(start)
        if victims and self.target not in ("driver", "terminal"):
            victims = [victims[int(self.pick * len(victims))]]
        for number in SIGNALS[self.signal]:
            for pid in victims:
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    pass
            time.sleep(self.pause if self.signal == "INT twice" else 0)
        return bool(victims)


def marked(mark):
    """Living processes with that mark: pid -> command line."""
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/environ" % pid, "rb") as file:
                if (MARK + "=" + mark).encode() not in file.read().split(b"\0"):
                    continue
            with open("/proc/%s/cmdline" % pid, "rb") as file:
                found[int(pid)] = file.read().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            pass  # it ended
    return {pid: words for pid, words in found.items() if words}  # a zombie has no words
