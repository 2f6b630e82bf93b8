package org.trialmap.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.trialmap.Refusals.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static final Addresses.Interface ETH = new Addresses.Interface("eth0", "10.1.0.3", 24);
    private static final Addresses.Interface IB = new Addresses.Interface("ib0", "10.2.0.3", 24);
    private static final List<String> NOBODY = List.of();

    private static Addresses.Choice choice(List<Addresses.Interface> interfaces, List<String> hostName, List<String> nodeAddress, String option, List<String> login) {
        return new Addresses(interfaces, hostName, nodeAddress).choose(option, login);
    }

    @Test
    void theOptionWinsAsNameOrAddress() {
        assertEquals(new Addresses.Choice("10.1.0.3", "asked for as eth0"), choice(List.of(ETH, IB), NOBODY, NOBODY, "eth0", NOBODY));
        assertEquals(new Addresses.Choice("10.1.0.3", "asked for as 10.1.0.3"), choice(List.of(ETH, IB), NOBODY, NOBODY, "10.1.0.3", NOBODY));
        assertRefused("The network interface hsn0 is not there or has no IPv4 address; there are [eth0 (10.1.0.3), ib0 (10.2.0.3)]. Choose one of them with --interface"
                + " or in the site's profile, or leave it out.", () -> choice(List.of(ETH, IB), NOBODY, NOBODY, "hsn0", NOBODY));
    }

    @Test
    void thenTheFastNetwork() {
        assertEquals(new Addresses.Choice("10.2.0.3", "ib0"), choice(List.of(ETH, IB), List.of("10.1.0.3"), NOBODY, null, NOBODY));
        assertEquals(new Addresses.Choice("10.9.0.3", "hsn0"),
                choice(List.of(ETH, new Addresses.Interface("hsn0", "10.9.0.3", 16)), List.of("10.1.0.3"), NOBODY, null, NOBODY));
    }

    @Test
    void unlessTheLoginNodeIsNotOnIt() {
        assertEquals(new Addresses.Choice("10.1.0.3", "host name"), choice(List.of(ETH, IB), List.of("10.1.0.3"), NOBODY, null, List.of("10.1.0.254")));
        assertEquals(new Addresses.Choice("10.2.0.3", "ib0"), choice(List.of(ETH, IB), List.of("10.1.0.3"), NOBODY, null, List.of("10.1.0.254", "10.2.0.200")));
        assertEquals(new Addresses.Choice("10.1.0.3", "host name"), choice(List.of(ETH, IB), List.of("10.1.0.3"), NOBODY, null, List.of("10.2.1.200")));
    }

    @Test
    void thenTheHostsNameThenSlurmsAddressThenWhatThereIs() {
        assertEquals(new Addresses.Choice("10.1.0.3", "host name"), choice(List.of(ETH), List.of("::1", "127.0.1.1", "10.1.0.3"), List.of("10.1.0.9"), null, NOBODY));
        assertEquals(new Addresses.Choice("10.1.0.3", "SLURM's NodeAddr"), choice(List.of(ETH), List.of("127.0.1.1"), List.of("10.1.0.3"), null, NOBODY));
        assertEquals(new Addresses.Choice("10.1.0.3", "first interface"), choice(List.of(ETH), List.of("127.0.1.1"), List.of("127.0.0.1"), null, NOBODY));
        assertRefused("This node has no IPv4 address other than its loopback address: []. Spark's processes on other nodes cannot reach it. Ask the people who run the cluster which network"
                + " to use.", () -> choice(List.of(), List.of("127.0.1.1"), NOBODY, null, NOBODY));
    }
}
