package org.trialmap.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.trialmap.Refusals.assertRefused;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.trialmap.References;

class DTypeTest {
    @ParameterizedTest
    @EnumSource
    void readsItsOwnName(DType type) {
        assertSame(type, DType.parse(type.toString()));
    }

    @ParameterizedTest
    @EnumSource
    void componentLeadsBackToTheRealType(DType type) {
        DType real = type == DType.COMPLEX64 ? DType.FLOAT32 : type == DType.COMPLEX128 ? DType.FLOAT64 : type;
        assertSame(real, DType.ofComponent(type.component()));
        assertEquals(type.isComplex() ? 2 : 1, type.width());
    }

    @Test
    void namesAndSizesAreNumPys() {
        List<DType> types = Arrays.stream(DType.values()).filter(type -> type != DType.STRING).toList();
        String printed = References.python("import sys, numpy\nfor n in sys.argv[1:]: print(numpy.dtype(n).name, numpy.dtype(n).itemsize, numpy.dtype(n).kind)",
                types.stream().map(DType::toString).toArray(String[]::new));
        assertEquals(types.stream().map(type -> type + " " + type.bytes() + " " + kind(type)).collect(Collectors.toList()), printed.lines().toList());
    }

    private static String kind(DType type) {
        return type == DType.BOOL ? "b" : type.isComplex() ? "c" : type.isFloating() ? "f" : "i";
    }

    @Test
    void refusesUnknownNamesAndListsTheValid() {
        assertRefused("Unknown dtype 'float16'. Valid: [bool, int8, int16, int32, int64, float32, float64, complex64, complex128, str].", () -> DType.parse("float16"));
    }

    @Test
    void refusesOtherComponents() {
        assertRefused("Arrays of char cannot be stored. Storable are arrays of boolean, byte, short, int, long, float, double and String,"
                + " and complex arrays made with NdArray.complex.", () -> DType.ofComponent(char.class));
    }
}
