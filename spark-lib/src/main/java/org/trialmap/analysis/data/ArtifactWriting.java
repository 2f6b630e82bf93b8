package org.trialmap.analysis.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.trialmap.analysis.NanPolicy;
import org.trialmap.analysis.Provenance;
import org.trialmap.analysis.ResultForm;
import org.trialmap.analysis.TrialFunction;
import org.trialmap.analysis.average.Components;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.setting.Setting;
import org.trialmap.task.Fingerprint;
import org.trialmap.trial.TrialChunk;
import org.trialmap.trial.TrialChunks;
import org.trialmap.trial.TrialDefinition;

/** Trials as they are but for their artifacts. */
record ArtifactWriting(Artifacts found, Way way, String column) implements CopiedTrials {
    /** What is done about artifacts. */
    enum Way {
        MARK,
        NAN,
        COMPLETE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String command() {
        return "artifact";
    }

    @Override
    public Optional<String> identity() {
        return Optional.of("artifact/" + way);
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>(Map.of("zvalue", found.how().options()));
        options.put("channel", found.searched().channelNames());
        options.put("write", way.toString());
        if (way == Way.MARK) {
            options.put("column", column);
        }
        options.put("artifacts", found.list().size());
        options.put("trials", Provenance.ranges(found.trials()));
        Fingerprint places = new Fingerprint();
        found.list().forEach(one -> places.add(one.trial()).add(one.start()).add(one.stop()));
        options.put("digest", places.hex());
        return options;
    }

    @Override
    public TrialChunks recut(TrialChunks trials) {
        requireSearched(trials);
        Set<Integer> marked = found.marked();
        int[] positions = trials.trials();
        return switch (way) {
            case NAN -> trials;
            case MARK -> {
                boolean[] bad = new boolean[positions.length];
                for (int k = 0; k < bad.length; k++) {
                    bad[k] = marked.contains(positions[k]);
                }
                yield trials.cut(trials.definition().withColumn(column, bad), List.of());
            }
            case COMPLETE -> {
                int[] clean = IntStream.range(0, positions.length).filter(k -> !marked.contains(positions[k])).toArray();
                if (clean.length == 0) {
                    throw new IllegalArgumentException((positions.length == 1 ? "The trial has" : "All " + positions.length + " trials have") + " artifacts above the cutoff " + found.how().cutoff()
                            + ", and trials with artifacts are left out: nothing is left. Raise " + Setting.ZVALUE + ", or write NaN with " + Setting.WRITE_NAN + ".");
                }
                yield trials.cut(trials.definition().select(clean), List.of());
            }
        };
    }

    private void requireSearched(TrialChunks trials) {
        TrialChunks searched = found.searched();
        if (!trials.recording().identity().equals(searched.recording().identity())) {
            throw new IllegalArgumentException(
                    "Artifacts were found in " + searched.recording().path() + ", but are to be written in " + trials.recording().path() + ". Places in one recording say nothing of"
                            + " another. Search the recording that is written.");
        }
        int[] known = Arrays.stream(searched.trials()).sorted().toArray();
        for (int position : trials.trials()) {
            if (Arrays.binarySearch(known, position) < 0) {
                throw new IllegalArgumentException("Trial " + position + " is to be written, but was not searched for artifacts. It would count as clean. Search it, too, or leave it out.");
            }
        }
    }

    @Override
    public ResultForm form(TrialChunks trials) {
        return ResultForm.asGiven(trials, dtype(trials));
    }

    private DType dtype(TrialChunks trials) {
        return way == Way.NAN ? Components.same(trials.recording().dtype()) : trials.recording().dtype();
    }

    @Override
    public TrialFunction function(TrialChunks trials) {
        if (way != Way.NAN) {
            return CopiedTrials.super.function(trials);
        }
        TrialDefinition all = trials.recording().trials();
        Map<Integer, long[]> places = new HashMap<>(); // first, after the last, ... relative to t = 0
        for (Artifacts.Interval one : found.list()) {
            long begin = one.start() - all.start(one.trial()) + all.offset(one.trial());
            long[] before = places.getOrDefault(one.trial(), new long[0]);
            long[] more = Arrays.copyOf(before, before.length + 2);
            more[before.length] = begin;
            more[before.length + 1] = begin + one.stop() - one.start();
            places.put(one.trial(), more);
        }
        return new Blank(places, dtype(trials));
    }

    /** NaN in place of artifacts. */
    private record Blank(Map<Integer, long[]> places, DType dtype) implements TrialFunction {
        @Override
        public boolean isSpoilt(TrialChunk trial, NanPolicy nan) {
            return TrialFunction.super.isSpoilt(trial, nan) | places.containsKey(trial.trial());
        }

        @Override
        public NdArray apply(TrialChunk trial) {
            double[] values = trial.doubles().clone();
            int channels = trial.channels();
            long[] own = places.getOrDefault(trial.trial(), new long[0]);
            for (int i = 0; i < own.length; i += 2) {
                int from = (int) Math.max(0, Math.min(trial.samples(), own[i] - trial.offset()));
                int to = (int) Math.max(from, Math.min(trial.samples(), own[i + 1] - trial.offset()));
                Arrays.fill(values, from * channels, to * channels, Double.NaN);
            }
            return Components.array(dtype, values, trial.samples(), channels);
        }
    }
}
