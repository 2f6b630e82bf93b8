package org.trialmap.support;

import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths as users give them. A {@code file:} URI is the local path that it means; other schemes are refused, since they would become names of folders. */
public final class LocalPath {
    /** Java makes one slash of several when it makes a path; one letter is a drive of Windows. */
    private static final Pattern WITH_SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(/.*|\\\\.*)?", Pattern.DOTALL);

    private LocalPath() {}

    /** @throws IllegalArgumentException if the path has a scheme other than {@code file} */
    public static Path of(Path path) {
        return isLocal(path) ? path : of(path.toString());
    }

    /** Whether a path has no scheme. */
    public static boolean isLocal(Path path) {
        boolean text = path.getFileSystem() != FileSystems.getDefault() && WITH_SCHEME.matcher(path.toString()).matches();
        return !text && (path.isAbsolute() || path.getNameCount() == 0 || !path.getName(0).toString().endsWith(":"));
    }

    /** @throws IllegalArgumentException if the text has a scheme other than {@code file}, or cannot be a path */
    public static Path of(String text) {
        Matcher scheme = WITH_SCHEME.matcher(text);
        if (!scheme.matches()) {
            return Path.of(text);
        }
        if (scheme.group(1).equalsIgnoreCase("file") && scheme.group(2) != null) {
            return ofFile(text, scheme.group(2));
        }
        throw new IllegalArgumentException("The path " + text + " has the scheme '" + scheme.group(1) + ":', which is not supported: files must be on a disk that is"
                + " mounted here. Name a local path, or write ./" + text + " if a folder of that name is meant.");
    }

    private static Path ofFile(String text, String path) {
        String local = path.replaceFirst("^/+", "/");
        boolean hasHost = path.startsWith("//") && !path.startsWith("///") && !path.startsWith("//localhost/");
        if (hasHost) {
            throw new IllegalArgumentException("The path " + text + " names a host, but files must be on a disk that is mounted here. Write three slashes: file://"
                    + "/FOLDER/FILE.");
        }
        local = path.startsWith("//localhost/") ? path.substring("//localhost".length()) : local;
        try {
            return Path.of(URI.create("file://" + local));
        } catch (IllegalArgumentException e) { // not encoded, as with a space in it
            return Path.of(local);
        }
    }
}
