package org.trialmap.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which kernels a process takes, in processes started with other flags. */
class FftKernelsTest {
    /** Says which kernels there are, and the bits of a spectrum. */
    public static final class Report {
        public static void main(String[] arguments) {
            double[] x = FftReference.noise(7 * 1000, 5);
            float[] power = MtmFft.ofLength(1024, MtmFft.Setup.of(Tapers.slepian(1000, 1024, new Tapers.Slepian(3, 4)), new int[] {0, 7, 100, 512},
                    MtmFft.scale(1000, 1024))).power(FftReference.floats(x), 7);
            System.out.println(FftKernels.FLOAT.getClass().getSimpleName() + " " + FftKernels.DOUBLE.getClass().getSimpleName());
            System.out.println(Arrays.hashCode(power) + " " + Arrays.toString(power));
        }
    }

    @Test
    void theModuleIsTakenWhereItIsAndElsePlainLoopsGiveTheSameBits() throws Exception {
        List<String> plain = run(Report.class);
        List<String> loaded = run(Report.class, "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED");
        List<String> named = run(Report.class, "--add-modules=jdk.incubator.vector");
        assertEquals("FftFloatScalar FftDoubleScalar", plain.get(0));
        assertEquals("FftFloatVector FftDoubleVector", loaded.get(0), () -> "loaded later: " + loaded);
        assertEquals(2, loaded.size(), () -> "the launcher's way brings no warning: " + loaded);
        assertEquals(List.of("FftFloatVector FftDoubleVector", plain.get(1)), named.subList(named.size() - 2, named.size()));
        assertEquals(plain.get(1), loaded.get(1));
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
