"""Plain Python at the work of Bench.java: a pool of processes, and one HDF5 file per call as ACME writes them.

Reads one order a line, "WORK PROCESSES CALLS SIZE FOLDER" ("program-WORK": started for it, as a user starts a program), and answers wall-clock seconds, CPU seconds of all processes and CPU seconds of the
main process, or "absent MODULE".
"""
import multiprocessing
import os
import resource
import subprocess
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


def ten_microseconds(x):
    end = time.perf_counter() + 10e-6
    while time.perf_counter() < end:
        pass
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


def transforms(_, trials, channels):
    """The transforms of the spectrum alone, in one thread: power of trials of 1000 samples under a hann window, 100 of them at a time."""
    window = scipy.signal.windows.hann(1000).astype("f4")[:, None]
    x = (numpy.arange(100 * 1000 * channels) % 17 - 8).astype("f4").reshape(100, 1000, channels)
    for _ in range(trials // 100):
        z = scipy.fft.rfft((x - x.mean(axis=1, keepdims=True)) * window, axis=1)
        power = z.real ** 2 + z.imag ** 2
    assert power.shape == (100, 501, channels)


def info(folder, *_):
    """What is in a recording."""
    with h5py.File(os.path.join(os.path.dirname(folder), "in.h5")) as file:  # the folder itself is not there
        for name, member in file.items():
            print(name, getattr(member, "shape", "a group"), dict(member.attrs), file=sys.stderr)


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


FOI = numpy.arange(5, 101) if h5py else None  # Hz, of a recording with 1000 Hz


def power_of(folder, trials, samples, form, kernel, mean=True):
    """A dataset (trial and time, taper, freq, channel) of what kernel makes of each trial (sample, channel), whose mean is subtracted."""
    os.makedirs(folder)
    with h5py.File(os.path.join(folder, "..", "in.h5")) as file, h5py.File(os.path.join(folder, "out.h5"), "w") as out:
        source = file["data"]
        times, freqs = form
        target = out.create_dataset("data", (trials * times, 1, freqs, source.shape[1]), "f4")
        for i in range(trials):
            x = source[i * samples:(i + 1) * samples]
            target[i * times:(i + 1) * times, 0] = kernel(x - x.mean(axis=0) if mean else x)


def responses(kernels, samples):
    """Transforms of wavelets whose middle is at 0, and the length that keeps their ends apart."""
    n = scipy.fft.next_fast_len(samples + max(len(k) for k in kernels))
    return scipy.fft.fft(numpy.stack([numpy.roll(numpy.pad(k, (0, n - len(k))), -(len(k) // 2)) for k in kernels]), axis=1).astype("c8"), n


def amplitude_true(t, wavelet, f):
    h = wavelet(t)
    return h * 2 / abs((h * numpy.exp(-2j * numpy.pi * f * t)).sum())


def centred(length):
    return numpy.arange(-int(length / 2), int(length / 2) + 1) / 1000


def morlet(f):
    s = (6 + numpy.sqrt(38)) / (4 * numpy.pi * f)
    return amplitude_true(centred(10 * s * 1000), lambda t: (numpy.exp(6j * t / s) - numpy.exp(-18)) * numpy.exp(-(t / s) ** 2 / 2), f)


def wavelet(folder, trials, samples):
    h, n = responses([morlet(f) for f in FOI], samples)

    def kernel(x):
        z = scipy.fft.ifft(scipy.fft.fft(x.astype("c8"), n, axis=0, workers=2) * h[:, :, None], axis=1, overwrite_x=True, workers=2)[:, :samples]
        return (z.real ** 2 + z.imag ** 2).transpose(1, 0, 2)
    power_of(folder, trials, samples, (samples, len(FOI)), kernel)


def superlet(folder, trials, samples):
    """Orders 1 to 10 of three cycles each: the geometric mean of their powers."""
    def single(f, c):
        s = 1 / (2 * numpy.pi * f)
        return amplitude_true(centred(10 * s * c * 1000), lambda t: numpy.exp(1j * t / s) * numpy.exp(-(5 * t / (s * 2 * numpy.pi * c)) ** 2 / 2), f)
    orders = [responses([single(f, 3 * o) for f in FOI], samples) for o in range(1, 11)]

    def kernel(x):
        logarithm = 0
        for h, n in orders:
            z = scipy.fft.ifft(scipy.fft.fft(x.astype("c8"), n, axis=0, workers=2) * h[:, :, None], axis=1, overwrite_x=True, workers=2)[:, :samples]
            logarithm = logarithm + numpy.log(z.real ** 2 + z.imag ** 2)
        return numpy.exp(logarithm / len(orders)).transpose(1, 0, 2)
    power_of(folder, trials, samples, (samples, len(FOI)), kernel)


def windows(x, step, window):
    """Power (window, freq, channel) of windows of 400 samples, each without its mean, at multiples of 2.5 Hz."""
    segments = numpy.lib.stride_tricks.sliding_window_view(x, 400, axis=0)[::step]
    segments = (segments - segments.mean(axis=2, keepdims=True)) * window
    z = scipy.fft.rfft(segments, axis=2, workers=2)[:, :, 2:41]
    return (z.real ** 2 + z.imag ** 2).transpose(0, 2, 1)


def window_of_400():
    window = scipy.signal.windows.hann(400)
    return (window * numpy.sqrt(4 / 3) * numpy.sqrt(400 / window.sum()) * numpy.sqrt(2) / 400).astype("f4")


def mtmconvol(folder, trials, samples):
    window = window_of_400()
    times = -(-samples // 40)
    power_of(folder, trials, samples, (times, 39), lambda x: windows(numpy.pad(x, ((200, 200), (0, 0))), 40, window)[:times], False)


def welch(folder, trials, samples):
    window = window_of_400()
    power_of(folder, trials, samples, (1, 39), lambda x: windows(x, 200, window).mean(axis=0)[None])


def multitaper(folder, trials, samples):
    """Slepian tapers of a half bandwidth of 5 Hz: the mean of their powers."""
    nw = 5 * samples / 1000
    tapers = (scipy.signal.windows.dpss(samples, nw, int(2 * nw - 1)) * numpy.sqrt(samples) * numpy.sqrt(2) / samples).astype("f4")
    bins = FOI * samples // 1000

    def kernel(x):
        z = scipy.fft.rfft(tapers[:, :, None] * x, axis=1, workers=2)[:, bins]
        return (z.real ** 2 + z.imag ** 2).mean(axis=0)[None]
    power_of(folder, trials, samples, (1, len(FOI)), kernel)


def hilbert(folder, trials, samples):
    os.makedirs(folder)
    with h5py.File(os.path.join(folder, "..", "in.h5")) as file, h5py.File(os.path.join(folder, "out.h5"), "w") as out, scipy.fft.set_workers(2):
        source = file["data"]
        target = out.create_dataset("data", source.shape, "f4")
        for i in range(trials):
            part = slice(i * samples, (i + 1) * samples)
            x = source[part]
            target[part] = numpy.angle(scipy.signal.hilbert(x - x.mean(axis=0), axis=0))


def deflate(folder, trials, samples):
    """in.h5 again, in deflated and shuffled chunks."""
    os.makedirs(folder)
    name = os.path.join(folder, "..", "in.h5")
    with h5py.File(name) as file, h5py.File(name + ".new", "w") as out:
        source = file["data"]
        target = out.create_dataset("data", source.shape, source.dtype, chunks=(samples, 8), compression="gzip", compression_opts=4, shuffle=True)
        target[:] = source[:]
        for key, value in source.attrs.items():
            target.attrs[key] = value
        for key, value in file.attrs.items():
            out.attrs[key] = value
        for key in file:
            if key != "data":
                file.copy(key, out)
    os.replace(name + ".new", name)


def bandpass(folder, trials, samples):
    os.makedirs(folder)
    with h5py.File(os.path.join(folder, "..", "in.h5")) as file, h5py.File(os.path.join(folder, "out.h5"), "w") as out:
        source = file["data"]
        target = out.create_dataset("data", source.shape, "f4")
        sos = scipy.signal.butter(4, [20, 40], "bp", fs=1000, output="sos")
        for i in range(trials):
            part = slice(i * samples, (i + 1) * samples)
            target[part] = scipy.signal.sosfiltfilt(sos, source[part], axis=0)


ANALYSES = {"csd": csd, "bandpass": bandpass, "wavelet": wavelet, "superlet": superlet, "mtmconvol": mtmconvol, "welch": welch, "multitaper": multitaper, "hilbert": hilbert, "deflate": deflate,
            "transforms": transforms, "info": info}


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


def one_value(folder, calls, linked):
    """Opens the results of all calls and reads one of them."""
    i = calls // 2
    with h5py.File(os.path.join(os.path.dirname(folder), "scale", "bench.h5")) as file:
        assert (file[f"comp_{i}/result_0"][0] if linked else file["result_0"][i]) == i + 1


def run(pool, work, calls, size, folder):
    """Seconds until what was asked for is there, if that is not the end of the work."""
    start = time.perf_counter()
    if work.startswith("program-"):
        subprocess.run([sys.executable, __file__, work.removeprefix("program-"), str(calls), str(size), folder], check=True, stderr=subprocess.DEVNULL)
    elif work == "collect":
        assert pool.map(add, range(calls))[-1] == calls
    elif work == "small":
        assert pool.map(ten_microseconds, range(calls))[-1] == calls
    elif work == "single":
        assert pool.map(add, range(calls), chunksize=1)[-1] == calls
    elif work == "save":
        save_all(pool, calls, size, folder)
    elif work in ("spectrum", "mean"):
        spectrum(folder, calls, size, work == "mean")
    elif work in ANALYSES:
        ANALYSES[work](folder, calls, size)
    elif work == "one-value":
        one_value(folder, calls, size)
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
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = (ended.ru_utime + ended.ru_stime) * 1e9
    for process in pool._pool:
        with open(f"/proc/{process.pid}/schedstat") as file:
            total += int(file.read().split()[0])
    return total / 1e9


def main():
    pools = {}
    for line in sys.stdin:
        work, processes, calls, size, folder = line.rstrip("\n").split(" ", 4)
        if (work in ("save", "spectrum", "mean", "one-value") or work.removeprefix("program-") in (*ANALYSES, "spectrum")) and h5py is None:
            print("absent h5py", flush=True)
            continue
        if (work in ("spectrum", "mean") or work.removeprefix("program-") in (*ANALYSES, "spectrum")) and scipy is None:
            print("absent scipy", flush=True)
            continue
        if processes not in pools:
            pools[processes] = multiprocessing.Pool(int(processes))
        pool = pools[processes]
        main_before, workers_before = time.process_time(), worker_seconds(pool)
        wall = run(pool, work, int(calls), int(size), folder)
        own = time.process_time() - main_before
        print(wall, own + worker_seconds(pool) - workers_before, own, flush=True)


if len(sys.argv) > 1:  # a program of its own: WORK CALLS SIZE FOLDER
    run(None, sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
else:
    main()
