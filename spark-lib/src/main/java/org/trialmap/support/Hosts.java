package org.trialmap.support;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine is called. */
public final class Hosts {
    private Hosts() {}

    /** Its name; where the system cannot resolve that, the shell's {@code HOSTNAME}, else {@code localhost}. */
    public static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            String shells = System.getenv("HOSTNAME");
            return shells == null ? "localhost" : shells;
        }
    }
}
