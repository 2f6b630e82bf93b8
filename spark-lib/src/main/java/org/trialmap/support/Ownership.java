package org.trialmap.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;

/** Whose a file is. */
public final class Ownership {
    private Ownership() {}

    /** Whether {@code file} belongs to the account that this process runs as; on systems without owners, it does. */
    public static boolean isOwn(Path file, LinkOption... links) throws IOException {
        String me = System.getProperty("user.name");
        try {
            return Files.getOwner(file, links).equals(file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(me));
        } catch (UserPrincipalNotFoundException e) {
            return false; // an account without a name owns nothing that can be told
        } catch (UnsupportedOperationException e) {
            return true;
        }
    }
}
