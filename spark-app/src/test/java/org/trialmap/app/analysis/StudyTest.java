package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.trialmap.References;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.trial.format.EdfFiles;

/** A command over all recordings of a study: three subjects, one of them with two runs, in BIDS's layout. */
class StudyTest extends AnalysisRuns {
    @BeforeEach
    void study() {
        EdfFiles.python(folder, """
                import os
                for k, name in enumerate(('sub-01/eeg/sub-01_task-go_run-1', 'sub-01/eeg/sub-01_task-go_run-2', 'sub-02/ses-a/eeg/sub-02_ses-a_task-go', 'sub-03/eeg/sub-03_task-go',
                                          'sub-03/eeg/sub-03_task-rest', 'derivatives/sub-09/eeg/sub-09_task-go')):
                    path = 'study/' + name
                    os.makedirs(os.path.dirname(folder + path), exist_ok=True)
                    write(path + '_eeg.edf', [Signal(one, 100, numbers=np.random.default_rng(k).integers(-2000, 2000, 2000)) for one in ('Fz', 'Cz')], 20)
                    open(folder + path + '_events.tsv', 'w').write('onset\\tduration\\ttrial_type\\n' + ''.join('%d\\t0\\tgo\\n' % s for s in range(1, 17 + k)))
                """);
    }

    private Path study(String name) {
        return folder.resolve("study").resolve(name);
    }

