package org.trialmap.task;

import java.lang.reflect.Array;

/** Short descriptions of inputs for messages: one line, at most 80 characters. */
final class Labels {
    private static final int LONGEST = 80;

    private Labels() {}

    static String of(Object input) {
        if (input == null) {
            return "null";
        }
        if (input.getClass().isArray()) {
            return input.getClass().getComponentType().getSimpleName() + "[" + Array.getLength(input) + "]";
        }
        StringBuilder line = new StringBuilder();
        String text = input instanceof String s ? '"' + s + '"' : String.valueOf(input);
        for (int i = 0; i < text.length() && line.length() < LONGEST; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? "\\u%04x".formatted((int) c) : c);
        }
        return line.length() >= LONGEST ? line.substring(0, LONGEST - 3) + "..." : line.toString();
    }
}
