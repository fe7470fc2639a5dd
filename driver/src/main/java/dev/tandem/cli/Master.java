package dev.tandem.cli;

import org.jspecify.annotations.Nullable;

/** Which Spark master to use. */
final class Master {

    private Master() {}

    /** The one given; else the one that {@code spark-submit} has set; else this machine, with a thread per replica as cores allow. */
    static String choose(@Nullable String given, int replicas) {
        if (given != null) {
            return given;
        }
        int threads = Math.min(replicas, Runtime.getRuntime().availableProcessors());
        return System.getProperty("spark.master", "local[" + threads + "]");
    }
}
