package org.trialmap.app.plot;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How results are to be drawn.
 *
 * @param title of the picture
 * @param log whether the axis of the values is logarithmic; empty: as suits them
 * @param average whether trials are averaged; empty: spectra are, traces are not
 * @param unit of the samples; empty: not known
 * @param columns that the picture has
 * @param notes gets what must be said about the picture
 */
record PlotOptions(String title, Optional<Boolean> log, Optional<Boolean> average, Optional<String> unit, int columns, Consumer<String> notes) {
    void note(String text) {
        notes.accept(text);
    }

    /** The title, and what else there is to say. */
    String title(String... more) {
        return Stream.concat(Stream.of(title), Stream.of(more).filter(text -> !text.isEmpty())).collect(Collectors.joining(", "));
    }

    /** For example {@code amplitude (uV)}. */
    String labelled(String quantity) {
        return quantity + unit.map(known -> " (" + known + ")").orElse("");
    }

    /** How many of {@code all} are drawn, where {@code most} can be; says what is not. */
    int limited(int all, int most, String noun, String option) {
        if (all > most) {
            note((most == 1 ? "only " + noun + " 0" : "only the first " + most) + " of " + all + " " + noun + "s " + (most == 1 ? "is" : "are")
                    + " drawn, more would not be told apart. Choose with " + option + ".");
        }
        return Math.min(all, most);
    }
}
