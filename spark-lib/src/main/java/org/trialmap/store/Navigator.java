package org.trialmap.store;

import io.jhdf.api.Group;
import io.jhdf.api.Link;
import io.jhdf.api.Node;
import io.jhdf.links.ExternalLink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds objects by path and follows links. jHDF would open a target file once for every external link that leads to it; here it is opened once
 * for all, since thousands of links lead into each payload file. What was read of its groups is kept; its file descriptor is lent to others when
 * there are many.
 */
final class Navigator implements Closeable {
    private static final int MAX_LINKS = 32;
    private static final int MAX_OPEN = 64;

    private final OpenFile main;
    private final boolean alone;
    private final Map<Path, OpenFile> others = new HashMap<>();
    private final OpenChannels open = new OpenChannels(MAX_OPEN);
    private boolean closed;

    /** @param alone whether external links are refused */
    Navigator(OpenFile main, boolean alone) {
        this.main = main;
        this.alone = alone;
    }

    /** An object and the file that it really lies in. */
    record Place(OpenFile file, Node node) {}

    /** Why a path leads nowhere; {@code group} is the last group on the way that exists, {@code missing} the name that is not in it. */
    static final class NotFound extends Exception {
        private static final long serialVersionUID = 1;
        final transient Group group;
        final String missing;

        NotFound(Group group, String missing, String message) {
            super(message, null, false, false);
            this.group = group;
            this.missing = missing;
        }
    }

    Place find(String path) throws IOException, NotFound {
        return walk(new Place(main, main.root()), path, 0);
    }

    private Place walk(Place start, String path, int links) throws IOException, NotFound {
        Place here = path.startsWith("/") ? new Place(start.file, start.file.root()) : start;
        Deque<String> names = new ArrayDeque<>(List.of(path.split("/")));
        while (!names.isEmpty()) {
            String name = names.pop();
            if (name.isEmpty() || name.equals(".")) {
                continue;
            }
            if (!(here.node instanceof Group group)) {
                throw new NotFound(null, name, "'" + here.node.getPath() + "' is a dataset, no group");
            }
            Map<String, Node> children = children(here.file, group);
            Node child = children.containsKey(name) ? children.get(name) : mangled(children, name);
            if (child == null) {
                throw new NotFound(group, name, null);
            }
            here = child instanceof Link link ? follow(here, link, links + 1) : new Place(here.file, child);
        }
        return here;
    }

    /** jHDF reads targets of soft links as ASCII: each byte of any other character arrives as U+FFFD. The child that must be meant. */
    private static Node mangled(Map<String, Node> children, String name) {
        if (name.indexOf('\ufffd') < 0) {
            return null;
        }
        List<String> alike = children.keySet().stream()
                .filter(key -> new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.US_ASCII).equals(name)).toList();
        return alike.size() == 1 ? children.get(alike.get(0)) : null;
    }

    private Place follow(Place from, Link link, int links) throws IOException, NotFound {
        if (links > MAX_LINKS) {
            throw new NotFound(null, link.getName(), "link '" + link.getName() + "' of '" + from.file.path + "' goes in a circle (more than "
                    + MAX_LINKS + " links)");
        }
        if (!(link instanceof ExternalLink)) {
            try {
                return walk(from, link.getTargetPath(), links);
            } catch (NotFound e) {
                throw new NotFound(null, link.getName(), e.group == null ? e.getMessage()
                        : "link '" + link.getName() + "' leads to '" + link.getTargetPath() + "', which is not there");
            }
        }
        if (alone) {
            throw new NotFound(null, link.getName(), "external link '" + link.getName() + "' leads out of it, which the files of a run never do");
        }
        OpenFile target = null;
        String all = link.getTargetPath(); // file:path, and both may hold colons
        String where = "external link '" + link.getName() + "' of '" + from.file.path + "'";
        for (int colon = all.indexOf(":/"); colon > 0 && target == null; colon = all.indexOf(":/", colon + 1)) {
            Path file = from.file.path.resolveSibling(all.substring(0, colon));
            if (Files.exists(file)) {
                target = open(file);
                try {
                    return walk(new Place(target, target.root()), all.substring(colon + 1), links);
                } catch (NotFound e) {
                    throw new NotFound(null, link.getName(), e.group == null ? e.getMessage()
                            : where + " leads to '" + all.substring(colon + 1) + "' of '" + file + "', which is not there");
                }
            }
        }
        String file = all.substring(0, Math.max(all.lastIndexOf(":/"), 0));
        throw new NotFound(null, link.getName(), where + " leads to the file '" + from.file.path.resolveSibling(file)
                + "', which is missing. Move the payload folder together with the file that links to it, or restore it");
    }

    private synchronized OpenFile open(Path file) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        OpenFile target = key.equals(main.path) ? main : others.get(key);
        if (target == null) {
            if (closed) {
                throw new Hdf5Exception("'" + main.path + "' is closed.");
            }
            target = OpenFile.open(key, open);
            others.put(key, target);
        }
        return target;
    }

    /** Children by name; jHDF reads all headers of a group at once and fails for all when it cannot read one. */
    static Map<String, Node> children(OpenFile file, Group group) throws IOException {
        try {
            return group.getChildren();
        } catch (RuntimeException e) {
            throw Values.unreadable("list group '" + group.getPath() + "' of '" + file.path + "'", file, e);
        }
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
