package dev.tandem.metric;

/** Which way a metric gets better. */
public enum Direction {
    MIN,
    MAX
}
