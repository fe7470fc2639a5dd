package dev.tandem.config;

import dev.tandem.callback.KnownMetrics;
import dev.tandem.metric.Direction;
import dev.tandem.metric.Metric;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a job's metrics and knows the names that they will have in the logs. */
record MetricParts(Builtins builtins, Problems problems) {

    List<Metric> make(List<Named> named) {
        List<Metric> metrics = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Named each : named) {
            try {
                Metric metric = make(each);
                if (names.add(metric.name())) {
                    metrics.add(metric);
                } else {
                    problems.add(each.path(), "has the name " + metric.name() + ", which another metric has already");
                }
            } catch (IllegalArgumentException e) {
                problems.add(each.path(), String.valueOf(e.getMessage()));
            }
        }
        return metrics;
    }

    private Metric make(Named named) {
        return named.isClass()
                ? UserClasses.create(named, Metric.class)
                : builtins.metric(named.name(), named.options());
    }

    /** {@code loss} and all metrics, each with {@code val_} too if there is validation. */
    static KnownMetrics known(List<Metric> metrics, boolean hasValidation) {
        Map<String, Optional<Direction>> directions = new LinkedHashMap<>();
        for (String prefix : hasValidation ? List.of("", "val_") : List.of("")) {
            directions.put(prefix + "loss", Optional.of(Direction.MIN));
            metrics.forEach(metric -> directions.put(prefix + metric.name(), Optional.of(metric.direction())));
        }
        return new KnownMetrics(directions);
    }
}
