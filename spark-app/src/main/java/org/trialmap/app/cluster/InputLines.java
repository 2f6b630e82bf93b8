package org.trialmap.app.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.trialmap.cluster.SparkFiles;

/** What a process is told through its standard input, where no other account sees it: settings, and by the input's end that the one who told them has ended. */
final class InputLines {
    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

    /** The lines that {@link #settings} reads back. */
    static String text(Map<String, String> settings) {
        return SparkFiles.text(settings) + "\n";
    }

    /** Null if the input ends before the empty line after them. */
    Map<String, String> settings() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isEmpty()) {
                Properties properties = new Properties();
                properties.load(new StringReader(text.toString()));
                Map<String, String> settings = new LinkedHashMap<>();
                properties.stringPropertyNames().stream().sorted().forEach(key -> settings.put(key, properties.getProperty(key)));
                return settings;
            }
            text.append(line).append('\n');
        }
        return null;
    }

    /** Waits in a thread of its own for the next line, or the end. */
    void next(LineListener listener) {
        Thread thread = new Thread(() -> listener.line(nextLine()), "trialmap input");
        thread.setDaemon(true);
        thread.start();
    }

    private String nextLine() {
        try {
            return in.readLine();
        } catch (IOException e) {
            return null;
        }
    }

    @FunctionalInterface
    interface LineListener {
        /** @param line null = the input has ended */
        void line(String line);
    }
}
