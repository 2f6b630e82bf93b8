package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetsTest {
    @TempDir
    private Path root;

    @BeforeEach
    void aSourceAndAPage() throws IOException {
        write("src/Example.java", """
                class Example {
                    // tag::all[]
                    void run() {
                        // tag::call[]
                        call(1);

                        call(2);
                        // end::call[]
                    }
                    // end::all[]
                }
                """);
        write("run.sh", "# tag::run[]\nscripts/trialmap demo\n# end::run[]\n");
        write("README.md", "Nothing here.\n");
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }

    private void holds(int compared, String... problems) throws IOException {
        assertEquals(new Snippets.Report(compared, List.of(problems)), Snippets.check(root));
    }

    private static Path project() {
        Path project = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(project.resolve("README.md"))) {
            project = project.getParent();
        }
        return project;
    }

    @Test
    void thePagesOfThisProjectHoldWhatTheirSourcesSay() throws IOException {
        assertEquals(List.of(), Snippets.check(project()).problems());
    }

    private static Set<String> tags(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Both are compiled and run; the page shows the one, or both where they differ in more than a semicolon. A source file for {@code map --function} is Java by its nature. */
    @Test
    void eachProgramOfTheLibrarysPageIsThereInJavaAndInScala() throws IOException {
        String page = Files.readString(project().resolve("docs/library.md"));
        Set<String> java = tags("<!-- snippet: (?:spark-lib|examples)/\\S+\\.java#(\\w+) -->", page);
        Set<String> scala = new TreeSet<>();
        for (String file : List.of("LibraryProgramsTest", "ScalaUseTest")) {
            scala.addAll(tags("// tag::(\\w+)\\[]", Files.readString(project().resolve("spark-lib/src/test/scala/org/trialmap/" + file + ".scala"))));
        }
        scala.remove("scala"); // the README's
        assertEquals(java, scala);
        assertTrue(java.size() >= 10 && java.containsAll(tags("<!-- snippet: \\S+\\.scala#(\\w+) -->", page)), java.toString());
    }

    @Test
    void indentationDoesNotMatter() throws IOException {
        write("docs/guide.md", "<!-- snippet: src/Example.java#call -->\n```java\ncall(1);\n\ncall(2);\n```\n- item\n\n  <!-- snippet: run.sh#run -->\n\n  ```sh\n  scripts/trialmap demo\n  ```\n");
        holds(2);
    }

    @Test
    void anXmlFileHasItsTagsInComments() throws IOException {
        write("pom.xml", "<a>\n  <!-- tag::b[] -->\n  <b/>\n  <!-- end::b[] -->\n</a>\n");
        write("README.md", "<!-- snippet: pom.xml#b -->\n```xml\n<b/>\n```\n");
        holds(1);
    }

    @Test
    void tagsInsideOtherTagsAreNotPartOfTheSnippet() throws IOException {
        write("README.md", "<!-- snippet: src/Example.java#all -->\n```java\nvoid run() {\n    call(1);\n\n    call(2);\n}\n```\n");
        holds(1);
    }

    @Test
    void findsBlocksThatDiffer() throws IOException {
        write("README.md", "# Title\n<!-- snippet: src/Example.java#call -->\n```java\ncall(1);\n  call(2);\n```\n");
        holds(1, "README.md:3: differs from src/Example.java#call, which is\ncall(1);\n\ncall(2);");
    }

    @Test
    void findsCodeThatComesFromNowhere() throws IOException {
        write("README.md", "<!-- snippet: run.sh#run -->\nA word in between.\n```java\ncall(1);\n```\n\n~~~scala\ncall(2)\n~~~\n```sh\nls\n```\n```\nplain\n```\n");
        holds(0, "README.md:2: no code block follows the line for snippet run.sh#run",
                "README.md:3: a block in java without <!-- snippet: path/to/file#tag --> before it",
                "README.md:7: a block in scala without <!-- snippet: path/to/file#tag --> before it");
    }

    @Test
    void findsMissingFilesAndTags() throws IOException {
        write("docs/a.md", "<!-- snippet: src/None.java#call -->\n```java\n```\n<!-- snippet: src/Example.java#none -->\n```java\n```\n<!-- snippet: run.sh#run -->\n");
        holds(0, "docs/a.md:2: there is no file src/None.java",
                "docs/a.md:5: src/Example.java does not hold tag::none[] and, after it, end::none[] once each",
                "docs/a.md:7: no code block follows the line for snippet run.sh#run");
    }

    @Test
    void pagesInFoldersOfDocsAreLookedAt() throws IOException {
        write("docs/tutorials/a.md", "```java\ncall(1);\n```\n");
        holds(0, "docs/tutorials/a.md:1: a block in java without <!-- snippet: path/to/file#tag --> before it");
    }

    @Test
    void whatLooksLikeABlockInsideABlockIsText() throws IOException {
        write("README.md", "````md\n```java\ncall(1);\n```\n````\n");
        holds(0);
    }
}
