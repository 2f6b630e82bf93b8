package org.trialmap.hdf5.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.trialmap.support.Utf8;

/**
 * The links of one group as encoded link messages (HDF5 File Format Specification, IV.A.2.g), in one byte array: a partition may have ten
 * thousand groups open, so that a map of objects for each would cost more than the results.
 */
public final class LinkTable {
    private static final int SCANNED = 8; // up to here a scan finds duplicates faster than a hash table

    private final Bytes messages = new Bytes(40);
    private int[] starts = new int[2];
    private int[] slots;
    private int count;

    public int count() {
        return count;
    }

    byte[] messages() {
        return messages.array();
    }

    int start(int link) {
        return starts[link];
    }

    int end(int link) {
        return link + 1 < count ? starts[link + 1] : messages.size();
    }

    /** Adds a hard link to an object whose address is not known yet; returns its number for {@link #resolve}. */
    public int hard(byte[] name) {
        begin(0, name).u64(HeaderMessages.UNDEFINED);
        return count - 1;
    }

    public void resolve(int link, long address) {
        messages.set64(end(link) - 8, address);
    }

    public void soft(byte[] name, byte[] path) {
        begin(1, name).u16(path.length).bytes(path);
    }

    public void external(byte[] name, byte[] file, byte[] path) {
        begin(64, name).u16(file.length + path.length + 3).u8(0).bytes(file).u8(0).bytes(path).u8(0);
    }

    public String name(int link) {
        return new String(messages.array(), nameStart(link), nameLength(link), StandardCharsets.UTF_8);
    }

    public boolean contains(byte[] name) {
        if (slots == null) {
            for (int link = 0; link < count; link++) {
                if (isNamed(link, name, 0, name.length)) {
                    return true;
                }
            }
            return false;
        }
        return slots[slot(name, 0, name.length)] != 0;
    }

    /** The hash by which a dense group is indexed. */
    int hash(int link) {
        return Lookup3.hash(messages.array(), nameStart(link), nameLength(link));
    }

    /** Compares two names as C strings, the second key of the index. */
    int compareNames(int a, int b) {
        byte[] m = messages.array();
        int i = nameStart(a);
        int j = nameStart(b);
        return Arrays.compareUnsigned(m, i, i + nameLength(a), m, j, j + nameLength(b));
    }

    private Bytes begin(int type, byte[] name) {
        boolean ascii = Utf8.isAscii(name);
        boolean longName = name.length > 255;
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = messages.size();
        messages.u8(1).u8((longName ? 1 : 0) | (type == 0 ? 0 : 8) | (ascii ? 0 : 16));
        if (type != 0) {
            messages.u8(type);
        }
        if (!ascii) {
            messages.u8(1);
        }
        if (longName) {
            messages.u16(name.length);
        } else {
            messages.u8(name.length);
        }
        messages.bytes(name);
        remember(count - 1);
        return messages;
    }

    private void remember(int newest) {
        if (slots != null && count * 2L <= slots.length) {
            slots[slot(messages.array(), nameStart(newest), nameLength(newest))] = newest + 1;
        } else if (count > SCANNED) {
            slots = new int[Integer.highestOneBit(count) * 8];
            for (int link = 0; link < count; link++) {
                slots[slot(messages.array(), nameStart(link), nameLength(link))] = link + 1;
            }
        }
    }

    /** Where the link of that name is noted, or the free place where it should be. */
    private int slot(byte[] text, int from, int length) {
        int mask = slots.length - 1;
        int at = Lookup3.hash(text, from, length) & mask;
        while (slots[at] != 0 && !isNamed(slots[at] - 1, text, from, length)) {
            at = at + 1 & mask;
        }
        return at;
    }

    private boolean isNamed(int link, byte[] text, int from, int length) {
        int start = nameStart(link);
        return Arrays.equals(messages.array(), start, start + nameLength(link), text, from, from + length);
    }

    private int nameStart(int link) {
        int flags = messages.array()[starts[link] + 1];
        return starts[link] + 2 + (flags & 8) / 8 + (flags & 16) / 16 + 1 + (flags & 1);
    }

    private int nameLength(int link) {
        byte[] m = messages.array();
        int end = nameStart(link);
        return (m[starts[link] + 1] & 1) == 0 ? m[end - 1] & 0xff : m[end - 2] & 0xff | (m[end - 1] & 0xff) << 8;
    }
}
