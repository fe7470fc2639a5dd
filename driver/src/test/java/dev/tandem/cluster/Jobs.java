package dev.tandem.cluster;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;

/** Counts the jobs of a Spark application. */
public final class Jobs extends SparkListener {

    private final AtomicInteger started = new AtomicInteger();
    private final JavaSparkContext spark;

    public Jobs(JavaSparkContext spark) {
        this.spark = spark;
        spark.sc().addSparkListener(this);
    }

    @Override
    public void onJobStart(SparkListenerJobStart job) {
        started.incrementAndGet();
    }

    /** How many were started so far. */
    public int count() {
        try {
            spark.sc().listenerBus().waitUntilEmpty();
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(e);
        }
        return started.get();
    }
}
