package org.trialmap.store.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.store.ContainerAttributes;
import org.trialmap.store.Json;
import org.trialmap.store.OwnFiles;
import org.trialmap.support.IndexRanges;
import org.trialmap.support.Utf8;
import org.trialmap.support.Versions;
import org.trialmap.task.RunSummary;
import org.trialmap.task.TaskFailure;

/** What is written into a container about a run: attributes of its root group, and {@code summary.json}. */
record ContainerHeader(RunRecord record, BitSet missing, String summary, FrameFiles companions) {
    private static final long LARGEST_ATTRIBUTE = 60_000; // of 65,535 bytes that the name takes a share of
    private static final int LONGEST_NAME = 1000;
    private static final int MOST_FAILURES = 100;
    private static final int LONGEST_MESSAGE = 300;
    private static final int LONGEST_MESSAGE_IN_FULL = 10_000; // the task's log has all of it

    boolean complete() {
        return missing.isEmpty();
    }

    ContainerHeader with(RunRecord other) {
        return new ContainerHeader(other, missing, summary, companions);
    }

    void writeTo(Hdf5Writer.Group root) throws IOException {
        text(root, "format", ContainerAttributes.FORMAT);
        text(root, "plan_id", record.plan().planId());
        text(root, "run", record.run());
        root.attribute("tasks", NdArray.from((long) record.plan().tasks()));
        text(root, "layout", record.save().layout().name().toLowerCase(Locale.ROOT));
        text(root, "status", complete() ? ContainerAttributes.COMPLETE : ContainerAttributes.INCOMPLETE);
        text(root, "missing", IndexRanges.format(missing));
        text(root, "plan", Json.MAPPER.writeValueAsString(record.plan()));
        text(root, "options", Json.MAPPER.writeValueAsString(record.options()));
        text(root, "stacking", Json.MAPPER.writeValueAsString(Json.of(record.stacking())));
        text(root, "summary", summary);
        if (record.save().frame().isPresent()) {
            text(root, "dataset", record.save().frame().get().dataset());
        }
    }

    private static void text(Hdf5Writer.Group root, String name, String text) throws IOException {
        root.attribute(name, NdArray.from(Utf8.storable(text)));
    }

    /** Throws if the inputs' attributes could not be written at the end of the run: better now than then. */
    static void requireStorable(Map<String, NdArray> attributes) {
        attributes.forEach((name, value) -> {
            if (ContainerAttributes.OWN.contains(name) || name.equals("name") || name.matches(ContainerAttributes.RESULTS)) {
                throw new IllegalArgumentException("The inputs bring an attribute '" + name + "', a name that result files use themselves. Rename it.");
            }
            int bytes = Utf8.encode(name, "The name of the inputs' attribute '" + name + "'").length;
            if (bytes == 0 || bytes > LONGEST_NAME || name.equals(".") || name.indexOf('/') >= 0) {
                throw new IllegalArgumentException("The inputs bring an attribute '" + (bytes > LONGEST_NAME ? name.substring(0, 100) + "..." : name)
                        + "', which result files cannot hold: names have 1 to " + LONGEST_NAME + " bytes, no '/', and are not '.'. Rename it.");
            }
            Hdf5Writer.requireAxes(value.rank(), "The inputs' attribute '" + name + "'");
            if (value.dtype() == DType.STRING) {
                for (String text : (String[]) value.data()) {
                    Utf8.encode(text, "A string of the inputs' attribute '" + name + "'");
                }
            }
        });
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

    /** Writes {@code summary.json}: the run in figures and all failures, without stack traces; they may be many, so none is kept in memory. */
    static void writeSummary(Path file, RunSummary summary, List<TaskFailure> failures) throws IOException {
        OwnFiles.replace(file, temporary -> writeSummaryTo(temporary, summary, failures));
    }

    private static void writeSummaryTo(Path temporary, RunSummary summary, List<TaskFailure> failures) throws IOException {
        ObjectNode figures = Json.MAPPER.valueToTree(summary);
        figures.put("efficiency", summary.efficiency());
        try (Writer text = new OutputStreamWriter(java.nio.channels.Channels.newOutputStream(OwnFiles.create(temporary)), StandardCharsets.UTF_8); // replaces what is not UTF-8
                JsonGenerator to = Json.MAPPER.createGenerator(text).useDefaultPrettyPrinter()) {
            to.writeStartObject();
            for (Map.Entry<String, JsonNode> figure : figures.properties()) {
                to.writeFieldName(figure.getKey());
                to.writeTree(figure.getValue());
            }
            to.writeFieldName("versions");
            to.writeTree(Json.MAPPER.valueToTree(Versions.all()));
            to.writeArrayFieldStart("failures");
            for (TaskFailure failure : failures) {
                to.writeTree(of(failure, LONGEST_MESSAGE_IN_FULL));
            }
            to.writeEndArray();
            to.writeEndObject();
            to.writeRaw('\n');
        }
    }

    private static ObjectNode of(TaskFailure failure, int longest) {
        String message = failure.message();
        int end = message.length() > longest && Character.isHighSurrogate(message.charAt(longest - 1)) ? longest - 1 : longest;
        return Json.object().put("index", failure.index()).put("label", failure.label()).put("type", failure.type())
                .put("message", message.length() > longest ? message.substring(0, end) + "..." : message).put("host", failure.host())
                .put("attempts", failure.attempts());
    }
}
