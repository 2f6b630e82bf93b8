"""What chaos runs: small jobs of every kind, as users type them, and what their results must be."""

import json
import os
import subprocess

import h5py

TASKS = 30
# A task writes down that it has started, so that chaos can count; then it takes a while, so that there is something to kill.
PROGRAM = ["sh", "-c", "echo $1 >>started; sleep 0.1; echo $1 $(($1 * $1))", "-", "{i}"]
EXEC = ("linked", "stacked", "single")
ANALYSES = {"in place": "true", "mean": "false"}


class Job:
    """One command and where its result comes to lie."""

    def __init__(self, kind, master, batch, recording):
        self.kind, self.master, self.batch, self.recording = kind, master, batch, recording

    @staticmethod
    def draw(random, masters, recording):
        return Job(random.choice(EXEC + tuple(ANALYSES)), random.choice(masters), random.randint(1, 3), recording)

    def undisturbed(self):
        return Job(self.kind, "serial", self.batch, self.recording)

    @property
    def in_slurm(self):
        return self.master == "slurm"

    @property
    def is_exec(self):
        return self.kind in EXEC

    @property
    def java_options(self):
        """Most of a short start's time goes into compiling what runs once; analyses live on what is compiled well."""
        return "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC" if self.is_exec else "-XX:+UseSerialGC"

    def words(self, resume):
        """The command without the launcher."""
        where = ["--batch", str(self.batch)] + (["--resume"] if resume else []) + ([] if self.in_slurm else ["--master", self.master])
        if not self.in_slurm:
            where += ["--conf", "spark.executor.extraJavaOptions=" + self.java_options]
        if self.is_exec:
            return ["exec", "--over", "i=0:%d" % TASKS, "--parse", "numbers", "--layout", self.kind, "--name", "job", "--out", "out"] + where + ["--"] + PROGRAM
        return ["freqanalysis", self.recording, "--method", "wavelet", "--foi", "10", "20", "30", "--keeptrials", ANALYSES[self.kind], "--out", "out/job.h5"] + where

    @property
    def stored(self):
        """Tasks whose results are journalled; a mean is one result, and starts over (docs/decisions/0006-analyses.md)."""
        return 1 if self.kind == "mean" else TASKS

    def partitions(self):
        return -(-self.stored // self.batch)

    def __str__(self):
        return "%s on %s, batch %d" % ("exec " + self.kind if self.is_exec else self.kind + " analysis", self.master, self.batch)


def make_recording(trialmap, folder):
    """Each trial takes a wavelet transform some time and is a task of its own."""
    path = os.path.join(folder, "recording.h5")
    if not os.path.exists(path):
        subprocess.run([trialmap, "synthdata", "white_noise", "--trials", str(TASKS), "--samples", "20011", "--channels", "2", "--samplerate", "1000",
                        "--seed", "1", "--master", "serial", "--quiet", "--overwrite", "--out", path], check=True, stdout=subprocess.DEVNULL)
    return path


def datasets(folder):
    """All datasets of a result, links followed: path -> shape, type, bytes; and what it says of itself."""
    found = {}

    def walk(group, path):
        for name in group:
            item = group[name]
            if isinstance(item, h5py.Group):
                walk(item, path + name + "/")
            else:
                value = item[()]
                found[path + name] = (item.shape, str(item.dtype), value.tolist() if item.dtype == object else value.tobytes())  # texts are objects

    with h5py.File(os.path.join(folder, "out", "job.h5")) as file:
        walk(file, "/")
        found["status"] = str(file.attrs.get("status", "complete"))
    return found


def difference(expected, actual):
    """In words, or None."""
    for name in sorted(set(expected) | set(actual)):
        if expected.get(name) != actual.get(name):
            return "%s differs from the undisturbed result%s" % (name, "" if name in expected and name in actual else " (only one of them has it)")
    return None


def run_folders(folder):
    runs = os.path.join(folder, "out", ".run")
    return sorted(entry.path for entry in os.scandir(runs) if entry.is_dir()) if os.path.isdir(runs) else []


def journal(folder):
    """The partitions that are journalled: complete lines."""
    lines = []
    for run in run_folders(folder):
        path = os.path.join(run, "journal.jsonl")
        if os.path.exists(path):
            with open(path, "rb") as file:
                lines += [json.loads(line) for line in file.read().split(b"\n")[:-1]]
    return lines


def tasks_of(lines):
    """Task numbers of journal lines ("3,17-20"), each as often as it stands there."""
    tasks = []
    for line in lines:
        for part in line["tasks"].split(","):
            first, _, last = part.partition("-")
            tasks += range(int(first), int(last or first) + 1)
    return tasks


def summary(folder):
    for run in run_folders(folder):
        path = os.path.join(run, "summary.json")
        if os.path.exists(path):
            with open(path) as file:
                return json.load(file)
    return {}


def started(folder):
    """What tasks wrote down, in order."""
    path = os.path.join(folder, "started")
    if not os.path.exists(path):
        return []
    with open(path) as file:
        return [int(line) for line in file.read().split()]


def left_over(folder, layout):
    """Files that a complete run must not leave: temporary ones, payload that is not, or no longer, needed."""
    out = os.path.join(folder, "out")
    files = [os.path.relpath(os.path.join(above, name), out) for above, _, names in os.walk(out) for name in names]
    counted = {os.path.join("job_payload", line["file"]) for line in journal(folder)} if layout == "linked" else set()
    return sorted(name for name in files if name.endswith(".tmp") or name.startswith("job_payload") and name not in counted)
