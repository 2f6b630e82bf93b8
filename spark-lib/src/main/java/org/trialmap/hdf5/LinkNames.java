package org.trialmap.hdf5;

import org.trialmap.hdf5.format.LinkTable;
import org.trialmap.support.Utf8;

/** Names and targets of the links of a group that is being written, checked; {@code group} names it in errors, as {@code '/comp_3' of 'results.h5'}. */
final class LinkNames {
    private static final int MAX_NAME = 16_000;

    private LinkNames() {}

    static byte[] unused(String name, LinkTable links, String group) {
        byte[] utf8 = Utf8.encode(name, "A name in " + group);
        String why = utf8.length == 0 ? "it is empty. Give it a name."
                : name.equals(".") ? "'.' means the group itself. Choose another name."
                        : name.indexOf('/') >= 0 ? "'/' separates groups. Create the groups one by one, or replace it."
                                : utf8.length > MAX_NAME ? "it has " + utf8.length + " bytes, allowed are " + MAX_NAME + ". Shorten it."
                                        : links.contains(utf8) ? "it is there already. Choose another name." : null;
        if (why != null) {
            String shown = name.length() > 100 ? name.substring(0, 100) + "..." : name;
            throw new IllegalArgumentException("'" + shown + "' cannot be added to group " + group + ": " + why);
        }
        return utf8;
    }

    static byte[] target(String name, String target, String group) {
        byte[] utf8 = Utf8.encode(target, "The target of link '" + name + "' in " + group);
        if (utf8.length == 0 || utf8.length > MAX_NAME) {
            throw new IllegalArgumentException("Link '" + name + "' in " + group + " has a target of " + utf8.length + " bytes; allowed are 1 to " + MAX_NAME
                    + ". Give a shorter, existing path.");
        }
        return utf8;
    }
}
