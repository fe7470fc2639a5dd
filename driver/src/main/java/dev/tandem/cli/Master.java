package dev.tandem.cli;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Which Spark master to use. */
final class Master {

    private Master() {}

    /** The one given; else the one that {@code spark-submit} has set; else this machine, with a thread per replica as cores allow. */
    static String choose(@Nullable String given, Properties properties, int replicas, int cores) {
        if (given != null) {
            return given;
        }
        return properties.getProperty("spark.master", "local[" + Math.min(replicas, cores) + "]");
    }
}
