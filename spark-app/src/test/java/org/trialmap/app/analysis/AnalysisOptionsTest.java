package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.Filter;
import org.trialmap.analysis.Filter.Direction;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.Padding;
import org.trialmap.analysis.Preprocessing;
import org.trialmap.analysis.Resample;
import org.trialmap.analysis.SynthData;
import org.trialmap.analysis.Taper;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.analysis.connectivity.Connectivity;
import org.trialmap.analysis.model.Fooof;
import org.trialmap.app.Main;
import org.trialmap.app.cli.OptionNames;
import org.trialmap.signal.connectivity.PairMeasure;
import org.trialmap.signal.fft.Detrend;
import org.trialmap.signal.fft.SpectralOutput;
import org.trialmap.signal.filter.Band;
import org.trialmap.signal.filter.FilterType;
import org.trialmap.signal.filter.HilbertOutput;
import org.trialmap.signal.filter.Reference;
import org.trialmap.signal.model.FooofOptions;
import org.trialmap.signal.spectrum.MotherWavelet;
import org.trialmap.signal.spectrum.Toi;
import org.trialmap.signal.spectrum.WaveletScale;
import org.trialmap.signal.synth.Ar2Network;
import org.trialmap.signal.synth.Harmonic;
import org.trialmap.signal.synth.LinearTrend;
import org.trialmap.signal.synth.PhaseDiffusion;
import org.trialmap.signal.synth.PoissonNoise;
import org.trialmap.signal.synth.RedNoise;
import org.trialmap.signal.synth.SyntheticSignal;
import org.trialmap.signal.synth.WhiteNoise;
import picocli.CommandLine;

/** What is typed reaches the library's records, keyword by keyword. */
class AnalysisOptionsTest {
    private static final Band BAND = Band.of(FilterType.BP, 20, 40);
    private static final Preprocessing STEPS = Preprocessing.steps();

    private static CommandLine parsed(String command, String options) {
        List<String> words = new ArrayList<>(List.of(command, "x", "--out", "y.h5"));
        words.addAll(Arrays.stream(options.split(" ")).filter(word -> !word.isEmpty()).toList());
        CommandLine top = Main.commandLine();
        top.parseArgs(OptionNames.dashed(words.toArray(String[]::new)));
        return top.getSubcommands().get(command);
    }

    private static TrialMethod freqanalysis(String options) {
        return ((FreqAnalysisCommand) parsed("freqanalysis", options).getCommand()).method();
    }

    private static AnalysisMethod connectivity(String options) {
        return ((ConnectivityCommand) parsed("connectivityanalysis", options).getCommand()).method();
    }

    private static TrialMethod preprocessing(String options) {
        return ((PreprocessingCommand) parsed("preprocessing", options).getCommand()).method();
    }

    private static TrialMethod resampledata(String options) {
        return ((ResampleDataCommand) parsed("resampledata", options).getCommand()).method();
    }

    private static SynthData synthdata(String function, String options) {
        CommandLine top = Main.commandLine();
        List<String> words = new ArrayList<>(List.of("synthdata", function, "--out", "y.h5"));
        words.addAll(Arrays.stream(options.split(" ")).filter(word -> !word.isEmpty()).toList());
        top.parseArgs(OptionNames.dashed(words.toArray(String[]::new)));
        return ((SynthDataCommand) top.getSubcommands().get("synthdata").getCommand()).data();
    }

