package org.trialmap.app.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialmap.app.cli.UsageException;

class CommandTemplateTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {x} | 5
            a{x}b{y_1}c{x} | a5b$1\\0c5
            {print $1} | {print $1}
            {{x}} | {x}
            {} {1,2} {x | {} {1,2} {x
            --in={x}.csv | --in=5.csv
            """)
    void namesInBracesAreReplaced(String word, String expected) {
        assertEquals(expected, CommandTemplate.fill(word, Map.of("x", "5", "y_1", "$1\\0")));
    }

    @Test
    void aValueIsNotLookedAtAgain() {
        assertEquals("{y}", CommandTemplate.fill("{x}", Map.of("x", "{y}", "y", "no")));
    }

    @Test
    void unknownNamesAreRefusedBeforeAnythingRuns() {
        CommandTemplate command = new CommandTemplate(List.of("awk", "{subjct}"));
        assertEquals("{subjct} in the program's arguments has no value. Did you mean 'subject'? Known are {subject}, {index}, {tasks}, {cpus},"
                + " {seed}, {rng}, {scratch}."
                + " Add --over subjct=SPEC or --shared subjct=VALUE; to pass the text itself on, write {{subjct}}.",
                assertThrows(UsageException.class, () -> command.check(List.of("subject"))).getMessage());
    }

    @Test
    void knowsItsNames() {
        CommandTemplate command = new CommandTemplate(List.of("prog", "{x}", "{{y}}", "{z}{x}"));
        assertEquals(List.of("x", "z"), List.copyOf(command.names()));
        assertEquals(List.of(true, false), List.of(command.hasFixedProgram(), new CommandTemplate(List.of("{p}")).hasFixedProgram()));
    }
}
