package org.trialmap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.tree.AbstractInsnNode;
import org.apache.xbean.asm9.tree.ClassNode;
import org.apache.xbean.asm9.tree.MethodInsnNode;
import org.apache.xbean.asm9.tree.MethodNode;

/** Which methods of a module have instructions that are easily a fault. */
public final class Bytecode {
    private static final Set<String> WITHOUT_A_MESSAGE = Set.of("java/lang/Throwable", "java/lang/Exception", "java/lang/RuntimeException", "java/lang/Error", "java/io/IOException",
            "java/io/UncheckedIOException");
    private static final Set<Integer> TO_WHOLE = Set.of(Opcodes.D2I, Opcodes.D2L, Opcodes.F2I, Opcodes.F2L);
    private static final Set<Integer> ARITHMETIC = Set.of(Opcodes.DADD, Opcodes.DSUB, Opcodes.DMUL, Opcodes.DDIV, Opcodes.FADD, Opcodes.FSUB, Opcodes.FMUL, Opcodes.FDIV);

    private Bytecode() {}

    /** Those that ask an exception for its message which may have none, or a path alone. */
    public static Set<String> askingForMessages(Path classes) {
        return methods(classes, (before, each) -> each instanceof MethodInsnNode call && call.name.equals("getMessage") && WITHOUT_A_MESSAGE.contains(call.owner));
    }

    /** Those that cut off what is behind the point of a sum, difference, product or quotient of decimals: 0.57 * 100 becomes 56. */
    public static Set<String> cuttingDecimals(Path classes) {
        return methods(classes, (before, each) -> before != null && TO_WHOLE.contains(each.getOpcode()) && ARITHMETIC.contains(before.getOpcode()));
    }

    private static Set<String> methods(Path classes, BiPredicate<AbstractInsnNode, AbstractInsnNode> fault) {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                ClassNode node = new ClassNode();
                new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                for (MethodNode method : node.methods) {
                    if (has(method, fault)) {
                        found.add(node.name.replaceFirst("org/trialmap/", "").replace('/', '.') + "." + method.name.replaceFirst("lambda\\$(.*)\\$\\d+", "$1"));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static boolean has(MethodNode method, BiPredicate<AbstractInsnNode, AbstractInsnNode> fault) {
        AbstractInsnNode before = null;
        for (AbstractInsnNode each : method.instructions) {
            if (each.getOpcode() >= 0) { // no label
                if (fault.test(before, each)) {
                    return true;
                }
                before = each;
            }
        }
        return false;
    }
}
