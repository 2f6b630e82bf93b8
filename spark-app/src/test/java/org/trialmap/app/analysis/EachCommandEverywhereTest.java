package org.trialmap.app.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.trialmap.analysis.ResultDatasets;
import org.trialmap.app.InProcess;
import org.trialmap.app.InProcess.Ended;
import org.trialmap.array.NdArray;
import org.trialmap.trial.discrete.DiscreteFiles;

/** Each analysis as users type it gives the same bytes without Spark, on one thread, on four, and in processes of their own; all methods are compared there by the library's tests. */
@Tag("slow")
@Timeout(1200)
class EachCommandEverywhereTest {
    /** Words that begin with @ are files. */
    private static final List<String> MADE_BEFORE = """
            synthdata white_noise --trials 140 --samples 60 --channels 3 --samplerate 100 --out @x.h5
            synthdata white_noise --trials 140 --samples 60 --channels 3 --samplerate 100 --seed 1 --out @y.h5
            freqanalysis @x.h5 --output fourier --tapsmofrq 5 --keeptapers true --out @fourier.h5
            freqanalysis @x.h5 --method mtmconvol --t-ftimwin 0.2 --toi 0.5 --out @tf.h5
            """.lines().toList();
    private static final List<String> COMMANDS = """
            synthdata ar2_network --trials 70 --samples 50
            freqanalysis @x.h5 --tapsmofrq 4 --chan-per-worker 2
            freqanalysis @x.h5 --output fooof_aperiodic --foilim 5 45 --tapsmofrq 5 --keeptrials false
            freqanalysis @x.h5 --output fooof_peaks --foilim 5 45 --tapsmofrq 5 --keeptrials false
            freqanalysis @x.h5 --method mtmconvol --t-ftimwin 0.2 --toi 0.5 --output angle
            freqanalysis @x.h5 --method welch --t-ftimwin 0.3 --keeptrials false
            freqanalysis @x.h5 --method wavelet --wavelet Paul --foi 10 20
            freqanalysis @x.h5 --method wavelet --wavelet Mexican_hat --foi 10 20
            freqanalysis @x.h5 --method superlet --order-max 3 --foi 10 20
            preprocessing @x.h5 --reref average --filter-type bp --freq 10 20 --dftfilter 25,40 --hilbert abs
            preprocessing @x.h5 --filter-class none --reref bipolar
            resampledata @x.h5 --resamplefs 50
            connectivityanalysis @x.h5 --method csd
            connectivityanalysis @x.h5 --method coh --output complex --jackknife true
            connectivityanalysis @x.h5 --method imcoh
            connectivityanalysis @x.h5 --method plv
            connectivityanalysis @x.h5 --method ciplv
            connectivityanalysis @x.h5 --method ppc --channelcmb channel1;channel2,channel3
            connectivityanalysis @x.h5 --method pli
            connectivityanalysis @x.h5 --method wpli
            connectivityanalysis @fourier.h5 --method dwpli
            connectivityanalysis @x.h5 --method corr
            connectivityanalysis @x.h5 --method granger --granger multivariate
            connectivityanalysis @x.h5 --method granger --granger pairwise
            connectivityanalysis @x.h5 --method csd --keeptrials true
            timelockanalysis @x.h5 --covariance true
            mean @x.h5 --dim trials
            std @x.h5 --dim time
            var @fourier.h5 --dim freq
            median @x.h5 --dim trials
            itc @fourier.h5
            baseline @tf.h5 --baseline -0.9 -0.7 --baselinetype db
            clusterstat @x.h5 --statistic indepsamplesT --condition 0:20 --condition 20:40 --numrandomization 100
            clusterstat @x.h5 --statistic indepsamplesF --condition 0:20 --condition 20:40 --condition 40:70 --numrandomization 100
            selectdata @fourier.h5 --trials 3:99 --channels 2,0 --frequency 10 30
            definetrial @x.h5 --trialdefinition @trials.csv
            redefinetrial @x.h5 --length 0.2 --overlap 0.5
            concat trials @x.h5 @y.h5
            math subtract @x.h5 @y.h5
            artifact @x.h5 --zvalue 3 --write nan
            spike_psth @s.spike --output rate
            spike_psth @s.spike --output proportion --binsize 0.02 --keeptrials false
            spikestats @s.spike
            spikestats @s.spike --recording @x.h5 --trials 0:10 --timwin -0.05 0.05
            """.lines().toList();
    /** What the first backend gave, all others must give. */
    private static final Map<String, Map<String, NdArray>> FIRST = new HashMap<>();

    @TempDir
    private Path folder;

    private Ended run(String line, String... more) {
        Stream<String> words = Stream.of(line.split(" ")).map(word -> word.startsWith("@") ? folder.resolve(word.substring(1)).toString() : word);
        return InProcess.run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"serial", "local[1]", "local[4]", "local-cluster[1,1,1024]"})
    void bytesAreTheSame(String master) throws Exception {
        InProcess.noOtherSpark();
        Files.writeString(folder.resolve("trials.csv"), "start,stop,offset\n5,55,0\n300,420,-20\n");
        String rows = "[[60 * k + 7 * i, i % 2, 0] for k in range(10) for i in range(8)]";
        DiscreteFiles.spikes(folder.resolve("s.spike"), rows, "[[60 * k, 60 * k + 60, -100] for k in range(10)]", "h['samplerate'] = 100.0");
        for (String line : MADE_BEFORE) {
            assertEquals(0, run(line, "--master", "serial", "--quiet").code(), line);
        }
        Set<String> begun = new HashSet<>();
        for (String line : COMMANDS) {
            if (!begun.add(line.substring(0, line.indexOf(' '))) && master.startsWith("local-cluster")) {
                continue; // each process takes seconds to start: one of each command
            }
            Path out = folder.resolve("result" + COMMANDS.indexOf(line) + ".h5");
            assertEquals(new Ended(0, out + "\n", ""), run(line, "--out", out.toString(), "--master", master, "--quiet"), line);
            Map<String, NdArray> result = ResultDatasets.of(out);
            assertEquals(FIRST.computeIfAbsent(line, first -> result), result, line + " on " + master);
        }
    }
}
