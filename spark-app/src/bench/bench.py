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
try:
    import scipy.fft
    import scipy.signal
except ImportError:
    scipy = None

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


def batches(source, trials, samples):
    """The trials of in.h5, 100 at a time: number of the first one, (trial, sample, channel)."""
    for i in range(0, trials, 100):
        n = min(100, trials - i)
        yield i, source[i * samples:(i + n) * samples].reshape(n, samples, -1)


def spectrum(folder, trials, samples, mean):
    """Power of de-meaned trials under a hann window, float32, from one HDF5 file to another; FFTs in two threads."""
    os.makedirs(folder)
    window = scipy.signal.windows.hann(samples)
    window = (window * numpy.sqrt(4 / 3) * numpy.sqrt(samples / window.sum()) * numpy.sqrt(2) / samples).astype("f4")
    with h5py.File(os.path.join(folder, "..", "in.h5")) as file, h5py.File(os.path.join(folder, "out.h5"), "w") as out:
        source = file["data"]
        shape = (samples // 2 + 1, source.shape[1])
        target = out.create_dataset("data", (1 if mean else trials, 1, *shape), "f4")
        total = numpy.zeros(shape)
        for i, x in batches(source, trials, samples):
            x -= x.mean(axis=1, keepdims=True)
            x *= window[:, None]
            z = scipy.fft.rfft(x, axis=1, workers=2)
            power = z.real ** 2 + z.imag ** 2
            if mean:
                total += power.sum(axis=0, dtype="f8")
            else:
                target[i:i + len(power), 0] = power
        if mean:
            target[0, 0] = total / trials


def csd(folder, trials, samples):
    """Cross-spectral densities of de-meaned trials under a hann window, float32: FFTs in two threads, then a product of matrices for each frequency."""
    os.makedirs(folder)
    window = scipy.signal.windows.hann(samples)
    window = (window * numpy.sqrt(4 / 3) * numpy.sqrt(samples / window.sum()) * numpy.sqrt(2) / samples).astype("f4")
    with h5py.File(os.path.join(folder, "..", "in.h5")) as file, h5py.File(os.path.join(folder, "out.h5"), "w") as out:
        source = file["data"]
        channels = source.shape[1]
        total = numpy.zeros((samples // 2 + 1, channels, channels), "c16")
        for _, x in batches(source, trials, samples):
            x -= x.mean(axis=1, keepdims=True)
            x *= window[:, None]
            z = scipy.fft.rfft(x, axis=1, workers=2)
            total += z.transpose(1, 2, 0) @ z.transpose(1, 0, 2).conj()
        out["data"] = (total / trials).astype("c8")


def bandpass(folder, trials, samples):
    os.makedirs(folder)
    with h5py.File(os.path.join(folder, "..", "in.h5")) as file, h5py.File(os.path.join(folder, "out.h5"), "w") as out:
        source = file["data"]
        target = out.create_dataset("data", source.shape, "f4")
        sos = scipy.signal.butter(4, [20, 40], "bp", fs=1000, output="sos")
        for i in range(trials):
            part = slice(i * samples, (i + 1) * samples)
            target[part] = scipy.signal.sosfiltfilt(sos, source[part], axis=0)


def copy(folder, trials, samples):
    """The floor: reads what a spectrum reads and writes as many bytes as it writes."""
    os.makedirs(folder)
    buffer = bytearray(1 << 20)
    with open(os.path.join(folder, "..", "in.h5"), "rb", buffering=0) as source, open(os.path.join(folder, "out"), "wb", buffering=0) as out:
        n = 0
        while source.readinto(buffer):
            n += 1
            if n % 2:
                out.write(buffer)


def run(pool, work, calls, size, folder):
    """Seconds until what was asked for is there, if that is not the end of the work."""
    start = time.perf_counter()
    if work == "collect":
        assert pool.map(add, range(calls))[-1] == calls
    elif work == "single":
        assert pool.map(add, range(calls), chunksize=1)[-1] == calls
    elif work == "save":
        save_all(pool, calls, size, folder)
    elif work in ("spectrum", "mean"):
        spectrum(folder, calls, size, work == "mean")
    elif work == "csd":
        csd(folder, calls, size)
    elif work == "bandpass":
        bandpass(folder, calls, size)
    elif work == "copy":
        copy(folder, calls, size)
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
        if work in ("save", "spectrum", "mean", "csd", "bandpass") and h5py is None:
            print("absent h5py", flush=True)
            continue
        if work in ("spectrum", "mean", "csd", "bandpass") and scipy is None:
            print("absent scipy", flush=True)
            continue
        if processes not in pools:
            pools[processes] = multiprocessing.Pool(int(processes))
        pool = pools[processes]
        main_before, workers_before = time.process_time(), worker_seconds(pool)
        wall = run(pool, work, int(calls), int(size), folder)
        own = time.process_time() - main_before
        print(wall, own + worker_seconds(pool) - workers_before, own, flush=True)


main()
