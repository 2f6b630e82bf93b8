package org.trialmap.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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

    /** What Syncopy's modules export ({@code __all__}), with {@code syncopy.synthdata} and what it takes from ACME. */
    @Test
    void everyNameOfItsFrontEndIsOnThePage() throws Exception {
        String page = Files.readString(Commands.ROOT.resolve("docs/coming-from-syncopy.md"));
        List<String> missing = Stream.of("""
                AnalogData SpectralData CrossSpectralData TimeLockData SpikeData EventData freqanalysis connectivityanalysis timelockanalysis spike_psth mean std var median itc
                preprocessing resampledata concat copy definetrial redefinetrial selectdata show load save info cleanup clear load_ft_raw load_tdt load_nwb raw_adata_to_mne_raw raw_mne_to_adata
                tldata_to_mne_epochs mne_epochs_to_tldata singlepanelplot multipanelplot StructDict get_defaults set_loglevel esi_cluster_setup cluster_cleanup
                white_noise linear_trend harmonic phase_diffusion ar2_network red_noise poisson_noise ar2_peak_freq mk_RandomAdjMat collect_trials
                """.split("\\s+")).filter(name -> !page.matches("(?s).*[`.]" + name + "[`(].*")).toList();
        assertEquals(List.of(), missing);
    }
}
