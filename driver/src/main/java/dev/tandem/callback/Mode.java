package dev.tandem.callback;

/** Which way a monitored metric gets better, as the user says it. */
public enum Mode {
    /** As the metric itself knows. */
    AUTO,
    MIN,
    MAX
}
