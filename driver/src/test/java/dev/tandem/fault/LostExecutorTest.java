package dev.tandem.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cluster.Cluster;
import dev.tandem.cluster.Jobs;
import dev.tandem.cluster.ProgressListener;
import dev.tandem.cluster.SegmentResult;
import dev.tandem.cluster.SegmentRunner;
import dev.tandem.cluster.Segments;
import dev.tandem.model.TrainingState;
import dev.tandem.train.Samples;
import dev.tandem.train.TestSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import scala.Tuple2;
import scala.collection.immutable.Map$;

/** Executors in JVMs of their own, killed, taken away and given back. */
@Tag("cluster")
@EnabledOnOs(OS.LINUX)
@Timeout(600)
final class LostExecutorTest {

    private static final int REPLICAS = 3;

    /** Of an executor on a machine with much else to do. */
    private static final long LONGEST_START_SECONDS = 240;

    private static final ProgressListener DEAF = (steps, samples, lossSum) -> {};

    private static final SlowSamples DATA = new SlowSamples(new Samples(400, 4, 12, 3));

    private static SegmentResult run(SegmentRunner runner, TrainingState state, int epoch) throws InterruptedException {
        return runner.run(Segments.epoch(DATA, REPLICAS, epoch, state), state);
    }

    private static String sha(SegmentResult result) {
        return result.state().parametersSha256();
    }

    private static List<String> undisturbed(int epochs) throws InterruptedException {
        try (JavaSparkContext spark = TestSpark.open("local[2]");
                SegmentRunner runner = Segments.runner(spark, DATA, Segments.SHORT, DEAF)) {
            List<String> hashes = new ArrayList<>();
            TrainingState state = Segments.start();
            for (int epoch = 0; epoch < epochs; epoch++) {
                SegmentResult result = run(runner, state, epoch);
                hashes.add(sha(result));
                state = result.state();
            }
            return hashes;
        }
    }

    @Test
    void killedExecutor_costsOneSegmentAndNoBits() throws InterruptedException {
        List<String> expected = undisturbed(2);
        AtomicBoolean killed = new AtomicBoolean();
        ProgressListener killer = (steps, samples, lossSum) -> {
            if (steps > 20 && killed.compareAndSet(false, true)) {
                Processes.executorsBelow(ProcessHandle.current()).get(0).destroyForcibly();
            }
        };
        try (JavaSparkContext spark = TestSpark.open("local-cluster[2,1,1024]");
                SegmentRunner runner = Segments.runner(spark, DATA, Segments.SHORT, killer)) {
            SegmentResult first = run(runner, Segments.start(), 0);
            SegmentResult second = run(runner, first.state(), 1);

            assertThat(killed).isTrue();
            assertThat(List.of(sha(first), sha(second))).isEqualTo(expected);
            assertThat(first.trained()).hasSize(REPLICAS);
        }
    }

    private static String undisturbedChain() throws InterruptedException {
        try (JavaSparkContext spark = TestSpark.open("local[2]");
                SegmentRunner runner = Segments.runner(spark, DATA, Segments.SHORT, DEAF)) {
            return Segments.last(Segments.train(runner, DATA, REPLICAS, Integer.MAX_VALUE, accepted -> {}))
                    .parametersSha256();
        }
    }

    @Test
    void executorKilledInTheMiddleOfAChain_keepsWhatWasAccepted() throws InterruptedException {
        String expected = undisturbedChain();
        AtomicInteger segments = new AtomicInteger();
        AtomicInteger killedIn = new AtomicInteger();
        ProgressListener killer = (steps, samples, lossSum) -> {
            if (segments.get() == 2 && steps > 2 && killedIn.compareAndSet(0, 2)) {
                Processes.executorsBelow(ProcessHandle.current()).get(0).destroyForcibly();
            }
        };
        try (JavaSparkContext spark = TestSpark.open("local-cluster[2,1,1024]");
                SegmentRunner runner = Segments.runner(spark, DATA, Segments.SHORT, killer)) {
            Jobs jobs = new Jobs(spark);

            List<SegmentResult> results =
                    Segments.train(runner, DATA, REPLICAS, 4, accepted -> segments.set(accepted.size()));

            assertThat(killedIn).hasValue(2);
            assertThat(Segments.last(results).parametersSha256()).isEqualTo(expected);
            assertThat(results.stream().flatMap(result -> result.trained().stream()))
                    .hasSize(REPLICAS * results.size())
                    .doesNotHaveDuplicates();
            // The executor that Spark starts in place of the killed one may come after the retry has begun.
            assertThat(results).hasSize(5);
            assertThat(jobs.count()).isBetween(2, 3);
        }
    }

