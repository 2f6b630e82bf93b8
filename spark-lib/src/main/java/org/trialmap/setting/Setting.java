package org.trialmap.setting;

import java.util.Objects;

/**
 * Something that users can set. In a text it appears by the name that its reader knows: the call in a program, the option on the command line. Which of them is decided once for the process
 * ({@link #use}); the processes of a run have the driver's words.
 *
 * @hidden
 */
public enum Setting {
    // Runs and where they go.
    RESUME("Existing.RESUME", "--resume"),
    OVERWRITE("Existing.OVERWRITE", "--overwrite"),
    OUT_FOLDER("save(...) or ResultFile.at(...)", "--out"),
    OUT_FILE("ResultFile.at(...)", "--out"),
    NAME("name(...)", "--name"),
    LAYOUT_LINKED("Layout.LINKED", "--layout linked"),
    LAYOUT_STACKED("Layout.STACKED", "--layout stacked"),
    TABLE_LAYOUT("option(\"layout\", ...)", "--layout"),
    ON_ERROR_CONTINUE("OnError.CONTINUE", "--on-error continue"),
    CPUS_PER_TASK("cpusPerTask(...)", "--cpus-per-task"),
    GPUS("gpus(...)", "--gpus"),
    GPUS_PER_TASK("gpusPerTask(...)", "--gpus-per-task"),
    JAR("spark.jars or SparkContext.addJar", "--jar"),
    CONF("the setting ...", "--conf"),
    CHAN_PER_WORKER("channelsPerTask(...)", "--chan-per-worker N"),

    // Recordings and what is selected of them.
    DATASET("dataset(...)", "--dataset PATH"),
    SAMPLERATE("samplerateHz(...)", "--samplerate HZ"),
    RAW("raw(true)", "--raw"),
    FLAT("flat(...)", "--dtype, --nchannels and --gain"),
    DTYPE("flat(...)", "--dtype TYPE"),
    NCHANNELS("flat(...)", "--nchannels N"),
    GAIN("flat(...)", "--gain G"),
    TRIALDEFINITION("withTrials(...)", "--trialdefinition FILE"),
    EVENTS("events(...)", "--events FILE"),
    EVENT("around(...)", "--event VALUE[,VALUE]"),
    PRE_POST("around(...)", "--pre S --post S"),
    TRIGGER("triggers(...)", "--trigger CHANNEL"),
    THRESHOLD("a threshold", "--threshold X"),
    WINDOWS("windows(...) or pieces(...)", "--windows TIME"),
    MARGIN("the margin of windows(...) or pieces(...)", "--margin TIME"),
    JOIN("pieces(...) and use windows(...)", "--join"),
    TRIALS("trials(...)", "--trials SEL"),
    CHANNELS("channels(...)", "--channels SEL"),
    LATENCY("latency(...)", "--latency A B"),
    FREQUENCY("frequency(...)", "--frequency A B"),
    TAPERS("tapers(...)", "--tapers SEL"),
    NAN_REFUSE("NanPolicy.REFUSE", "--nan refuse"),
    NAN_PROPAGATE("NanPolicy.PROPAGATE", "--nan propagate"),

    // Spectra.
    FOI("foi(...)", "--foi HZ,HZ,..."),
    FOILIM("foilim(...)", "--foilim A B"),
    FOI_FOILIM("foi(...) and foilim(...)", "--foi and --foilim"),
    TOI("toi(...)", "--toi"),
    TOI_ALL("Toi.all()", "--toi all"),
    T_FTIMWIN("mtmconvol(...) or welch(...)", "--t-ftimwin SECONDS"),
    PAD("pad(...)", "--pad"),
    TAPSMOFRQ("tapsmofrq(...)", "--tapsmofrq HZ"),
    NTAPER("Taper.dpss(...)", "--nTaper N"),
    KEEPTAPERS("keeptapers(...)", "--keeptapers"),
    KEEPTRIALS("keeptrials(...)", "--keeptrials"),
    OUTPUT("output(...)", "--output"),
    OUTPUT_POW("output(SpectralOutput.POW)", "--output pow"),
    WIDTH("width(...)", "--width"),
    WAVELET_ORDER("MotherWavelet", "--order"),
    ORDER_MIN("orderMin(...)", "--order-min"),
    ORDER_MAX("orderMax(...)", "--order-max"),
    C_1("c1(...)", "--c-1"),
    ADAPTIVE("adaptive(true)", "--adaptive"),
    FOOOF_OPT("FooofOptions", "--fooof-opt"),
    FOOOF_FIXED("AperiodicMode.FIXED", "--fooof-opt aperiodic_mode=fixed"),
    OF_POW("FreqAnalysis and output(SpectralOutput.POW)", "freqanalysis --output pow"),
    OF_FOURIER("FreqAnalysis and output(SpectralOutput.FOURIER)", "freqanalysis --output fourier"),
    OF_MTMFFT_FOURIER("FreqAnalysis.mtmfft() and output(SpectralOutput.FOURIER)", "freqanalysis --method mtmfft --output fourier"),
    OF_TIME_FREQUENCY("FreqAnalysis.mtmconvol(...), wavelet() or superlet(...)", "freqanalysis --method mtmconvol, wavelet or superlet"),

