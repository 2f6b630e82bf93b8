package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.References;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.app.examples.SyntheticRecording;

/** What is typed and cannot be is refused before anything runs, in words that say what can. */
class AnalysisRefusalsTest {
    @TempDir
    private static Path folder;
    private static Path file;

    @BeforeAll
    static void record() throws Exception {
        file = folder.resolve("x.h5");
        new SyntheticRecording(5, 100, 4, 250, 1).write(file);
    }

    private static Ended refused(String command, String options) {
        List<String> words = new ArrayList<>(List.of(command, command.equals("synthdata") ? "white_noise" : file.toString(), "--out",
                folder.resolve("y.h5").toString(), "--master", "serial"));
        words.addAll(List.of(options.split(" ")));
        return InProcess.run(words.toArray(String[]::new));
    }

    private static void assertUsage(String text, String command, String options) {
        assertEquals(new Ended(2, "", "trialmap: " + text + "\nHelp: trialmap " + command + " --help\n"), refused(command, options));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    --method mtmffd | There is no method 'mtmffd'. Did you mean 'mtmfft'? The methods are mtmfft, mtmconvol, welch, wavelet, superlet. Correct --method.
                    --foi 10 --foilim 1 2 | --foi and --foilim exclude each other: one names frequencies, the other a range of them. Leave one of them out.
                    --foi 10 --foi 20 | --foi is given twice. Write --foi HZ,HZ,..., with commas or spaces between them.
                    --foi x | --foi has no number, but 'x'. Write --foi HZ,HZ,..., with commas or spaces between them.
                    --foilim 1 | --foilim has 1 number: 1.0. Write --foilim A B.
                    --foilim 1,2,3 | --foilim has 3 numbers: 1.0, 2.0, 3.0. Write --foilim A B.
                    --keeptrials yes | Invalid value for option '--keeptrials': 'yes' is neither true nor false.
                    --polyremoval 2 | Invalid value for option '--polyremoval': '2' is not one of 0 (the mean), 1 (a line), none.
                    --output powr | Invalid value for option '--output': 'powr' is not one of pow, abs, fourier, real, imag, angle, absreal, absimag, fooof, fooof_aperiodic, fooof_peaks. Did you mean 'pow'?
                    --nTaper 3 | --nTaper 3 needs --tapsmofrq HZ, which is not given. Only Slepian tapers can be several. Add it, or leave --nTaper out.
                    --nTaper 0 --tapsmofrq 5 | --nTaper 0 is not a number of tapers. At least one is needed. Give more, or leave it out to have as many as --tapsmofrq takes.
                    --taper hamming --tapsmofrq 5 | --taper hamming and --tapsmofrq 5.0 exclude each other: --tapsmofrq takes Slepian tapers in place of a window. Leave one of them out.
                    --taper-opt beta=8 --tapsmofrq 5 | --taper-opt and --tapsmofrq 5.0 exclude each other: --tapsmofrq takes Slepian tapers in place of a window. Leave one of them out.
                    --taper dpss | The taper dpss was asked for without its width. Slepian tapers are chosen by their half bandwidth. Give --tapsmofrq HZ instead.
                    --foilim 1 200 | The frequency 200.0 Hz is above the Nyquist frequency (125.0 Hz) of this recording, which is sampled at 250.0 Hz. Correct --foilim A B.
                    --frequency 1 2 | --frequency 1.0 2.0 is given for FILE, a recording. Samples over time have no frequencies to select from, spectra do. Leave it out; for some frequencies of the spectrum there is freqanalysis --foilim A B, for a band of the signal preprocessing --filter-type bp --freq A B.
                    --method welch --t_ftimwin 0.1 --pad 2 | --pad is given with the method welch. It applies to mtmfft and would change nothing here. Leave it out, or choose another method.
                    --method welch --t_ftimwin 0.1 --output abs | --output abs is given with the method welch. It is a mean of power. Leave it out.
                    --method welch --t_ftimwin 0.1 --toi 0 1 2 | Welch's method was asked for with 3 times (--toi). Its windows follow one another; their mean has no time. Give the share that they overlap, --toi 0.5, or leave it out.
                    --method welch --t_ftimwin 0.1 --toi all | Welch's method was asked for with all times (--toi). Its windows follow one another; their mean has no time. Give the share that they overlap, --toi 0.5, or leave it out.
                    --toi all | --toi is given with the method mtmfft. It applies to mtmconvol, welch, wavelet and superlet and would change nothing here. Leave it out, or choose another method.
                    --tapsmofrq 3d | Invalid value for option '--tapsmofrq': '3d' is not a number.
                    --tapsmofrq NaN | Invalid value for option '--tapsmofrq': 'NaN' is not a number.
                    --tapsmofrq 1e400 | Invalid value for option '--tapsmofrq': '1e400' is not a number.
                    --method mtmconvol | --t-ftimwin is not given, and this method has no default for it. Add --t-ftimwin SECONDS.
                    --method superlet | --order-max is not given, and this method has no default for it. Add --order-max N.
                    --method wavelet --wavelet Pau | Invalid value for option '--wavelet': 'Pau' is not one of morlet, paul, dog, ricker, marr, mexican-hat. Did you mean 'paul'?
                    --method wavelet --order 4 | --order is given with the wavelet morlet. It belongs to Paul and DOG; Ricker, Marr and Mexican_hat are DOG of order 2, and Morlet's has a --width. Leave it out, or choose another --wavelet.
                    --method wavelet --wavelet Ricker --order 2 | --order is given with the wavelet ricker. It belongs to Paul and DOG; Ricker, Marr and Mexican_hat are DOG of order 2, and Morlet's has a --width. Leave it out, or choose another --wavelet.
                    --method wavelet --wavelet Paul --width 6 | --width is given with the wavelet paul. It belongs to Morlet's; Paul and DOG have an --order. Leave it out, or choose another --wavelet.
                    --method wavelet --wavelet Paul --order 3 | A wavelet Paul of order 3 was asked for. There are those of the orders 4 to 100; 4 is usual. Correct --order.
                    --fooof_opt max_n_peaks=3 | --fooof-opt is given with --output pow, which has no model. It belongs to the outputs fooof, fooof_aperiodic and fooof_peaks. Leave it out, or choose one of these.
                    --output fooof --foilim 1 100 --fooof-opt max_n_peak=3 | Of --fooof-opt there is no option 'max_n_peak'. Did you mean 'max_n_peaks'? The options are peak_width_limits, max_n_peaks, min_peak_height, peak_threshold, aperiodic_mode.
                    --output fooof --foilim 1 100 --fooof-opt 3 | Of --fooof-opt '3' has no name. Write NAME=VALUE, with commas between several.
                    --output fooof --foilim 1 100 --fooof-opt max_n_peaks=3,max_n_peaks=2 | Of --fooof-opt max_n_peaks is given twice. Leave one of them out.
                    --output fooof --foilim 1 100 --fooof-opt max_n_peaks=2.5 | Of --fooof-opt max_n_peaks is 2.5, which is not a whole number. Correct it.
                    --output fooof --foilim 1 100 --fooof-opt peak_threshold=x | Of --fooof-opt peak_threshold is 'x', which is not a number. Correct it.
                    --output fooof --foilim 1 100 --fooof-opt peak_width_limits=1,2,3 | Of --fooof-opt peak_width_limits is '1,2,3'. It has two numbers, as in peak_width_limits=0.5,12.
                    --output fooof --foilim 1 100 --fooof-opt aperiodic_mode=bent | Of --fooof-opt aperiodic_mode is 'bent'. It is fixed or knee.
                    --output fooof --foilim 1 100 --fooof-opt peak_width_limits=3,1 | A model of the spectrum was asked for with peaks of 3.0 to 1.0 Hz. Widths are above 0, and the first is the smaller one. Correct --fooof-opt peak_width_limits=VALUE.
                    --output fooof_peaks | A model (fooof_peaks) was asked for of spectra from 0 Hz on. The aperiodic part is a power of frequency, which 0 Hz does not have. Begin above it with --foilim A B.
                    --output fooof --method wavelet | --output fooof is given with the method wavelet. Models are fitted to spectra of whole trials (--method mtmfft). Choose that method, or another output.
                    --method welch --t_ftimwin 0.1 --output fooof | --output fooof is given with the method welch. Models are fitted to spectra of whole trials (--method mtmfft). Choose that method, or another output.
                    --method wavelet --fooof_opt max_n_peaks=3 | --fooof-opt is given with the method wavelet. It applies to mtmfft and would change nothing here. Leave it out, or choose another method.
                    """)
    void freqanalysisRefuses(String options, String text) {
        assertUsage(text.replace("FILE", file.toString()), "freqanalysis", options);
    }

    @Test
    void whatIsShownOfALongListIsShort() {
        String list = "12.25,".repeat(20_000);
        assertUsage("--foi has no number, but '" + list.substring(0, 60) + "...'. Write --foi HZ,HZ,..., with commas or spaces between them.", "freqanalysis",
                "--foi " + list);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --toi 0.1 0.2 0.3 | --toi | mtmconvol, welch, wavelet and superlet
            --t_ftimwin 0.5 | --t-ftimwin | mtmconvol and welch
            --wavelet Morlet | --wavelet | wavelet
            --width 6 | --width | wavelet
            --order 4 | --order | wavelet
            --order_max 20 | --order-max | superlet
            --order-min 2 | --order-min | superlet
            --c_1 3 | --c-1 | superlet
            --adaptive true | --adaptive | superlet
            --compat syncopy | --compat | wavelet and superlet
            """)
    void keywordsOfOtherMethodsAreRefusedWithTheirMethods(String options, String keyword, String methods) {
        assertUsage(keyword + " is given with the method mtmfft. It applies to " + methods + " and would change nothing here. Leave it out, or choose another"
                + " method.", "freqanalysis", options);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    --filter-type bp | The filter but has no cut-off frequency. Without one nothing can be filtered. Add --freq HZ (two for the filter types bp and bs), or --filter-class none for the other steps alone.
                    --filter-class none | Nothing is to be done: --filter-class none leaves --reref, --polyremoval, --zscore, --dftfilter, --rectify and --hilbert, and none of them is given. The result would be the recording. Add one of them, or a filter.
                    --filter-class none --freq 3 --zscore true | --freq needs a filter, and --filter-class is none. Leave it out, or take --filter-class but or firws.
                    --filter-class none --order 3 --window hann --zscore true | --order and --window need a filter, and --filter-class is none. Leave them out, or take --filter-class but or firws.
                    --freq 20 --window hann | --window hann needs --filter-class firws; the filter is but. A Butterworth filter has no window. Leave it out, or take firws.
                    --freq 20 --filter-class butter | There is no filter class 'butter'. The classes are but (Butterworth), firws (windowed sinc) and none. Correct --filter-class.
                    --freq 20 --filter-type xp | Invalid value for option '--filter-type': 'xp' is not one of lp, hp, bp, bs. Did you mean 'lp'?
                    --freq 20 --direction both | Invalid value for option '--direction': 'both' is not one of onepass, twopass, onepass-minphase.
                    --freq 20 30 | The filter type lp has 2 cut-off frequencies: [20.0, 30.0] Hz. lp and hp take one, bp and bs take two. Correct --freq or --filter-type.
                    --freq 125 | The cut-off frequency 125.0 Hz is not below the Nyquist frequency, 125.0 Hz at a samplerate of 250.0 Hz. Sampled data hold nothing there. Use a lower frequency in --freq.
                    --freq 20 --order 0 | A Butterworth filter of order 0 cannot be made. Orders from 1 to 20 can; higher ones lose their precision. Correct --order.
                    --freq 20 --filter-class firws --window kaiser | A filter cannot be made with the window kaiser. The windows of firws are those that take no parameters, as hamming, hann and blackman do. Correct --window.
                    --freq 20 --filter-class firws --window hanning | A filter cannot be made with the window hanning. The windows of firws are those that take no parameters, as hamming, hann and blackman do. Correct --window.
                    --freq 20 --reref Fz,,Cz | --reref 'Fz,,Cz' is neither average nor bipolar nor a list of channels with one comma between each two. Correct it.
                    --freq 20 --reref Fz,Fz | The reference channels are Fz, Fz, which names one twice. Each counts once in their mean. Correct --reref.
                    --freq 20 --reref avg | The reference channel 'avg' is not among the 4 selected channels. A reference is made of channels that are read. Correct --reref, or select it, too, with --channels SEL.
                    --freq 20 --reref average --chan-per-worker 2 | The reference average was asked for with 2 of the 4 selected channels per task. It is made of channels that must be there together. Leave out --chan-per-worker N.
                    --freq 20 --dftfilter 50,40 | The frequencies [50.0, 40.0] Hz were asked to be fitted and subtracted. They are positive numbers that ascend. Correct --dftfilter.
                    --freq 20 --hilbert phase | There is no Hilbert output 'phase'. The outputs are abs, complex, real, imag, absreal, absimag, angle. Correct --hilbert.
                    """)
    void preprocessingRefuses(String options, String text) {
        assertUsage(text, "preprocessing", options);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    --alpha 0.5 | --alpha is given with the function white_noise. It applies to red_noise and would change nothing here. Leave it out, or choose another function.
                    --alphas 0.5 0.1 | --alphas is given with the function white_noise. It applies to ar2_network and would change nothing here. Leave it out, or choose another function.
                    --trials 715827880 | Synthetic data of 715827880 trials cannot be made: the trial definition is one array in memory, which holds at most 715827879 of them. Use fewer, longer trials. Correct --trials N.
                    --trials 0 | Synthetic data of 0 trials cannot be made. There is at least one. Correct --trials N.
                    """)
    void synthdataRefuses(String options, String text) {
        assertUsage(text, "synthdata", options);
    }

