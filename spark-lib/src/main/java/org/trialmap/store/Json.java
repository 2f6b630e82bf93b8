package org.trialmap.store;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.trialmap.array.ChunkGrid;
import org.trialmap.array.DType;
import org.trialmap.array.NdArray;
import org.trialmap.task.PaddedStacking;
import org.trialmap.task.Stacking;

/**
 * What the store writes as JSON, and back.
 *
 * @hidden
 */
public final class Json {
    public static final ObjectMapper MAPPER = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Json() {}

    /** What the texts that we wrote mean. */
    @FunctionalInterface
    public interface Meaning<T> {
        public T of(JsonNode node) throws JsonProcessingException;
    }

    /**
     * What a text says that this program wrote once; one that was damaged since is refused in our words, not a parser's.
     *
     * @param what names the text, as {@code The header 'plan' of 'results.h5'}
     * @param cure a sentence
     */
    public static <T> T understood(String text, String what, String cure, Meaning<T> meaning) throws IOException {
        try {
            return Objects.requireNonNull(meaning.of(MAPPER.readTree(text)));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IOException(what + " is damaged" + place(e) + ". " + cure, e);
        }
    }

    /** Where a text stops being JSON, or that it is some, but not what belongs there. */
    public static String place(Exception e) {
        return e instanceof JsonParseException syntax && syntax.getLocation() != null
                ? " at line " + syntax.getLocation().getLineNr() + ", column " + syntax.getLocation().getColumnNr() : ": what belongs there is missing or wrong";
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ObjectNode of(Stacking stacking) {
        ObjectNode node = object();
        if (stacking instanceof Stacking.Along along) {
            return node.put("kind", "along").put("tasks", along.tasks()).put("axis", along.axis());
        }
        if (stacking instanceof Stacking.Grid grid) {
            return node.put("kind", "grid").set("extents", MAPPER.valueToTree(grid.extents()));
        }
        if (stacking instanceof Stacking.RowsByChannels rows) {
            node.put("kind", "rows x channels").put("channels", rows.channels()).put("channelsPerTask", rows.channelsPerTask());
            return node.set("rows", MAPPER.valueToTree(rows.rows()));
        }
        if (stacking instanceof Stacking.Pieces pieces) {
            return node.put("kind", "pieces").put("axis", pieces.axis()).set("bounds", MAPPER.valueToTree(pieces.bounds()));
        }
        if (stacking instanceof PaddedStacking padded) {
            return node.put("kind", "padded").put("axis", padded.axis()).put("varying", padded.varying()).set("lengths", MAPPER.valueToTree(padded.lengths()));
        }
        Stacking.TrialsByChannels chunks = (Stacking.TrialsByChannels) stacking;
        return node.put("kind", "trials x channels").put("trials", chunks.trials()).put("channels", chunks.channels())
                .put("channelsPerTask", chunks.channelsPerTask());
    }

    public static Stacking stacking(JsonNode node) {
        return switch (node.path("kind").asText()) {
            case "along" -> Stacking.along(node.get("tasks").intValue(), node.get("axis").intValue());
            case "grid" -> Stacking.grid(MAPPER.convertValue(node.get("extents"), int[].class));
            case "pieces" -> Stacking.pieces(MAPPER.convertValue(node.get("bounds"), long[].class), node.get("axis").intValue());
            case "padded" -> new PaddedStacking(node.get("axis").intValue(), node.get("varying").intValue(), Arrays.stream(MAPPER.convertValue(node.get("lengths"), long[].class)).boxed().toList());
            case "trials x channels" -> Stacking.trialsByChannels(node.get("trials").intValue(),
                    new ChunkGrid(node.get("channels").longValue(), node.get("channelsPerTask").longValue()));
            case "rows x channels" -> Stacking.rowsByChannels(MAPPER.convertValue(node.get("rows"), long[].class),
                    new ChunkGrid(node.get("channels").longValue(), node.get("channelsPerTask").longValue()));
            default -> throw new IllegalArgumentException("Unknown stacking " + node + ".");
        };
    }

    /** dtype, shape and the flat backing array. */
    public static ObjectNode of(NdArray array) {
        ObjectNode node = object().put("dtype", array.dtype().toString());
        node.set("shape", MAPPER.valueToTree(array.shape()));
        ArrayNode data = node.putArray("data");
        for (int i = 0, n = Array.getLength(array.data()); i < n; i++) {
            data.add(String.valueOf(Array.get(array.data(), i)));
        }
        return node;
    }

    static NdArray array(JsonNode node) {
        DType dtype = DType.parse(node.get("dtype").asText());
        int[] shape = MAPPER.convertValue(node.get("shape"), int[].class);
        JsonNode data = node.get("data");
        Object flat = Array.newInstance(dtype.component(), data.size());
        for (int i = 0; i < data.size(); i++) {
            Array.set(flat, i, parse(dtype, data.get(i).asText()));
        }
        return switch (dtype) {
            case COMPLEX64 -> NdArray.complex((float[]) flat, shape);
            case COMPLEX128 -> NdArray.complex((double[]) flat, shape);
            default -> NdArray.of(flat, shape);
        };
    }

    private static Object parse(DType dtype, String text) {
        return switch (dtype) {
            case BOOL -> Boolean.valueOf(text);
            case INT8 -> Byte.valueOf(text);
            case INT16 -> Short.valueOf(text);
            case INT32 -> Integer.valueOf(text);
            case INT64 -> Long.valueOf(text);
            case FLOAT32, COMPLEX64 -> Float.valueOf(text);
            case FLOAT64, COMPLEX128 -> Double.valueOf(text);
            case STRING -> text;
        };
    }

    public static ObjectNode ofArrays(Map<String, NdArray> arrays) {
        ObjectNode node = object();
        arrays.forEach((name, array) -> node.set(name, of(array)));
        return node;
    }

    public static Map<String, NdArray> arrays(JsonNode node) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        node.properties().forEach(field -> arrays.put(field.getKey(), array(field.getValue())));
        return arrays;
    }

    public static Map<String, String> words(JsonNode node) {
        Map<String, String> words = new LinkedHashMap<>();
        node.properties().forEach(field -> words.put(field.getKey(), field.getValue().asText()));
        return words;
    }

    public static ObjectNode ofShape(ResultShape shape) {
        ObjectNode node = object().put("dtype", shape.dtype().toString());
        node.set("axes", MAPPER.valueToTree(shape.axes()));
        return node;
    }

    public static ResultShape shape(JsonNode node) {
        return new ResultShape(DType.parse(node.get("dtype").asText()), MAPPER.convertValue(node.get("axes"), long[].class));
    }

    /** Without its arrays. */
    public static ObjectNode ofFrame(Frame frame) {
        ObjectNode node = object().put("file", frame.file()).put("dataset", frame.dataset()).put("dtype", frame.dtype().toString());
        node.set("core", MAPPER.valueToTree(frame.core()));
        return node;
    }

    public static Frame frame(JsonNode node) {
        return new Frame(node.get("file").asText(), node.get("dataset").asText(), DType.parse(node.get("dtype").asText()),
                MAPPER.convertValue(node.get("core"), long[].class), Map.of(), Map.of());
    }
}
