package org.trialmap.app.cluster;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trialmap.cluster.Addresses;
import org.trialmap.support.Hosts;

/** What the machine says of itself: its networks and disks. */
public final class Machine {
    private static final Set<String> NETWORK_DISKS = Set.of("nfs", "nfs4", "lustre", "gpfs", "beegfs", "ceph", "cifs", "smb3", "afs", "9p", "pvfs2", "orangefs", "glusterfs",
            "fuse.glusterfs", "panfs");

    private Machine() {}

    /** @param nodeAddress SLURM's NodeAddr of this machine, a name or an address */
    public static Addresses addresses(String nodeAddress) throws IOException {
        return new Addresses(interfaces(), resolved(Hosts.name()), resolved(nodeAddress));
    }

    /** What a cluster is told of the machine that must reach it, with commas in between. */
    public static String loginAddresses() throws IOException {
        return interfaces().stream().map(Addresses.Interface::address).collect(Collectors.joining(","));
    }

    public static List<Addresses.Interface> interfaces() throws IOException {
        List<Addresses.Interface> interfaces = new ArrayList<>();
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (each.isUp() && !each.isLoopback()) {
                for (InterfaceAddress address : each.getInterfaceAddresses()) {
                    if (address.getAddress() instanceof Inet4Address ip) {
                        interfaces.add(new Addresses.Interface(each.getName(), ip.getHostAddress(), address.getNetworkPrefixLength()));
                    }
                }
            }
        }
        return interfaces;
    }

    private static List<String> resolved(String name) {
        try {
            return Arrays.stream(InetAddress.getAllByName(name)).map(InetAddress::getHostAddress).toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    /** The type of a network file system that {@code folder} is on; empty = a disk of this machine. */
    public static Optional<String> networkDisk(Path folder) throws IOException {
        return Optional.of(Files.getFileStore(folder).type()).filter(NETWORK_DISKS::contains);
    }

    /** The address under which {@code other} sees this machine. Sends nothing. */
    public static String seenFrom(String other) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(other, 9));
            return socket.getLocalAddress().getHostAddress();
        }
    }
}