    @Test
    void synthdataNamesWhatIsMissing() {
        assertEquals(new Ended(2, "", "trialmap: harmonic has no freq. There is no default for it. Add --freq HZ.\nHelp: trialmap synthdata --help\n"),
                InProcess.run("synthdata", "harmonic", "--out", "y.h5"));
        assertEquals(new Ended(2, "", "trialmap: There is no function 'whitenoise'. Did you mean 'white_noise'? The functions are white_noise, linear_trend,"
                + " harmonic, phase_diffusion, ar2_network, red_noise, poisson_noise. Correct it.\nHelp: trialmap synthdata --help\n"),
                InProcess.run("synthdata", "whitenoise", "--out", "y.h5"));
        assertEquals(new Ended(2, "", "trialmap: Row 1 of --AdjMat is 'x', which is not a list of numbers. Write rows of numbers with commas, and semicolons between"
                + " the rows: --AdjMat '0,0;0.25,0'.\nHelp: trialmap synthdata --help\n"), InProcess.run("synthdata", "ar2_network", "--AdjMat", "0,0;x",
                        "--out", "y.h5"));
    }

    @Test
    void keywordsOfOtherConnectivityMethodsAreRefused() {
        String help = "\nHelp: trialmap connectivityanalysis --help\n";
        String[] out = {file.toString(), "--out", folder.resolve("y.h5").toString()};
        assertRefused("There is no method 'cohh'. Did you mean 'coh'? The methods are csd, coh, imcoh, plv, ciplv, ppc, pli, wpli, dwpli, corr, granger. Correct --method." + help,
                "connectivityanalysis", new String[] {"--method", "cohh"}, out);
        assertRefused("--output is given with the method ppc. It applies to csd and coh and would change nothing here. Leave it out, or choose another method." + help,
                "connectivityanalysis", new String[] {"--method", "ppc", "--output", "pow"}, out);
        assertRefused("--granger is given with the method coh. It applies to granger and would change nothing here. Leave it out, or choose another method." + help,
                "connectivityanalysis", new String[] {"--granger", "pairwise"}, out);
        assertRefused("--foilim is given with the method corr. It applies to csd, coh, imcoh, plv, ciplv, ppc, pli, wpli, dwpli and granger and would change nothing here. Leave it out, or"
                + " choose another method." + help, "connectivityanalysis", new String[] {"--method", "corr", "--foilim", "1", "20"}, out);
        assertRefused("--channelcmb is 'A,B', which has 1 part separated by semicolons. It has two: names of senders and of receivers. Write --channelcmb 'A,B;C,D'." + help,
                "connectivityanalysis", new String[] {"--channelcmb", "A,B"}, out);
        assertRefused("--keeptrials true is given with the method granger, whose result is one of all trials: the cross-spectra of a single one cannot be factorized. Leave it out." + help,
                "connectivityanalysis", new String[] {"--method", "granger", "--keeptrials", "true"}, out);
        assertRefused(
                "--jackknife is given with the method corr. It applies to csd, coh, imcoh, plv, ciplv, ppc, pli, wpli, dwpli and granger and would change nothing here. Leave it out, or choose another"
                        + " method." + help,
                "connectivityanalysis", new String[] {"--method", "corr", "--jackknife", "true"}, out);
        assertRefused("The method plv was asked for of each trial (keeptrials true). It compares phases between trials, so one trial has no value. Leave out --keeptrials true, or"
                + " take csd, or coh or imcoh with several tapers." + help, "connectivityanalysis", new String[] {"--method", "plv", "--keeptrials", "true"}, out);
        assertRefused(
                "The method coh was asked for of each trial (keeptrials true), and there is one taper. Of one, the value does not depend on the data. Use several tapers with --tapsmofrq HZ, or leave out --keeptrials true."
                        + help,
                "connectivityanalysis", new String[] {"--keeptrials", "true"}, out);
        assertRefused(
                "connectivityanalysis sums over trials with all 4 channels in each task, but 1 channels per task were asked for. Leave out --chan-per-worker N; memory is bounded by ranges of what is summed."
                        + help,
                "connectivityanalysis", new String[] {"--chan-per-worker", "1"}, out);
        assertRefused("The method wpli compares phases between trials, and there is one trial. Of one, the value does not depend on the data. Select at least 2 trials with --trials SEL." + help,
                "connectivityanalysis", new String[] {"--method", "wpli", "--trials", "2"}, out);
    }

