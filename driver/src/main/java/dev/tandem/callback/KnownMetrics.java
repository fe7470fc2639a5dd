package dev.tandem.callback;

import dev.tandem.metric.Direction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that will be in the logs of this run, with and without {@code val_}.
 *
 * @param directions which way each gets better; empty where nobody knows
 */
public record KnownMetrics(Map<String, Optional<Direction>> directions) {

    public KnownMetrics {
        directions = Map.copyOf(new LinkedHashMap<>(directions));
    }

    public Set<String> names() {
        return directions.keySet();
    }
}