    @Test
    void freqanalysisHasSyncopysKeywords() {
        FreqAnalysis defaults = FreqAnalysis.mtmfft();
        assertEquals(defaults, freqanalysis(""));
        assertEquals(defaults, freqanalysis("--method mtmfft --output pow --keeptrials true --foi all --foilim none --pad maxperlen --polyremoval 0 --taper hann"
                + " --demean_taper false --keeptapers False --ft_compat false"));
        assertEquals(defaults.output(SpectralOutput.FOURIER), freqanalysis("--output fourier"));
        assertEquals(defaults.keeptrials(false), freqanalysis("--keeptrials False"));
        assertEquals(defaults.foilim(1, 150), freqanalysis("--foilim 1 150"));
        assertEquals(defaults.foilim(1, 150), freqanalysis("--foilim=1,150"));
        assertEquals(defaults.foi(10, 20, 30.5), freqanalysis("--foi 10,20,30.5"));
        assertEquals(defaults.foi(10, 20, 30.5), freqanalysis("--foi 10 20 30.5"));
        assertEquals(defaults.pad(Padding.NEXTPOW2), freqanalysis("--pad nextpow2"));
        assertEquals(defaults.pad(Padding.seconds(2.5)), freqanalysis("--pad 2.5"));
        assertEquals(defaults.polyremoval(Detrend.LINE), freqanalysis("--polyremoval 1"));
        assertEquals(defaults.polyremoval(Detrend.NONE), freqanalysis("--polyremoval None"));
        assertEquals(defaults.taper("hamming"), freqanalysis("--taper hamming"));
        assertEquals(defaults.taper("boxcar"), freqanalysis("--taper none"));
        assertEquals(defaults.taper(Taper.window("kaiser", Map.of("beta", 8.0))), freqanalysis("--taper kaiser --taper_opt beta=8"));
        assertEquals(defaults.taper(Taper.window("general_gaussian", Map.of("p", 1.5, "sig", 7.0))), freqanalysis("--taper general_gaussian --taper-opt"
                + " p=1.5,sig=7"));
        assertEquals(defaults.tapsmofrq(10), freqanalysis("--tapsmofrq 10"));
        assertEquals(defaults.tapsmofrq(10), freqanalysis("--taper dpss --tapsmofrq 10"));
        assertEquals(defaults.taper(Taper.dpss(10, 3)).keeptapers(true), freqanalysis("--tapsmofrq 10 --nTaper 3 --keeptapers true"));
        assertEquals(defaults.taper(Taper.dpss(10, 3)), freqanalysis("--tapsmofrq 10 --ntaper 3"));
        assertEquals(defaults.output(SpectralOutput.ANGLE).keeptapers(true).tapsmofrq(10), freqanalysis("--output angle --tapsmofrq 10 --keeptapers true"));
        assertEquals(defaults.demeanTaper(true).ftCompat(true), freqanalysis("--demean-taper true --ft-compat true"));
    }

    @Test
    void modelsHaveSyncopysKeywords() {
        Fooof defaults = Fooof.of(FreqAnalysis.mtmfft().foilim(1, 100));
        assertEquals(defaults, freqanalysis("--output fooof --foilim 1 100 --fooof_opt None"));
        assertEquals(defaults, freqanalysis("--output fooof --foilim 1 100 --fooof_opt peak_width_limits=(0.5,12.0),max_n_peaks=inf,min_peak_height=0,peak_threshold=2,aperiodic_mode=fixed"));
        assertEquals(defaults.output(Fooof.Output.FOOOF_APERIODIC).fooofOpt(FooofOptions.DEFAULTS.aperiodicMode(FooofOptions.AperiodicMode.KNEE)),
                freqanalysis("--output fooof_aperiodic --foilim 1 100"
                        + " --fooof-opt aperiodic_mode=knee"));
        assertEquals(Fooof.of(defaults.spectrum().tapsmofrq(2).keeptrials(false)).output(Fooof.Output.FOOOF_PEAKS).fooofOpt(FooofOptions.DEFAULTS.peakWidthLimits(1, 8).maxNPeaks(3).minPeakHeight(0.1)
                .peakThreshold(1.5)), freqanalysis(
                        "--output fooof-peaks --foilim 1 100 --tapsmofrq 2 --keeptrials false --fooof_opt peak_width_limits=1,8,max_n_peaks=3 --fooof-opt"
                                + " min_peak_height=0.1,peak_threshold=1.5"));
    }

