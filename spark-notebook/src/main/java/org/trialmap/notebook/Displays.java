package org.trialmap.notebook;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.trialmap.array.Shape;
import org.trialmap.parallel.Outcome;
import org.trialmap.parallel.Outcomes;
import org.trialmap.store.SavedResults;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;
import org.trialmap.trial.SpectralData;

/** What the value at the end of a cell looks like: results of the library as tables, arrays by their elements, anything else as text. */
final class Displays {
    private static final int ROWS = 20;
    private static final int ELEMENTS = 200;

    private Displays() {}

    /** What the kernel hands to Jupyter; a value that is nothing special is handed on. */
    static Object of(Object value) {
        return value instanceof Outcomes<?> outcomes ? outcomes(outcomes)
                : value instanceof SavedResults results ? results(results)
                : value instanceof RunSummary summary ? summary(summary)
                : value instanceof SpectralData spectrum ? spectrum(spectrum)
                : value != null && value.getClass().isArray() ? new DisplayData(array(value)) : value;
    }

    private static DisplayData outcomes(Outcomes<?> outcomes) {
        int failed = outcomes.failures().size();
        ValueTable table = new ValueTable(outcomes.size() + " tasks, " + (failed == 0 ? "all finished" : failed + " failed"));
        for (Outcome<?> outcome : outcomes.subList(0, Math.min(ROWS, outcomes.size()))) {
            table.row(outcome.index(), outcome.failure().map(Displays::failure).orElseGet(() -> text(outcome.result())));
        }
        return (outcomes.size() > ROWS ? table.row("...", outcomes.size() - ROWS + " more") : table).display();
    }

    private static String failure(TaskFailure failure) {
        return "failed: " + failure.type() + (failure.message().isEmpty() ? "" : ": " + failure.message());
    }

    private static DisplayData results(SavedResults results) {
        int missing = results.missing().cardinality();
        ValueTable table = new ValueTable(results.container().toString());
        table.row("tasks", results.tasks() + (missing == 0 ? "" : ", " + missing + " missing"));
        table.row("layout", results.layout().toString().toLowerCase(Locale.ROOT));
        int first = results.missing().nextClearBit(0);
        List<String> names = results.values();
        for (int i = 0; i < names.size(); i++) {
            if (results.isStacked(i)) {
                table.row(names.get(i), results.stacked(i).dtype() + " " + Shape.format(results.stacked(i).shape()));
            } else {
                table.row(names.get(i), results.dtype(first, i) + " " + Shape.format(results.shape(first, i)) + " (task " + first + ")");
            }
        }
        return table.display();
    }

    private static DisplayData summary(RunSummary summary) {
        return new ValueTable(summary.ran() + " of " + summary.tasks() + " tasks on " + summary.master())
                .row("failed", summary.failed()).row("retried", summary.retried()).row("slots", summary.slots()).row("partitions", summary.partitions())
                .row("running", seconds(summary.phases().runSeconds())).row("start-up", seconds(summary.phases().startSeconds()))
                .row("waiting", seconds(summary.phases().waitSeconds())).row("gathering", seconds(summary.phases().gatherSeconds()))
                .row("longest call", seconds(summary.longestCallSeconds())).row("efficiency", String.format(Locale.ROOT, "%.0f%%", 100 * summary.efficiency())).display();
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f s", seconds);
    }

    private static DisplayData spectrum(SpectralData spectrum) {
        double[] freq = spectrum.freq();
        return new ValueTable(spectrum.path().toString()).row("dataset", spectrum.dataset() + " " + spectrum.dtype()).row("trials", spectrum.trials())
                .row("channels", spectrum.channel().size() + ": " + text(spectrum.channel().toArray()))
                .row("frequencies", freq.length + ": " + freq[0] + " to " + freq[freq.length - 1] + " Hz").row("tapers", String.join(", ", spectrum.taper()))
                .row("unit", spectrum.unit().orElse("-")).row("samplerate", spectrum.samplerateHz() + " Hz").display();
    }

    private static String text(Object value) {
        return value != null && value.getClass().isArray() ? array(value) : String.valueOf(value);
    }

    /** As {@link Arrays#deepToString}, cut after many elements. */
    private static String array(Object array) {
        int length = Array.getLength(array);
        Object[] boxed = new Object[Math.min(length, ELEMENTS)];
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = Array.get(array, i);
        }
        String text = Arrays.deepToString(boxed);
        return length > ELEMENTS ? text.substring(0, text.length() - 1) + ", ... " + length + " elements]" : text;
    }
}