    @Test
    void executorThatComesBack_isUsedWithinTheEpoch() throws InterruptedException {
        String expected = undisturbedChain();
        AtomicBoolean taken = new AtomicBoolean();
        AtomicInteger back = new AtomicInteger();
        try (JavaSparkContext spark = TestSpark.open("local-cluster[2,1,1024]")) {
            ProgressListener taker = (steps, samples, lossSum) -> {
                if (steps > 2 && taken.compareAndSet(false, true)) {
                    spark.sc().killExecutor("0");
                }
            };
            try (SegmentRunner runner = Segments.runner(spark, DATA, Segments.SHORT, taker)) {
                List<SegmentResult> results = Segments.train(runner, DATA, REPLICAS, 2, accepted -> {
                    if (accepted.get(accepted.size() - 1).tasks() == 1 && back.compareAndSet(0, accepted.size())) {
                        spark.sc().requestTotalExecutors(2, 0, Map$.MODULE$.empty());
                        awaitExecutors(spark, 2);
                    }
                });

                assertThat(back.get()).isPositive();
                assertThat(results.get(back.get()).tasks()).isEqualTo(1);
                assertThat(results.subList(back.get() + 1, results.size()))
                        .isNotEmpty()
                        .extracting(SegmentResult::tasks)
                        .containsOnly(2);
                assertThat(Segments.last(results).parametersSha256()).isEqualTo(expected);
            }
        }
    }

    @Test
    void executorTakenAway_isDoneWithout_andUsedAgainWhenItIsBack() throws InterruptedException {
        List<String> expected = undisturbed(3);
        try (JavaSparkContext spark = TestSpark.open("local-cluster[2,1,1024]")) {
            AtomicBoolean taken = new AtomicBoolean();
            ProgressListener taker = (steps, samples, lossSum) -> {
                if (steps > 20 && taken.compareAndSet(false, true)) {
                    spark.sc().killExecutor("0");
                }
            };
            try (SegmentRunner runner = Segments.runner(spark, DATA, Segments.SHORT, taker)) {
                SegmentResult first = run(runner, Segments.start(), 0);
                SegmentResult second = run(runner, first.state(), 1);
                assertThat(List.of(first.tasks(), second.tasks())).containsExactly(1, 1);

                spark.sc().requestTotalExecutors(2, 0, Map$.MODULE$.empty());
                awaitExecutors(spark, 2);
                SegmentResult third = run(runner, second.state(), 2);
                assertThat(third.tasks()).isEqualTo(2);
                assertThat(List.of(sha(first), sha(second), sha(third))).isEqualTo(expected);
            }
        }
    }

    private static void awaitExecutors(JavaSparkContext spark, int executors) throws InterruptedException {
        assertThat(Processes.await(
                        LONGEST_START_SECONDS,
                        () -> spark.sc().getExecutorMemoryStatus().size() == executors + 1))
                .isTrue();
    }

    @Test
    void authenticationAndEncryption_onLocalCluster_trainToTheSameBits() throws InterruptedException {
        List<String> expected = undisturbed(1);
        SparkConf base = TestSpark.conf("local-cluster[2,1,1024]");
        Map<String, String> settings = new TreeMap<>();
        for (Tuple2<String, String> setting : base.getAll()) {
            settings.put(setting._1, setting._2);
        }
        settings.remove("spark.master");
        settings.put("spark.authenticate", "true");
        settings.put("spark.network.crypto.enabled", "true");
        try (Cluster cluster = Cluster.start("test", Optional.of("local-cluster[2,1,1024]"), List.of(), settings);
                SegmentRunner runner = Segments.runner(cluster.context(), DATA, Segments.SHORT, DEAF)) {
            assertThat(sha(run(runner, Segments.start(), 0))).isEqualTo(expected.get(0));
        }
    }
}
