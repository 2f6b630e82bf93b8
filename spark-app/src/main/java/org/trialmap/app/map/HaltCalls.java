package org.trialmap.app.map;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassWriter;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.commons.ClassRemapper;
import org.apache.xbean.asm9.commons.Remapper;
import org.trialmap.app.cli.AtExit;

/**
 * Makes {@code Runtime.exit} of a class's calls of {@code Runtime.halt}, which ends the process without a word: nobody would hear what was kept, and the exit
 * code would be the call's, 0 maybe ({@link AtExit}).
 */
final class HaltCalls {
    private static final String NAME = "halt";

    private HaltCalls() {}

    /** The class file without them; empty if it has none. */
    static Optional<byte[]> replaced(byte[] classFile) {
        String text = new String(classFile, StandardCharsets.ISO_8859_1);
        if (!text.contains(NAME) || !text.contains("java/lang/Runtime")) {
            return Optional.empty();
        }
        try {
            ClassReader reader = new ClassReader(classFile);
            ClassWriter writer = new ClassWriter(reader, 0);
            reader.accept(new ClassRemapper(writer, new ToExit()), 0);
            return Optional.of(writer.toByteArray());
        } catch (RuntimeException e) {
            return Optional.empty(); // no class file, or of a Java newer than the reader: loading it says so
        }
    }

    private static final class ToExit extends Remapper {
        ToExit() {
            super(Opcodes.ASM9);
        }

        @Override
        public String mapMethodName(String owner, String name, String descriptor) {
            return owner.equals("java/lang/Runtime") && name.equals(NAME) ? "exit" : name;
        }
    }
}
