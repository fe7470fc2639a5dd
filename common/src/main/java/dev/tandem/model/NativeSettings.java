package dev.tandem.model;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * System properties that say how this JVM computes. As settings of a Spark application they have {@code spark.} before them, and reach
 * executors as such.
 */
public final class NativeSettings {

    /** {@code generic}, {@code avx2} or {@code avx512}: ND4J's native library to use, in place of the best one for this CPU. */
    public static final String NATIVE = "tandem.native";

    /** {@code false} lets DL4J's own code compute convolutions and batch normalizations, in place of oneDNN. */
    public static final String ONEDNN = "tandem.onednn";

    private static final String SPARK = "spark.";

    private NativeSettings() {}

    /**
     * Takes over an application's settings; a system property without {@code spark.} wins, as it is meant for this JVM alone.
     *
     * @param application the value of a setting by its whole name
     */
    public static void adopt(Function<String, Optional<String>> application) {
        for (String name : List.of(NATIVE, ONEDNN)) {
            if (System.getProperty(name) == null) {
                application.apply(SPARK + name).ifPresent(value -> System.setProperty(name, value));
            }
        }
    }
}
