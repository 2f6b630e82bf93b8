package org.trialmap.analysis.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialmap.setting.Setting;
import org.trialmap.support.Copies;
import org.trialmap.trial.TrialChunks;

/**
 * Other trials cut from those of a recording, as they are, in a container of their own: FieldTrip's {@code ft_redefinetrial}. A window of each, another t = 0, or pieces of one length; one of these, since
 * the order would matter. Trials keep their free columns, pieces those of their trial. Which trials gave none is in {@code recut(trials).recording().withoutTrial()}.
 *
 * @param toilim the samples from one time to another, both included, of each trial what it has of them; empty: all
 * @param offset samples by which times become later: one number, or one for each selected trial; empty: none
 * @param length seconds of pieces, from each trial's beginning; 0: trials stay whole
 * @param overlap share of a piece that the next one has, too, in [0, 1)
 * @param minlength seconds; shorter trials, after all else, are left out; 0: none
 */
public record RedefineTrial(List<Double> toilim, List<Long> offset, double length, double overlap, double minlength) implements CopiedTrials {
    private static final String NAME = "redefinetrial";

    /** @throws IllegalArgumentException for values that are not possible, or if several of the three ways, or none at all, is asked for */
    public RedefineTrial {
        toilim = List.copyOf(toilim);
        offset = List.copyOf(offset);
        if (!toilim.isEmpty() && (toilim.size() != 2 || !toilim.stream().allMatch(Double::isFinite) || toilim.get(0) > toilim.get(1))) {
            throw new IllegalArgumentException(
                    "The window " + toilim + " s is not possible. It has two finite numbers of seconds, the first not greater than the second. Correct " + Setting.TOILIM + ".");
        }
        if (!isTime(length) || !isTime(minlength)) {
            throw new IllegalArgumentException(
                    "The " + (isTime(length) ? "minlength" : "length") + " " + (isTime(length) ? minlength : length) + " s is not possible. It is a finite number of seconds above 0."
                            + " Correct " + (isTime(length) ? Setting.MINLENGTH + "." : Setting.LENGTH + "."));
        }
        if (!(overlap >= 0 && overlap < 1) || overlap > 0 && length == 0) {
            throw new IllegalArgumentException(
                    "The overlap " + overlap + " was asked for" + (length == 0 ? " without pieces" : "") + ". It is the share of a piece that the next one has, too, from 0 to"
                            + " below 1. Correct " + Setting.OVERLAP + Setting.either(".", ", which needs " + Setting.LENGTH + "."));
        }
        int ways = (toilim.isEmpty() ? 0 : 1) + (offset.isEmpty() ? 0 : 1) + (length == 0 ? 0 : 1);
        if (ways > 1 || ways == 0 && minlength == 0) {
            throw new IllegalArgumentException(
                    ways > 1 ? "More than one of a window (toilim), another t = 0 (offset) and pieces (length) was asked for. Which of them comes first would matter. Redefine"
                            + " twice, once for each."
                            : "Nothing was asked for, and the result would be the recording. Give one of " + Setting.TOILIM + ", " + Setting.OFFSET + " and " + Setting.LENGTH + ", or "
                                    + Setting.MINLENGTH + ".");
        }
    }

    private static boolean isTime(double seconds) {
        return seconds >= 0 && seconds < Double.POSITIVE_INFINITY;
    }

    private static RedefineTrial of(List<Double> toilim, List<Long> offset, double length, double overlap) {
        return new RedefineTrial(toilim, offset, length, overlap, 0);
    }

    /** Of each trial what it has from one time to another, in seconds, both included. */
    public static RedefineTrial toilim(double fromSeconds, double toSeconds) {
        return of(List.of(fromSeconds, toSeconds), List.of(), 0, 0);
    }

    /** Times that are so many samples later: one number, or one for each selected trial. A response at t = 0 is an offset of minus its time. */
    public static RedefineTrial offset(Long... samples) {
        return of(List.of(), List.of(samples), 0, 0);
    }

    /** Pieces of so many seconds from each trial's beginning; what is left at its end is lost. */
    public static RedefineTrial pieces(double lengthSeconds, double overlap) {
        return of(List.of(), List.of(), lengthSeconds, overlap);
    }

    /** Without trials that are shorter. */
    public static RedefineTrial longerThan(double seconds) {
        return new RedefineTrial(List.of(), List.of(), 0, 0, seconds);
    }

    /** And then without trials that are shorter. */
    public RedefineTrial minlength(double seconds) {
        return Copies.with(this, "minlength", seconds);
    }

    @Override
    public String command() {
        return NAME;
    }

    @Override
    public Optional<String> identity() {
        return Optional.of(NAME);
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("toilim", toilim.isEmpty() ? null : toilim);
        options.put("offset", offset.isEmpty() ? null : offset);
        options.put("length", length == 0 ? null : length);
        options.put("overlap", length == 0 ? null : overlap);
        options.put("minlength", minlength == 0 ? null : minlength);
        return options;
    }

    @Override
    public TrialChunks recut(TrialChunks trials) {
        return new TrialCuts(this, trials).cut();
    }
}
