package org.trialmap.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * Nodes that stand beside each other in SLURM's list and are alike: told of together where they are many.
 *
 * @param node the first one
 * @param names of one node, or of all
 */
public record NodeGroup(NodeShare node, String names) {
    private static final int FEW = 4;

    /** In SLURM's order; the head stands alone. */
    public static List<NodeGroup> of(Allocation allocation) {
        List<NodeGroup> groups = new ArrayList<>();
        List<NodeShare> nodes = allocation.nodes();
        for (int first = 0; first < nodes.size();) {
            int end = first + 1;
            while (end < nodes.size() && isAlike(nodes.get(first), nodes.get(end), allocation.head())) {
                end++;
            }
            if (end - first <= FEW) {
                nodes.subList(first, end).forEach(node -> groups.add(new NodeGroup(node, node.name())));
            } else {
                groups.add(new NodeGroup(nodes.get(first), (end - first) + " nodes from " + nodes.get(first).name() + " to " + nodes.get(end - 1).name()));
            }
            first = end;
        }
        return groups;
    }

    private static boolean isAlike(NodeShare one, NodeShare other, String head) {
        return !one.name().equals(head) && !other.name().equals(head) && one.cpus() == other.cpus() && one.memoryMiB() == other.memoryMiB() && one.gpus() == other.gpus();
    }
}
