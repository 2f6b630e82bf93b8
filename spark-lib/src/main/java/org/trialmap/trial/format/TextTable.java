package org.trialmap.trial.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table of text: a line of names, then a line per row, with tabs, semicolons or commas between the columns.
 *
 * @param rows the first one has the names; blank lines are rows of another length
 */
public record TextTable(List<String> names, List<List<String>> rows) {
    /** @param binary what is said of a file that is no text, after its name */
    public static TextTable read(Path file, String binary) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = TextDecoder.decode(bytes, 0, bytes.length);
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(file + binary);
        }
        List<String> lines = text.replace("\ufeff", "").lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0);
        char separator = first.indexOf('\t') >= 0 ? '\t' : first.indexOf(';') >= 0 ? ';' : ',';
        List<List<String>> rows = lines.stream().map(line -> split(line, separator)).toList();
        List<String> names = rows.isEmpty() ? List.of() : rows.get(0);
        for (int i = 1; i < rows.size(); i++) {
            if (rows.get(i).size() != names.size() && !lines.get(i).isBlank()) {
                throw new IllegalArgumentException("Line " + (i + 1) + " of " + file + " has " + rows.get(i).size() + " columns, the first line names " + names.size() + ". Correct the file.");
            }
        }
        return new TextTable(names, rows);
    }

    /** What a column has in the lines that are not blank. */
    public String[] column(String name) {
        int at = names.indexOf(name);
        return rows.stream().skip(1).filter(row -> row.size() == names.size() && !(row.size() == 1 && row.get(0).isEmpty())).map(row -> row.get(at)).toArray(String[]::new);
    }

    /** In quotation marks a separator is text, and two marks are one. */
    private static List<String> split(String line, char separator) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"' && (quoted || field.isEmpty())) {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }
}
