package org.trialmap.parallel.closure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.Label;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.Type;

/** Looks up in the class file what a variable that a lambda captured is called in the source. */
final class CapturedNames {
    private CapturedNames() {}

    /** The name of captured value {@code i}; its position in words where the class was compiled without debug information. */
    static String of(SerializedLambda lambda, int i) {
        String name = null;
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream bytes = loader.getResourceAsStream(lambda.getImplClass() + ".class")) {
            name = bytes == null ? null : inClassFile(bytes, lambda, i);
        } catch (IOException | RuntimeException e) {
            name = null; // unreadable or too new for the reader: the position must do
        }
        return name == null ? "number " + (i + 1) : name;
    }

    private static String inClassFile(InputStream bytes, SerializedLambda lambda, int i) throws IOException {
        int slot = slot(lambda, i);
        String[] found = new String[1];
        new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                if (!name.equals(lambda.getImplMethodName()) || !descriptor.equals(lambda.getImplMethodSignature())) {
                    return null;
                }
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitLocalVariable(String variable, String type, String generic, Label start, Label end, int index) {
                        if (index == slot) {
                            found[0] = variable;
                        }
                    }
                };
            }
        }, ClassReader.SKIP_FRAMES);
        return found[0];
    }

    /** Captured values are the first parameters of the lambda's method; long and double take two slots. */
    private static int slot(SerializedLambda lambda, int i) {
        boolean isStatic = lambda.getImplMethodKind() == MethodHandleInfo.REF_invokeStatic;
        Type[] parameters = Type.getArgumentTypes(lambda.getImplMethodSignature());
        int slot = isStatic ? 0 : 1;
        for (int k = 0; k < (isStatic ? i : i - 1); k++) {
            slot += parameters[k].getSize();
        }
        return slot;
    }
}
