package org.trialmap.identity;

import java.util.List;
import java.util.Map;
import org.trialmap.analysis.AnalysisMethod;
import org.trialmap.analysis.Filter;
import org.trialmap.analysis.FreqAnalysis;
import org.trialmap.analysis.MtmConvolAnalysis;
import org.trialmap.analysis.Padding;
import org.trialmap.analysis.Preprocessing;
import org.trialmap.analysis.Resample;
import org.trialmap.analysis.SuperletAnalysis;
import org.trialmap.analysis.Taper;
import org.trialmap.analysis.TrialMethod;
import org.trialmap.analysis.WaveletAnalysis;
import org.trialmap.analysis.WelchAnalysis;
import org.trialmap.analysis.average.AxisStatistic;
import org.trialmap.analysis.average.Statistic;
import org.trialmap.analysis.average.TimeLockAnalysis;
import org.trialmap.analysis.connectivity.Connectivity;
import org.trialmap.analysis.connectivity.CorrAnalysis;
import org.trialmap.analysis.connectivity.GrangerAnalysis;
import org.trialmap.analysis.model.Fooof;
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

/** Each built-in analysis with each of its options changed, one at a time. */
final class OptionVariants {
    private OptionVariants() {}

    static List<List<? extends AnalysisMethod>> all() {
        return List.of(mtmfft(), fooof(), mtmconvol(), welch(), wavelet(), superlet(), preprocessing(), resample(), connectivity(), granger(), corr(), timelock(), statistic());
    }

    private static List<TrialMethod> mtmfft() {
        FreqAnalysis base = FreqAnalysis.mtmfft();
        return List.of(base, base.output(SpectralOutput.ABS), base.keeptrials(false), base.foi(10, 20), base.foilim(10, 20), base.pad(Padding.NEXTPOW2), base.pad(Padding.seconds(2)),
                base.polyremoval(Detrend.LINE), base.polyremoval(Detrend.NONE), base.taper("hamming"), base.tapsmofrq(4), base.taper(Taper.window("kaiser", Map.of("beta", 8.0))),
                base.tapsmofrq(4).keeptapers(true).output(SpectralOutput.FOURIER), base.demeanTaper(true), base.ftCompat(true));
    }

    private static List<TrialMethod> fooof() {
        Fooof base = Fooof.of(FreqAnalysis.mtmfft().foilim(10, 100));
        FooofOptions opt = FooofOptions.DEFAULTS;
        return List.of(base, Fooof.of(base.spectrum().tapsmofrq(4)), Fooof.of(base.spectrum().keeptrials(false)), base.output(Fooof.Output.FOOOF_APERIODIC), base.output(Fooof.Output.FOOOF_PEAKS),
                base.fooofOpt(opt.peakWidthLimits(1, 12)), base.fooofOpt(opt.peakWidthLimits(0.5, 8)), base.fooofOpt(opt.maxNPeaks(3)), base.fooofOpt(opt.minPeakHeight(0.1)),
                base.fooofOpt(opt.peakThreshold(1)), base.fooofOpt(opt.aperiodicMode(FooofOptions.AperiodicMode.KNEE)));
    }

    private static List<TrialMethod> mtmconvol() {
        MtmConvolAnalysis base = FreqAnalysis.mtmconvol(0.1);
        return List.of(base, FreqAnalysis.mtmconvol(0.12), base.toi(-0.9, -0.8), base.toi(new Toi.Overlap(0.25)), base.output(SpectralOutput.ABS), base.keeptrials(false), base.foi(10, 20),
                base.polyremoval(Detrend.LINE), base.taper("hamming"), base.tapsmofrq(20).keeptapers(true).output(SpectralOutput.FOURIER));
    }

    private static List<TrialMethod> welch() {
        WelchAnalysis base = FreqAnalysis.welch(0.1);
        return List.of(base, FreqAnalysis.welch(0.12), base.toi(0.25), base.keeptrials(false), base.foilim(10, 50), base.polyremoval(Detrend.LINE), base.taper("hamming"));
    }

