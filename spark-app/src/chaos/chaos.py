"""Random jobs whose processes are killed at random, then resumed; see scripts/chaos."""

import argparse
import collections
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import jobs
import slurm
from jobs import Job
from strikes import MARK, TARGETS, Strike, marked

TRACE = re.compile(r"^\s+at [\w.$/<>]+\(.*\)$|^Exception in thread|^Caused by: ", re.MULTILINE)
PATIENCE = 300  # seconds until a command that does not end is a bad run


class Bad(Exception):
    """What a run must not do."""


class Start:
    """The command, started once."""

    def __init__(self, folder, number, mark, job, command):
        self.folder, self.mark, self.number, self.job = folder, mark, number, job
        self.temporary = os.path.join(folder, "tmp-%d" % number)
        os.mkdir(self.temporary)
        environment = dict(os.environ, **{MARK: mark, "TRIALMAP_JAVA_OPTS": "%s -Djava.io.tmpdir=%s" % (job.java_options, self.temporary), "SPARK_LOCAL_DIRS": self.temporary})
        self.began = time.monotonic()
        with open(self.path("out"), "w") as out, open(self.path("err"), "w") as err:
            self.process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True)

    def path(self, stream):
        return os.path.join(self.folder, "start-%d.%s" % (self.number, stream))

    def read(self, stream):
        with open(self.path(stream), errors="replace") as file:
            return file.read()

    def end(self):
        try:
            return self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Bad("start %d did not end within %d s" % (self.number, PATIENCE)) from None

    def kill(self):
        for pid in marked(self.mark):
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                pass
        self.process.wait()

    def check_words(self):
        trace = TRACE.search(self.read("out") + self.read("err"))
        if trace:
            raise Bad("start %d printed a stack trace: %s" % (self.number, trace.group().strip()))

    def check_nothing_left(self):
        """Processes at once gone, or soon: those of a killed driver notice it by themselves. Temporary files, where the command ended by itself."""
        end = time.monotonic() + PATIENCE / 3
        while marked(self.mark):
            if time.monotonic() > end:
                raise Bad("start %d left processes: %s" % (self.number, marked(self.mark)))
            time.sleep(0.05)
        if self.process.returncode in (0, 1) and os.listdir(self.temporary):
            raise Bad("start %d left temporary files: %s" % (self.number, " ".join(sorted(os.listdir(self.temporary)))))


