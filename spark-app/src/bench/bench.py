"""Plain Python at the work of Bench.java: a pool of processes, and one HDF5 file per call as ACME writes them.

Reads one order a line, "WORK PROCESSES CALLS SIZE FOLDER", and answers wall-clock seconds, CPU seconds of all processes and CPU seconds of the
main process, or "absent MODULE".
"""
import multiprocessing
import os
import sys
import time

try:
    import h5py
    import numpy
except ImportError:
    h5py = None

SLEEPS = ([1.0] + 3 * [0.01]) * 4


def add(x):
    return x + 1


def sleep(seconds):
    time.sleep(seconds)
    return seconds


def save(call):
    folder, i, size = call
    with h5py.File(os.path.join(folder, "payload", f"f_{i}.h5"), "w") as file:
        file["result_0"] = numpy.full(size, i, dtype="f8")


def save_all(pool, calls, size, folder):
    os.makedirs(os.path.join(folder, "payload"))
    with h5py.File(os.path.join(folder, "f.h5"), "w") as file:
        for i in range(calls):
            file[f"comp_{i}"] = h5py.ExternalLink(f"payload/f_{i}.h5", "/")
    pool.map(save, [(folder, i, size) for i in range(calls)], chunksize=1)


def run(pool, work, calls, size, folder):
    """Seconds until what was asked for is there, if that is not the end of the work."""
    start = time.perf_counter()
    if work == "collect":
        assert pool.map(add, range(calls))[-1] == calls
    elif work == "single":
        assert pool.map(add, range(calls), chunksize=1)[-1] == calls
    elif work == "save":
        save_all(pool, calls, size, folder)
    elif work == "balance":
        pool.map(sleep, SLEEPS, chunksize=1)
    elif work == "first":
        results = pool.imap_unordered(sleep, calls * [0.05])
        next(results)
        seconds = time.perf_counter() - start
        list(results)
        return seconds
    return time.perf_counter() - start


def worker_seconds(pool):
    total = 0
    for process in pool._pool:
        with open(f"/proc/{process.pid}/schedstat") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def main():
    pools = {}
    for line in sys.stdin:
        work, processes, calls, size, folder = line.rstrip("\n").split(" ", 4)
        if work == "save" and h5py is None:
            print("absent h5py", flush=True)
            continue
        if processes not in pools:
            pools[processes] = multiprocessing.Pool(int(processes))
        pool = pools[processes]
        main_before, workers_before = time.process_time(), worker_seconds(pool)
        wall = run(pool, work, int(calls), int(size), folder)
        own = time.process_time() - main_before
        print(wall, own + worker_seconds(pool) - workers_before, own, flush=True)


main()
