package dev.tandem.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.data.Batch;
import dev.tandem.data.Sequence;
import dev.tandem.model.TrainingState;
import dev.tandem.plan.Ledger;
import dev.tandem.task.RunData;
import dev.tandem.train.Samples;
import dev.tandem.train.TestSpark;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rpc.RpcEndpointRef;
import org.apache.spark.rpc.RpcEnv;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import scala.reflect.ClassTag$;

/** Failing tasks on threads of this JVM, which a test can reach. */
@Tag("cluster")
@Timeout(120)
final class SegmentRunnerTest {

    private static final Samples SAMPLES = new Samples(60, 4, 12, 3);
    private static final ProgressListener DEAF = (steps, samples, lossSum) -> {};

    private static final Map<String, CountDownLatch> HOLD = new ConcurrentHashMap<>();

    /** Samples that do something at the end of a pass, which a task calls before it meets the others. */
    private record Hooked(String name) implements Sequence {

        private static final Map<String, Runnable> HOOKS = new ConcurrentHashMap<>();

        Hooked(String name, Runnable hook) {
            this(name);
            HOOKS.put(name, hook);
        }

        @Override
        public int length() {
            return SAMPLES.length();
        }

        @Override
        public Batch get(int index) {
            return SAMPLES.get(index);
        }

        @Override
        public void onEpochEnd() {
            HOOKS.get(name).run();
        }
    }

    private static TrainingState undisturbed(int epoch) throws InterruptedException {
        Hooked data = new Hooked("undisturbed", () -> {});
        try (JavaSparkContext spark = TestSpark.open("local[2]");
                SegmentRunner runner = Segments.runner(spark, data, Segments.SHORT, DEAF)) {
            TrainingState start = Segments.start();
            return runner.run(Segments.epoch(data, 2, epoch, start), start).state();
        }
    }

    @Test
    void zombieOfAnEarlierTry_isNotWaitedForAndChangesNothing() throws InterruptedException {
        String expected = undisturbed(1).parametersSha256();
        CountDownLatch gate = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        Hooked data = new Hooked("zombie", () -> {
            int call = calls.getAndIncrement();
            if (call == 0) {
                holdOut(gate);
            } else if (call == 1) {
                throw Segments.machineLost();
            }
        });
        try (JavaSparkContext spark = TestSpark.open("local[3]");
                SegmentRunner runner = Segments.runner(spark, data, Segments.SHORT, DEAF)) {
            TrainingState start = Segments.start();
            SegmentResult first = runner.run(Segments.epoch(data, 2, 1, start), start);
            assertThat(calls.get()).isEqualTo(4);
            assertThat(first.state().parametersSha256()).isEqualTo(expected);
            assertThat(first.trained()).hasSize(2).doesNotHaveDuplicates();

            gate.countDown();
            SegmentResult again = runner.run(Segments.epoch(data, 2, 1, start), start);
            assertThat(again.state().parametersSha256()).isEqualTo(expected);
        } finally {
            gate.countDown();
        }
    }

    @Test
    void stateIsTakenFromTheDriver_onlyWhereAnExecutorDoesNotHoldIt() throws Exception {
        String expected = undisturbedRounds(4);
        try (JavaSparkContext spark = TestSpark.open("local-cluster[2,1,1024]");
                SegmentRunner runner = Segments.runner(spark, SAMPLES, Segments.SHORT, DEAF)) {
            TrainingState start = Segments.start();
            SegmentResult first = runner.run(Segments.round(SAMPLES, 2, 0, start), start);
            assertThat(runner.statesGiven()).isEqualTo(2);

            SegmentResult second = runner.run(Segments.round(SAMPLES, 2, 1, first.state()), first.state());
            assertThat(runner.statesGiven()).isZero();
            assertThat(second.trained())
                    .extracting(Ledger.Entry::executor)
                    .isEqualTo(
                            first.trained().stream().map(Ledger.Entry::executor).toList());

            replace(spark.sc(), second.trained().get(1).executor());
            SegmentResult third = runner.run(Segments.round(SAMPLES, 2, 2, second.state()), second.state());
            assertThat(runner.statesGiven()).isEqualTo(1);

            TrainingState copied =
                    third.state().withParameters(third.state().parameters().clone());
            SegmentResult fourth = runner.run(Segments.round(SAMPLES, 2, 3, copied), copied);
            assertThat(runner.statesGiven()).isEqualTo(2);
            assertThat(fourth.state().parametersSha256()).isEqualTo(expected);
        }
    }