    @Test
    void timeFrequencyMethodsHaveSyncopysKeywords() {
        assertEquals(FreqAnalysis.mtmconvol(0.5), freqanalysis("--method mtmconvol --t_ftimwin 0.5 --toi all"));
        assertEquals(FreqAnalysis.mtmconvol(0.5).toi(Toi.overlap(0.8)).foilim(1, 40).output(SpectralOutput.FOURIER).keeptrials(false).polyremoval(Detrend.LINE)
                .keeptapers(true).tapsmofrq(4),
                freqanalysis("--method mtmconvol --t_ftimwin 0.5 --toi 0.8 --foilim 1 40 --output fourier --keeptrials false"
                        + " --polyremoval 1 --tapsmofrq 4 --keeptapers true"));
        assertEquals(FreqAnalysis.mtmconvol(0.5).toi(-0.1, 0.0, 0.1), freqanalysis("--method mtmconvol --t_ftimwin 0.5 --toi -0.1 0 0.1"));
        assertEquals(FreqAnalysis.welch(0.5), freqanalysis("--method welch --t_ftimwin 0.5"));
        assertEquals(FreqAnalysis.welch(0.5).toi(0.2).foi(10, 20).taper("hamming").keeptrials(false).polyremoval(Detrend.NONE), freqanalysis("--method welch"
                + " --t_ftimwin 0.5 --toi 0.2 --foi 10,20 --taper hamming --keeptrials false --polyremoval none"));
        assertEquals(FreqAnalysis.wavelet(), freqanalysis("--method wavelet"));
        assertEquals(FreqAnalysis.wavelet().width(7).compat(WaveletScale.SYNCOPY).foi(10, 20).toi(0.0, 0.1), freqanalysis("--method wavelet --wavelet Morlet"
                + " --width 7 --compat syncopy --foi 10 20 --toi 0,0.1"));
        assertEquals(FreqAnalysis.wavelet().wavelet(MotherWavelet.paul(4)), freqanalysis("--method wavelet --wavelet Paul"));
        assertEquals(FreqAnalysis.wavelet().wavelet(MotherWavelet.paul(6)).compat(WaveletScale.SYNCOPY), freqanalysis("--method wavelet --wavelet Paul --order 6 --compat syncopy"));
        assertEquals(FreqAnalysis.wavelet().wavelet(MotherWavelet.dog(3)), freqanalysis("--method wavelet --wavelet DOG --order 3"));
        for (String name : List.of("DOG", "DOG --order 2", "DOG --order None", "Ricker", "Marr", "Mexican_hat", "mexican-hat")) {
            assertEquals(FreqAnalysis.wavelet().wavelet(MotherWavelet.dog(2)), freqanalysis("--method wavelet --wavelet " + name));
        }
        assertEquals(FreqAnalysis.superlet(9), freqanalysis("--method superlet --order_max 9"));
        assertEquals(FreqAnalysis.superlet(9).orderMin(2).c1(4).adaptive(true).foilim(10, 40), freqanalysis("--method superlet --order_max 9 --order_min 2 --c_1 4"
                + " --adaptive true --foilim 10 40"));
    }

    @Test
    void connectivityanalysisHasSyncopysKeywords() {
        assertEquals(Connectivity.coh(), connectivity(""));
        assertEquals(Connectivity.coh(), connectivity("--method coh --output abs --keeptrials False --foi None --foilim None --pad maxperlen --polyremoval 0 --taper hann --tapsmofrq None"
                + " --nTaper None --taper_opt None"));
        assertEquals(Connectivity.coh().output(SpectralOutput.FOURIER), connectivity("--output complex"));
        assertEquals(Connectivity.csd(), connectivity("--method csd --output fourier"));
        assertEquals(Connectivity.csd().output(SpectralOutput.ANGLE).foi(10, 20).pad(Padding.NEXTPOW2).polyremoval(Detrend.LINE), connectivity("--method csd --output angle --foi 10,20"
                + " --pad nextpow2 --polyremoval 1"));
        assertEquals(Connectivity.ppc().foilim(1, 50).taper(Taper.dpss(4, 3)), connectivity("--method ppc --foilim 1 50 --tapsmofrq 4 --nTaper 3"));
        assertEquals(Connectivity.of(PairMeasure.DWPLI).taper("hamming"), connectivity("--method dwpli --taper hamming"));
        assertEquals(Connectivity.granger(), connectivity("--method granger"));
        assertEquals(Connectivity.granger().pairwise(true).tapsmofrq(2), connectivity("--method granger --granger pairwise --tapsmofrq 2"));
        assertEquals(Connectivity.coh().channelcmb(List.of("Fz", "Cz"), List.of("Pz")), connectivity("--channelcmb Fz,Cz;Pz"));
        assertEquals(Connectivity.granger().channelcmb(List.of("Fz"), List.of("Pz", "Oz")), connectivity("--method granger --channelcmb Fz;Pz,Oz"));
        assertEquals(Connectivity.corr().polyremoval(Detrend.NONE), connectivity("--method corr --polyremoval none"));
        assertEquals(Connectivity.csd().keeptrials(true), connectivity("--method csd --keeptrials True"));
        assertEquals(Connectivity.coh().tapsmofrq(4).keeptrials(true), connectivity("--keeptrials true --tapsmofrq 4"));
        assertEquals(Connectivity.coh().jackknife(true), connectivity("--jackknife True"));
        assertEquals(Connectivity.granger().jackknife(true), connectivity("--method granger --jackknife true"));
        assertEquals(Connectivity.corr().keeptrials(true), connectivity("--method corr --keeptrials true"));
    }

