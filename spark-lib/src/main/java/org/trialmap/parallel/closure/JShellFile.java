package org.trialmap.parallel.closure;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.xbean.asm9.AnnotationVisitor;
import org.apache.xbean.asm9.Attribute;
import org.apache.xbean.asm9.ClassReader;
import org.apache.xbean.asm9.ClassVisitor;
import org.apache.xbean.asm9.ClassWriter;
import org.apache.xbean.asm9.FieldVisitor;
import org.apache.xbean.asm9.Handle;
import org.apache.xbean.asm9.Label;
import org.apache.xbean.asm9.MethodVisitor;
import org.apache.xbean.asm9.Opcodes;
import org.apache.xbean.asm9.Type;
import org.apache.xbean.asm9.commons.ClassRemapper;
import org.apache.xbean.asm9.commons.Remapper;
import org.trialmap.support.SessionNames;

/** The class file of a class of a session of JShell or of Scala's REPL, and what each of its methods uses of the session. Names of classes have dots, those of methods their descriptor. */
final class JShellFile {
    private static final String DESERIALIZE = "$deserializeLambda$";

    private final byte[] original;
    private final Map<String, Uses> methods = new LinkedHashMap<>();
    private final Set<String> related = new LinkedHashSet<>();

    /**
     * What a method uses: classes, fields ({@code CLASS.FIELD}), and methods of classes.
     */
    record Uses(Set<String> classes, Set<String> fields, Map<String, Set<String>> calls) {
        Uses() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashMap<>());
        }

        private void type(Type type) {
            if (type.getSort() == Type.ARRAY) {
                type(type.getElementType());
            } else if (type.getSort() == Type.METHOD) {
                type(type.getReturnType());
                for (Type argument : type.getArgumentTypes()) {
                    type(argument);
                }
            } else if (type.getSort() == Type.OBJECT && SessionNames.isOfSession(type.getClassName())) {
                classes.add(type.getClassName());
            }
        }

        private void internal(String name) {
            type(Type.getObjectType(name));
        }

        private void call(String owner, String name, String descriptor) {
            internal(owner);
            type(Type.getMethodType(descriptor));
            calls.computeIfAbsent(owner.replace('/', '.'), key -> new LinkedHashSet<>()).add(name + descriptor);
        }
    }

    JShellFile(byte[] original) {
        this.original = original;
        new ClassReader(original).accept(new Reading(), ClassReader.SKIP_DEBUG);
    }

    /** By name and descriptor; without what reads lambdas, which knows all of them. */
    Map<String, Uses> methods() {
        return methods;
    }

    /** Its superclasses, its hosts and the like, which it cannot be loaded without. */
    Set<String> related() {
        return related;
    }

    /** The class file with these methods only: no other is ever called. */
    byte[] with(Set<String> kept) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(original).accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return kept.contains(name + descriptor) || name.equals(DESERIALIZE) || name.startsWith("<") ? super.visitMethod(access, name, descriptor, signature, exceptions) : null;
            }
        }, 0);
        return writer.toByteArray();
    }

    /** The code of these methods, without what counts cells, lambdas and results; of a cell nothing but these methods. */
    byte[] code(Set<String> kept, boolean cell) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(original).accept(new ClassRemapper(Opcodes.ASM9, writer, PLAIN) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return kept.contains(name + descriptor) ? super.visitMethod(access, name, descriptor, null, exceptions) : null;
            }

            @Override
            public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
                return cell ? null : super.visitField(access, name, descriptor, null, value);
            }

            @Override
            public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
                return null; // Scala's has the whole source in it
            }

            @Override
            public void visitAttribute(Attribute attribute) {
                // as annotations
            }

            @Override
            public void visitInnerClass(String name, String outerName, String innerName, int access) {
                // says what is defined beside it
            }

            @Override
            public void visitNestMember(String member) {
                // as inner classes
            }
        }, ClassReader.SKIP_DEBUG);
        return writer.toByteArray();
    }

    private static final Remapper PLAIN = new Remapper(Opcodes.ASM9) {
        @Override
        public String map(String internalName) {
            return SessionNames.plain(internalName);
        }

        @Override
        public String mapMethodName(String owner, String name, String descriptor) {
            return SessionNames.isOfSession(owner.replace('/', '.')) ? SessionNames.plainMember(name) : name;
        }

        @Override
        public String mapFieldName(String owner, String name, String descriptor) {
            return mapMethodName(owner, name, descriptor);
        }
    };

    private final class Reading extends ClassVisitor {
        Reading() {
            super(Opcodes.ASM9);
        }

        private void relate(String internal) {
            if (internal != null && SessionNames.isOfSession(internal.replace('/', '.'))) {
                related.add(internal.replace('/', '.'));
            }
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
            relate(superName);
            for (String each : interfaces) {
                relate(each);
            }
        }

        @Override
        public void visitNestHost(String host) {
            relate(host);
        }

        @Override
        public void visitOuterClass(String owner, String name, String descriptor) {
            relate(owner);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
            if (name.equals(DESERIALIZE)) {
                return null;
            }
            Uses uses = new Uses();
            uses.type(Type.getMethodType(descriptor));
            methods.put(name + descriptor, uses);
            return new Code(uses);
        }
    }

    private static final class Code extends MethodVisitor {
        private final Uses uses;

        Code(Uses uses) {
            super(Opcodes.ASM9);
            this.uses = uses;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            uses.internal(type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
            uses.internal(owner);
            uses.type(Type.getType(descriptor));
            uses.fields.add(owner.replace('/', '.') + "." + name);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            uses.call(owner, name, descriptor);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            uses.type(Type.getMethodType(descriptor));
            for (Object argument : arguments) {
                visitLdcInsn(argument);
            }
        }

        @Override
        public void visitLdcInsn(Object constant) {
            if (constant instanceof Type type) {
                uses.type(type);
            } else if (constant instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
                uses.call(handle.getOwner(), handle.getName(), handle.getDesc());
            }
        }

        @Override
        public void visitMultiANewArrayInsn(String descriptor, int dimensions) {
            uses.type(Type.getType(descriptor));
        }

        @Override
        public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
            if (type != null) {
                uses.internal(type);
            }
        }
    }
}
