package org.trialmap.trial.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a header of SpikeGLX says: of a probe (imec), a National Instruments board (nidq) or a OneBox (obx). Gains as in SpikeGLX's own reader. */
record SpikeGlxMeta(IniFile header) {
    /** Types of probes whose gains stand in imroTbl, one for each channel. */
    private static final Set<Integer> GAIN_PER_CHANNEL = Set.of(0, 1020, 1030, 1100, 1120, 1121, 1122, 1123, 1200, 1300);
    private static final Map<Integer, Double> FIXED_GAIN = Map.of(21, 80.0, 24, 80.0, 2013, 100.0);
    private static final int GAIN_IN_HEADER = 1110;
    private static final Pattern ENTRY = Pattern.compile("\\(([^()]*)\\)");
    private static final Pattern NAMED = Pattern.compile("([^;]+);(\\d{1,9}):\\d+");
    private static final String SUBSET = "snsSaveChanSubset";

    /**
     * A channel of the file.
     *
     * @param position in the file
     * @param kind as AP, LF, XA; XD and SY are words of digital lines
     * @param inKind its number among the acquired channels of that kind
     */
    record Channel(int position, String name, String kind, int inKind) {
        boolean isDigital() {
            return kind.equals("XD") || kind.equals("SY");
        }
    }

    /** How a kind of stream names what it has: the beginning of its keys, the ending of its counts, and the kinds of channels in their order. */
    private record Stream(String prefix, String counts, List<String> kinds) {}

    private Stream stream() {
        String type = header.required(IniFile.NONE, "typeThis");
        return switch (type) {
            case "imec" -> new Stream("im", "ApLfSy", List.of("AP", "LF", "SY"));
            case "nidq" -> new Stream("ni", "MnMaXaDw", List.of("MN", "MA", "XA", "XD"));
            case "obx" -> new Stream("ob", "XaDwSy", List.of("XA", "XD", "SY"));
            default -> throw new IllegalArgumentException("typeThis= of " + file() + " is '" + type + "'. Read are imec, nidq and obx. Correct the file, or name another recording.");
        };
    }

    Path file() {
        return header.file();
    }

    double samplerateHz() {
        return positive(stream().prefix + "SampRate");
    }

    double bytes() {
        return positive("fileSizeBytes");
    }

    /** Channels in the file. */
    int stored() {
        return header.count(IniFile.NONE, "nSavedChans");
    }

    private double positive(String key) {
        double number = header.number(IniFile.NONE, key);
        if (!(number > 0)) {
            throw new IllegalArgumentException(key + "= of " + file() + " is '" + header.required(IniFile.NONE, key) + "'. It must be a positive number. Correct the file.");
        }
        return number;
    }

    /** All channels of the file in their order. */
    List<Channel> channels() {
        Stream stream = stream();
        int[] acquired = counts(stream);
        Map<Integer, String> names = names();
        List<Channel> channels = new ArrayList<>();
        for (int number : saved()) {
            int kind = 0;
            int inKind = number;
            while (kind < acquired.length && inKind >= acquired[kind]) {
                inKind -= acquired[kind++];
            }
            if (kind == acquired.length) {
                throw new IllegalArgumentException(file() + " says that channel " + number + " was saved (" + SUBSET + "=), but acq" + stream.counts + "= is "
                        + header.required(IniFile.NONE, "acq" + stream.counts) + ". The header is damaged. Copy it once more, or correct it.");
            }
            String type = stream.kinds.get(kind);
            channels.add(new Channel(channels.size(), names.getOrDefault(number, type + inKind), type, inKind));
        }
        return channels;
    }

    private int[] counts(Stream stream) {
        String key = "acq" + stream.counts;
        String[] texts = header.required(IniFile.NONE, key).split(",");
        int[] counts = new int[texts.length];
        for (int i = 0; i < texts.length; i++) {
            counts[i] = whole(texts[i], key);
        }
        if (counts.length != stream.kinds.size()) {
            throw new IllegalArgumentException(key + "= of " + file() + " is '" + header.required(IniFile.NONE, key) + "'. It must be " + stream.kinds.size() + " numbers of channels ("
                    + String.join(", ", stream.kinds) + "). Correct the file.");
        }
        return counts;
    }

