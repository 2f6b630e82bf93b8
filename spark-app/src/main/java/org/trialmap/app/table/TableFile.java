package org.trialmap.app.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.trialmap.app.cli.UsageException;
import org.trialmap.support.AtomicFile;
import org.trialmap.support.FileTree;
import org.trialmap.support.LocalPath;

/**
 * A table on disk, one file or a folder of files, which appears when it is complete. Spark writes a file for each part of the table into a folder beside it.
 *
 * @param option that named it
 */
record TableFile(String option, Path path, boolean isFolder, Format format) {
    enum Format { CSV, PARQUET }

    /** Refuses what cannot be written, before anything is read. */
    static TableFile at(String option, String out, Format format) {
        if (out.isEmpty()) {
            throw new UsageException(option + " is empty, often since a variable is not set. Name a file, or a folder with / at its end.");
        }
        TableFile file = new TableFile(option, LocalPath.of(out), out.endsWith("/"), format);
        file.requireNew();
        Path folder = file.path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException(option + " " + out + " cannot be written: there is no folder " + folder + ". Make it, or name another one.");
        }
        return file;
    }

    private void requireNew() {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            boolean folder = Files.isDirectory(path);
            throw new UsageException(option + " " + path + (folder ? " is a folder that exists" : " already exists") + ". Tables do not replace anything. Remove it, or name another file"
                    + (folder && !isFolder ? ", for example " + path.resolve("table." + extension()) : "") + ".");
        }
    }

    private String extension() {
        return format.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** As typed. */
    String shown() {
        return path + (isFolder ? "/" : "");
    }

    void write(Dataset<Row> table) throws IOException {
        Path parts = path.toAbsolutePath().resolveSibling(path.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            if (format == Format.PARQUET) {
                (isFolder ? table : table.coalesce(1)).write().parquet(parts.toUri().toString());
            } else {
                CsvColumns.of(table).write().options(CsvColumns.OPTIONS).option("header", isFolder).csv(parts.toUri().toString());
            }
            if (isFolder) {
                move(parts);
            } else {
                AtomicFile.create(path.toAbsolutePath(), temporary -> join(table, parts(parts), temporary));
            }
        } finally {
            if (Files.exists(parts)) {
                FileTree.delete(parts);
            }
        }
    }

    private void move(Path parts) throws IOException {
        try (Stream<Path> files = Files.list(parts)) {
            for (Path beside : files.filter(file -> !file.getFileName().toString().startsWith("part-")).toList()) { // _SUCCESS and checksums
                Files.delete(beside);
            }
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(path.toString(), null, "it exists and is not overwritten; remove it or choose another name");
        }
        Files.move(parts, path.toAbsolutePath(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** In the order of the rows. */
    private static List<Path> parts(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part-")).sorted().toList();
        }
    }

    private void join(Dataset<Row> table, List<Path> parts, Path file) throws IOException {
        if (format == Format.PARQUET) {
            Files.move(parts.get(0), file);
            return;
        }
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            String header = Arrays.stream(CsvColumns.of(table).columns()).map(TableFile::quoted).collect(Collectors.joining(","));
            out.write((header + "\n").getBytes(StandardCharsets.UTF_8));
            for (Path part : parts) {
                Files.copy(part, out);
            }
        }
    }

    private static String quoted(String name) {
        return name.matches("(?s).*[,\"\r\n].*") ? "\"" + name.replace("\"", "\"\"") + "\"" : name;
    }
}
