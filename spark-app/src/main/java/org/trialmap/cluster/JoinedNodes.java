package org.trialmap.cluster;

/**
 * What the nodes of a further job bring to a cluster.
 *
 * @param workers one on each node
 * @param cores of all of them
 * @param gpus of all of them, that drivers can use
 */
public record JoinedNodes(int workers, int cores, int gpus) {
    public static final JoinedNodes NONE = new JoinedNodes(0, 0, 0);

    /** @param gpusPerWorker that drivers ask each worker for; a node with fewer gives none */
    public static JoinedNodes of(Allocation allocation, int gpusPerWorker) {
        int enough = (int) allocation.nodes().stream().filter(node -> node.gpus() >= gpusPerWorker).count();
        return new JoinedNodes(allocation.nodes().size(), allocation.cores(), gpusPerWorker * enough);
    }

    /** Where the user has set how many cores a driver takes: more nodes do not change that. */
    public JoinedNodes withoutCores() {
        return new JoinedNodes(workers, 0, gpus);
    }

    JoinedNodes minus(JoinedNodes other) {
        return new JoinedNodes(workers - other.workers, cores - other.cores, gpus - other.gpus);
    }

    static JoinedNodes parse(String text) {
        String[] numbers = text.split(" ");
        return new JoinedNodes(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    String text() {
        return workers + " " + cores + " " + gpus;
    }
}
