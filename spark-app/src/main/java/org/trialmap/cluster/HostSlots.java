package org.trialmap.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host of a cluster, and how many tasks it runs at a time.
 *
 * @param name as ssh knows it, perhaps with a user's: {@code gandalf}, {@code me@10.0.0.7}
 * @param slots empty = as many as the host has cores
 */
public record HostSlots(String name, Optional<Integer> slots) {
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9_][A-Za-z0-9_.-]*@)?[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final Pattern TEXT = Pattern.compile("([^:]*)(?::(\\d{1,4}))?");

    public HostSlots {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is not a host's name: it has letters, digits, '.', '-' and '_', and does not begin with '-'; USER@HOST is one, too. What else ssh"
                    + " needs stands in ~/.ssh/config under a name of that form.");
        }
        if (slots.isPresent() && slots.get() < 1) {
            throw new IllegalArgumentException(name + ":" + slots.get() + " has no slots. Write " + name + ":1 or more, or " + name + " alone for all of its cores.");
        }
    }

    /** Reads {@code gandalf,radagast:2,arwen:4}. */
    public static List<HostSlots> list(String text) {
        List<HostSlots> hosts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String word : text.split(",", -1)) {
            Matcher host = TEXT.matcher(word.strip());
            if (!host.matches()) {
                throw new IllegalArgumentException("'" + word.strip() + "' is not HOST or HOST:SLOTS with a number of slots. Write for example gandalf,radagast:2.");
            }
            HostSlots one = new HostSlots(host.group(1), Optional.ofNullable(host.group(2)).map(Integer::valueOf));
            if (!names.add(one.name)) {
                throw new IllegalArgumentException("The host " + one.name + " is named twice. Name it once, with all of its slots.");
            }
            hosts.add(one);
        }
        return hosts;
    }

    /** As {@link #list} reads it. */
    public String text() {
        return name + slots.map(number -> ":" + number).orElse("");
    }
}
