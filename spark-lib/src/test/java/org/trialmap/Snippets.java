package org.trialmap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Code blocks of the pages, compared with the sources that they are cut from. A block is preceded by {@code <!-- snippet: path/to/File.java#tag -->}
 * (blank lines in between do not matter); in that file the snippet stands between {@code // tag::tag[]} and {@code // end::tag[]}, or {@code #} instead
 * of {@code //}, or in a comment of XML. Blocks in Java and Scala must have such a line.
 */
final class Snippets {
    private static final Set<String> MUST_RUN = Set.of("java", "scala");
    private static final Pattern MARKER = Pattern.compile("\\s*<!--\\s*snippet:\\s*(\\S+?)#(\\S+)\\s*-->\\s*");
    private static final Pattern FENCE = Pattern.compile("(\\s*)(`{3,}|~{3,})\\s*([^\\s`{]*).*");
    private static final Pattern TAG_LINE = Pattern.compile("\\s*(//|#|<!--)\\s*(tag|end)::[^\\s\\[]+\\[]\\s*(-->\\s*)?");

    private final Path root;
    private final List<String> problems = new ArrayList<>();
    private int compared;

    private Snippets(Path root) {
        this.root = root;
    }

    /**
     * @param compared number of blocks that were compared with a source
     * @param problems one line for each block that does not hold
     */
    record Report(int compared, List<String> problems) {}

    /** Looks through README.md and all .md files in docs/ and its folders, below {@code root}. */
    static Report check(Path root) throws IOException {
        Snippets snippets = new Snippets(root);
        List<Path> pages = new ArrayList<>(List.of(root.resolve("README.md")));
        if (Files.isDirectory(root.resolve("docs"))) {
            try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
                docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        for (Path page : pages) {
            snippets.page(page);
        }
        return new Report(snippets.compared, List.copyOf(snippets.problems));
    }

    private void page(Path page) throws IOException {
        List<String> lines = Files.readAllLines(page);
        Matcher marker = null;
        for (int i = 0; i < lines.size(); i++) {
            Matcher newMarker = MARKER.matcher(lines.get(i));
            Matcher fence = FENCE.matcher(lines.get(i));
            String where = root.relativize(page) + ":" + (i + 1);
            if (fence.matches()) {
                int end = end(lines, i + 1, fence.group(2));
                block(where, fence.group(3), marker, lines.subList(i + 1, end));
                marker = null;
                i = end;
            } else if (newMarker.matches()) {
                unused(where, marker);
                marker = newMarker;
            } else if (!lines.get(i).isBlank()) {
                unused(where, marker);
                marker = null;
            }
        }
        unused(root.relativize(page) + ":" + lines.size(), marker);
    }

    private void unused(String where, Matcher marker) {
        if (marker != null) {
            problems.add(where + ": no code block follows the line for snippet " + marker.group(1) + "#" + marker.group(2));
        }
    }

    private static int end(List<String> lines, int from, String fence) {
        int i = from;
        while (i < lines.size() && !(lines.get(i).strip().startsWith(fence) && lines.get(i).strip().chars().allMatch(c -> c == fence.charAt(0)))) {
            i++;
        }
        return i;
    }

    private void block(String where, String language, Matcher marker, List<String> block) throws IOException {
        if (marker == null) {
            if (MUST_RUN.contains(language.toLowerCase(java.util.Locale.ROOT))) {
                problems.add(where + ": a block in " + language + " without <!-- snippet: path/to/file#tag --> before it");
            }
            return;
        }
        String source = marker.group(1);
        String tag = marker.group(2);
        if (!Files.isRegularFile(root.resolve(source))) {
            problems.add(where + ": there is no file " + source);
            return;
        }
        List<String> region = region(Files.readAllLines(root.resolve(source)), tag);
        if (region == null) {
            problems.add(where + ": " + source + " does not hold tag::" + tag + "[] and, after it, end::" + tag + "[] once each");
            return;
        }
        compared++;
        if (!outdented(region).equals(outdented(block))) {
            problems.add(where + ": differs from " + source + "#" + tag + ", which is\n" + String.join("\n", outdented(region)));
        }
    }

    private static List<String> region(List<String> source, String tag) {
        List<Integer> starts = linesOf(source, "tag", tag);
        List<Integer> ends = linesOf(source, "end", tag);
        if (starts.size() != 1 || ends.size() != 1 || ends.get(0) < starts.get(0)) {
            return null;
        }
        return source.subList(starts.get(0) + 1, ends.get(0)).stream().filter(line -> !TAG_LINE.matcher(line).matches()).toList();
    }

    private static List<Integer> linesOf(List<String> source, String word, String tag) {
        Pattern line = Pattern.compile("\\s*(//|#|<!--)\\s*" + word + "::" + Pattern.quote(tag) + "\\[]\\s*(-->\\s*)?");
        return Stream.iterate(0, i -> i < source.size(), i -> i + 1).filter(i -> line.matcher(source.get(i)).matches()).toList();
    }

    /** Without the indentation that all lines share, and without blank space at the lines' ends. */
    private static List<String> outdented(List<String> lines) {
        return String.join("\n", lines).stripIndent().lines().toList();
    }
}
