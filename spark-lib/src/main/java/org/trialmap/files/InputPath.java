package org.trialmap.files;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.trialmap.support.LocalPath;

/**
 * Paths of what is read, as users give them: of a disk, or with the scheme of one of Hadoop's file systems ({@code hdfs://server:8020/folder/file}). Nothing is looked at before the file is.
 * What is written has paths of {@link LocalPath}.
 */
public final class InputPath {
    /** One letter is a drive of Windows. A path of Java has one slash where the text had two. */
    private static final Pattern WITH_SCHEME = Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]+):(?<slashes>/{1,3})(?<rest>[^/].*)", Pattern.DOTALL);
    /** A file of a disk; and those for which Hadoop's file systems tell no sizes, or cannot read at a position. */
    private static final Set<String> NOT_HADOOPS = Set.of("file", "http", "https", "ftp", "sftp");

    private InputPath() {}

    /**
     * As {@link #of(String)}. Of {@code Path.of("hdfs://server/file")} Java makes {@code hdfs:/server/file}: the first name is taken for the server, or the bucket.
     *
     * @throws IllegalArgumentException if files cannot be read at positions by that scheme
     */
    public static Path of(Path path) {
        boolean known = path.getFileSystem() != FileSystems.getDefault() || LocalPath.isLocal(path);
        return known ? path : of(path.toString().replaceFirst("^(?!(?i:file:))([^:]*):/", "$1://"));
    }

    /** @throws IllegalArgumentException if files cannot be read at positions by that scheme, or the text cannot be a path */
    public static Path of(String text) {
        Matcher parts = WITH_SCHEME.matcher(text);
        if (!parts.matches() || NOT_HADOOPS.contains(parts.group("scheme").toLowerCase(Locale.ROOT))) {
            return LocalPath.of(text);
        }
        String rest = parts.group("rest");
        int slash = parts.group("slashes").length() == 2 ? rest.indexOf('/') : 0;
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "/" : slash == 0 ? "/" + rest : rest.substring(slash);
        return HadoopFiles.of(parts.group("scheme").toLowerCase(Locale.ROOT), authority).getPath(path);
    }
}
