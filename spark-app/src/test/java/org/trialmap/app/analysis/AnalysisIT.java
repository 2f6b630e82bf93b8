package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.Await;
import org.trialmap.References;
import org.trialmap.app.Commands;

/** Synthetic data, spectra, filters and resampling as users type them, compared with SciPy. */
@Tag("slow")
@Timeout(600)
class AnalysisIT {
    private static final String HELPERS = """
            import h5py, hashlib, json, numpy as np, sys
            from scipy import signal

            def trials(name):
                with h5py.File(name) as f:
                    return f["data"][:], f["trialdefinition"][:], dict(f.attrs)

            def close(ours, expected, limit=1e-6):
                assert ours.shape == expected.shape, (ours.shape, expected.shape)
                assert np.max(np.abs(ours - expected)) <= limit * np.max(np.abs(expected)), np.max(np.abs(ours - expected)) / np.max(np.abs(expected))

            def container(name, dataclass):  # what Syncopy's reader looks at
                with open(name + ".info") as f:
                    info = json.load(f)
                with open(name, "rb") as f:
                    assert hashlib.sha1(f.read()).hexdigest() == info["file_checksum"]
                with h5py.File(name) as f:
                    assert list(f["data"].shape) == info["data_shape"] and list(f["trialdefinition"].shape) == info["trl_shape"]
                assert info["dataclass"] == dataclass and info["samplerate"] == 1000
                return info

            """;

    /** Tasks of the coherence below. */
    private static final int SUMS = 20;

    @TempDir
    private Path folder;

    private void run(String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.set(0, Commands.TRIALMAP);
        Commands.Ended ended = new Commands(folder).run(words.toArray(String[]::new));
        assertEquals(0, ended.code(), ended.err());
        assertEquals(words.get(words.indexOf("--out") + 1) + "\n", ended.out());
    }

    private String check(String script, String... names) {
        return References.scipy(HELPERS + script, Stream.of(names).map(name -> folder.resolve(name).toString()).toArray(String[]::new));
    }

    @Test
    void fromSyntheticDataToSpectraFilteredAndResampledData() throws Exception {
        run("trialmap synthdata white_noise --trials 50 --samples 400 --channels 6 --samplerate 1000 --seed 42 --out noise.h5");
        assertEquals("(20000, 6) float32 [19600.0, 20000.0, -1000.0]\n", check("""
                x, t, a = trials(sys.argv[1])
                assert abs(x.mean()) < 0.01 and abs(x.std() - 1) < 0.01 and a["samplerate"] == 1000 and len(np.unique(x)) > 100000
                print(x.shape, x.dtype, t[-1].tolist())
                """, "noise.h5"));
        run("trialmap freqanalysis noise.h5 --method mtmfft --foilim 1 150 --tapsmofrq 10 --chan-per-worker 4 --out spec.spy");
        run("trialmap freqanalysis noise.h5 --method=mtmfft --foilim=1,150 --tapsmofrq=10 --chan_per_worker=5 --keeptrials=False --parallel=false --out mean.h5");
        assertEquals("(50, 1, 60, 6) 2.5 150.0\n", check("""
                x = trials(sys.argv[1])[0].reshape(50, 400, 6).astype("f8")
                w = signal.windows.dpss(400, 4.0, 7) * np.sqrt(400)    # NW = 10 Hz * 400 / 1000 Hz, 2 NW - 1 tapers
                spectra = np.fft.rfft(w[None, :, :, None] * (x - x.mean(1, keepdims=True))[:, None], axis=2) * np.sqrt(2) / 400
                expected = np.mean(np.abs(spectra) ** 2, axis=1, keepdims=True)[:, :, 1:61]
                ours, t, a = trials(sys.argv[2])
                close(ours, expected)
                assert np.array_equal(a["freq"], np.arange(1, 61) * 2.5) and t[:, 0].tolist() == list(range(50))
                close(trials(sys.argv[3])[0], expected.mean(0, keepdims=True))
                info = container(sys.argv[2], "SpectralData")
                assert info["freq"] == a["freq"].tolist() and info["cfg"]["trialmap"][1]["options"]["foilim"] == [1, 150]
                print(ours.shape, info["freq"][0], info["freq"][-1])
                """, "noise.h5", "spec.spy/spec.spectral", "mean.h5"));
        run("trialmap preprocessing noise.h5 --filter-class but --filter-type bp --freq 20 40 --out filtered.spy");
        run("trialmap resampledata noise.h5 --resamplefs 500 --method resample --out low.h5");
        assertEquals("(20000, 6) (10000, 6) 500.0 [0.0, 200.0, -500.0]\n", check("""
                x = trials(sys.argv[1])[0].reshape(50, 400, 6).astype("f8")
                sos = signal.butter(4, [20, 40], "bp", fs=1000, output="sos")
                filtered = trials(sys.argv[2])[0]
                close(filtered, signal.sosfiltfilt(sos, x, axis=1).reshape(-1, 6))
                container(sys.argv[2], "AnalogData")
                n = np.arange(401) - 200                                # order 400: the trials' length
                h = np.sinc(0.5 * n) * np.hamming(401)
                low, t, a = trials(sys.argv[3])
                close(low, signal.resample_poly(x, 1, 2, axis=1, window=h / h.sum()).reshape(-1, 6))
                print(filtered.shape, low.shape, a["samplerate"], t[0].tolist())
                """, "noise.h5", "filtered.spy/filtered.analog", "low.h5"));
        run("trialmap freqanalysis filtered.spy --trials 0:5 --channels channel2..channel4 --latency -0.9 -0.7 --foi 20 40 --output fourier --pad 0.5 --polyremoval 1"
                + " --out part.h5");
        assertEquals("(5, 1, 2, 3) complex64\n", check("""
                x = trials(sys.argv[1])[0].reshape(50, 400, 6).astype("f8")[:5, 100:301, 1:4]
                x = signal.detrend(x, axis=1)
                w = signal.windows.hann(201)
                w = w * np.sqrt(4 / 3 * 500 / w.sum())
                expected = np.fft.rfft(w[None, :, None] * x, 500, axis=1) * np.sqrt(2) / (201 * np.sqrt(500 / 201))
                ours = trials(sys.argv[2])[0]
                close(ours[:, 0], expected[:, [10, 20]], 3e-6)
                print(ours.shape, ours.dtype)
                """, "filtered.spy/filtered.analog", "part.h5"));
    }