    @ParameterizedTest
    @ValueSource(strings = {"freqanalysis", "connectivityanalysis", "timelockanalysis", "preprocessing", "resampledata"})
    void filesAndContradictionsAreRefused(String command) {
        String[] more = command.equals("freqanalysis") || command.equals("connectivityanalysis") || command.equals("timelockanalysis") ? new String[0]
                : command.equals("preprocessing") ? new String[] {"--freq", "20"}
                        : new String[] {"--resamplefs", "50"};
        String help = "\nHelp: trialmap " + command + " --help\n";
        String out = folder.resolve("y.h5").toString();
        assertRefused("none.h5 does not exist. Correct the path." + help, command, more, "none.h5", "--out", out);
        assertRefused("FILE is empty, often since a variable is not set. Name a recording." + help, command, more, "", "--out", out);
        assertRefused("--out is empty, often since a variable is not set. Name a file: NAME.spy or NAME.h5." + help, command, more, file.toString(), "--out", "");
        assertRefused("The result cannot be written to '" + folder.resolve("y.txt") + "': its name says which kind of file it is. Name it NAME.spy (a Syncopy"
                + " container) or NAME.h5 (one HDF5 file), with --out." + help, command, more, file.toString(), "--out", folder.resolve("y.txt").toString());
        assertRefused("The result would replace the recording that it is made of: " + file + " is the input, too. Choose another file with --out." + help, command,
                more, file.toString(), "--out", file.toString(), "--overwrite");
        assertRefused("--parallel false contradicts --master local[2]. --parallel false is the same as --master serial. Leave one of them out." + help, command,
                more, file.toString(), "--out", out, "--parallel", "false", "--master", "local[2]");
        assertRefused("--parallel true contradicts --master serial. --parallel false is the same as --master serial. Leave one of them out." + help, command, more,
                file.toString(), "--out", out, "--parallel", "true", "--master", "serial");
        assertRefused("--resume and --overwrite exclude each other: --resume keeps what is finished, --overwrite replaces it. Leave one of them out." + help,
                command, more, file.toString(), "--out", out, "--resume", "--overwrite");
        assertRefused("The trial selection asks for trial 7, but the recording has 5 trials: 0 to 4. Positions count from 0. Correct --trials SEL." + help, command, more, file.toString(), "--out",
                out, "--trials", "7");
    }

