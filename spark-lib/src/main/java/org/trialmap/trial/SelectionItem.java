package org.trialmap.trial;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.trialmap.setting.Setting;
import org.trialmap.support.Suggestions;

/** One entry of a selection: a position, a range of positions or a name. */
record SelectionItem(Kind kind, String text) {
    enum Kind { TEXT, POSITION, NAME, CONDITIONS }

    private static final Pattern POSITION = Pattern.compile("[+-]?\\d+");
    private static final Pattern RANGE = Pattern.compile("([+-]?\\d*):([+-]?\\d*)(?::([+-]?\\d*))?");

    private static final Pattern NAMES = Pattern.compile("(.+?)\\.\\.(.+)"); // Fz..Pz

    static List<SelectionItem> parse(String noun, String text) {
        List<SelectionItem> items = Arrays.stream(text.split(",", -1)).map(item -> new SelectionItem(Kind.TEXT, item.strip())).toList();
        if (items.stream().anyMatch(item -> item.text.isEmpty())) {
            throw new IllegalArgumentException("The " + noun + " selection '" + text + "' has an empty entry. Entries are separated by single commas."
                    + " Write for example 0,3,5:10, or leave the selection out to take every " + noun + ".");
        }
        return items;
    }

    static List<SelectionItem> positions(String noun, int... positions) {
        return refuseEmpty(noun, Arrays.stream(positions).mapToObj(p -> new SelectionItem(Kind.POSITION, Integer.toString(p))).toList());
    }

    static List<SelectionItem> names(List<String> names) {
        return refuseEmpty("channel", names.stream().map(name -> new SelectionItem(Kind.NAME, name)).toList());
    }

    private static List<SelectionItem> refuseEmpty(String noun, List<SelectionItem> items) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("The " + noun + " selection is empty. There would be nothing to compute. Select at least one " + noun
                    + ", or leave the selection out to take every " + noun + ".");
        }
        return items;
    }

    /**
     * The positions that this entry stands for on an axis.
     *
     * @param noun "trial", "channel" or "taper"
     * @param cure the option to correct
     * @param names the axis' names, {@code null} if it has none
     */
    int[] resolve(String noun, Setting cure, int count, List<String> names) {
        Target target = new Target(noun, cure, count, names);
        if (kind == Kind.POSITION) {
            return new int[] {target.inside(Integer.parseInt(text), text)};
        }
        int[] named = named(count, names);
        boolean numeric = kind != Kind.NAME && (POSITION.matcher(text).matches() || RANGE.matcher(text).matches());
        if (named.length > 1) {
            throw new IllegalArgumentException(capital(noun) + " '" + text + "' is ambiguous: the " + noun + "s at the positions " + join(named)
                    + " have that name. Select one of them by position in " + cure + ".");
        }
        if (named.length == 0) {
            Matcher ends = NAMES.matcher(text);
            if (names != null && kind == Kind.TEXT && ends.matches()) {
                return target.between(ends.group(1), ends.group(2));
            }
            if (!numeric) {
                throw names == null ? target.malformed(text) : target.unknown(text);
            }
            return target.numbers(text);
        }
        if (numeric && !(POSITION.matcher(text).matches() && target.isPosition(text, named[0]))) {
            throw new IllegalArgumentException(capital(noun) + " '" + text + "' is ambiguous: it is the name of the " + noun + " at position "
                    + named[0] + " and may be a position as well. For the named " + noun + " write " + named[0] + ":" + (named[0] + 1)
                    + ", for a position p write p:p+1 (for example 3:4) in " + cure + ".");
        }
        return named;
    }

    /** Where that name is; names that were padded with blanks need not be typed with them. */
    private int[] named(int count, List<String> names) {
        int[] exact = names == null ? new int[0] : IntStream.range(0, count).filter(i -> names.get(i).equals(text)).toArray();
        return exact.length > 0 || names == null ? exact
                : IntStream.range(0, count).filter(i -> names.get(i).stripTrailing().equals(text.stripTrailing())).toArray();
    }

    static String capital(String noun) {
        return Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
    }

    private static String join(int[] positions) {
        return String.join(", ", Arrays.stream(positions).mapToObj(Integer::toString).toList());
    }

    /** What the entry is applied to, for parsing numbers and for messages. */
    private record Target(String noun, Setting cure, int count, List<String> names) {
        boolean isPosition(String text, int position) {
            return number(text, text) == position;
        }

        int[] numbers(String text) {
            Matcher range = RANGE.matcher(text);
            if (!range.matches()) {
                return new int[] {inside(number(text, text), text)};
            }
            long step = range.group(3) == null || range.group(3).isEmpty() ? 1 : number(range.group(3), text);
            if (step < 1) {
                throw new IllegalArgumentException("The range " + text + " in the " + noun + " selection has step " + step + ". A range goes upwards"
                        + " (start:stop[:step], stop excluded). Use a step of at least 1 in " + cure + ".");
            }
            long start = range.group(1).isEmpty() ? 0 : number(range.group(1), text);
            long stop = range.group(2).isEmpty() ? count : number(range.group(2), text);
            if (start >= 0 && stop <= start) {
                throw new IllegalArgumentException("The range " + text + " in the " + noun + " selection is empty. A range is start:stop[:step], stop"
                        + " excluded. Use a stop above the start in " + cure + ".");
            }
            inside(start, text);
            inside(start + (stop - 1 - start) / step * step, text);
            return IntStream.iterate((int) start, i -> i < stop, i -> (int) Math.min(i + step, stop)).toArray();
        }

        /** The channels from one name to another, both included. */
        int[] between(String first, String last) {
            int from = named(first);
            int to = named(last);
            if (to < from) {
                throw new IllegalArgumentException("The range " + first + ".." + last + " in the " + noun + " selection goes downwards: '" + first
                        + "' is at position " + from + ", '" + last + "' at " + to + ". A range goes upwards, and both ends belong to it. Exchange the"
                        + " names in " + cure + ".");
            }
            return IntStream.rangeClosed(from, to).toArray();
        }

        private int named(String name) {
            return new SelectionItem(Kind.NAME, name).resolve(noun, cure, count, names)[0];
        }

        private int inside(long position, String text) {
            if (position < 0 || position >= count) {
                String inRange = text.equals(Long.toString(position)) ? "" : " (in '" + text + "')";
                throw new IllegalArgumentException("The " + noun + " selection asks for " + noun + " " + position + inRange
                        + ", but the recording has " + count + " " + noun + (count == 1 ? "" : "s") + ": 0 to " + (count - 1)
                        + ". Positions count from 0. Correct " + cure + ".");
            }
            return (int) position;
        }

        private long number(String digits, String text) {
            try {
                return Long.parseLong(digits);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("The number " + digits + " in the selection '" + text + "' is larger than any recording."
                        + " Positions are whole numbers from 0 to " + (count - 1) + ". Correct " + cure + ".", e);
            }
        }

        IllegalArgumentException malformed(String text) {
            return new IllegalArgumentException("The " + noun + " selection has the entry '" + text + "', which is neither a number nor a range. Only"
                    + " channels"
                    + " have names. Write numbers and ranges, for example 0,3,5:10, in " + cure + ".");
        }

        IllegalArgumentException unknown(String text) {
            return new IllegalArgumentException("There is no " + noun + " '" + text + "'." + Suggestions.of(text, names)
                    + " The recording's " + noun + "s are " + Suggestions.list(names) + ". Correct " + cure + ".");
        }
    }
}
