package org.trialmap.signal.fft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.signal.filter.Hilbert;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.signal.spectrum.Tapers;
import org.trialmap.signal.spectrum.WaveletTransform;

/** Which kernels a process takes, in processes started with other flags. */
class FftKernelsTest {
    /** Says which kernels there are, and the bits of spectra of few and many channels. */
    public static final class Report {
        public static void main(String[] arguments) {
            System.out.println(FftKernels.FLOAT.getClass().getSimpleName() + " " + FftKernels.DOUBLE.getClass().getSimpleName());
            for (int samples : new int[] {50, 99, 127, 256, 420}) {
                List<Integer> bits = new ArrayList<>();
                for (int channels : new int[] {1, 2, 3, 4, 7, 12, 16, 17, 40}) {
                    double[] x = FftReference.noise(samples * channels, channels);
                    MtmFft fft = MtmFft.ofLength(samples + 4, MtmFft.Setup.of(Tapers.slepian(samples, samples + 4, new Tapers.Slepian(3, 2)),
                            IntStream.rangeClosed(0, samples / 2).toArray(), 1));
                    bits.add(Arrays.hashCode(fft.power(x, channels)));
                    bits.add(Arrays.hashCode(fft.power(FftReference.floats(x), channels)));
                    bits.add(Arrays.hashCode(fft.perTaper(SpectralOutput.FOURIER, FftReference.floats(x), channels)));
                    bits.add(Arrays.hashCode(Hilbert.ofLength(samples).apply(x, channels, HilbertOutput.ANGLE)));
                    bits.add(Arrays.hashCode(Hilbert.ofLength(samples).apply(x, channels, HilbertOutput.COMPLEX)));
                    bits.add(Arrays.hashCode(WaveletTransform.ofLength(samples, WaveletTransform.Setup.of(List.of(7.0, 40.0), 500)).apply(SpectralOutput.FOURIER, x, channels,
                            new int[] {0, 17, samples - 1})));
                }
                System.out.println(samples + " " + bits);
            }
        }
    }

    @Test
    void theModuleIsTakenWhereItIsAndElsePlainLoopsGiveTheSameBits() throws Exception {
        List<String> plain = run(Report.class);
        List<String> loaded = run(Report.class, "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED");
        List<String> named = run(Report.class, "--add-modules=jdk.incubator.vector");
        assertEquals("FftFloatScalar FftDoubleScalar", plain.get(0));
        assertEquals("FftFloatVector FftDoubleVector", loaded.get(0), () -> "loaded later: " + loaded);
        assertEquals(6, loaded.size(), () -> "the launcher's way brings no warning: " + loaded);
        assertEquals("FftFloatVector FftDoubleVector", named.get(named.size() - 6));
        assertEquals(spectra(plain), spectra(named));
        assertEquals(spectra(plain), spectra(loaded));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 64})
    void vectorsOfAnyWidthGiveTheSameBits(int bytes) throws Exception {
        List<String> lines = run(Report.class, "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED", "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:MaxVectorSize=" + bytes);
        assertEquals("FftFloatVector FftDoubleVector", lines.get(lines.size() - 6));
        assertEquals(spectra(run(Report.class)), spectra(lines));
    }

    private static List<String> spectra(List<String> lines) {
        return lines.subList(lines.size() - 5, lines.size());
    }

    /** The lines of both streams. */
    static List<String> run(Class<?> main, String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines().toList();
    }
}
