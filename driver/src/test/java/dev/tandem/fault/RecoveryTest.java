package dev.tandem.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cluster.Jobs;
import dev.tandem.cluster.SegmentResult;
import dev.tandem.cluster.SegmentRunner;
import dev.tandem.cluster.Segments;
import dev.tandem.cluster.SlotOptions;
import dev.tandem.plan.Ledger;
import dev.tandem.train.Samples;
import dev.tandem.train.TestSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An executor of a standalone cluster is killed; what its replacement does again, and how soon. */
@Tag("cluster")
@EnabledOnOs(OS.LINUX)
@Timeout(300)
final class RecoveryTest {

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryTest.class);
    private static final int REPLICAS = 2;
    private static final int CUT_EVERY = 10;
    private static final int KILLED_IN = 2;
    private static final SlowSamples DATA = new SlowSamples(new Samples(400, 4, 12, 3));

    /** Nothing is trained before the replacement is there. */
    private static final SlotOptions ALL = new SlotOptions(REPLICAS, Duration.ofSeconds(120));

    @TempDir
    Path folder;

    /** Kills an executor in the middle of a segment and takes the time until training goes on. */
    private static final class Recovery extends SparkListener {

        private final StandaloneCluster cluster;
        private int accepted;
        private volatile long killed;
        private volatile long registered;
        private volatile long again;

        Recovery(StandaloneCluster cluster) {
            this.cluster = cluster;
        }

        void progress(int steps, long samples, double lossSum) {
            if (accepted == KILLED_IN && steps > 2 && killed == 0) {
                killed = System.nanoTime();
                cluster.executors().get(0).destroyForcibly();
            } else if (registered > 0 && again == 0) {
                again = System.nanoTime();
            }
        }

        @Override
        public void onExecutorAdded(SparkListenerExecutorAdded added) {
            if (killed > 0) {
                registered = System.nanoTime();
            }
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "A replacement registered %.1f s after the kill, and training went on %.1f s later",
                    (registered - killed) / 1e9,
                    (again - registered) / 1e9);
        }
    }

    @Test
    void killedExecutor_isReplaced_andOneSegmentRunsAgain() throws IOException, InterruptedException {
        String expected = undisturbed();
        try (StandaloneCluster cluster = new StandaloneCluster(folder, REPLICAS, List.of());
                JavaSparkContext spark = TestSpark.open(cluster.master())) {
            Recovery recovery = new Recovery(cluster);
            spark.sc().addSparkListener(recovery);
            Jobs jobs = new Jobs(spark);
            try (SegmentRunner runner = Segments.runner(spark, DATA, ALL, recovery::progress)) {
                List<SegmentResult> results = Segments.train(
                        runner, DATA, REPLICAS, CUT_EVERY, accepted -> recovery.accepted = accepted.size());

                assertThat(recovery.again).isPositive();
                LOG.info("{}", recovery);
                assertThat(jobs.count()).isEqualTo(2);
                assertThat(attempts(results.subList(0, KILLED_IN))).hasSize(REPLICAS);
                assertThat(attempts(results.subList(KILLED_IN, results.size()))).hasSize(REPLICAS);
                assertThat(attempts(results)).hasSize(2 * REPLICAS);
                assertThat(Segments.last(results).parametersSha256()).isEqualTo(expected);
            }
        }
    }

    private static String undisturbed() throws InterruptedException {
        try (JavaSparkContext spark = TestSpark.open("local[2]");
                SegmentRunner runner = Segments.runner(spark, DATA, ALL, (steps, samples, lossSum) -> {})) {
            return Segments.last(Segments.train(runner, DATA, REPLICAS, CUT_EVERY, accepted -> {}))
                    .parametersSha256();
        }
    }

    private static Set<Long> attempts(List<SegmentResult> results) {
        return results.stream()
                .flatMap(result -> result.trained().stream().map(Ledger.Entry::attempt))
                .collect(Collectors.toSet());
    }
}
