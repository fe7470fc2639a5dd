package dev.tandem.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** What callbacks see of an epoch or batch: ordered names to numbers. One mutable object is handed to all callbacks in turn, as in Keras. */
public final class Logs {

    private final Map<String, Double> values = new LinkedHashMap<>();

    public Logs() {}

    public Logs(Map<String, Double> values) {
        this.values.putAll(values);
    }

    public Logs put(String name, double value) {
        values.put(name, value);
        return this;
    }

    public Logs putAll(Logs other) {
        values.putAll(other.values);
        return this;
    }

    /** The value under a name, or empty if this epoch has none. */
    public OptionalDouble find(String name) {
        Double value = values.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Names in the order in which they were put. */
    public Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** A view in the order in which names were put. */
    public Map<String, Double> asMap() {
        return Collections.unmodifiableMap(values);
    }

    public Logs copy() {
        return new Logs(values);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
