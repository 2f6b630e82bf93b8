package org.trialmap.support;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Why something failed, to be put into an error message: an exception's own text, or what its class means where there is no text or only a path, a
 * class name or a host.
 */
public final class Reason {
    private Reason() {}

    /** Never null and never blank; no full stop is added. */
    public static String of(Throwable thrown) {
        if (thrown instanceof FileSystemException file && file.getReason() == null) {
            return ofFile(file);
        }
        String message = message(thrown);
        if (thrown instanceof UncheckedIOException && (message == null || message.equals(String.valueOf(thrown.getCause())))) {
            return of(thrown.getCause());
        }
        if (thrown instanceof ClassNotFoundException || thrown instanceof NoClassDefFoundError) {
            return "the class " + message + " was not found";
        }
        if (thrown instanceof UnknownHostException) {
            return "the host " + message + " is not known";
        }
        return message == null || message.isBlank() ? withoutText(thrown) : message;
    }

    /** With the class's simple name in front, as {@code IllegalStateException: no luck}; the name alone where there is no text. */
    public static String named(Throwable thrown) {
        String reason = of(thrown);
        return reason.equals(name(thrown)) ? reason : name(thrown) + ": " + reason;
    }

    /** As {@link #of}, as a sentence: with a full stop. */
    public static String sentence(Throwable thrown) {
        String reason = of(thrown);
        return reason.endsWith(".") ? reason : reason + ".";
    }

    private static String message(Throwable thrown) {
        try {
            return thrown.getMessage();
        } catch (RuntimeException | StackOverflowError e) { // of a user's class
            return null;
        }
    }

    private static String ofFile(FileSystemException thrown) {
        String file = thrown.getFile();
        return thrown instanceof NoSuchFileException ? file + " does not exist"
                : thrown instanceof AccessDeniedException ? "permission denied: " + file
                        : thrown instanceof FileAlreadyExistsException ? file + " exists already"
                                : thrown instanceof DirectoryNotEmptyException ? "the folder " + file + " is not empty"
                                        : thrown instanceof NotDirectoryException ? file + " is not a folder" : name(thrown) + ": " + file;
    }

    private static String withoutText(Throwable thrown) {
        return thrown instanceof ClosedByInterruptException ? "it was interrupted, since the run was stopped"
                : thrown instanceof AsynchronousCloseException ? "the file was closed by another thread"
                        : thrown instanceof ClosedChannelException ? "the file was closed before"
                                : thrown instanceof EOFException ? "the file ends too early" : name(thrown);
    }

    private static String name(Throwable thrown) {
        String simple = thrown.getClass().getSimpleName();
        return simple.isEmpty() ? thrown.getClass().getName() : simple;
    }
}
