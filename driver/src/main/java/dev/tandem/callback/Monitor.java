package dev.tandem.callback;

import dev.tandem.metric.Direction;
import dev.tandem.metric.Logs;
import dev.tandem.metric.Nearest;

/**
 * What three callbacks share: which metric they watch, which way it gets better, and by how much it must.
 *
 * <p>Compares as Keras 3 does: strictly, and in float32, so that a change of exactly {@code minDelta} is no improvement. NaN never is
 * one, not even as the first value.
 *
 * @param metric name in the logs
 * @param mode which way is better; {@link Mode#AUTO} until {@link #resolve} has found out
 * @param minDelta least change that counts; its sign is ignored, as in Keras 3
 */
record Monitor(String metric, Mode mode, double minDelta) {

    /** The best value before there was any. */
    static final double NONE_YET = Double.NaN;

    static final Monitor VAL_LOSS = new Monitor("val_loss", Mode.AUTO, 0);

    Monitor {
        if (!Double.isFinite(minDelta)) {
            throw new IllegalArgumentException("Invalid min_delta: " + minDelta + " (must be a finite number)");
        }
        minDelta = Math.abs(minDelta);
    }

    Monitor withMetric(String name) {
        return new Monitor(name, mode, minDelta);
    }

    Monitor withMode(Mode changed) {
        return new Monitor(metric, changed, minDelta);
    }

    Monitor withMinDelta(double changed) {
        return new Monitor(metric, mode, changed);
    }

    /**
     * Refuses a metric that will never be in the logs.
     *
     * @throws IllegalArgumentException listing the names that will be
     */
    void requireIn(KnownMetrics metrics) {
        if (!metrics.names().contains(metric)) {
            boolean lacksValidation =
                    metric.startsWith("val_") && metrics.names().stream().noneMatch(name -> name.startsWith("val_"));
            throw new IllegalArgumentException("Invalid monitor: " + metric + " will not be in the logs."
                    + (lacksValidation ? " It needs validation data." : Nearest.hint(metric, metrics.names()))
                    + " Available: " + String.join(", ", metrics.names()));
        }
    }

    /**
     * This monitor with the direction that {@code auto} means.
     *
     * @throws IllegalArgumentException if nobody knows it
     */
    Monitor resolve(KnownMetrics metrics) {
        if (mode != Mode.AUTO) {
            return this;
        }
        Direction direction = metrics.direction(metric)
                .orElseThrow(() -> new IllegalArgumentException("Invalid mode: auto: nobody knows which way " + metric
                        + " gets better; set mode to min or max." + Nearest.hint(metric, metrics.names())));
        return withMode(direction == Direction.MIN ? Mode.MIN : Mode.MAX);
    }

    /** What to tell the user when this epoch's logs lack the metric. */
    String absence(String callback, Logs logs) {
        return callback + " needs " + metric + ", which this epoch does not have; available: "
                + String.join(", ", logs.names());
    }

    /** Whether {@code current} beats {@code best}, which may be {@link #NONE_YET}. */
    boolean improves(double current, double best) {
        if (Double.isNaN(current) || Double.isNaN(best)) {
            return !Double.isNaN(current);
        }
        return switch (mode) {
            case MIN -> (float) (current + minDelta) < (float) best;
            case MAX -> (float) (current - minDelta) > (float) best;
            case AUTO -> throw new IllegalStateException("monitor " + metric + ": check() must come before training");
        };
    }
}
