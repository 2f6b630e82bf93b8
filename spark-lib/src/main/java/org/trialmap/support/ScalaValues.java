package org.trialmap.support;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import scala.Option;
import scala.Product;
import scala.collection.SeqMap;
import scala.collection.SortedMap;
import scala.jdk.javaapi.CollectionConverters;
import scala.math.BigDecimal;
import scala.math.BigInt;

/** Values of Scala's library and case classes as the Java values that mean the same, and back. Nothing is changed where Scala's library is not there. */
public final class ScalaValues {
    private static final boolean PRESENT = isPresent();

    private ScalaValues() {}

    private static boolean isPresent() {
        try {
            Class.forName("scala.Product", false, ScalaValues.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /**
     * An Option as an {@link Optional}, a sequence as a list, a case class or tuple as a map from names ({@code _1}, {@code _2} of tuples) to values in their order, a map as a map (in its
     * order if it has one), big numbers as Java's; anything else as it is. What is inside is not converted.
     */
    public static Object asJava(Object value) {
        return PRESENT && value != null ? Conversion.toJava(value) : value;
    }

    /** Whether values of that class are taken apart by {@link #asJava}: case classes and tuples. */
    public static boolean isProduct(Class<?> type) {
        return PRESENT && Conversion.isProduct(type);
    }

    /** Whether {@link #asJava} makes a Java value of all values of that class. */
    public static boolean isConverted(Class<?> type) {
        return PRESENT && Conversion.isConverted(type);
    }

    /** Whether that is a class of Scala's library of which {@link #asJava} makes nothing, a set or an iterator for example. */
    public static boolean isForeign(Class<?> type) {
        return PRESENT && Conversion.isForeign(type);
    }

    /** A list as the sequence, an {@link Optional} as the Option, a big number as the Scala one that {@code type} asks for; empty if it asks for something else. */
    public static Optional<Object> fromJava(Object value, Class<?> type) {
        return PRESENT ? Conversion.toScala(value, type) : Optional.empty();
    }

    /** Apart, so that its classes are looked for only where there is a Scala library. */
    private static final class Conversion {
        private static final List<Class<?>> CONVERTED = List.of(Option.class, scala.collection.Map.class, scala.collection.Seq.class, BigDecimal.class, BigInt.class);
        private static final List<Class<?>> FOREIGN = List.of(scala.collection.Set.class, scala.collection.Iterator.class, scala.concurrent.Future.class, scala.util.Either.class, scala.util.Try.class,
                scala.runtime.BoxedUnit.class);

        static Object toJava(Object value) {
            if (value instanceof Option<?> option) {
                return option.isDefined() ? Optional.ofNullable(option.get()) : Optional.empty();
            } else if (value instanceof scala.collection.Map<?, ?> map) {
                Map<?, ?> java = CollectionConverters.asJava(map);
                return map instanceof SeqMap || map instanceof SortedMap ? new LinkedHashMap<>(java) : java;
            } else if (value instanceof scala.collection.Seq<?> sequence) {
                return new ArrayList<>(CollectionConverters.asJava(sequence));
            } else if (value instanceof BigDecimal number) {
                return number.bigDecimal();
            } else if (value instanceof BigInt number) {
                return number.bigInteger();
            } else if (value instanceof Product product && isProduct(value.getClass()) && product.productArity() > 0) {
                return parts(product);
            }
            return value;
        }

        private static Map<String, Object> parts(Product product) {
            Map<String, Object> parts = new LinkedHashMap<>();
            for (int i = 0; i < product.productArity(); i++) {
                parts.put(product.productElementName(i), product.productElement(i));
            }
            return parts;
        }

        static boolean isProduct(Class<?> type) {
            return Product.class.isAssignableFrom(type) && (!type.getName().startsWith("scala.") || type.getName().startsWith("scala.Tuple"));
        }

        static boolean isConverted(Class<?> type) {
            return isProduct(type) || CONVERTED.stream().anyMatch(one -> one.isAssignableFrom(type));
        }

        static boolean isForeign(Class<?> type) {
            return FOREIGN.stream().anyMatch(one -> one.isAssignableFrom(type));
        }

        static Optional<Object> toScala(Object value, Class<?> type) {
            if (value instanceof Optional<?> optional && type == Option.class) {
                return Optional.of(Option.apply(optional.orElse(null)));
            } else if (value instanceof List<?> list && scala.collection.Iterable.class.isAssignableFrom(type)) {
                scala.collection.mutable.Buffer<?> elements = CollectionConverters.asScala(list);
                return type.isAssignableFrom(scala.collection.immutable.List.class) ? Optional.of(elements.toList())
                        : type.isAssignableFrom(scala.collection.immutable.Vector.class) ? Optional.of(elements.toVector()) : Optional.empty();
            } else if (value instanceof java.math.BigDecimal number && type == BigDecimal.class) {
                return Optional.of(new BigDecimal(number));
            } else if (value instanceof java.math.BigInteger number && type == BigInt.class) {
                return Optional.of(BigInt.javaBigInteger2bigInt(number));
            }
            return Optional.empty();
        }
    }
}
