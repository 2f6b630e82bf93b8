package org.trialmap.hdf5;

import java.io.IOException;
import java.util.Map;
import org.trialmap.hdf5.format.HeaderMessages;

/** An object of an open file: a group, a dataset or something else. What is behind its header is read when it is asked for, once. */
final class StoredObject {
    private final OpenFile file;
    private final long address;
    private final ObjectHeader header;
    private Map<String, Link> links;
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
