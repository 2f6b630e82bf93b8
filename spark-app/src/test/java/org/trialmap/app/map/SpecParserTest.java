package org.trialmap.app.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.app.cli.NumberText;
import org.trialmap.app.cli.UsageException;

class SpecParserTest {
    @TempDir
    private Path folder;

    private Column column(String text) {
        return new SpecParser("--over", folder).parse(text);
    }

    private List<Object> values(String text) {
        Column column = column(text);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < column.size(); i++) {
            values.add(column.values().value(i));
        }
        return values;
    }

    private List<String> texts(String text) {
        Column column = column(text);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < column.size(); i++) {
            texts.add(column.values().text(i));
        }
        return texts;
    }

    private String refusal(String text) {
        return assertThrows(UsageException.class, () -> column(text)).getMessage();
    }

    @Test
    void listsOfWholeNumbersAreLongs() {
        assertEquals(List.of(2L, 4L, -6L, 8L), values("x=2,4,-6,+8"));
        assertEquals(List.of(5L), values("x=5"));
        assertEquals(List.of(Long.MIN_VALUE, Long.MAX_VALUE), values("x=-9223372036854775808,9223372036854775807"));
    }

    @Test
    void listsWithADecimalNumberAreDoubles() {
        assertEquals(List.of(1.0, 2.5, 1e-3), values("x=1,2.5,1e-3"));
        assertEquals(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY), values("x=nan,inf,-Infinity"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1,two", "007,008", "1d,2f", "0x10,0x11", "1_000_,2", "12_03,2", "1__000,2", "a b,c"})
    void anythingElseIsText(String spec) {
        assertEquals(List.of(spec.split(",")), values("x=" + spec));
    }

    @Test
    void underscoresBetweenGroupsOfThreeDigitsAreNoPartOfANumber() {
        assertEquals(List.of(10_000L, 2L), values("x=10_000,2"));
        assertEquals(List.of(1_234_567.5, -1000.0), values("x=1_234_567.5,-1_000"));
        assertEquals(List.of(0L, 10_000L), values("x=0:20_000:10_000"));
        assertEquals(1_000, column("x=linspace(0,1,1_000)").size());
        assertEquals(List.of("10_000", "2"), texts("x=10_000,2"));
    }

    @Test
    void textsAreKeptExactlyAsTyped() {
        assertEquals(List.of("1.50", " 2", "+3"), texts("x=1.50, 2,+3"));
        assertEquals(List.of("a=b", "'q\"", "$(id)", "line\nbreak", "ü\ud83d\ude00"), texts("x=a=b,'q\",$(id),line\nbreak,ü\ud83d\ude00"));
    }

    @Test
    void rangesExcludeStopAndMayGoDown() {
        assertEquals(List.of(0L, 1L, 2L), values("x=0:3"));
        assertEquals(List.of(0L, 3L, 6L, 9L), values("x=0:10:3"));
        assertEquals(List.of(3L, 2L, 1L), values("x=3:0:-1"));
        assertEquals(List.of(-3L, -2L), values("x= -3 : -1 "));
        assertEquals(List.of("0", "5"), texts("x=0:10:5"));
    }

    @Test
    void decimalRangesHaveNoRoundingErrors() {
        assertEquals(List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9), values("x=0:1:0.1"));
        assertEquals(List.of("0.0", "0.1", "0.2"), texts("x=0:0.3:0.1"));
        assertEquals(List.of(1.0, 0.75, 0.5), values("x=1:0.25:-0.25"));
        assertEquals(List.of(0.0, 1.0, 2.0), values("x=0:2.5"));
        assertEquals(List.of(0.0, 1000.0), values("x=0:2e3:1e3"));
    }

    /** Values from numpy 1.24: [v.hex() for v in numpy.linspace(0, 1, 4)] and so on. */
    @Test
    void linspaceGivesNumpysBits() {
        assertEquals(List.of(0.0, 0x1.5555555555555p-2, 0x1.5555555555555p-1, 1.0), values("x=linspace(0,1,4)"));
        assertEquals(List.of(-1.5), values("x=linspace(-1.5, 3, 1)"));
        assertEquals(List.of(2.0, 2.0, 2.0), values("x=linspace(2,2,3)"));
        assertEquals(List.of("0.0", "0.5", "1.0"), texts("x=linspace(0,1,3)"));
    }

    @Test
    void filesHoldOneValueALine() throws Exception {
        Files.writeString(folder.resolve("a list.txt"), "\ufeffs01, left\r\ns 02\nü\n\n\n");
        assertEquals(List.of("s01, left", "s 02", "ü"), values("x=@a list.txt"));
        Files.writeString(folder.resolve("numbers"), "1\n2\n3");
        assertEquals(List.of(1L, 2L, 3L), values("x=@" + folder.resolve("numbers")));
    }

    @Test
    void refusesFilesThatCannotBeMeant() throws Exception {
        assertEquals("--over 'x=@none' names a file that does not exist (" + folder + "/none). Correct the path.", refusal("x=@none"));
        assertEquals("--over 'x=@' names no file. Write @FILE, a text file with one value a line.", refusal("x=@"));
        Files.writeString(folder.resolve("gap"), "1\n\n3\n");
        assertEquals("--over 'x=@gap' names " + folder.resolve("gap") + ", whose line 2 is empty. Put one value on each line.", refusal("x=@gap"));
        Files.writeString(folder.resolve("empty"), "\n");
        assertEquals("--over 'x=@empty' names " + folder.resolve("empty") + ", which holds no values. Put one value on each line.",
                refusal("x=@empty"));
        Files.write(folder.resolve("latin1"), "ü".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("--over 'x=@latin1' names a file that is not UTF-8 text. Convert it (iconv -t UTF-8), one value on each line.",
                refusal("x=@latin1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    x | --over 'x' has no '='. It must read --over NAME=SPEC, where SPEC is a,b,c or start:stop[:step] (stop excluded) or linspace(first,last,count) or @FILE (one value a line).
                    x=1,1e400 | --over 'x=1,1e400' holds 1e400, which is beyond what a double can hold (1.8e308). Write inf if infinity is meant.
                    1x=2 | --over '1x=2': '1x' is not a name. A name begins with a letter or '_' and goes on with letters, digits and '_', for example --over x=2.
                    x= | --over 'x=' is empty. SPEC is a,b,c or start:stop[:step] (stop excluded) or linspace(first,last,count) or @FILE (one value a line).
                    x=1,,2 | --over 'x=1,,2' has an empty value (number 2 of 3). Remove the extra comma; values that are empty or hold commas can be shared (--shared) or be made by the function.
                    x=3:3 | --over 'x=3:3' is an empty range. Stop is excluded: move it by a step.
                    x=5:3 | --over 'x=5:3' is an empty range. Exchange start and stop, or give a step of the other sign.
                    x=0:5:0 | --over 'x=0:5:0' has step 0, which never ends. Give a step other than 0.
                    x=0:1:2:3 | --over 'x=0:1:2:3' has 4 parts. A range is start:stop or start:stop:step.
                    x=0:3000000000 | --over 'x=0:3000000000' has more than 2147483647 values, the most that one run can have. Take a larger step, or loop inside the function.
                    x=linspace(0,1) | --over 'x=linspace(0,1)' gives linspace 2 numbers, it takes three: linspace(first,last,count).
                    x=linspace(0,1,0) | --over 'x=linspace(0,1,0)' asks for 0 values. Ask for at least 1.
                    x=linspace(0,1,2.5) | --over 'x=linspace(0,1,2.5)' asks for '2.5' values. The count must be a whole number, linspace(first,last,count).
                    x=linspace(0,1,3 | --over 'x=linspace(0,1,3' has no closing parenthesis. Write linspace(first,last,count).
                    x=99999999999999999999 | --over 'x=99999999999999999999' holds 99999999999999999999, a whole number beyond 64 bits, which would be rounded. Write it with a point or an exponent (99999999999999999999.0) if a rounded number will do.
                    """)
    void refusesWithTheCure(String text, String message) {
        assertEquals(message, refusal(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:n", "0:1e999999999", "0:nan", "nan:3", "1:", ":5", "0:1e-999999999:1"})
    void refusesRangesWithoutFiniteEnds(String spec) {
        assertEquals("where a finite number must stand. " + SpecParser.FORMS + ".", refusal("x=" + spec).replaceFirst("^--over '.*' holds '.*' ",
                ""));
    }

    @Test
    void longRangesTakeNoMemoryAndNoTime() {
        Column column = column("x=0:2147483647");
        assertEquals(List.of(2147483647, 2147483646L), List.of(column.size(), column.values().value(2147483646)));
        assertEquals(2e9, column("x=linspace(0,2e9,2000000001)").values().value(2_000_000_000));
    }

    @Test
    void textsWithColonsAreNoRanges() {
        assertEquals(List.of("left:right"), values("x=left:right"));
        assertEquals(List.of("12:30", "13:45"), values("x=12:30,13:45"));
    }

    @Test
    void noTextMakesItFailInAnotherWay() {
        Random random = new Random(7);
        String alphabet = "0123456789.,:-+eE@() \n\tlinspace=ü\u0000";
        for (int n = 0; n < 20_000; n++) {
            StringBuilder text = new StringBuilder("x=");
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int size;
            try {
                size = column(text.toString()).size();
            } catch (UsageException e) {
                size = e.getMessage().length();
            }
            assertEquals(true, size > 0, text::toString);
        }
    }

    @Test
    void doublesAreWrittenShortest() {
        assertEquals(List.of("0.1", "1.0", "-2.5", "100000.0", "1e-7", "1e+300", "0.30000000000000004", "-0.0", "nan", "-inf"),
                java.util.stream.DoubleStream.of(0.1, 1, -2.5, 1e5, 1e-7, 1e300, 0.1 + 0.2, -0.0, Double.NaN,
                        Double.NEGATIVE_INFINITY).mapToObj(NumberText::text).toList());
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                assertEquals(value, Double.parseDouble(NumberText.text(value)));
            }
        }
    }
}