    @Test
    void preprocessingHasSyncopysKeywords() {
        Filter.But lowpass = Filter.but(Band.of(FilterType.LP, 20));
        Filter.Firws firws = Filter.firws(BAND).direction(Direction.TWOPASS);
        assertEquals(STEPS.filter(lowpass), preprocessing("--freq 20"));
        assertEquals(STEPS.filter(Filter.but(BAND)), preprocessing("--filter-class but --filter-type bp --freq 20 40"));
        assertEquals(STEPS.filter(Filter.but(BAND)), preprocessing("--filter_class but --filter_type bp --freq 20,40 --direction twopass"));
        assertEquals(STEPS.filter(lowpass.order(6).direction(Direction.ONEPASS)), preprocessing("--freq 20 --order 6 --direction onepass"));
        assertEquals(STEPS.filter(firws), preprocessing("--filter_class firws --filter_type bp --freq 20 40"));
        assertEquals(STEPS.filter(firws.order(100).window("blackman").direction(Direction.ONEPASS_MINPHASE)), preprocessing("--filter_class firws --filter_type bp"
                + " --freq 20 40 --order 100 --window blackman --direction onepass-minphase"));
        assertEquals(STEPS.filter(lowpass).rectify(true), preprocessing("--freq 20 --rectify true"));
        assertEquals(STEPS.filter(lowpass).hilbert(HilbertOutput.ANGLE), preprocessing("--freq 20 --hilbert angle"));
        assertEquals(STEPS.filter(lowpass), preprocessing("--freq 20 --hilbert false --zscore false"));
        assertEquals(STEPS.filter(lowpass).reref(Reference.average()), preprocessing("--freq 20 --reref average"));
        assertEquals(STEPS.reref(Reference.bipolar()), preprocessing("--filter-class none --reref bipolar"));
        assertEquals(STEPS.reref(Reference.channels("M1", "M2")), preprocessing("--filter-class none --reref M1,M2"));
        assertEquals(STEPS.filter(lowpass), preprocessing("--freq 20 --reref None --dftfilter None"));
        assertEquals(STEPS.dftfilter(50, 100, 150), preprocessing("--filter-class none --dftfilter 50,100,150"));
        assertEquals(STEPS.polyremoval(Detrend.LINE).zscore(true), preprocessing("--filter-class none --polyremoval 1 --zscore True"));
    }

    @Test
    void listsMayBeLong() {
        double[] many = IntStream.range(0, 20_000).mapToDouble(i -> i / 4.0).toArray();
        String list = Arrays.stream(many).mapToObj(Double::toString).collect(Collectors.joining(","));
        assertEquals(FreqAnalysis.mtmfft().foi(many), freqanalysis("--foi " + list));
    }

