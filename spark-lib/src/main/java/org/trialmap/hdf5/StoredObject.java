package org.trialmap.hdf5;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.trialmap.hdf5.format.HeaderMessages;
import org.trialmap.support.Utf8;

/** An object of an open file: a group, a dataset or something else. What is behind its header is read when it is asked for, once. */
final class StoredObject {
    /** Of groups with fewer links all are read at once. */
    private static final int LARGE = 4096;

    private final OpenFile file;
    private final long address;
    private final ObjectHeader header;
    private Map<String, Link> links;
    private Optional<LinkIndex> index; // null = not looked for
    private StoredDataset dataset;

    StoredObject(OpenFile file, long address, ObjectHeader header) {
        this.file = file;
        this.address = address;
        this.header = header;
    }

    ObjectHeader header() {
        return header;
    }

    boolean isGroup() {
        return GroupLinks.isGroup(header);
    }

    boolean isDataset() {
        return header.has(HeaderMessages.DATASPACE) && header.has(HeaderMessages.LAYOUT);
    }

    synchronized Map<String, Link> links(String where) throws IOException {
        if (links == null) {
            links = GroupLinks.read(file, header, where);
        }
        return links;
    }

    /** The link of that name; null if there is none. Those of a large group are not all read for it. */
    synchronized Link link(String name, String where) throws IOException {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        if (links == null && Utf8.isAscii(text)) { // what others are depends on all names of the group
            if (index == null) {
                index = largeIndex();
            }
            if (index.isPresent()) {
                return index.get().find(text);
            }
        }
        return links(where).get(name);
    }

    private Optional<LinkIndex> largeIndex() throws IOException {
        Optional<ObjectHeader.Message> info = header.find(HeaderMessages.LINK_INFO);
        LinkIndex found = info.isEmpty() || header.has(HeaderMessages.LINK) ? null : LinkIndex.of(file, info.get().body(), true);
        return found != null && found.size() >= LARGE ? Optional.of(found) : Optional.empty();
    }

    synchronized StoredDataset dataset(String where) throws IOException {
        if (dataset == null) {
            dataset = StoredDataset.read(file, header, StoredType::of, where);
        }
        return dataset;
    }

    /** As a dataset of references to objects, whose values are their addresses. */
    StoredDataset references(String where) throws IOException {
        return StoredDataset.read(file, header, StoredType::reference, where);
    }

    Map<String, StoredAttribute> attributes(String where) throws IOException {
        return StoredAttribute.all(file, header, where);
    }

    @Override
    public String toString() {
        return "the object at byte " + address + " of '" + file.path + "'";
    }
}
