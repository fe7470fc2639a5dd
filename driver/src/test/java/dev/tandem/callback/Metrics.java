package dev.tandem.callback;

import dev.tandem.metric.Direction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The names of a usual run: {@code loss}, {@code accuracy} and {@code strange}, whose direction nobody knows. */
final class Metrics {

    static final KnownMetrics TRAINING = new KnownMetrics(plain());
    static final KnownMetrics WITH_VALIDATION = withValidation();

    private Metrics() {}

    private static Map<String, Optional<Direction>> plain() {
        Map<String, Optional<Direction>> directions = new LinkedHashMap<>();
        directions.put("loss", Optional.of(Direction.MIN));
        directions.put("accuracy", Optional.of(Direction.MAX));
        directions.put("strange", Optional.empty());
        return directions;
    }

    private static KnownMetrics withValidation() {
        Map<String, Optional<Direction>> directions = plain();
        plain().forEach((name, direction) -> directions.put("val_" + name, direction));
        return new KnownMetrics(directions);
    }
}
