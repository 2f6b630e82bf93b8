package org.trialmap.app.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputParserTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static double[] numbers(String text) throws Exception {
        return (double[]) OutputParser.NUMBERS.parse(bytes(text));
    }

    @Test
    void textLosesOneLineEnd() throws Exception {
        assertEquals("a\n", OutputParser.TEXT.parse(bytes("a\n\n")));
        assertEquals("a", OutputParser.TEXT.parse(bytes("a\r\n")));
        assertEquals(" ü ", OutputParser.TEXT.parse(bytes(" ü ")));
        assertEquals("", OutputParser.TEXT.parse(new byte[0]));
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertEquals("its stdout (2 bytes) is not UTF-8 text, so it cannot be stored as a string. Print text in UTF-8, or write binary data to a"
                + " file of your own"
                + " and print its name.",
                assertThrows(ProgramFailedException.class, () -> OutputParser.TEXT.parse(new byte[] {(byte) 0xff,
                    0})).getMessage());
    }

    @Test
    void numbersStandBetweenWhiteSpaceOrCommas() throws Exception {
        assertArrayEquals(new double[] {1, 2.5, -3e-4, 4}, numbers("1 2.5\n-3e-4\t4\n"));
        assertArrayEquals(new double[] {1, 2, 3, 4}, numbers("1, 2\r\n3 ,4"));
        assertArrayEquals(new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}, numbers("nan inf -Inf NaN"));
        assertArrayEquals(new double[] {5}, numbers("\n\n 5"));
        assertArrayEquals(new double[] {1.5, 2.5, 1, 2, 3, 7, 8}, numbers("1.5,2.5 1,2,3\n7, 8"));
        assertArrayEquals(new double[] {10_000, 1_234_567.5, 0x1p53, 0x1p60, 9007199254740993.0}, numbers("10_000 1_234_567.5 9007199254740992 1152921504606846976"
                + " 9007199254740993.0"));
    }

    @Test
    void manyNumbersAreRead() throws Exception {
        String text = IntStream.range(0, 200_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        assertArrayEquals(IntStream.range(0, 200_000).asDoubleStream().toArray(), numbers(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    1 2\\n3 x4 | its stdout has 'x4' in line 2, which is not a number. With --parse numbers print nothing but numbers between white space or commas, or use --parse text.
                    [1] 0.5 | its stdout has '[1]' in line 1, which is not a number. With --parse numbers print nothing but numbers between white space or commas (in R: cat, not print), or use --parse text.
                    1d | its stdout has '1d' in line 1, which is not a number. With --parse numbers print nothing but numbers between white space or commas, or use --parse text.
                    0x1p3 | its stdout has '0x1p3' in line 1, which is not a number. With --parse numbers print nothing but numbers between white space or commas, or use --parse text.
                    1-2 | its stdout has '1-2' in line 1, which is not a number. With --parse numbers print nothing but numbers between white space or commas, or use --parse text.
                    1,5 | its stdout has '1,5' in line 1, which may be one number or two. With --parse numbers print numbers with a point (LC_ALL=C does so in most programs), or a space after the comma between two numbers.
                    0 1\\n2 -1,5e3\\n | its stdout has '-1,5e3' in line 2, which may be one number or two. With --parse numbers print numbers with a point (LC_ALL=C does so in most programs), or a space after the comma between two numbers.
                    1,234.5 7 | its stdout has '1,234.5' in line 1, which may be one number or two. With --parse numbers print numbers with a point (LC_ALL=C does so in most programs), or a space after the comma between two numbers.
                    1 9007199254740993 | its stdout has '9007199254740993' in line 1, a whole number that a float64 would round to 9007199254740992. Print it with a point or an exponent ('9007199254740993.0') if a rounded number will do, or use --parse text.
                    -9_007_199_254_740_993 | its stdout has '-9_007_199_254_740_993' in line 1, a whole number that a float64 would round to -9007199254740992. Print it with a point or an exponent ('-9_007_199_254_740_993.0') if a rounded number will do, or use --parse text.
                    1e400 | its stdout has '1e400' in line 1, which is beyond what a float64 can hold (1.8e308). Print inf if infinity is meant, or use --parse text.
                    1_0 | its stdout has '1_0' in line 1, which is not a number. With --parse numbers print nothing but numbers between white space or commas, or use --parse text.
                    1,,2 | its stdout has a comma with no number beside it in line 1. With --parse numbers print missing numbers as nan.
                    ,1 | its stdout has a comma with no number beside it in line 1. With --parse numbers print missing numbers as nan.
                    1, 2\\n3,\\n | its stdout has a comma with no number beside it in line 2. With --parse numbers print missing numbers as nan.
                    \\n | its stdout has no numbers. With --parse numbers print at least one number, or use --parse text.
                    '' | its stdout has no numbers: it is empty. With --parse numbers print at least one number, or use --parse text.
                    """)
    void refusesWhatIsNoNumber(String text, String message) {
        assertEquals(message, assertThrows(ProgramFailedException.class, () -> numbers(text.replace("\\n", "\n"))).getMessage());
    }
}
