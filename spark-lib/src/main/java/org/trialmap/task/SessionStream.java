package org.trialmap.task;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.ObjectStreamField;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.List;
import org.trialmap.support.SessionNames;

/** Java serialization in which the classes of a notebook's cells have names without the cells' numbers, and no version of their own. Other values have the bytes that they always have. */
final class SessionStream extends ObjectOutputStream {
    SessionStream(OutputStream out) throws IOException {
        super(out);
        enableReplaceObject(true);
    }

    @Override
    protected void writeClassDescriptor(ObjectStreamClass type) throws IOException {
        if (!SessionNames.isOfSession(type.getName())) {
            super.writeClassDescriptor(type);
            return;
        }
        writeUTF(SessionNames.plain(type.getName()));
        for (ObjectStreamField field : type.getFields()) {
            writeUTF(SessionNames.plain(field.getName() + " " + field.getTypeCode() + " " + field.getTypeString()));
        }
    }

    @Override
    protected Object replaceObject(Object value) {
        if (!(value instanceof SerializedLambda lambda) || !SessionNames.isOfSession(lambda.getImplClass().replace('/', '.'))) {
            return value;
        }
        List<Object> parts = new ArrayList<>(
                List.of(SessionNames.plain(lambda.getImplClass()), SessionNames.plainMember(lambda.getImplMethodName()), SessionNames.plain(lambda.getImplMethodSignature())));
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            parts.add(lambda.getCapturedArg(i));
        }
        return parts;
    }
}
