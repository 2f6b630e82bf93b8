package org.trialmap.notebook;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.trialmap.analysis.AnalysisResult;
import org.trialmap.array.Shape;
import org.trialmap.parallel.Outcome;
import org.trialmap.parallel.Outcomes;
import org.trialmap.picture.SpectrumDrawing;
import org.trialmap.store.SavedResults;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;
import org.trialmap.trial.RecordingOptions;
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
                                        : value instanceof AnalysisResult result ? analysis(result)
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

    private static DisplayData table(SpectralData spectrum) {
        double[] freq = spectrum.freq();
        return new ValueTable(spectrum.path().toString()).row("dataset", spectrum.dataset() + " " + spectrum.dtype()).row("trials", spectrum.trials())
                .row("channels", spectrum.channel().size() + ": " + text(spectrum.channel().toArray()))
                .row("frequencies", freq.length + ": " + freq[0] + " to " + freq[freq.length - 1] + " Hz").row("tapers", String.join(", ", spectrum.taper()))
                .row("unit", spectrum.unit().orElse("-")).row("samplerate", spectrum.samplerateHz() + " Hz").display();
    }

    /** A picture, and below it the table. */
    private static DisplayData spectrum(SpectralData spectrum) {
        DisplayData data = table(spectrum);
        try {
            Optional<byte[]> png = SpectrumDrawing.find().isPresent() ? SpectrumDrawing.find().get().png(spectrum, spectrum.path().getFileName().toString()) : Optional.empty();
            png.ifPresent(bytes -> picture(data, Base64.getEncoder().encodeToString(bytes)));
        } catch (IOException e) {
            return data; // a machine without fonts
        }
        return data;
    }

    /** A spectrum as such, anything else by its name. */
    private static Object analysis(AnalysisResult result) {
        try {
            return SpectralData.isSpectrum(result.path(), RecordingOptions.DEFAULT) ? spectrum(result.spectral()) : result;
        } catch (IOException e) {
            return result;
        }
    }

    /** Jupyter shows HTML rather than a picture, so that has both. */
    private static void picture(DisplayData data, String base64) {
        data.putData("image/png", base64);
        data.putHTML("<img alt=\"spectrum\" src=\"data:image/png;base64," + base64 + "\"/>" + data.getData(MIMEType.TEXT_HTML));
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
