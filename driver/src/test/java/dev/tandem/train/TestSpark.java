package dev.tandem.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A real Spark for tests: threads of this JVM, or executors in JVMs of their own on the same class path. */
public final class TestSpark {

    private TestSpark() {}

    /** Opens {@code local[n]} or {@code local-cluster[executors,cores,megabytes]}. */
    public static JavaSparkContext open(String master) {
        return new JavaSparkContext(conf(master));
    }

    public static SparkConf conf(String master) {
        return new SparkConf()
                .setMaster(master)
                .setAppName("test")
                .set("spark.home", home())
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.locality.wait", "0s")
                .set("spark.task.reaper.enabled", "true")
                .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
                .set("spark.executorEnv.OMP_NUM_THREADS", "1")
                .set("spark.executorEnv.OPENBLAS_NUM_THREADS", "1");
    }

    /** Spark wants a folder of jars there, but takes all of its classes from the extra class path. */
    private static String home() {
        try {
            Path home = Path.of(System.getenv("SPARK_HOME"));
            Files.createDirectories(home.resolve("jars"));
            return home.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
