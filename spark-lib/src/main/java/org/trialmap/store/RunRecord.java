package org.trialmap.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.trialmap.array.NdArray;
import org.trialmap.task.Stacking;
import org.trialmap.task.TaskPlan;

/**
 * What {@code plan.json} keeps of a run: all that resuming and gathering need beside the journal.
 *
 * @param plan what is computed
 * @param run eight hexadecimal digits of chance: part of every payload file's name, so that the files of an overwritten run are told apart
 * @param stacking where each task's result goes
 * @param attributes of the axes
 * @param options the run's options in words
 * @param save layout and declared shape
 * @param address of the data in the container that is written in place; empty if payload files are gathered
 */
record RunRecord(TaskPlan plan, String run, Stacking stacking, Map<String, NdArray> attributes, Map<String, String> options, SaveOptions save,
        Optional<Long> address) {

    static String newRun() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    RunRecord withAddress(long value) {
        return new RunRecord(plan, run, stacking, attributes, options, save, Optional.of(value));
    }

    /** With what tasks noted among the attributes. */
    RunRecord noting(Notes notes) {
        return new RunRecord(plan, run, stacking, notes.with(attributes), options, save, address);
    }

    /** Without the arrays of its frame. */
    RunRecord bare() {
        return new RunRecord(plan, run, stacking, attributes, options, save.frame().map(frame -> save.withFrame(frame.bare())).orElse(save), address);
    }

    void write(Path file) throws IOException {
        ObjectNode node = Json.object().put("format", 1).put("name", plan.name()).put("planId", plan.planId()).put("run", run)
                .put("created", Instant.now().toString());
        node.set("identity", Json.MAPPER.valueToTree(plan.identity()));
        node.set("plan", Json.MAPPER.valueToTree(plan));
        node.set("options", Json.MAPPER.valueToTree(options));
        node.put("layout", save.layout().name());
        save.shape().ifPresent(shape -> node.set("shape", Json.ofShape(shape)));
        save.frame().ifPresent(frame -> node.set("frame", Json.ofFrame(frame)));
        node.put("durability", save.durability().name());
        address.ifPresent(value -> node.put("address", value));
        node.set("stacking", Json.of(stacking));
        node.set("attributes", Json.ofArrays(attributes));
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        String text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
        Files.write(temporary, text.getBytes(StandardCharsets.UTF_8)); // unlike writeString, takes any text
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static RunRecord read(Path file) throws IOException {
        try {
            JsonNode node = Json.MAPPER.readTree(Files.readString(file, StandardCharsets.UTF_8));
            TaskPlan plan = Json.MAPPER.treeToValue(node.get("plan"), TaskPlan.class);
            Optional<ResultShape> shape = Optional.ofNullable(node.get("shape")).map(Json::shape);
            Optional<Frame> frame = Optional.ofNullable(node.get("frame")).map(Json::frame);
            Durability durability = Durability.valueOf(node.path("durability").asText(Durability.DISK.name()));
            SaveOptions save = new SaveOptions(Layout.valueOf(node.get("layout").asText()), shape, Existing.RESUME, SaveOptions.Transport.AUTO,
                    frame, durability);
            return new RunRecord(plan, node.get("run").asText(), Json.stacking(node.get("stacking")), Json.arrays(node.get("attributes")),
                    Json.words(node.get("options")), save, Optional.ofNullable(node.get("address")).map(JsonNode::longValue));
        } catch (IOException | RuntimeException e) {
            String why = e instanceof JsonProcessingException json && json.getLocation() != null ? "it is damaged at line " + json.getLocation().getLineNr()
                    : e.getMessage();
            throw new IOException("The record of a run, " + file + ", cannot be read (" + why
                    + "), so the run can be neither resumed nor gathered."
                    + " Restore the file, or start anew with --overwrite.", e);
        }
    }
}
