package org.trialmap.store.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.trialmap.array.NdArray;
import org.trialmap.hdf5.Hdf5Writer;
import org.trialmap.setting.Setting;
import org.trialmap.store.Durability;
import org.trialmap.store.Existing;
import org.trialmap.store.Frame;
import org.trialmap.store.Json;
import org.trialmap.store.Layout;
import org.trialmap.store.OwnFiles;
import org.trialmap.store.ResultShape;
import org.trialmap.store.RunRefusedException;
import org.trialmap.store.SaveOptions;
import org.trialmap.store.StoredInputs;
import org.trialmap.support.Reason;
import org.trialmap.task.InputColumns;
import org.trialmap.task.Inputs;
import org.trialmap.task.RunSummary;
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
 * @param circumstances beside the plan, as they were when the run began
 * @param address of the data in the container that is written in place; empty if payload files are gathered
 * @param partial whether tasks give partial results, of which {@link ResultRun#finish(RunSummary, PartialResults.Whole)} makes the container; the stacking is
 *     that of the container
 * @param inputs names and values of the inputs; none where the container has a form of its own
 */
record RunRecord(TaskPlan plan, String run, Stacking stacking, Map<String, NdArray> attributes, Map<String, String> options, SaveOptions save,
        Circumstances circumstances, Optional<Long> address, boolean partial, InputColumns inputs) {

    private static final Pattern RUN = Pattern.compile("[0-9a-f]{8}");
    /** What the writer's index of one group takes, less some for what else is in it. */
    private static final int MOST_LINKS = 18_500_000;
    /** Of a link to a payload file, without the name of the run: those of a group are one array while they are written. */
    private static final int LINK_BYTES = 100;

    /** Checked also since it is read from a file that others may have written. */
    public RunRecord {
        if (!RUN.matcher(run).matches()) {
            throw new IllegalArgumentException("a run is named by eight hexadecimal digits, not " + Inputs.labelOf(run));
        }
        if (!partial && stacking.tasks() != plan.tasks()) {
            throw new IllegalArgumentException("its plan has " + plan.tasks() + " tasks, its stacking " + stacking.tasks());
        }
        if (address.orElse(0L) < 0) {
            throw new IllegalArgumentException("data cannot begin at byte " + address.get());
        }
    }

    static String newRun() {
        return UUID.randomUUID().toString().substring(0, 8);
    }

    RunRecord withAddress(long value) {
        return new RunRecord(plan, run, stacking, attributes, options, save, circumstances, Optional.of(value), partial, inputs);
    }

    /** With what tasks noted among the attributes. */
    RunRecord noting(Notes notes) {
        return new RunRecord(plan, run, stacking, notes.with(attributes), options, save, circumstances, address, partial, inputs);
    }

    /** Where results go that differ in length, now that they are all there. */
    RunRecord stacked(Stacking known, long[] lengths) {
        Map<String, NdArray> more = new LinkedHashMap<>(attributes);
        more.put(VaryingGather.LENGTHS, NdArray.of(lengths, lengths.length));
        return new RunRecord(plan, run, known, more, options, save, circumstances, address, partial, inputs);
    }

    /** With the inputs as they are named now; those of an earlier version were not kept. */
    RunRecord with(InputColumns named) {
        return new RunRecord(plan, run, stacking, attributes, options, save, circumstances, address, partial, named.isEmpty() ? inputs : named);
    }

    /** Without the arrays of its frame. */
    RunRecord bare() {
        return new RunRecord(plan, run, stacking, attributes, options, save.frame().map(frame -> save.withFrame(frame.bare())).orElse(save),
                circumstances, address, partial, inputs);
    }

    /** The record of the container that is made of partial results: of as many tasks as it is written in pieces. */
    RunRecord whole() {
        return new RunRecord(plan.ofTasks(stacking.tasks()), run, stacking, attributes, options, save, circumstances, Optional.empty(), false, inputs);
    }

    /** Throws {@link IllegalArgumentException} if the container could not be written in the end: better now than then. */
    void requireStorable() {
        if (save.layout() == Layout.STACKED) {
            int axes = DeclaredShape.of(save).map(shape -> stacking.shape(shape.core()).length).orElse(stacking instanceof Stacking.Grid grid ? grid.extents().size() : 0);
            Hdf5Writer.requireAxes(axes, "The dataset of all results");
        } else if (!partial) {
            requireLinks();
        }
        ContainerHeader.requireStorable(attributes);
        if (attributes.containsKey(VaryingGather.LENGTHS) && save.shape().filter(ResultShape::isVarying).isPresent()) {
            throw new IllegalArgumentException("The inputs bring an attribute '" + VaryingGather.LENGTHS + "', a name that result files use themselves. Rename it.");
        }
        save.frame().ifPresent(frame -> ContainerHeader.requireStorable(frame.attributes()));
    }

    private void requireLinks() {
        int most = Math.min(MOST_LINKS, Integer.MAX_VALUE / (LINK_BYTES + plan.name().getBytes(StandardCharsets.UTF_8).length));
        if (plan.tasks() > most) {
            String layout = save.layout().name().toLowerCase(Locale.ROOT);
            throw new IllegalArgumentException(
                    "Results of " + plan.tasks() + " tasks cannot be saved in the " + layout + " layout: the container has a link for each of them in one group, which holds "
                            + most + ". Use " + Setting.LAYOUT_STACKED + ", or let each task do the work of several.");
        }
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
        if (partial) {
            node.put("partial", true);
        }
        node.set("circumstances", Json.MAPPER.valueToTree(circumstances));
        node.set("stacking", Json.of(stacking));
        node.set("attributes", Json.ofArrays(attributes));
        if (!inputs.isEmpty()) {
            node.set("inputs", StoredInputs.json(inputs));
        }
        String text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
        OwnFiles.replace(file, temporary -> OwnFiles.write(temporary, text.getBytes(StandardCharsets.UTF_8))); // takes any text
    }

    static RunRecord read(Path file) throws IOException {
        try {
            JsonNode node = Json.MAPPER.readTree(OwnFiles.read(file));
            TaskPlan plan = Json.MAPPER.treeToValue(node.get("plan"), TaskPlan.class);
            Optional<ResultShape> shape = Optional.ofNullable(node.get("shape")).map(Json::shape);
            Optional<Frame> frame = Optional.ofNullable(node.get("frame")).map(Json::frame);
            Durability durability = Durability.valueOf(node.path("durability").asText(Durability.DISK.name()));
            SaveOptions save = new SaveOptions(Layout.valueOf(node.get("layout").asText()), shape, Existing.RESUME, SaveOptions.Transport.AUTO,
                    frame, durability, Optional.empty());
            JsonNode kept = node.get("circumstances");
            Circumstances circumstances = kept == null ? Circumstances.UNKNOWN : Json.MAPPER.treeToValue(kept, Circumstances.class);
            return new RunRecord(plan, node.get("run").asText(), Json.stacking(node.get("stacking")), Json.arrays(node.get("attributes")),
                    Json.words(node.get("options")), save, circumstances, Optional.ofNullable(node.get("address")).map(JsonNode::longValue), node.path("partial").asBoolean(),
                    StoredInputs.of(node.path("inputs")));
        } catch (RunRefusedException e) {
            throw e; // a link, not a damaged file
        } catch (IOException | RuntimeException e) {
            String why = e.getCause() instanceof IllegalArgumentException refused ? Reason.of(refused) // a value that it cannot have
                    : e instanceof IllegalArgumentException || !(e instanceof JsonProcessingException || e instanceof RuntimeException) ? Reason.of(e)
                            : "it is damaged" + Json.place(e);
            throw new IOException("The record of a run, " + file + ", cannot be read (" + why
                    + "), so the run can be neither resumed nor gathered."
                    + " Restore the file, or start over with " + Setting.OVERWRITE + ".", e);
        }
    }
}
