package org.trialmap.app.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.array.NdArray;
import org.trialmap.store.SavedResults;

/** {@code --shape}: what functions return and programs print, stacked along any axis. */
class ExecShapeTest {
    @TempDir
    Path folder;

    @BeforeEach
    void noSpark() {
        InProcess.noOtherSpark();
    }

    private Ended run(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command, "--out", folder.resolve("out").toString(), "--quiet", "--overwrite", "--master", "serial"));
        arguments.addAll(List.of(more));
        return InProcess.run(arguments.toArray(String[]::new));
    }

    private NdArray saved(String name) throws IOException {
        try (SavedResults results = SavedResults.open(folder.resolve("out/" + name + ".h5"))) {
            return results.stacked(0).read();
        }
    }

    @Test
    void printedNumbersBecomeArraysAlongAnyAxis() throws IOException {
        assertEquals(new Ended(0, folder.resolve("out/sh.h5") + "\n", ""),
                run("exec", "--over", "x=0,10", "--parse", "numbers", "--shape", "2,2,*", "--", "sh", "-c", "seq $1 $(($1 + 3))", "-", "{x}"));
        assertEquals(NdArray.of(new double[] {0, 10, 1, 11, 2, 12, 3, 13}, 2, 2, 2), saved("sh"));
    }

    @Test
    void printedLinesMayDifferInNumber() throws IOException {
        assertEquals(new Ended(0, folder.resolve("out/sh.h5") + "\n", ""), run("exec", "--over", "n=2,6,4", "--parse", "numbers", "--shape", "inf,2", "--", "sh", "-c", "seq $1", "-", "{n}"));
        assertEquals(NdArray.of(new double[] {1, 2, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4}, 6, 2), saved("sh"));
        Ended odd = run("exec", "--over", "n=2,5", "--parse", "numbers", "--shape", "*,inf,2", "--", "sh", "-c", "seq $1", "-", "{n}");
        assertEquals(1, odd.code());
        assertTrue(odd.err().contains("sh ended well, but its stdout has 5 numbers, where the declared result shape float64 [*, inf, 2] asks for a multiple of 2. Print as many, row after row, or"
                + " correct --shape."), odd.err());
    }

    @Test
    void functionsReturnThem() throws IOException {
        String[] map = {"--function", "org.trialmap.app.exec.ExecShapeTest$Functions::ramp", "--over", "n=1,3"};
        assertEquals(new Ended(0, folder.resolve("out/ramp.h5") + "\n", ""), run("map", map[0], map[1], map[2], map[3], "--shape", "inf,*"));
        assertArrayEquals(new double[] {0, 0, Double.NaN, 1, Double.NaN, 2}, saved("ramp").doubles());
    }

    /** What users write. */
    public static final class Functions {
        private Functions() {}

        public static boolean isPrime(int n) {
            return n > 1 && IntStream.rangeClosed(2, (int) Math.sqrt(n)).allMatch(k -> n % k != 0);
        }

        /** 0, 1, ..., n - 1. */
        public static double[] ramp(int n) {
            return IntStream.range(0, n).asDoubleStream().toArray();
        }
    }

    @Test
    void textsHaveNoShape() {
        assertEquals(new Ended(2, "", "trialmap: --shape is for numbers, but what the program prints is kept as a text. Add --parse numbers, or leave --shape out.\nHelp: trialmap exec --help\n"),
                run("exec", "--over", "x=1", "--shape", "*", "--", "echo", "{x}"));
    }

    @Test
    void oneResultIsPrintedAndStored() throws IOException {
        String path = folder.resolve("out/echo.h5") + "\n";
        assertEquals(new Ended(0, "6.5 30.0\n" + path, ""), run("exec", "--over", "x=1,2,3.5", "--parse", "numbers", "--reduce", "sum", "--", "echo", "{x}", "10"));
        assertEquals(new Ended(0, "3.5\n" + path, ""), run("exec", "--over", "x=1,2,3.5", "--parse", "numbers", "--reduce", "max", "--", "echo", "{x}"));
        try (SavedResults results = SavedResults.open(folder.resolve("out/echo.h5"))) {
            assertArrayEquals(new double[] {3.5}, results.doubles(0));
        }
        String prime = "org.trialmap.app.exec.ExecShapeTest$Functions::isPrime";
        String primes = folder.resolve("out/isPrime.h5") + "\n";
        assertEquals(new Ended(0, "54\n" + primes, ""), run("map", "--function", prime, "--over", "n=100000000:100001001", "--reduce", "count"));
        assertEquals(new Ended(0, "true\n" + primes, ""), run("map", "--function", prime, "--over", "n=1:10", "--reduce", "any"));
    }

    @Test
    void whatDoesNotGoWithAReductionIsRefused() {
        for (List<String> more : List.of(List.of("--shape", "*"), List.of("--layout", "linked"))) {
            assertEquals(new Ended(2, "", "trialmap: --reduce makes one result of all tasks, " + more.get(0) + " is for results that are kept side by side. Leave one of them out.\nHelp: trialmap exec"
                    + " --help\n"), run("exec", "--over", "x=1", "--parse", "numbers", "--reduce", "sum", more.get(0), more.get(1), "--", "echo", "{x}"));
        }
        assertEquals(new Ended(2, "", "trialmap: --reduce needs the results of all tasks, --on-error continue goes on without some. Leave one of them out.\nHelp: trialmap exec --help\n"),
                run("exec", "--over", "x=1", "--parse", "numbers", "--reduce", "sum", "--on-error", "continue", "--", "echo", "{x}"));
    }
}