    private static Ended all(String command, Path study, Path out, String... options) {
        List<String> words = new ArrayList<>(List.of(command, "--bids", study.toString(), "--out", out.toString()));
        words.addAll(List.of(options));
        return InProcess.run(words.toArray(String[]::new));
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.startsWith("sub-") && (name.endsWith(".h5") || name.endsWith(".spy"))).sorted().toList();
        }
    }

    @Test
    void eachRecordingHasItsResultThatIsTheSameAsAlone() throws Exception {
        Path out = folder.resolve("results/spec.h5");
        String[] options = {"--task", "go", "--foilim", "5", "20", "--event", "go", "--pre", "0.2", "--post", "0.8", "--quiet"};
        Ended ended = all("freqanalysis", folder.resolve("study"), out, options);
        List<String> names = List.of("sub-01_task-go_run-1_spec.h5", "sub-01_task-go_run-2_spec.h5", "sub-02_ses-a_task-go_spec.h5", "sub-03_task-go_spec.h5");
        assertEquals(new Ended(0, String.join("", names.stream().map(name -> out.resolveSibling(name) + "\n").toList()), ""), ended);
        assertEquals(names, names(out.getParent()));
        assertEquals(0,
                run("freqanalysis", study("sub-02/ses-a/eeg/sub-02_ses-a_task-go_eeg.edf"), "alone.h5", "--foilim", "5", "20", "--event", "go", "--pre", "0.2", "--post", "0.8", "--quiet").code());
        assertEquals("True 18 16\n",
                References.python(
                        """
                                import sys, h5py, numpy as np
                                get = lambda a, name: h5py.File(sys.argv[1] + '/' + a)[name][()]
                                print(np.array_equal(get('alone.h5', 'data'), get('results/sub-02_ses-a_task-go_spec.h5', 'data')), len(get('alone.h5', 'data')), len(get('results/sub-01_task-go_run-1_spec.h5', 'data')))
                                """,
                        folder.toString()));
    }

    @Test
    void aTaskAloneIsOneOfOneRecording() throws Exception {
        Path out = folder.resolve("results/low.h5");
        String[] options = {"--task", "go", "--freq", "10", "--run-task", "0", "--quiet"};
        assertEquals(
                new Ended(2, "", "trialmap: --run-task 0 is a task of one recording, and there are 4: sub-01_task-go_run-1, sub-01_task-go_run-2, sub-02_ses-a_task-go, sub-03_task-go. Name one with"
                        + " --subject, or give its file in place of --bids.\nHelp: trialmap preprocessing --help\n"),
                all("preprocessing", folder.resolve("study"), out, options));
        Ended one = all("preprocessing", folder.resolve("study"), out, Stream.concat(Stream.of(options), Stream.of("--subject", "02")).toArray(String[]::new));
        assertEquals(List.of(0, true, ""), List.of(one.code(), one.out().startsWith("task 0 of "), one.err()), one::out);
        assertFalse(Files.exists(out.getParent()));
    }

    @Test
    void aRecordingThatFailsDoesNotStopTheOthersAndIsDoneLater() throws Exception {
        Path broken = study("sub-02/ses-a/eeg/sub-02_ses-a_task-go_eeg.edf");
        byte[] intact = Files.readAllBytes(broken);
        Files.write(broken, java.util.Arrays.copyOf(intact, 3000));
        Path out = folder.resolve("results/low.spy");
        Ended ended = all("preprocessing", folder.resolve("study"), out, "--task", "go", "--freq", "10", "--quiet");
        assertEquals(1, ended.code());
        String[] lines = ended.err().split("\n");
        assertTrue(lines[0].startsWith("trialmap: sub-02_ses-a_task-go failed: " + broken + " has 3000 bytes"), lines[0]);
        assertEquals("trialmap: 1 of 4 recordings failed, for the reasons above: sub-02_ses-a_task-go. The results of the others are complete. Mend these, and start the same command with --resume.",
                lines[lines.length - 1]);
        assertEquals(List.of("sub-01_task-go_run-1_low.spy", "sub-01_task-go_run-2_low.spy", "sub-03_task-go_low.spy"), names(out.getParent()));
        assertEquals(3, ended.out().lines().count());
        Files.write(broken, intact);
        assertEquals(1, all("preprocessing", folder.resolve("study"), out, "--task", "go", "--freq", "10", "--quiet").code(), "nothing is overwritten");
        Ended again = all("preprocessing", folder.resolve("study"), out, "--task", "go", "--freq", "10", "--quiet", "--resume");
        assertEquals(0, again.code(), again.err());
        assertEquals(4, names(out.getParent()).size());
        // the results are a study of their own
        Ended spectra = all("freqanalysis", folder.resolve("results"), folder.resolve("results/spec.h5"), "--task", "go", "--suffix", "low", "--subject", "sub-01,03", "--quiet");
        assertEquals(0, spectra.code(), spectra.err());
        assertEquals(3, names(out.getParent()).stream().filter(name -> name.endsWith("_spec.h5")).count());
    }

    /** Whole recordings are filtered in pieces, then cut: the same as cut from the recordings filtered in one. */
    @Test
    void eventsOfAStudyAreThoseOfItsResults() throws Exception {
        String[] cut = {"--event", "go", "--pre", "0.2", "--post", "0.8", "--foilim", "5", "20", "--quiet"};
        Path clean = folder.resolve("clean");
        assertEquals(0, all("preprocessing", folder.resolve("study"), clean.resolve("clean.spy"), "--task", "go", "--freq", "10", "--windows", "6s", "--join", "--quiet").code());
        Ended spectra = all("freqanalysis", clean, folder.resolve("spectra/spec.h5"),
                Stream.concat(Stream.of("--task", "go", "--suffix", "clean", "--events", folder.resolve("study").toString()), Stream.of(cut))
                        .toArray(String[]::new));
        assertEquals(0, spectra.code(), spectra.err());
        assertEquals(0, run("preprocessing", study("sub-02/ses-a/eeg/sub-02_ses-a_task-go_eeg.edf"), "sub-02_whole.h5", "--freq", "10", "--quiet").code());
        Ended alone = run("freqanalysis", folder.resolve("sub-02_whole.h5"), "alone.h5",
                Stream.concat(Stream.of("--events", study("sub-02/ses-a/eeg/sub-02_ses-a_task-go_events.tsv").toString()), Stream.of(cut))
                        .toArray(String[]::new));
        assertEquals(0, alone.code(), alone.err());
        assertEquals("True 18\n", References.python("""
                import sys, h5py, numpy as np
                get = lambda a: h5py.File(sys.argv[1] + '/' + a)['data'][()]
                a, b = get('alone.h5'), get('spectra/sub-02_ses-a_task-go_spec.h5')
                print(a.shape == b.shape and abs(a - b).max() <= 1e-6 * a.max(), len(b))
                """, folder.toString()));
    }

    @Test
    void eventsOfAFolderAreOfOneRecording() throws Exception {
        String[] cut = {"--event", "go", "--pre", "0.2", "--post", "0.8", "--events", folder.resolve("study").toString()};
        Path other = Files.copy(study("sub-03/eeg/sub-03_task-go_eeg.edf"), folder.resolve("sub-04_task-go_eeg.edf"));
        assertEquals(
                "trialmap: --events F/study is a folder with no sub-04_task-go_events.tsv, which would have the events of F/sub-04_task-go_eeg.edf. Name the folder of the study that this is a recording of,"
                        + " or a file.",
                line(run("freqanalysis", other, "s.h5", cut)));
        Files.copy(study("sub-03/eeg/sub-03_task-go_events.tsv"), study("sub-03_task-go_events.tsv"));
        assertEquals(
                "trialmap: --events F/study is a folder with 2 files sub-03_task-go_events.tsv, F/study/sub-03/eeg/sub-03_task-go_events.tsv and F/study/sub-03_task-go_events.tsv, which would have the events"
                        + " of F/study/sub-03/eeg/sub-03_task-go_eeg.edf. Name the folder of the study that this is a recording of, or a file.",
                line(run("freqanalysis", study("sub-03/eeg/sub-03_task-go_eeg.edf"), "s.h5", cut)));
        assertEquals(0, run("preprocessing", study("sub-01/eeg/sub-01_task-go_run-1_eeg.edf"), "sub-01_task-go_run-1_parts.h5", "--freq", "10", "--windows", "6s", "--quiet").code());
        assertEquals(
                "trialmap: --events F/study gives the events of the recording that F/sub-01_task-go_run-1_parts.h5 was made of. This has 3 trials or parts, in which times of that recording cannot be counted."
                        + " Cut the recording itself around its events.",
                line(run("freqanalysis", folder.resolve("sub-01_task-go_run-1_parts.h5"), "s.h5", cut)));
    }

    private String line(Ended ended) {
        assertEquals(2, ended.code(), ended.err());
        return ended.err().lines().findFirst().orElseThrow().replace(folder.toString(), "F");
    }

    private void refuses(String text, String... options) {
        Ended ended = all("freqanalysis", folder.resolve("study"), folder.resolve("results/spec.h5"), options);
        assertEquals(new Ended(2, "", "trialmap: " + text + "\nHelp: trialmap freqanalysis --help\n"), new Ended(ended.code(), ended.out(), ended.err().replace(folder.toString(), "F")));
        assertFalse(Files.exists(folder.resolve("results")));
    }

    @Test
    void whatThereIsNotIsListed() throws Exception {
        refuses("--bids F/study is given without --task TASK. There are: go (4), rest (1).");
        refuses("There is no recording of the task 'gp' in --bids F/study. Did you mean 'go'? There are: go (4), rest (1). Correct --task.", "--task", "gp");
        refuses("There is no recording of the subject '3' in --bids F/study. Did you mean '03'? There are: 01 (2), 02 (1), 03 (1). Correct --subject.", "--task", "go", "--subject", "01,3");
        refuses("There are no recordings in --bids F/study: no files sub-ID/eeg/sub-ID_task-TASK_eeg.edf (or ieeg, meg; .bdf, .vhdr, .set, .nwb, .mat, .h5, .spy; suffix: spec). Name the folder of the"
                + " study, or the suffix with --suffix.", "--task", "go", "--suffix", "spec");
        refuses("Both --bids F/study and the file x.edf are given. The one names a study, the other a recording. Leave one of them out.", "x.edf", "--task", "go");
        Files.copy(study("sub-03/eeg/sub-03_task-go_eeg.edf"), study("sub-03/eeg/sub-03_task-go_eeg.bdf"));
        refuses("There are two recordings of sub-03_task-go: F/study/sub-03/eeg/sub-03_task-go_eeg.bdf and F/study/sub-03/eeg/sub-03_task-go_eeg.edf. Their results would have the same name. Take one of"
                + " them out of the folder.", "--task", "go");
        Files.move(study("sub-03/eeg/sub-03_task-go_eeg.bdf"), study("sub-03/eeg/sub-03_task-go_ieeg.bdf"));
        refuses("There are two recordings of sub-03_task-go: F/study/sub-03/eeg/sub-03_task-go_eeg.edf and F/study/sub-03/eeg/sub-03_task-go_ieeg.bdf. Their results would have the same name. Choose with"
                + " --suffix eeg or --suffix ieeg.", "--task", "go");
    }

    @Test
    void optionsThatDoNotBelongTogetherAreRefused() {
        Ended ended = InProcess.run("freqanalysis", "x.edf", "--task", "go", "--out", "spec.h5");
        assertEquals("trialmap: --task is given without --bids. It chooses among the recordings of a study. Add --bids DIR, or leave it out.\nHelp: trialmap freqanalysis --help\n", ended.err());
        assertEquals("trialmap: Missing required parameter: 'FILE'\nHelp: trialmap freqanalysis --help\n", InProcess.run("freqanalysis", "--out", "spec.h5").err());
        Ended named = all("freqanalysis", folder.resolve("study"), folder.resolve("my_spec.h5"), "--task", "go");
        assertEquals(
                "trialmap: --out " + folder.resolve("my_spec.h5") + " is given with --bids. Its name is the end of each result's, as BIDS names files, so it has letters and digits only. Name it, for"
                        + " example, " + folder.resolve("spec.h5") + ".\nHelp: trialmap freqanalysis --help\n",
                named.err());
    }
}