    private static String undisturbedRounds(int rounds) throws InterruptedException {
        try (JavaSparkContext spark = TestSpark.open("local[2]");
                SegmentRunner runner = Segments.runner(spark, SAMPLES, Segments.SHORT, DEAF)) {
            TrainingState state = Segments.start();
            for (int round = 0; round < rounds; round++) {
                state = runner.run(Segments.round(SAMPLES, 2, round, state), state)
                        .state();
            }
            return state.parametersSha256();
        }
    }

    /** Kills an executor and waits until another one is in its place. */
    private static void replace(SparkContext spark, String executor) {
        spark.killAndReplaceExecutor(executor);
        while (spark.getExecutorIds().size() != 2 || spark.getExecutorIds().contains(executor)) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Test
    void lostMachines_endTheRunOnlyWhenNothingIsGained() {
        AtomicInteger calls = new AtomicInteger();
        Hooked data = new Hooked("doomed", () -> {
            calls.incrementAndGet();
            throw Segments.machineLost();
        });
        assertThatThrownBy(() -> run(data, Segments.SHORT))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessage("Epoch 2 from round 0 failed 8 times in a row without getting further:"
                        + " a test pulls the plug (PeerLostException)");
        assertThat(calls.get()).isBetween(8, 16);
    }

    @Test
    void mistakeInTheUsersCode_isToldAtOnce() {
        AtomicInteger calls = new AtomicInteger();
        Hooked data = new Hooked("mistaken", () -> {
            calls.incrementAndGet();
            throw new IllegalStateException("no index file in photos/");
        });
        assertThatThrownBy(() -> run(data, Segments.SHORT))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessage("Epoch 2 from round 0 failed: no index file in photos/ (IllegalStateException)");
        assertThat(calls.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void fewerSlotsThanMinTasks_failAfterSlotWaitNamingBoth() {
        SlotOptions options = new SlotOptions(3, Duration.ofMillis(300));
        Hooked data = new Hooked("waiting", () -> {});
        assertThatThrownBy(() -> run(data, options))
                .isInstanceOf(TrainingFailedException.class)
                .hasMessageStartingWith(
                        "The executors have 2 slots after 0.3 s (slot_wait), but at least 3 are needed (min_tasks)");
    }

    @Test
    void slotsHeldByAnotherJob_areAnErrorAfterSlotWait() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        HOLD.put("gate", gate);
        try (JavaSparkContext spark = TestSpark.open("local[2]")) {
            var other = spark.parallelize(List.of(1), 1)
                    .foreachAsync(x -> HOLD.get("gate").await());
            Hooked data = new Hooked("crowded", () -> {});
            try (SegmentRunner runner =
                    Segments.runner(spark, data, new SlotOptions(1, Duration.ofMillis(500)), DEAF)) {
                TrainingState start = Segments.start();
                assertThatThrownBy(() -> runner.run(Segments.epoch(data, 2, 0, start), start))
                        .isInstanceOf(TrainingFailedException.class)
                        .hasMessageStartingWith(
                                "The 2 tasks of a segment did not start within 0.5 s (slot_wait) although there are 2 slots");
            }
            gate.countDown();
            assertThat(other).isNotNull();
        }
    }

    private static void run(Hooked data, SlotOptions options) throws InterruptedException {
        try (JavaSparkContext spark = TestSpark.open("local[2]");
                SegmentRunner runner = Segments.runner(spark, data, options, DEAF)) {
            TrainingState start = Segments.start();
            runner.run(Segments.epoch(data, 3, 1, start), start);
        }
    }

    /** Waits as code does that does not care for interrupts. */
    private static void holdOut(CountDownLatch gate) {
        while (gate.getCount() > 0) {
            Thread.interrupted();
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void progressThatArrivesAfterItsSegment_isNotHeard() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        RunData run = new RunData(UUID.randomUUID().toString(), Segments.definition(), SAMPLES, null);
        try (JavaSparkContext spark = TestSpark.open("local[2]");
                SegmentRunner runner = new SegmentRunner(
                        spark, run, Segments.SHORT, (steps, samples, lossSum) -> heard.incrementAndGet())) {
            TrainingState start = Segments.start();
            runner.run(Segments.epoch(SAMPLES, 2, 0, start), start);
            int before = heard.get();
            RpcEnv env = spark.env().rpcEnv();
            RpcEndpointRef ear = env.setupEndpointRef(env.address(), "tandem-" + run.run());

            ear.send(new Object[] {"progress", run.run() + "/0/0.0#0", 0, 1, 1L, 1.0});
            assertThatThrownBy(() -> ear.askSync(new Object[] {"meet", "other", 0, 1, "here"}, ClassTag$.MODULE$.Any()))
                    .hasStackTraceContaining("one of other came");
            assertThat(heard.get()).isEqualTo(before);
        }
    }
}
