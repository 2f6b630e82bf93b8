package org.trialmap.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.sources.And;
import org.apache.spark.sql.sources.EqualTo;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.GreaterThan;
import org.apache.spark.sql.sources.GreaterThanOrEqual;
import org.apache.spark.sql.sources.In;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.LessThan;
import org.apache.spark.sql.sources.LessThanOrEqual;
import org.apache.spark.sql.sources.Not;
import org.apache.spark.sql.sources.Or;

/** Conditions on one column whose values lie along an axis. */
final class CoordinateFilter {
    private CoordinateFilter() {}

    /** The one column that a condition is about; empty if it is about several, or of a kind that is not known here. */
    static Optional<String> column(Filter filter) {
        String[] names = Arrays.stream(filter.references()).distinct().toArray(String[]::new);
        return names.length == 1 && isKnown(filter) ? Optional.of(names[0]) : Optional.empty();
    }

    private static boolean isKnown(Filter filter) {
        if (filter instanceof And and) {
            return isKnown(and.left()) && isKnown(and.right());
        }
        if (filter instanceof Or or) {
            return isKnown(or.left()) && isKnown(or.right());
        }
        if (filter instanceof Not not) {
            return isKnown(not.child());
        }
        return filter instanceof EqualTo || filter instanceof In || filter instanceof GreaterThan || filter instanceof GreaterThanOrEqual || filter instanceof LessThan
                || filter instanceof LessThanOrEqual || filter instanceof IsNotNull;
    }

    /** Whether it holds for a value of its column: an Integer, Double or String. */
    static boolean holds(Filter filter, Comparable<?> value) {
        if (filter instanceof And and) {
            return holds(and.left(), value) && holds(and.right(), value);
        }
        if (filter instanceof Or or) {
            return holds(or.left(), value) || holds(or.right(), value);
        }
        if (filter instanceof Not not) {
            return !holds(not.child(), value);
        }
        if (filter instanceof EqualTo equal) {
            return compare(value, equal.value()) == 0;
        }
        if (filter instanceof In in) {
            return Arrays.stream(in.values()).anyMatch(one -> one != null && compare(value, one) == 0);
        }
        if (filter instanceof GreaterThan greater) {
            return compare(value, greater.value()) > 0;
        }
        if (filter instanceof GreaterThanOrEqual least) {
            return compare(value, least.value()) >= 0;
        }
        if (filter instanceof LessThan less) {
            return compare(value, less.value()) < 0;
        }
        return !(filter instanceof LessThanOrEqual most) || compare(value, most.value()) <= 0;
    }

    /** As Spark orders: numbers with NaN above all others and -0 equal to 0, texts by their UTF-8 bytes. */
    private static int compare(Object one, Object other) {
        if (one instanceof Long a && other instanceof Long b) { // not all of them are exact as double
            return a.compareTo(b);
        }
        if (one instanceof Number a && other instanceof Number b) {
            return Double.compare(a.doubleValue() + 0.0, b.doubleValue() + 0.0);
        }
        return Arrays.compareUnsigned(one.toString().getBytes(StandardCharsets.UTF_8), other.toString().getBytes(StandardCharsets.UTF_8));
    }
}
