package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever comes from Syncopy is told where its numbers are wrong: what was found has to stay on the page. */
class SyncopyPageTest {
    @Test
    void itsFaultsAreInTheTableOfDifferences() throws Exception {
        String page = Files.readString(Commands.ROOT.resolve("docs/coming-from-syncopy.md"));
        String section = page.substring(page.indexOf("\n### Where Syncopy 2023.09 is wrong\n"));
        List<List<String>> rows = section.substring(0, section.indexOf("\n## ")).lines().filter(line -> line.startsWith("| ") && !line.startsWith("| |"))
                .map(line -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList()).toList();
        assertEquals(List.of("width of dpss tapers of sliding windows", "windows at irregular `toi`", "amplitude of wavelets and superlets", "`welch`", "`width` of wavelets",
                "a `toi` of several times with `wavelet`, `superlet`", "`adaptive` superlets", "`preprocessing` with `onepass-minphase`", "`connectivityanalysis` with `corr`"),
                rows.stream().map(row -> row.get(0)).toList());
        assertTrue(rows.stream().allMatch(row -> row.size() == 3 && row.stream().noneMatch(String::isEmpty)), rows::toString);
    }
}
