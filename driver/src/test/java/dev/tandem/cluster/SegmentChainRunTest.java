package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import dev.tandem.model.TrainingState;
import dev.tandem.plan.Ledger;
import dev.tandem.replica.SegmentChain;
import dev.tandem.train.Samples;
import dev.tandem.train.TestSpark;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several segments in one Spark job. */
@Tag("cluster")
@Timeout(180)
final class SegmentChainRunTest {

    private static final Samples SAMPLES = new Samples(160, 4, 12, 3);
    private static final ProgressListener DEAF = (steps, samples, lossSum) -> {};

    /** Samples that count how often they are read, over all tasks of this JVM. */
    private record Counted(String name) implements Sequence {

        private static final Map<String, AtomicInteger> READS = new ConcurrentHashMap<>();
        private static final Map<String, IntConsumer> HOOKS = new ConcurrentHashMap<>();

        Counted(String name, IntConsumer hook) {
            this(name);
            READS.put(name, new AtomicInteger());
            HOOKS.put(name, hook);
        }

        @Override
        public int length() {
            return SAMPLES.length();
        }

        @Override
        public Batch get(int index) {
            HOOKS.get(name).accept(READS.get(name).incrementAndGet());
            return SAMPLES.get(index);
        }

        int reads() {
            return READS.get(name).get();
        }
    }

    /** Trains an epoch of ten rounds. */
    private static List<SegmentResult> epoch(SegmentRunner runner, Sequence data, int cutEvery)
            throws InterruptedException {
        return Segments.train(runner, data, 2, cutEvery, accepted -> {});
    }

    private static List<Ledger.Entry> trained(List<SegmentResult> results) {
        return results.stream().flatMap(result -> result.trained().stream()).toList();
    }

    private static String undisturbed() throws InterruptedException {
        try (JavaSparkContext spark = TestSpark.open("local[2]");
                SegmentRunner runner = Segments.runner(spark, SAMPLES, Segments.SHORT, DEAF)) {
            return Segments.last(epoch(runner, SAMPLES, 10)).parametersSha256();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[2]", "local[1]", "local-cluster[2,1,1024]"})
    void segmentsOfAChain_areOneJob_andEndWithTheSameBits(String master) throws InterruptedException {
        String expected = undisturbed();
        try (JavaSparkContext spark = TestSpark.open(master);
                SegmentRunner runner = Segments.runner(spark, SAMPLES, Segments.SHORT, DEAF)) {
            Jobs jobs = new Jobs(spark);

            List<SegmentResult> results = epoch(runner, SAMPLES, 1);

            assertThat(results).hasSize(10);
            assertThat(Segments.last(results).parametersSha256()).isEqualTo(expected);
            assertThat(Segments.last(results).iteration()).isEqualTo(20);
            assertThat(trained(results).stream().mapToInt(entry -> entry.to() - entry.from()))
                    .hasSize(20)
                    .containsOnly(2);
            assertThat(jobs.count()).isEqualTo(1);
            assertThat(runner.statesGiven()).isZero();
        }
    }

    @Test
    void failureInTheMiddle_keepsWhatWasAccepted_andRepeatsTheRest() throws InterruptedException {
        String expected = undisturbed();
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            Counted data = new Counted("failing", reads -> {
                if (reads == 22) {
                    killThisTask(spark);
                }
            });
            try (SegmentRunner runner = Segments.runner(spark, data, Segments.SHORT, DEAF)) {
                Jobs jobs = new Jobs(spark);

                List<SegmentResult> results = epoch(runner, data, 1);

                assertThat(Segments.last(results).parametersSha256()).isEqualTo(expected);
                assertThat(trained(results)).hasSize(20).doesNotHaveDuplicates();
                assertThat(results.get(0).trained().get(0).attempt())
                        .isNotEqualTo(results.get(9).trained().get(0).attempt());
                assertThat(jobs.count()).isEqualTo(2);
                // One segment is four batches; the one before it may have been on its way to the driver.
                assertThat(data.reads()).isBetween(41, 40 + 4 + 4);
            }
        }
    }

    /** Returns when the task is dying: a read that returned sooner might still be trained on, and its segment accepted. */
    private static void killThisTask(JavaSparkContext spark) {
        TaskContext task = TaskContext.get();
        spark.sc().killTaskAttempt(task.taskAttemptId(), true, "a test pulls the plug");
        while (!task.isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void callerWhoWantsSomethingElse_getsIt_andIsNotTrainedAheadForAnyMore() throws InterruptedException {
        Counted data = new Counted("unwanted", reads -> {});
        String expected = afterRounds(4);
        try (JavaSparkContext spark = TestSpark.open("local[2]");
                SegmentRunner runner = Segments.runner(spark, data, Segments.SHORT, DEAF)) {
            Jobs jobs = new Jobs(spark);
            TrainingState start = Segments.start();
            SegmentChain whole = Segments.chain(data, 2, 1, start);
            SegmentResult first = runner.run(whole, start);
            SegmentResult second = runner.run(whole.rest(), first.state());

            SegmentResult again = runner.run(whole.rest(), first.state());
            SegmentResult third = runner.run(whole.rest().rest(), again.state());
            SegmentResult fourth = runner.run(whole.rest().rest().rest(), third.state());

            assertThat(again.state().parametersSha256())
                    .isEqualTo(second.state().parametersSha256());
            assertThat(fourth.state().parametersSha256()).isEqualTo(expected);
            assertThat(jobs.count()).isEqualTo(4);
        }
    }

    private static String afterRounds(int rounds) throws InterruptedException {
        try (JavaSparkContext spark = TestSpark.open("local[2]");
                SegmentRunner runner = Segments.runner(spark, SAMPLES, Segments.SHORT, DEAF)) {
            TrainingState start = Segments.start();
            SegmentResult result = runner.run(Segments.chain(SAMPLES, 2, rounds, start), start);
            return result.state().parametersSha256();
        }
    }

    @Test
    void tasks_areNeverMoreThanOneSegmentAheadOfTheRun() throws InterruptedException {
        Counted data = new Counted("ahead", reads -> {});
        try (JavaSparkContext spark = TestSpark.open("local[2]");
                SegmentRunner runner = Segments.runner(spark, data, Segments.SHORT, DEAF)) {
            TrainingState start = Segments.start();
            SegmentChain ahead = Segments.chain(data, 2, 1, start);
            TrainingState state = start;
            for (int segment = 0; segment < 9; segment++) {
                state = runner.run(ahead, state).state();
                ahead = ahead.rest();
                awaitReads(data, 4 * (segment + 2));
                assertThat(data.reads()).isEqualTo(4 * (segment + 2));
            }
        }
    }

    private static void awaitReads(Counted data, int reads) {
        while (data.reads() < reads) {
            Thread.onSpinWait();
        }
    }
}
