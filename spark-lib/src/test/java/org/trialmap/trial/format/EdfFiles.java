package org.trialmap.trial.format;

import java.nio.file.Path;
import org.trialmap.References;

/** EDF and BDF files for tests, written by NumPy from the format's description, which share no code with the reader. */
public final class EdfFiles {
    private static final String WRITER = """
            import sys, numpy as np
            folder = sys.argv[1] + '/'
            rng = np.random.default_rng(7)

            class Signal:
                def __init__(self, label, per_record, unit='uV', physical=(-3276.8, 3276.7), digital=None, numbers=None, tals=None):
                    self.__dict__.update(locals())

            def coded(numbers, bdf):
                if bdf:
                    return np.ascontiguousarray(numbers.astype('<i4')).view('u1').reshape(-1, 4)[:, :3].tobytes()
                return numbers.astype('<i2').tobytes()

            def values(s, bdf=False):
                low, high = s.digital
                gain = (s.physical[1] - s.physical[0]) / (high - low)
                exact = s.numbers * gain + (s.physical[0] - low * gain)
                return exact if bdf else exact.astype('f4')

            def write(name, signals, records, seconds='1', kind='', bdf=False, said=None, encoding='utf-8'):
                width = 3 if bdf else 2
                for s in signals:
                    s.digital = s.digital or ((-8388608, 8388607) if bdf else (-32768, 32767))
                    if s.tals is None and s.numbers is None:
                        s.numbers = rng.integers(s.digital[0], s.digital[1], records * s.per_record, endpoint=True)
                field = lambda text, n: str(text).encode(encoding).ljust(n)
                head = (b'\\xffBIOSEMI' if bdf else field('0', 8)) + field('X X X X', 80) + field('Startdate X X X X', 80) + field('01.01.20', 8) + field('10.00.00', 8)
                head += field(256 * (len(signals) + 1), 8) + field(kind, 44) + field(records if said is None else said, 8) + field(seconds, 8) + field(len(signals), 4)
                for width_, get in ((16, lambda s: s.label), (80, lambda s: ''), (8, lambda s: s.unit), (8, lambda s: s.physical[0]), (8, lambda s: s.physical[1]),
                                    (8, lambda s: s.digital[0]), (8, lambda s: s.digital[1]), (80, lambda s: ''), (8, lambda s: s.per_record), (32, lambda s: '')):
                    head += b''.join(field(get(s), width_) for s in signals)
                with open(folder + name, 'wb') as f:
                    f.write(head)
                    for r in range(records):
                        for s in signals:
                            if s.tals is not None:
                                f.write(s.tals[r].encode('utf-8').ljust(s.per_record * width, b'\\0'))
                            else:
                                f.write(coded(s.numbers[r * s.per_record:(r + 1) * s.per_record], bdf))

            def expect(array):
                open(folder + 'expected', 'wb').write(np.ascontiguousarray(array).tobytes())
            """;

    private EdfFiles() {}

    /** Runs a script that finds {@code Signal(label, per_record, ...)}, {@code write(name, signals, records, ...)}, {@code values(signal)}, {@code expect(array)}. */
    public static String python(Path folder, String body) {
        return References.python(WRITER + body, folder.toString());
    }
}
