package org.trialmap.hdf5;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trialmap.hdf5.format.HeaderMessages;

/**
 * Finds objects by path and follows links. Each file that links lead to is opened once, since thousands of links lead into each payload file. What
 * was read of its groups is kept; its file descriptor is lent to others when there are many.
 */
final class Navigator implements Closeable {
    private static final int MAX_LINKS = 32;
    private static final int MAX_OPEN = 64;
    private static final Pattern REFERENCED = Pattern.compile("@(\\d{1,18})(?:/(.*))?");

    private final OpenFile main;
    private final boolean alone;
    private final Map<Path, OpenFile> others = new HashMap<>();
    private final OpenChannels open = new OpenChannels(MAX_OPEN);
    private boolean closed;

    /** @param alone whether what leads to other files is refused */
    Navigator(Path main, boolean alone) throws IOException {
        this.alone = alone;
        this.main = OpenFile.open(main, this, new OpenChannels(1), alone ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS} : new LinkOption[0]);
    }

    OpenFile main() {
        return main;
    }

    /**
     * An object and the file that it really lies in.
     *
     * @param path of the object there; that of a group ends with a slash
     */
    record Place(OpenFile file, String path, StoredObject object) {
        Map<String, Link> links() throws IOException {
            return list(where -> object.links(where));
        }

        /** The link of that name; null if there is none. */
        Link link(String name) throws IOException {
            return list(where -> object.link(name, where));
        }

        private <T> T list(Listing<T> listing) throws IOException {
            String where = "group '" + path + "' of '" + file.path + "'";
            try {
                return listing.of(where);
            } catch (IOException | RuntimeException e) {
                throw ElementReader.unreadable("list " + where, file, e);
            }
        }

        private interface Listing<T> {
            T of(String where) throws IOException;
        }
    }

    /** Why a path leads nowhere; {@code group} is the last group on the way that exists, {@code missing} the name that is not in it. */
    static final class NotFound extends Exception {
        private static final long serialVersionUID = 1;
        final transient Place group;
        final String missing;

        NotFound(Place group, String missing, String message) {
            super(message, null, false, false);
            this.group = group;
            this.missing = missing;
        }
    }

    /** Also of an object that a reference leads to, {@code @address}, or of one in it. */
    Place find(OpenFile file, String path) throws IOException, NotFound {
        Matcher referenced = REFERENCED.matcher(path);
        if (referenced.matches()) {
            long address = Long.parseLong(referenced.group(1));
            return walk(at(file, referenced(address), () -> file.object(address)), referenced.group(2) == null ? "" : referenced.group(2), 0);
        }
        return walk(root(file), path, 0);
    }

    /** What {@link #find} takes for an object at an address. */
    static String referenced(long address) {
        return "@" + address;
    }

    private static Place root(OpenFile file) throws IOException {
        return at(file, "/", () -> file.root());
    }

    private interface Step {
        StoredObject object() throws IOException;
    }

    private static Place at(OpenFile file, String path, Step step) throws IOException {
        try {
            StoredObject object = step.object();
            return new Place(file, object.isGroup() && !path.endsWith("/") ? path + "/" : path, object);
        } catch (IOException | RuntimeException e) {
            throw ElementReader.unreadable("open '" + path + "' of '" + file.path + "'", file, e);
        }
    }

    private Place walk(Place start, String path, int links) throws IOException, NotFound {
        Place here = path.startsWith("/") ? root(start.file) : start;
        Deque<String> names = new ArrayDeque<>(List.of(path.split("/")));
        while (!names.isEmpty()) {
            String name = names.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (!here.object.isGroup()) {
                throw new NotFound(null, name, "'" + here.path + "' is " + (here.object.isDataset() ? "a dataset" : "something else") + ", not a group");
            }
            Link link = here.link(name);
            if (link == null) {
                throw new NotFound(here, name, null);
            }
            here = follow(here, name, link, links + 1);
        }
        return here;
    }

    private Place follow(Place from, String name, Link link, int links) throws IOException, NotFound {
        OpenFile file = from.file;
        if (link.path() == null) {
            if (link.address() == HeaderMessages.UNDEFINED) {
                throw new NotFound(null, name, "link '" + name + "' of '" + file.path + "' is of a kind that only the program knows that made it");
            }
            return at(file, from.path + name, () -> file.object(link.address()));
        }
        if (links > MAX_LINKS) {
            throw new NotFound(null, name, "link '" + name + "' of '" + file.path + "' is circular (more than " + MAX_LINKS + " links)");
        }
        if (link.file() != null) {
            return external(file, name, link, links);
        }
        try {
            return walk(from, link.path(), links);
        } catch (NotFound e) {
            throw new NotFound(null, name, e.group == null ? e.getMessage() : "link '" + name + "' leads to '" + link.path() + "', which is not there");
        }
    }

    private Place external(OpenFile from, String name, Link link, int links) throws IOException, NotFound {
        if (alone) {
            throw new NotFound(null, name, "external link '" + name + "' leads out of it, which the files of a run never do");
        }
        String where = "external link '" + name + "' of '" + from.path + "'";
        Path file = locate(from.path, link.file());
        if (!Files.exists(file)) {
            throw new NotFound(null, name, where + " leads to the file '" + file
                    + "', which is missing. Move the payload folder together with the file that links to it, or restore it");
        }
        try {
            return walk(root(open(file)), link.path(), links);
        } catch (NotFound e) {
            throw new NotFound(null, name, e.group == null ? e.getMessage() : where + " leads to '" + link.path() + "' of '" + file
                    + "', which is not there");
        }
    }

    /**
     * Where a file is that another one names: relative to that one's folder or, where an absolute path leads nowhere, since both were moved
     * together, in the same folder or the folder of the same name beside it.
     */
    static Path locate(Path from, String name) throws Hdf5Exception {
        try {
            Path said = Path.of(name);
            List<Path> places = new ArrayList<>(List.of(from.resolveSibling(said)));
            for (int last = Math.min(2, said.getNameCount()); last > 0 && said.isAbsolute(); last--) {
                places.add(from.resolveSibling(said.subpath(said.getNameCount() - last, said.getNameCount())));
            }
            return places.stream().filter(Files::exists).findFirst().orElse(places.get(0));
        } catch (InvalidPathException e) {
            throw new Hdf5Exception("'" + from + "' names the file '" + name + "', which cannot be a path here. Rename that file.", e);
        }
    }

    synchronized OpenFile open(Path file) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        OpenFile target = key.equals(main.path) ? main : others.get(key);
        if (target == null) {
            if (closed) {
                throw new Hdf5Exception("'" + main.path + "' is closed.");
            }
            if (alone) {
                throw new Hdf5Exception("'" + main.path + "' takes values from '" + key + "', which the files of a run never do. See who wrote it.");
            }
            target = OpenFile.open(key, this, open);
            others.put(key, target);
        }
        return target;
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        for (OpenFile other : others.values()) {
            other.close();
        }
        main.close();
    }
}
