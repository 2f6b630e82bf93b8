"""Jobs of SLURM on the test bed (slurm-testbed): submitted by the account lab, hit on their nodes by root."""

import os
import pwd
import shutil
import subprocess
import threading
import time

HOME = "/run/slurm-testbed/home/lab"
NODES = ("node1", "node2")
TARGETS = ("driver", "executor", "worker", "master", "crash", "cut")
CLASSES = {"driver": "org.trialmap.app.Main ", "executor": "CoarseGrainedExecutorBackend", "worker": "deploy.worker.Worker", "master": "deploy.master.Master"}


class Testbed:
    """Up as long as chaos runs, if it was down before; lets jobs that are back in the queue start at once, for which SLURM takes two minutes."""

    def __init__(self, script):
        self.script, self.ours = script, subprocess.run([script, "status"], capture_output=True).returncode == 3
        self("up", str(len(NODES)), "--users", "lab,other")
        self.work = os.path.join(HOME, "chaos")
        os.makedirs(self.work, exist_ok=True)
        self.give(self.work)
        self.ended = threading.Event()
        threading.Thread(target=self.start_what_waits, daemon=True).start()

    def __call__(self, *words):
        subprocess.run([self.script, *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def give(self, path):
        lab = pwd.getpwnam("lab")
        os.chown(path, lab.pw_uid, lab.pw_gid)

    def start_what_waits(self):
        while not self.ended.wait(2):
            listed = subprocess.run(["squeue", "-h", "-u", "lab", "-t", "PD", "-o", "%i"], capture_output=True, text=True)
            for job in listed.stdout.split():
                subprocess.run(["scontrol", "update", "job=" + job, "StartTime=now"], capture_output=True)

    def hit(self, target, pick):
        """A node that loses its power or its network for a while."""
        node = NODES[int(pick * len(NODES))]
        self("crash" if target == "crash" else "cut", node)
        time.sleep(1 + 12 * (pick * 7 % 1))
        self("boot" if target == "crash" else "mend", node)

    def close(self, keep):
        self.ended.set()
        subprocess.run(["scancel", "-u", "lab"], capture_output=True)
        if keep:
            return  # the folders of bad runs are in a home folder of the test bed
        shutil.rmtree(self.work, ignore_errors=True)
        if self.ours:
            self("down")


def command(root, words, mark):
    """Submits and waits, as lab."""
    return ["runuser", "-u", "lab", "--", "env", "-i", "HOME=" + HOME, "USER=lab", "LOGNAME=lab", "PATH=" + os.environ["PATH"], "LC_ALL=C.UTF-8", mark,
            os.path.join(root, "scripts", "trialmap-slurm"), "run", "--wait", "--sbatch=--nodelist=" + ",".join(NODES), "--nodes", str(len(NODES)), "--mem", "2G", "--"] + words
