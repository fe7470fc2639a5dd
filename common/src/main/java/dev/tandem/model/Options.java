package dev.tandem.model;

import dev.tandem.metric.Nearest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Named numbers of one optimizer; remembers which were asked for, to refuse the others. */
final class Options {

    private final String owner;
    private final Map<String, ?> values;
    private final Set<String> known = new TreeSet<>();

    Options(String owner, Map<String, ?> values) {
        this.owner = owner;
        this.values = values;
    }

    double rate(double byDefault) {
        return number("learning_rate", byDefault, Double.POSITIVE_INFINITY, ">= 0 and finite");
    }

    /** At least 0, below 1. */
    double fraction(String name, double byDefault) {
        return number(name, byDefault, 1, ">= 0 and < 1");
    }

    double positive(String name, double byDefault) {
        double value = number(name, byDefault, Double.POSITIVE_INFINITY, "> 0 and finite");
        if (value == 0) {
            throw invalid(name, value, "> 0 and finite");
        }
        return value;
    }

    boolean flag(String name) {
        known.add(name);
        Object value = values.get(name);
        if (value != null && !(value instanceof Boolean)) {
            throw invalid(name, value, "true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    void requireAllKnown() {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("Unknown option of " + owner + ": " + name + " (known: "
                        + String.join(", ", known) + ")." + Nearest.hint(name, known));
            }
        }
    }

    private double number(String name, double byDefault, double below, String expected) {
        known.add(name);
        Object value = values.get(name);
        if (value == null) {
            return byDefault;
        }
        if (!(value instanceof Number number) || !(number.doubleValue() >= 0) || !(number.doubleValue() < below)) {
            throw invalid(name, value, expected);
        }
        return number.doubleValue();
    }

    private IllegalArgumentException invalid(String name, Object value, String expected) {
        return new IllegalArgumentException(
                "Invalid " + name + " of " + owner + ": " + value + " (must be " + expected + ")");
    }
}
