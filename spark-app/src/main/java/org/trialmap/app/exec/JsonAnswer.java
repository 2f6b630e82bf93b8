package org.trialmap.app.exec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialmap.app.cli.QuotedText;
import org.trialmap.array.NdArray;

/** What a line of JSON means as a result: a number, truth value or text, an array of them, or an object of these, whose keys become the values' names. */
final class JsonAnswer {
    /** The key of an object that is no result but a failure. */
    static final String ERROR = "error";
    /** NaN and Infinity are no JSON, but what Python's json.dumps writes; numbers are not rounded before they are looked at. */
    private static final JsonMapper MAPPER = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();
    private static final long TWO_TO_53 = 1L << 53;

    private JsonAnswer() {}

    /** The line of JSON for a task. */
    static String line(Map<String, ?> values) {
        try {
            return MAPPER.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts and numbers are always JSON.", e);
        }
    }

    /** The result, or null if the program says that it has written a file. */
    static Object parse(String program, String line) throws ProgramFailedException {
        JsonNode node;
        try {
            node = MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new ProgramFailedException(program + " answered " + QuotedText.of(line) + ", which is not JSON. With --persistent a program prints one line of JSON for each"
                    + " line that it reads, and nothing else: in Python print(json.dumps(result), flush=True). What else it has to say goes to its stderr.");
        }
        if (node.isObject() && node.size() == 1 && node.has(ERROR)) {
            throw new ProgramFailedException(program + " reports: " + node.get(ERROR).asText());
        }
        if (node.isObject()) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                values.put(field.getKey(), value(program, field.getValue(), " as " + QuotedText.of(field.getKey())));
            }
            return values;
        }
        return node.isNull() ? null : value(program, node, "");
    }

    private static Object value(String program, JsonNode node, String where) throws ProgramFailedException {
        List<Integer> shape = new ArrayList<>();
        for (JsonNode level = node; level.isArray(); level = level.get(0)) {
            shape.add(level.size());
            if (level.isEmpty()) {
                throw new ProgramFailedException(program + " answered an empty array" + where + ". An array of a result has at least one element: leave it out, or put something into it.");
            }
        }
        List<JsonNode> elements = new ArrayList<>();
        flatten(program, node, shape, 0, elements, where);
        JsonNodeType type = elements.get(0).getNodeType();
        if (type != JsonNodeType.NUMBER && type != JsonNodeType.STRING && type != JsonNodeType.BOOLEAN) {
            throw new ProgramFailedException(program + " answered " + (type == JsonNodeType.NULL ? "null" : "an object") + where + (shape.isEmpty() ? "" : " inside an array")
                    + ". Results are numbers, truth values and texts, arrays of them, and an object of these. For a missing number write NaN.");
        }
        for (JsonNode element : elements) {
            if (element.getNodeType() != type) {
                throw new ProgramFailedException(
                        program + " answered an array with " + elements.get(0) + " and " + element + where + ". The elements of an array have one type: numbers, truth values or texts.");
            }
        }
        Object flat = type == JsonNodeType.NUMBER ? numbers(program, elements, where)
                : type == JsonNodeType.STRING ? elements.stream().map(JsonNode::textValue).toArray(String[]::new) : truths(elements);
        NdArray array = NdArray.of(flat, shape.isEmpty() ? new int[] {1} : shape.stream().mapToInt(Integer::intValue).toArray());
        return shape.isEmpty() ? array.item() : array;
    }

    private static void flatten(String program, JsonNode node, List<Integer> shape, int level, List<JsonNode> to, String where) throws ProgramFailedException {
        if (node.isArray() != level < shape.size() || node.isArray() && node.size() != shape.get(level)) {
            throw new ProgramFailedException(program + " answered an array whose rows are not alike" + where + ": the first ones have the shape " + shape + ". Print arrays with rows of one length.");
        }
        if (!node.isArray()) {
            to.add(node);
            return;
        }
        for (JsonNode element : node) {
            flatten(program, element, shape, level + 1, to, where);
        }
    }

    private static boolean[] truths(List<JsonNode> elements) {
        boolean[] truths = new boolean[elements.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = elements.get(i).booleanValue();
        }
        return truths;
    }

    /** Whole numbers as int64; where one has a point or an exponent, all as float64. */
    private static Object numbers(String program, List<JsonNode> elements, String where) throws ProgramFailedException {
        boolean whole = elements.stream().allMatch(JsonNode::isIntegralNumber);
        long[] longs = new long[whole ? elements.size() : 0];
        double[] doubles = new double[whole ? 0 : elements.size()];
        for (int i = 0; i < elements.size(); i++) {
            JsonNode number = elements.get(i);
            if (whole && number.canConvertToLong()) {
                longs[i] = number.longValue();
            } else if (whole || number.isIntegralNumber() && (!number.canConvertToLong() || Math.abs(number.longValue()) > TWO_TO_53)
                    || Double.isInfinite(number.doubleValue()) && number.isBigDecimal()) {
                throw new ProgramFailedException(
                        program + " answered " + number + where + ", which is beyond what " + (whole ? "an int64" : "a float64") + " can hold exactly. Print it as a text, or with a point if"
                                + " a rounded number will do.");
            } else {
                doubles[i] = number.doubleValue();
            }
        }
        return whole ? longs : doubles;
    }
}
