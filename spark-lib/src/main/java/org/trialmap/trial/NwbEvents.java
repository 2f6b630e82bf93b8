package org.trialmap.trial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.files.InputPath;
import org.trialmap.hdf5.Hdf5File;
import org.trialmap.setting.Setting;

/** The rows of NWB's table of trials as events: from start_time to stop_time, with its other columns. */
final class NwbEvents {
    private static final String TABLE = "/intervals/trials";
    private static final List<String> VALUES = List.of("trial_type", "event", "value", "stim", "stimulus", "condition", "type");

    private NwbEvents() {}

    /** None if the file is not NWB or has no such table. The value is that of the first column of {@code VALUES} that there is, else {@code trial}. */
    static List<Event> read(SampleSource source) throws IOException {
        try (Hdf5File file = Hdf5File.open(InputPath.of(source.path()))) {
            if (!NwbSeries.isNwb(file) || !file.isDataset(TABLE + "/start_time")) {
                return List.of();
            }
            double begin = NwbSeries.of(file, source.path(), source.dataset()).begin();
            double[] start = times(file, source.path(), "start_time", -1);
            double[] stop = times(file, source.path(), "stop_time", start.length);
            Map<String, String[]> columns = columns(file, start.length);
            String named = VALUES.stream().filter(columns::containsKey).findFirst().orElse("");
            List<Event> events = new ArrayList<>();
            for (int k = 0; k < start.length; k++) {
                Map<String, String> own = new LinkedHashMap<>();
                int row = k;
                columns.forEach((name, texts) -> own.put(name, texts[row]));
                String value = own.getOrDefault(named, "trial");
                own.remove(EventTrials.VALUE);
                events.add(new Event(Math.round((start[k] - begin) * source.samplerateHz()), start[k] - begin, Math.max(0, stop[k] - start[k]), value, own));
            }
            return events;
        }
    }

    private static double[] times(Hdf5File file, String name, String column, int count) throws IOException {
        String path = TABLE + "/" + column;
        NdArray times = file.isDataset(path) ? file.dataset(path).read() : NdArray.of(new double[0], 0);
        double[] seconds = times.dtype().isFloating() ? times.toDoubles() : new double[0];
        for (double time : seconds) {
            if (!Double.isFinite(time)) {
                seconds = new double[0];
                break;
            }
        }
        if (times.rank() != 1 || seconds.length != times.size() || count >= 0 && seconds.length != count) {
            throw new IllegalArgumentException(
                    path + " of " + name + " is " + times + ". It must be a finite time in seconds for each trial. Correct the file, or give the events with " + Setting.EVENTS + ".");
        }
        return seconds;
    }

    /** Of numbers, texts or truth values with one entry per row; others (lists, references) are left out. */
    private static Map<String, String[]> columns(Hdf5File file, int rows) throws IOException {
        Map<String, String[]> columns = new LinkedHashMap<>();
        for (String name : file.names(TABLE)) {
            String path = TABLE + "/" + name;
            boolean other = List.of("start_time", "stop_time", "id").contains(name) || name.endsWith("_index");
            if (other || !file.isDataset(path) || !isColumn(file, path, rows)) {
                continue;
            }
            NdArray values = file.dataset(path).read();
            String[] texts = new String[rows];
            for (int k = 0; k < rows; k++) {
                texts[k] = values.data() instanceof String[] all ? all[k] : values.data() instanceof boolean[] all ? all[k] ? "1" : "0"
                        : TrialColumns.text(ExactNumbers.number(values, k));
            }
            columns.put(name, texts);
        }
        return columns;
    }

    private static boolean isColumn(Hdf5File file, String path, int rows) {
        try {
            Hdf5File.Dataset column = file.dataset(path);
            DType dtype = column.dtype();
            return column.shape().length == 1 && column.shape()[0] == rows && (dtype == DType.STRING || dtype == DType.BOOL || ExactNumbers.isNumeric(dtype));
        } catch (IOException e) {
            return false;
        }
    }
}
