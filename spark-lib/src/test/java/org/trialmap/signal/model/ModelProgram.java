package org.trialmap.signal.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The independent program that models are compared with: Python that defines {@code spectral_model}. */
public final class ModelProgram {
    private ModelProgram() {}

    public static String python() {
        try (InputStream source = ModelProgram.class.getResourceAsStream("spectral_model.py")) {
            return new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