    @Test
    void pythonsNoneIsTheDefaultOrNothing() {
        assertEquals(FreqAnalysis.mtmfft(), freqanalysis("--foi None --foilim None --tapsmofrq None --nTaper None --taper_opt None --chan_per_worker None"));
        assertEquals(FreqAnalysis.mtmfft().taper("boxcar").polyremoval(Detrend.NONE), freqanalysis("--taper None --polyremoval None --tapsmofrq=none"));
        assertEquals(FreqAnalysis.wavelet().foi(20), freqanalysis("--method wavelet --foi 20 --tapsmofrq None --toi None --t_ftimwin None"));
        assertEquals(STEPS.filter(Filter.but(Band.of(FilterType.LP, 20))), preprocessing("--freq 20 --order None --direction None --window None --hilbert None"));
        assertEquals(STEPS.filter(Filter.but(Band.of(FilterType.LP, 20))), preprocessing("--freq 20 --hilbert False"));
        assertEquals(STEPS.zscore(true), preprocessing("--filter_class None --zscore True"));
        assertEquals(Resample.to(500), resampledata("--resamplefs 500 --lpfreq None --order None"));
    }

    @Test
    void resampledataHasSyncopysKeywords() {
        assertEquals(Resample.to(500), resampledata("--resamplefs 500"));
        assertEquals(Resample.to(500), resampledata("--resamplefs 500 --method resample"));
        assertEquals(Resample.to(62.5).method(Resample.How.DOWNSAMPLE).lpfreq(30).order(200), resampledata("--resamplefs 62.5 --method downsample --lpfreq 30"
                + " --order 200"));
    }

    @Test
    void synthdataHasSyncopysKeywords() {
        assertEquals(new SynthData(new WhiteNoise(), 100, 1000, 2, 1000, 0), synthdata("white_noise", ""));
        assertEquals(new SynthData(new WhiteNoise(), 5, 7, 3, 250, 42), synthdata("white-noise", "--trials 5 --samples 7 --channels 3 --samplerate 250 --seed 42"));
        assertEquals(new SynthData(new WhiteNoise(), 5, 7, 3, 1000, 0), synthdata("white_noise", "--nTrials 5 --nSamples 7 --nChannels 3"));
        assertSignal(new LinearTrend(-2), "linear_trend", "--y_max -2");
        assertSignal(new Harmonic(40), "harmonic", "--freq 40");
        assertSignal(PhaseDiffusion.of(40, 0.1), "phase_diffusion", "--freq 40");
        assertSignal(PhaseDiffusion.of(40, 0.5).start(PhaseDiffusion.Start.RANDOM).values(PhaseDiffusion.Values.PHASE), "phase_diffusion",
                "--freq 40 --eps 0.5 --rand_ini true --return_phase true");
        assertSignal(Ar2Network.DEFAULT, "ar2_network", "");
        assertSignal(RedNoise.of(0.9).settling(50), "red_noise", "--alpha 0.9 --settling 50");
        assertSignal(new PoissonNoise(3), "poisson_noise", "--intensity 3");
        Ar2Network three = Ar2Network.of(new double[][] {{0, 0.1, 0}, {0, 0, 0}, {0, 0.2, 0}}).alphas(0.5, -0.7);
        assertEquals(new SynthData(three, 100, 1000, 3, 1000, 0), synthdata("ar2_network", "--AdjMat 0,0.1,0;0,0,0;0,0.2,0 --alphas 0.5 -0.7"));
    }

    private static void assertSignal(SyntheticSignal signal, String function, String options) {
        assertEquals(signal, synthdata(function, options).signal());
    }

    @Test
    void underscoresAreDashes() {
        assertArrayEquals(new String[] {"freqanalysis", "a_b.h5", "--chan-per-worker", "2", "--taper-opt=a_b=1", "--out", "x_y"},
                OptionNames.dashed("freqanalysis", "a_b.h5", "--chan_per_worker", "2", "--taper_opt=a_b=1", "--out", "x_y"));
        String[] others = {"--debug", "exec", "--over", "a_b=1", "prog", "--its_own", "--x_y=1"};
        assertArrayEquals(others, OptionNames.dashed(others));
        assertArrayEquals(new String[] {"map", "--name", "exec", "--on-error", "x", "--", "--a_b"},
                OptionNames.dashed("map", "--name", "exec", "--on_error", "x", "--", "--a_b"));
    }
}