    private static List<TrialMethod> wavelet() {
        WaveletAnalysis base = FreqAnalysis.wavelet().foi(50, 60);
        return List.of(base, base.width(7), base.compat(WaveletScale.SYNCOPY), base.toi(-0.9, -0.8), base.output(SpectralOutput.ABS), base.keeptrials(false), base.foi(10, 20),
                base.polyremoval(Detrend.LINE), base.wavelet(MotherWavelet.paul(4)), base.wavelet(MotherWavelet.paul(5)), base.wavelet(MotherWavelet.dog(4)));
    }

    private static List<TrialMethod> superlet() {
        SuperletAnalysis base = FreqAnalysis.superlet(3).foi(50, 60);
        return List.of(base, base.orderMax(4), base.orderMin(2), base.c1(4), base.adaptive(true), base.compat(WaveletScale.SYNCOPY), base.toi(-0.9, -0.8), base.output(SpectralOutput.ABS),
                base.keeptrials(false), base.foi(10, 20), base.polyremoval(Detrend.LINE));
    }

    private static List<TrialMethod> preprocessing() {
        Preprocessing base = Preprocessing.steps();
        Filter.But but = Filter.but(Band.of(FilterType.LP, 40));
        Filter.Firws firws = Filter.firws(Band.of(FilterType.LP, 40));
        return List.of(base, base.zscore(true), base.polyremoval(Detrend.LINE), base.filter(but), base.filter(but.order(3)), base.filter(but.direction(Filter.Direction.ONEPASS)),
                base.filter(Filter.but(Band.of(FilterType.BP, 20, 40))), base.filter(firws), base.filter(firws.order(21)), base.filter(firws.window("hann")),
                base.filter(firws.direction(Filter.Direction.ONEPASS_MINPHASE)), base.rectify(true), base.hilbert(HilbertOutput.ABS), base.hilbert(HilbertOutput.COMPLEX),
                base.dftfilter(50), base.dftfilter(50, 100), base.reref(Reference.average()), base.reref(Reference.bipolar()), base.reref(Reference.channels("channel1")),
                base.reref(Reference.channels("channel2")));
    }

    private static List<TrialMethod> resample() {
        Resample base = Resample.to(250);
        return List.of(base, Resample.to(200), base.method(Resample.How.DOWNSAMPLE), base.lpfreq(50), base.order(21));
    }

    private static List<AnalysisMethod> connectivity() {
        Connectivity base = Connectivity.coh();
        return List.of(base, base.output(SpectralOutput.POW), base.foi(10, 20), base.foilim(10, 20), base.pad(Padding.NEXTPOW2), base.polyremoval(Detrend.LINE), base.taper("hamming"),
                base.tapsmofrq(4), base.tapsmofrq(4).keeptrials(true), base.jackknife(true), base.channelcmb(List.of("channel1"), List.of("channel2")), Connectivity.csd(),
                Connectivity.csd().output(SpectralOutput.ABS), Connectivity.ppc(), Connectivity.of(PairMeasure.IMCOH), Connectivity.of(PairMeasure.PLV),
                Connectivity.of(PairMeasure.CIPLV), Connectivity.of(PairMeasure.PLI), Connectivity.of(PairMeasure.WPLI), Connectivity.of(PairMeasure.DWPLI));
    }

    private static List<AnalysisMethod> granger() {
        GrangerAnalysis base = Connectivity.granger();
        return List.of(base, base.pairwise(true), base.channelcmb(List.of("channel1"), List.of("channel2")), base.foilim(10, 20), base.tapsmofrq(4), base.jackknife(true));
    }

    private static List<AnalysisMethod> timelock() {
        TimeLockAnalysis base = TimeLockAnalysis.withCovariance();
        return List.of(base, TimeLockAnalysis.average(), base.ddof(0), base.covarianceWindow(-0.9, -0.8), base.keeptrials(true));
    }

    private static List<AnalysisMethod> statistic() {
        AxisStatistic base = Statistic.MEAN.over(Statistic.Axis.TIME);
        return List.of(base, Statistic.MEDIAN.over(Statistic.Axis.TIME), Statistic.MEAN.over(Statistic.Axis.CHANNEL), base.keeptrials(false));
    }

    private static List<AnalysisMethod> corr() {
        CorrAnalysis base = Connectivity.corr();
        return List.of(base, base.keeptrials(true), base.polyremoval(Detrend.LINE), base.polyremoval(Detrend.NONE));
    }
}
