package org.trialmap.store;

import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * JSON values as text, in the dialect of {@link JsonFile}: {@link java.util.Map}, {@link java.util.List}, {@link String}, {@link Boolean}, numbers
 * (with {@code NaN} and infinities) and null. Keys keep their order; letters beyond ASCII are escaped.
 */
public final class JsonText {
    private JsonText() {}

    /** One line. Throws {@link IllegalArgumentException} for a value that is no JSON. */
    public static String write(Object value) {
        try {
            return JsonFile.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A value of type " + value.getClass().getName() + " cannot be written as JSON (" + e.getOriginalMessage()
                    + "). Give maps, lists, strings, numbers, booleans and null.", e);
        }
    }

    /** The value of a text. Throws {@link IllegalArgumentException} if it is no JSON; names the place. */
    public static Object read(String text) {
        try {
            return JsonFile.MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
            throw new IllegalArgumentException("A text of " + text.length() + " characters is no JSON" + place + ". It is damaged, or was cut off."
                    + " Write it anew.", e);
        }
    }
}
