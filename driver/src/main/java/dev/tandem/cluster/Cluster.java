package dev.tandem.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A Spark application to train on, for those who must not name Spark. */
public final class Cluster implements AutoCloseable {

    /** What training needs or profits from, unless the user has set it: see conf/spark-defaults.conf for the reasons. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "spark.task.reaper.enabled", "true",
            "spark.locality.wait", "0s",
            "spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s",
            "spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "1",
            "spark.driver.maxResultSize", "0",
            "spark.executorEnv.OMP_WAIT_POLICY", "passive");

    /** As many native threads as a task has cores. Tasks see to that, too, but the libraries are set up by these. */
    private static final List<String> THREADS =
            List.of("spark.executorEnv.OMP_NUM_THREADS", "spark.executorEnv.OPENBLAS_NUM_THREADS");

    private final JavaSparkContext context;

    private Cluster(JavaSparkContext context) {
        this.context = context;
    }

    /**
     * Starts a Spark application.
     *
     * @param name shown in Spark's pages
     * @param master such as {@code local[2]}; empty to take the one that spark-submit or {@code spark.master} gives
     * @param jars with the user's own classes, sent to executors
     * @param settings Spark properties of the job file; they win over all others
     * @throws TrainingFailedException if Spark does not start
     */
    public static Cluster start(String name, Optional<String> master, List<String> jars, Map<String, String> settings) {
        SparkConf conf = new SparkConf().setAppName(name);
        master.ifPresent(conf::setMaster);
        if (conf.get("spark.master", "local").startsWith("local")) {
            conf.setIfMissing("spark.ui.enabled", "false");
        }
        DEFAULTS.forEach(conf::setIfMissing);
        settings.forEach(conf::set);
        THREADS.forEach(variable -> conf.setIfMissing(variable, conf.get("spark.task.cpus", "1")));
        Secret.ensure(conf);
        if (!jars.isEmpty()) {
            conf.setJars(jars.toArray(String[]::new));
        }
        try {
            return new Cluster(new JavaSparkContext(conf));
        } catch (Exception e) { // Scala throws SparkException unchecked
            throw new TrainingFailedException(
                    "Spark does not start on master " + conf.get("spark.master", "(none)") + ": " + e.getMessage(), e);
        }
    }

    /** Spark's own door to the application. */
    public JavaSparkContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }
}
