package org.trialmap.analysis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialmap.parallel.ParallelMap;
import org.trialmap.trial.TrialChunks;

/**
 * A method of analysis: options that check themselves, the form of the result, and what is computed. There are two kinds: a {@link TrialMethod} gives a result
 * of each trial, a {@link SummedMethod} one of all trials together. {@link Analysis} runs both. docs/methods.md shows how to add one.
 */
public sealed interface AnalysisMethod permits TrialMethod, SummedMethod {
    /** The command that stands in the history of results, for example {@code freqanalysis}. */
    String command();

    /** The options, by the field's keywords, as the history keeps them: strings, numbers, booleans, lists of these, null. */
    Map<String, Object> options();

    /** The options that a result of these trials has in its history: those of {@link #options} that say something about it; all by default. */
    default Map<String, Object> options(TrialChunks trials) {
        return options();
    }

    /**
     * The written name of this method in stored plans, for example {@code freqanalysis/mtmfft}. With it a run is resumed if the name and the {@link #options} are equal,
     * also by a later version in which classes have other names; so the options must hold all that results depend on. Empty, the default: the class that computes
     * and its fields decide.
     */
    default Optional<String> identity() {
        return Optional.empty();
    }

    /**
     * The trials that it works on: those given, unless the method cuts others from them, leaves some out or gives them another column. All other methods are then called with these.
     *
     * @throws IllegalArgumentException if there are none
     */
    default TrialChunks recut(TrialChunks given) {
        return given;
    }

    /**
     * What the result of these trials looks like.
     *
     * @throws IllegalArgumentException if an option does not fit these trials; names the option and the trial
     */
    ResultForm form(TrialChunks trials);

    /** Whether it works on the trials of spectra, too: {@link TrialChunks#areSpectra}. Those that do not are refused before {@link #form} is asked. */
    default boolean takesSpectra() {
        return false;
    }

    /** Files that it reads beside that of the trials, which the result must not replace; none by default. */
    default List<Path> moreInputs() {
        return List.of();
    }

    /** Unit of the result's values, for example {@code V^2}, which becomes the attribute {@code unit} of its data; empty: it has none, or nobody knows. */
    default Optional<String> unit(TrialChunks trials) {
        return Optional.empty();
    }

    /**
     * Runs on {@code trials}, for the next analysis of this program: the result has no name and ends with it, see {@link AnalysisResult}. Where all processes are on this machine only: serially, on {@code local[N]} and {@code local-cluster[...]}; errors as for
     * {@link Analysis#of} and {@link AnalysisRun#join}.
     */
    default AnalysisResult run(ParallelMap pmap, TrialChunks trials) throws IOException {
        return AnalysisResult.of(this, pmap, trials);
    }

    /** Runs on {@code trials} and returns the result's path; errors as for {@link Analysis#of} and {@link AnalysisRun#join}. */
    default Path run(ParallelMap pmap, TrialChunks trials, Path out) throws IOException {
        return Analysis.of(this, trials, ResultFile.at(out)).run(pmap);
    }
}
