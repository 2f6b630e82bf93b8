package org.trialmap.notebook;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.DisplayStream;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.trialmap.parallel.ProgressDisplay;

/** A bar for each map, below the cell that has started it, and changed in place until the map has ended. */
final class ProgressBars implements ProgressDisplay {
    /** Among the metadata: by it {@code scripts/notebooks} knows what depends on the machine. */
    private static final Map<String, String> MARK = Map.of("shows", "progress");

    private final DisplayStream out;

    ProgressBars(DisplayStream out) {
        this.out = out;
    }

    @Override
    public Bar begin() {
        String id = UUID.randomUUID().toString();
        return new Bar() {
            private boolean there;

            @Override
            public void show(double share, String line) {
                DisplayData data = data(id, share, line);
                if (there) {
                    out.updateDisplay(data);
                } else {
                    out.display(data);
                    there = out.isAttached(); // else there is no cell to show it in, yet
                }
            }
        };
    }

    private static DisplayData data(String id, double share, String line) {
        DisplayData data = new DisplayData(line);
        data.putHTML(String.format(Locale.ROOT, "<progress value=\"%.4f\" max=\"1\"></progress> <code>%s</code>", share, line.replace("&", "&amp;").replace("<", "&lt;")));
        data.setDisplayId(id);
        data.putMetaData("trialmap", MARK);
        return data;
    }
}