    /** Trials of a length that takes long, so that the signal comes while most of them are still to be computed. */
    @Test
    void ctrlCKeepsWhatHasFinishedAndResumeGivesTheSameBytes() throws Exception {
        run("trialmap synthdata white_noise --trials 30 --samples 100003 --channels 2 --out long.h5");
        String job = "trialmap freqanalysis long.h5 --on-error continue --batch 1 --foilim 0 2 --tapsmofrq 0.3 --nTaper 20 --keeptapers true --master local[1]";
        String[] words = (job + " --out spec.spy").split(" ");
        words[0] = Commands.TRIALMAP;
        Commands commands = new Commands(folder);
        Process process = commands.start(words);
        Await.until("a result journalled", () -> Await.journalled(folder.resolve("spec.spy")) > 0 || !process.isAlive());
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        Commands.Ended stopped = commands.end(process);
        assertEquals(1, stopped.code(), stopped.err());
        assertEquals("", stopped.out());
        assertTrue(stopped.err().contains("\ntrialmap: stopping (SIGINT), what has finished is kept. Once more ends it at once.\n"), stopped.err());
        assertTrue(stopped.err().contains("--resume"), stopped.err());
        assertTrue(Files.notExists(folder.resolve("spec.spy/spec.spectral.info")), "a container that is not complete has no header");
        run(job + " --resume --out spec.spy");
        run(job.replace("local[1]", "serial") + " --out whole.h5");
        assertEquals("True\n", check("""
                resumed, whole = trials(sys.argv[1]), trials(sys.argv[2])
                container(sys.argv[1], "SpectralData")
                print(resumed[0].tobytes() == whole[0].tobytes() and np.all(np.any(resumed[0] != 0, axis=(1, 2, 3))))
                """, "spec.spy/spec.spectral", "whole.h5"));
    }

    /** Each task sums up to 64 trials. */
    @Test
    void aKilledDriverGoesOnFromWhatItHasSummed() throws Exception {
        run("trialmap synthdata white_noise --trials 1280 --samples 5003 --channels 2 --out many.h5");
        Path out = Files.createDirectory(folder.resolve("out"));
        String job = "trialmap connectivityanalysis many.h5 --method coh --tapsmofrq 0.5 --batch 1 --master local[1]";
        String[] words = (job + " --out out/coh.h5").split(" ");
        words[0] = Commands.TRIALMAP;
        Commands commands = new Commands(folder);
        Process process = commands.start(words);
        Await.until("half of it journalled", () -> Await.journalled(out) >= SUMS / 2 || !process.isAlive());
        process.destroyForcibly().waitFor();
        assertEquals(137, commands.end(process).code(), () -> commands.read("err"));
        List<Integer> kept = Await.journalledTasks(out);
        assertTrue(kept.size() >= SUMS / 2 && kept.size() < SUMS, kept::toString);
        run(job + " --resume --out out/coh.h5");
        assertEquals(IntStream.range(0, SUMS).boxed().toList(), Await.journalledTasks(out).stream().sorted().toList(), "each is summed once");
        assertEquals(kept, Await.journalledTasks(out).subList(0, kept.size()), "what was kept stays");
        run(job.replace("local[1]", "serial") + " --out whole.h5");
        assertEquals("True\n", check("""
                resumed, whole = trials(sys.argv[1]), trials(sys.argv[2])
                print(resumed[0].tobytes() == whole[0].tobytes() and np.all(resumed[0] > 0))
                """, "out/coh.h5", "whole.h5"));
    }
}
