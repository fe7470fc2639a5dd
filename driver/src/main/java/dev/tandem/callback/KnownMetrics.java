package dev.tandem.callback;

import dev.tandem.metric.Direction;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that will be in the logs of this run, with and without {@code val_}, in order.
 *
 * @param directions which way each gets better; empty where nobody knows
 */
public record KnownMetrics(Map<String, Optional<Direction>> directions) {

    private static final String VALIDATION = "val_";

    public KnownMetrics {
        directions = Collections.unmodifiableMap(new LinkedHashMap<>(directions));
    }

    public Set<String> names() {
        return directions.keySet();
    }

    /** Which way a metric gets better; {@code val_} makes no difference, and every loss gets better downwards. */
    public Optional<Direction> direction(String metric) {
        String plain = metric.startsWith(VALIDATION) ? metric.substring(VALIDATION.length()) : metric;
        if (plain.equals("loss")) {
            return Optional.of(Direction.MIN);
        }
        return directions.getOrDefault(metric, directions.getOrDefault(plain, Optional.empty()));
    }

    /** Those that are known after a batch already: all but validation's. */
    KnownMetrics atBatches() {
        Map<String, Optional<Direction>> training = new LinkedHashMap<>(directions);
        training.keySet().removeIf(name -> name.startsWith(VALIDATION));
        return new KnownMetrics(training);
    }

    /** These and further names whose direction nobody knows. */
    public KnownMetrics with(Collection<String> names) {
        Map<String, Optional<Direction>> more = new LinkedHashMap<>(directions);
        names.forEach(name -> more.putIfAbsent(name, Optional.empty()));
        return new KnownMetrics(more);
    }
}
