package org.trialmap.analysis.spike;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.trialmap.analysis.ResultFile;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.parallel.BackendKind;
import org.trialmap.spike.Binning;
import org.trialmap.spike.TimeWindow;
import org.trialmap.store.Existing;
import org.trialmap.store.SaveOptions;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.Recording;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.discrete.DiscreteFiles;
import org.trialmap.trial.discrete.SpikeData;

/** Analyses of spikes have the same bytes on every backend. */
class SpikeContractTest {
    private static final Map<String, String> DIGESTS = new HashMap<>();

    @TempDir
    static Path folder;

    @ParameterizedTest
    @MethodSource("org.trialmap.parallel.BackendKind#ofAnalyses")
    void bytesAreTheSameEverywhere(BackendKind backend) throws IOException {
        Path file = folder.resolve("s131.spike");
        SpikeData spikes = SpikeData.open(Files.exists(file) ? file : SpikeFiles.random(folder, 131));
        for (SaveOptions.Transport transport : new SaveOptions.Transport[] {SaveOptions.Transport.IN_PLACE, SaveOptions.Transport.GATHER}) {
            ResultFile out = ResultFile.at(folder.resolve(backend + "" + transport + ".h5")).withTransport(transport).withExisting(Existing.OVERWRITE);
            check("kept", SpikePsth.rates().analysis(spikes, out).run(backend.map()), backend);
            check("average", SpikePsth.rates().keeptrials(false).analysis(spikes, out).run(backend.map()), backend);
            check("ppc", SpikePpc.ppc0().timwin(-0.05, 0.05).analysis(spikes, recording(file), out).run(backend.map()), backend);
            check("stats", SpikeStats.whole().analysis(spikes, out).run(backend.map()), backend);
        }
    }

    @ParameterizedTest
    @MethodSource("org.trialmap.parallel.BackendKind#ofAnalyses")
    void histogramsOfEachKindAreTheSameEverywhere(BackendKind backend) throws IOException {
        SpikeData spikes = SpikeData.open(DiscreteFiles.spikes(folder.resolve("few.spike"), "[[7 * i, i % 2, 0] for i in range(400)]", "[[70 * k, 70 * k + 50 + k % 3, -20] for k in range(40)]", ""));
        SpikePsth psth = SpikePsth.rates();
        List<SpikePsth> kinds = List.of(psth.output(SpikePsth.Output.SPIKECOUNT).binsize(Binning.of(0.013)), psth.output(SpikePsth.Output.PROPORTION).latency(TimeWindow.of(-0.01, 0.03)),
                psth.vartriallen(false).binsize(Binning.sqrt()).latency(TimeWindow.of(TimeWindow.Period.MINPERIOD)));
        for (SpikePsth kind : kinds) {
            check(kind.toString(), kind.analysis(spikes, ResultFile.at(folder.resolve(backend + ".h5")).withExisting(Existing.OVERWRITE)).run(backend.map()), backend);
        }
    }

    private static TrialChunks recording(Path spikes) throws IOException {
        Path recording = folder.resolve("recording.h5");
        return Recording.open(Files.exists(recording) ? recording : SpikeFiles.recording(spikes, recording, 3)).chunks();
    }

    private static void check(String name, Path result, BackendKind backend) throws IOException {
        try (Hdf5File hdf = Hdf5File.open(result)) {
            Fingerprint fingerprint = new Fingerprint();
            for (String dataset : hdf.names("/")) {
                fingerprint.add(dataset).add(hdf.dataset("/" + dataset).read());
            }
            String digest = fingerprint.hex();
            assertEquals(DIGESTS.computeIfAbsent(name, first -> digest), digest, name + " on " + backend);
        }
    }
}