    private static void assertRefused(String text, String command, String[] more, String... words) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(words));
        all.addAll(List.of(more));
        assertEquals(new Ended(2, "", "trialmap: " + text), InProcess.run(all.toArray(String[]::new)));
    }

    @Test
    void misspeltOptionsSuggestTheNearest() {
        String err = refused("freqanalysis", "--tapsmofreq 3").err();
        assertEquals("trialmap: There is no option '--tapsmofreq'. Did you mean '--tapsmofrq'?", err.substring(0, err.indexOf(" The options are ")));
    }

    /** Found by its task: the file, the dataset, the chunk and what to do are in the first words. */
    @Test
    void aDamagedChunkEndsTheRunWithItsPlace() throws Exception {
        Path damaged = folder.resolve("damaged.h5");
        References.python("""
                import sys, h5py, numpy as np
                with h5py.File(sys.argv[1], 'w') as f:
                    d = f.create_dataset('data', data=np.random.default_rng(1).standard_normal((200, 3)), chunks=(50, 3), fletcher32=True)
                    f.attrs['samplerate'] = 100.; f['trialdefinition'] = [[0, 100, 0], [100, 200, 0]]
                    place = d.id.get_chunk_info(2).byte_offset
                with open(sys.argv[1], 'r+b') as f:
                    f.seek(place + 9); byte = f.read(1)[0]; f.seek(place + 9); f.write(bytes([byte ^ 1]))
                """, damaged.toString());
        Ended ended = InProcess.run("freqanalysis", damaged.toString(), "--out", folder.resolve("none.h5").toString(), "--master", "serial", "--quiet");
        assertEquals(1, ended.code());
        String first = ended.err().lines().findFirst().orElseThrow();
        assertEquals("trialmap: Task 0 of 1 (trials 0..1) failed on HOST: UncheckedIOException: The samples of trial 0 cannot be read. Cannot read dataset '/data' of '" + damaged
                + "': the chunk at (100, 0) is damaged: its checksum is SUM, but that of its data is SUM. Restore the file from a copy, or leave that part out. Tasks read their samples themselves,"
                + " so the recording must be there, under the same path, on every node.", first.replaceFirst(" on \\S+: ", " on HOST: ").replaceAll(" is [0-9a-f]{8}", " is SUM"));
    }
}