    // Filters and other samplerates.
    FILTER_TYPE("FilterType", "--filter-type"),
    FILTER_CLASS_FIRWS("Filter.firws(...)", "--filter-class firws"),
    FREQ("Band.of(...)", "--freq"),
    ORDER("order(...)", "--order"),
    DIRECTION("direction(...)", "--direction"),
    DIRECTION_ONEPASS("Filter.Direction.ONEPASS", "--direction onepass"),
    WINDOW("window(...)", "--window"),
    HILBERT("hilbert(...)", "--hilbert"),
    RECTIFY("rectify(true)", "--rectify"),
    ZSCORE("zscore(true)", "--zscore"),
    REREF("reref(...)", "--reref"),
    DFTFILTER("dftfilter(...)", "--dftfilter"),
    RESAMPLEFS("Resample.to(...)", "--resamplefs"),
    METHOD_RESAMPLE("Resample.How.RESAMPLE", "--method resample"),
    LPFREQ("lpfreq(...)", "--lpfreq HZ"),

    // Averages and connectivity.
    COVARIANCE("withCovariance()", "--covariance true"),
    COVARIANCE_WINDOW("covarianceWindow(...)", "--covariance-window A B"),
    DDOF("ddof(...)", "--ddof"),
    BASELINE("Baseline.of(...)", "--baseline A B"),
    BASELINETYPE_ABSOLUTE("Baseline.Type.ABSOLUTE", "--baselinetype absolute"),
    DIM("over(...)", "--dim DIM"),
    CHANNELCMB("channelcmb(...)", "--channelcmb 'A,B;C,D'"),
    JACKKNIFE("jackknife(true)", "--jackknife true"),
    PAIRWISE("pairwise(true)", "--granger pairwise"),

    // Statistics.
    GROUP("Conditions.files(...)", "--group FILE..."),
    CONDITION("Conditions.trials(...)", "--condition SEL"),
    STATISTIC("ClusterStat.of(...)", "--statistic"),
    INDEPSAMPLES_T("indepsamplesT()", "--statistic indepsamplesT"),
    INDEPSAMPLES("indepsamplesT() or indepsamplesF()", "--statistic indepsamplesT or indepsamplesF"),
    NUMRANDOMIZATION("numrandomization(...)", "--numrandomization"),
    ALPHA("alpha(...)", "--alpha"),
    CLUSTERALPHA("clusteralpha(...)", "--clusteralpha"),
    CLUSTERCRITVAL("clustercritval(...)", "--clustercritval"),
    TAIL("tail(...)", "--tail"),
    MINNBCHAN("minnbchan(...)", "--minnbchan"),
    NEIGHBOURS("neighbours(...)", "--neighbours FILE or --positions FILE"),
    NEIGHBOURS_POSITIONS("neighbours(...)", "--neighbours and --positions"),
    NEIGHBOURDIST("Neighbours.within(...)", "--neighbourdist"),

    // Spikes.
    BINSIZE("binsize(...)", "--binsize"),
    SPIKE_LATENCY("latency(...)", "--latency"),
    LATENCY_MINPERIOD("latency(TimeWindow.of(Period.MINPERIOD))", "--latency minperiod"),
    VARTRIALLEN("vartriallen(true)", "--vartriallen true"),
    TIMWIN("timwin(...)", "--timwin A B"),
    RECORDING_CHANNELS("channels(...)", "--recording-channels SEL"),

    // Data.
    TOILIM("toilim(...)", "--toilim A B"),
    OFFSET("offset(...)", "--offset N[,N..]"),
    LENGTH("RedefineTrial.pieces(...)", "--length S"),
    OVERLAP("the overlap of RedefineTrial.pieces(...)", "--overlap X"),
    MINLENGTH("minlength(...)", "--minlength S"),
    ZVALUE("ZValue.above(...)", "--zvalue CUTOFF"),
    ZVALUE_CHANNELS("chunks(...)", "--zvalue-channels SEL"),
    ARTPADDING("artpadding(...)", "--artpadding S"),
    WRITE_NAN("nan()", "--write nan"),
    COLUMN("mark(...)", "--column NAME"),
    SYNTH_TRIALS("trials of SynthData", "--trials N"),
    SYNTH_SAMPLES("samples of SynthData", "--samples N"),
    SYNTH_CHANNELS("channels of SynthData", "--channels N");

    /** Which of the two names texts use. */
    public enum Words {
        CALLS, OPTIONS
    }

    private static volatile Words words = Words.CALLS;

    private final String call;
    private final String option;

    Setting(String call, String option) {
        this.call = call;
        this.option = option;
    }

    /** What this process uses; calls, if nobody has said otherwise. */
    public static Words words() {
        return words;
    }

    /** From now on, in this process; returns what was used before. */
    public static Words use(Words value) {
        Words before = words;
        words = Objects.requireNonNull(value, "words");
        return before;
    }

    /** Of two texts, the one for programs or the one for the command line: where they differ by more than names. */
    public static String either(String inCalls, String inOptions) {
        return words == Words.CALLS ? inCalls : inOptions;
    }

    /** With a value: {@code keeptrials(true)}, {@code --keeptrials true}. */
    public String with(Object value) {
        return either(call.replace("...", String.valueOf(value)), option.replaceFirst(" .*", "") + " " + value);
    }

    /** As a call, whatever the words are. */
    public String call() {
        return call;
    }

    /** As an option, whatever the words are. */
    public String option() {
        return option;
    }

    /** By the name that the reader knows. */
    @Override
    public String toString() {
        return either(call, option);
    }
}
