package org.trialmap.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;

/** What a container of ours says about itself, in attributes of its root group. */
record ContainerHead(RunRecord record, BitSet missing, String summary) {
    static final String FORMAT = "trialmap 1";
    static final String COMPLETE = "complete";
    static final String INCOMPLETE = "incomplete";
    /** Attributes of the root that are ours. */
    static final Set<String> OWN = Set.of("format", "plan_id", "run", "tasks", "layout", "status", "missing", "plan", "options", "stacking",
            "summary");
    private static final long LARGEST_ATTRIBUTE = 60_000;
    private static final int MOST_FAILURES = 100;
    private static final int LONGEST_MESSAGE = 300;

    boolean complete() {
        return missing.isEmpty();
    }

    void writeTo(Hdf5Writer.Group root) throws IOException {
        text(root, "format", FORMAT);
        text(root, "plan_id", record.plan().planId());
        text(root, "run", record.run());
        root.attribute("tasks", NdArray.from((long) record.plan().tasks()));
        text(root, "layout", record.save().layout().name().toLowerCase(Locale.ROOT));
        text(root, "status", complete() ? COMPLETE : INCOMPLETE);
        text(root, "missing", Ranges.format(missing));
        text(root, "plan", Json.MAPPER.writeValueAsString(record.plan()));
        text(root, "options", Json.MAPPER.writeValueAsString(record.options()));
        text(root, "stacking", Json.MAPPER.writeValueAsString(Json.of(record.stacking())));
        text(root, "summary", summary);
    }

    private static void text(Hdf5Writer.Group root, String name, String text) throws IOException {
        root.attribute(name, NdArray.from(text));
    }

    /** Describes the axes on {@code nodes}; what is too large for an attribute becomes a dataset of the root. */
    static void describe(Hdf5Writer.Group root, List<? extends Hdf5Writer.Node> nodes, Map<String, NdArray> attributes) throws IOException {
        for (Map.Entry<String, NdArray> attribute : attributes.entrySet()) {
            NdArray value = attribute.getValue();
            if ((value.dtype() == DType.STRING ? 16L * value.size() : value.bytes()) > LARGEST_ATTRIBUTE) {
                root.dataset(attribute.getKey(), value);
                continue;
            }
            for (Hdf5Writer.Node node : nodes) {
                node.attribute(attribute.getKey(), value);
            }
        }
    }

    /** The run in figures and its first failures; the rest is in the run's folder. */
    static String summary(RunSummary summary, List<TaskFailure> failures) throws JsonProcessingException {
        ObjectNode node = Json.MAPPER.valueToTree(summary);
        node.put("efficiency", summary.efficiency());
        node.put("failures", failures.size());
        ArrayNode first = node.putArray("firstFailures");
        failures.stream().limit(MOST_FAILURES).forEach(failure -> first.add(of(failure, LONGEST_MESSAGE)));
        return Json.MAPPER.writeValueAsString(node);
    }

    /** The run in figures and all failures, without stack traces, for {@code summary.json}. */
    static String wholeSummary(RunSummary summary, List<TaskFailure> failures) throws JsonProcessingException {
        ObjectNode node = Json.MAPPER.valueToTree(summary);
        node.put("efficiency", summary.efficiency());
        ArrayNode all = node.putArray("failures");
        failures.forEach(failure -> all.add(of(failure, Integer.MAX_VALUE)));
        return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
    }

    private static ObjectNode of(TaskFailure failure, int longest) {
        String message = failure.message();
        return Json.object().put("index", failure.index()).put("label", failure.label()).put("type", failure.type())
                .put("message", message.length() > longest ? message.substring(0, longest) + "..." : message).put("host", failure.host())
                .put("attempts", failure.attempts());
    }
}
