package org.trialmap.app;

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
        assertEquals("its stdout (2 bytes) is no UTF-8 text, so it cannot be stored as a string. Print text in UTF-8, or write binary data to a"
                + " file of your own"
                + " and print its name.", assertThrows(ProgramFailedException.class, () -> OutputParser.TEXT.parse(new byte[] {(byte) 0xff,
                0})).getMessage());
    }

    @Test
    void numbersStandBetweenWhiteSpaceOrCommas() throws Exception {
        assertArrayEquals(new double[] {1, 2.5, -3e-4, 4}, numbers("1 2.5\n-3e-4\t4\n"));
        assertArrayEquals(new double[] {1, 2, 3, 4}, numbers("1, 2\r\n3 ,4"));
        assertArrayEquals(new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN}, numbers("nan inf -Inf NaN"));
        assertArrayEquals(new double[] {5}, numbers("\n\n 5"));
    }

    @Test
    void manyNumbersAreRead() throws Exception {
        String text = IntStream.range(0, 200_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        assertArrayEquals(IntStream.range(0, 200_000).asDoubleStream().toArray(), numbers(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 2\\n3 x4 | its stdout has 'x4' in line 2, which is no number. With --parse numbers print nothing but numbers between white space or commas, or use --parse text.
            [1] 0.5 | its stdout has '[1]' in line 1, which is no number. With --parse numbers print nothing but numbers between white space or commas (in R: cat, not print), or use --parse text.
            1d | its stdout has '1d' in line 1, which is no number. With --parse numbers print nothing but numbers between white space or commas, or use --parse text.
            0x1p3 | its stdout has '0x1p3' in line 1, which is no number. With --parse numbers print nothing but numbers between white space or commas, or use --parse text.
            1-2 | its stdout has '1-2' in line 1, which is no number. With --parse numbers print nothing but numbers between white space or commas, or use --parse text.
            1,,2 | its stdout has a comma with no number beside it in line 1. With --parse numbers print missing numbers as nan.
            ,1 | its stdout has a comma with no number beside it in line 1. With --parse numbers print missing numbers as nan.
            1,2\\n3,\\n | its stdout has a comma with no number beside it in line 2. With --parse numbers print missing numbers as nan.
            \\n | its stdout has no numbers. With --parse numbers print at least one number, or use --parse text.
            '' | its stdout has no numbers: it is empty. With --parse numbers print at least one number, or use --parse text.
            """)
    void refusesWhatIsNoNumber(String text, String message) {
        assertEquals(message, assertThrows(ProgramFailedException.class, () -> numbers(text.replace("\\n", "\n"))).getMessage());
    }
}
