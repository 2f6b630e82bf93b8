package org.trialmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever a program or notebook prints says what it is: no {@code org.trialmap.Name@1b6d3586}. */
class PrintedTest {
    private static boolean isPrinted(Class<?> type) {
        boolean hasObjects = Arrays.stream(type.getDeclaredMethods()).anyMatch(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()));
        return !type.isInterface() && !type.isEnum() && !type.isRecord() && !Throwable.class.isAssignableFrom(type) && hasObjects;
    }

    @Test
    void everythingPublicHasAToString() throws ReflectiveOperationException {
        Set<String> silent = new TreeSet<>();
        int printed = 0;
        for (String name : FenceTest.promised()) {
            Class<?> type = Class.forName("org.trialmap." + name);
            if (isPrinted(type)) {
                printed++;
                if (type.getMethod("toString").getDeclaringClass() == Object.class) {
                    silent.add(name);
                }
            }
        }
        assertEquals(Set.of(), silent);
        assertTrue(printed > 15, printed + " types were looked at");
    }
}
