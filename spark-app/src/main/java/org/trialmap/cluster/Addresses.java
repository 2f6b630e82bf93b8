package org.trialmap.cluster;

import java.util.List;
import java.util.Optional;

/**
 * Which address of a node Spark uses, where nodes have several and host names are unreliable.
 *
 * @param interfaces of the node that are up, in the system's order
 * @param ofHostName addresses that the host's own name stands for
 * @param ofNodeAddress addresses that SLURM's NodeAddr stands for
 */
public record Addresses(List<Interface> interfaces, List<String> ofHostName, List<String> ofNodeAddress) {
    /** Networks made for computing: InfiniBand and Slingshot. */
    private static final List<String> FAST = List.of("ib0", "hsn0");

    public Addresses {
        interfaces = List.copyOf(interfaces);
        ofHostName = List.copyOf(ofHostName);
        ofNodeAddress = List.copyOf(ofNodeAddress);
    }

    /** An IPv4 address and the length of its network's prefix, of one interface. */
    public record Interface(String name, String address, int prefix) {
        boolean reaches(String other) {
            int shift = 32 - prefix;
            return shift >= 32 || number(address) >>> shift == number(other) >>> shift;
        }

        private static long number(String address) {
            long number = 0;
            for (String part : address.split("\\.")) {
                number = number << 8 | Integer.parseInt(part);
            }
            return number;
        }
    }

    /** An address, and why it was taken. */
    public record Choice(String address, String because) {}

    /**
     * The option, else the first of ib0 and hsn0 with an address, else an address of the host's name that is not a loopback address, else SLURM's NodeAddr, else the
     * first address that the node has.
     *
     * @param option name of an interface or an address of the node; null = none
     * @param login addresses of a machine outside that must reach this one; empty = none, else a fast network without it is left out
     */
    public Choice choose(String option, List<String> login) {
        if (option != null) {
            return interfaces.stream().filter(each -> each.name().equals(option) || each.address().equals(option)).findFirst()
                    .map(each -> new Choice(each.address(), "asked for as " + option)).orElseThrow(() -> new IllegalArgumentException("The network interface "
                            + option + " is not there or has no IPv4 address; there are " + interfaces.stream().map(each -> each.name() + " ("
                                    + each.address() + ")").toList()
                            + ". Choose one of them with --interface or in the site's profile, or leave it out."));
        }
        for (String fast : FAST) {
            Optional<Interface> found = interfaces.stream().filter(each -> each.name().equals(fast))
                    .filter(each -> login.isEmpty() || login.stream().anyMatch(each::reaches)).findFirst();
            if (found.isPresent()) {
                return new Choice(found.get().address(), fast);
            }
        }
        return first(ofHostName, "host name").or(() -> first(ofNodeAddress, "SLURM's NodeAddr"))
                .or(() -> first(interfaces.stream().map(Interface::address).toList(), "first interface"))
                .orElseThrow(() -> new IllegalArgumentException("This node has no IPv4 address other than its loopback address: " + interfaces
                        + ". Spark's processes on other nodes cannot reach it. Ask the people who run the cluster which network to use."));
    }

    private static Optional<Choice> first(List<String> addresses, String because) {
        return addresses.stream().filter(address -> !address.startsWith("127.") && !address.contains(":")).findFirst()
                .map(address -> new Choice(address, because));
    }
}