class Chaos:
    def __init__(self, root, work, keep, testbed):
        self.root, self.trialmap, self.work, self.keep, self.testbed = root, os.path.join(root, "scripts", "trialmap"), work, keep, testbed
        self.masters = [master for master in TARGETS if testbed or master != "slurm"]
        self.recording = jobs.make_recording(self.trialmap, testbed.work if testbed else work)
        self.truths = {}
        self.counts = collections.Counter()
        self.strikes = collections.Counter()

    def truth(self, job):
        """The undisturbed result and the seconds that it took; made once per kind."""
        if job.kind not in self.truths:
            folder = os.path.join(self.work, "undisturbed-" + job.kind.replace(" ", "-"))
            shutil.rmtree(folder, ignore_errors=True)
            os.mkdir(folder)
            start = self.start(folder, 0, "%d-undisturbed" % os.getpid(), job.undisturbed())
            if start.end() != 0:
                raise SystemExit("chaos: the undisturbed run failed: " + start.read("err"))
            self.truths[job.kind] = (jobs.datasets(folder), time.monotonic() - start.began)
        return self.truths[job.kind]

    def start(self, folder, number, mark, job):
        command = slurm.command(self.root, job.words(number > 0), MARK + "=" + mark) if job.in_slurm else [self.trialmap] + job.words(number > 0)
        return Start(folder, number, mark, job, command)

    def run(self, seed):
        """One run; says what it was, and whether all was well."""
        draw = random.Random(seed)
        job = Job.draw(draw, self.masters, self.recording)
        planned = [Strike.draw(draw, job) for _ in range(draw.randint(1, 3))]
        self.truth(job)
        folder = os.path.join(self.testbed.work if job.in_slurm else self.work, "run-%d" % seed)
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        if job.in_slurm:
            self.testbed.give(folder)
        began, hits, starts, bad = time.monotonic(), [], [], None
        try:
            self.until_done(job, folder, seed, list(planned), hits, starts)
            self.check_result(job, folder, starts)
        except Bad as e:
            bad = str(e)
        finally:
            for start in starts:
                start.kill()
        repeated = len(jobs.started(folder)) - len(set(jobs.started(folder)))
        self.counts.update(runs=1, bad=bool(bad), resumes=len(starts) - 1, tasks=jobs.TASKS, repeated=repeated, late=len(planned) - len(hits))
        self.strikes.update(strike.name for strike in hits)
        print("seed %d: %s: %s; %d resumed, %d tasks repeated, %.1f s: %s" % (seed, job, ", ".join(map(str, hits)) or "over before the first kill", len(starts) - 1,
              repeated, time.monotonic() - began, "BAD: " + bad if bad else "ok"), flush=True)
        if bad:
            print("    kept in %s; to repeat it: scripts/chaos 1 %d%s" % (folder, seed, " --slurm" if self.testbed else ""), flush=True)
        elif not self.keep:
            shutil.rmtree(folder)

    def until_done(self, job, folder, seed, strikes, hits, starts):
        """Starts and resumes the job until it ends well, one kill after the other."""
        while True:
            before = jobs.journal(folder)
            begun = len(jobs.started(folder))
            start = self.start(folder, len(starts), "%d-%d-%d" % (os.getpid(), seed, len(starts)), job)
            starts.append(start)
            here = []
            while strikes and strikes[0].await_moment(start, job, self.truth(job)[1]):
                strike = strikes.pop(0)
                if strike.hit(start, self.testbed):
                    here.append(strike)
                if strike.ends_the_command:
                    break
            hits += here
            code = start.end()
            start.check_words()
            self.check_start(folder, before, begun, start, code, here)
            if code == 0:
                return

    def check_start(self, folder, before, begun, start, code, hits):
        ended_by_us = any(strike.ends_the_command or strike.target == "program" or start.job.in_slurm for strike in hits)
        if code != 0 and not ended_by_us:
            raise Bad("start %d ended with code %d although only %s was killed: %s" % (start.number, code, [strike.target for strike in hits] or "nothing",
                                                                                       start.read("err").strip()[-600:]))
        if code not in (0, 1, 130, 143) and code >= 0 and not (code == 137 and start.job.in_slurm):  # the killed driver's code is the job's
            raise Bad("start %d ended with code %d" % (start.number, code))
        if code == 1 and "\ntrialmap: " not in "\n" + start.read("err"):
            raise Bad("start %d failed without a word" % start.number)
        kept, now = jobs.tasks_of(before), jobs.tasks_of(jobs.journal(folder))
        lost = sorted(set(kept) - set(now))
        if lost:
            raise Bad("start %d lost the journalled results of tasks %s" % (start.number, lost))
        if len(now) != len(set(now)):
            raise Bad("start %d journalled tasks twice: %s" % (start.number, sorted(task for task, times in collections.Counter(now).items() if times > 1)))
        again = sorted(set(kept) & set(jobs.started(folder)[begun:]))
        if again:
            raise Bad("start %d ran tasks again that had been journalled: %s" % (start.number, again))
        to_run = len(now) - len(kept)
        if code == 0 and kept != now and not start.job.in_slurm and jobs.summary(folder)["ran"] != to_run:
            raise Bad("start %d had %d tasks to run and ran %s" % (start.number, to_run, jobs.summary(folder)["ran"]))

    def check_result(self, job, folder, starts):
        different = jobs.difference(self.truth(job)[0], jobs.datasets(folder))
        if different:
            raise Bad(different)
        if sorted(jobs.tasks_of(jobs.journal(folder))) != list(range(jobs.TASKS)):
            raise Bad("the journal holds tasks %s" % sorted(jobs.tasks_of(jobs.journal(folder))))
        left = jobs.left_over(folder, job.kind)
        if left:
            raise Bad("files are left: " + " ".join(left))
        for start in starts:
            start.check_nothing_left()

    def tell(self, seed, seconds):
        """The figures, also of a series that is ended early."""
        count = self.counts
        print("%d runs from seed %d in %.0f s, %d bad" % (count["runs"], seed, seconds, count["bad"]))
        print("  kills  : %d: %s; %d more were drawn for a time at which the job was over" % (sum(self.strikes.values()), ", ".join("%s %d" % item for item in sorted(self.strikes.items())),
                                                                                        count["late"]))
        print("  resumes: %d" % count["resumes"])
        print("  tasks  : %d, of which %d were started again since they had not been journalled" % (count["tasks"], count["repeated"]), flush=True)


def main():
    parser = argparse.ArgumentParser(prog="chaos")
    parser.add_argument("root", help=argparse.SUPPRESS)
    parser.add_argument("runs", type=int)
    parser.add_argument("seed", type=int, nargs="?", default=int(time.time()))
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--slurm", action="store_true")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what was started is ended
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's job in the background ignores it, and so would all that it starts
    work = os.environ.get("CHAOS_DIR", os.path.join(arguments.root, "spark-app", "target", "chaos"))
    if " " in work:
        parser.error("the folder %s has a blank in its name, at which TRIALMAP_JAVA_OPTS is cut. Name another one with CHAOS_DIR." % work)
    os.makedirs(work, exist_ok=True)
    began = time.monotonic()
    testbed = slurm.Testbed(os.environ.get("SLURM_TESTBED", os.path.join(arguments.root, "scripts", "slurm-testbed"))) if arguments.slurm else None
    chaos = Chaos(arguments.root, work, arguments.keep, testbed)
    try:
        for seed in range(arguments.seed, arguments.seed + arguments.runs):
            chaos.run(seed)
    finally:
        if testbed:
            testbed.close(arguments.keep or chaos.counts["bad"])
        chaos.tell(arguments.seed, time.monotonic() - began)
    sys.exit(1 if chaos.counts["bad"] else 0)


if __name__ == "__main__":
    main()