    /** Numbers of the acquired channels that were saved. */
    private List<Integer> saved() {
        String text = header.value(IniFile.NONE, SUBSET);
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.isEmpty() || text.equals("all") ? new String[] {"0:" + (stored() - 1)} : text.split(",")) {
            String[] ends = part.split(":", 2);
            int last = whole(ends[ends.length - 1], SUBSET);
            for (int number = whole(ends[0], SUBSET); number <= last && numbers.size() <= stored(); number++) {
                numbers.add(number);
            }
        }
        if (numbers.size() != stored()) {
            throw new IllegalArgumentException(file() + " says that " + stored() + " channels were saved (nSavedChans=), but lists others (" + SUBSET + "=" + text + "). The header is damaged. Copy it"
                    + " once more, or correct it.");
        }
        return numbers;
    }

    private int whole(String text, String key) {
        if (!text.strip().matches("\\d{1,9}")) {
            throw new IllegalArgumentException(key + "= of " + file() + " has '" + text + "'. It must be whole numbers from 0 on. Correct the file.");
        }
        return Integer.parseInt(text.strip());
    }

    private Map<Integer, String> names() {
        Map<Integer, String> names = new HashMap<>();
        for (String entry : entries("~snsChanMap", false)) {
            Matcher named = NAMED.matcher(entry);
            if (named.matches()) {
                names.put(Integer.parseInt(named.group(2)), named.group(1));
            }
        }
        return names;
    }

    /** The texts in parentheses of a table. */
    private List<String> entries(String key, boolean required) {
        String table = required ? header.required(IniFile.NONE, key) : header.value(IniFile.NONE, key);
        return ENTRY.matcher(table).results().map((MatchResult entry) -> entry.group(1)).toList();
    }

    /** By which a number of an analog channel is multiplied. */
    double microvolts(Channel channel) {
        String prefix = stream().prefix;
        boolean early = prefix.equals("im") && header.value(IniFile.NONE, "imMaxInt").isEmpty();
        double largest = early ? 512 : positive(prefix + "MaxInt"); // the first probes do not say it
        double gain = switch (channel.kind) {
            case "AP" -> probeGain(channel, true);
            case "LF" -> probeGain(channel, false);
            case "MN", "MA" -> positive("ni" + channel.kind + "Gain");
            default -> 1;
        };
        return 1e6 * positive(prefix + "AiRangeMax") / largest / gain;
    }

    private double probeGain(Channel channel, boolean action) {
        String type = header.value(IniFile.NONE, "imDatPrb_type");
        int probe = type.isEmpty() ? 0 : whole(type, "imDatPrb_type");
        if (GAIN_PER_CHANNEL.contains(probe)) {
            List<String> table = entries("~imroTbl", true);
            String[] fields = channel.inKind + 1 < table.size() ? table.get(channel.inKind + 1).split("\\s+") : new String[0];
            return gain(fields, action, channel);
        }
        String key = action ? "imChan0apGain" : "imChan0lfGain";
        if (!header.value(IniFile.NONE, key).isEmpty()) {
            return positive(key);
        }
        if (probe == GAIN_IN_HEADER) {
            List<String> table = entries("~imroTbl", true);
            return gain(table.isEmpty() ? new String[0] : table.get(0).split(","), action, channel);
        }
        if (!action || !FIXED_GAIN.containsKey(probe)) {
            throw new IllegalArgumentException("The gain of " + channel.name + " is not known: " + file() + " has no " + key + "=, and probes of type " + probe + " have no fixed one. Add the line "
                    + key + "=GAIN to the file.");
        }
        return FIXED_GAIN.get(probe);
    }

    private double gain(String[] fields, boolean action, Channel channel) {
        int at = action ? 3 : 4;
        double gain = fields.length > at ? header.parsed(fields[at], "The gain of " + channel.name + " in ~imroTbl=") : Double.NaN;
        if (!(gain > 0)) {
            throw new IllegalArgumentException("~imroTbl= of " + file() + " has no positive gain for " + channel.name + ". Without it numbers do not become values. The header is damaged. Copy it once"
                    + " more, or correct it.");
        }
        return gain;
    }
}
